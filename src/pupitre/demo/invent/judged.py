"""Decisions whose true effect is known, with their trace in the KPIs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from pupitre.demo.ahead import Judged
from pupitre.demo.company import Company, Decision, Kpi
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.plan import Choice
from pupitre.demo.streams import stream

HOPED_ON_LINE = 2.0
"""Days that a decision about a line hopes to save when it works."""
HOPED = {"idle": 2.5, "harms": 1.5, "extreme": 2.0}
"""Spreads that the other decisions hope for."""
HOPED_IDLE_ON_LINE = 1.5
SPAN = (0.6, 1.3)
"""Low and high of what is hoped for, over the likely."""
EXTREME_SPREADS, EXTREME_MONTHS = 3.2, 10
"""How far one month was from the others, and how long ago, when a decision followed it."""
NOTICE_DAYS, REVIEW_DAYS = 10, 150


def add_judged(company: Company) -> None:
    """Leave the trace of every decision whose effect is known; the decisions are written into the record later."""
    plan, profile = company.plan, company.profile
    rng = stream(profile.seed, "judged", profile.disguised)
    numbers = np.array([1, 2, 0, 3]) if not profile.disguised else rng.permutation(4)
    lines = iter([int(n) for n in numbers])
    moving = {moved.kpi for moved in company.drifts}
    for kind, choices in (("works", plan.works), ("idle", plan.idle), ("harms", plan.harms)):
        able = [row for row in rows("judged") if row["kind"] == kind and _is_free(company, row, moving)]
        if profile.disguised:
            able = [able[int(i)] for i in rng.permutation(len(able))]
        for row, choice in zip(able, choices, strict=False):
            company.judged.append(_choose(company, row, choice, next(lines) if "{line}" in profile.lexicon.word(row) else None))
    for row in (r for r in rows("judged") if r["kind"] == "extreme"):
        kpi = company.kpi(row["kpi"])
        if kpi is not None:
            company.judged.append(_after_extreme(company, row, kpi))


def _is_free(company: Company, row: Row, moving: set[str]) -> bool:
    """Tell whether the KPI of a decision is followed, by line where it must be, and moves for no other reason."""
    kpi = company.kpi(row["kpi"])
    return kpi is not None and kpi.code not in moving and ("{line}" not in company.profile.lexicon.word(row) or bool(kpi.places))


def _choose(company: Company, row: Row, choice: Choice, line: int | None) -> Judged:
    """Return a decision and change the readings that it truly changes."""
    kpi = company.kpi(row["kpi"])
    assert kpi is not None
    better = 1 if kpi.up else -1
    place, title = "", company.profile.lexicon.word(row)
    hoped = HOPED.get(row["kind"], 0.0) * kpi.noise
    if line is not None:
        place = list(kpi.places)[line]
        title = title.format(line=company.profile.lexicon.of_kind("places", "line")[line])
        hoped = HOPED_ON_LINE if row["kind"] == "works" else HOPED_IDLE_ON_LINE
    effect = {"works": better * choice.size * hoped, "idle": 0.0, "harms": -better * choice.size * kpi.noise}[row["kind"]]
    since = len(kpi.starts) - choice.weeks
    _change(kpi, place, since + choice.lag, effect)
    return _judged(row, title, kpi, place, kpi.starts[since], effect, better * hoped, choice.lag)


def _change(kpi: Kpi, place: str, since: int, effect: float) -> None:
    values = kpi.places[place] if place else kpi.values
    values[since:] = np.round(np.maximum(values[since:] + effect, 0), kpi.decimals)


def _after_extreme(company: Company, row: Row, kpi: Kpi) -> Judged:
    """Make one month far worse than the others; a decision follows, and things are as they were before."""
    better, at = 1 if kpi.up else -1, len(kpi.starts) - EXTREME_MONTHS
    kpi.values[at] = round(float(kpi.values[at]) - better * EXTREME_SPREADS * kpi.noise, kpi.decimals)
    title = company.profile.lexicon.word(row)
    return _judged(row, title, kpi, "", kpi.starts[at + 1], 0.0, better * HOPED["extreme"] * kpi.noise, 0)


def _judged(row: Row, title: str, kpi: Kpi, place: str, starts: date, effect: float, hoped: float, lag: int) -> Judged:
    digits = kpi.decimals + 1 if kpi.decimals else 0
    expected = (round(hoped * SPAN[0], digits), round(hoped, digits), round(hoped * SPAN[1], digits))
    return Judged(row["kind"], "", kpi.code, place, starts, effect, expected, lag, title, row["role"])


def record_judged(company: Company) -> None:
    """Write the judged decisions into the record, each in the place of the one decided nearest to its date."""
    free = [number for number, decision in enumerate(company.decisions) if decision.owner is not None]
    for index, judged in enumerate(company.judged):
        decided = judged.starts - timedelta(days=NOTICE_DAYS)
        number = min(free, key=lambda n: abs((company.decisions[n].decided - decided).days))
        free.remove(number)
        known = company.decisions[number]
        named = replace(judged, decision=known.code)
        role = company.profile.role(judged.role)
        company.judged[index] = named
        company.decisions[number] = Decision(
            code=known.code,
            title=judged.title,
            role=role,
            owner=company.owner(role, "judged", judged.title),
            decided=decided,
            due=judged.starts,
            review=judged.starts + timedelta(days=REVIEW_DAYS),
            status="done",
            judged=named,
        )
