"""Round places on an axis of days or of numbers."""

from __future__ import annotations

import math
from datetime import date

from pupitre.words import Lang, month

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two marks of a time axis."""


def day_ticks(start: date, end: date, *, most: int, lang: Lang) -> list[tuple[date, str, str]]:
    """Return first days of months between two days, with a short name and, at the first one of each year, the year.

    Args:
        start: First day drawn. end: Last day drawn.
        most: How many marks have room.
        lang: The language of the names.
    """
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = next((s for s in STEPS if months / s <= most), STEPS[-1])
    ticks: list[tuple[date, str, str]] = []
    year = 0
    for count in range(start.year * 12 + start.month - 1, end.year * 12 + end.month + 1):
        day = date(count // 12, count % 12 + 1, 1)
        if count % step == 0 and start <= day <= end:
            name = str(day.year) if step >= 12 else month(day, lang)
            ticks.append((day, name, "" if step >= 12 or day.year == year else str(day.year)))
            year = day.year
    return ticks


def number_ticks(low: float, high: float, *, most: int = 5) -> list[float]:
    """Return round numbers that cover a stretch, the first at or below `low`, the last at or above `high`.

    >>> number_ticks(12.3, 13.8, most=5)
    [12.0, 12.5, 13.0, 13.5, 14.0]
    """
    if high <= low:
        high = low + (abs(low) or 1.0)
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(power * m for m in (1, 2, 2.5, 5, 10, 20) if (math.ceil(high / (power * m)) - math.floor(low / (power * m))) <= most)
    first = math.floor(low / step)
    last = math.ceil(high / step)
    return [round(at * step, 10) for at in range(first, last + 1)]
