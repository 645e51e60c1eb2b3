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

    The price grows with the rows, not with the log: a case whose new events all come after those known is gone on with from its last step;
    only where one comes before is the whole case put in order again. The tables of the log given are
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
    fresh, events, touched = (engine.fresh(name) for name in ("fresh", "events", "touched"))
    run(f"CREATE TEMP TABLE {fresh} AS {canonical(scan, log.attributes, AFTER)}")
    lists = {"activity": log.activities, "resource": log.resources, "unit": log.units}
    names = {column: _known(engine, fresh, column, lists[column]) for column in NUMBERED.values()}
    held = _widened(engine, stored, fresh, names)
    books = {column: _book(engine, column, names[column]) for column in NUMBERED.values()}
    books["case"] = _cases(engine, stored, fresh, log.attributes)
    run(f"CREATE TEMP TABLE {events} AS {numbered(fresh, books, held)}")
    _touched(engine, stored, events, touched)
    _attributes(engine, stored, fresh, books["case"], touched, log.attributes)
    _steps(engine, stored, events, touched, held)
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
    engine.duck.execute(f"CREATE TEMP TABLE {made} AS FROM {given}")
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


def _cases(engine: Engine, stored: Stored, fresh: str, attributes: Sequence[str]) -> str:
    """Make the table of the numbers of the cases of the new events, and number those that the log did not know."""
    assert engine.duck is not None
    run, made = engine.duck.execute, engine.fresh("book_case")
    run(f"""
        CREATE TEMP TABLE {made} AS SELECT f.cid, r.name, f.cid IS NULL AS is_new
        FROM {stored.facts} AS f RIGHT JOIN (SELECT DISTINCT "case" AS name FROM {fresh}) AS r ON f."case" = r.name
    """)
    count = f"(SELECT coalesce(max(cid) + 1, 0) FROM {stored.facts})"
    run(f"""
        UPDATE {made} AS m SET cid = n.place + {count}
        FROM (SELECT name, row_number() OVER (ORDER BY name) - 1 AS place FROM {made} WHERE is_new) AS n WHERE m.name = n.name
    """)
    empty = "".join(", NULL" for _ in attributes)
    run(f"INSERT INTO {stored.facts} SELECT cid, name{empty} FROM {made} WHERE is_new ORDER BY cid")
    return made


def _touched(engine: Engine, stored: Stored, events: str, touched: str) -> None:
    """Make the table of the cases that the new events touch.

    `base` is the place of the last step known where all new ones come after it: the steps before stay as they are. It is −1 where the whole
    case is put in order again; `first` and `variant` are then unknown.
    """
    assert engine.duck is not None
    engine.duck.execute(f"""
        CREATE TEMP TABLE {touched} AS SELECT e.cid, CASE WHEN e.soonest >= c.last THEN c.events - 1 ELSE -1 END::INTEGER AS base,
        CASE WHEN e.soonest >= c.last THEN c.first END AS first, CASE WHEN e.soonest >= c.last THEN c.variant END AS variant
        FROM (SELECT cid, min(ts) AS soonest FROM {events} GROUP BY cid) AS e LEFT JOIN {stored.cases} AS c USING (cid)
    """)


def _attributes(engine: Engine, stored: Stored, fresh: str, book: str, touched: str, attributes: Sequence[str]) -> None:
    """Fill in what the new events say of cases, or say earlier than what was known: no event of a case put at its end can do that."""
    assert engine.duck is not None
    if not attributes:
        return
    run, within = engine.duck.execute, engine.fresh("within")
    run(f"""
        CREATE TEMP TABLE {within} AS SELECT c.first, r.*, c.cid
        FROM {fresh} AS r JOIN {book} AS b ON b.name = r."case" JOIN {touched} AS t USING (cid) JOIN {stored.cases} AS c USING (cid)
        WHERE t.base < 0
    """)
    is_within = bool(run(f"SELECT count(*) FROM {within}").fetchall()[0][0])
    for at, name in enumerate(attributes):
        if is_within:
            _sooner(engine, stored, within, at, name)
        fill(engine, stored.facts, stored.late, at, name, fresh)
    run(f"DROP TABLE {within}")


def _sooner(engine: Engine, stored: Stored, within: str, at: int, name: str) -> None:
    """Forget the value of an attribute where a new event gives one earlier."""
    assert engine.duck is not None
    run = engine.duck.execute
    # What the first event of a case said was said later than its first event once an earlier one comes, which may say nothing.
    run(f"""
        INSERT INTO {stored.late} SELECT r.cid, {at}, r.first
        FROM (SELECT cid, any_value(first) AS first, min(ts) AS soonest FROM {within} GROUP BY cid) AS r
        JOIN {stored.facts} AS f USING (cid) WHERE r.soonest < r.first AND f.{quoted(name)} IS NOT NULL
        AND r.cid NOT IN (SELECT cid FROM {stored.late} WHERE attribute = {at})
    """)
    run(f"""
        UPDATE {stored.facts} AS f SET {quoted(name)} = NULL FROM (
            SELECT r.cid FROM {within} AS r LEFT JOIN {stored.late} AS l ON l.cid = r.cid AND l.attribute = {at}
            WHERE r."a_{at}" IS NOT NULL AND r.ts < coalesce(l.ts, r.first)
        ) AS sooner WHERE f.cid = sooner.cid
    """)
    run(f"DELETE FROM {stored.late} WHERE attribute = {at} AND cid IN (SELECT cid FROM {stored.facts} WHERE {quoted(name)} IS NULL)")


def _steps(engine: Engine, stored: Stored, events: str, touched: str, held: Held) -> None:
    """Put the cases touched in order again, in the tables of steps and of cases: from their last step where nothing comes before it."""
    assert engine.duck is not None
    run = engine.duck.execute
    columns, both = ", ".join(held.columns), ["k", *held.columns, *(f"to_{one}" for one in held.nexts)]
    assert set(both) <= set(STEP)
    old, ordered, changed = (engine.fresh(name) for name in ("old", "ordered", "changed"))
    taken = f"SELECT rowid AS place, {columns}, k::BIGINT AS pos FROM {stored.steps}"
    run(f"""
        CREATE TEMP TABLE {old} AS
        {taken} WHERE to_aid IS NULL AND cid IN (SELECT cid FROM {touched} WHERE base >= 0)
        UNION ALL {taken} WHERE cid IN (SELECT cid FROM {touched} WHERE base < 0)
    """)
    run(f"""
        CREATE TEMP TABLE {ordered} AS SELECT row_number() OVER () - 1 AS line, {columns}
        FROM (FROM (SELECT {columns}, pos FROM {events} UNION ALL SELECT {columns}, pos FROM {old}) ORDER BY cid, ts, pos)
    """)
    ahead = ", ".join(f"lead({one}) OVER () AS to_{one}" for one in held.nexts)
    nexts = "".join(f", CASE WHEN to_cid = cid THEN to_{one} END AS to_{one}" for one in held.nexts)
    run(f"""
        CREATE TEMP TABLE {changed} AS
        SELECT (line - opening + greatest(base, 0))::INTEGER AS k, {columns}{nexts}, base, t.first, t.variant FROM (
            SELECT line, {columns}, lead(cid) OVER () AS to_cid, {ahead} FROM {ordered}
        ) JOIN (SELECT cid, min(line) AS opening FROM {ordered} GROUP BY cid) USING (cid) JOIN {touched} AS t USING (cid)
    """)
    run(f"DELETE FROM {stored.steps} WHERE rowid IN (SELECT place FROM {old})")
    run(f"DELETE FROM {stored.cases} WHERE cid IN (SELECT cid FROM {touched})")
    run(f"INSERT INTO {stored.steps} ({', '.join(both)}) SELECT {', '.join(both)} FROM {changed} ORDER BY cid, k")
    run(f"""
        INSERT INTO {stored.cases} SELECT cid, max(k) + 1 AS events, coalesce(any_value(first), min(ts)) AS first, max(ts) AS last,
        xor(coalesce(any_value(variant), 0), {PATH} FILTER (k > base)) AS variant FROM {changed} GROUP BY cid ORDER BY cid
    """)
    for made in (old, ordered, changed):
        run(f"DROP TABLE {made}")
