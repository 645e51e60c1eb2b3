"""What a bulk table holds once its segments are read together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from pupitre.store.engine import connection, literal, quoted
from pupitre.tables import Table

SOURCE_ROW = "source_row"
SOURCE_SHEET = "source_sheet"


def rows_known(root: Path, table: Table, files: Sequence[str], *, only: Mapping[str, Collection[str]] | None = None) -> pa.Table:
    """Return the rows of a bulk table, in key order.

    The later of two rows with one key wins, field by field: a field that it leaves empty keeps the value known before.

    Args:
        root: Folder of the bulk tables.
        table: The table's declaration.
        files: Its segments, oldest first, relative to the root.
        only: By column of the key, the values wanted; every row when absent.
    """
    if not files:
        return table.empty()
    fields = [f.name for f in table.schema]
    wanted = [f"{quoted(name)} IN ({', '.join(map(literal, values)) or 'NULL'})" for name, values in (only or {}).items()]
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    sql = f"SELECT {', '.join(map(quoted, fields))} FROM ({_merged(root, table, files, fields)}) {where} ORDER BY {_keys(table)}"
    return connection().sql(sql).to_arrow_table().cast(table.schema)


def count_known(root: Path, table: Table, files: Sequence[str], *, by: str) -> dict[str, int]:
    """Return how many rows of a bulk table hold each value of a column of its key, without reading the others.

    Args:
        root: Folder of the bulk tables.
        table: The table's declaration.
        files: Its segments, relative to the root.
        by: The column.
    """
    if not files:
        return {}
    keys = f"SELECT DISTINCT {_keys(table)} FROM ({_segments(root, files)})"
    return dict(connection().execute(f"SELECT {quoted(by)}, count(*) FROM ({keys}) GROUP BY {quoted(by)}").fetchall())


def first_known(
    root: Path, table: Table, files: Sequence[str], *, only: Mapping[str, str], day: str, on: date, limit: int
) -> tuple[int, date | None, pa.Table]:
    """Return how many rows of a bulk table hold some values, the last day up to today that they speak of, and the latest of them.

    Args:
        root: Folder of the bulk tables.
        table: The table's declaration.
        files: Its segments, oldest first, relative to the root.
        only: By column, the text that it holds; an empty one for a field left empty.
        day: The column of days by which they are laid out; those of days to come stand last.
        on: Today.
        limit: How many rows to return.
    """
    if not files:
        return 0, None, table.empty()
    fields = [f.name for f in table.schema]
    wanted = [f"coalesce(CAST({quoted(name)} AS VARCHAR), '') = {literal(value)}" for name, value in only.items()]
    kept = f"FROM ({_merged(root, table, files, fields)}) {'WHERE ' if wanted else ''}{' AND '.join(wanted)}"
    past = f"{quoted(day)} <= DATE {literal(on.isoformat())}"
    is_said = f"coalesce({quoted('basis')}, 'actual') <> 'projected'" if "basis" in fields else "true"
    engine = connection()
    count, last = engine.execute(f"SELECT count(*), max({quoted(day)}) FILTER (WHERE {past} AND {is_said}) {kept}").fetchall()[0]
    order = f"coalesce({past}, false) DESC, {quoted(day)} DESC, {_keys(table)}"
    rows = engine.sql(f"SELECT {', '.join(map(quoted, fields))} {kept} ORDER BY {order} LIMIT {limit}").to_arrow_table()
    return count, last, rows.cast(table.schema)


def lineage(root: Path, table: Table, files: Sequence[str], key: Sequence[str]) -> tuple[tuple[int, str | None, int | None], ...]:
    """Return where the rows with a key came from: the segment's place in `files`, the sheet, the row of the sheet."""
    return lineages(root, table, files, [key]).get(tuple(key), ())


def lineages(
    root: Path, table: Table, files: Sequence[str], keys: Collection[Sequence[str]]
) -> dict[tuple[str, ...], tuple[tuple[int, str | None, int | None], ...]]:
    """Return where the rows with each of several keys came from (see `lineage`), in one reading."""
    if not files or not keys:
        return {}
    parts = [f"CAST({quoted(name)} AS VARCHAR)" for name in table.key]
    wanted = ", ".join(["(" + ", ".join(["?"] * len(parts)) + ")"] * len(keys))
    sql = (
        f'SELECT "@at", {SOURCE_SHEET}, {SOURCE_ROW}, {", ".join(parts)} FROM ({_segments(root, files)}) '
        f'WHERE ({", ".join(parts)}) IN ({wanted}) ORDER BY "@at", {SOURCE_ROW}'
    )
    found: dict[tuple[str, ...], tuple[tuple[int, str | None, int | None], ...]] = {}
    for at, sheet, number, *own in connection().execute(sql, [part for key in keys for part in key]).fetchall():
        found[tuple(own)] = (*found.get(tuple(own), ()), (at, sheet, number))
    return found


def overlaid(
    root: Path, table: Table, file: str, later: Sequence[str], *, limit: int
) -> tuple[int, tuple[tuple[int, tuple[str, ...]], ...]]:
    """Return how many rows of a segment later ones write again, and the first of them.

    Args:
        root: Folder of the bulk tables.
        table: The table's declaration.
        file: The segment.
        later: The segments poured in after it, oldest first.
        limit: How many rows to name.

    Returns:
        The count, then for each row named the place in `later` of the last segment that writes it, and its key as texts.
    """
    if not later:
        return 0, ()
    keys = ", ".join(f"CAST({quoted(part)} AS VARCHAR) AS {quoted(part)}" for part in table.key)
    again = f'SELECT max("@at") AS "@at", {_keys(table)} FROM ({_segments(root, later)}) GROUP BY {_keys(table)}'
    mine = _segments(root, [file])
    both = f"FROM ({again}) a SEMI JOIN ({mine}) USING ({_keys(table)})"
    engine = connection()
    count = engine.execute(f"SELECT count(*) {both}").fetchall()[0][0]
    named = f'SELECT a."@at", {keys} {both} ORDER BY {_keys(table)} LIMIT {limit}'
    return count, tuple((row[0], tuple(row[1:])) for row in engine.execute(named).fetchall())


@dataclass(frozen=True, slots=True)
class Difference:
    """What new rows bring to a bulk table.

    Args:
        rows: The rows that say something new, one per key, with their lineage columns.
        created: Rows with a key not known before.
        updated: Rows that change a known one.
        unchanged: Rows that say what is known already.
    """

    rows: pa.Table
    created: int
    updated: int
    unchanged: int


def differences(root: Path, table: Table, files: Sequence[str], rows: pa.Table) -> Difference:
    """Compare new rows with the segments known.

    Args:
        root: Folder of the bulk tables.
        table: The table's declaration.
        files: Its segments, oldest first.
        rows: New rows with the declared schema and the columns `source_row` and `source_sheet`; of two with one key the later wins.
    """
    engine = connection()
    engine.register("incoming", rows.append_column("@order", pa.array(np.arange(rows.num_rows))))
    fields = [f.name for f in table.schema]
    others = [name for name in fields if name not in table.key] + [SOURCE_SHEET, SOURCE_ROW]
    latest = ", ".join([*map(quoted, table.key), *(f'arg_max({quoted(n)}, "@order") AS {quoted(n)}' for n in others)])
    engine.execute(f"CREATE OR REPLACE TEMP TABLE fresh AS SELECT {latest} FROM incoming GROUP BY {_keys(table)}")
    engine.unregister("incoming")
    if files:
        known = f"SELECT * FROM ({_merged(root, table, files, fields)})"
        same = " AND ".join(f"f.{quoted(n)} IS NOT DISTINCT FROM k.{quoted(n)}" for n in table.key)
        said = " OR ".join(
            f"(f.{quoted(n)} IS NOT NULL AND f.{quoted(n)} IS DISTINCT FROM k.{quoted(n)})" for n in fields if n not in table.key
        )
        verdict = f"CASE WHEN k.{quoted(table.key[0])} IS NULL THEN 'created' WHEN {said} THEN 'updated' ELSE 'unchanged' END"
        sql = f'SELECT f.*, {verdict} AS "@verdict" FROM fresh f LEFT JOIN ({known}) k ON {same}'
    else:
        sql = "SELECT *, 'created' AS \"@verdict\" FROM fresh"
    engine.execute(f"CREATE OR REPLACE TEMP TABLE judged AS {sql}")
    counts = dict(engine.execute('SELECT "@verdict", count(*) FROM judged GROUP BY 1').fetchall())
    names = ", ".join(map(quoted, [*fields, SOURCE_SHEET, SOURCE_ROW]))
    new = engine.sql(f"SELECT {names} FROM judged WHERE \"@verdict\" <> 'unchanged' ORDER BY {_keys(table)}").to_arrow_table()
    engine.execute("DROP TABLE fresh")
    engine.execute("DROP TABLE judged")
    return Difference(new, counts.get("created", 0), counts.get("updated", 0), counts.get("unchanged", 0))


def _keys(table: Table) -> str:
    return ", ".join(map(quoted, table.key))


def _segments(root: Path, files: Sequence[str]) -> str:
    """Every row of every segment, with the segment's place."""
    return " UNION ALL ".join(
        f'SELECT *, {at} AS "@at" FROM read_parquet({literal(str(root / file))}, hive_partitioning=false)' for at, file in enumerate(files)
    )


def _merged(root: Path, table: Table, files: Sequence[str], fields: Sequence[str]) -> str:
    if len(files) == 1:
        return _segments(root, files)  # a segment holds one row per key
    rest = [f'arg_max({quoted(n)}, "@at") AS {quoted(n)}' for n in fields if n not in table.key]
    return f"SELECT {', '.join([_keys(table), *rest])} FROM ({_segments(root, files)}) GROUP BY {_keys(table)}"
