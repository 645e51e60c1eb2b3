"""The engine that reads segments: DuckDB in memory, with no file of its own and nothing to download."""

from __future__ import annotations

import tempfile
from functools import cache

import duckdb


@cache
def _root() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": tempfile.gettempdir(),
            "preserve_insertion_order": "false",
        }
    )


def connection() -> duckdb.DuckDBPyConnection:
    """Return a cursor of this process's engine; each thread takes its own."""
    return _root().cursor()


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
