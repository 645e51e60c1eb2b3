"""The history of a row, and the proof that the log is whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pupitre.desk.changes import witness
from pupitre.desk.changes.commit import plain_key
from pupitre.desk.changes.log import FIRST, append, dumped, line, salted, seal, sealed, source_mark
from pupitre.desk.changes.turn import writing
from pupitre.desk.changes.values import Entry, Touched
from pupitre.kernel import Text
from pupitre.kernel.wire import unpack
from pupitre.records.models import Change, ChangeRow, ChangeValue, Source
from pupitre.records.system import ROWS

Fault = Literal["link", "entry", "rows", "why", "value", "missing", "end"]
"""link: does not seal the entry before it; entry: its own seal; rows: keys, fields or lineage; why: the reason; value: a value;
missing: a value that is gone though nothing says it was erased; end: the log stops before the entry that its witness names."""


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The result of reading the whole log.

    Args:
        changes: Entries read. rows: Rows read. erased: Rows whose values were erased, which is allowed.
        fault: What is wrong with the first entry that does not hold. fault_at: Its number. head: The last seal.
    """

    changes: int
    rows: int
    erased: int
    fault: Fault | None
    fault_at: int | None
    head: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing was altered."""
        return self.fault is None


def history(table: str, key: Sequence[object]) -> tuple[Entry, ...]:
    """Return every change a row went through, the first one first.

    Args:
        table: A row table.
        key: The parts of its key, as Python values.
    """
    text = dumped(list(plain_key(ROWS[table], key)))
    rows = list(ChangeRow.objects.filter(table=table, key=text).select_related("change", "source").order_by("change_id", "position"))
    # An import holds thousands of values in one change: those of other rows are not read.
    said = ChangeValue.objects.filter(change_id__in={r.change_id for r in rows}, position__in={r.position for r in rows})
    values = {(v.change_id, v.position): v for v in said}
    return tuple(_entry(row, values.get((row.change_id, row.position))) for row in rows)


def _entry(row: ChangeRow, value: ChangeValue | None) -> Entry:
    change = row.change
    return Entry(
        change_id=change.pk,
        at=change.at,
        by=change.by,
        kind=change.kind,
        why=None if change.why is None else unpack(change.why),
        action=row.action,
        before=None if value is None else json.loads(value.before or "{}"),
        after=None if value is None else json.loads(value.after or "{}"),
        source=row.source.name if row.source else None,
        sheet=row.sheet,
        row=row.row,
    )


def erase(table: str, key: Sequence[object], *, by: str, why: Text) -> int:
    """Erase from the log every value that a row ever had, and return the number of the change that says so.

    The row itself is not touched: correct or delete it first. The log stays whole, and says that values were erased.

    Args:
        table: A row table.
        key: The parts of its key, as Python values.
        by: Who.
        why: The reason.
    """
    plain = plain_key(ROWS[table], key)
    with writing():
        places = list(ChangeRow.objects.filter(table=table, key=dumped(list(plain))).values_list("change_id", "position"))
        for change_id, position in places:
            ChangeValue.objects.filter(change_id=change_id, position=position).delete()
        return append([Touched(table, plain, "erased", None, None)], by=by, kind="erasure", why=why)


def verify_chain(*, witnessed: bool = True) -> ChainReport:
    """Read the whole log again and say whether every seal holds.

    Args:
        witnessed: Whether its end must be the one that the home remembers; not so while another log is being restored.
    """
    previous, changes, rows, erased = FIRST, 0, 0, 0
    gone = _keys_erased()
    marks = {pk: source_mark(name, digest) for pk, name, digest in Source.objects.values_list("pk", "name", "digest")}
    for change in Change.objects.order_by("id").iterator():
        fault, count, without = _fault(change, previous, gone, marks)
        changes, rows, erased = changes + 1, rows + count, erased + without
        if fault:
            return ChainReport(changes, rows, erased, fault, change.pk, previous)
        previous = change.digest
    known = witness.read() if witnessed else None
    if known is not None and not witness.stands(known):
        return ChainReport(changes, rows, erased, "end", known[0], previous)
    return ChainReport(changes, rows, erased, None, None, previous)


def _keys_erased() -> dict[tuple[str, str], int]:
    """The rows whose values were erased, with the last entry that says so."""
    found = ChangeRow.objects.filter(action="erased").order_by("change_id").values_list("table", "key", "change_id")
    return {(table, key): change for table, key, change in found}


def _fault(change: Change, previous: str, gone: dict[tuple[str, str], int], marks: dict[int, str]) -> tuple[Fault | None, int, int]:
    if change.previous != previous:
        return "link", 0, 0
    if change.digest != seal(change):
        return "entry", 0, 0
    if change.why is not None and change.why_digest != salted(bytes(change.why_salt), dumped(change.why)):
        return "why", 0, 0
    values = {
        p: (bytes(s), b, a) for p, s, b, a in ChangeValue.objects.filter(change=change).values_list("position", "salt", "before", "after")
    }
    names = ("position", "table", "key", "action", "fields", "digest", "source_id", "sheet", "row")
    lines, erased = [], 0
    for position, table, key, action, fields, digest, source, sheet, number in (
        ChangeRow.objects.filter(change=change).order_by("position").values_list(*names)
    ):
        lines.append(line((table, key, action, fields, digest, marks[source] if source else "", sheet, number)))
        if position in values:
            if salted(*values[position]) != digest:
                return "value", len(lines), erased
        elif gone.get((table, key), 0) <= change.pk:
            return "missing", len(lines), erased
        else:
            erased += 1
    if len(lines) != change.row_count or sealed(lines) != change.rows_digest:
        return "rows", len(lines), erased
    if len(values) + erased != len(lines):  # a value that belongs to no row
        return "value", len(lines), erased
    return None, len(lines), erased
