"""Times of logs, in microseconds since 1970 UTC."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.moments import parse_moments
from pupitre.sources.grid import one_array

PLAIN = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?$"
"""A time that says no zone: it is taken to be of UTC."""
ZONED = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})$"
MICRO = pa.timestamp("us")


def microseconds(text: pa.Array) -> pa.Array:
    """Return times as int64, null where a text is none: what ISO 8601 allows at once, any other form more slowly."""
    text = one_array(text)
    if not len(text):
        return pa.array([], pa.int64())
    zoned, plain = (pc.fill_null(pc.match_substring_regex(text, pattern), False) for pattern in (ZONED, PLAIN))
    nothing = pa.scalar(None, pa.string())
    value = pc.coalesce(
        _cast(pc.if_else(zoned, text, nothing), pa.timestamp("us", tz="UTC")), _cast(pc.if_else(plain, text, nothing), MICRO)
    )
    left = pc.and_(pc.is_valid(text), pc.is_null(value))
    if not pc.any(left).as_py():
        return value
    slow = pc.cast(parse_moments(pc.if_else(left, text, nothing), "dmy").value, pa.int64())
    return pc.coalesce(value, slow)


def _cast(text: pa.Array, kind: pa.TimestampType) -> pa.Array:
    """Read texts all alike; one that no calendar has makes the whole column be read the slower way."""
    try:
        return pc.cast(pc.cast(text, kind), pa.int64())
    except pa.ArrowInvalid:
        return pa.nulls(len(text), pa.int64())
