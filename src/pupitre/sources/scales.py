"""Whether one column of amounts is in thousands or millions while another of the same file is in units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from pupitre.kernel import N_, Place, Text
from pupitre.sources.assemble import Draft
from pupitre.sources.doubts import asked
from pupitre.sources.reading import Choice, Question

COMPARABLE = {
    "projects": ("budget", "forecast_cost", "spent", "year_budget", "year_forecast"),
    "budgets": ("planned", "landing", "actual", "committed"),
}
"""Kind → amounts that are of one size on a row: what is spent is a part of the budget, seldom its thousandth."""
FEWEST = 5
"""Rows under which a ratio proves nothing."""
PARTS = frozenset(("spent", "year_budget", "year_forecast", "actual", "committed"))
"""Amounts that may be a small part of the others."""
CLOSE, PART = 0.4, 0.9
"""How far the decimal logarithm of a ratio may stand from 3 or 6: between two whole amounts, and towards the side of a part."""
MOST = 0.75
"""Share of the rows whose ratio must stand in the window."""


def scaled(draft: Draft, multipliers: Mapping[str, float], place: Place, scope: str, answers: Mapping[str, str]) -> list[Question]:
    """Return a question for each amount that is about a thousand or a million times smaller than another one of its row.

    Nothing is changed before the answer: `scale:<table>:<header>` → what the cells are multiplied by.

    Args:
        draft: The typed table, the units of its headers applied.
        multipliers: Canonical name → what its cells were multiplied by.
        place: The file and sheet. scope: Name of the table in questions. answers: Those given.
    """
    if f"scale:{scope}" in answers:
        return []
    names = [n for n in COMPARABLE.get(draft.kind.name, ()) if n in draft.values and n in multipliers]
    questions = []
    for name in names:
        header = " ".join(draft.headers[name].split())
        found = [(other, *ratio(draft.values[other], draft.values[name], _window(other, name))) for other in names if other != name]
        best = max((f for f in found if f[1]), key=lambda f: f[3], default=None)
        if best is None or f"scale:{scope}:{header}" in answers:
            continue
        other, factor, median, rows = best
        questions.append(
            scale_question(
                replace(place, column=draft.headers[name]),
                f"{scope}:{header}",
                multipliers[name],
                factor,
                Text(
                    N_('"%(header)s" is about %(ratio)s times smaller than "%(other)s" on %(rows)s rows.'),
                    header=header,
                    other=" ".join(draft.headers[other].split()),
                    ratio=round(median),
                    rows=rows,
                ),
                answers,
            )
        )
    return questions


def scale_question(where: Place, scope: str, multiplier: float, factor: float, what: Text, answers: Mapping[str, str]) -> Question:
    """Ask whether the amounts of a column must be multiplied by a factor that other figures suggest; meanwhile they stay as they are."""
    choices = (
        Choice(f"{multiplier:.15g}", Text(N_("The amounts are right as they are"))),
        Choice(f"{multiplier * factor:.15g}", Text(N_("Multiply the amounts by %(factor)s"), factor=factor)),
    )
    return asked(
        "scale",
        where,
        what,
        Text(N_('Say in which unit the amounts of this column are, or write it in its header, such as "Budget (k€)".')),
        scope=scope,
        found=where.column or "",
        choices=choices,
        assumption=choices[0].code,
        answers=answers,
    )


def _window(large: str, small: str) -> tuple[float, float]:
    """Return how far below and above 3 or 6 the logarithm of a ratio may stand."""
    return (PART if large in PARTS else CLOSE), (PART if small in PARTS else CLOSE)


def ratio(large: pa.Array, small: pa.Array, window: tuple[float, float]) -> tuple[float, float, int]:
    """Return 1000 or 1e6 when the first amounts are about so many times the second ones, else 0; then the median ratio and its rows."""
    above = np.abs(large.to_numpy(zero_copy_only=False).astype(np.float64))
    below = np.abs(small.to_numpy(zero_copy_only=False).astype(np.float64))
    both = np.isfinite(above) & np.isfinite(below) & (above > 0) & (below > 0)
    if int(both.sum()) < FEWEST:
        return 0.0, 0.0, 0
    logs = np.log10(above[both] / below[both])
    for power in (3, 6):
        near = (logs >= power - window[0]) & (logs <= power + window[1])
        if float(np.mean(near)) >= MOST:
            return 10.0**power, float(10 ** np.median(logs)), len(logs)
    return 0.0, 0.0, 0
