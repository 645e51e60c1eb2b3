"""New events added to an encoded log, at the price of what they touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from pupitre.maths.process.encode import (
    MEASURED,
    NUMBERED,
    PATH,
    Held,
    Scan,
    book,
    canonical,
    fill,
    kind_of,
    logged,
    numbered,
    quoted,
    show,
)
from pupitre.maths.process.engine import Engine
from pupitre.maths.process.log import STEP, Log, Stored

AFTER = 2**40
"""Places of new events come after those of any case known."""


def appended(log: Log, rows: pa.Table) -> Log:
    """Return the log with more events, as if the rows stood after those that it was made of.

    Only the cases that the rows touch are put in order again: the price grows with them, not with the log. The tables of the log given are
    changed in place, all or nothing: it, and what was filtered from it, must not be used afterwards.

    Args:
        log: A log that DuckDB holds whole (not a filtered one).
        rows: New events (`encode.CANONICAL`), with the attributes of the log where they are known.

    Returns:
        The same answers to every measure as a log made of all the rows at once.

    Raises:
        ValueError: The log is filtered, or not held by DuckDB.
    """
    engine, stored = log.engine, log.stored
    if engine.duck is None or stored is None:
        raise ValueError("Only a whole log held by DuckDB can be added to.")
    with engine.lock:
        name = engine.fresh("rows")
        engine.duck.register(name, _with_attributes(rows, log.attributes))
        engine.duck.execute("BEGIN")
        try:
            scan = Scan(f"SELECT * FROM {name}", (*rows.column_names, *log.attributes), is_columnar=True)
            added = _added(log, engine, stored, scan)
            engine.duck.execute("COMMIT")
        except BaseException:
            engine.duck.execute("ROLLBACK")
            raise
        finally:
            engine.duck.unregister(name)
    return added


def _with_attributes(rows: pa.Table, attributes: Sequence[str]) -> pa.Table:
    for one in attributes:
        if one not in rows.column_names:
            rows = rows.append_column(one, pa.nulls(rows.num_rows, pa.string()))
    return rows


def _added(log: Log, engine: Engine, stored: Stored, scan: Scan) -> Log:
    assert engine.duck is not None
    run = engine.duck.execute
    fresh = engine.fresh("fresh")
    run(f"CREATE TABLE {fresh} AS {canonical(scan, log.attributes, AFTER)}")
    lists = {"activity": log.activities, "resource": log.resources, "unit": log.units}
    names = {column: _known(engine, fresh, column, lists[column]) for column in NUMBERED.values()}
    held = _widened(engine, stored, fresh, names)
    books = {column: _book(engine, column, names[column]) for column in NUMBERED.values()}
    _cases(engine, stored, fresh, log.attributes)
    events, touched = engine.fresh("events"), engine.fresh("touched")
    cases = engine.fresh("names")
    run(f'CREATE VIEW {cases} AS SELECT cid, "case" AS name FROM {stored.facts}')
    run(f"CREATE TABLE {events} AS {numbered(fresh, {**books, 'case': cases}, held)}")
    run(f"CREATE TABLE {touched} AS SELECT DISTINCT cid FROM {events}")
    _attributes(engine, stored, fresh, log.attributes)
    _steps(engine, stored, events, touched, held)
    run(f"DROP VIEW {cases}")
    for made in (fresh, events, touched, *books.values()):
        run(f"DROP TABLE {made}")
    show(engine, stored, held)
    return logged(engine, stored, names, log.attributes, held)


def _known(engine: Engine, fresh: str, column: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of a column, the new ones last."""
    made = engine.asked(f"SELECT DISTINCT {column} AS name FROM {fresh} WHERE {column} IS NOT NULL ORDER BY name")
    seen = set(known)
    return (*known, *(name for name in made.column("name").to_pylist() if name not in seen))


def _book(engine: Engine, column: str, names: tuple[str, ...]) -> str:
    """Make the table of the numbers of names."""
    assert engine.duck is not None
    made, given = engine.fresh(f"book_{column}"), engine.fresh("given")
    engine.duck.register(given, pa.table({"cid": pa.array(range(len(names)), pa.int32()), "name": pa.array(names, pa.string())}))
    engine.duck.execute(f"CREATE TABLE {made} AS FROM {given}")
    engine.duck.unregister(given)
    return made


def _widened(engine: Engine, stored: Stored, fresh: str, names: Mapping[str, tuple[str, ...]]) -> Held:
    """Give the table of steps the columns that the new events fill first, and room for the new numbers."""
    assert engine.duck is not None
    run = engine.duck.execute
    has = {row[0]: row[1] for row in run(f"DESCRIBE {stored.steps}").fetchall()}
    told = run(f"SELECT count(start) > 0, count(cost) > 0 FROM {fresh}").fetchall()[0]
    filled = {one for one, is_filled in zip(MEASURED, told, strict=True) if is_filled or one in has}
    filled |= {one for one, column in NUMBERED.items() if names[column] or one in has}
    kinds = {one: "INTEGER" if has.get(one) == "INTEGER" else kind_of(len(names[column])) for one, column in NUMBERED.items()}
    held = Held(frozenset(filled), kinds)
    wanted = {**held.columns, **{f"to_{one}": held.columns[one] for one in held.nexts}}
    for one, kind in wanted.items():
        if one not in has:
            run(f"ALTER TABLE {stored.steps} ADD COLUMN {one} {kind}")
        elif has[one] != kind:
            run(f"ALTER TABLE {stored.steps} ALTER COLUMN {one} TYPE {kind}")
    return held


def _cases(engine: Engine, stored: Stored, fresh: str, attributes: Sequence[str]) -> None:
    """Number the cases that the log did not know."""
    assert engine.duck is not None
    made = book(engine, f'(SELECT * FROM {fresh} ANTI JOIN {stored.facts} USING ("case"))', "case")
    count = f"(SELECT coalesce(max(cid) + 1, 0) FROM {stored.facts})"
    empty = "".join(", NULL" for _ in attributes)
    engine.duck.execute(f"INSERT INTO {stored.facts} SELECT cid + {count}, name{empty} FROM {made}")
    engine.duck.execute(f"DROP TABLE {made}")


def _attributes(engine: Engine, stored: Stored, fresh: str, attributes: Sequence[str]) -> None:
    """Fill in what the new events say of cases, or say earlier than what was known."""
    assert engine.duck is not None
    run = engine.duck.execute
    for at, name in enumerate(attributes):
        # What the first event of a case said was said later than its first event once an earlier one comes, which may say nothing.
        run(f"""
            INSERT INTO {stored.late} SELECT c.cid, {at}, c.first FROM {stored.cases} AS c JOIN {stored.facts} AS f USING (cid)
            JOIN (SELECT "case", min(ts) AS soonest FROM {fresh} GROUP BY "case") AS r USING ("case")
            WHERE r.soonest < c.first AND f.{quoted(name)} IS NOT NULL
            AND c.cid NOT IN (SELECT cid FROM {stored.late} WHERE attribute = {at})
        """)
        run(f"""
            UPDATE {stored.facts} AS f SET {quoted(name)} = NULL FROM (
                SELECT f.cid FROM {fresh} AS r JOIN {stored.facts} AS f USING ("case") JOIN {stored.cases} AS c USING (cid)
                LEFT JOIN {stored.late} AS l ON l.cid = f.cid AND l.attribute = {at}
                WHERE r."a_{at}" IS NOT NULL AND r.ts < coalesce(l.ts, c.first)
            ) AS sooner WHERE f.cid = sooner.cid
        """)
        run(f"DELETE FROM {stored.late} WHERE attribute = {at} AND cid IN (SELECT cid FROM {stored.facts} WHERE {quoted(name)} IS NULL)")
        fill(engine, stored.facts, stored.late, at, name, fresh)


def _steps(engine: Engine, stored: Stored, events: str, touched: str, held: Held) -> None:
    """Put the cases touched in order again, in the tables of steps and of cases."""
    assert engine.duck is not None
    run = engine.duck.execute
    columns = ", ".join(held.columns)
    every, changed = engine.fresh("every"), engine.fresh("changed")
    old = f"SELECT {columns}, k::BIGINT AS pos FROM {stored.steps} WHERE cid IN (FROM {touched})"
    run(f"CREATE TABLE {every} AS SELECT {columns}, pos FROM {events} UNION ALL {old}")
    window = "(PARTITION BY cid ORDER BY ts, pos)"
    nexts = "".join(f", lead({one}) OVER {window} AS to_{one}" for one in held.nexts)
    run(f"CREATE TABLE {changed} AS SELECT (row_number() OVER {window} - 1)::INTEGER AS k, {columns}{nexts} FROM {every} ORDER BY cid, k")
    both = ["k", *held.columns, *(f"to_{one}" for one in held.nexts)]
    assert set(both) <= set(STEP)
    for table in (stored.steps, stored.cases):
        run(f"DELETE FROM {table} WHERE cid IN (FROM {touched})")
    run(f"INSERT INTO {stored.steps} ({', '.join(both)}) SELECT {', '.join(both)} FROM {changed} ORDER BY cid, k")
    run(f"""
        INSERT INTO {stored.cases} SELECT cid, count(*) AS events, min(ts) AS first, max(ts) AS last, {PATH} AS variant
        FROM {changed} GROUP BY cid ORDER BY cid
    """)
    run(f"DROP TABLE {every}")
    run(f"DROP TABLE {changed}")
