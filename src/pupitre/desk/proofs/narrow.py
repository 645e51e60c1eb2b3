"""Rows of an Arrow table chosen by the words of an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

SIGNS: Final = (">", "<", "!")


def as_text(value: object) -> str:
    """Return a value as an address writes it; nothing is an empty text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
    return str(value)


def texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as an address writes its values."""
    if pa.types.is_list(column.type):
        return pa.chunked_array([pa.array([", ".join(one or ()) for one in column.to_pylist()], pa.string())])
    return pc.fill_null(pc.cast(column, pa.string()), "")


def holding(rows: pa.Table, values: Mapping[str, str]) -> pa.Table:
    """Return the rows whose columns hold these texts.

    Raises:
        KeyError: There is no such column.
    """
    for name, value in values.items():
        rows = rows.filter(pc.equal(texts(rows.column(name)), value))
    return rows


def narrowed(rows: pa.Table, where: Sequence[tuple[str, str]]) -> pa.Table:
    """Return the rows that an address asks for.

    Args:
        rows: The rows.
        where: Columns with what they must hold: a value; several, parted by commas; `>x` or `<x`; `!` for any value; `!x` for another.

    Raises:
        KeyError: There is no such column. ValueError: A bound cannot be read as a value of its column.
    """
    for name, asked in where:
        column = rows.column(name)
        if asked[:1] in SIGNS:
            rows = rows.filter(_against(column, asked[0], asked[1:]))
        else:
            rows = rows.filter(pc.is_in(texts(column), pa.array([part.strip() for part in asked.split(",")], pa.string())))
    return rows


def _against(column: pa.ChunkedArray, sign: str, bound: str) -> pa.ChunkedArray:
    if sign == "!":
        return pc.not_equal(texts(column), bound)
    limit = pa.scalar(bound).cast(column.type)
    kept = pc.greater(column, limit) if sign == ">" else pc.less(column, limit)
    return pc.fill_null(kept, False)
