"""Raw cells as the type of their field, with what could not be read and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.dates import Order, parse_dates
from pupitre.sources.cells.missing import is_missing
from pupitre.sources.cells.moments import parse_moments
from pupitre.sources.cells.numbers import Decimal, parse_numbers, rounded
from pupitre.sources.cells.periods import Grain, When, find_period, is_only_period, months_from_days
from pupitre.sources.cells.words import status_of, truth_of
from pupitre.sources.grid import Cells, one_array
from pupitre.tables.exchange import ExchangeType

Vector = npt.NDArray[Any]  # positions, masks or codes, one per cell
FaultCode = Literal[
    "bad_number",
    "impossible_date",
    "text_in_number",
    "text_in_date",
    "partial_date",
    "far_date",
    "unknown_status",
    "unknown_bool",
    "bad_period",
    "not_whole",
    "unknown_side",
]
REFUSING: frozenset[FaultCode] = frozenset({"bad_number", "impossible_date", "unknown_side"})
"""Faults that refuse the row; the others leave the cell empty and say why."""

ARROW: dict[ExchangeType, pa.DataType] = {
    "code": pa.string(), "text": pa.string(), "status": pa.string(), "unit": pa.string(), "period": pa.string(),
    "money": pa.float64(), "number": pa.float64(), "percent": pa.float64(), "int": pa.int64(), "date": pa.date32(), "bool": pa.bool_(),
    "list": pa.list_(pa.string()), "moment": pa.timestamp("us", tz="UTC"),
}  # fmt: skip
"""The Arrow type of each exchange type."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of the whole file when one of its columns is read.

    Args:
        order: Of day and month. decimal: Mark of decimals where a text proves nothing.
        uses_1904: Whether day numbers count from 1904.
        multiplier: Of the amounts, from the header or a title.
        percent: Whether the header says percentages.
        year: Year of periods written without one.
        grain: Size of the periods by their header, for those written as bare numbers (`48`, `2024-48`).
        zone: The place on whose clock moments that say their zone are told; empty for UTC.
    """

    order: Order = "dmy"
    decimal: Decimal = "comma"
    uses_1904: bool = False
    multiplier: float = 1.0
    percent: bool = False
    year: int = 0
    grain: Grain | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Cells of one column that could not be read, all for one reason, by position."""

    code: FaultCode
    rows: Vector


@dataclass(frozen=True, slots=True)
class Converted:
    """A typed column.

    Args:
        values: Typed values, null where missing or unreadable.
        faults: What could not be read.
        currencies: ISO codes written in the cells.
        percent: For numbers, where the cell itself carried a % sign.
        rescaled: Whether whole percentages were turned into fractions.
    """

    values: pa.Array
    faults: tuple[Fault, ...] = ()
    currencies: tuple[str, ...] = ()
    percent: pa.Array | None = None
    rescaled: bool = False
    notes: tuple[str, ...] = field(default=())


def convert(cells: Cells, kind: ExchangeType, reader: Reader) -> Converted:
    """Return the cells of a column as the type of its field."""
    match kind:
        case "money" | "number" | "int":
            return _numbers(cells, kind, reader)
        case "percent":
            return _percents(cells, reader)
        case "date":
            return _dates(cells, reader)
        case "moment":
            return _moments(cells, reader)
        case "period":
            return _periods(cells, reader)
        case "bool":
            return _truths(cells)
        case "status":
            return _statuses(cells)
        case "list":
            return _lists(cells)
        case _:
            missing = is_missing(cells.text, among_words=True)
            return Converted(pc.if_else(missing, pa.scalar(None, pa.string()), cells.text))


def _faults(missing: pa.Array, values: pa.Array, codes: Vector) -> tuple[Fault, ...]:
    bad = pc.and_(pc.invert(missing), pc.is_null(values)).to_numpy(zero_copy_only=False)
    return tuple(Fault(cast(FaultCode, code), np.flatnonzero(bad & (codes == code))) for code in sorted({str(c) for c in codes[bad]}))


def _read_numbers(cells: Cells, reader: Reader) -> tuple[pa.Array, pa.Array, pa.Array, pa.Array, tuple[str, ...]]:
    """Return the values, where a % sign stood, where the cell had its own scale, where cells are missing, the currencies."""
    text = cells.text
    missing = is_missing(text, among_words=False)
    read = parse_numbers(text, reader.decimal)
    value, percent, scaled = read.value, read.percent, read.scaled
    if cells.number is not None:
        stored = pc.is_valid(cells.number)
        value = pc.if_else(stored, cells.number, value)
        shown = pc.fill_null(cells.shown_percent, False) if cells.shown_percent is not None else pa.scalar(False)
        percent = pc.if_else(stored, shown, percent)
        scaled = pc.if_else(stored, False, scaled)
    percent, scaled = pc.fill_null(percent, False), pc.fill_null(scaled, False)
    return value, percent, scaled, missing, read.currencies


def _number_codes(text: pa.Array) -> Vector:
    """Return for each text what is wrong if it is no number.

    A short text is a number spoilt (`env. 12 000`, `douze mille`) and refuses its row. A sentence is a remark, and so is a short word that
    the author uses again and again: they leave the cell empty.
    """
    short = pc.less_equal(pc.utf8_length(text), 32)
    digits = pc.match_substring_regex(text, r"\d")
    few_words = pc.less(pc.count_substring_regex(text, r"\s+[^\W\d_]{2,}"), pc.if_else(digits, 4, 3))
    spoilt = pc.fill_null(pc.and_(short, few_words), False).to_numpy(zero_copy_only=False)
    if spoilt.any():
        words = text.filter(pc.and_(pc.is_valid(text), pc.invert(pc.fill_null(digits, True))))
        counts = pc.value_counts(words).to_pylist()
        often = [c["values"] for c in counts if c["counts"] >= max(3, 0.02 * len(text))]
        if often:
            spoilt &= ~pc.is_in(text, value_set=pa.array(often, pa.string())).to_numpy(zero_copy_only=False)
    return np.where(spoilt, "bad_number", "text_in_number")


def _numbers(cells: Cells, kind: ExchangeType, reader: Reader) -> Converted:
    value, percent, scaled, missing, currencies = _read_numbers(cells, reader)
    codes = _number_codes(cells.text)
    if reader.multiplier != 1.0:
        value = pc.if_else(scaled, value, rounded(pc.multiply(value, reader.multiplier)))
    if kind == "number" and reader.percent and not pc.any(percent).as_py() and _are_points(value, percent):
        value = rounded(pc.divide(value, 100.0))
    faults = _faults(missing, value, codes)
    if kind == "int":
        whole = pc.equal(value, pc.round(value))
        value = pc.cast(pc.if_else(whole, pc.round(value), pa.scalar(None, pa.float64())), pa.int64())
        broken = pc.fill_null(pc.invert(whole), False).to_numpy(zero_copy_only=False)
        faults = (*faults, Fault("not_whole", np.flatnonzero(broken))) if broken.any() else faults
    return Converted(pc.if_else(missing, pa.scalar(None, value.type), value), faults, currencies, percent)


def _are_points(value: pa.Array, percent: pa.Array) -> bool:
    """Whether unsigned numbers of a column of percentages are points (45) rather than fractions (0.45)."""
    loose = value.filter(pc.and_(pc.is_valid(value), pc.invert(percent)))
    if not len(loose):
        return False
    above = pc.sum(pc.greater(pc.abs(loose), 1.5)).as_py() or 0
    return bool(above >= max(1, 0.1 * len(loose)))


def _percents(cells: Cells, reader: Reader) -> Converted:
    value, percent, _, missing, _ = _read_numbers(cells, reader)
    faults = _faults(missing, value, _number_codes(cells.text))
    rescaled = _are_points(value, percent)
    if rescaled:
        value = pc.if_else(percent, value, rounded(pc.divide(value, 100.0)))
    return Converted(pc.if_else(missing, pa.scalar(None, pa.float64()), value), faults, (), percent, rescaled)


def _dates(cells: Cells, reader: Reader) -> Converted:
    missing = is_missing(cells.text, among_words=False)
    read = parse_dates(cells.text, reader.order, uses_1904=reader.uses_1904)
    value = read.value
    if cells.day is not None:
        value = pc.coalesce(cells.day, value)
    codes = _by_text(cells.text, {t: DATE_FAULTS[f] for t, f in read.faults.items()}, "text_in_date")
    return Converted(pc.if_else(missing, pa.scalar(None, pa.date32()), value), _faults(missing, value, codes))


def _moments(cells: Cells, reader: Reader) -> Converted:
    """Read moments; a stored day has its time in its text."""
    missing = is_missing(cells.text, among_words=False)
    read = parse_moments(cells.text, reader.order, uses_1904=reader.uses_1904, zone=reader.zone)
    known = pa.array(list(DATE_FAULTS), pa.string())
    at = pc.fill_null(pc.index_in(read.fault, value_set=known), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    codes = np.array(list(DATE_FAULTS.values()), dtype=object)[at]
    value = pc.if_else(missing, pa.scalar(None, read.value.type), read.value)
    return Converted(value, _faults(missing, read.value, codes))


DATE_FAULTS: dict[str, FaultCode] = {
    "impossible": "impossible_date",
    "garbled": "impossible_date",
    "words": "text_in_date",
    "partial": "partial_date",
    "far": "far_date",
}
"""Why a text is no date → what is said of its cell."""


def _by_text(text: pa.Array, codes: dict[str, FaultCode], default: FaultCode) -> Vector:
    if not codes:
        return np.full(len(text), default, dtype=object)
    known = pa.array(list(codes), pa.string())
    at = pc.fill_null(pc.index_in(text, value_set=known), -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return cast(Vector, np.array([*codes.values(), default], dtype=object)[at])


def _each(text: pa.Array, read: dict[str | None, object], kind: pa.DataType) -> pa.Array:
    """Return the value of each text, each different text having been read once."""
    unique = pc.unique(text)
    values = pa.array([read[t] for t in unique.to_pylist()], kind)
    return values.take(pc.index_in(text, value_set=unique))


def _periods(cells: Cells, reader: Reader) -> Converted:
    text = cells.text
    if cells.day is not None:
        text = one_array(pc.coalesce(pc.strftime(cells.day, "%Y-%m-%d"), text))
    missing = is_missing(text, among_words=False)
    unique = [t for t in pc.unique(text).to_pylist() if t is not None]
    found = {t: _period_or_serial(t, reader) for t in unique}
    days = [w.day for w in found.values() if w is not None and w.day is not None]
    as_months = months_from_days(days) or reader.grain == "month"
    halves = {w.number for w in found.values() if w is not None and w.grain == "week"}
    are_halves = (
        bool(halves)
        and halves <= {1, 2}
        and all(re.match(r"(?i)^\W*s\W*[12]\b|^\D*\bs[12]\b", t) for t, w in found.items() if w is not None and w.grain == "week")
    )
    read: dict[str | None, object] = {None: None}
    for t, when in found.items():
        read[t] = None if when is None else (_canonical(when, as_months, are_halves, reader.year) or None)
    value = _each(text, read, pa.string())
    return Converted(
        pc.if_else(missing, pa.scalar(None, pa.string()), value), _faults(missing, value, np.full(len(text), "bad_period", dtype=object))
    )


def _period_or_serial(text: str, reader: Reader) -> When | None:
    if re.fullmatch(r"\d{5}(?:[.,]0+)?", text):
        day = parse_dates(pa.array([text]), reader.order, uses_1904=reader.uses_1904).value[0].as_py()
        return When("day", 0, day.year, 0, 0, day) if day else None
    bare = re.sub(r"[ T]00:00(?::00)?$", "", text)
    if reader.grain in ("week", "month", "quarter") and (
        found := re.fullmatch(r"(?:((?:19|20)\d{2})\W?)?(\d{1,2})(?:\W?((?:19|20)\d{2}))?", bare)
    ):
        number, year = int(found.group(2)), int(found.group(1) or found.group(3) or 0)
        top = {"week": 53, "month": 12, "quarter": 4}[reader.grain]
        return When(reader.grain, number, year) if 1 <= number <= top else None
    when = find_period(bare, reader.order)
    if (
        when is not None
        and when.grain == "year"
        and not is_only_period(bare, reader.order)
        and re.search(r"\d", bare.replace(str(when.year), "", 1))
    ):
        # A year beside another number, such as 2024-48, is not the whole year.
        return None
    return when


def _canonical(when: When, as_months: bool, are_halves: bool, year: int) -> str:
    if when.day is not None and as_months:
        return f"{when.day:%Y-%m}"
    if are_halves and when.grain == "week":
        return When("half", when.number, when.year).canonical(year)
    return when.canonical(year)


def _truths(cells: Cells) -> Converted:
    text = cells.text
    missing = pc.or_(
        pc.is_null(text),
        pc.is_in(pc.utf8_lower(text), value_set=pa.array(["n/a", "#n/a", "nc", "n.d.", "n/d", "tbd", "null", "-", "?", "n.c."])),
    )
    unique = [t for t in pc.unique(text).to_pylist() if t is not None]
    read: dict[str | None, object] = {None: None} | {t: truth_of(t) for t in unique}
    values = {v for t, v in read.items() if t is not None and v is not None}
    value = _each(text, read, pa.bool_())
    if cells.flag is not None:
        value = pc.coalesce(cells.flag, value)
    faults = _faults(missing, value, np.full(len(text), "unknown_bool", dtype=object))
    if values == {True} and pc.sum(pc.is_null(text)).as_py():
        # A column of crosses: an empty cell says no.
        value = pc.if_else(pc.is_null(text), pa.scalar(False), value)
        return Converted(value, faults)
    return Converted(pc.if_else(missing, pa.scalar(None, pa.bool_()), value), faults)


def _statuses(cells: Cells) -> Converted:
    missing = is_missing(cells.text, among_words=True)
    read: dict[str | None, object] = {t: (None if t is None else cast(object, status_of(t))) for t in pc.unique(cells.text).to_pylist()} | {
        None: None
    }
    value = _each(cells.text, read, pa.string())
    return Converted(
        pc.if_else(missing, pa.scalar(None, pa.string()), value),
        _faults(missing, value, np.full(len(cells.text), "unknown_status", dtype=object)),
    )


def _lists(cells: Cells) -> Converted:
    missing = is_missing(cells.text, among_words=True)
    read: dict[str | None, object] = {
        t: (None if t is None else cast(object, split_list(t))) for t in pc.unique(cells.text).to_pylist()
    } | {None: None}
    value = _each(cells.text, read, pa.list_(pa.string()))
    return Converted(pc.if_else(missing, pa.scalar(None, pa.list_(pa.string())), value))


def split_list(text: str) -> list[str]:
    """Return the several values of one cell; the strongest separator present cuts it.

    >>> split_list("Bronx, Queens"), split_list("R&D")
    (['Bronx', 'Queens'], ['R&D'])
    """
    for separator in (r"[;\n|]", r"\s*,\s+|,(?=[^\s\d])", r"\s+/\s+|(?<=\w)/(?=[A-Z])", r"\s+\+\s+"):
        parts = [p.strip() for p in re.split(separator, text) if p.strip()]
        if len(parts) > 1:
            return parts
    return [text]
