"""Hours of the week in which a team works, and the way between the time of the wall and the time worked."""

from __future__ import annotations

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
    """The hours of a team, week after week; times are counted from a Monday at 0:00.

    Args:
        hours: For each hour of the week, whether the team works.

    Raises:
        ValueError: There are not 168 of them, or none is worked.
    """

    hours: Sequence[bool]
    is_always: bool = field(init=False)
    _open: npt.NDArray[np.int64] = field(init=False)
    _done: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Count the hours."""
        if len(self.hours) != WEEK or not any(self.hours):
            raise ValueError("a week has 168 hours, one of them worked at least")
        self.is_always = all(self.hours)
        self._open = np.flatnonzero(self.hours)
        self._done = np.concatenate(([0.0], np.cumsum(self.hours, dtype=np.float64)))

    def worked(self, at: Floats) -> Floats:
        """Return the seconds worked from the first Monday to each time, in seconds, shape as given."""
        if self.is_always:
            return at
        whole, rest = np.divmod(at, WEEK * HOUR)
        return np.asarray(whole * self._open.size * HOUR + np.interp(rest, np.arange(WEEK + 1) * HOUR, self._done * HOUR), dtype=np.float64)

    def begun(self, worked: Floats) -> Floats:
        """Return the last time at which no more than so many seconds are worked: work that begins with the day begins in the morning."""
        if self.is_always:
            return worked
        return self._of(np.floor(worked / HOUR), worked)

    def ended(self, worked: Floats) -> Floats:
        """Return the first time at which so many seconds are worked: work that ends with the day ends in the evening."""
        if self.is_always:
            return worked
        return self._of(np.ceil(worked / HOUR) - 1, worked)

    def _of(self, hours: Floats, worked: Floats) -> Floats:
        """Return when work of whole hours and a rest ends."""
        whole, rest = np.divmod(hours, self._open.size)
        return np.asarray((whole * WEEK + self._open[rest.astype(np.int64)] - hours) * HOUR + worked, dtype=np.float64)

    def laid(self, weeks: int) -> tuple[list[float], list[float], list[float]]:
        """Return the hours of so many weeks, one by one.

        Returns:
            For each hour, how many were worked before it and whether it is (1) or not (0); then when each hour worked begins, in hours.
        """
        every = np.tile(np.asarray(self.hours, dtype=np.float64), weeks)
        before = np.concatenate(([0.0], np.cumsum(every)[:-1]))
        return before.tolist(), every.tolist(), np.flatnonzero(every).astype(np.float64).tolist()


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
    order = np.argsort(count)
    weight = np.cumsum(np.sqrt(count[order]))  # neither the rush of the morning nor many hours of a few events tell what is usual
    usual = count[order][np.searchsorted(weight, weight[-1] / 2)]
    found = count >= STRAY * usual
    return ALWAYS if found.sum() >= MOSTLY_OPEN * WEEK else tuple(bool(one) for one in found)
