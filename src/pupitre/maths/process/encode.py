"""From rows of events to an encoded log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pupitre.maths.process.engine import Engine, duck
from pupitre.maths.process.log import CASE, STEP, Log, Stored

CANONICAL = ("case", "activity", "ts", "start", "resource", "unit", "cost")
"""Columns of rows of events: `case` and `activity` are texts, `ts` and `start` microseconds since 1970 UTC, `resource` and `unit` texts,
`cost` a number. All but the first three may be missing; others are attributes of the case, as texts. Rows stand in file order."""
NUMBERED = {"aid": "activity", "rid": "resource", "uid": "unit"}
MEASURED = {"start": "BIGINT", "cost": "DOUBLE"}
SMALL = 2**15
"""Names from which a column of their numbers takes four bytes instead of two."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Where DuckDB reads rows of events, so that a file need not be held in memory.

    Args:
        sql: A query that gives the columns of `CANONICAL` that the log has, and those asked for as attributes, in file order.
        columns: Their names.
        is_columnar: Whether one column is read without the others, as in Parquet: rows are then read twice instead of held.
    """

    sql: str
    columns: tuple[str, ...]
    is_columnar: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """The columns that the rows of a log really fill, beyond case, activity and time: `rid`, `uid`, `start`, `cost`."""

    filled: frozenset[str]
    kinds: Mapping[str, str]  # of numbers of names: SMALLINT or INTEGER

    @property
    def columns(self) -> dict[str, str]:
        """Columns of the steps held, and their types, without what comes next."""
        named = {one: self.kinds[one] for one in NUMBERED if one in self.filled}
        return {"cid": "INTEGER"} | named | {"ts": "BIGINT"} | {one: kind for one, kind in MEASURED.items() if one in self.filled}

    @property
    def nexts(self) -> tuple[str, ...]:
        """Those of them that a step also tells of the next one."""
        return tuple(one for one in self.columns if f"to_{one}" in STEP)


def from_arrow(rows: pa.Table, *, attributes: Sequence[str] = (), engine: Engine | None = None) -> Log:
    """Return the log of rows held in memory (`CANONICAL`); ties of time keep the order of the rows.

    Args:
        rows: The events. attributes: Columns kept for cases: the first value known of each, in order of time.
        engine: A DuckDB engine; one of its own when absent.
    """
    engine = engine or duck()
    assert engine.duck is not None
    name = engine.fresh("rows")
    with engine.lock:
        engine.duck.register(name, rows)
        try:
            scan = Scan(f"SELECT * FROM {name}", tuple(rows.column_names), is_columnar=True)
            return from_scan(scan, attributes=attributes, engine=engine)
        finally:
            engine.duck.unregister(name)


def from_scan(scan: Scan, *, attributes: Sequence[str] = (), engine: Engine | None = None) -> Log:
    """Return the log of rows that DuckDB reads by itself (`Scan`), encoded and in order of case and time.

    Rows without a case, an activity or a time are left out; the reader counts them. Texts are replaced by numbers while they are read, so
    that memory holds about 40 bytes an event.
    """
    engine = engine or duck()
    assert engine.duck is not None
    run = engine.duck.execute
    with engine.lock:
        raw = engine.fresh("raw")
        source = f"({canonical(scan, attributes)})"
        if not scan.is_columnar:
            run(f"CREATE TABLE {raw} AS FROM {source}")
            source = raw
        books = {column: book(engine, source, column) for column in ("case", *NUMBERED.values())}
        names = {column: _names(engine, books[column]) for column in NUMBERED.values()}
        held = _held(engine, source, names)
        events, more = engine.fresh("events"), "pos" if attributes else ""
        run(f"CREATE TABLE {events} AS {numbered(source, books, held)}")
        steps, cases, firsts = _ordered(engine, events, held, more)
        facts, late = _facts(engine, source, books["case"], firsts, attributes)
        for made in (*(books[column] for column in NUMBERED.values()), *((firsts,) if more else ()), *(() if scan.is_columnar else (raw,))):
            run(f"DROP TABLE {made}")
        stored = Stored(steps, cases, facts, late, engine.fresh("log"))
        show(engine, stored, held)
    return logged(engine, stored, names, tuple(attributes), held)


def logged(engine: Engine, stored: Stored, names: Mapping[str, tuple[str, ...]], attributes: tuple[str, ...], held: Held) -> Log:
    """Return the log that tables hold."""
    steps, cases = engine.table(stored.view), engine.table(stored.cases)
    assert list(steps.columns) == list(STEP)
    assert list(cases.columns) == list(CASE)
    lists = (names["activity"], names["resource"], names["unit"])
    return Log(engine, steps, engine.table(stored.facts), *lists, attributes, "start" in held.filled, cases, stored)


def canonical(scan: Scan, attributes: Sequence[str], after: int = 0) -> str:
    """Return the query that gives every column wanted of the rows that can be placed, numbered in their order from a number."""
    kinds = {"start": "BIGINT", "resource": "VARCHAR", "unit": "VARCHAR", "cost": "DOUBLE"}
    given = ", ".join(f"CAST({name if name in scan.columns else 'NULL'} AS {kind}) AS {name}" for name, kind in kinds.items())
    more = "".join(f', CAST({quoted(name)} AS VARCHAR) AS "a_{at}"' for at, name in enumerate(attributes))
    return f"""
        SELECT CAST("case" AS VARCHAR) AS "case", CAST(activity AS VARCHAR) AS activity, CAST(ts AS BIGINT) AS ts, {given}{more},
        row_number() OVER () + {after} AS pos FROM ({scan.sql}) WHERE "case" IS NOT NULL AND activity IS NOT NULL AND ts IS NOT NULL
    """


def quoted(name: str) -> str:
    """Return a name as DuckDB reads it whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def book(engine: Engine, source: str, column: str) -> str:
    """Number the values of a column, in their order."""
    assert engine.duck is not None
    name = engine.fresh(f"book_{column}")
    values = f'SELECT DISTINCT "{column}" AS name FROM {source} WHERE "{column}" IS NOT NULL'
    engine.duck.execute(f"CREATE TABLE {name} AS SELECT (row_number() OVER (ORDER BY name) - 1)::INTEGER AS cid, name FROM ({values})")
    return name


def _names(engine: Engine, made: str) -> tuple[str, ...]:
    assert engine.duck is not None
    return tuple(engine.asked(f"SELECT name FROM {made} ORDER BY cid").column("name").to_pylist())


def _held(engine: Engine, source: str, names: Mapping[str, tuple[str, ...]]) -> Held:
    """Return which columns the rows fill."""
    assert engine.duck is not None
    told = engine.duck.execute(f"SELECT count(start) > 0, count(cost) > 0 FROM {source}").fetchall()[0]
    filled = {one for one, is_filled in zip(MEASURED, told, strict=True) if is_filled}
    filled |= {one for one, column in NUMBERED.items() if names[column] or one == "aid"}
    return Held(frozenset(filled), {one: kind_of(len(names[column])) for one, column in NUMBERED.items()})


def kind_of(count: int) -> str:
    """Return the type that holds so many numbers."""
    return "SMALLINT" if count < SMALL else "INTEGER"


def numbered(source: str, books: Mapping[str, str], held: Held) -> str:
    """Return the query of the events with numbers for names, each with its place in the file."""
    joins = [f'{source} AS r JOIN {books["case"]} AS c ON c.name = r."case"']
    columns = ["c.cid"]
    for one, column in NUMBERED.items():
        if one in held.filled:
            joins.append(f"{'LEFT ' if one != 'aid' else ''}JOIN {books[column]} AS {column}s ON {column}s.name = r.{column}")
            columns.append(f"{column}s.cid::{held.kinds[one]} AS {one}")
    columns += ["r.ts", *(f"r.{one}" for one in MEASURED if one in held.filled), "r.pos"]
    return f"SELECT {', '.join(columns)} FROM {' '.join(joins)}"


def _ordered(engine: Engine, events: str, held: Held, more: str) -> tuple[str, str, str]:
    """Make the table of steps and that of cases; with `more`, also one of the place in the file of the first event of each case.

    Events are sorted once and then read in their order, each beside the one after it: a third of the processor time of a window function
    over cases, for 5 million events.
    """
    assert engine.duck is not None
    run = engine.duck.execute
    ordered, spans, steps, cases = (engine.fresh(name) for name in ("ordered", "spans", "steps", "cases"))
    columns = ", ".join((*held.columns, *([more] if more else [])))
    run(f"CREATE TABLE {ordered} AS SELECT {columns} FROM {events} ORDER BY cid, ts, pos")
    run(f"DROP TABLE {events}")
    run(f"""
        CREATE TABLE {spans} AS SELECT cid, count(*) AS events, min(ts) AS first, max(ts) AS last, min(rowid) AS opening
        FROM {ordered} GROUP BY cid
    """)
    ahead = ", ".join(f"lead({one}) OVER () AS to_{one}" for one in held.nexts)
    nexts = ", ".join(f"CASE WHEN to_cid = cid THEN to_{one} END AS to_{one}" for one in held.nexts)
    run(f"""
        CREATE TABLE {steps} AS
        SELECT cid, (place - opening)::INTEGER AS k, {", ".join(one for one in held.columns if one != "cid")}, {nexts} FROM (
            SELECT {", ".join(held.columns)}, lead(cid) OVER () AS to_cid, {ahead}, row_number() OVER () - 1 AS place FROM {ordered}
        ) JOIN {spans} USING (cid)
    """)
    firsts = ""
    if more:
        firsts = engine.fresh("firsts")
        run(f"CREATE TABLE {firsts} AS SELECT o.cid, o.pos FROM {ordered} AS o JOIN {spans} AS s ON o.rowid = s.opening")
    run(f"DROP TABLE {ordered}")
    run(f"""
        CREATE TABLE {cases} AS SELECT cid, events, first, last, variant
        FROM {spans} JOIN (SELECT cid, {PATH} AS variant FROM {steps} GROUP BY cid) USING (cid)
    """)
    run(f"DROP TABLE {spans}")
    return steps, cases, firsts


PATH = "bit_xor(hash(k::BIGINT * 4294967296 + aid))"
"""The number of a path: 64 bits, so that two of a million paths share one in 1 log of 40 million. Place and activity make one number
first, since DuckDB's hash of two is a sum of theirs, which would not tell one order from another."""


def _facts(engine: Engine, source: str, book: str, firsts: str, attributes: Sequence[str]) -> tuple[str, str]:
    """Make the table of cases with their names and attributes, and that of the attributes that come from a later event than the first."""
    assert engine.duck is not None
    run = engine.duck.execute
    facts, late = engine.fresh("facts"), engine.fresh("late")
    run(f"CREATE TABLE {late} (cid INTEGER, attribute INTEGER, ts BIGINT)")
    if not attributes:
        run(f"ALTER TABLE {book} RENAME TO {facts}")
        run(f'ALTER TABLE {facts} RENAME COLUMN name TO "case"')
        return facts, late
    columns = ", ".join(f'"a_{at}" AS {quoted(name)}' for at, name in enumerate(attributes))
    run(f"""
        CREATE TABLE {facts} AS SELECT b.cid, b.name AS "case", {columns}
        FROM {book} AS b JOIN {firsts} AS f USING (cid) JOIN {source} AS r ON r.pos = f.pos ORDER BY b.cid
    """)
    for at, name in enumerate(attributes):
        fill(engine, facts, late, at, name, source)
    run(f"DROP TABLE {book}")
    return facts, late


def fill(engine: Engine, facts: str, late: str, at: int, name: str, source: str) -> None:
    """Fill in an attribute where the first event of a case does not give it, with the first value that another one gives."""
    assert engine.duck is not None
    run = engine.duck.execute
    if not run(f"SELECT count(*) FROM {facts} WHERE {quoted(name)} IS NULL").fetchall()[0][0]:
        return
    found = engine.fresh("found")
    run(f"""
        CREATE TABLE {found} AS SELECT f.cid, arg_min("a_{at}", (r.ts, r.pos)) AS value, min(r.ts) AS ts
        FROM {source} AS r JOIN {facts} AS f ON f."case" = r."case" WHERE f.{quoted(name)} IS NULL AND r."a_{at}" IS NOT NULL GROUP BY f.cid
    """)
    run(f"UPDATE {facts} AS f SET {quoted(name)} = m.value FROM {found} AS m WHERE f.cid = m.cid")
    run(f"INSERT INTO {late} SELECT cid, {at}, ts FROM {found}")
    run(f"DROP TABLE {found}")


def show(engine: Engine, stored: Stored, held: Held) -> None:
    """Make the view of the steps with every column of `STEP`, empty ones where the log has nothing."""
    assert engine.duck is not None
    kinds = {"int32": "INTEGER", "int64": "BIGINT", "float64": "DOUBLE"}
    has = {"cid", "k", *held.columns, *(f"to_{one}" for one in held.nexts)}
    columns = ", ".join(f"CAST({one if one in has else 'NULL'} AS {kinds[kind]}) AS {one}" for one, kind in STEP.items())
    engine.duck.execute(f"CREATE OR REPLACE VIEW {stored.view} AS SELECT {columns} FROM {stored.steps}")
