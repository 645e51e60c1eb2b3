"""From rows of events to an encoded log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.engine import Engine, duck
from pupitre.maths.process.log import STEP, Log

if TYPE_CHECKING:
    from ibis.expr import types as ir

CANONICAL = ("case", "activity", "ts", "start", "resource", "unit", "cost")
"""Columns of rows of events: `case` and `activity` are texts, `ts` and `start` microseconds since 1970 UTC, `resource` and `unit` texts,
`cost` a number. All but the first three may be missing; others are attributes of the case, as texts. Rows stand in file order."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Where DuckDB reads rows of events, so that a file need not be held in memory.

    Args:
        sql: A query that gives the columns of `CANONICAL` that the log has, and those asked for as attributes, in file order.
        columns: Their names.
    """

    sql: str
    columns: tuple[str, ...]


def from_arrow(rows: pa.Table, *, attributes: Sequence[str] = (), engine: Engine | None = None) -> Log:
    """Return the log of rows held in memory (`CANONICAL`); ties of time keep the order of the rows.

    Args:
        rows: The events. attributes: Columns kept for cases: the value of the first event of each.
        engine: A DuckDB engine; one of its own when absent.
    """
    engine = engine or duck()
    assert engine.duck is not None
    name = engine.fresh("rows")
    engine.duck.register(name, rows)
    try:
        return from_scan(Scan(f"SELECT * FROM {name}", tuple(rows.column_names)), attributes=attributes, engine=engine)
    finally:
        engine.duck.unregister(name)


def from_scan(scan: Scan, *, attributes: Sequence[str] = (), engine: Engine | None = None) -> Log:
    """Return the log of rows that DuckDB reads by itself (`Scan`), encoded and in order of case and time.

    Rows without a case, an activity or a time are left out; the reader counts them.
    """
    engine = engine or duck()
    assert engine.duck is not None
    run = engine.duck.execute
    raw, steps, facts = engine.fresh("raw"), engine.fresh("steps"), engine.fresh("facts")
    run(f"CREATE TEMP TABLE {raw} AS {_canonical(scan, attributes)}")
    books = {column: _book(engine, raw, column) for column in ("case", "activity", "resource", "unit")}
    window = "(PARTITION BY cid ORDER BY ts, pos)"
    nexts = ", ".join(f"lead({name}) OVER {window} AS to_{name}" for name in ("aid", "rid", "uid", "ts", "start"))
    run(f"""
        CREATE TEMP TABLE {steps} AS
        SELECT cid, (row_number() OVER {window} - 1)::INTEGER AS k, aid, rid, uid, ts, start, cost, {nexts}
        FROM (
            SELECT c.id AS cid, a.id AS aid, r.id AS rid, u.id AS uid, ts, start, cost, pos
            FROM {raw} JOIN {books["case"]} c ON c.name = "case" JOIN {books["activity"]} a ON a.name = activity
            LEFT JOIN {books["resource"]} r ON r.name = resource LEFT JOIN {books["unit"]} u ON u.name = unit
        ) ORDER BY cid, ts, pos
    """)
    firsts = "".join(f', arg_min("a_{at}", (ts, pos)) AS "{name}"' for at, name in enumerate(attributes))
    run(f"""
        CREATE TEMP TABLE {facts} AS SELECT c.id AS cid, c.name AS "case"{firsts}
        FROM {raw} JOIN {books["case"]} c ON c.name = "case" GROUP BY c.id, c.name
    """)
    names = {column: _names(engine, books[column]) for column in ("activity", "resource", "unit")}
    has_start = bool(run(f"SELECT count(start) > 0 FROM {raw}").fetchall()[0][0])
    for made in (raw, *books.values()):
        run(f"DROP TABLE {made}")
    table: ir.Table = engine.table(steps)
    assert list(table.columns) == list(STEP)
    return Log(engine, table, engine.table(facts), names["activity"], names["resource"], names["unit"], tuple(attributes), has_start)


def _canonical(scan: Scan, attributes: Sequence[str]) -> str:
    """Return the query that gives every column wanted of the rows that can be placed, numbered in their order."""
    kinds = {"start": "BIGINT", "resource": "VARCHAR", "unit": "VARCHAR", "cost": "DOUBLE"}
    given = ", ".join(f"CAST({name if name in scan.columns else 'NULL'} AS {kind}) AS {name}" for name, kind in kinds.items())
    more = "".join(f', CAST("{name}" AS VARCHAR) AS "a_{at}"' for at, name in enumerate(attributes))
    return f"""
        SELECT CAST("case" AS VARCHAR) AS "case", CAST(activity AS VARCHAR) AS activity, CAST(ts AS BIGINT) AS ts, {given}{more},
        row_number() OVER () AS pos FROM ({scan.sql}) WHERE "case" IS NOT NULL AND activity IS NOT NULL AND ts IS NOT NULL
    """


def _book(engine: Engine, raw: str, column: str) -> str:
    """Number the values of a column, in their order."""
    assert engine.duck is not None
    name = engine.fresh(f"book_{column}")
    values = f'SELECT DISTINCT "{column}" AS name FROM {raw} WHERE "{column}" IS NOT NULL'
    engine.duck.execute(f"CREATE TEMP TABLE {name} AS SELECT name, (row_number() OVER (ORDER BY name) - 1)::INTEGER AS id FROM ({values})")
    return name


def _names(engine: Engine, book: str) -> tuple[str, ...]:
    assert engine.duck is not None
    return tuple(row[0] for row in engine.duck.execute(f"SELECT name FROM {book} ORDER BY id").fetchall())
