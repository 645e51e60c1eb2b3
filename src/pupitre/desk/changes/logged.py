"""What the log says of rows, read back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from pupitre.desk.changes.log import dumped
from pupitre.desk.rows import AT_ONCE, FEW, Key, Row, columns
from pupitre.records.cells import Plain
from pupitre.records.models import Change, ChangeRow, ChangeValue
from pupitre.tables import Table


@dataclass(frozen=True, slots=True)
class Logged:
    """One row of the log.

    Args:
        change_id: The entry it belongs to.
        key: The key of the row.
        action: `created`, `updated`, `deleted` or `erased`.
        before: Fields touched, as they were. after: As they became.
        is_known: Whether the values still stand, that is, were not erased.
    """

    change_id: int
    key: Key
    action: str
    before: Mapping[str, Plain]
    after: Mapping[str, Plain]
    is_known: bool


def of_change(change_id: int) -> dict[str, list[Logged]]:
    """Return the rows of one entry by table, the last touched first."""
    values = {v[0]: v[1:] for v in ChangeValue.objects.filter(change_id=change_id).values_list("position", "before", "after")}
    found: dict[str, list[Logged]] = {}
    rows = ChangeRow.objects.filter(change_id=change_id).order_by("-position").values_list("position", "table", "key", "action")
    for position, table, key, action in rows:
        found.setdefault(table, []).append(_logged(change_id, key, action, values.get(position)))
    return found


def since(table: Table, change_id: int, keys: Collection[Key] | None = None) -> list[Logged]:
    """Return what happened to a table's rows after an entry, the last first.

    Args:
        table: The table.
        change_id: Only later entries count.
        keys: Only these rows, when given.
    """
    rows = ChangeRow.objects.filter(table=table.name, change_id__gt=change_id)
    if keys is None or len(keys) > FEW:
        found = _with_values(rows)
    else:
        texts = [dumped(list(key)) for key in keys]
        found = [one for at in range(0, len(texts), AT_ONCE) for one in _with_values(rows.filter(key__in=texts[at : at + AT_ONCE]))]
    kept = found if keys is None else [one for one in found if one[1].key in set(keys)] if len(keys) > FEW else found
    return [one for _, one in sorted(kept, key=lambda pair: pair[0], reverse=True)]


def _with_values(rows: QuerySet[ChangeRow]) -> list[tuple[tuple[int, int], Logged]]:
    listed = list(rows.values_list("change_id", "position", "key", "action"))
    if not listed:
        return []
    values = {
        (change, position): (before, after)
        for change, position, before, after in ChangeValue.objects.filter(change_id__in={row[0] for row in listed}).values_list(
            "change_id", "position", "before", "after"
        )
    }
    return [((change, position), _logged(change, key, action, values.get((change, position)))) for change, position, key, action in listed]


def _logged(change_id: int, key: str, action: str, values: tuple[str | None, str | None] | None) -> Logged:
    before, after = values or (None, None)
    is_known = values is not None
    return Logged(change_id, tuple(json.loads(key)), action, json.loads(before or "{}"), json.loads(after or "{}"), is_known)


def rewound(table: Table, row: Row | None, one: Logged) -> Row | None:
    """Return a row as it was before one step of its history; a value that was erased is unknown."""
    names = columns(table)
    match one.action:
        case "created":
            return None
        case "deleted":
            return tuple(one.before.get(name) if name not in table.key else one.key[table.key.index(name)] for name in names)
        case "updated" if row is not None:
            return tuple(one.before.get(name, value) for name, value in zip(names, row, strict=True))
    return row


def known_at(table: Table, rows: dict[Key, Row], change_id: int) -> dict[Key, Row]:
    """Return the rows of a table as they were right after an entry of the log.

    The rows must have been read before this is called: a change that lands in between is then only taken back, never missed.
    """
    then: dict[Key, Row | None] = dict(rows)
    for one in since(table, change_id):
        then[one.key] = rewound(table, then.get(one.key), one)
    return {key: row for key, row in then.items() if row is not None}


def undone() -> frozenset[int]:
    """Return every entry that is undone, its undoing not being undone itself."""
    gone: set[int] = set()
    for pk, undoes in Change.objects.exclude(undoes=None).order_by("-id").values_list("pk", "undoes_id"):
        if pk not in gone:
            gone.add(undoes)
    return frozenset(gone)


def is_undone(change_id: int) -> bool:
    """Whether an entry has been undone, and its undoing has not."""
    return change_id in undone()
