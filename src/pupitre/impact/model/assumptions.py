"""What the plan takes for granted, and what its objectives are worth once that no longer holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from pupitre.impact.model.gaps import Gap
from pupitre.impact.model.measures import KNOWN, bounds
from pupitre.impact.model.objectives import Told
from pupitre.impact.model.rows import Assumption, Rows
from pupitre.impact.model.series import Place, Quantiles, Series
from pupitre.impact.world import Measure, Objective, Part

PREFIX = "assumption:"
"""What starts the code of a measure that stands for an assumption."""
LOOK_AHEAD_DAYS = 180
"""How far ahead an assumption is looked at when no day of review says."""
LIKELY = 0.5
"""Chance of passing its threshold from which an assumption is no longer taken for granted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An assumption on the day.

    Args:
        reading, read_on: The last reading of its indicator, and the day after the period it covers.
        looked_on: The day it is looked at ahead. break_chance: The chance that the threshold is passed by the reading of that day.
        state: `holds`, `broken` at the last reading, or `likely` to be.
        objectives: Those still to be reached that rest on it.
    """

    row: Assumption
    place: Place
    reading: float
    read_on: date
    looked_on: date
    break_chance: float | None
    state: str
    objectives: tuple[str, ...]


def standings(rows: Rows, series: Series) -> tuple[tuple[Standing, ...], list[Gap]]:
    """Return where each assumption stands, in order of key, and those that nothing tells."""
    live = {o.key for o in rows.objectives if o.is_live(rows.on)}
    found, gaps = [], []
    for row in rows.assumptions:
        kpi = rows.kpis.get(row.kpi or "")
        place = series.place(kpi.key, (kpi.unit,)) if kpi else None
        if place is None or row.threshold is None or row.holds_when is None:
            gaps.append(Gap("assumption", row.key, "assumption_no_reading", row.kpi or ""))
            continue
        history = series.histories[place]
        looked_on = row.review_on if row.review_on and row.review_on > rows.on else rows.on + timedelta(days=LOOK_AHEAD_DAYS)
        ahead = series.at(place, looked_on)
        chance = None if ahead is None else _beyond(ahead, row.threshold, is_up=row.holds_when == "above")
        is_broken = history.last < row.threshold if row.holds_when == "above" else history.last > row.threshold
        state = "broken" if is_broken else "likely" if chance is not None and chance >= LIKELY else "holds"
        rests = tuple(sorted(set(row.objectives or ()) & live))
        found.append(Standing(row, place, history.last, history.last_on, looked_on, chance, state, rests))
    return tuple(found), gaps


def _beyond(ahead: Quantiles, threshold: float, *, is_up: bool) -> float:
    """Return the chance of a reading on the wrong side of a threshold."""
    below = float(np.interp(threshold, ahead.values, ahead.p, left=0.0, right=1.0))
    return below if is_up else 1.0 - below


def gates(rows: Rows, series: Series, standing: Sequence[Standing], told: Sequence[Told]) -> tuple[tuple[Measure, ...], tuple[Told, ...]]:
    """Return the measures that stand for assumptions no longer taken for granted, and the objectives that now wait for them.

    Such an objective counts as reached only when the reading is back on the right side of its threshold at the objective's date.
    """
    measures: list[Measure] = []
    by_key = {one.row.key: one for one in told}
    for one in standing:
        for key in one.objectives if one.state != "holds" else ():
            objective = by_key[key].objective
            gate = _gate(rows, series, one, objective) if objective else None
            if gate is None or objective is None:
                continue
            measures.append(gate)
            parts = (*objective.parts, Part("measure", gate.key, 0.0, is_must=True))
            needed = objective.threshold + (1.0 if objective.rule == "count" else 0.0)
            by_key[key] = replace(by_key[key], objective=replace(objective, parts=parts, threshold=needed))
    return tuple(measures), tuple(by_key[one.row.key] for one in told)


def _gate(rows: Rows, series: Series, one: Standing, objective: Objective) -> Measure | None:
    due_on = rows.on + timedelta(days=objective.due_days)
    ahead = series.at(one.place, due_on) if objective.due_days > 0 else Quantiles(KNOWN, np.full(len(KNOWN), one.reading))
    if ahead is None or one.row.threshold is None:
        return None
    kpi = rows.kpis[one.place[0]]
    low, high = bounds(kpi, series.histories[one.place])
    return Measure(
        key=f"{PREFIX}{one.row.key}:{objective.key}",
        kpi=kpi.key,
        unit=one.place[1],
        group=kpi.unit or "",
        at_days=objective.due_days,
        p=ahead.p,
        values=ahead.values,
        baseline=one.reading,
        target=one.row.threshold,
        is_up=one.row.holds_when == "above",
        low_bound=low,
        high_bound=high,
    )
