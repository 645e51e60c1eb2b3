"""Whether published changes bear the sign that the dates and budgets of the same file give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, Place, Text
from pupitre.sources.assemble import Draft
from pupitre.sources.doubts import asked
from pupitre.sources.reading import Choice, Question

FEWEST = 5
"""Changes of opposite sign under which nothing is asked."""
DOUBTFUL = 0.6
"""Share of changes of opposite sign above which the sign is asked."""
CLEAR = 0.8
"""Share above which the values are reversed until someone answers otherwise."""
SOURCES = {"slip_days": (("forecast_end", "end"), "end"), "budget_change": (("forecast_cost", "budget"), "budget")}
"""Published change → columns it may be the change of, and the column it is compared with when reports bear no date."""
CHOICES = (
    Choice("reverse", Text(N_("Reverse the signs: a delay or an overrun is then positive"))),
    Choice("keep", Text(N_("Keep the values as written"))),
)


def signed(draft: Draft, place: Place, scope: str, answers: Mapping[str, str]) -> list[Question]:
    """Return a question for each published change whose sign its own file contradicts; reverse the values where that is clear or answered.

    Args:
        draft: The typed table; its values are reversed in place.
        place: The file and sheet. scope: Name of the table in questions. answers: Those given.
    """
    questions = []
    for name in SOURCES:
        if name not in draft.values:
            continue
        agree, opposite = _votes(draft, name)
        if opposite < FEWEST or opposite <= DOUBTFUL * (agree + opposite):
            continue
        header = " ".join(draft.headers[name].split())
        clear = opposite >= CLEAR * (agree + opposite)
        question = asked(
            "sign",
            replace(place, column=draft.headers[name]),
            Text.many(
                N_("The sign of %(count)s change is the opposite of what the file's own figures give; %(agree)s agree."),
                N_("The sign of %(count)s changes is the opposite of what the file's own figures give; %(agree)s agree."),
                count=opposite,
                agree=agree,
            ),
            Text(N_("Say whether the signs of this column must be reversed.")),
            scope=f"{scope}:{header}",
            found=header,
            choices=CHOICES,
            assumption="reverse" if clear else "keep",
            answers=answers,
        )
        questions.append(question)
        if question.assumption == "reverse":
            draft.values[name] = pc.multiply(draft.values[name], -1.0)
    return questions


def _votes(draft: Draft, name: str) -> tuple[int, int]:
    """Return how many published changes have the sign of the change computed, and how many the opposite one.

    A file may publish the change of several columns (the end planned, the end forecast): the one that best explains the column counts.
    """
    columns, base = SOURCES[name]
    said = _numbers(draft.values[name])
    found: list[tuple[int, int]] = []
    for column in columns:
        if column not in draft.values:
            continue
        if "at" in draft.key:
            computed = _since_last_report(draft, column)
        elif base in draft.values and column != base:
            computed = _numbers(draft.values[column]) - _numbers(draft.values[base])
        else:
            continue
        with np.errstate(invalid="ignore"):
            product = np.sign(said) * np.sign(computed)
        found.append((int(np.sum(product > 0)), int(np.sum(product < 0))))
    return max(found, key=lambda votes: abs(votes[0] - votes[1]), default=(0, 0))


def _numbers(values: pa.Array) -> npt.NDArray[np.float64]:
    """Return dates as days and amounts as they are; NaN where absent."""
    days = pc.cast(values, pa.int32()) if pa.types.is_date(values.type) else values
    return np.asarray(pc.cast(days, pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _since_last_report(draft: Draft, column: str) -> npt.NDArray[np.float64]:
    """Return by how much a column differs from the previous report of the same thing that gives it; NaN on the first one."""
    name = next(k for k in draft.key if k != "at")
    code = pc.fill_null(pc.dictionary_encode(draft.values[name]).indices, -1).to_numpy(zero_copy_only=False)
    at, value = _numbers(draft.values["at"]), _numbers(draft.values[column])
    told = np.flatnonzero(np.isfinite(value) & np.isfinite(at) & (code >= 0))
    order = told[np.lexsort((at[told], code[told]))]
    change = np.full(len(value), np.nan)
    if len(order) > 1:
        same = code[order][1:] == code[order][:-1]
        change[order[1:][same]] = (value[order][1:] - value[order][:-1])[same]
    return change
