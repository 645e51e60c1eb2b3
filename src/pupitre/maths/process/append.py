"""New events added to an encoded log, at the price of what they touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.maths.process.encode import MEASURED, NUMBERED, PATH, Held, Scan, canonical, fill, kind_of, logged, quoted, show
from pupitre.maths.process.engine import Engine
from pupitre.maths.process.log import STEP, Log, Stored

AFTER = 2**40
"""Places of new events come after those of any case known."""
TYPES = {"INTEGER": pa.int32(), "SMALLINT": pa.int16(), "BIGINT": pa.int64(), "DOUBLE": pa.float64()}


def appended(log: Log, rows: pa.Table) -> Log:
    """Return the log with more events, as if the rows stood after those that it was made of.

    The price grows with the rows, not with the log: a case whose new events all come after those known is gone on with from its last step;
    only where one comes before is the whole case put in order again. The tables of the log given are changed in place, all or nothing: it,
    and what was filtered from it, must not be used afterwards.

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
    with engine.lock, _lent(engine, "rows", _with_attributes(rows, log.attributes)) as name:
        scan = Scan(f"SELECT * FROM {name}", (*rows.column_names, *log.attributes), is_columnar=True)
        fresh = engine.asked(canonical(scan, log.attributes, AFTER)).combine_chunks()
        engine.duck.execute("BEGIN")
        try:
            added = _added(log, engine, stored, fresh)
            engine.duck.execute("COMMIT")
        except BaseException:
            engine.duck.execute("ROLLBACK")
            raise
    return added


@contextmanager
def _lent(engine: Engine, name: str, rows: pa.Table) -> Iterator[str]:
    """Let the engine read rows of Arrow under a name of their own."""
    assert engine.duck is not None
    own = engine.fresh(name)
    engine.duck.register(own, rows)
    try:
        yield own
    finally:
        engine.duck.unregister(own)


def _with_attributes(rows: pa.Table, attributes: Sequence[str]) -> pa.Table:
    for one in attributes:
        if one not in rows.column_names:
            rows = rows.append_column(one, pa.nulls(rows.num_rows, pa.string()))
    return rows


def _added(log: Log, engine: Engine, stored: Stored, fresh: pa.Table) -> Log:
    lists = {"activity": log.activities, "resource": log.resources, "unit": log.units}
    names: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, pa.Array] = {}
    for one, column in NUMBERED.items():
        names[column], numbers[one] = _numbered(fresh.column(column), lists[column])
    held = _widened(engine, stored, fresh, names)
    touched, row_of = _touched(engine, stored, fresh)
    new = touched.filter(pc.invert(touched.column("is_known")))
    with _lent(engine, "new", new) as source:
        empty = "".join(", NULL" for _ in log.attributes)
        assert engine.duck is not None
        engine.duck.execute(f"INSERT INTO {stored.facts} SELECT cid, name{empty} FROM {source} ORDER BY cid")
    if log.attributes:
        _attributes(engine, stored, fresh, touched, log.attributes)
    given = {"cid": touched.column("cid").take(row_of), "ts": fresh.column("ts"), "pos": fresh.column("pos"), **numbers}
    given |= {one: fresh.column(one) for one in MEASURED}
    events = pa.table({one: given[one].cast(TYPES[kind]) for one, kind in held.columns.items()} | {"pos": given["pos"]})
    _steps(engine, stored, events, touched, held)
    show(engine, stored, held)
    return logged(engine, stored, names, log.attributes, held)


def _numbered(values: pa.ChunkedArray, known: tuple[str, ...]) -> tuple[tuple[str, ...], pa.Array]:
    """Return the names of a column, the new ones last and in order, and the number of the name of each value."""
    coded = values.combine_chunks().dictionary_encode()
    told = coded.dictionary.to_pylist()
    number = {name: at for at, name in enumerate(known)}
    new = sorted(name for name in told if name not in number)
    number |= {name: at for at, name in enumerate(new, len(known))}
    return (*known, *new), pa.array([number[name] for name in told], pa.int32()).take(coded.indices)


def _widened(engine: Engine, stored: Stored, fresh: pa.Table, names: Mapping[str, tuple[str, ...]]) -> Held:
    """Give the table of steps the columns that the new events fill first, and room for the new numbers."""
    assert engine.duck is not None
    run = engine.duck.execute
    has = {row[0]: row[1] for row in run(f"DESCRIBE {stored.steps}").fetchall()}
    filled = {one for one in MEASURED if one in has or fresh.column(one).null_count < fresh.num_rows}
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


def _touched(engine: Engine, stored: Stored, fresh: pa.Table) -> tuple[pa.Table, pa.Array]:
    """Return the cases of the new events, and which of them each event belongs to.

    Returns:
        `name`, `cid` (cases that the log did not know come after the others, in order of name), `is_known`, `base`: the place of the last
        step known where all new ones come after it, −1 where the whole case is put in order again; `first` and `variant` as known.
    """
    coded = fresh.column("case").combine_chunks().dictionary_encode()
    count = len(coded.dictionary)
    with _lent(engine, "told", pa.table({"at": pa.array(range(count), pa.int32()), "name": coded.dictionary})) as told:
        known = engine.asked(f"""
            SELECT t.at, c.* FROM {told} AS t JOIN {stored.facts} AS f ON f."case" = t.name JOIN {stored.cases} AS c USING (cid)
        """)
        after = engine.asked(f"SELECT count(*) AS cases FROM {stored.facts}").column("cases")[0].as_py()
    at = known.column("at").to_numpy()
    is_known = np.zeros(count, bool)
    is_known[at] = True
    found = {name: np.zeros(count, kind) for name, kind in KNOWN.items()}
    for name, values in found.items():
        values[at] = known.column(name).to_numpy()
    new = np.flatnonzero(~is_known)
    by_name = pc.sort_indices(coded.dictionary.take(pa.array(new))).to_numpy()
    found["cid"][new[by_name]] = after + np.arange(len(new))
    place, ts = coded.indices.to_numpy(), fresh.column("ts").to_numpy()
    order = np.lexsort((ts, place))
    soonest = ts[order][_openings(place[order])]
    base = np.where(is_known & (soonest >= found["last"]), found["events"] - 1, -1).astype(np.int32)
    columns = {"name": coded.dictionary, "is_known": is_known, "base": base} | {one: found[one] for one in ("cid", "first", "variant")}
    return pa.table(columns), coded.indices


KNOWN = {"cid": np.int32, "events": np.int64, "first": np.int64, "last": np.int64, "variant": np.uint64}


def _openings(sorted_numbers: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Return where each run of one number begins."""
    is_first = np.ones(len(sorted_numbers), bool)
    is_first[1:] = sorted_numbers[1:] != sorted_numbers[:-1]
    return np.flatnonzero(is_first)


def _attributes(engine: Engine, stored: Stored, fresh: pa.Table, touched: pa.Table, attributes: Sequence[str]) -> None:
    """Fill in what the new events say of cases, or say earlier than what was known: no event at the end of a case can do that."""
    assert engine.duck is not None
    run, within = engine.duck.execute, engine.fresh("within")
    again = touched.filter(pc.and_(touched.column("is_known"), pc.less(touched.column("base"), 0)))
    with _lent(engine, "events", fresh) as events:
        if again.num_rows:
            with _lent(engine, "again", again) as cases:
                run(f'CREATE TEMP TABLE {within} AS SELECT c.cid, c.first, r.* FROM {events} AS r JOIN {cases} AS c ON c.name = r."case"')
            for at, name in enumerate(attributes):
                _sooner(engine, stored, within, at, name)
            run(f"DROP TABLE {within}")
        for at, name in enumerate(attributes):
            fill(engine, stored.facts, stored.late, at, name, events)


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


def _steps(engine: Engine, stored: Stored, events: pa.Table, touched: pa.Table, held: Held) -> None:
    """Put the cases touched in order again, in the tables of steps and of cases: from their last step where nothing comes before it."""
    assert engine.duck is not None
    run = engine.duck.execute
    with _lent(engine, "touched", touched) as cases:
        old = [_taken(engine, stored, held, f"to_aid IS NULL AND cid IN (SELECT cid FROM {cases} WHERE base >= 0)")]
        if pc.any(pc.and_(touched.column("is_known"), pc.less(touched.column("base"), 0))).as_py():
            old.append(_taken(engine, stored, held, f"cid IN (SELECT cid FROM {cases} WHERE base < 0)"))
        changed = _changed(pa.concat_tables([*(one.select(events.column_names).cast(events.schema) for one in old), events]), touched, held)
        run(f"DELETE FROM {stored.cases} WHERE cid IN (SELECT cid FROM {cases})")
        with _lent(engine, "changed", changed) as made:
            columns = ", ".join(name for name in changed.column_names if name in STEP)
            run(f"INSERT INTO {stored.steps} ({columns}) SELECT {columns} FROM {made}")
            run(f"""
                INSERT INTO {stored.cases} SELECT t.cid, events, CASE WHEN t.base < 0 THEN c.first ELSE t.first END, last,
                CASE WHEN t.base < 0 THEN c.variant ELSE xor(t.variant, c.variant) END FROM {cases} AS t JOIN (
                    SELECT cid, max(k) + 1 AS events, min(ts) AS first, max(ts) AS last, {PATH} FILTER (k > base) AS variant
                    FROM {made} GROUP BY cid
                ) AS c USING (cid) ORDER BY t.cid
            """)


def _taken(engine: Engine, stored: Stored, held: Held, which: str) -> pa.Table:
    """Take some steps out of their table."""
    assert engine.duck is not None
    columns = ", ".join(held.columns)
    taken = engine.asked(f"SELECT {columns}, k::BIGINT AS pos FROM {stored.steps} WHERE {which}")
    engine.duck.execute(f"DELETE FROM {stored.steps} WHERE {which}")
    return taken


def _changed(events: pa.Table, touched: pa.Table, held: Held) -> pa.Table:
    """Return steps in order of case and moment, each with what comes next, and the `base` of its case."""
    cid = events.column("cid").to_numpy()
    order = np.lexsort((events.column("pos").to_numpy(), events.column("ts").to_numpy(), cid))
    rows = events.take(pa.array(order)).combine_chunks()
    opening = _openings(cid[order])
    lengths = np.diff(np.append(opening, len(order)))
    by_cid = np.argsort(touched.column("cid").to_numpy())
    base = np.repeat(touched.column("base").to_numpy()[by_cid], lengths)
    k = np.arange(len(order)) - np.repeat(opening, lengths) + np.maximum(base, 0)
    is_last = np.zeros(len(order), bool)
    is_last[opening[1:] - 1] = True
    is_last[-1:] = True
    following = pa.array(np.append(np.arange(1, len(order)), 0)[: len(order)], mask=is_last)
    columns = {"k": pa.array(k.astype(np.int32)), "base": pa.array(base)} | {one: rows.column(one) for one in held.columns}
    return pa.table(columns | {f"to_{one}": rows.column(one).take(following) for one in held.nexts})
