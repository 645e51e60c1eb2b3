"""The months and weeks of history before a company's today."""

from __future__ import annotations

from datetime import date, timedelta


def month_start(day: date, shift: int = 0) -> date:
    """Return the first day of the month `shift` months after that of `day`."""
    index = day.year * 12 + day.month - 1 + shift
    return date(index // 12, index % 12 + 1, 1)


def month_end(first: date) -> date:
    """Return the last day of the month that starts on `first`."""
    return month_start(first, 1) - timedelta(days=1)


def closed_months(on: date, count: int = 36) -> tuple[date, ...]:
    """Return the first days of the last `count` months that are over on a day."""
    return tuple(month_start(on, shift) for shift in range(-count, 0))


def closed_weeks(on: date, count: int = 156) -> tuple[date, ...]:
    """Return the Mondays of the last `count` weeks that are over on a day."""
    monday = on - timedelta(days=on.weekday())
    return tuple(monday - timedelta(days=7 * back) for back in range(count, 0, -1))
