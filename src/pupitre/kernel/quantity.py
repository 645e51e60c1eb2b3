"""Numbers that carry their unit into a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction of a whole: 0.43 is read as 43 %.

    Args:
        value: The fraction, 0–1 for a part of a whole, above 1 for a load.
        digits: Decimals of the percentage shown.
    """

    value: float
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Days:
    """A duration in days, read as days or weeks."""

    value: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit it is counted in.

    Args:
        value: The number.
        unit: The unit as the company writes it (`h`, `kWh`, `tCO2e`, `%`); empty for a bare number.
        digits: Decimals shown.
    """

    value: float
    unit: str = ""
    digits: int = 0
