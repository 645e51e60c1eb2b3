"""Rows written in one transaction, with one entry in the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

import pyarrow as pa
from django.db import connection, transaction

from pupitre.desk.changes.log import append
from pupitre.desk.changes.pour import pour
from pupitre.desk.changes.turn import writing
from pupitre.desk.changes.upsert import move, prepared, upsert
from pupitre.desk.changes.values import CommitResult, Counts, Part, SourceRef, Touched
from pupitre.desk.rows import Key, read, save
from pupitre.kernel import N_, InputError, Problem, Text
from pupitre.records.cells import plain
from pupitre.records.system import BULK, ROWS
from pupitre.tables import ARROW, Table

Progress = Callable[[str, int, int], None]
"""Called before each table with its name, the number of tables done and the number of tables."""
ORDER = {name: at for at, name in enumerate([*ROWS, *BULK])}


def commit(
    batch: Mapping[str, pa.Table],
    *,
    by: str,
    why: Text,
    source: SourceRef | None = None,
    clears: Mapping[str, frozenset[str]] | None = None,
) -> CommitResult:
    """Write a batch of rows in one transaction and log it as one change.

    Rows are matched by key. An absent column, or an empty cell, never erases a known value, unless the field is in `clears`.

    Args:
        batch: Rows by table, with any of the declared columns (`Part`).
        by: Who.
        why: The reason, as a sentence.
        source: Where the rows come from; without one the change is an edit.
        clears: By table, the fields that an empty cell erases.

    Raises:
        ValueError: A table or a column that is not declared, or a column of another type.
    """
    return commit_parts([Part(batch, source, clears or {})], by=by, why=why)


def commit_parts(parts: Sequence[Part], *, by: str, why: Text, progress: Progress | None = None) -> CommitResult:
    """Write the rows of several sources, in their order, in one transaction and as one change."""
    return _commit(parts, by=by, why=why, progress=progress, is_trial=False)


def preview(parts: Sequence[Part]) -> CommitResult:
    """Return what committing the parts would do, and do nothing."""
    return _commit(parts, by="", why=Text(""), progress=None, is_trial=True)


def _commit(parts: Sequence[Part], *, by: str, why: Text, progress: Progress | None, is_trial: bool) -> CommitResult:
    unknown = [name for part in parts for name in part.tables if name not in ORDER]
    if unknown:
        raise ValueError(f"{unknown[0]} is not a table")
    total, done = sum(len(part.tables) for part in parts), 0
    touched: list[Touched] = []
    problems: list[Problem] = []
    sources: list[tuple[SourceRef, dict[str, dict[str, int]]]] = []
    by_table: dict[str, Counts] = {}
    with writing():
        for part in parts:
            counted: dict[str, dict[str, int]] = {}
            at = len(sources) if part.source else None
            for name in sorted(part.tables, key=ORDER.__getitem__):
                if progress:
                    progress(name, done, total)
                counts, rows, faults = _write(name, part, at, is_trial=is_trial)
                counted[name] = asdict(counts)
                by_table[name] = by_table.get(name, Counts()) + counts
                touched += rows
                problems += faults
                done += 1
            if part.source:
                sources.append((part.source, counted))
        if is_trial:
            transaction.set_rollback(True)
        if is_trial or not (touched or sources):
            return CommitResult(None, by_table, tuple(problems))
        change = append(touched, by=by, kind="import" if sources else "edit", why=why, sources=sources)
    if sources:
        _settle()
    return CommitResult(change, by_table, tuple(problems))


def _settle() -> None:
    """Bring a finished import from SQLite's journal to the disk, so that a power cut cannot take back what is about to be acknowledged."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _write(name: str, part: Part, source: int | None, *, is_trial: bool) -> tuple[Counts, list[Touched], list[Problem]]:
    batch = part.tables[name]
    if name in BULK:
        poured, counts, problems = pour(name, prepared(BULK[name], batch), source=source, is_trial=is_trial)
        return counts, [poured] if poured else [], problems
    table = ROWS[name]
    ready = prepared(table, batch)
    known = read(table, keys_in(table, ready))
    clears = part.clears.get(name, frozenset()) & frozenset(batch.column_names)
    done = upsert(table, ready, known, clears=clears, source=source)
    save(table, done.moves)
    return done.counts, done.touched, done.problems


def keys_in(table: Table, batch: pa.Table) -> set[Key]:
    """Return the keys of a prepared batch."""
    kinds = {f.name: f.type for f in table.fields}
    return set(zip(*(plain(batch.column(part), kinds[part]) for part in table.key), strict=True))


def edit(rows: Mapping[str, Sequence[Mapping[str, object]]], *, by: str, why: Text) -> CommitResult:
    """Write rows by hand, as one change: every field given is set, and one given as None is erased.

    Args:
        rows: By table, rows as Python values (money in Decimal, lists as lists); their key at least.
        by: Who.
        why: The reason.

    Raises:
        InputError: A row that its table's declaration refuses.
    """
    with writing():
        done = commit_parts([_by_hand(name, row) for name, several in rows.items() for row in several], by=by, why=why)
        if done.problems:
            raise InputError(done.problems[0].what, mend=Text(N_("Complete the form and save it again.")))
    return done


def write(table: str, row: Mapping[str, object], *, by: str, why: Text) -> int | None:
    """Write one row by hand and return the number of the change; None when it says nothing new (see `edit`)."""
    return edit({table: [row]}, by=by, why=why).change_id


def delete(table: str, key: Sequence[object], *, by: str, why: Text) -> int:
    """Remove one row and return the number of the change.

    Args:
        table: A row table.
        key: The parts of its key, as Python values.
        by: Who.
        why: The reason.

    Raises:
        InputError: There is no such row.
    """
    declared = ROWS[table]
    wanted = plain_key(declared, key)
    with writing():
        row = read(declared, [wanted]).get(wanted)
        if row is None:
            raise InputError(Text(N_('There is no "%(key)s".'), key=" ".join(map(str, key))))
        save(declared, {wanted: (row, None)})
        return append([move(declared, wanted, row, None)], by=by, kind="edit", why=why)


def plain_key(table: Table, key: Sequence[object]) -> Key:
    """Return a key given as Python values as the plain values that a row holds."""
    return tuple(
        plain(pa.array([part], ARROW[table.field(name).type]), table.field(name).type)[0] for name, part in zip(table.key, key, strict=True)
    )


def _by_hand(name: str, row: Mapping[str, object]) -> Part:
    declared = ROWS[name] if name in ROWS else BULK[name]
    types = {field.name: field.type for field in declared.schema}
    made = pa.table({field: pa.array([value], types[field]) for field, value in row.items()})
    return Part({name: made}, clears={name: frozenset(row)})
