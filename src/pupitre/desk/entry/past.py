"""What a row went through, told as one reads it, and a value of the past brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pupitre.desk import changes
from pupitre.desk.entry.kinds import Kind
from pupitre.desk.entry.reading import Value
from pupitre.desk.entry.saving import change
from pupitre.desk.rights import Viewer
from pupitre.desk.rows import Key
from pupitre.kernel import N_, InputError, Text
from pupitre.records.cells import spoken

SILENT = frozenset({"extra", "currency"})
"""Columns whose changes say nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One field that went from a value to another.

    Args:
        name: The field. label: Its words. before: As it was. after: As it became. can_return: Whether the value before may be brought back.
    """

    name: str
    label: Text
    before: Value
    after: Value
    can_return: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a row.

    Args:
        change_id: The change. at: When. by: Who. action: `created`, `updated`, `deleted` or `erased`. why: The reason.
        file: The file it came from, with its sheet and row; empty when it was written by hand.
        turns: The fields touched. is_undo: Whether it took another change back. can_undo: Whether it may be taken back from here.
    """

    change_id: int
    at: datetime
    by: str
    action: str
    why: Text | None
    file: str
    sheet: str | None
    row: int | None
    turns: tuple[Turn, ...]
    is_undo: bool
    can_undo: bool


def steps(kind: Kind, key: Key) -> tuple[Step, ...]:
    """Return what a row went through, the latest first."""
    entries = changes.history(kind.table, key)
    now = _now(kind, key)
    return tuple(_step(kind, entry, now, is_last=entry is entries[-1]) for entry in reversed(entries))


def _now(kind: Kind, key: Key) -> dict[str, object]:
    after: dict[str, object] = {}
    for entry in changes.history(kind.table, key):
        after = {} if entry.action == "deleted" else after | dict(entry.after or {})
    return after


def _step(kind: Kind, entry: changes.Entry, now: dict[str, object], *, is_last: bool) -> Step:
    before, after = entry.before or {}, entry.after or {}
    names = [
        f.name for f in kind.declared.fields if f.name in {*before, *after} and f.name not in kind.declared.key and f.name not in SILENT
    ]
    turns = tuple(
        Turn(
            name,
            kind.label(name),
            spoken(before.get(name), kind.field(name)),
            spoken(after.get(name), kind.field(name)),
            entry.action == "updated" and bool(now) and now.get(name) != before.get(name),
        )
        for name in names
    )
    return Step(
        change_id=entry.change_id,
        at=entry.at,
        by=entry.by,
        action=entry.action,
        why=entry.why,
        file=entry.source or "",
        sheet=entry.sheet,
        row=entry.row,
        turns=turns,
        is_undo=entry.kind == "undo",
        can_undo=is_last and entry.kind in ("edit", "undo") and entry.action in ("updated", "deleted"),
    )


def bring_back(kind: Kind, key: Key, name: str, change_id: int, *, seen: int, viewer: Viewer) -> int:
    """Give a field the value it had before a change, and return the number of the new change.

    Raises:
        InputError: That change did not touch this field, or its values were erased.
        RefusedError: The row is not theirs, or somebody changed the field in the meantime.
    """
    entry = next((one for one in changes.history(kind.table, key) if one.change_id == change_id and one.action == "updated"), None)
    if entry is None or entry.before is None or name not in entry.before:
        raise InputError(Text(N_("This value is no longer in the history.")), mend=Text(N_("Write it in the form.")))
    return change(kind, key, {name: spoken(entry.before[name], kind.field(name))}, seen=seen, viewer=viewer)
