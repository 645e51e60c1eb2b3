"""Which KPIs really moved in the last year: their shifts and drifts, with dates and sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pupitre.domains.performance.analysis.cadence import Rhythms
from pupitre.domains.performance.analysis.charts import season_of
from pupitre.domains.performance.inputs import Kpi, Model, Series
from pupitre.maths.moves import Found, Move, moved

USUAL = (0.6, 1.6)
"""Readings whose gaps are mostly within these multiples of the usual one follow one another regularly."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that happened to a series.

    Args:
        series: Its readings, projections left out. move: What happened, in positions of these readings.
        from_on, earliest_on, latest_on: First day of the reading it begins on, and of those it may have begun on.
        is_worse: Whether it goes the wrong way; None when nothing says which way is better.
        cadence_days: Usual days between readings.
    """

    series: Series
    move: Move
    from_on: date
    earliest_on: date
    latest_on: date
    is_worse: bool | None
    cadence_days: float


@dataclass(frozen=True, slots=True)
class Alarms:
    """What moved in all series.

    Args:
        all: In order of KPI, department and date.
        alone: Readings that stand alone, such as a typing error: KPI, department and first day of each.
        short: Series with fewer readings than it takes. seasonal: How many follow a season, which is no alarm.
    """

    all: tuple[Alarm, ...]
    alone: tuple[tuple[str, str, date], ...]
    short: tuple[Series, ...]
    seasonal: int


def alarms(model: Model, found: Rhythms) -> Alarms:
    """Return what moved lately in the series that still come in; false alarms are held over all of them together."""
    told = [r for r in found.all if r.reason in ("fresh", "unknown") and r.cadence_days and _is_regular(r.series, r.cadence_days)]
    seasons = [max(season_of(r.cadence_days), 1) for r in told]
    results = moved([r.series.values for r in told], season=seasons) if told else []
    every: list[Alarm] = []
    alone: list[tuple[str, str, date]] = []
    for rhythm, result in zip(told, results, strict=True):
        series = rhythm.series
        kpi = model.kpis[series.kpi]
        every += [_alarm(series, kpi, move, rhythm.cadence_days or 0.0) for move in result.moves]
        alone += [(series.kpi, series.unit, _day(series, at)) for at in result.alone]
    short = tuple(r.series for r, one in zip(told, results, strict=True) if one.reason == "too_few")
    return Alarms(tuple(every), tuple(alone), short, _count_seasons(results))


def _count_seasons(results: Sequence[Found]) -> int:
    return sum(one.is_seasonal for one in results)


def _is_regular(series: Series, days: float) -> bool:
    """Tell whether the readings follow one another at about the usual gap, at most one in ten apart."""
    gaps = np.diff(series.starts).astype(np.int64) / days
    return len(gaps) == 0 or float(((gaps > USUAL[0]) & (gaps < USUAL[1])).mean()) >= 0.9


def _alarm(series: Series, kpi: Kpi, move: Move, days: float) -> Alarm:
    is_worse = None if kpi.direction not in ("up", "down") else bool((move.size > 0) == (kpi.direction == "down"))
    return Alarm(series, move, _day(series, move.at), _day(series, move.earliest), _day(series, move.latest), is_worse, days)


def _day(series: Series, at: int) -> date:
    day: date = series.starts[at].astype("datetime64[D]").item()
    return day
