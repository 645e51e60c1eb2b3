"""Working minutes and the dates they fall on, under a calendar of working days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from pupitre.kernel import N_, InputError, Text

MINUTES_A_DAY = 480


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which work goes on.

    Args:
        days: The calendar, as numpy holds it; Monday to Friday when nobody said otherwise.
    """

    days: np.busdaycalendar = field(default_factory=np.busdaycalendar)


STANDARD = Calendar()


def calendar(weekdays: str = "1111100", days_off: Iterable[date] = ()) -> Calendar:
    """Return a calendar.

    Args:
        weekdays: Seven signs from Monday to Sunday, 1 for a working day and 0 for another.
        days_off: Days on which nobody works: holidays, closures.

    Raises:
        InputError: The week is not seven signs, or no day of it is worked.

    >>> minutes_between(date(2025, 1, 3), date(2025, 1, 7), calendar("1111110", [date(2025, 1, 6)]))
    960
    """
    if len(weekdays) != 7 or set(weekdays) - {"0", "1"} or "1" not in weekdays:
        raise InputError(
            Text(N_('The week "%(week)s" cannot be used.'), week=weekdays),
            mend=Text(N_("Write seven signs from Monday to Sunday, 1 for a working day and 0 for another, such as 1111100.")),
        )
    return Calendar(np.busdaycalendar(weekdays, [np.datetime64(day) for day in days_off]))


def finish_on(origin: date, minutes: npt.NDArray[np.integer], within: Calendar = STANDARD) -> npt.NDArray[np.datetime64]:
    """Return the working day on which a number of working minutes after a morning is used up.

    Args:
        origin: The day whose morning is minute 0; on a day off, the working day after.
        minutes: Working minutes, any shape; 480 ends on the first day, 481 on the second, 0 or less on an earlier one.
        within: The days on which work goes on.

    Returns:
        Days (`datetime64[D]`), same shape.

    >>> finish_on(date(2025, 1, 3), np.array([480, 481])).tolist()
    [datetime.date(2025, 1, 3), datetime.date(2025, 1, 6)]
    """
    first = np.busday_offset(np.datetime64(origin), 0, roll="forward", busdaycal=within.days)
    days = -(-minutes.astype(np.int64) // MINUTES_A_DAY) - 1
    moved: npt.NDArray[np.datetime64] = np.busday_offset(first, np.where(minutes == 0, 0, days), busdaycal=within.days)
    return moved


def minutes_between(start: date, end: date, within: Calendar = STANDARD) -> int:
    """Return the working minutes from the morning of `start` to the morning of `end`; negative when `end` comes first.

    >>> minutes_between(date(2025, 1, 3), date(2025, 1, 7))
    960
    """
    if end < start:
        return -minutes_between(end, start, within)
    return int(np.busday_count(np.datetime64(start), np.datetime64(end), busdaycal=within.days)) * MINUTES_A_DAY
