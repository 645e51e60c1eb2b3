"""Series in long form, `id, t, value`, from a CSV file, each with the fault that keeps it from being used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from pupitre.kernel import N_, InputError, Place, Problem, Text

NEEDED = ("id", "t", "value")
"""The columns, whatever the letters' case; others are left aside."""
NUMBER = r"^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$"
WHOLE = r"^[+-]?\d{1,15}$"
DATE = r"^\d{4}-\d{2}(-\d{2})?([T ].*)?$"


@dataclass(frozen=True, slots=True)
class LongSeries:
    """The series of one file.

    Args:
        series: By name, in the order of the file: the times, rising, whole numbers or days, and the readings, NaN where the cell is empty.
        faults: By name, why a series is not given: its first fault, with the row of the file.
        is_dated: Whether the times are days.
        sorted_again: How many series were not in the order of time in the file.
    """

    series: Mapping[str, tuple[npt.NDArray[np.int64] | npt.NDArray[np.datetime64], npt.NDArray[np.float64]]]
    faults: Mapping[str, Problem]
    is_dated: bool
    sorted_again: int


def read_long(path: Path) -> LongSeries:
    """Return the series of a CSV file; a bad cell sets aside its series and no other.

    Raises:
        InputError: No such file, not a CSV table, a column that is missing, no row, or times that are neither whole numbers nor dates.
    """
    table = _table(path)
    names, row = table["id"], np.arange(table.num_rows, dtype=np.int64) + 2
    codes = names.combine_chunks().dictionary_encode()
    which = np.asarray(codes.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    keys = [str(key) for key in codes.dictionary.to_pylist()]
    is_dated, time, bad_time = _times(table["t"], path)
    value, bad_value = _values(table["value"])
    order = np.lexsort((row, time.astype(np.int64), which))
    which, time, value, row = which[order], time[order], value[order], row[order]
    bad_time, bad_value = bad_time[order], bad_value[order]
    same = np.zeros(len(which), dtype=bool)
    same[1:] = (which[1:] == which[:-1]) & (time[1:] == time[:-1]) & ~bad_time[1:] & ~bad_time[:-1]
    said = {int(r): (t, v) for r, t, v in _cells(table, row[bad_time | bad_value | same])}
    bounds = np.searchsorted(which, np.arange(len(keys) + 1))
    series, faults, moved = {}, {}, 0
    for at, key in enumerate(keys):
        part = slice(int(bounds[at]), int(bounds[at + 1]))
        fault = _fault(key, path, row[part], said, bad_time[part], bad_value[part], same[part])
        if fault is not None:
            faults[key] = fault
            continue
        series[key] = (time[part], value[part])
        moved += bool((np.diff(row[part]) < 0).any())
    return LongSeries(series, faults, is_dated, moved)


def _table(path: Path) -> pa.Table:
    """Return the three columns as text."""
    where = Place(file=path.name)
    try:
        raw = path.read_bytes()
        head = raw.decode("utf-8-sig").splitlines()[:1]
    except FileNotFoundError as error:
        raise InputError(Text(N_("There is no such file.")), where=where, mend=Text(N_("Check its name and its folder."))) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            Text(N_("The file cannot be read as text.")), where=where, mend=Text(N_("Save the table as CSV in UTF-8."))
        ) from error
    if not head or not head[0].strip():
        raise InputError(Text(N_("The file has no reading.")), where=where, mend=Text(N_("Write one row per reading: id, t, value.")))
    separator = max(",;\t", key=lambda mark: (head[0] if head else "").count(mark))
    found = [name.strip().strip('"') for name in (head[0] if head else "").split(separator)]
    lower = [name.lower() for name in found]
    for name in NEEDED:
        if lower.count(name) != 1:
            raise InputError(
                Text(N_('Column "%(column)s" is missing'), column=name),
                where=Place(file=path.name, row=1),
                mend=Text(
                    N_("The first row must name the columns id, t and value, once each; it says: %(found)s."), found=", ".join(found)
                ),
            )
    try:
        table = csv.read_csv(
            pa.BufferReader(raw.removeprefix(b"\xef\xbb\xbf")),
            parse_options=csv.ParseOptions(delimiter=separator),
            convert_options=csv.ConvertOptions(column_types=dict.fromkeys(found, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid as error:
        raise InputError(
            Text(N_("The file is not a table: its rows do not all have the same number of cells.")),
            where=where,
            mend=Text(N_("Write one row per reading: id, t, value.")),
        ) from error
    if table.num_rows == 0:
        raise InputError(Text(N_("The file has no reading.")), where=where, mend=Text(N_("Write one row per reading: id, t, value.")))
    columns = [pc.utf8_trim_whitespace(table.column(lower.index(name)).cast(pa.string())) for name in NEEDED]
    return pa.table(dict(zip(NEEDED, columns, strict=True)))


def _times(cells: pa.ChunkedArray, path: Path) -> tuple[bool, npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Return whether the times are days, the times, and which cannot be read; whole numbers and days do not mix."""
    whole, day = _matches(cells, WHOLE), _matches(cells, DATE)
    if not whole.any() and not day.any():
        raise InputError(
            Text(N_('The times "%(value)s" are neither whole numbers nor dates.'), value=str(cells[0])),
            where=Place(file=path.name, row=2, column="t"),
            mend=Text(N_("Write dates as 2026-03-31 or 2026-03, or number the readings 1, 2, 3…")),
        )
    if whole.sum() >= day.sum():
        numbers = pc.if_else(pa.chunked_array([pa.array(whole)]), cells, "0").cast(pa.int64())
        return False, np.asarray(numbers.to_numpy(), dtype=np.int64), ~whole
    months = pc.if_else(
        pc.equal(pc.utf8_length(cells), 7), pc.binary_join_element_wise(cells, "01", "-"), pc.utf8_slice_codeunits(cells, 0, 10)
    )
    parsed = pc.strptime(months, format="%Y-%m-%d", unit="s", error_is_null=True)
    bad = np.asarray(pc.is_null(parsed).to_numpy(), dtype=bool)
    days = pc.fill_null(parsed, pa.scalar(0, pa.timestamp("s"))).cast(pa.date32())
    again = np.asarray(pc.not_equal(days.cast(pa.string()), months).to_numpy(), dtype=bool)
    return True, np.asarray(days.to_numpy(), dtype="datetime64[D]"), bad | again | ~day


def _values(cells: pa.ChunkedArray) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return the readings, NaN for an empty cell, and which cells are no number; a comma may mark the decimals."""
    is_empty = np.asarray(pc.equal(cells, "").to_numpy(), dtype=bool)
    is_number = _matches(cells, NUMBER)
    kept = pa.chunked_array([pa.array(is_number)])
    numbers = pc.if_else(kept, pc.replace_substring(cells, ",", "."), "nan").cast(pa.float64())
    value = np.asarray(numbers.to_numpy(), dtype=np.float64)
    return value, (~is_number & ~is_empty) | np.isinf(value)


def _matches(cells: pa.ChunkedArray, pattern: str) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(cells, pattern).to_numpy(), dtype=bool)


def _cells(table: pa.Table, rows: npt.NDArray[np.int64]) -> list[tuple[int, str, str]]:
    picked = table.take(pa.array(rows - 2))
    return list(zip(rows.tolist(), picked["t"].to_pylist(), picked["value"].to_pylist(), strict=True))


def _fault(
    key: str,
    path: Path,
    row: npt.NDArray[np.int64],
    said: Mapping[int, tuple[str, str]],
    bad_time: npt.NDArray[np.bool_],
    bad_value: npt.NDArray[np.bool_],
    same: npt.NDArray[np.bool_],
) -> Problem | None:
    """Return the first fault of one series, in the order of the file."""
    faulty = row[bad_time | bad_value | same]
    if len(faulty) == 0 and key:
        return None
    at = int(faulty.min()) if len(faulty) else int(row.min())
    if not key:
        what, mend, column = Text(N_("The name of the series is missing.")), Text(N_("Name the series of each reading.")), "id"
    elif bad_time[row == at][0]:
        what = Text(N_('The time "%(value)s" of series "%(series)s" cannot be read.'), value=said[at][0], series=key)
        mend, column = Text(N_("Write dates as 2026-03-31 or 2026-03, or number the readings 1, 2, 3…")), "t"
    elif bad_value[row == at][0]:
        what = Text(N_('The value "%(value)s" of series "%(series)s" is not a number.'), value=said[at][1], series=key)
        mend, column = Text(N_("Write a plain number, such as 1234.5; leave the cell empty when the reading is missing.")), "value"
    else:
        what = Text(N_('Series "%(series)s" has two readings for %(value)s.'), value=said[at][0], series=key)
        mend, column = Text(N_("Keep one reading for each time.")), "t"
    found = "" if not key else said[at][1 if column == "value" else 0]
    return Problem("series.unusable", "refused", Place(file=path.name, row=at, column=column), found, what, mend)
