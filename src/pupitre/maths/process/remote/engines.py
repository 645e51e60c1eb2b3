"""PostgreSQL and Spark as engines of logs: expressions go there as SQL, and their rows come back in Arrow."""

from __future__ import annotations

import io
import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

import pyarrow as pa
import pyarrow.csv

from pupitre.kernel import N_, InputError, Text
from pupitre.maths.process.engine import Engine
from pupitre.maths.process.remote.source import Source

if TYPE_CHECKING:
    from ibis.expr import types as ir


class Asker(Protocol):
    """What asks an engine in its own words."""

    dialect: str

    def rows(self, sql: str, schema: pa.Schema) -> pa.Table:
        """Return the rows of a query."""

    def keep(self, name: str, sql: str) -> None:
        """Compute a query once, under a name that lasts as long as the connection."""

    def described(self, table: str) -> dict[str, str]:
        """Return the columns of a table and their types, in the words of ibis; `unknown` for a type that logs do not use."""

    def close(self) -> None:
        """Give back what the connection holds."""


@dataclass(eq=False)
class Away(Engine):
    """The company's engine, with the same questions as DuckDB's (`Engine`)."""

    token: str = field(default_factory=lambda: uuid4().hex[:12])

    def __post_init__(self) -> None:
        weakref.finalize(self, self.backend.close)

    def fresh(self, name: str) -> str:
        """Return a table name not used before, by this engine or by another of the same session."""
        return f"pupitre_{self.token}_{name}_{next(self._names)}"

    def compile(self, table: ir.Table) -> str:
        """Return an expression in the SQL of the engine."""
        return _compiled(table, self.backend.dialect)

    def rows(self, table: ir.Table) -> pa.Table:
        """Return the rows of an expression, in Arrow."""
        with self.lock:
            found: pa.Table = self.backend.rows(self.compile(table), _arrow(table))
            return found

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Return an expression computed once and kept on the engine, as long as it lives."""
        import ibis

        own = self.fresh(name)
        with self.lock:
            self.backend.keep(own, self.compile(table))
        return ibis.table(table.schema(), name=own)

    def table(self, name: str) -> ir.Table:
        """Return a table of the engine by its name, with its schema before a dot where it has one."""
        import ibis

        with self.lock:
            columns = self.backend.described(name)
        *schema, own = name.split(".")
        return ibis.table(columns, name=own, database=".".join(schema) or None)

    def close(self) -> None:
        """Give back what the engine holds."""
        self.backend.close()


def connect(source: Source) -> Away:
    """Return the engine of a source.

    Raises:
        InputError: It cannot be reached, or the library that speaks to it is not installed.
    """
    try:
        return Away(_postgres(source.server) if source.scheme == "postgresql" else _spark(source.server))
    except ImportError as fault:
        extra = "postgres" if source.scheme == "postgresql" else "spark"
        raise InputError(
            Text(N_("The library that speaks to %(engine)s is not installed"), engine=source.scheme),
            mend=Text(N_("Install pupitre[%(extra)s]."), extra=extra),
        ) from fault


def _compiled(table: ir.Table, dialect: str) -> str:
    """Write an expression in a dialect, without the ibis back end, which would need pandas."""
    import ibis
    import ibis.backends.sql.compilers as compilers
    from ibis.config import Config
    from sqlglot import exp
    from sqlglot.transforms import eliminate_semi_and_anti_joins

    if dialect == "pyspark" and ibis.options.pyspark is None:
        # What its back end would set when it is loaded.
        ibis.options.pyspark = type("Spark", (Config,), {"treat_nan_as_null": False})()
    compiler = getattr(compilers, dialect).compiler
    if dialect != "postgres":
        return str(compiler.to_sqlglot(table).sql(dialect=compiler.dialect))
    tree = compiler.to_sqlglot(table.op().replace(_as_int32).to_expr()).copy()  # ibis shares nodes between its parts
    # PostgreSQL has no semi-join: sqlglot writes one of a query as EXISTS each time that it is asked, and copies what stands inside.
    for _ in range(sum(join.kind in ("SEMI", "ANTI") for join in tree.find_all(exp.Join))):
        left = next((join for join in tree.find_all(exp.Join) if join.kind in ("SEMI", "ANTI")), None)
        if left is not None:
            eliminate_semi_and_anti_joins(left.parent)
    return str(tree.sql(dialect=compiler.dialect))


def _as_int32(node: Any, changed: Any) -> Any:  # nodes of ibis, which it does not type
    """Count truths by way of the one integer type that PostgreSQL turns them into."""
    import ibis.expr.datatypes as dt
    import ibis.expr.operations as ops

    node = node.__recreate__(changed) if changed else node
    if isinstance(node, ops.Cast) and node.arg.dtype.is_boolean() and node.to.is_integer() and not node.to.is_int32():
        return ops.Cast(ops.Cast(node.arg, dt.int32), node.to)
    return node


ARROW = {
    "boolean": pa.bool_(),
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "string": pa.string(),
}


def _arrow(table: ir.Table) -> pa.Schema:
    """Return the columns of an expression in the types of Arrow, without what ibis would need for it; a decimal becomes a float."""
    kinds = {name: str(kind).lstrip("!") for name, kind in table.schema().items()}
    return pa.schema({name: pa.float64() if kind.startswith("decimal") else ARROW[kind] for name, kind in kinds.items()})


POSTGRES_TYPES = {
    16: "boolean",
    20: "int64",
    21: "int16",
    23: "int32",
    25: "string",
    700: "float32",
    701: "float64",
    1042: "string",
    1043: "string",
    1082: "date",
    1114: "timestamp",
    1184: "timestamp('UTC')",
    1700: "decimal",
}
"""Types by their number in `pg_type`."""


@dataclass(slots=True)
class Postgres:
    """A connection to PostgreSQL; what is kept are temporary tables, which vanish with it."""

    connection: Any  # a psycopg connection; the library is an extra
    dialect: str = "postgres"

    def rows(self, sql: str, schema: pa.Schema) -> pa.Table:
        """Return the rows of a query, copied out as CSV: Arrow reads that many times faster than Python objects."""
        held = io.BytesIO()
        with self.connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as copy:
            for block in copy:
                held.write(block)
        if not held.tell():
            return schema.empty_table()
        held.seek(0)
        return pa.csv.read_csv(
            held,
            read_options=pa.csv.ReadOptions(column_names=schema.names),
            parse_options=pa.csv.ParseOptions(newlines_in_values=True),
            convert_options=pa.csv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                true_values=["t"],
                false_values=["f"],
            ),
        )

    def keep(self, name: str, sql: str) -> None:
        """Make a temporary table, with the statistics that joins are planned by."""
        self.connection.execute(f'CREATE TEMP TABLE "{name}" AS {sql}')
        self.connection.execute(f'ANALYZE "{name}"')

    def described(self, table: str) -> dict[str, str]:
        """Return the columns of a table and their types."""
        quoted = ".".join('"' + part.replace('"', '""') + '"' for part in table.split("."))
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {quoted} LIMIT 0")
            return {column.name: POSTGRES_TYPES.get(column.type_code, "unknown") for column in cursor.description}

    def close(self) -> None:
        """Leave the server."""
        self.connection.close()


def _postgres(server: str) -> Postgres:
    import psycopg

    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=10, application_name="pupitre")
    except psycopg.OperationalError as fault:
        raise _unreached("PostgreSQL", str(fault)) from fault
    # Moments are told in UTC; sorts of a whole log take more than the 4 MB that a server allows by default.
    connection.execute("SET TIME ZONE 'UTC'; SET work_mem = '64MB'; SET jit = off")
    return Postgres(connection)


SPARK_TYPES = {
    "boolean": "boolean",
    "tinyint": "int8",
    "smallint": "int16",
    "int": "int32",
    "bigint": "int64",
    "float": "float32",
    "double": "float64",
    "string": "string",
    "date": "date",
    "timestamp": "timestamp('UTC')",
    "timestamp_ntz": "timestamp",
}


class Spark:
    """A session of Spark; what is kept are cached views, since Spark has no temporary tables."""

    dialect = "pyspark"

    def __init__(self, session: Any) -> None:  # a SparkSession; the library is an extra
        self.session = session
        self.kept: list[tuple[str, Any]] = []

    def rows(self, sql: str, schema: pa.Schema) -> pa.Table:
        """Return the rows of a query."""
        found: pa.Table = self.session.sql(sql).toArrow()
        return found.cast(schema)

    def keep(self, name: str, sql: str) -> None:
        """Cache the rows of a query."""
        frame = self.session.sql(sql).cache()
        frame.createOrReplaceTempView(name)
        self.kept.append((name, frame))

    def described(self, table: str) -> dict[str, str]:
        """Return the columns of a table and their types."""
        fields = self.session.table(table).schema.fields
        kinds = {one.name: one.dataType.simpleString() for one in fields}
        return {name: "decimal" if kind.startswith("decimal") else SPARK_TYPES.get(kind, "unknown") for name, kind in kinds.items()}

    def view(self, path: str, name: str) -> None:
        """Show Parquet under a name."""
        self.session.read.parquet(path).createOrReplaceTempView(name)
        self.kept.append((name, None))

    def close(self) -> None:
        """Let go of what was cached; the session is the process's and stays."""
        while self.kept:
            name, frame = self.kept.pop()
            self.session.catalog.dropTempView(name)
            if frame is not None:
                frame.unpersist()


def _spark(master: str) -> Spark:
    from pyspark.sql import SparkSession

    building = SparkSession.builder.master(master).appName("pupitre")
    told = {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    if master.startswith("local"):
        # On one machine, the 200 parts that Spark makes of every sort cost more than the sort.
        told |= {"spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    for key, value in told.items():
        building = building.config(key, value)
    try:
        session = building.getOrCreate()
    except Exception as fault:
        raise _unreached("Spark", str(fault).splitlines()[0] if str(fault) else type(fault).__name__) from fault
    session.conf.set("spark.sql.session.timeZone", "UTC")
    return Spark(session)


def _unreached(engine: str, reason: str) -> InputError:
    return InputError(
        Text(N_("%(engine)s cannot be reached: %(reason)s"), engine=engine, reason=reason.strip()),
        mend=Text(N_("Check the address in PUPITRE_EVENTS and that the engine answers from this machine.")),
    )
