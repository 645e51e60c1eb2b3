"""What a person types as the value of a field, and a value as that person would have typed it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import pyarrow as pa

from pupitre.kernel import N_, InputError, Text
from pupitre.sources.cells.dates import parse_date
from pupitre.sources.cells.numbers import parse_numbers
from pupitre.tables import Field
from pupitre.words import Lang

Value = str | float | int | Decimal | date | bool | list[str] | None
MOST: Final = Decimal(10) ** 15
"""Amounts above, in whole units, do not fit the column that keeps cents."""


def read(text: str, field: Field, lang: Lang, *, currency: str = "", is_percent: bool = False) -> Value:
    """Return what a text says for a field; an empty text says nothing.

    Args:
        text: As typed.
        field: The declaration.
        lang: The language of the page, which says what a comma is where both readings hold.
        currency: The one currency that an amount may be written in.
        is_percent: For a number, whether it is a share of a hundred that is kept as a fraction.

    Raises:
        InputError: The text cannot be read, with how to write it.
    """
    said = text.strip()
    if not said:
        return None
    match field.type:
        case "money":
            return _amount(said, lang, currency)
        case "share":
            return _share(said, lang)
        case "number":
            number, has_sign = _number(said, lang)
            return number / 100 if is_percent and not has_sign else number
        case "count":
            number, _ = _number(said, lang)
            if number != int(number):
                raise InputError(Text(N_('"%(said)s" is not a whole number.'), said=said), mend=Text(N_("Write it without decimals.")))
            return int(number)
        case "date":
            return _day(said)
        case "bool":
            return said == "yes"
        case "list":
            return [part.strip() for line in said.splitlines() for part in line.split(";") if part.strip()]
    return said


def typed(value: Value, field: Field, lang: Lang, *, is_percent: bool = False) -> str:
    """Return a value as a person would type it, so that reading it again gives it back."""
    if value is None:
        return ""
    match field.type:
        case "money":
            return _digits(Decimal(str(value)).quantize(Decimal("0.01")), lang)
        case "share":
            return f"{_digits(_hundredfold(value), lang)}{' ' if lang == 'fr' else ''}%"
        case "number":
            return _digits(_hundredfold(value) if is_percent else Decimal(str(value)), lang)
        case "date":
            return value.isoformat() if isinstance(value, date) else str(value)
        case "bool":
            return "yes" if value else "no"
        case "list":
            return "\n".join(value) if isinstance(value, list) else str(value)
    return str(value)


def _hundredfold(value: Value) -> Decimal:
    return (Decimal(repr(float(str(value)))) * 100).normalize()


def _digits(value: Decimal, lang: Lang) -> str:
    """Return a number with its decimals, none when it is whole; thousands are parted by a blank in French, by a comma in English."""
    whole, _, fraction = f"{abs(value):,f}".partition(".")
    fraction = fraction.rstrip("0")
    mark, gap = (",", " ") if lang == "fr" else (".", ",")
    return ("-" if value < 0 else "") + whole.replace(",", gap) + (mark + fraction if fraction else "")


def _number(said: str, lang: Lang) -> tuple[float, bool]:
    """Return a number and whether it carried a percent sign, already counted."""
    read = parse_numbers(pa.array([said], pa.string()), "comma" if lang == "fr" else "dot")
    value = read.value[0].as_py()
    if value is None:
        raise InputError(Text(N_('"%(said)s" is not a number.'), said=said), mend=Text(N_("Write it in figures, such as 1,250.5.")))
    return float(value), bool(read.percent[0].as_py())


def _amount(said: str, lang: Lang, currency: str) -> Decimal:
    read = parse_numbers(pa.array([said], pa.string()), "comma" if lang == "fr" else "dot")
    value = read.value[0].as_py()
    if value is None or read.percent[0].as_py():
        raise InputError(
            Text(N_('"%(said)s" is not an amount.'), said=said), mend=Text(N_("Write it in figures, such as 12,000 or 1.2 M."))
        )
    if currency and any(one != currency for one in read.currencies):
        what = Text(N_("This amount is written in %(other)s; it is kept in %(currency)s."), other=read.currencies[0], currency=currency)
        raise InputError(what, mend=Text(N_("Convert it, then write it without its currency.")))
    amount = Decimal(repr(value)).quantize(Decimal("0.01"))
    if abs(amount) > MOST:
        raise InputError(Text(N_('"%(said)s" is too large an amount.'), said=said), mend=Text(N_("Check the zeros and the unit.")))
    return amount


def _share(said: str, lang: Lang) -> float:
    number, has_sign = _number(said, lang)
    if has_sign:
        return number
    if 0 < abs(number) < 1:
        what = Text(N_('"%(said)s" could be a share or a percentage.'), said=said)
        raise InputError(what, mend=Text(N_("Write it with its sign: 80%% rather than 0.8.")))
    return float(Decimal(repr(number)) / 100)


def _day(said: str) -> date:
    day, fault = parse_date(said, "dmy", serials=False)
    if day is None:
        what = Text(N_('"%(said)s" is not a day of the calendar.'), said=said)
        if fault == "partial":
            what = Text(N_('"%(said)s" lacks its day.'), said=said)
        raise InputError(what, mend=Text(N_("Write a day such as 31/01/2027.")))
    return day
