"""How the times of a column are written, and the query that reads them."""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, Text
from pupitre.sources.cells.dates import Order, order_votes
from pupitre.sources.cells.missing import is_missing
from pupitre.sources.cells.moments import parse_moments

DAY = re.compile(r"^(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(.*)$")
TIMES = (
    (r"^ \d{1,2}:\d{2}:\d{2}[.]\d+$", " %H:%M:%S.%f"),
    (r"^T\d{1,2}:\d{2}:\d{2}[.]\d+$", "T%H:%M:%S.%f"),
    (r"^ \d{1,2}:\d{2}:\d{2}$", " %H:%M:%S"),
    (r"^T\d{1,2}:\d{2}:\d{2}$", "T%H:%M:%S"),
    (r"^ \d{1,2}:\d{2}$", " %H:%M"),
    (r"^ \d{1,2}:\d{2}:\d{2} [AaPp][Mm]$", " %I:%M:%S %p"),
    (r"^ \d{1,2}:\d{2} [AaPp][Mm]$", " %I:%M %p"),
    (r"^ \d{1,2}[hH]\d{2}$", " %Hh%M"),
    (r"^$", ""),
)
"""How the time is written after a day in numbers, and what DuckDB calls it."""
LOOKED_AT = 20_000
NEVER = "CAST(NULL AS BIGINT)"


def clock_of(some: pa.Array, column: str, source: str, connection: duckdb.DuckDBPyConnection) -> tuple[str, Order, Text | None]:
    """Return the query that reads a column of times, in microseconds, the order of day and month, and what is said when it is assumed.

    What the query does not read is null: the caller reads it text by text. A query that does not agree with the reader of texts on every
    text of the sample is not used.

    Args:
        some: Texts of a sample. column: The column, as SQL names it. source: Where it stands. connection: What reads it.
    """
    texts = some.filter(pc.invert(is_missing(some, among_words=False)))
    unique = pc.unique(texts)[:LOOKED_AT]
    order, is_proven = _order(unique, column, source, connection)
    sql = _iso(column) if _share(unique, r"^\d{4}-\d{1,2}-\d{1,2}") > 0.5 else _numbered(unique, column, order)
    if sql != NEVER and not _agrees(sql, column, unique, order, connection):
        sql = NEVER
    if is_proven:
        return sql, order, None
    if order == "dmy":
        return sql, order, Text(N_("No date proves which of day and month comes first; the day is taken to be."))
    return sql, order, Text(N_("No date proves which of day and month comes first; the month is taken to be."))


def _order(unique: pa.Array, column: str, source: str, connection: duckdb.DuckDBPyConnection) -> tuple[Order, bool]:
    """Return the order of day and month, by the sample, else by the whole column, else by the order in which lines follow each other."""
    day_first, month_first, either = order_votes(unique.to_pylist())
    if not (day_first or month_first or either):
        return "dmy", True
    if not (day_first or month_first):
        pattern = r"'^\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d'"
        one, other = (f"TRY_CAST(regexp_extract({column}, {pattern}, {at}) AS INTEGER)" for at in (1, 2))
        query = f"SELECT count(*) FILTER ({one} > 12), count(*) FILTER ({other} > 12) FROM {source}"
        first, second = connection.execute(query).fetchall()[0]
        day_first, month_first = int(first), int(second)
    if day_first or month_first:
        return ("dmy" if day_first >= month_first else "mdy"), min(day_first, month_first) * 5 <= max(day_first, month_first)
    spans = {order: _span(unique, order) for order in ("dmy", "mdy")}
    return ("mdy" if spans["mdy"] < spans["dmy"] else "dmy"), False


def _span(unique: pa.Array, order: Order) -> int:
    """Return how long a sample lasts when read in an order: the wrong one scatters days over the months of a year."""
    read = pc.cast(parse_moments(unique, order).value, pa.int64())
    ends = pc.min_max(read).as_py()
    return int((ends["max"] or 0) - (ends["min"] or 0))


def _iso(column: str) -> str:
    """Read times in ISO 8601; one that names a zone is read by it, another is taken to be of UTC."""
    zoned = f"(contains({column}, '+') OR right({column}, 1) IN ('Z', 'z') OR contains(substr({column}, 12), '-'))"
    return f"CASE WHEN {zoned} THEN epoch_us(TRY_CAST({column} AS TIMESTAMPTZ)) ELSE epoch_us(TRY_CAST({column} AS TIMESTAMP)) END"


def _numbered(unique: pa.Array, column: str, order: Order) -> str:
    """Read days in numbers with their time, in the forms that the sample has."""
    found: dict[str, int] = {}
    for text in unique.to_pylist():
        if not (cut := DAY.match(text)):
            continue
        year, mark = "%Y" if len(cut.group(4)) == 4 else "%y", cut.group(2)
        day = mark.join(("%d", "%m", year) if order == "dmy" else ("%m", "%d", year))
        time = next((form for pattern, form in TIMES if re.match(pattern, cut.group(5))), None)
        if time is not None:
            found[day + time] = found.get(day + time, 0) + 1
    if not found:
        return NEVER
    forms = ", ".join(f"'{form}'" for form in sorted(found, key=lambda form: -found[form]))
    return f"epoch_us(try_strptime(trim({column}), [{forms}]))"


def _share(texts: pa.Array, pattern: str) -> float:
    return (pc.sum(pc.match_substring_regex(texts, pattern)).as_py() or 0) / max(1, len(texts))


def _agrees(sql: str, column: str, unique: pa.Array, order: Order, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the query reads every text of the sample as the reader of texts does, or leaves it."""
    connection.register("some_times", pa.table({column.strip('"').replace('""', '"'): unique}))
    fast = connection.sql(f"SELECT CAST({sql} AS BIGINT) AS ts FROM some_times").to_arrow_table().column("ts")
    connection.unregister("some_times")
    slow = pc.cast(parse_moments(unique, order).value, pa.int64())
    differs = pc.not_equal(fast.combine_chunks(), pc.fill_null(slow, -1))
    return not pc.any(pc.fill_null(differs, False)).as_py()
