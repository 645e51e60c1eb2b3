"""Numbers that carry their unit into a sentence."""

from __future__ import annotations

from dataclasses import dataclass

COUNTS = frozenset({"-", "#", "n", "nb", "nbr", "number", "count", "nombre", "unit", "units", "unité", "unités"})
"""Units that say no more than that things are counted."""
FRACTION = 1.5
"""No percentage of a KPI kept as a fraction passes this: 150 %."""


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

    @classmethod
    def of(cls, value: float, unit: str | None = None) -> Quantity:
        """Return a reading with the decimals it needs and no more: none from 1,000 on, one from 100, two below, four under a tenth.

        A unit that only says that things are counted is not written.

        >>> Quantity.of(92.5, "%").digits, Quantity.of(48_618.4).digits, Quantity.of(0.0325).digits
        (1, 0, 4)
        """
        size = abs(value)
        most = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 0.1 or value == 0 else 4
        digits = next(d for d in range(most + 1) if d == most or round(value, d) == round(value, most))
        return cls(value, "" if (unit or "").strip().lower() in COUNTS else unit or "", digits)


def reading(value: float, unit: str | None, *, largest: float) -> Quantity | Share:
    """Return a reading of a KPI as a person reads it: a percentage that is kept as a fraction is shown as one.

    Args:
        value: The reading. unit: As the company writes it.
        largest: The largest size of a reading or target of that KPI: up to 1.5, a percentage is kept as a fraction.

    >>> reading(0.293, "%", largest=0.31)
    Share(value=0.293, digits=1)
    """
    if (unit or "").strip() == "%" and largest <= FRACTION:
        return Share(value, Quantity.of(value * 100).digits)
    return Quantity.of(value, unit)
