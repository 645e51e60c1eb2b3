"""Working hours: five days of twelve hours a week, counted in minutes since the first Monday of the history."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from pupitre.demo.spans import closed_weeks

OPENS, DAY = 7 * 60, 12 * 60
"""Minute of the day at which work begins, and minutes of a working day."""
WEEK = 5 * DAY
HOURS, WEEKDAYS = "07:00-19:00", "1111100"


def now_of(on: date) -> int:
    """Return the working minutes before the morning of a day."""
    passed = (on - closed_weeks(on)[0]).days
    return passed // 7 * WEEK + min(passed % 7, 5) * DAY


def days(minutes: np.ndarray) -> np.ndarray:
    """Return the moments, in days since the first Monday, of some counts of working minutes."""
    day = np.floor_divide(minutes, DAY)
    return np.asarray(np.floor_divide(day, 5) * 7 + np.mod(day, 5) + (OPENS + np.mod(minutes, DAY)) / 1440)


def moments(first: date, minutes: np.ndarray) -> np.ndarray:
    """Return the moments, in seconds since 1970, of some counts of working minutes."""
    origin = (first - date(1970, 1, 1)) // timedelta(days=1)
    return np.asarray(np.round((origin + days(minutes)) * 1440).astype("int64") * 60)
