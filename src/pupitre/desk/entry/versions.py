"""Two people edit the same row: what each changed is kept, and where both changed the same field the second is asked.

A version is the number of the last change that touched a row. A form keeps the version it showed; saving gives it back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyarrow as pa
from django.db.models import QuerySet

from pupitre.desk.changes import delete, edit
from pupitre.desk.changes.commit import plain_key
from pupitre.desk.changes.log import dumped
from pupitre.desk.changes.turn import writing
from pupitre.desk.rows import Key, Row, columns, read
from pupitre.kernel import N_, RefusedError, Text
from pupitre.records.cells import Plain, plain
from pupitre.records.models import ChangeRow, ChangeValue
from pupitre.records.system import ROWS
from pupitre.tables import ARROW, Table

Rows = Mapping[str, Sequence[Mapping[str, object]]]
NOTHING: Final = 0
"""The version of a row that does not exist, and the number of a change that was not needed."""


@dataclass(frozen=True, slots=True)
class Since:
    """What became of one field after a version.

    Args:
        then: Its value in that version. now: Its value now (both plain values, `records.cells`).
        by: Who changed it last. at: When.
    """

    then: Plain
    now: Plain
    by: str
    at: datetime


class ConflictError(RefusedError):
    """Someone else wrote the same field in the meantime; nothing was saved.

    Args:
        fields: By field written by both, what became of it since the form was opened.
        wanted: By the same fields, the plain value that was to be written.
        is_gone: Whether the row was deleted in the meantime.
        is_taken: Whether a row to be created exists already.
    """

    def __init__(
        self,
        what: Text,
        *,
        mend: Text,
        fields: Mapping[str, Since] | None = None,
        wanted: Mapping[str, Plain] | None = None,
        is_gone: bool = False,
        is_taken: bool = False,
    ) -> None:
        super().__init__(what, mend=mend)
        self.fields = fields or {}
        self.wanted = wanted or {}
        self.is_gone = is_gone
        self.is_taken = is_taken


def version_of(table: str, key: Sequence[object]) -> int:
    """Return the number of the last change that touched a row; 0 when none did.

    Args:
        table: A row table.
        key: The parts of its key, as Python values.
    """
    return _version(ROWS[table], plain_key(ROWS[table], key))


def _version(table: Table, key: Key) -> int:
    last = _steps(table, key).order_by("-change_id").values_list("change_id", flat=True).first()
    return int(last or NOTHING)


def changed_since(table: str, key: Sequence[object], version: int) -> dict[str, Since]:
    """Return the fields of a row that differ now from what they were in a version, with who changed each last.

    A value that was erased from the log since then reads as nothing; the field is still listed.

    Args:
        table: A row table.
        key: The parts of its key, as Python values.
        version: What `version_of` said.
    """
    declared = ROWS[table]
    wanted = plain_key(declared, key)
    return _since(declared, wanted, version, read(declared, [wanted]).get(wanted))


def save_row(
    table: str, key: Sequence[object], fields: Mapping[str, object], *, seen: int, by: str, why: Text, also: Rows | None = None
) -> int:
    """Write the fields that a person changed, beside whatever others changed in other fields, as one change.

    Args:
        table: A row table.
        key: The parts of its key, as Python values.
        fields: The fields the person changed, and those only, as Python values; None erases.
        seen: The version they had before their eyes; 0 to make a new row.
        by: Who. why: The reason.
        also: Rows of other tables written in the same change, whatever they held.

    Returns:
        The number of the change, which is the new version; 0 when everything was said already.

    Raises:
        ConflictError: The row exists already or exists no more, or one of the fields was changed in the meantime to another value.
        InputError: The declaration of the table refuses a value.
    """
    declared = ROWS[table]
    wanted = plain_key(declared, key)
    with writing():
        _refuse(declared, wanted, _plain(declared, fields), seen)
        row = {**dict(zip(declared.key, key, strict=True)), **fields}
        return edit({table: [row], **(also or {})}, by=by, why=why).change_id or NOTHING


def delete_row(table: str, key: Sequence[object], *, seen: int, by: str, why: Text) -> int:
    """Remove a row that nobody changed since a version, and return the number of the change.

    Raises:
        ConflictError: It exists no more, or somebody changed it.
    """
    declared = ROWS[table]
    wanted = plain_key(declared, key)
    with writing():
        row = read(declared, [wanted]).get(wanted)
        if row is None:
            raise _gone(wanted)
        fields = _since(declared, wanted, seen, row)
        if fields:
            what = Text(N_("%(by)s changed it in the meantime."), by=next(iter(fields.values())).by)
            raise ConflictError(what, mend=Text(N_("Look at it again before you delete it.")), fields=fields)
        return delete(table, key, by=by, why=why)


def _refuse(table: Table, key: Key, wanted: Mapping[str, Plain], seen: int) -> None:
    row = read(table, [key]).get(key)
    if row is None and seen != NOTHING:
        raise _gone(key)
    if row is not None and seen == NOTHING:
        what = Text(N_('The code "%(key)s" is taken already.'), key=_said(key))
        raise ConflictError(what, mend=Text(N_("Choose another code.")), is_taken=True)
    if row is None:
        return
    both = {name: one for name, one in _since(table, key, seen, row).items() if name in wanted and wanted[name] != one.now}
    if both:
        what = Text(N_("%(by)s changed the same thing in the meantime; nothing of yours is lost."), by=next(iter(both.values())).by)
        mend = Text(N_("Choose what to keep, field by field, and save again."))
        raise ConflictError(what, mend=mend, fields=both, wanted={name: wanted[name] for name in both})


def _gone(key: Key) -> ConflictError:
    what = Text(N_('"%(key)s" was deleted in the meantime.'), key=_said(key))
    return ConflictError(what, mend=Text(N_("Undo the deletion in its history, then save again.")), is_gone=True)


def _said(key: Key) -> str:
    return " ".join(str(part) for part in key if part not in (None, ""))


def _plain(table: Table, fields: Mapping[str, object]) -> dict[str, Plain]:
    types = {**{f.name: f.type for f in table.fields}, "extra": "text"}
    return {name: plain(pa.array([value], ARROW[types[name]]), types[name])[0] for name, value in fields.items()}


def _since(table: Table, key: Key, version: int, row: Row | None) -> dict[str, Since]:
    names = columns(table)
    now = dict(zip(names, row, strict=True)) if row else dict.fromkeys(names)
    steps = list(_steps(table, key).filter(change_id__gt=version).select_related("change").order_by("-change_id", "-position"))
    kept = ChangeValue.objects.filter(change_id__in={step.change_id for step in steps}) if steps else ()
    values = {(one.change_id, one.position): json.loads(one.before or "{}") for one in kept}
    found: dict[str, Since] = {}
    for step in steps:  # the last first: the first one met gives who and when, the last one met the value then
        before = values.get((step.change_id, step.position), {})
        whole = step.action in ("created", "deleted")
        for name in names if whole else step.fields.split():
            last = found.get(name)
            by, at = (last.by, last.at) if last else (step.change.by, step.change.at)
            found[name] = Since(before.get(name), now[name], by, at)
    return {name: one for name, one in found.items() if one.then != one.now and name not in table.key}


def _steps(table: Table, key: Key) -> QuerySet[ChangeRow]:
    return ChangeRow.objects.filter(table=table.name, key=dumped(list(key))).exclude(action="erased")
