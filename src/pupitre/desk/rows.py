"""Rows of the database read and written by the thousand, as plain values (`records.cells`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from pupitre.records.cells import Plain
from pupitre.tables import Table

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

Row = tuple[Plain, ...]
"""One value per column of the table's schema, `extra` last."""
Key = tuple[Plain, ...]

FEW = 400
"""Up to so many keys, rows are asked for by key; above, the whole table is read at once."""
AT_ONCE = 50
"""Keys per query; a key of four parts then stays far below the number of parameters that SQLite takes."""


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns of a row, in order."""
    return tuple(table.schema.names)


def key_of(table: Table, row: Sequence[Plain]) -> Key:
    """Return the key of a row."""
    return tuple(row[at] for at in key_places(table))


def key_places(table: Table) -> tuple[int, ...]:
    """Return where the parts of the key stand in a row."""
    names = columns(table)
    return tuple(names.index(part) for part in table.key)


def read(table: Table, keys: Collection[Key] | None = None) -> dict[Key, Row]:
    """Return the rows of a table by key: all of them, or those asked for (more may come when many are asked for)."""
    places = key_places(table)
    with connection.cursor() as cursor:
        if keys is None or len(keys) > FEW:
            cursor.execute(select(table))
            return {tuple(row[at] for at in places): row for row in fetched(table, cursor)}
        found: dict[Key, Row] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            one = "(" + " AND ".join(f"{quoted(part)} = %s" for part in table.key) + ")"
            cursor.execute(f"{select(table)} WHERE {' OR '.join([one] * len(some))}", [part for key in some for part in key])
            found |= {tuple(row[at] for at in places): row for row in fetched(table, cursor)}
        return found


def fetched(table: Table, cursor: CursorWrapper) -> Iterable[Row]:
    """Return the rows of a query; PostgreSQL writes a moment in its own way, which is put back as the log holds it."""
    moments = [at for at, field in enumerate(table.fields) if field.type == "moment"] if connection.vendor == "postgresql" else []
    for row in cursor.fetchall():
        cells = list(row)
        for at in moments:
            cells[at] = None if cells[at] is None else datetime.fromisoformat(cells[at]).isoformat()
        yield tuple(cells)


def read_where(table: Table, match: Mapping[str, str]) -> dict[Key, Row]:
    """Return the rows of a table whose columns of texts or dates hold these values, by key."""
    places = key_places(table)
    where = " AND ".join(f"{quoted(name)} = %s" for name in match)
    with connection.cursor() as cursor:
        cursor.execute(f"{select(table)} WHERE {where}", list(match.values()))
        return {tuple(row[at] for at in places): row for row in fetched(table, cursor)}


def select(table: Table) -> str:
    """Return the query of every row; dates are read as text, which is how a plain value holds them."""
    parts = [f"CAST({quoted(f.name)} AS TEXT)" if f.type in ("date", "moment") else quoted(f.name) for f in table.fields]
    return f"SELECT {', '.join([*parts, quoted('extra')])} FROM {place(table)}"


def save(table: Table, moves: Mapping[Key, tuple[Row | None, Row | None]]) -> None:
    """Bring rows from one state to another; None is a row that does not exist.

    Args:
        table: The table's declaration.
        moves: By key, the row before and the row after.
    """
    names = columns(table)
    others = [at for at, name in enumerate(names) if name not in table.key]
    match_key = " AND ".join(f"{quoted(part)} = %s" for part in table.key)
    created = [after for before, after in moves.values() if before is None and after is not None]
    updated = [
        [after[at] for at in others] + list(key) for key, (before, after) in moves.items() if before is not None and after is not None
    ]
    deleted = [list(key) for key, (before, after) in moves.items() if before is not None and after is None]
    with connection.cursor() as cursor:
        listed = ", ".join(map(quoted, names))
        many(cursor, f"INSERT INTO {place(table)} ({listed}) VALUES ({', '.join(['%s'] * len(names))})", created)
        many(cursor, f"UPDATE {place(table)} SET {', '.join(f'{quoted(names[at])} = %s' for at in others)} WHERE {match_key}", updated)
        many(cursor, f"DELETE FROM {place(table)} WHERE {match_key}", deleted)


def many(cursor: CursorWrapper, sql: str, rows: Sequence[Iterable[Plain | bytes]]) -> None:
    """Run one statement for many rows, when there are any."""
    if rows:
        cursor.executemany(sql, rows)


def place(table: Table) -> str:
    """Return the name of the table in the database."""
    return quoted(f"records_{table.name}")


def quoted(name: str) -> str:
    """Return a name as the database writes it."""
    return str(connection.ops.quote_name(name))
