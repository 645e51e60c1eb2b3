"""The four half-year cycles that are over, each objective reached or missed as the readings say."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from pupitre.demo.company import Company, KeyResult, Kpi, Objective
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.spans import month_start
from pupitre.demo.streams import stream

CYCLES, EACH = 4, 6
ASKED = (0.1, 1.3)
"""Gain asked of a half-year, over the gain that the usual pace gives."""
CLEAR = 0.4
"""Spreads between a target and the readings of the last weeks, so that reached or missed leaves no doubt."""


def add_past(company: Company) -> None:
    """Add the closed cycles with the key result of each objective: where it stood, what was asked, and what came of it."""
    profile = company.profile
    listed = [row for row in rows("past") if company.kpi(row["kpi"]) is not None and row["axis"] in profile.scale.axes]
    this_half = date(profile.on.year, 1 if profile.on.month < 7 else 7, 1)
    for back in range(CYCLES, 0, -1):
        starts = month_start(this_half, -6 * back)
        rng = stream(profile.seed, "past", back)
        for number, index in enumerate(rng.permutation(len(listed))[:EACH], start=1):
            _add_objective(company, listed[int(index)], (back, number), starts, rng)


def _add_objective(company: Company, row: Row, place: tuple[int, int], starts: date, rng: np.random.Generator) -> None:
    profile, kpi = company.profile, company.kpi(row["kpi"])
    assert kpi is not None
    due = month_start(starts, 6) - timedelta(days=1)
    half = "S" if profile.lexicon.lang == "fr" else "H"
    code = f"{starts.year}-{half}{1 if starts.month == 1 else 2}-{place[1]}"
    baseline, target, is_reached = _asked(kpi, starts, due, rng)
    company.past.append(
        Objective(
            id=row["kpi"],
            code=code,
            name=profile.lexicon.word(row),
            axis=row["axis"],
            parent=None,
            weight=1.0,
            role=profile.role(row["role"]),
            owner=company.owner(profile.role(row["role"]), "past", *place),
            starts=starts,
            due=due,
            horizon="short",
            must=False,
            kpis=(row["kpi"],),
            outcome="reached" if is_reached else "missed",
        )
    )
    company.past_results.append(KeyResult(f"{code}-kr", code, kpi, baseline, target, starts, due, 1.0))


def _asked(kpi: Kpi, starts: date, due: date, rng: np.random.Generator) -> tuple[float, float, bool]:
    """Return the baseline, the target and whether the readings reached it, well away from any doubt."""
    better = 1 if kpi.up else -1
    before, after = _around(kpi, starts), _around(kpi, due + timedelta(days=1))
    baseline = round(float(np.median(before)), kpi.decimals)
    half_year = abs(kpi.level[1] - kpi.level[0]) / 6
    least = 10.0**-kpi.decimals
    target = baseline + better * max(half_year * float(rng.uniform(*ASKED)), least)
    read = [better * value for value in (after[-1], float(np.mean(after[-4:])), float(np.mean(after)))]
    harder, easier = better * (max(read) + CLEAR * kpi.noise), better * (min(read) - CLEAR * kpi.noise)
    if min(read) - CLEAR * kpi.noise < better * target < max(read) + CLEAR * kpi.noise:
        # An easier target must still ask for a gain; else a harder one is set.
        near = abs(target - easier) <= abs(target - harder) and better * (easier - baseline) >= least
        target = easier if near else better * max(better * harder, better * baseline + least)
    target = round(target, kpi.decimals)
    return baseline, target, better * target <= min(read)


def _around(kpi: Kpi, day: date) -> list[float]:
    """Return the readings over the eight weeks or the two months before a day, the first known when there is none."""
    known = [float(v) for v, start in zip(kpi.values, kpi.starts, strict=True) if start < day and not np.isnan(v)]
    return known[-8 if kpi.weekly else -2 :] or [kpi.level[0]]
