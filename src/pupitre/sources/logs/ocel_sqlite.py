"""OCEL 2.0 written as an SQLite database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.logs.ocel import Gathered, Ocel

MAGIC = b"SQLite format 3\x00"
NEEDED = ("event", "object", "event_object", "event_map_type", "object_map_type")
STEPS = 50_000_000
"""Instructions of SQLite after which a database is held to be hostile: a log of a million events takes a fifth of them."""


def read_ocel_sqlite(path: Path) -> Ocel:
    """Return the log of a database, opened to be read only; its views and triggers are never run.

    Raises:
        InputError: It is damaged, no OCEL 2.0, or has no event or object.
    """
    where = Place(file=path.name)
    mend = Text(N_("Export it again as OCEL 2.0, with its events, its objects and the links between them."))
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            base.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
            left = [STEPS // 10_000]
            base.set_progress_handler(lambda: _is_spent(left), 10_000)
            tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if missing := [name for name in NEEDED if name not in tables]:
                raise InputError(
                    Text(N_('The database is no log of OCEL 2.0: it has no table "%(table)s".'), table=missing[0]), where=where, mend=mend
                )
            return Ocel.of(_gathered(base, tables), path.name)
    except sqlite3.Error as error:
        raise InputError(Text(N_("The database is damaged or cannot be read.")), where=where, mend=mend) from error


def _is_spent(left: list[int]) -> int:
    left[0] -= 1
    return int(left[0] < 0)


def _gathered(base: sqlite3.Connection, tables: set[str]) -> Gathered:
    into = Gathered()
    times: dict[str, str] = {}
    for key, at, _, values in _typed(base, tables, "event"):
        times[key] = at
        into.event_values += [(key, name, value) for name, value in values]
    into.events = [(key, kind, times.get(key, "")) for key, kind in _rows(base, "event", "ocel_id", "ocel_type")]
    into.objects = [(key, kind) for key, kind in _rows(base, "object", "ocel_id", "ocel_type")]
    for key, at, changed, values in _typed(base, tables, "object"):
        into.object_values += [(key, name, value, at) for name, value in values if not changed or changed == name]
    into.links = [(a, b, c) for a, b, c in _rows(base, "event_object", "ocel_event_id", "ocel_object_id", "ocel_qualifier")]
    if "object_object" in tables:
        into.relations = [(a, b, c) for a, b, c in _rows(base, "object_object", "ocel_source_id", "ocel_target_id", "ocel_qualifier")]
    return into


def _rows(base: sqlite3.Connection, table: str, *names: str) -> Iterator[tuple[str, ...]]:
    """Return columns of a table as texts; one that it does not have is empty."""
    known = {row[1] for row in base.execute(f"PRAGMA table_info({_quoted(table)})")}
    asked = ", ".join(f"CAST({_quoted(name)} AS TEXT)" if name in known else "''" for name in names)
    for row in base.execute(f"SELECT {asked} FROM {_quoted(table)} ORDER BY rowid"):
        yield tuple(value or "" for value in row)


def _typed(base: sqlite3.Connection, tables: set[str], what: str) -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Return, from the table of each type, the id, the time, the field changed and the values of each row."""
    for _, short in _rows(base, f"{what}_map_type", "ocel_type", "ocel_type_map"):
        table = f"{what}_{short}"
        if table not in tables:
            continue
        known = [row[1] for row in base.execute(f"PRAGMA table_info({_quoted(table)})")]
        names = [name for name in known if name not in ("ocel_id", "ocel_time", "ocel_changed_field") and not name.startswith("ocel:")]
        for key, at, changed, *values in _rows(base, table, "ocel_id", "ocel_time", "ocel_changed_field", *names):
            yield key, at, changed, [(name, value) for name, value in zip(names, values, strict=True) if value]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
