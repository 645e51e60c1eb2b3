"""Working time between two moments, for hours that come back each week, as one expression that every engine answers alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ibis.expr import types as ir

DAY: Final = 86_400
WEEK: Final = 7 * DAY
SECOND: Final = 1_000_000
MONDAY: Final = (4 - 7 * 20_000) * DAY * SECOND
"""A Monday at midnight long before any event (the year 1586): counted from there, weeks and their rests are never negative."""


@dataclass(frozen=True, slots=True)
class Week:
    """Hours that come back each week.

    Args:
        spans: Begin and end of each stretch of work, in seconds since Monday at midnight, in order and apart.

    >>> Week.of("08:00-12:00, 13:00-17:00", "1111100").hours
    40.0
    """

    spans: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or edges != sorted(set(edges)) or edges[0] < 0 or edges[-1] > WEEK:
            raise ValueError(f"a week needs stretches of work, in order and apart, within {WEEK} seconds: {self.spans}")

    @property
    def hours(self) -> float:
        """Hours of work in a week."""
        return sum(end - begin for begin, end in self.spans) / 3600

    @classmethod
    def of(cls, hours: str | None = None, weekdays: str | None = None) -> Week:
        """Return a week from what a person writes.

        Args:
            hours: `08:00-17:00`, several apart by commas; all day when empty. An end before its begin is on the next day.
            weekdays: From Monday to Sunday, 1 for a working day; every day when empty.

        Raises:
            ValueError: One of them cannot be read, or nothing is left to work in.
        """
        days = weekdays or "1111111"
        if len(days) != 7 or set(days) - {"0", "1"}:
            raise ValueError(f"seven figures 0 or 1 are needed from Monday to Sunday: {days}")
        stretches = [_stretch(part) for part in hours.split(",")] if hours else [(0, DAY)]
        found = []
        for at, day in enumerate(days):
            for begin, end in stretches if day == "1" else ():
                found += _within_week(at * DAY + begin, at * DAY + end)
        return cls(_apart(found))


def working(begin: ir.IntegerValue, end: ir.IntegerValue, week: Week, *, offset_s: int = 0) -> ir.FloatingValue:
    """Return the working seconds from one moment to another, negative when the second comes first.

    W(t), the working time since a Monday long ago, is whole weeks times the hours of a week, plus for each stretch of work the part of it
    that lies before t in its week; the answer is W(end) − W(begin).

    Args:
        begin, end: Microseconds since 1970 UTC, as expressions. Null gives null.
        week: The hours of work. offset_s: Seconds by which the clock of these hours is ahead of UTC, 3600 in France in winter.
    """
    import ibis

    length = WEEK * SECOND
    shift = offset_s * SECOND - MONDAY
    begin, end = begin.cast("int64") + shift, end.cast("int64") + shift
    rest_of = {0: begin % length, 1: end % length}
    whole = ((end - rest_of[1]) - (begin - rest_of[0])).cast("float64") / length

    def done(rest: ir.IntegerValue) -> ir.IntegerValue:
        parts = [ibis.least(ibis.greatest(rest - first * SECOND, 0), (last - first) * SECOND) for first, last in week.spans]
        total = parts[0]
        for part in parts[1:]:
            total = total + part
        return total

    inside = (done(rest_of[1]) - done(rest_of[0])).cast("float64") / float(SECOND)
    return ibis.ifelse(begin.isnull() | end.isnull(), ibis.null("float64"), whole * (week.hours * 3600) + inside)


def _stretch(text: str) -> tuple[int, int]:
    """Read `08:00-17:00`, in seconds since midnight; the end may be on the next day."""
    parts = text.replace("–", "-").strip().split("-")
    if len(parts) != 2:
        raise ValueError(f"hours are written 08:00-17:00: {text}")
    begin, end = (_clock(part) for part in parts)
    return begin, end if end > begin else end + DAY


def _clock(text: str) -> int:
    hours, _, minutes = text.strip().replace("h", ":").partition(":")
    if not hours.isdigit() or (minutes and not minutes.isdigit()):
        raise ValueError(f"an hour is written 08:00: {text}")
    seconds = int(hours) * 3600 + int(minutes or 0) * 60
    if seconds > DAY or int(minutes or 0) > 59:
        raise ValueError(f"there is no such hour: {text}")
    return seconds


def _within_week(begin: int, end: int) -> list[tuple[int, int]]:
    """Return a stretch, in two when it passes the end of Sunday."""
    return [(begin, end)] if end <= WEEK else [(begin, WEEK), (0, end - WEEK)]


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Put stretches in order, those that meet made one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)
