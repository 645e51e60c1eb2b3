"""From dates to steps of one length, so that a missing reading is seen as a gap."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pupitre.maths.forecast.panel import Floats, Ints
from pupitre.maths.forecast.prior import Rhythm

Days = npt.NDArray[np.datetime64]

GAPS: tuple[tuple[float, float, Rhythm], ...] = (
    (1.0, 1.0, "day"),
    (6.0, 8.0, "week"),
    (28.0, 31.0, "month"),
    (89.0, 93.0, "quarter"),
    (360.0, 370.0, "year"),
)
"""Shortest and longest usual gap in days, and the rhythm it is."""
SEASONS: dict[Rhythm, tuple[int, ...]] = {
    "day": (7, 365),
    "week": (52,),
    "month": (12,),
    "quarter": (4,),
    "year": (),
    "other": (),
}
"""The seasons looked for in each rhythm, in readings, the shortest first."""
SPARSE = 0.25
"""With more steps missing than this share, the readings follow another calendar: they are taken one after the other."""


def rhythm_of(gap_days: float | None) -> Rhythm:
    """Return the rhythm of a usual gap between readings.

    >>> rhythm_of(30.0)
    'month'
    """
    return next((name for low, high, name in GAPS if gap_days is not None and low <= gap_days <= high), "other")


def season_of(gap_days: float | None) -> int:
    """Return the shortest season looked for, in readings, of a usual gap between readings; 1 for none.

    >>> season_of(7.0), season_of(365.0)
    (52, 1)
    """
    return next(iter(SEASONS[rhythm_of(gap_days)]), 1)


def steps(days: Days, rhythm: Rhythm) -> Ints:
    """Return the number of the step that each day falls in; a week is counted from the last day given."""
    if rhythm == "week":
        return np.asarray(np.rint((days - days[-1]).astype(np.int64) / 7), dtype=np.int64)
    if rhythm in ("month", "quarter", "year"):
        size = {"month": 1, "quarter": 3, "year": 12}[rhythm]
        return np.asarray(days.astype("datetime64[M]").astype(np.int64) // size, dtype=np.int64)
    if rhythm == "day":
        return np.asarray(days.astype("datetime64[D]").astype(np.int64))
    return np.arange(len(days), dtype=np.int64)


def spaced(at: Ints, values: Floats) -> Floats:
    """Return the readings one step apart, NaN where a step has none.

    Args:
        at: Step of each reading, rising, shape (readings,). values: Shape (readings,).

    Returns:
        Shape (steps,); the readings as they are when two share a step or when too many steps are missing: they follow another calendar.
    """
    if len(at) < 2 or (np.diff(at) < 1).any():
        return values
    length = int(at[-1] - at[0]) + 1
    if length - len(at) > SPARSE * length:
        return values
    found = np.full(length, np.nan)
    found[at - at[0]] = values
    return found
