"""Numbers, shares, quantities, amounts of money as a person reads them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pupitre.kernel import Money, Quantity, Share
from pupitre.words.language import MARKS, MINUS, NBSP, Lang

SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
UNITS: Final = {"tCO2e": "tCO₂e", "kgCO2e": "kgCO₂e", "m2": "m²", "m3": "m³"}
THEIR_UNITS: Final[dict[Lang, dict[str, str]]] = {"fr": {"kB": "ko", "MB": "Mo", "GB": "Go", "TB": "To"}, "en": {}}
"""Units that a language calls otherwise: a byte is an octet in French."""
SPELLED: Final[dict[Lang, tuple[str, ...]]] = {
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


def decimal(value: float | Decimal) -> Decimal:
    """Return the decimal that a person would write for a number: 0.1 is 0.1, not its binary neighbour.

    Raises:
        ValueError: The number is not finite; a figure that does not exist is shown as absent, with its reason.
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else value)
    if not exact.is_finite():
        raise ValueError(f"{value} is not a number that can be shown")
    return exact


def rounded(value: float | Decimal, digits: int) -> Decimal:
    """Round half away from zero, as people do on paper.

    >>> rounded(2.5, 0), rounded(0.125, 2)
    (Decimal('3'), Decimal('0.13'))
    """
    return decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def number(value: float | Decimal, lang: Lang, *, digits: int | None = None, signed: bool = False) -> str:
    """Return a number with the thousands and decimals of a language.

    Args:
        value: The number.
        lang: The language.
        digits: Decimals always shown; without it, at most two, and none that are zero.
        signed: Whether a positive number carries its plus.

    Raises:
        ValueError: The number is not finite.

    >>> number(-1234.5, "en"), number(3, "en", digits=1, signed=True)
    ('−1,234.5', '+3.0')
    """
    marks = MARKS[lang]
    exact = rounded(value, 2 if digits is None else digits)
    whole, _, fraction = f"{abs(exact):,f}".partition(".")
    if digits is None:
        fraction = fraction.rstrip("0")
    sign = MINUS if exact < 0 else "+" if signed and exact > 0 else ""
    return sign + whole.replace(",", marks.thousands) + (marks.decimal + fraction if fraction else "")


def share(value: Share | float, lang: Lang, *, digits: int | None = None, signed: bool = False) -> str:
    """Return a fraction as a percentage: 0.123 is 12.3 %.

    Args:
        value: The fraction, or a `Share`, which knows its decimals.
        lang: The language.
        digits: Decimals of the percentage; those of the `Share`, or none.
        signed: Whether a positive share carries its plus.

    >>> share(Share(0.123, 1), "en")
    '12.3%'
    """
    fraction, own = (value.value, value.digits) if isinstance(value, Share) else (value, 0)
    return number(decimal(fraction) * 100, lang, digits=own if digits is None else digits, signed=signed) + MARKS[lang].percent


def points(value: float, lang: Lang, *, digits: int = 0) -> str:
    """Return a difference between two shares, in points: 0.021 is +2 points (+2 pts).

    >>> points(0.021, "en", digits=1)
    '+2.1\\xa0pts'
    """
    return number(decimal(value) * 100, lang, digits=digits, signed=True) + NBSP + "pts"


def quantity(value: Quantity, lang: Lang) -> str:
    """Return a number with the unit it is counted in.

    >>> quantity(Quantity(8900, "tCO2e"), "en")
    '8,900\\xa0tCO₂e'
    >>> quantity(Quantity(12.5, "MB", 1), "fr")
    '12,5\\xa0Mo'
    """
    figure = number(value.value, lang, digits=value.digits)
    if value.unit == "%":
        return figure + MARKS[lang].percent
    return f"{figure}{NBSP}{THEIR_UNITS[lang].get(value.unit) or UNITS.get(value.unit, value.unit)}" if value.unit else figure


def money(value: Money, lang: Lang, *, exact: bool = False, signed: bool = False) -> str:
    """Return an amount, shortened to thousands, millions or thousand millions unless `exact`.

    Args:
        value: The amount.
        lang: The language.
        exact: Every unit, and the cents when there are some.
        signed: Whether a positive amount carries its plus.

    >>> money(Money(Decimal("412000"), "EUR"), "en"), money(Money(Decimal("-1250000"), "USD"), "en")
    ('€412k', '−$1.3M')
    """
    amount = decimal(value.amount)
    figure, power = (_exact(abs(amount), lang), "") if exact else _shortened(abs(amount), lang)
    is_zero = not any(c in "123456789" for c in figure)
    sign = "" if is_zero else MINUS if amount < 0 else "+" if signed else ""
    mark = SIGNS.get(value.currency, value.currency)
    if MARKS[lang].money_after:
        apart = NBSP if power and mark == value.currency else ""
        return f"{sign}{figure}{NBSP}{power}{apart}{mark}"
    return f"{sign}{mark}{NBSP if mark == value.currency else ''}{figure}{power}"


def money_range(low: Money, high: Money, lang: Lang) -> str:
    """Return two amounts of one currency as a range, the currency of the first kept.

    >>> money_range(Money(Decimal(90000), "EUR"), Money(Decimal(140000), "EUR"), "en")
    '€90k to €140k'
    """
    word = {"fr": "à", "en": "to"}[lang]
    return f"{money(low, lang)} {word} {money(high, lang)}"


def spelled(count: int, lang: Lang, *, feminine: bool = False) -> str:
    """Return a count in words up to ten, in figures above.

    >>> spelled(3, "fr"), spelled(1, "fr", feminine=True), spelled(12, "en")
    ('trois', 'une', '12')
    """
    if not 0 <= count <= 10:
        return number(count, lang)
    return "une" if lang == "fr" and count == 1 and feminine else SPELLED[lang][count]


def _exact(amount: Decimal, lang: Lang) -> str:
    has_cents = rounded(amount, 2) != rounded(amount, 0)
    return number(amount, lang, digits=2 if has_cents else 0)


def _shortened(amount: Decimal, lang: Lang) -> tuple[str, str]:
    """Return the figure and the letter of its power; below 10,000 the whole amount is as short."""
    if amount < 10_000:
        return number(amount, lang, digits=0), ""
    power = 0
    value = amount / 1000
    while power < 2 and rounded(value, 0) >= 1000:
        power, value = power + 1, value / 1000
    digits = 1 if power and value < 100 else 0
    figure = number(value, lang, digits=digits)
    return figure.removesuffix(MARKS[lang].decimal + "0"), MARKS[lang].powers[power]
