"""Values before an office writes them down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cash:
    """An amount in cents, shown in units or in thousands."""

    cents: int
    thousands: bool = False


@dataclass(frozen=True, slots=True)
class Pct:
    """A share, 0.45 for 45 %."""

    share: float
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its decimals."""

    value: float
    decimals: int


@dataclass(frozen=True, slots=True)
class Week:
    """The week that starts on a Monday."""

    monday: date


@dataclass(frozen=True, slots=True)
class Month:
    """The month that starts on a day."""

    first: date


Cell = str | int | bool | date | Cash | Pct | Number | Week | Month | None
