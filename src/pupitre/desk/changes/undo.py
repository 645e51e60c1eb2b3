"""Changes taken back, as far as nobody has built on them since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pupitre.desk.changes.log import append, dumped
from pupitre.desk.changes.logged import Logged, is_undone, of_change, rewound, since
from pupitre.desk.changes.turn import writing
from pupitre.desk.changes.upsert import move
from pupitre.desk.changes.values import Left, Touched, UndoResult
from pupitre.desk.homes import current
from pupitre.desk.manifest import manifest_rows
from pupitre.desk.rows import Key, Row, columns, read, save
from pupitre.kernel import N_, InputError, RefusedError, Text
from pupitre.records.models import Change, ChangeRow
from pupitre.records.system import BULK, DATASET, ROWS
from pupitre.store import overlaid
from pupitre.tables import Table

NAMED = 200
"""Rows of a bulk table that an undo names; it counts the others."""


def undo(change_id: int, *, by: str, why: Text | None = None) -> UndoResult:
    """Bring the rows of a change back to what they were; a row that changed since is left alone and listed.

    An undo is a change like any other: it is logged, and can be undone.

    Args:
        change_id: The change.
        by: Who undoes it.
        why: The reason, when one is given.

    Raises:
        InputError: There is no such change.
        RefusedError: It is undone already, or it erased values, which do not come back.
    """
    with writing():
        change = Change.objects.filter(pk=change_id).first()
        if change is None:
            raise InputError(Text(N_("There is no change number %(number)s."), number=change_id))
        if is_undone(change_id):
            raise RefusedError(Text(N_("This change has been undone already.")), mend=Text(N_("Undo the undoing to bring it back.")))
        if change.kind == "access":
            raise RefusedError(Text(N_("Rights are not undone from here.")), mend=Text(N_("Change them on the page of accounts.")))
        if change.kind == "erasure":
            raise RefusedError(Text(N_("Values that were erased do not come back.")), mend=Text(N_("Load the file again.")))
        touched: list[Touched] = []
        left: list[tuple[str, Key, int]] = []
        restored: dict[str, int] = {}
        rewritten = 0
        # The order in which rows were written is reversed, table by table: nothing here depends on another table.
        for name, rows in of_change(change_id).items():
            moves, changed_since = _moves(ROWS[name], change_id, rows)
            save(ROWS[name], moves)
            touched += [move(ROWS[name], key, before, after) for key, (before, after) in moves.items()]
            restored[name] = len(moves)
            left += [(name, key, later) for key, later in changed_since]
            if name == DATASET.name:
                count, named = _written_again(moves)
                rewritten += count
                left += named
        done = None
        if touched:
            reason = why or Text(N_("Undo of change %(number)s"), number=change_id)
            done = append(touched, by=by, kind="undo", why=reason, undoes=change_id)
        in_rows = sum(table not in BULK for table, _, _ in left)
        return UndoResult(done, {name: count for name, count in restored.items() if count}, _named(left), in_rows + rewritten)


def _moves(table: Table, change_id: int, rows: Sequence[Logged]) -> tuple[dict[Key, tuple[Row | None, Row | None]], list[tuple[Key, int]]]:
    """Return the rows to move, and the rows changed since with the change that did it."""
    keys = {one.key for one in rows}
    now = read(table, keys)
    after_change: dict[Key, Row | None] = {key: now.get(key) for key in keys}
    latest: dict[Key, int] = {}
    for one in since(table, change_id, keys):
        latest.setdefault(one.key, one.change_id)
        after_change[one.key] = rewound(table, after_change[one.key], one)
    erased = {one.key for one in rows if not one.is_known}
    left = [(key, latest.get(key, change_id)) for key in sorted(keys, key=str) if key in erased or after_change[key] != now.get(key)]
    alone = {key for key, _ in left}
    before: dict[Key, Row | None] = {key: now.get(key) for key in keys if key not in alone}
    for one in rows:
        if one.key not in alone:
            before[one.key] = rewound(table, before[one.key], one)
    if table is DATASET:
        before = {key: row or _withdrawn(now[key]) for key, row in before.items()}
    return {key: (now.get(key), row) for key, row in before.items() if row != now.get(key)}, left


def _withdrawn(row: Row) -> Row:
    """A file that was poured in stays on disk, so that what was known then can still be read."""
    at = columns(DATASET).index("is_withdrawn")
    return (*row[:at], True, *row[at + 1 :])


def _written_again(moves: Mapping[Key, tuple[Row | None, Row | None]]) -> tuple[int, list[tuple[str, Key, int]]]:
    """Return the rows of the files just withdrawn that a later file writes again: there, the later value stands."""
    total = 0
    named: list[tuple[str, Key, int]] = []
    standing = [one for one in manifest_rows() if not one["is_withdrawn"]]
    for (key,) in moves:
        gone = next(one for one in manifest_rows() if one["key"] == key)
        if not gone["is_withdrawn"]:
            continue
        later = [one for one in standing if one["table"] == gone["table"] and int(one["position"] or 0) > int(gone["position"] or 0)]
        table = str(gone["table"])
        count, rows = overlaid(current().bulk, BULK[table], str(gone["file"]), [str(one["file"]) for one in later], limit=NAMED)
        total += count
        named += [(table, parts, _poured_by(str(later[at]["key"]))) for at, parts in rows]
    return total, named


def _poured_by(dataset: str) -> int:
    return int(ChangeRow.objects.filter(table=DATASET.name, key=dumped([dataset]), action="created").values_list("change_id", flat=True)[0])


def _named(left: Sequence[tuple[str, Key, int]]) -> tuple[Left, ...]:
    changes = Change.objects.in_bulk({change for _, _, change in left})
    return tuple(Left(table, key, changes[change].by, changes[change].at) for table, key, change in left)
