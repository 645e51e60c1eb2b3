"""Working minutes and the dates they fall on: Monday to Friday, eight hours a day."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

MINUTES_A_DAY = 480


def finish_on(origin: date, minutes: npt.NDArray[np.integer]) -> npt.NDArray[np.datetime64]:
    """Return the working day on which a number of working minutes after a morning is used up.

    Args:
        origin: The day whose morning is minute 0; on a weekend, the Monday after.
        minutes: Working minutes, any shape; 480 ends on the first day, 481 on the second, 0 or less on an earlier one.

    Returns:
        Days (`datetime64[D]`), same shape.

    >>> finish_on(date(2025, 1, 3), np.array([480, 481])).tolist()
    [datetime.date(2025, 1, 3), datetime.date(2025, 1, 6)]
    """
    first = np.busday_offset(np.datetime64(origin), 0, roll="forward")
    days = -(-minutes.astype(np.int64) // MINUTES_A_DAY) - 1
    moved: npt.NDArray[np.datetime64] = np.busday_offset(first, np.where(minutes == 0, 0, days))
    return moved


def minutes_between(start: date, end: date) -> int:
    """Return the working minutes from the morning of `start` to the morning of `end`; negative when `end` comes first.

    >>> minutes_between(date(2025, 1, 3), date(2025, 1, 7))
    960
    """
    if end < start:
        return -minutes_between(end, start)
    return int(np.busday_count(np.datetime64(start), np.datetime64(end))) * MINUTES_A_DAY
