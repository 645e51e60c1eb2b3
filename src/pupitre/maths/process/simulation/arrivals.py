"""When cases come: how many in each part of the week, and in what groups."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.simulation.clock import HOUR, QUARTER, WEEK
from pupitre.maths.process.simulation.events import Events
from pupitre.maths.process.simulation.model import QUARTERS, Stretches

Floats = npt.NDArray[np.float64]

FEWEST_STRETCHES = 10
"""Stretches of arrivals that the log is cut into at least: a week each when it is longer."""
PLENTY = 20
"""Quarters of an hour with arrivals, for each quarter of the week that has some, from which the week is told quarter by quarter."""
EXPECTED = 5.0
"""Arrivals expected in a part of a day from which having none says that it is closed."""
ROUNDS = 20


def arrivals_of(events: Events) -> tuple[Stretches, Floats]:
    """Return the law of the time between arrivals, with mean 1, and the rate of each quarter of an hour of the week.

    Many arrivals tell each quarter of an hour of the week apart. With fewer, the time of day and the day of the week each have their own
    share, by quarter of an hour or by hour, so that the chance of one week does not come back every week.
    """
    first = events.is_first
    came = np.sort(np.where(np.isnan(events.begin[first]), events.end[first], events.begin[first]))
    rate = _rate(came)
    week = np.concatenate(([0.0], np.cumsum(rate * QUARTER)))
    whole, rest = np.divmod(came, WEEK * HOUR)
    gaps = np.diff(whole * week[-1] + np.interp(rest, np.arange(QUARTERS + 1) * QUARTER, week))
    mean = float(gaps.mean()) if gaps.size else 0.0
    weeks = max((came[-1] - came[0]) / (WEEK * HOUR), 1 / WEEK)
    length = max(1, round(min(gaps.size / weeks, gaps.size / FEWEST_STRETCHES)))
    return Stretches(gaps / mean if mean > 0 else np.ones(1), length), rate


def _rate(came: Floats) -> Floats:
    """Return the arrivals per second in each quarter of an hour of the week."""
    quarter = (came // QUARTER).astype(np.int64)
    count = np.bincount(quarter % QUARTERS, minlength=QUARTERS).astype(np.float64)
    seen = np.bincount(np.arange(quarter[0], quarter[-1] + 1) % QUARTERS, minlength=QUARTERS).astype(np.float64)
    moments = np.unique(quarter).size
    if moments < PLENTY * int((count > 0).sum()):
        parts = 96 if moments >= PLENTY * int((count.reshape(7, 96).sum(axis=0) > 0).sum()) else 24
        width = 96 // parts
        by_day = _by_day_and_time(count.reshape(7, parts, width).sum(axis=2), seen.reshape(7, parts, width).sum(axis=2))
        count = np.repeat(by_day.ravel(), width) * seen
    count *= came.size / count.sum()
    return np.asarray(count / np.maximum(seen, 1.0) / QUARTER, dtype=np.float64)


def _by_day_and_time(count: Floats, seen: Floats) -> Floats:
    """Return the rate of each part of each day as that of its day times that of its time of day, in arrivals for a quarter seen.

    Source:
        Iterative proportional fitting: Deming, Stephan (1940), Annals of Mathematical Statistics 11(4).
    """
    day, time = np.ones(count.shape[0]), np.ones(count.shape[1])
    for _ in range(ROUNDS):
        day = count.sum(axis=1) / np.maximum(seen @ time, 1e-12)
        time = count.sum(axis=0) / np.maximum(day @ seen, 1e-12)
    rate = np.outer(day, time)
    return np.where((count == 0) & (rate * seen >= EXPECTED), 0.0, rate)
