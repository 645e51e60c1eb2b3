"""The rows that a computed figure rests on, each with the place it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk import bulk
from pupitre.desk.lineage import Origin, lineages, several
from pupitre.desk.proofs.known import Known, key_of
from pupitre.desk.proofs.narrow import as_text
from pupitre.kernel import Explained, Input
from pupitre.tables import TABLES

Cells = Mapping[str, Any]
"""One row by column; a column holds what its declared type says."""

SHOWN: Final = 5
"""Rows of one table shown on the page of a figure: the latest; the others are one link away."""
DATED: Final[Mapping[str, str]] = {
    "measure": "starts_on",
    "target": "starts_on",
    "project_report": "at",
    "ledger_entry": "at",
    "staffing": "at",
    "capacity": "starts_on",
    "allocation": "starts_on",
    "budget_line": "starts_on",
}
"""The column by which rows of a table are laid out, the latest first."""
SPEAKS_OF: Final[Mapping[str, str]] = {"measure": "starts_on", "project_report": "at", "ledger_entry": "at", "staffing": "at"}
"""The column that tells the day that rows of a table speak of; rows of other tables hold until they are written again."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Rows of one table that a figure rests on.

    Args:
        table: The table. rows: The first rows within reach, the latest first. origins: Where each last came from, None for a computed row.
        count: How many there are within reach. hidden_count: How many are out of reach.
        match: Columns and the values they hold, which name all of these rows.
        data_on: The last day that they speak of, when they speak of days.
    """

    table: str
    rows: tuple[Cells, ...]
    origins: tuple[Origin | None, ...]
    count: int
    hidden_count: int
    match: tuple[tuple[str, str], ...]
    data_on: date | None


def basis(said: Explained, row: Cells, known: Known) -> tuple[Basis, ...]:
    """Return the rows that a row of a derived table is computed from, one part per table that has some.

    Args:
        said: The derived table in words.
        row: Its row.
        known: The tables, as the computation knew them.
    """
    inputs = [one for one in said.inputs if all(as_text(row.get(name)) == value for name, value in one.when.items())]
    parts = [part for part in (_part(one, row, known) for one in inputs) if part.count or part.hidden_count]
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for part in parts:
        if part.table in TABLES:
            wanted.setdefault(part.table, []).extend(row_key(part.table, one) for one in part.rows)
    found = several(wanted)
    return tuple(replace(part, origins=_last(found.get(part.table, {}), part.table, part.rows)) for part in parts)


def _part(one: Input, row: Cells, known: Known) -> Basis:
    match = tuple((name, as_text(row[mine])) for name, mine in one.match.items())
    if one.table in DATED and known.is_whole(one.table):
        count, data_on, first = bulk.first(one.table, dict(match), day=DATED[one.table], on=known.on, limit=SHOWN)
        return Basis(one.table, tuple(first.to_pylist()), (), count, 0, match, data_on if one.table in SPEAKS_OF else None)
    every = known.matching(one.table, dict(match))
    seen = known.seen(one.table, every)
    return Basis(
        table=one.table,
        rows=tuple(latest_first(one.table, seen, on=known.on).slice(0, SHOWN).to_pylist()),
        origins=(),
        count=seen.num_rows,
        hidden_count=every.num_rows - seen.num_rows,
        match=match,
        data_on=speaks_of(one.table, seen, on=known.on),
    )


def latest_first(table: str, rows: pa.Table, *, on: date) -> pa.Table:
    """Return rows the latest first, those of days to come last; in order of key where rows have no day."""
    if table not in DATED or not rows.num_rows:
        return rows
    days = rows.column(DATED[table])
    ahead = pc.fill_null(pc.greater(days, pa.scalar(on, pa.date32())), True)
    order = pa.table({"ahead": ahead, "day": days})
    return rows.take(pc.sort_indices(order, [("ahead", "ascending"), ("day", "descending")]))


def speaks_of(table: str, rows: pa.Table, *, on: date) -> date | None:
    """Return the last day up to today that rows speak of, None when they speak of none."""
    if table not in SPEAKS_OF or not rows.num_rows:
        return None
    if table == "measure":
        rows = rows.filter(pc.not_equal(pc.fill_null(rows.column("basis"), "actual"), "projected"))
    days = rows.column(SPEAKS_OF[table])
    last = pc.max(days.filter(pc.less_equal(days, pa.scalar(on, pa.date32())))).as_py()
    return last if isinstance(last, date) else None


def origins(table: str, rows: Sequence[Cells]) -> tuple[Origin | None, ...]:
    """Return where each row last came from, None for each row of a derived table."""
    found = lineages(table, [row_key(table, row) for row in rows]) if table in TABLES else {}
    return _last(found, table, rows)


def _last(found: Mapping[tuple[str, ...], Sequence[Origin]], table: str, rows: Sequence[Cells]) -> tuple[Origin | None, ...]:
    return tuple(next(iter(found.get(row_key(table, row), ())), None) for row in rows)


def row_key(table: str, row: Cells) -> tuple[str, ...]:
    """Return the key of a row, as texts."""
    return tuple(as_text(row[part]) for part in key_of(table))
