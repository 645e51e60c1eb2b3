"""Control limits of the series that allow them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from pupitre.domains.performance.analysis.cadence import cadence
from pupitre.domains.performance.inputs import Model, Series
from pupitre.maths.xmr import Limits, limits, signals, why_not

SEASONS = ((6.0, 8.0, 52), (28.0, 31.0, 12), (89.0, 93.0, 4))
"""Shortest and longest usual gap in days, and the readings in a year: only weeks, months and quarters have a yearly season."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The control limits of one series, or why it has none.

    Args:
        lines: The limits; None with a reason. signal_count: Readings that stand out. signal_on: First day of the last of them.
        reason: `too_few`, `constant`, `season`, `trend`, `autocorrelated`, or empty.
    """

    series: Series
    lines: Limits | None
    signal_count: int
    signal_on: date | None
    reason: str


def season_of(days: float | None) -> int:
    """Return the readings in a year for a usual gap in days; 0 where a season makes no sense."""
    return next((count for low, high, count in SEASONS if days is not None and low <= days <= high), 0)


def charts(model: Model) -> list[Chart]:
    """Return the limits of every series, projections left out."""
    return [_chart(series.actual, season_of(cadence(series.actual.starts, model.kpis[series.kpi]))) for series in model.series]


def _chart(series: Series, season: int) -> Chart:
    reason = why_not(series.values, season=season)
    if reason:
        return Chart(series, None, 0, None, reason)
    lines = limits(series.values)
    found = np.flatnonzero(signals(series.values, lines).any)
    last = series.starts[found[-1]].astype("datetime64[D]").item() if len(found) else None
    return Chart(series, lines, len(found), last, "")
