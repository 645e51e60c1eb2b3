"""What each decision changed in the KPI it meant to move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from pupitre.impact.effects.record import Decision, Event, Floats, Readings, Record
from pupitre.maths.causal.controls import difference_in_differences, synthetic_control
from pupitre.maths.causal.estimate import JUDGED, Estimate, Side, Verdict, absent, verdict_of
from pupitre.maths.causal.placebo import placebo_in_time
from pupitre.maths.forecast.calendar import season_of

Key = tuple[str, str]

MOST_LENT: Final = 200
"""Series of the company, at most, whose earlier dates are compared with."""
LEAST_AFTER: Final = 3
"""Readings after the decision under which nothing is judged."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one decision in one series.

    Args:
        decision: The decision. unit: The department or line judged, empty for the whole KPI.
        estimate: What changed; its method is `none` and its reason says why when nothing is measured.
        verdict: In the four words of the method page. starts: First days of the readings after the date.
        before: First days and values of the readings just before it. lag_days: Days from the date to the first reading that moves.
        beside: What else happened to the KPI in the window.
    """

    decision: Decision
    kpi: str
    unit: str
    estimate: Estimate
    verdict: Verdict
    starts: tuple[date, ...] = ()
    ends_on: date | None = None
    before: tuple[tuple[date, float], ...] = ()
    lag_days: float = 0.0
    beside: tuple[Event, ...] = ()


def judged(record: Record) -> tuple[Judged, ...]:
    """Return what each decision in force changed; those that name no KPI are left to `unmeasurable`."""
    wanted = [one for one in record.decisions if one.kpi and one.from_on and one.from_on <= record.on and one.status != "dropped"]
    found = []
    for decision in wanted:
        units = _units(record, decision)
        if not units:
            found.append(Judged(decision, str(decision.kpi), "", absent("no_reading"), "cannot_tell"))
        found += [_judge(record, decision, unit) for unit in units]
    return tuple(found)


def unmeasurable(record: Record) -> tuple[Decision, ...]:
    """Return the decisions in force that do not say which KPI they should move."""
    return tuple(one for one in record.decisions if not one.kpi and one.from_on and one.status in ("decided", "done"))


def _units(record: Record, decision: Decision) -> list[str]:
    """Return the departments or lines in which a decision is judged: where it applies, else the whole KPI, else its only series."""
    there = sorted(unit for kpi, unit in record.readings if kpi == decision.kpi)
    named = [unit for unit in decision.applies_to or () if unit in there]
    if named:
        return named
    if "" in there:
        return [""]
    own = record.kpis[str(decision.kpi)].unit if decision.kpi in record.kpis else None
    if own in there:
        return [str(own)]
    return there if len(there) == 1 else []


def _judge(record: Record, decision: Decision, unit: str) -> Judged:
    key = (str(decision.kpi), unit)
    own = record.readings[key]
    day = np.datetime64(decision.from_on or record.on)
    # The first reading wholly after the date is the first that the decision could move from its first day.
    cut = int(np.searchsorted(own.starts, day))
    if len(own.values) - cut < LEAST_AFTER:
        return Judged(decision, *key, absent("nothing_after" if cut >= len(own.values) else "too_early"), "cannot_tell")
    step = float(np.median(np.diff(own.starts).astype(np.int64))) if len(own.starts) > 1 else 0.0
    estimate = _estimate(record, decision, key, cut, day, season_of(step))
    after = len(estimate.actual)
    starts = tuple(_day(one) for one in own.starts[cut : cut + after])
    last = _day(own.ends[cut + after - 1]) if after else record.on
    before = tuple((_day(at), float(value)) for at, value in zip(own.starts[:cut], own.values[:cut], strict=True))[-2 * max(after, 6) :]
    return Judged(
        decision=decision,
        kpi=key[0],
        unit=unit,
        estimate=estimate,
        verdict=verdict_of(*estimate.bounds(JUDGED), side=_side(record, decision), expected=decision.expected_likely),
        starts=starts,
        ends_on=last,
        before=before,
        lag_days=estimate.lag * step,
        beside=_beside(record, decision, last, _day(own.starts[max(cut - after, 0)])),
    )


def _estimate(record: Record, decision: Decision, key: Key, cut: int, day: np.datetime64, season: int) -> Estimate:
    """Measure by the best method that the readings allow: untouched units when there are some, else the series' own past."""
    own = record.readings[key]
    if decision.applies_to:
        touched = _touched(record, decision)
        others = [_aligned(own, one) for (kpi, unit), one in sorted(record.readings.items()) if kpi == key[0] and unit not in touched]
        kept = [one for one in others if one is not None]
        found = synthetic_control(own.values, kept, cut, season=season)
        if found.method == "none":
            found = difference_in_differences(own.values, kept, cut, season=season)
        if found.method != "none":
            return found
    series, cuts, mine = [own.values], [cut], [True]
    for other, readings in sorted(record.readings.items()):
        if other != key and len(series) < MOST_LENT and season_of(_step(readings)) == season:
            series.append(readings.values)
            cuts.append(int(np.searchsorted(readings.starts, day)))
            mine.append(False)
    return placebo_in_time(series, cuts, season=season, judged=mine)[0]


def _touched(record: Record, decision: Decision) -> set[str]:
    """Return the departments that are no witness: those of the decision, of others on the same KPI, and the whole that contains them."""
    others = [one.applies_to or () for one in record.decisions if one.kpi == decision.kpi and one.from_on and one.status != "dropped"]
    return {"", *(unit for units in others for unit in units)}


def _aligned(own: Readings, other: Readings) -> Floats | None:
    """Return the readings of another unit at the same dates; None when one is missing."""
    at = np.searchsorted(other.starts, own.starts)
    inside = at < len(other.starts)
    if not inside.all() or not (other.starts[at] == own.starts).all():
        return None
    return np.asarray(other.values[at])


def _side(record: Record, decision: Decision) -> Side:
    """Return the way wanted: that of the effect expected, else the one in which the KPI is better."""
    if decision.expected_likely:
        return "up" if decision.expected_likely > 0 else "down"
    direction = record.kpis[str(decision.kpi)].direction if decision.kpi in record.kpis else None
    return direction if direction in ("up", "down") else "either"  # type: ignore[return-value]  # one of the two words


def _beside(record: Record, decision: Decision, last: date, first: date) -> tuple[Event, ...]:
    """Return what else happened to the KPI between as long before the date as after it."""
    events = record.events.get(str(decision.kpi), ())
    return tuple(one for one in events if first <= one.on <= last and (one.kind, one.key) != ("decision", decision.key))


def _step(readings: Readings) -> float:
    return float(np.median(np.diff(readings.starts).astype(np.int64))) if len(readings.starts) > 1 else 0.0


def _day(value: np.datetime64) -> date:
    day: date = value.astype("datetime64[D]").item()
    return day
