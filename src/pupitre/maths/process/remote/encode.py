"""From a table of events on the company's engine to an encoded log there, without a row leaving it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from pupitre.kernel import N_, InputError, Text, quoted
from pupitre.maths.process.engine import Engine
from pupitre.maths.process.log import STEP, Log
from pupitre.maths.process.remote.engines import Away, Spark, connect
from pupitre.maths.process.remote.source import Source, read

if TYPE_CHECKING:
    from ibis.expr import types as ir

SECOND: Final = 1_000_000


def log_of(url: str, process: str | None = None, *, since: int | None = None, until: int | None = None, engine: Away | None = None) -> Log:
    """Return the log of one process of a table of events, encoded on its engine.

    Args:
        url: Where the table is, as in the setting `PUPITRE_EVENTS`.
        process: The process wanted; all rows when absent, or when the address says one process for them all.
        since, until: Events that end outside this period are left out, `[since, until)`, in microseconds since 1970 UTC.
        engine: The engine, when it is connected already. The log holds it; `log.engine.close()` gives it back.

    Raises:
        InputError: The address does not say enough, the engine cannot be reached, or the table lacks a column.
    """
    source = read(url)
    engine = engine or connect(source)
    table = _table(engine, source)
    if process is not None and "process" in source.columns:
        table = table.filter(table[source.columns["process"]].cast("string") == process)
    return encoded(engine, table, source, since=since, until=until)


def processes(url: str, *, engine: Away | None = None) -> tuple[str, ...]:
    """Return the processes that a table of events holds, in order.

    Raises:
        InputError: As `log_of`.
    """
    source = read(url)
    if source.process_key:
        return (source.process_key,)
    own = engine or connect(source)
    try:
        table = _table(own, source)
        names = table.select(process=table[source.columns["process"]].cast("string")).distinct()
        return tuple(sorted(name for name in own.rows(names).column("process").to_pylist() if name is not None))
    finally:
        if engine is None:
            own.close()


def encoded(engine: Away, table: ir.Table, source: Source, *, since: int | None = None, until: int | None = None) -> Log:
    """Return the log of a table of events, as expressions of its engine alone; three tables are kept there, and names of steps come back.

    Rows without a case, an activity or a time are left out, and a begin after its end is unknown. Steps of one moment follow `order`, else
    their names. Persons stay numbers.
    """
    rows = _canonical(engine, table, source)
    rows = rows if since is None else rows.filter(rows.ts >= since)
    rows = rows if until is None else rows.filter(rows.ts < until)
    books = {column: _book(engine, rows, column) for column in ("case", "activity", "resource", "unit")}
    events = engine.keep("events", _events(rows, books, source))
    facts = books["case"].select(cid="id", case="name")
    if source.attributes:
        held = {name: events[f"a_{at}"] for at, name in enumerate(source.attributes)}
        firsts = {name: column.argmin(events.k, where=column.notnull()) for name, column in held.items()}
        values = events.group_by("cid").aggregate(**firsts)
        facts = engine.keep("facts", facts.join(values, "cid").select("cid", "case", *source.attributes))
    names = {column: _names(engine, books[column]) for column in ("activity", "unit")}
    return Log(
        engine=engine,
        steps=events.select(*STEP),
        facts=facts,
        activities=names["activity"],
        units=names["unit"],
        attributes=source.attributes,
        has_start="start" in source.columns,
    )


def _table(engine: Away, source: Source) -> ir.Table:
    """Return the table of a source, once it has the columns that the address names."""
    name = source.table
    if source.path:
        name = engine.fresh("given")
        assert isinstance(engine.backend, Spark)
        engine.backend.view(source.path, name)
    table = engine.table(name)
    missing = [column for column in (*source.columns.values(), *source.attributes) if column not in table.columns]
    if missing:
        raise InputError(
            Text(
                N_("The table of the events has no column %(names)s; its columns are %(columns)s"),
                names=quoted(missing),
                columns=quoted(table.columns, most=20),
            ),
            mend=Text(N_("Correct the names in PUPITRE_EVENTS.")),
        )
    return table


def _canonical(engine: Away, table: ir.Table, source: Source) -> ir.Table:
    """Return the rows that can be placed, under the names that logs use."""
    import ibis

    at = source.columns

    def text(name: str) -> ir.StringValue:
        return table[at[name]].cast("string") if name in at else ibis.null("string")

    order = table[at["order"]] if "order" in at else ibis.literal(0, "int64")
    rows = table.select(
        case=text("case"),
        activity=text("activity"),
        ts=_moment(engine, table, at["time"]),
        start=_moment(engine, table, at["start"]) if "start" in at else ibis.null("int64"),
        resource=text("resource"),
        unit=text("unit"),
        cost=table[at["cost"]].cast("float64") if "cost" in at else ibis.null("float64"),
        pos=order,
        **{f"a_{number}": table[name].cast("string") for number, name in enumerate(source.attributes)},
    )
    rows = rows.mutate(start=ibis.ifelse(rows.start <= rows.ts, rows.start, ibis.null("int64")))
    return rows.filter(rows.case.notnull() & rows.activity.notnull() & rows.ts.notnull())


def _moment(engine: Away, table: ir.Table, name: str) -> ir.IntegerValue:
    """Return a column of moments in microseconds since 1970 UTC; whole numbers are taken as such already."""
    column = table[name]
    kind = column.type()
    if kind.is_integer():
        return column.cast("int64")
    if kind.is_date():
        column = column.cast("timestamp")
    elif not kind.is_timestamp():
        raise InputError(
            Text(N_("The column “%(name)s” of the events holds no moments"), name=name),
            mend=Text(N_("Name a column of timestamps or of microseconds since 1970; a view on the engine may convert it.")),
        )
    return _micros(column, engine.backend.dialect)


def _micros(column: ir.TimestampValue, dialect: str) -> ir.IntegerValue:
    """Return the microseconds since 1970 of a timestamp, in UTC."""
    import ibis

    whole: ir.IntegerValue
    if dialect == "pyspark":
        whole = ibis.udf.scalar.builtin(unix_micros)(column)
        return whole
    # Seconds cut first: an engine that rounds half a second up would count it twice with the microseconds.
    whole = column.truncate("s").epoch_seconds().cast("int64") * SECOND + column.microsecond().cast("int64")
    return whole


def unix_micros(moment: datetime) -> int:
    """Stand for the function of Spark that has this name; ibis knows none that gives microseconds there."""
    raise NotImplementedError


def _book(engine: Engine, rows: ir.Table, column: str) -> ir.Table:
    """Number the values of a column, in their order: `id`, `name`."""
    import ibis

    values = rows.filter(rows[column].notnull()).select(name=rows[column]).distinct()
    numbered = values.mutate(id=ibis.row_number().over(ibis.window(order_by=values.name)).cast("int32"))
    return engine.keep(f"book_{column}", numbered.select("id", "name"))


def _names(engine: Engine, book: ir.Table) -> tuple[str, ...]:
    return tuple(engine.rows(book).sort_by("id").column("name").to_pylist())


def _events(rows: ir.Table, books: dict[str, ir.Table], source: Source) -> ir.Table:
    """Return the steps (`STEP`), with the attributes of their rows."""
    import ibis

    numbered = rows
    for column, number in (("case", "cid"), ("activity", "aid"), ("resource", "rid"), ("unit", "uid")):
        book = books[column].select(**{number: "id", f"{column}_name": "name"})
        how = "inner" if column in ("case", "activity") else "left"
        numbered = numbered.join(book, numbered[column] == book[f"{column}_name"], how=how)
        numbered = numbered.drop(column, f"{column}_name")
    case = ibis.window(group_by="cid", order_by=["ts", "pos", "aid"])
    nexts = {f"to_{name}": numbered[name].lead().over(case) for name in ("aid", "rid", "uid", "ts", "start")}
    events = numbered.mutate(k=ibis.row_number().over(case).cast("int32"), **nexts)
    return events.select(*STEP, *(f"a_{at}" for at in range(len(source.attributes))))
