"""Readings of a KPI as a person reads them: their unit, their decimals, their sign."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pupitre import words
from pupitre.kernel import Quantity, Share, reading
from pupitre.words import Lang
from pupitre.words.language import NBSP

COARSE = 10.0
"""Differences between readings of this size need one decimal at most."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the readings of one KPI.

    Args:
        unit: As the company writes it. largest: The largest size of its readings and targets, which tells fractions from percentages.
        lang: The reader's language.
    """

    unit: str | None
    largest: float
    lang: Lang

    def value(self, value: float) -> str:
        """Write a reading."""
        return words.written(reading(value, self.unit, largest=self.largest), self.lang)

    def level(self, value: float) -> str:
        """Write a computed level, such as a mean: with one decimal at most where readings are large."""
        kind = reading(value, self.unit, largest=self.largest)
        return words.written(replace(kind, digits=min(kind.digits, 1)) if self.largest >= COARSE else kind, self.lang)

    def gap(self, value: float) -> str:
        """Write a difference between two readings, with its sign; that of two percentages is in points."""
        kind = reading(value, self.unit, largest=self.largest)
        digits = min(kind.digits, 1) if self.largest >= COARSE or isinstance(kind, Share) else kind.digits
        digits = 0 if digits == 1 and round(value * (100 if isinstance(kind, Share) else 1), 1).is_integer() else digits
        if isinstance(kind, Share):
            return words.points(value, self.lang, digits=digits)
        if kind.unit == "%":
            return words.points(value / 100, self.lang, digits=digits)
        figure = words.number(value, self.lang, digits=digits, signed=True)
        named = words.written(Quantity(0, kind.unit), self.lang).removeprefix("0").lstrip(NBSP)
        return f"{figure}{NBSP}{named}" if named else figure
