"""Where the events of a log are measured: DuckDB in this process, or the company's own engine, with the same expressions."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    import duckdb
    from ibis.expr import types as ir

MEMORY = "1GB"
"""What DuckDB may hold before it writes to its temporary folder."""
THREADS = 2


@dataclass(slots=True)
class Engine:
    """An engine and the tables made on it; each `Engine` has names of its own, so that two logs never meet.

    Args:
        backend: An ibis back end, connected. Measures use the subset of ibis that DuckDB, PostgreSQL and Spark answer alike.
        duck: The connection below, when the engine is DuckDB in this process; None elsewhere.
    """

    backend: Any  # ibis types no common class for its back ends
    duck: duckdb.DuckDBPyConnection | None = None
    _names: count[int] = field(default_factory=count)
    _kept: list[Any] = field(default_factory=list)  # what a back end without temporary tables cached, held as long as the engine

    def rows(self, table: ir.Table) -> pa.Table:
        """Return the rows of an expression, in Arrow."""
        if self.duck is not None:
            return self.duck.sql(self.backend.compile(table)).to_arrow_table()
        return table.to_pyarrow()

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Return an expression computed once and kept on the engine, as long as it lives."""
        if self.duck is None:
            kept = table.cache()
            self._kept.append(kept)
            return kept
        own = self.fresh(name)
        self.duck.execute(f"CREATE TEMP TABLE {own} AS {self.backend.compile(table)}")
        return self.table(own)

    def fresh(self, name: str) -> str:
        """Return a table name not used before on this engine."""
        return f"{name}_{next(self._names)}"

    def table(self, name: str) -> ir.Table:
        """Return a table of the engine by its name."""
        if self.duck is None:
            return self.backend.table(name)
        import ibis

        described = self.duck.execute(f"DESCRIBE {name}").fetchall()
        return ibis.table({row[0]: DUCK_TYPES.get(row[1], row[1].lower()) for row in described}, name=name)

    def close(self) -> None:
        """Give back what the engine holds."""
        self._kept.clear()
        if self.duck is not None:
            self.duck.close()


DUCK_TYPES: Mapping[str, str] = {
    "BIGINT": "int64",
    "INTEGER": "int32",
    "SMALLINT": "int16",
    "UBIGINT": "uint64",
    "DOUBLE": "float64",
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "HUGEINT": "decimal(38, 0)",
}
"""What DuckDB calls the types that logs use, in the words of ibis."""


def duck(*, path: str = ":memory:", memory: str = MEMORY, threads: int = THREADS) -> Engine:
    """Return a DuckDB engine of its own.

    Args:
        path: A database file, for logs that do not fit in memory; in memory when absent.
        memory: What it may hold before it writes to its temporary folder. threads: How many it uses.
    """
    import duckdb
    import ibis

    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": memory,
        "threads": str(threads),
        "temp_directory": tempfile.gettempdir(),
    }
    connection = duckdb.connect(path, config=settings)
    return Engine(ibis.duckdb.from_connection(connection), connection)
