"""What hangs on a thing, and a thing removed with what cannot stand without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from pupitre.desk.changes.log import append
from pupitre.desk.changes.turn import writing
from pupitre.desk.changes.upsert import move
from pupitre.desk.entry.kinds import Kind
from pupitre.desk.entry.versions import ConflictError, changed_since
from pupitre.desk.rows import Key, Row, key_of, quoted, save, select
from pupitre.kernel import N_, Text
from pupitre.records.system import ROWS
from pupitre.tables import Table


@dataclass(frozen=True, slots=True)
class Hanging:
    """Rows of one table that name something.

    Args:
        table: The table. count: How many. goes: Whether they cannot stand without it and go with it; the others keep its code.
    """

    table: str
    count: int
    goes: bool


def hanging(kind: Kind, key: Key) -> tuple[Hanging, ...]:
    """Return what names a row, by table."""
    return tuple(Hanging(table.name, len(rows), goes) for table, rows, goes in _naming(kind, key))


def remove(kind: Kind, key: Key, *, seen: int, by: str) -> int:
    """Remove a row that nobody changed since it was shown, with the rows that cannot stand without it, as one change.

    Returns:
        The number of the change: undoing it brings everything back.

    Raises:
        ConflictError: Somebody changed or removed it in the meantime.
    """
    declared = ROWS[kind.table]
    with writing():
        mine = _rows(declared, declared.key, key)
        fields = changed_since(kind.table, key, seen)
        if fields or not mine:
            what = Text(N_("Somebody changed it in the meantime."))
            raise ConflictError(what, mend=Text(N_("Look at it again before you delete it.")), fields=fields, is_gone=not mine)
        touched = []
        gone = [(table, rows) for table, rows, goes in _naming(kind, key) if goes]
        for table, rows in [*gone, (declared, mine)]:
            moves = {key_of(table, row): (row, None) for row in rows}
            save(table, moves)
            touched += [move(table, one, row, None) for one, (row, _) in moves.items()]
        return append(touched, by=by, kind="edit", why=Text(N_("%(kind)s deleted"), kind=kind.title))


def _naming(kind: Kind, key: Key) -> list[tuple[Table, list[Row], bool]]:
    """Return the rows of each table that name a row, and whether they go with it."""
    found = []
    for table in ROWS.values():
        for field in table.fields:
            if field.ref != kind.table or field.type != "key" or (table.name == kind.table and field.name == "key"):
                continue
            columns, wanted = _match(kind, key, table, field.name)
            rows = _rows(table, columns, wanted) if columns else []
            if rows:
                found.append((table, rows, field.required))
    return found


def _match(kind: Kind, key: Key, table: Table, field: str) -> tuple[tuple[str, ...], Key]:
    """Return the columns that name a row in another table with what they hold; a task is named with its project."""
    if len(key) == 1:
        return (field,), key
    holder = ROWS[kind.table].key[0]
    return ((holder, field), key) if any(f.name == holder for f in table.fields) else ((), ())


def _rows(table: Table, columns: Sequence[str], values: Key) -> list[Row]:
    match = " AND ".join(f"{quoted(name)} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"{select(table)} WHERE {match}", list(values))
        return [tuple(row) for row in cursor.fetchall()]
