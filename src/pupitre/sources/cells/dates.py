"""Dates as French and English offices write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.folding import folded
from pupitre.sources.cells.months import DAYS, MONTHS
from pupitre.sources.grid import one_array

Order = Literal["dmy", "mdy"]
Fault = Literal["", "impossible", "partial", "words", "far", "garbled"]

TIME = (
    r"(?:[T ,]+(?:à |at )?\d{1,2}\s?[:hH]\s?\d{0,2}(?:[:]\d{2})?(?:[.,]\d+)?\s?(?:[aApP]\.?[mM]\.?)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$"
)
NUMERIC = re.compile(r"^(\d{1,2})\s?([/.\-– ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})" + TIME)
ISO = re.compile(r"^(\d{4})\s?([/.\-– ])\s?(\d{1,2})\s?\2\s?(\d{1,2})" + TIME)
COMPACT = re.compile(r"^(\d{8})(?:T?\d{4,6})?$")
SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
WORDED = re.compile(
    r"^(\d{1,2})\s?(?:er|st|nd|rd|th|ème|e)?[\s.\-/–]*(?:of |de )?([^\W\d_]+)\.?[\s.,\-/–]*(\d{4}|\d{2})" + TIME, re.IGNORECASE
)
WORDED_US = re.compile(r"^([^\W\d_]+)\.?[\s\-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-]+(\d{4}|\d{2})" + TIME, re.IGNORECASE)
WORDED_ISO = re.compile(r"^(\d{4})[\s\-/.]+([^\W\d_]+)\.?[\s\-/.]+(\d{1,2})" + TIME, re.IGNORECASE)
ZERO = re.compile(r"^0{1,4}[/.\-]0{1,2}[/.\-]0{1,4}" + TIME)
PARTIAL = re.compile(
    r"^(?:\d{4}|[^\W\d_]+\.?[\s\-'’]*(?:\d{4}|\d{2})|\d{1,2}[/\-.]\d{4}|\d{4}[/\-.]\d{1,2}|[TtQqSsHhWw]\d{1,2}[\s\-/]*\d{2,4}|\d{1,2}[\s.\-/]+[^\W\d_]+\.?)$"
)
FIRST_SERIAL, LAST_SERIAL = 14_611, 73_415
"""1940-01-01 to 2100-12-31 as day numbers of the 1900 calendar; outside, five digits are not a day."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Texts read as dates.

    Args:
        value: date32; null where the text is not a date.
        faults: Text → why it is not one, for the texts met that are not.
    """

    value: pa.Array
    faults: dict[str, Fault]


def year_of(digits: str) -> int:
    """Return a full year: two digits up to 68 belong to this century, above to the last (POSIX)."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number <= 68 else 1900)


def order_votes(texts: Iterable[str]) -> tuple[int, int, int]:
    """Return how many texts prove day first, how many month first, and how many could be either."""
    day_first = month_first = either = 0
    for text in texts:
        if not (found := NUMERIC.match(_spaced(text))):
            continue
        first, second = int(found.group(1)), int(found.group(3))
        if 12 < first <= 31 and 1 <= second <= 12:
            day_first += 1
        elif 12 < second <= 31 and 1 <= first <= 12:
            month_first += 1
        elif first != second and first <= 12 and second <= 12:
            either += 1
    return day_first, month_first, either


def parse_dates(text: pa.Array, order: Order, *, serials: bool = True, uses_1904: bool = False) -> Dates:
    """Read texts as dates; each different text is read once.

    Args:
        text: Trimmed texts; null stays null.
        order: Of the day and the month where both are numbers.
        serials: Whether five digits are a day number of a spreadsheet.
        uses_1904: Whether day numbers count from 1904.
    """
    days = one_array(pc.replace_substring_regex(text, r"[T ](?:00|12):00(?::00(?:\.0+)?)?(?: ?AM)?Z?$", ""))
    unique = pc.unique(days)
    read: list[dt.date | None] = []
    faults: dict[str, Fault] = {}
    for one in unique.to_pylist():
        day, fault = (None, "") if one is None else parse_date(one, order, serials, uses_1904)
        read.append(day)
        if fault:
            faults[one] = fault
    position = pc.index_in(days, value_set=unique)
    return Dates(pa.array(read, pa.date32()).take(position), faults)


@lru_cache(maxsize=65_536)
def parse_date(text: str, order: Order, serials: bool = True, uses_1904: bool = False) -> tuple[dt.date | None, Fault]:
    """Return the date of one text, or why it is none.

    `impossible`: written as a date that no calendar has. `partial`: a month or a year without its day. `words`: a sentence. `far`: a mark
    of "never" such as 31/12/9999. `garbled`: anything else.
    """
    text = _spaced(text)
    while (first := re.match(r"^([^\W\d_]+)\.?,? +", text)) and folded(first.group(1)) in DAYS:
        text = text[first.end() :]
    if ZERO.match(text):
        return None, "far"
    for pattern, reader in _READERS:
        if found := pattern.match(text):
            outcome = reader(found, order)
            if outcome is not None:
                return outcome
    if serials and (found := SERIAL.match(text)):
        return from_serial(int(found.group(1)), uses_1904)
    if PARTIAL.match(text):
        return None, "partial"
    if len(text) > 24 or len(text.split()) > 3 or not any(c.isdigit() for c in text):
        return None, "words"
    return None, "garbled"


def from_serial(serial: int, uses_1904: bool) -> tuple[dt.date | None, Fault]:
    """Return the day of a spreadsheet's day number."""
    serial += 1462 if uses_1904 else 0
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        return None, "garbled"
    return dt.date(1899, 12, 30) + dt.timedelta(days=serial), ""


def _spaced(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f\u2009]+", " ", text).strip().replace("\u2011", "-").replace("‐", "-")


def _checked(year: int, month: int, day: int) -> tuple[dt.date | None, Fault]:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None, "impossible"
    return (None, "far") if year >= 2200 else (found, "")


def _numeric(found: re.Match[str], order: Order) -> tuple[dt.date | None, Fault] | None:
    first, second, year = int(found.group(1)), int(found.group(3)), year_of(found.group(4))
    day, month = (first, second) if order == "dmy" else (second, first)
    return _checked(year, month, day)


def _iso(found: re.Match[str], order: Order) -> tuple[dt.date | None, Fault] | None:
    return _checked(int(found.group(1)), int(found.group(3)), int(found.group(4)))


def _compact(found: re.Match[str], order: Order) -> tuple[dt.date | None, Fault] | None:
    digits = found.group(1)
    if digits[:2] in ("19", "20", "21"):
        return _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if digits[4:6] in ("19", "20"):
        first, second = int(digits[:2]), int(digits[2:4])
        day, month = (first, second) if order == "dmy" else (second, first)
        return _checked(int(digits[4:]), month, day)
    return None, "impossible"


def _worded(found: re.Match[str], order: Order) -> tuple[dt.date | None, Fault] | None:
    month = MONTHS.get(folded(found.group(2)), 0)
    return _checked(year_of(found.group(3)), month, int(found.group(1))) if month else None


def _worded_us(found: re.Match[str], order: Order) -> tuple[dt.date | None, Fault] | None:
    month = MONTHS.get(folded(found.group(1)), 0)
    return _checked(year_of(found.group(3)), month, int(found.group(2))) if month else None


def _worded_iso(found: re.Match[str], order: Order) -> tuple[dt.date | None, Fault] | None:
    month = MONTHS.get(folded(found.group(2)), 0)
    return _checked(int(found.group(1)), month, int(found.group(3))) if month else None


_Reader = Callable[[re.Match[str], Order], tuple[dt.date | None, Fault] | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (ISO, _iso),
    (NUMERIC, _numeric),
    (COMPACT, _compact),
    (WORDED, _worded),
    (WORDED_US, _worded_us),
    (WORDED_ISO, _worded_iso),
)
