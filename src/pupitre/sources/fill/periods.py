"""Canonical periods as half-open stretches of days, with the date a file states for itself."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.months import MONTHS
from pupitre.sources.fill.columns import Column
from pupitre.sources.fill.keys import fold


@lru_cache(maxsize=65536)
def stretch(period: str, year_start: int = 1) -> tuple[date, date] | None:
    """Return the days `[start, end)` of a canonical period; None when it is not one.

    Args:
        period: `2025`, `2025-Q3`, `2025-03`, `2025-W47` (ISO week) or `2025-03-17`.
        year_start: Month in which the company's year begins. A year is named after the calendar year in which it ends, so that with
            7 the year 2023 runs from 1 July 2022 to 30 June 2023, as do its quarters.

    >>> stretch("2025-Q1")
    (datetime.date(2025, 1, 1), datetime.date(2025, 4, 1))
    """
    try:
        if match := re.fullmatch(r"(\d{4})(?:-Q([1-4]))?", period):
            first = month_after(int(match[1]), 1, year_start - 1 - (12 if year_start > 1 else 0))
            if match[2] is None:
                return first, month_after(first.year, first.month, 12)
            start = month_after(first.year, first.month, 3 * (int(match[2]) - 1))
            return start, month_after(start.year, start.month, 3)
        if match := re.fullmatch(r"(\d{4})-(\d{2})", period):
            start = date(int(match[1]), int(match[2]), 1)
            return start, month_after(start.year, start.month, 1)
        if match := re.fullmatch(r"(\d{4})-W(\d{2})", period):
            start = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return start, start + timedelta(days=7)
        day = date.fromisoformat(period)
    except ValueError:
        return None
    return day, day + timedelta(days=1)


def month_after(year: int, month: int, count: int) -> date:
    """Return the first day of the month that comes `count` months later.

    >>> month_after(2025, 11, 3)
    datetime.date(2026, 2, 1)
    """
    months = year * 12 + month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def year_of(day: date, year_start: int = 1) -> date:
    """Return the first day of the company's year in which a day falls.

    >>> year_of(date(2025, 3, 31), year_start=7)
    datetime.date(2024, 7, 1)
    """
    return date(day.year - (1 if day.month < year_start else 0), year_start, 1)


def bounds(periods: Column, year_start: int = 1) -> tuple[Column, Column]:
    """Return the first day and the day after the last of each period; both absent when the text is no period."""
    coded = periods.dictionary_encode()
    known = [stretch(text, year_start) if text is not None else None for text in coded.dictionary.to_pylist()]
    starts = pa.array([one[0] if one else None for one in known], pa.date32()).take(coded.indices)
    ends = pa.array([one[1] if one else None for one in known], pa.date32()).take(coded.indices)
    return starts, ends


def from_year_month(year: Column, month: Column) -> Column:
    """Return canonical months (or years, where the month is absent) from two columns of whole numbers."""
    years = pc.cast(year, pa.string())
    months = pc.utf8_lpad(pc.cast(month, pa.string()), 2, "0")
    return pc.coalesce(pc.binary_join_element_wise(years, months, "-"), years)


def stated_date(words: str) -> date | None:
    """Return the one day that a title or a file name states; a month stands for its last day; None when there is no such date or several.

    >>> stated_date("Portefeuille au 31/03/2025"), stated_date("staffing_oct2022.csv")
    (datetime.date(2025, 3, 31), datetime.date(2022, 10, 31))
    """
    text = fold(re.sub(r"(?<=[A-Za-zéûÀ-ÿ])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", words))
    found: set[date] = set()
    day, month, year = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])", r"((?:19|20)\d\d)"
    names = "|".join(sorted(MONTHS, key=len, reverse=True))
    rules = (
        (rf"\b{year} ?(0[1-9]|1[0-2]) ?(0[1-9]|[12]\d|3[01])\b", (0, 1, 2)),
        (rf"\b{day} {month} {year}\b", (2, 1, 0)),
        (rf"\b{day} (?:er |st |nd |rd |th )?({names}) {year}\b", (2, 1, 0)),
        (rf"\b({names}) {day} {year}\b", (2, 0, 1)),
        (rf"\b({names}) {year}\b", (1, 0, None)),
        (rf"\b{year} ({names})\b", (0, 1, None)),
        (rf"\b{year} (0[1-9]|1[0-2])\b", (0, 1, None)),
        (rf"(?<!\d )\b(0[1-9]|1[0-2]) {year}\b", (1, 0, None)),
    )
    for pattern, (y, m, d) in rules:
        for match in re.finditer(pattern, text):
            found |= _day(match.group(y + 1), match.group(m + 1), match.group(d + 1) if d is not None else None)
        if found:
            break
    return found.pop() if len(found) == 1 else None


def _day(year: str, month: str, day: str | None) -> set[date]:
    at = MONTHS.get(month) or int(month)
    last = monthrange(int(year), at)[1]
    number = int(day) if day else last
    return {date(int(year), at, number)} if number <= last else set()
