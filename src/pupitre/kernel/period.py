"""A half-open stretch of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` (included) to `end` (excluded).

    Raises:
        ValueError: `end` is before `start`.

    >>> Period(date(2025, 1, 1), date(2025, 2, 1)).days
    31
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it starts ({self.start})")

    @property
    def days(self) -> int:
        """The number of days in the period."""
        return (self.end - self.start).days

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share at least one day."""
        return self.start < other.end and other.start < self.end
