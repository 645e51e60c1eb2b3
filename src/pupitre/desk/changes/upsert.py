"""What a batch changes in a table, row by row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk.changes.values import LINEAGE, SOURCE_ROW, SOURCE_SHEET, Counts, Touched
from pupitre.desk.rows import Key, Row, columns, key_places
from pupitre.kernel import N_, Place, Problem, Text
from pupitre.records.cells import Plain, plain
from pupitre.tables import ARROW, Field, Table

TEXTS = ("key", "text", "choice")


@dataclass(frozen=True, slots=True)
class Lines:
    """A batch as plain rows.

    Args:
        rows: One tuple per row, as wide as the table; a column that the batch lacks is empty.
        sheets: Sheet of each row. numbers: Its row in the sheet.
    """

    rows: list[Row]
    sheets: list[str | None]
    numbers: list[int | None]


def prepared(table: Table, batch: pa.Table) -> pa.Table:
    """Return a batch with every declared column in its type, then its lineage; an absent part of the key becomes an empty text.

    Raises:
        ValueError: A column that the table does not declare, or a batch without a part of the key that cannot be empty.
        pa.ArrowInvalid: A column that cannot hold the declared type without loss.
    """
    unknown = [name for name in batch.column_names if name not in table.schema.names and name not in LINEAGE]
    if unknown:
        raise ValueError(f"{table.name} has no column {unknown[0]}")
    made = []
    for name, kind in [*((f.name, f.type) for f in table.fields), ("extra", "text")]:
        column = batch.column(name) if name in batch.column_names else pa.chunked_array([pa.nulls(batch.num_rows, ARROW[kind])])
        typed = column if column.type == ARROW[kind] else column.cast(ARROW[kind])
        if pa.types.is_floating(typed.type):
            typed = pc.if_else(pc.is_nan(typed), pa.scalar(None, typed.type), typed)
        if name in table.key:
            if kind in TEXTS:
                typed = pc.fill_null(typed, "")
            elif typed.null_count:
                raise ValueError(f"{table.name}: {name} is part of the key and is empty in {typed.null_count} rows")
        made.append(typed)
    for name, kind in ((SOURCE_ROW, pa.int64()), (SOURCE_SHEET, pa.string())):
        made.append(batch.column(name).cast(kind) if name in batch.column_names else pa.chunked_array([pa.nulls(batch.num_rows, kind)]))
    return pa.Table.from_arrays(made, names=[*table.schema.names, SOURCE_ROW, SOURCE_SHEET])


def lines(table: Table, batch: pa.Table) -> Lines:
    """Return a prepared batch as plain rows."""
    kinds = {**{f.name: f.type for f in table.fields}, "extra": "text"}
    cells = [plain(batch.column(name), kinds[name]) for name in columns(table)]
    return Lines(list(zip(*cells, strict=True)), batch.column(SOURCE_SHEET).to_pylist(), batch.column(SOURCE_ROW).to_pylist())


def unfit(table: Table, batch: pa.Table) -> tuple[pa.Table, list[Problem]]:
    """Return the prepared batch without the rows that the declaration refuses, and a problem for each.

    A row whose key is empty throughout, or that has a value outside the choices of its field, is left out.
    """
    keep = pa.chunked_array([pa.repeat(False, batch.num_rows)])
    for part in table.key:
        column = batch.column(part)
        keep = pc.or_(keep, pc.not_equal(column, "") if pa.types.is_string(column.type) else pc.is_valid(column))
    problems = [_problem(table, batch, at, N_("This row has no code."), "", "key.missing") for at in _where_not(keep)]
    for field in table.fields:
        if field.type == "choice" and field.choices:
            column = batch.column(field.name)
            fits = pc.or_(pc.is_null(column), pc.is_in(column, pa.array(list(field.choices))))
            bad = _where_not(pc.or_(fits, pc.invert(keep)))
            problems += [
                _problem(
                    table,
                    batch,
                    at,
                    N_('"%(found)s" is not one of the values that this column may take.'),
                    column[at].as_py(),
                    "choice.unknown",
                )
                for at in bad
            ]
            keep = pc.and_(keep, fits)
        elif field.required and table.store == "bulk" and field.name not in table.key:
            fits = pc.is_valid(batch.column(field.name))
            bad = _where_not(pc.or_(fits, pc.invert(keep)))
            problems += [
                _problem(table, batch, at, N_("A value that this row must have is missing."), "", f"{field.name}.missing") for at in bad
            ]
            keep = pc.and_(keep, fits)
    return (batch.filter(keep), problems) if problems else (batch, problems)


def _where_not(mask: pa.ChunkedArray) -> list[int]:
    return list(pc.indices_nonzero(pc.invert(mask)).to_pylist())


def _problem(table: Table, batch: pa.Table, at: int, what: str, found: str, reason: str) -> Problem:
    place = Place(sheet=batch.column(SOURCE_SHEET)[at].as_py(), row=batch.column(SOURCE_ROW)[at].as_py())
    return Problem(
        rule=f"{table.name}.{reason}",
        severity="refused",
        where=place,
        found=found,
        what=Text(what, found=found) if found else Text(what),
        mend=Text(N_("Correct it in the file and load the file again.")),
        reason=reason.replace(".", "_"),
    )


@dataclass(slots=True)
class Upserted:
    """What a batch does to a table: the moves to save, the rows to log, the counts."""

    moves: dict[Key, tuple[Row | None, Row | None]]
    touched: list[Touched]
    counts: Counts
    problems: list[Problem]


def upsert(table: Table, batch: pa.Table, known: Mapping[Key, Row], *, clears: frozenset[str], source: int | None) -> Upserted:
    """Compare a batch with the rows known and return what it changes.

    Args:
        table: The table's declaration.
        batch: A prepared batch (`prepared`), with the columns it really had in `clears` when empty cells erase.
        known: The rows known, by key.
        clears: Fields that an empty cell erases.
        source: Place of the source among those of the commit.
    """
    fit, problems = unfit(table, batch)
    given = lines(table, fit)
    names, places = columns(table), key_places(table)
    required = [at for at, f in enumerate(table.fields) if f.required and at not in places]
    erasable = frozenset(at for at, name in enumerate(names) if name in clears and name not in table.key)
    extra = len(names) - 1
    states: dict[Key, Row] = {}
    origin: dict[Key, int] = {}
    refused = 0
    for at, row in enumerate(given.rows):
        key = tuple(row[p] for p in places)
        old = states.get(key) or known.get(key)
        if old is None:
            lacking = [names[p] for p in required if row[p] is None]
            if lacking:
                refused += 1
                problems.append(_incomplete(table, key, table.field(lacking[0]), given.sheets[at], given.numbers[at]))
                continue
            states[key] = row
        else:
            states[key] = merged(old, row, erasable, extra)
        origin.setdefault(key, at)
    moves: dict[Key, tuple[Row | None, Row | None]] = {}
    touched: list[Touched] = []
    created = 0
    for key, after in states.items():
        before = known.get(key)
        if before == after:
            continue
        created += before is None
        moves[key] = (before, after)
        at = origin[key]
        touched.append(move(table, key, before, after, source=source, sheet=given.sheets[at], number=given.numbers[at]))
    counts = Counts(created, len(moves) - created, len(states) - len(moves), refused + batch.num_rows - fit.num_rows)
    return Upserted(moves, touched, counts, problems)


def merged(old: Row, new: Row, erasable: frozenset[int], extra: int) -> Row:
    """Return a known row with what a new one says; an empty cell keeps what is known unless its field is erasable."""
    if not erasable and all(b is None or b == a for a, b in zip(old, new, strict=True)):
        return old
    cells = [a if b is None and at not in erasable else b for at, (a, b) in enumerate(zip(old, new, strict=True))]
    cells[extra] = both(old[extra], new[extra])
    return tuple(cells)


def both(old: Plain, new: Plain) -> Plain:
    """Return what two sources said besides, the new one winning name by name."""
    if old is None or new is None or old == new:
        return old if new is None else new
    together = {**json.loads(str(old)), **json.loads(str(new))}
    return old if together == json.loads(str(old)) else json.dumps(together, ensure_ascii=False)


def move(
    table: Table,
    key: Key,
    before: Row | None,
    after: Row | None,
    *,
    source: int | None = None,
    sheet: str | None = None,
    number: int | None = None,
) -> Touched:
    """Return the log's row for a row that goes from one state to another: only the fields that differ."""
    names = columns(table)
    if before is None or after is None:
        one = after if before is None else before
        values = {name: v for name, v in zip(names, one or (), strict=True) if v is not None}
        action = "created" if before is None else "deleted"
        return Touched(
            table.name, key, action, values if after is None else None, values if before is None else None, source, sheet, number
        )
    differ = [(name, a, b) for name, a, b in zip(names, before, after, strict=True) if a != b]
    return Touched(
        table.name, key, "updated", {name: a for name, a, _ in differ}, {name: b for name, _, b in differ}, source, sheet, number
    )


def _incomplete(table: Table, key: Sequence[Plain], field: Field, sheet: str | None, number: int | None) -> Problem:
    return Problem(
        rule=f"{table.name}.{field.name}.missing",
        severity="refused",
        where=Place(sheet=sheet, row=number),
        found=" ".join(str(part) for part in key if part != ""),
        what=Text(N_('"%(key)s" is new and has no "%(field)s".'), key=" ".join(str(p) for p in key if p != ""), field=Text(field.says)),
        mend=Text(N_("Complete the row in the file and load the file again.")),
        reason="required_missing",
    )
