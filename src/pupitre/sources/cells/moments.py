"""Days with their time as systems and offices write them, a whole column at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.dates import Order, parse_date, parse_dates
from pupitre.sources.cells.zones import on_clock
from pupitre.sources.grid import one_array

Vector = npt.NDArray[Any]  # numbers or booleans, one per cell

ZONE = r"(?P<zone>Z|UTC|GMT|CEST|CET|BST|WEST|WET|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)"
CLOCK = (
    r"(?:[T_ ,]+| ?[-–@] ?)(?:(?:à|a|at|le|@) )?(?P<hour>\d{1,2})"
    r"(?: ?[:hH.] ?(?P<minute>\d{2})?(?:[:mM.'] ?(?P<second>\d{2})?)?(?:[.,:](?P<part>\d{1,9}))?(?: ?(?P<half>[aApP]\.?[mM]\.?))?"
    r"| ?(?P<half_alone>[aApP]\.?[mM]\.?))"
)
SPOKEN = rf"^(?P<day>\S.*?){CLOCK} ?{ZONE}?(?: ?\[[^\]]*\])?$"
COMPACT = rf"^(?P<day>\d{{8}})[T_ \-]?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?(?:[.,]?(?P<part>\d{{1,6}}))?{ZONE}?$"
"""The same written without a mark, as `20250304T081500Z`."""
TIMED = (re.compile(SPOKEN), re.compile(COMPACT))
OF_UNIX = r"^(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9}) (\d{1,2}) (\d{1,2}:\d{2}:\d{2})((?: [A-Z]{3,4})?) (\d{4})((?: [+-]\d{4})?)$"
"""The same as Unix writes it, the year last: `Wed Mar 1 20:28:53 2023`."""
IN_ORDER = r"\2 \1 \5 \3\4\6"
SERIAL = r"^\d{5}(?:[.,]\d+)?$"
SINCE_1970 = r"^\d{10}(?:[.,]\d{1,6})?$|^\d{13}$|^\d{16}$|^\d{19}$"
WRAPPED = r"^/Date\((\d{13})(?:[+-]\d{4})?\)/$"
"""Milliseconds as older services write them in JSON."""
EPOCH = re.compile(SINCE_1970)
SHIFTS = {"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 60, "WEST": 60, "BST": 60, "CEST": 120}
"""Minutes by which each zone is ahead of UTC."""
DAY, HOUR, MINUTE, SECOND = 86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000
FIRST, LAST = 20_000, 73_415
"""Day numbers of 1954 to 2100: outside, five digits are no moment."""
EARLIEST, LATEST = 631_152_000, 4_102_444_800
"""Seconds from 1970 to 1990 and 2100, between which ten digits are read as such."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Texts read as moments.

    Args:
        value: timestamp[us, UTC]; null where the text is none. A moment without a zone stands as it is written.
        fault: Why a text is none, as `parse_date` says it; empty elsewhere.
    """

    value: pa.Array
    fault: pa.Array


def is_timed(text: str) -> bool:
    """Whether a text is a day followed by a time, the day being one of the calendar.

    >>> is_timed("29/2/2016 01:16"), is_timed("29/02/2016"), is_timed("Relance 12h")
    (True, False, False)
    """
    flat = re.sub(WRAPPED, r"\1", re.sub(OF_UNIX, IN_ORDER, " ".join(text.split())))
    if EPOCH.match(flat):
        return EARLIEST <= int(flat[:10]) < LATEST
    found = next((match for pattern in TIMED if (match := pattern.match(flat))), None)
    if found is None or not any(int(found.group(name) or 0) for name in ("hour", "minute", "second")):
        return False  # midnight is how systems write a day alone
    return any(parse_date(found.group("day").strip(" ,"), order, False)[0] is not None for order in ("dmy", "mdy"))


def parse_moments(text: pa.Array, order: Order, *, uses_1904: bool = False, zone: str = "") -> Moments:
    """Read texts as moments; each different day is read once, the times all together.

    Args:
        text: Trimmed texts; null stays null.
        order: Of the day and the month where both are numbers.
        uses_1904: Whether day numbers count from 1904.
        zone: The place on whose clock moments that say their zone are told; they are told in UTC when it is empty.
    """
    flat = pc.utf8_trim(pc.replace_substring_regex(one_array(text), "[\\s\u00a0\u202f\u2009]+", " "), characters=" ")
    flat = pc.replace_substring_regex(pc.replace_substring_regex(flat, OF_UNIX, IN_ORDER), WRAPPED, r"\1")
    value, known, is_zoned = np.zeros(len(flat), dtype=np.int64), np.zeros(len(flat), dtype=bool), np.zeros(len(flat), dtype=bool)
    fault = pa.nulls(len(flat), pa.string())
    for pattern in (COMPACT, SPOKEN):
        parts = pc.extract_regex(flat, pattern)
        there = parts.is_valid().to_numpy(zero_copy_only=False) & ~known
        if there.any():
            at = np.flatnonzero(there)
            found, is_read, why = _timed(parts.take(pa.array(at)), order, uses_1904)
            value[at[is_read]], known[at[is_read]] = found[is_read], True
            is_zoned[at] = pc.not_equal(pc.fill_null(parts.field("zone").take(pa.array(at)), ""), "").to_numpy(zero_copy_only=False)
            fault = _set(fault, at[~is_read], why.filter(pa.array(~is_read)))
    for reader in (_since_1970, _serial):
        found, is_read = reader(flat, uses_1904)
        fresh = is_read & ~known
        value[fresh], known[fresh] = found[fresh], True
        is_zoned[fresh] = reader is _since_1970
    at = np.flatnonzero(flat.is_valid().to_numpy(zero_copy_only=False) & ~known & fault.is_null().to_numpy(zero_copy_only=False))
    if len(at):
        found, is_read, why = _days(flat.take(pa.array(at)), order, uses_1904)
        value[at[is_read]], known[at[is_read]] = found[is_read], True
        fault = _set(fault, at[~is_read], why.filter(pa.array(~is_read)))
    if zone:
        told = known & is_zoned
        value[told] = on_clock(value[told], zone)
    read = pa.array(value, mask=~known).cast(pa.timestamp("us", tz="UTC"))
    return Moments(read, pc.if_else(pa.array(known), "", pc.fill_null(fault, "")))


def _set(fault: pa.Array, at: Vector, why: pa.Array) -> pa.Array:
    mask = np.zeros(len(fault), dtype=bool)
    mask[at] = True
    return pc.replace_with_mask(fault, pa.array(mask), why)


def _days(text: pa.Array, order: Order, uses_1904: bool) -> tuple[Vector, Vector, pa.Array]:
    """Return days in microseconds since 1970, where they were read, and why the others were not."""
    coded = text.dictionary_encode()
    read = parse_dates(coded.dictionary, order, uses_1904=uses_1904)
    faults = pa.array([read.faults.get(one, "garbled") for one in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)
    day = read.value.take(coded.indices)
    is_read = day.is_valid().to_numpy(zero_copy_only=False)
    return pc.fill_null(pc.cast(day, pa.int32()), 0).to_numpy().astype(np.int64) * DAY, is_read, faults


def _timed(parts: pa.StructArray, order: Order, uses_1904: bool) -> tuple[Vector, Vector, pa.Array]:
    """Return the moments of texts cut into a day, a time and a zone; a time that no clock shows is impossible."""
    day, is_read, why = _days(pc.utf8_trim(parts.field("day"), characters=" ,"), order, uses_1904)
    hour, minute, second = (_whole(parts.field(name)) for name in ("hour", "minute", "second"))
    part = _whole(pc.utf8_slice_codeunits(pc.utf8_rpad(parts.field("part"), 9, "0"), 0, 6))
    half = pc.utf8_lower(pc.utf8_slice_codeunits(_either(parts), 0, 1))
    is_half = pc.not_equal(half, "").to_numpy(zero_copy_only=False)
    is_wrong = (hour > np.where(is_half, 12, 24)) | (minute > 59) | (second > 60) | ((hour == 24) & ((minute > 0) | (second > 0)))
    hour = np.where(is_half, hour % 12 + np.where(pc.equal(half, "p").to_numpy(zero_copy_only=False), 12, 0), hour)
    value = day + hour * HOUR + minute * MINUTE + second * SECOND + part - _shift(parts.field("zone")) * MINUTE
    return value, is_read & ~is_wrong, pc.if_else(pa.array(is_wrong & is_read), "impossible", why)


def _either(parts: pa.StructArray) -> pa.Array:
    """Return the half of the day that a time of twelve hours names, empty for the others."""
    names = {field.name for field in parts.type}
    halves = [parts.field(name) for name in ("half", "half_alone") if name in names]
    if not halves:
        return pa.array([""] * len(parts), pa.string())
    return pc.binary_join_element_wise(*(pc.fill_null(half, "") for half in halves), "") if len(halves) > 1 else halves[0]


def _whole(digits: pa.Array) -> Vector:
    empty = pc.equal(pc.fill_null(digits, ""), "")
    return np.asarray(pc.cast(pc.if_else(empty, "0", digits), pa.int64()).to_numpy(zero_copy_only=False))


def _shift(zone: pa.Array) -> Vector:
    """Return the minutes by which zones are ahead of UTC; each different one is read once."""
    coded = pc.fill_null(zone, "").dictionary_encode()
    minutes = np.array([_minutes(one) for one in coded.dictionary.to_pylist()] or [0], dtype=np.int64)
    return np.asarray(minutes[coded.indices.to_numpy()])


def _minutes(zone: str) -> int:
    if zone in SHIFTS:
        return SHIFTS[zone]
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", zone)
    if found is None:
        return 0
    return (1 if found.group(1) == "+" else -1) * (int(found.group(2)) * 60 + int(found.group(3) or 0))


def _since_1970(text: pa.Array, uses_1904: bool) -> tuple[Vector, Vector]:
    """Read seconds, milliseconds, microseconds or nanoseconds since 1970, between 1990 and 2100."""
    is_such = pc.fill_null(pc.match_substring_regex(text, SINCE_1970), False)
    digits = pc.replace_substring_regex(pc.if_else(is_such, text, "0"), "[.,]", "")
    micro = _whole(pc.utf8_slice_codeunits(pc.utf8_rpad(digits, 16, "0"), 0, 16))
    return micro, is_such.to_numpy(zero_copy_only=False) & (micro >= EARLIEST * SECOND) & (micro < LATEST * SECOND)


def _serial(text: pa.Array, uses_1904: bool) -> tuple[Vector, Vector]:
    """Read day numbers of a spreadsheet, whose fraction is the time, to the millisecond."""
    is_such = pc.fill_null(pc.match_substring_regex(text, SERIAL), False)
    number = pc.cast(pc.replace_substring(pc.if_else(is_such, text, "0"), ",", "."), pa.float64()).to_numpy(zero_copy_only=False)
    number = number + (1_462 if uses_1904 else 0)
    milli = np.rint((number - 25_569) * 86_400_000).astype(np.int64)
    whole = np.rint(milli / 1_000).astype(np.int64) * 1_000
    # Nine digits after the mark hold a tenth of a millisecond; fewer of them blur the second itself.
    milli = np.where(np.abs(milli - whole) <= 5, whole, milli)
    return milli * 1_000, is_such.to_numpy(zero_copy_only=False) & (number >= FIRST) & (number <= LAST)
