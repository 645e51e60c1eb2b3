"""The KPIs behind the objectives at the dates of their targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from pupitre.impact.model.rows import KeyResult, Kpi, Objective, Rows
from pupitre.impact.model.series import History, Place, Quantiles, Series
from pupitre.impact.reasons import POINTS_NEEDED, REASONS, few
from pupitre.impact.world import Measure

KNOWN = np.array([0.01, 0.5, 0.99])
"""Fractions given to a value that is known already."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A key result, with the series that tells it and its date; or why it has no probability.

    Args:
        measure: At its date; None without a probability. reason: Code of `impact.reasons`; empty with one.
        place: The series it is read on. starts_on, due_on: Its dates, else those of its objective.
    """

    result: KeyResult
    measure: Measure | None
    reason: str
    place: Place | None
    starts_on: date | None
    due_on: date | None
    is_up: bool = True


def readings_of(rows: Rows, series: Series) -> tuple[Reading, ...]:
    """Return every key result of the objectives still to be reached, in order of key."""
    live = {o.key: o for o in rows.objectives if o.is_live(rows.on)}
    return tuple(_reading(rows, series, result, live[result.objective]) for result in rows.key_results if result.objective in live)


def _reading(rows: Rows, series: Series, result: KeyResult, objective: Objective) -> Reading:
    kpi = rows.kpis.get(result.kpi or "")
    place = series.place(kpi.key, (objective.unit, kpi.unit)) if kpi else None
    starts_on, due_on = result.starts_on or objective.starts_on, result.due_on or objective.due_on
    is_up = direction(kpi, result)
    reason = fault(result, kpi, due_on, is_up)
    if reason or kpi is None or due_on is None or result.target is None or is_up is None:
        return Reading(result, None, reason, place, starts_on, due_on, is_up is not False)
    if place is None:
        return Reading(result, None, "no_reading", None, starts_on, due_on, is_up)
    history = series.histories[place]
    is_past = due_on <= rows.on
    expected = known_now(history, kpi) if is_past else series.at(place, due_on)
    if expected is None:
        reason = "past_sum" if is_past else missing(series, place, due_on)
        return Reading(result, None, reason, place, starts_on, due_on, is_up)
    low, high = bounds(kpi, history)
    measure = Measure(
        key=result.key,
        kpi=kpi.key,
        unit=place[1],
        group=objective.unit or kpi.unit or "",
        at_days=float((due_on - rows.on).days),
        p=expected.p,
        values=expected.values,
        baseline=float("nan") if result.baseline is None else result.baseline,
        target=result.target,
        is_up=is_up,
        low_bound=low,
        high_bound=high,
    )
    return Reading(result, measure, "", place, starts_on, due_on, is_up)


def fault(result: KeyResult, kpi: Kpi | None, due_on: date | None, is_up: bool | None) -> str:
    """Return why a key result cannot be told, whatever is read: a code of `impact.reasons`, empty when it can."""
    if not result.kpi:
        return "no_kpi"
    if kpi is None:
        return "unknown_kpi"
    if result.target is None:
        return "no_target"
    if due_on is None:
        return "no_date"
    if is_up is None:
        return "no_direction"
    if result.baseline is not None and (result.target < result.baseline if is_up else result.target > result.baseline):
        return "wrong_way"
    return ""


def direction(kpi: Kpi | None, result: KeyResult) -> bool | None:
    """Return whether a key result is better higher: as its KPI says, else from its baseline towards its target; None when nothing says."""
    if kpi is not None and kpi.direction in ("up", "down"):
        return kpi.direction == "up"
    if result.baseline is None or result.target is None or result.baseline == result.target:
        return None
    return result.target > result.baseline


def known_now(history: History, kpi: Kpi) -> Quantiles | None:
    """Return what a KPI reads now, for a date that is past; None when its readings add up over a time that is over."""
    return None if kpi.aggregation == "sum" else Quantiles(KNOWN, np.full(len(KNOWN), history.last))


def missing(series: Series, place: Place, day: date) -> str:
    """Return why nothing is forecast at a date."""
    known = series.forecasts.get(place)
    if known:
        return "too_far" if day > max(known) else "no_forecast"
    count = series.histories[place].count
    said = series.reasons.get(place, "")
    return few(count) if count < POINTS_NEEDED else said if said in REASONS else "no_forecast"


def bounds(kpi: Kpi, history: History) -> tuple[float, float]:
    """Return what a KPI cannot pass: 0 when it was never below, and the whole for a share that was never above."""
    low = 0.0 if history.low >= 0 else float("-inf")
    is_share = (kpi.measured_in or "").strip() == "%" and history.low >= 0
    whole = 1.0 if history.high <= 1 else 100.0
    return low, whole if is_share and history.high <= whole else float("inf")


def expected_share(time_share: float, shape: str | None) -> float:
    """Return the part of the way due after a part of the time.

    Linear unless said otherwise; `s_curve` starts and ends slowly (3t² − 2t³); `step` comes all at once at the end.

    >>> expected_share(0.25, "linear"), expected_share(0.25, "s_curve"), expected_share(0.99, "step")
    (0.25, 0.15625, 0.0)
    """
    if shape == "step":
        return 1.0 if time_share >= 1 else 0.0
    if shape == "s_curve":
        return 3 * time_share**2 - 2 * time_share**3
    return time_share


def on_path(reading: Reading, series: Series, *, days: int, on: date) -> Measure | None:
    """Return the measure of a key result at a day before its date, its target where its path should be by then; None when nothing says.

    Args:
        reading: The key result. series: All series. days: Days from today. on: Today.
    """
    result, measure, place = reading.result, reading.measure, reading.place
    if measure is None or place is None or measure.at_days <= days or result.baseline is None or result.target is None:
        return None
    day = on + timedelta(days=days)
    expected = series.at(place, day)
    if expected is None or reading.starts_on is None or reading.due_on is None or not reading.starts_on <= day:
        return None
    time_share = (day - reading.starts_on).days / (reading.due_on - reading.starts_on).days
    target = result.baseline + expected_share(time_share, result.shape) * (result.target - result.baseline)
    return replace(measure, at_days=float(days), p=expected.p, values=expected.values, target=target)


def fan_measures(reading: Reading, series: Series, *, on: date, most: int) -> Mapping[date, Measure]:
    """Return a key result at the dates forecast up to its own, at most so many, evenly chosen; its own date always comes."""
    measure, place, due_on = reading.measure, reading.place, reading.due_on
    if measure is None or place is None or due_on is None or due_on <= on:
        return {}
    days = [day for day in series.forecasts.get(place, {}) if on < day < due_on]
    chosen = [days[i] for i in sorted({round(x) for x in np.linspace(0, len(days) - 1, min(len(days), most - 1))})] if days else []
    found = {}
    for day in chosen:
        expected = series.forecasts[place][day]
        found[day] = replace(measure, at_days=float((day - on).days), p=expected.p, values=expected.values)
    return found | {due_on: measure}
