"""Columns of Arrow as the plain values that a row holds, and back.

A plain value is what the database column and the change log both keep: money in cents, a date in ISO form, a list as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.tables import ARROW, Field

Plain = str | int | float | bool | None

HUNDRED = pa.scalar(Decimal(100), pa.decimal128(3, 0))
NUL = "\x00"
"""Shown by nothing, and refused by PostgreSQL in any text: it is left out wherever rows are written."""
CENT = pa.scalar(Decimal("0.01"), pa.decimal128(2, 2))


def plain(column: pa.ChunkedArray | pa.Array, kind: str) -> list[Plain]:
    """Return a column of a declared type as plain values; not-a-number and an empty list are nothing.

    Raises:
        pa.ArrowInvalid: The column cannot hold the declared type without loss.
    """
    typed = column if column.type == ARROW[kind] else column.cast(ARROW[kind])
    match kind:
        case "money":
            return list(pc.multiply(typed, HUNDRED).cast(pa.int64()).to_pylist())
        case "date":
            return list(typed.cast(pa.string()).to_pylist())
        case "moment":
            return [None if v is None else v.isoformat() for v in typed.to_pylist()]
        case "list":
            return [json.dumps(v, ensure_ascii=False) if v else None for v in typed.to_pylist()]
        case "number" | "share":
            return list(pc.if_else(pc.is_nan(typed), pa.scalar(None, pa.float64()), typed).to_pylist())
        case "key" | "text" | "choice":
            return list(pc.replace_substring(typed, NUL, "").to_pylist())
    return list(typed.to_pylist())


def arrow(values: Sequence[Plain], kind: str) -> pa.Array:
    """Return plain values as a column of the declared type."""
    match kind:
        case "money":
            cents = pa.array(values, pa.int64()).cast(pa.decimal128(19, 0))
            return pc.multiply(cents, CENT).cast(ARROW["money"])
        case "date":
            return pa.array(values, pa.string()).cast(pa.date32())
        case "moment":
            return pa.array([None if v is None else datetime.fromisoformat(str(v)) for v in values], ARROW["moment"])
        case "list":
            return pa.array([None if v is None else json.loads(str(v)) for v in values], ARROW["list"])
        case "bool":
            return pa.array([None if v is None else bool(v) for v in values], pa.bool_())
    return pa.array(values, ARROW[kind])


def spoken(value: Plain, field: Field) -> str | int | float | bool | Decimal | date | list[str] | None:
    """Return one plain value as Python's own type, for a page."""
    if value is None:
        return None
    match field.type:
        case "money":
            return Decimal(int(value)).scaleb(-2)
        case "date":
            return date.fromisoformat(str(value))
        case "moment":
            return datetime.fromisoformat(str(value))
        case "list":
            return [str(v) for v in json.loads(str(value))]
        case "bool":
            return bool(value)
    return value
