"""What each KPI will read at the dates that matter, if nothing new lands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from pupitre.domains.performance.analysis.aims_ahead import AimAhead, aims_ahead
from pupitre.domains.performance.analysis.cadence import FREQUENCY, Rhythms, cadence
from pupitre.domains.performance.inputs import Days, Floats, Model, Series
from pupitre.maths.forecast import Forecast, Rhythm, forecast
from pupitre.maths.forecast.calendar import SEASONS, rhythm_of, spaced, steps
from pupitre.maths.forecast.special import ENOUGH

HORIZONS = (90, 180, 365)
"""Days from today that every KPI is forecast at."""
FURTHEST = 36
"""Months from today beyond which nothing is forecast."""
LONG = {"day": 400, "week": 160, "month": 40, "quarter": 14, "year": 5, "other": 100}
"""Steps ahead at most, in each rhythm."""
NEAREST = 8
"""Steps under which horizons are not told apart."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outlook:
    """One series at the dates that matter.

    Args:
        series: Its readings, projections left out. rhythm: How often it is read.
        season: Readings in the longest season looked for; 0 for none.
        method: Way of the forecast, as `maths.forecast` names it; empty without one.
        dates: Days, rising, shape (d,). means: Point forecasts, shape (d,). values: Quantiles 1 to 99 %, shape (d, 99).
        aims: Its targets to come, with their place in `dates`.
        span: Readings that a value adds up: 1 for the reading itself, more for a KPI told by its total over a year.
        reason: Why nothing is forecast: `too_few`, `stale`, `zero`, `retired`, `no_rhythm`; or empty.
    """

    series: Series
    rhythm: Rhythm
    season: int
    method: str
    dates: tuple[date, ...]
    means: Floats
    values: Floats
    aims: tuple[tuple[AimAhead, int], ...]
    span: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Task:
    """A series to forecast: its readings one step apart, how many steps lie before each date, and its bounds."""

    series: Series
    readings: Floats
    dates: tuple[date, ...]
    ahead: tuple[int, ...]
    aims: tuple[AimAhead, ...]
    span: int
    low: float
    high: float


def outlooks(model: Model, found: Rhythms) -> list[Outlook]:
    """Return every series with a reading, forecast with all those of its rhythm, or the reason why it is not."""
    told: dict[tuple[str, str], Outlook] = {}
    tasks: dict[Rhythm, list[_Task]] = {}
    aims = aims_ahead(model)
    for one in found.all:
        series, rhythm = one.series, rhythm_of(cadence(one.series.starts, model.kpis[one.series.kpi]))
        reason = _why_not(series, one.reason, one.cadence_days)
        if reason:
            told[series.kpi, series.unit] = _absent(series, rhythm, reason)
        else:
            tasks.setdefault(rhythm, []).append(_task(model, series, rhythm, aims.get((series.kpi, series.unit), ())))
    for rhythm, group in tasks.items():
        for outlook in _forecast(group, rhythm):
            told[outlook.series.kpi, outlook.series.unit] = outlook
    return [told[one.series.kpi, one.series.unit] for one in found.all]


def _why_not(series: Series, state: str, cadence_days: float | None) -> str:
    if state in ("zero", "retired"):
        return state
    if len(series.values) < ENOUGH:
        return "too_few"
    if state == "stale":
        return "stale"
    return "" if cadence_days else "no_rhythm"


def _absent(series: Series, rhythm: Rhythm, reason: str) -> Outlook:
    return Outlook(series, rhythm, 0, "", (), np.empty(0), np.empty((0, 99)), (), 1, reason)


def _task(model: Model, series: Series, rhythm: Rhythm, aims: Sequence[AimAhead]) -> _Task:
    kpi = model.kpis[series.kpi]
    at = steps(series.starts, rhythm)
    readings = spaced(at, series.values)
    usual = cadence(series.starts, kpi) or 1.0
    coming = tuple(aim for aim in aims if aim.at <= _furthest(model.on))
    dates = _dates(model.on, [aim.at for aim in coming])
    ahead = tuple(_step(series.starts, day, rhythm, usual, is_even=len(readings) != len(at) or rhythm != "other") for day in dates)
    lowest, highest = float(series.values.min()), float(series.values.max())
    whole = 1.0 if highest <= 1 else 100.0
    largest = max([highest, *(aim.target for aim in coming)])
    is_share = (kpi.measured_in or "").strip() == "%" and lowest >= 0 and largest <= whole
    span = _span(series, rhythm, kpi.aggregation, coming)
    return _Task(series, readings, dates, ahead, coming, span, 0.0 if lowest >= 0 else -np.inf, whole if is_share else np.inf)


def _furthest(on: date) -> date:
    month = on.year * 12 + on.month - 1 + FURTHEST
    return date(month // 12, month % 12 + 1, 1) + timedelta(days=30)


def _dates(on: date, due: Iterable[date]) -> tuple[date, ...]:
    """Return the dates of the targets, today and so many days, and the ends of the months up to the last of these."""
    wanted = {*due, *(on + timedelta(days=days) for days in HORIZONS)}
    last, number = max(wanted), on.year * 12 + on.month
    while (end := date(number // 12, number % 12 + 1, 1) - DAY) <= last:
        if end > on:
            wanted.add(end)
        number += 1
    return tuple(sorted(wanted))


def _step(starts: Days, day: date, rhythm: Rhythm, usual: float, *, is_even: bool) -> int:
    """Return how many readings after the last one the day falls in; 0 when the last one covers it."""
    then = np.datetime64(day, "D")
    if is_even and rhythm != "other":
        both = np.array([then, starts[-1]])
        if rhythm == "week":
            return int((then - starts[-1]).astype(np.int64) // 7)
        found = steps(both, rhythm)
        return int(found[0] - found[1])
    return int((then - starts[-1]).astype(np.int64) // usual)


def _span(series: Series, rhythm: Rhythm, aggregation: str | None, aims: Sequence[AimAhead]) -> int:
    """Return how many readings the targets of a KPI add up: those of a year when they are nearer its size than that of a reading."""
    year = round(365.25 / FREQUENCY[rhythm]) if rhythm in FREQUENCY else 1
    sizes = [aim.target for aim in aims if aim.is_result and aim.target > 0]
    usual = float(np.median(series.values[-year:]))
    if aggregation != "sum" or year < 2 or not sizes or usual <= 0:
        return 1
    off = np.log(np.median(sizes) / usual)
    return year if abs(off - np.log(year)) < abs(off) else 1


@dataclass(frozen=True, slots=True)
class _Reach:
    """The forecasts of a group up to one horizon, and the place of each step kept."""

    horizon: int
    result: Forecast
    place: Mapping[int, int]


def _forecast(group: Sequence[_Task], rhythm: Rhythm) -> list[Outlook]:
    """Return the outlook of the series of one rhythm; a date beyond the longest forecast has none."""
    longest = min(max(max(task.ahead) for task in group), LONG[rhythm])
    kept = sorted({min(max(step, 1), longest) for task in group for step in task.ahead})
    reaches = []
    for shorter, horizon in pairwise(_horizons(longest)):
        wanted = [step for step in kept if shorter < step <= horizon]
        if not wanted:
            continue
        result = forecast(
            [task.readings for task in group],
            horizon=horizon,
            season=SEASONS[rhythm] or 1,
            rhythm=rhythm,
            low=np.array([task.low for task in group]),
            high=np.array([task.high for task in group]),
            steps=wanted,
        )
        reaches.append(_Reach(horizon, result, {step: at for at, step in enumerate(wanted)}))
    return [_outlook(task, rhythm, reaches, at) for at, task in enumerate(group)]


def _horizons(longest: int) -> list[int]:
    """Return 0 and the horizons forecast, each twice the one before.

    The ranges of a near date come from back-tests of its own length: those of a longer forecast start further back, from less history.
    """
    found = [longest]
    while found[-1] > NEAREST:
        found.append((found[-1] + 1) // 2)
    return [0, *reversed(found)]


def _outlook(task: _Task, rhythm: Rhythm, reaches: Sequence[_Reach], at: int) -> Outlook:
    longest = reaches[-1].horizon
    dates = [(day, step) for day, step in zip(task.dates, task.ahead, strict=True) if step <= longest]
    means, values = np.empty(len(dates)), np.empty((len(dates), 99))
    for row, (_, step) in enumerate(dates):
        reach = next(one for one in reaches if one.horizon >= step and (step < 1 or step in one.place))
        if task.span > 1:
            means[row], values[row] = _total(task, reach.result, at, step)
        elif step < 1:
            means[row] = values[row] = task.series.values[-1]
        else:
            means[row], values[row] = reach.result.mean[at, step - 1], reach.result.values[at, reach.place[step]]
    days = tuple(day for day, _ in dates)
    aims = tuple((aim, days.index(aim.at)) for aim in task.aims if aim.at in days)
    season = max(SEASONS[rhythm], default=0)
    return Outlook(task.series, rhythm, season, reaches[-1].result.methods[at], days, means, values, aims, task.span, "")


def _total(task: _Task, result: Forecast, at: int, step: int) -> tuple[float, Floats]:
    """Return the sum of the readings of the year that ends so many steps ahead, those read already and those to come."""
    known = task.readings[np.isfinite(task.readings)]
    before = known[-(task.span - step) :].sum() if step < task.span else 0.0
    if step < 1:
        return float(before), np.full(99, before)
    coming = np.arange(max(step - task.span, 0), step)
    mean = float(before + result.mean[at, coming].sum())
    if not np.isfinite(result.reach[at, 0]):
        spread = (result.values[at, -1] - result.mean[at, -1]) * np.sqrt(len(coming))
        return mean, np.clip(mean + spread, task.low, np.inf)
    return mean, np.clip(before + result.total(at, coming), task.low, np.inf)
