"""Hours of the week in which a team works, and the way between the time of the wall and the time worked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

HOUR = 3600.0
QUARTER = 900.0
WEEK = 168
"""Hours of a week."""
ALWAYS: tuple[bool, ...] = (True,) * WEEK
"""Hours of a team that never stops, from Monday 0:00."""
STRAY = 0.15
"""Share of the usual number of events of an hour under which the hour is not worked: somebody who stayed late opens none."""
ENOUGH = 168
"""Events from which hours can be told."""
MOSTLY_OPEN = 0.9
"""Share of the hours of the week above which a team is taken to work at any time."""


@dataclass(slots=True)
class Clock:
    """The hours of a team, from a Monday at 0:00, over a number of weeks.

    Args:
        hours: For each hour of the week, whether the team works.
        weeks: How many weeks to lay out; later times keep on as if the team always worked.
    """

    hours: Sequence[bool]
    weeks: int
    cumulated: list[float] = field(init=False)
    is_always: bool = field(init=False)

    def __post_init__(self) -> None:
        """Lay out the hours."""
        if len(self.hours) != WEEK or not any(self.hours):
            raise ValueError("a week has 168 hours, one of them worked at least")
        self.is_always = all(self.hours)
        worked = np.tile(np.asarray(self.hours, dtype=np.float64) * HOUR, self.weeks)
        self.cumulated = [0.0, *np.cumsum(worked).tolist()]

    def worked(self, at: Floats) -> Floats:
        """Return the seconds worked from the first Monday to each time (seconds since that Monday), shape as given."""
        if self.is_always:
            return at
        edges = np.arange(len(self.cumulated)) * HOUR
        inside = np.interp(at, edges, self.cumulated)
        return np.asarray(inside + np.maximum(at - edges[-1], 0.0), dtype=np.float64)

    def spent(self, since: float, until: float) -> float:
        """Return the seconds worked between two times."""
        if self.is_always:
            return until - since
        return self._done(until) - self._done(since)

    def _done(self, at: float) -> float:
        hour = int(at // HOUR)
        cumulated = self.cumulated
        if hour >= len(cumulated) - 1:
            return cumulated[-1] + at - (len(cumulated) - 1) * HOUR
        return cumulated[hour] + (at - hour * HOUR if cumulated[hour + 1] > cumulated[hour] else 0.0)

    def opening(self, at: float) -> float:
        """Return the first time worked from a time on."""
        if self.is_always:
            return at
        hour = int(at // HOUR)
        if hour >= len(self.cumulated) - 1 or self.cumulated[hour + 1] > self.cumulated[hour]:
            return at
        return (bisect_right(self.cumulated, self.cumulated[hour]) - 1) * HOUR

    def after(self, at: float, work: float) -> float:
        """Return when work begun at a time worked ends."""
        if self.is_always:
            return at + work
        cumulated = self.cumulated
        hour = int(at // HOUR)
        if hour >= len(cumulated) - 1:
            return at + work
        done = cumulated[hour] + (at - hour * HOUR) + work
        if done > cumulated[-1]:
            return (len(cumulated) - 1) * HOUR + done - cumulated[-1]
        end = bisect_left(cumulated, done)
        return end * HOUR - (cumulated[end] - done)


def hours_of(at: Floats) -> tuple[bool, ...]:
    """Return the hours of the week in which events happen, but for the few that stand apart.

    Args:
        at: Times of events, in seconds since a Monday at 0:00, shape (n,).

    Returns:
        For each hour of the week, whether it is worked; every hour when events fall nearly everywhere or there are too few to say.
    """
    if at.size < ENOUGH:
        return ALWAYS
    hour = (at // HOUR).astype(np.int64) % WEEK
    count = np.bincount(hour, minlength=WEEK)
    usual = float(np.median(count[hour]))  # of the hour in which an event falls
    found = count >= STRAY * usual
    return ALWAYS if found.sum() >= MOSTLY_OPEN * WEEK else tuple(bool(one) for one in found)
