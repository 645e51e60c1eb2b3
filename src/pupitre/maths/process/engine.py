"""Where the events of a log are measured: DuckDB in this process, or the company's own engine, with the same expressions."""

from __future__ import annotations

import tempfile
import weakref
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

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
        duck: The connection below, when the engine is DuckDB in this process; None elsewhere. One question is answered at a time.
        folder: A folder that is removed with the engine, when it has one.
    """

    backend: Any  # ibis types no common class for its back ends
    duck: duckdb.DuckDBPyConnection | None = None
    folder: tempfile.TemporaryDirectory[str] | None = None
    lock: RLock = field(default_factory=RLock)
    _names: count[int] = field(default_factory=count)
    _kept: list[Any] = field(default_factory=list)  # what a back end without temporary tables cached, held as long as the engine
    _left: deque[str] = field(default_factory=deque)  # what drops tables that nobody holds any more, run before the next question

    def rows(self, table: ir.Table) -> pa.Table:
        """Return the rows of an expression, in Arrow."""
        if self.duck is not None:
            return self.asked(self.backend.compile(table))
        return table.to_pyarrow()

    def asked(self, sql: str) -> pa.Table:
        """Return the rows of a query in the words of DuckDB, in Arrow."""
        assert self.duck is not None
        with self.lock:
            self._tidy()
            return self.duck.sql(sql).to_arrow_table()

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Return an expression computed once and kept on the engine, as long as it lives."""
        if self.duck is None:
            kept = table.cache()
            self._kept.append(kept)
            return kept
        with self.lock:
            self._tidy()
            own = self.fresh(name)
            self.duck.execute(f"CREATE TABLE {own} AS {self.backend.compile(table)}")
            return self.table(own)

    def hold(self, table: str, *views: str) -> Hold:
        """Return something to hold on to: once nobody does, the table of that name is dropped, and views of it."""
        hold = Hold()
        for name in views:
            weakref.finalize(hold, self._left.append, f"DROP VIEW IF EXISTS {name}")
        weakref.finalize(hold, self._left.append, f"DROP TABLE IF EXISTS {table}")
        return hold

    def fresh(self, name: str) -> str:
        """Return a table name not used before on this engine."""
        return f"{name}_{next(self._names)}"

    def table(self, name: str) -> ir.Table:
        """Return a table of the engine by its name."""
        if self.duck is None:
            return self.backend.table(name)
        import ibis

        with self.lock:
            described = self.duck.execute(f"DESCRIBE {name}").fetchall()
        return ibis.table({row[0]: DUCK_TYPES.get(row[1], row[1].lower()) for row in described}, name=name)

    def close(self) -> None:
        """Give back what the engine holds."""
        self._kept.clear()
        if self.duck is not None:
            self.duck.close()
        if self.folder is not None:
            self.folder.cleanup()

    def _tidy(self) -> None:
        """Drop the tables that nobody holds any more; a finalizer may not do it itself, since it runs in the middle of anything."""
        assert self.duck is not None
        while self._left:
            self.duck.execute(self._left.popleft())


class Hold:
    """Held by the logs that need a table."""

    __slots__ = ("__weakref__",)


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


def duck(*, path: str = ":memory:", memory: str = MEMORY, threads: int = THREADS, is_on_disk: bool = False) -> Engine:
    """Return a DuckDB engine of its own.

    Args:
        path: A database file, which stays; in memory when absent.
        memory: What it may hold before it writes to its temporary folder. threads: How many it uses.
        is_on_disk: Whether tables go to a temporary database file, compressed, removed with the engine: for tens of millions of events.
    """
    import duckdb
    import ibis

    folder = tempfile.TemporaryDirectory(prefix="pupitre-events-") if is_on_disk else None
    spill = Path(folder.name if folder else tempfile.gettempdir()) / f"pupitre-spill-{uuid4().hex}"  # two engines must not share one
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": memory,
        "threads": str(threads),
        "temp_directory": str(spill),
    }
    connection = duckdb.connect(str(Path(folder.name) / "events.duckdb") if folder else path, config=settings)
    connection.execute("SET enable_progress_bar = false")  # it would write among the answers of a command
    return Engine(ibis.duckdb.from_connection(connection), connection, folder)
