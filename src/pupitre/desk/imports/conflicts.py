"""Rows that several files of one import tell, settled so that each figure is told once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk.changes import Part
from pupitre.kernel import N_, Place, Problem, Quantity, Text
from pupitre.sources.fill.columns import grouped, one_per_key
from pupitre.tables import TABLES, Table

COMPARED = tuple(name for name in TABLES if name not in ("entity", "unit", "alias", "person", "skill", "programme", "project"))
"""Tables whose differences are said; the rest hold names that files complete for one another, or projects, whose reports are compared
at each date."""
SHOWN = 20
"""Differences shown one by one in a table; the others are counted."""


def settled(parts: Sequence[Part]) -> tuple[list[Part], list[Problem]]:
    """Return the parts without the figures that a later file tells otherwise, and a warning for each of those.

    Loading the same files again then says nothing new. What a file says in columns of its own is joined to what the others say.
    """
    done, problems = list(parts), []
    for name, declared in TABLES.items():
        holding = [at for at, part in enumerate(parts) if name in part.tables and part.source]
        if len(holding) > 1:
            rows, said = _table(declared, [parts[at] for at in holding])
            problems += said
            for at, made in zip(holding, rows, strict=True):
                done[at] = replace(done[at], tables={**done[at].tables, name: made})
    return done, problems


def _table(declared: Table, holding: Sequence[Part]) -> tuple[list[pa.Table], list[Problem]]:
    sizes = [part.tables[declared.name].num_rows for part in holding]
    rows = pa.concat_tables([part.tables[declared.name] for part in holding]).combine_chunks()
    part = np.repeat(np.arange(len(holding)), sizes)
    group, count = grouped(rows, declared.key)
    first_part, last_part = np.full(count, len(holding)), np.full(count, -1)
    np.minimum.at(first_part, group, part)
    np.maximum.at(last_part, group, part)
    early = part < last_part[group]
    if not early.any():
        return [p.tables[declared.name] for p in holding], []
    final = one_per_key(rows, declared.key)
    problems: list[Problem] = []
    for field in declared.fields:
        if field.name in declared.key:
            continue
        column, kept = rows.column(field.name), final.column(field.name).take(pa.array(group))
        differ = early & np.asarray(pc.fill_null(pc.not_equal(_comparable(column), _comparable(kept)), False))
        if not differ.any():
            continue
        if declared.name in COMPARED:
            problems += _said(declared, rows, field.name, kept, np.flatnonzero(differ), part, holding)
        silent = kept if field.required else pa.nulls(rows.num_rows, column.type)
        rows = rows.set_column(rows.schema.get_field_index(field.name), field.name, pc.if_else(pa.array(differ), silent, column))
    rows = rows.set_column(
        rows.schema.get_field_index("extra"),
        "extra",
        _joined(rows.column("extra"), group, part, last_part if declared.store == "bulk" else first_part),
    )
    keep = ~early if declared.store == "bulk" else np.ones(rows.num_rows, dtype=bool)
    return [rows.filter(pa.array(keep & (part == at))) for at in range(len(holding))], _counted(declared, problems, holding)


def _comparable(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join(column, "\x1f") if pa.types.is_list(column.type) else column


def _joined(extra: pa.ChunkedArray, group: np.ndarray, part: np.ndarray, bearer: np.ndarray) -> pa.Array:
    """Return what files say in columns of their own, joined on the row of one file, the bearer of each key."""
    texts = extra.to_pylist()
    several = np.flatnonzero(np.bincount(group, minlength=len(bearer))[group] > 1)
    said: dict[int, dict[str, str]] = {}
    for at in several[np.argsort(part[several], kind="stable")]:
        if texts[at]:
            said.setdefault(int(group[at]), {}).update(json.loads(texts[at]))
    for at in several:
        of = said.get(int(group[at]))
        texts[at] = json.dumps(of, ensure_ascii=False) if of and part[at] == bearer[group[at]] else None
    return pa.array(texts, pa.string())


def _said(
    declared: Table, rows: pa.Table, field: str, kept: pa.ChunkedArray, at: np.ndarray, part: np.ndarray, holding: Sequence[Part]
) -> Iterator[Problem]:
    for row in at.tolist():
        source = holding[part[row]].source
        file = source.name if source else ""
        first, second = rows.column(field)[row].as_py(), kept[row].as_py()
        yield Problem(
            rule="figure.told_twice",
            severity="warning",
            where=Place(file, rows.column("source_sheet")[row].as_py(), rows.column("source_row")[row].as_py(), field),
            found=str(first),
            what=_difference(declared, field, rows.slice(row, 1), first, second),
            mend=Text(N_("Correct the file that is wrong and load both again.")),
            reason="told_twice",
        )


def _difference(declared: Table, field: str, row: pa.Table, first: object, second: object) -> Text:
    """Return what two files say of one thing: its key without what is empty, the column, both values."""
    named = tuple(_shown(value) for name in declared.key if (value := row.column(name)[0].as_py()) not in (None, ""))
    if declared.name == "measure" and field == "ends_on":
        return Text(
            N_(
                "%(key)s: two lengths of time are read from the same day, up to %(first)s in this file and up to %(second)s in a later "
                "one, which is kept."
            ),
            key=named,
            first=_shown(first),
            second=_shown(second),
        )
    return Text(
        N_("%(key)s, %(field)s: this file says %(first)s, a later one says %(second)s, which is kept."),
        key=named,
        field=Text(declared.field(field).says or field),
        first=_shown(first),
        second=_shown(second),
    )


def _shown(value: object) -> str | date | Quantity:
    """Return a value as people read it: days and figures in the reader's own way."""
    if isinstance(value, date):
        return value
    return Quantity.of(float(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else str(value)


def _counted(declared: Table, problems: list[Problem], holding: Sequence[Part]) -> list[Problem]:
    """Return the first differences, and one line that counts the others."""
    more = len(problems) - SHOWN
    if more <= 0:
        return problems
    source = holding[-1].source
    counted = Problem(
        rule="figure.told_twice",
        severity="warning",
        where=Place(source.name if source else ""),
        found=declared.name,
        what=Text.many(
            N_("%(count)s more figure differs from one file to the other; the later one is kept."),
            N_("%(count)s more figures differ from one file to the other; the later ones are kept."),
            count=more,
        ),
        mend=Text(N_("Correct the file that is wrong and load both again.")),
        reason="told_twice",
    )
    return [*problems[:SHOWN], counted]
