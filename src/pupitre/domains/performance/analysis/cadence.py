"""How often each KPI is read, and which ones stopped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from pupitre.domains.performance.inputs import Kpi, Model, Series

FREQUENCY = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31, "year": 365.25}
"""Days between two readings, as a frequency declares them."""
LEARNED = 3
"""A cadence is learned from at least this many readings; below, the declared frequency serves."""
SILENCES = 2
"""A KPI is stale when this many of its usual gaps have passed without a reading."""
ZEROS, BEFORE = 3, 12
"""This many zeros at the end, after at least that many readings that were never zero, look like a closed or forgotten KPI."""
RETIRED = re.compile(
    r"\b(inacti(?:ve|f|fs|ves)|discontinued|retired|obsol[eè]te|archiv\w+|ferm[ée]e?s?|closed|supprim[ée]e?s?)\b", re.IGNORECASE
)
"""A name that says itself that the KPI is no longer read."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How one series comes in.

    Args:
        cadence_days: Usual days from one reading to the next; None when too few readings and no declared frequency tell.
        last_on: Last day the readings cover, exclusive; the day from which nothing is known.
        reason: `fresh`, `stale`, `zero` (reads only zero since `last_on`), `retired` (its name says so), or `unknown`.
    """

    series: Series
    cadence_days: float | None
    last_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Rhythms:
    """How all series come in.

    Args:
        front: The day to which half of the series are read; None without readings.
        is_behind: Whether that day is itself too far back: the readings as a whole stopped, and each series is judged against the others.
    """

    all: tuple[Rhythm, ...]
    front: date | None
    is_behind: bool


def cadence(starts: np.ndarray[tuple[int], np.dtype[np.datetime64]], kpi: Kpi) -> float | None:
    """Return the usual days between readings: the median gap, else the declared frequency."""
    if len(starts) >= LEARNED:
        return float(np.median(np.diff(starts).astype(np.int64)))
    return FREQUENCY.get(kpi.frequency or "")


def allowance(series: Series, kpi: Kpi) -> float | None:
    """Return the days of silence after which a series is stale: two of its usual gaps, or of its long ones where it has some."""
    usual = cadence(series.starts, kpi)
    if usual is None:
        return None
    gaps = np.diff(series.starts).astype(np.int64) if len(series.starts) >= LEARNED else np.array([usual])
    return SILENCES * max(usual, float(np.quantile(gaps, 0.9)))


def rhythms(model: Model) -> Rhythms:
    """Return how every series with a reading comes in, projections left out."""
    actual = [series.actual for series in model.series]
    read = [series for series in actual if len(series.values)]
    if not read:
        return Rhythms((), None, False)
    ends = sorted(_day(series.ends[-1]) for series in read)
    front = min(ends[len(ends) // 2], model.on)
    allowed = [days for series in read if (days := allowance(series, model.kpis[series.kpi])) is not None]
    is_behind = bool(allowed) and (model.on - front).days > float(np.median(allowed))
    judged_on = front if is_behind else model.on
    return Rhythms(tuple(_rhythm(model.kpis[series.kpi], series, judged_on) for series in read), front, is_behind)


def _rhythm(kpi: Kpi, series: Series, on: date) -> Rhythm:
    allowed = allowance(series, kpi)
    last_on = _day(series.ends[-1])
    usual = cadence(series.starts, kpi)
    if RETIRED.search(kpi.name):
        return Rhythm(series, usual, last_on, "retired")
    zeros = _zeros(series)
    if kpi.direction == "up" and zeros >= ZEROS:
        return Rhythm(series, usual, _day(series.starts[-zeros]), "zero")
    if allowed is None:
        return Rhythm(series, None, last_on, "unknown")
    return Rhythm(series, usual, last_on, "stale" if (on - last_on).days > allowed else "fresh")


def _zeros(series: Series) -> int:
    """Return how many zeros end a series that was never zero before, over enough readings; 0 otherwise."""
    others = np.flatnonzero(series.values != 0)
    if len(others) == 0:
        return 0
    zeros = len(series.values) - 1 - int(others[-1])
    return zeros if len(others) == len(series.values) - zeros >= BEFORE else 0


def _day(value: np.datetime64) -> date:
    day: date = value.astype("datetime64[D]").item()
    return day


def sound(found: Iterable[Rhythm]) -> set[tuple[str, str]]:
    """Return the KPI and department of the series that still come in."""
    return {(r.series.kpi, r.series.unit) for r in found if r.reason in ("fresh", "unknown")}
