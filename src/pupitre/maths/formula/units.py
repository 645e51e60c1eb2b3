"""Units of readings: what may be added, and what a quotient is counted in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.kernel.text import N_, Text
from pupitre.maths.formula.reading import FormulaError
from pupitre.maths.formula.tree import Binary, Call, Formula, Minus, Name, Number, Power, Tree


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as powers of dimensions and a size.

    Args:
        dimensions: Dimension and power, sorted, none to the power 0: `(("money EUR", 1), ("time", -1))`; empty for a share of something.
        size: How many of the dimension's own unit it is worth: 3600 for an hour, 0.01 for a percent.
        word: As people write it.
    """

    dimensions: tuple[tuple[str, float], ...]
    size: float
    word: str

    def times(self, other: Unit, power: int = 1) -> Unit:
        """Return the unit of a product, or of a quotient when `power` is -1."""
        total = dict(self.dimensions)
        for name, degree in other.dimensions:
            total[name] = total.get(name, 0) + degree * power
        word = f"{self.word}/{other.word}" if power < 0 and other.word else f"{self.word} {other.word}".strip()
        return Unit(tuple(sorted((n, d) for n, d in total.items() if d)), self.size * other.size**power, word)

    def raised(self, exponent: float) -> Unit:
        """Return the unit of a power."""
        return Unit(tuple((n, d * exponent) for n, d in self.dimensions if exponent), self.size**exponent, f"{self.word}^{exponent:g}")

    def is_same(self, other: Unit) -> bool:
        """Whether a reading in one may be added to a reading in the other as they stand."""
        return self.dimensions == other.dimensions and abs(self.size - other.size) <= 1e-9 * max(self.size, other.size)


PLAIN = Unit((), 1.0, "")


def _family(dimension: str, sizes: Mapping[str, float]) -> dict[str, Unit]:
    dimensions = ((dimension, 1.0),) if dimension else ()
    return {word: Unit(dimensions, size, word) for words, size in sizes.items() for word in words.split()}


def _currency(code: str, *signs: str) -> dict[str, Unit]:
    words = {f"{big}{sign}": size for sign in signs for big, size in (("", 1.0), ("k", 1e3), ("m", 1e6), ("md", 1e9), ("bn", 1e9))}
    return _family(f"money {code}", words)


KNOWN: dict[str, Unit] = {
    **_family("", {"% pct percent pourcent pourcents": 0.01, "‰": 0.001, "ratio taux rate share part": 1.0}),
    **_family(
        "time",
        {
            "s sec second seconds seconde secondes": 1.0,
            "min mn minute minutes": 60.0,
            "h hr hrs hour hours heure heures": 3600.0,
            "d day days j jour jours": 86_400.0,
            "week weeks wk semaine semaines sem": 604_800.0,
            "month months mois": 2_629_800.0,
            "year years yr an ans année années": 31_557_600.0,
        },
    ),
    **_family("energy", {"wh": 1.0, "kwh": 1e3, "mwh": 1e6, "gwh": 1e9, "kj": 1 / 3.6, "mj": 1e3 / 3.6, "gj": 1e6 / 3.6}),
    **_family("mass", {"g": 1.0, "kg": 1e3, "t tonne tonnes ton tons": 1e6}),
    **_family("mass of CO2e", {"kgco2e kgco2": 1e3, "tco2e tco2 teqco2": 1e6, "ktco2e": 1e9}),
    **_family("length", {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0}),
    **_currency("EUR", "€", "eur", "euro", "euros"),
    **_currency("USD", "$", "usd"),
    **_currency("GBP", "£", "gbp"),
    **_currency("CHF", "chf"),
}
"""Units by the word people write, in lower case. Any other word counts things."""

PER = re.compile(r"\s*/\s*|\s+(?:par|per)\s+")


def unit(text: str | None) -> Unit | None:
    """Return the unit of a reading from what people write; nothing when they write nothing.

    A word that is not known counts things: “orders” and “parts” may be added.

    >>> unit("€/h").dimensions, unit("%").size
    ((('money EUR', 1.0), ('time', -1.0)), 0.01)
    """
    words = PER.split((text or "").strip().lower())
    if not words[0] or words[0] == "-":
        return None
    found = _one(words[0])
    for below in words[1:]:
        found = found.times(_one(below), -1)
    return Unit(found.dimensions, found.size, (text or "").strip())


def _one(word: str) -> Unit:
    plain = word.replace(" ", "").replace("\u202f", "").replace("\xa0", "").replace("₂", "2")
    return KNOWN.get(plain, Unit((("count", 1.0),), 1.0, word))


def unit_of(formula: Formula, units: Mapping[str, Unit | None]) -> Unit | None:
    """Return the unit a formula gives, or nothing when a unit it depends on is not known.

    A written number takes the unit of what it is added to or compared with, and multiplies or divides without changing the unit.

    Args:
        formula: The formula.
        units: The unit of each KPI, by the name the formula writes.

    Raises:
        FormulaError: Things of two units are added, compared or chosen between; the message says where.
    """
    found = _Check(formula.text, units).of(formula.tree)
    return None if found is _FREE else found


_FREE = Unit((), 1.0, "number")
"""What a written number is counted in: whatever stands beside it. Told apart by identity."""


class _Check:
    def __init__(self, text: str, units: Mapping[str, Unit | None]) -> None:
        self.text = text
        self.units = units

    def of(self, tree: Tree) -> Unit | None:
        match tree:
            case Number():
                return _FREE
            case Name():
                return self.units.get(tree.name)
            case Minus():
                return self.of(tree.operand)
            case Power():
                base = self.of(tree.base)
                return base if base is None or base is _FREE else base.raised(tree.exponent)
            case Binary():
                return self.binary(tree)
            case Call():
                return self.call(tree)

    def binary(self, tree: Binary) -> Unit | None:
        left, right = self.of(tree.left), self.of(tree.right)
        if tree.operator in ("*", "/"):
            if left is None or right is None:
                return None
            if right is _FREE:
                return left
            return (PLAIN if left is _FREE else left).times(right, 1 if tree.operator == "*" else -1)
        alike = self.alike([left, right], tree.at)
        return alike if tree.operator in ("+", "-") else PLAIN

    def alike(self, found: list[Unit | None], at: int) -> Unit | None:
        """Return the one unit of things that are put together, and refuse two."""
        known = [one for one in found if one is not None and one is not _FREE]
        for other in known[1:]:
            if not known[0].is_same(other):
                fault = Text(N_("“%(one)s” and “%(other)s” are not put together"), one=known[0].word, other=other.word)
                mend = Text(N_("Convert one of them: multiply or divide it by a number, or use another KPI."))
                if known[0].dimensions == other.dimensions:
                    mend = Text(
                        N_("Multiply or divide one of them by %(factor)s."),
                        factor=max(known[0].size / other.size, other.size / known[0].size),
                    )
                raise FormulaError(fault, self.text, at, mend)
        if known:
            return known[0]
        return None if any(one is None for one in found) else _FREE

    def call(self, tree: Call) -> Unit | None:
        given = [self.of(argument) for argument in tree.arguments]
        match tree.function:
            case "min" | "max" | "coalesce" | "nullif":
                return self.alike(given, tree.at)
            case "if":
                return self.alike(given[1:], tree.at)
            case "yoy":
                return PLAIN
            case "safe_div":
                quotient = self.binary(Binary("/", tree.arguments[0], tree.arguments[1], tree.at))
                return self.alike([quotient, *given[2:]], tree.at)
        return given[0]


def fits(formula: Formula, found: Unit | None, declared: Unit | None) -> None:
    """Refuse a formula whose dimensions are not those of the unit its KPI declares; sizes are the author's business (×100 for a percent).

    Raises:
        FormulaError: The dimensions differ.
    """
    if found is not None and declared is not None and found.dimensions != declared.dimensions:
        fault = Text(
            N_("The formula gives “%(found)s” and the KPI is in “%(declared)s”"), found=found.word or "ratio", declared=declared.word
        )
        raise FormulaError(fault, formula.text, 0, Text(N_("Correct the formula, or the unit of the KPI.")))
