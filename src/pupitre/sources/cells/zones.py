"""Moments of the whole world brought to the clock of a company."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Vector = npt.NDArray[Any]  # whole numbers

SECOND: Final = 1_000_000
DAY_S: Final = 86_400
FIRST_DAY, LAST_DAY = 0, 47_482
"""Days from 1970 to 2100, between which changes of clocks are looked for."""
NAMES_ZONE: Final = r"(?i)\d ?(?:Z|UTC|GMT|CEST|CET|BST|WEST|WET|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)(?: ?\[[^\]]*\])?$"
"""How a moment written with its time ends when it says its zone, the day being apart."""


def says_zone(text: pa.Array) -> pa.Array:
    """Return where a moment written as `2026-03-29T02:30:00+01:00` says its zone; a day alone says none."""
    timed = pc.match_substring_regex(text, r"\d[T_ ]+\d{1,2}[:hH.]\d{2}")
    return pc.fill_null(pc.and_(timed, pc.match_substring_regex(text, NAMES_ZONE)), False)


def on_clock(moments: Vector, zone: str) -> Vector:
    """Return what the clock of a place shows at each moment.

    When clocks go back, the same hour stands twice on them: it is told at half the pace, together with the hour before, so that what came
    first still comes first.

    Args:
        moments: Microseconds since 1970 UTC. zone: IANA name of the place.

    Returns:
        Microseconds since 1970 on that clock.

    Raises:
        KeyError: No zone bears that name.
    """
    if not len(moments):
        return moments
    changes, ahead = _changes(zone)
    at = np.searchsorted(changes, moments, side="right")
    shown = moments + ahead[at]
    if not len(changes):
        return np.asarray(shown)
    lost = np.maximum(ahead[:-1] - ahead[1:], 0)  # by how much each change puts the clocks back
    for which in (np.minimum(at, len(changes) - 1), np.maximum(at - 1, 0)):
        begin = changes[which] - lost[which]
        is_twice = (moments >= begin) & (moments < changes[which] + lost[which])
        shown = np.where(is_twice, begin + ahead[which] + (moments - begin) // 2, shown)
    return np.asarray(shown)


@lru_cache(maxsize=8)
def _changes(zone: str) -> tuple[Vector, Vector]:
    """Return the moments at which the clocks of a place change, and by how much they are ahead of UTC before the first and after each."""
    place = ZoneInfo(zone)

    def ahead(second: int) -> int:
        told = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)).astimezone(place).utcoffset()
        return round(told.total_seconds()) if told is not None else 0

    shifts, changes = [ahead(FIRST_DAY * DAY_S)], []
    for day in range(FIRST_DAY, LAST_DAY, 7):
        begin, end = day * DAY_S, (day + 7) * DAY_S
        while ahead(begin) != ahead(end):  # two changes may stand in one week
            before = ahead(begin)
            at = begin + bisect_left(range(end - begin + 1), True, key=lambda s, b=begin, o=before: ahead(b + s) != o)  # type: ignore[misc]
            changes.append(at * SECOND)
            shifts.append(ahead(at))
            begin = at
    return np.array(changes, dtype=np.int64), np.array(shifts, dtype=np.int64) * SECOND
