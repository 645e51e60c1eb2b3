"""Figures that two files of one import tell differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk.changes import Part
from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.fill.columns import grouped
from pupitre.tables import TABLES

COMPARED = tuple(name for name in TABLES if name not in ("entity", "unit", "alias", "person", "skill", "programme", "project"))
"""Tables compared; the rest hold names that files complete for one another, or projects whose reports are compared at each date."""
SHOWN = 20
"""Conflicts shown one by one in a table; the others are counted."""


def told_twice(parts: Sequence[Part]) -> list[Problem]:
    """Return a warning for each figure that a later file tells otherwise than an earlier one; the later one is kept."""
    problems: list[Problem] = []
    for name in COMPARED:
        holding = [part for part in parts if name in part.tables and part.source]
        if len(holding) > 1:
            problems += _differences(name, holding)
    return problems


def _differences(name: str, holding: Sequence[Part]) -> Iterator[Problem]:
    declared = TABLES[name]
    wanted = [*declared.schema.names, "source_row"]
    rows = pa.concat_tables([part.tables[name].select(wanted) for part in holding]).combine_chunks()
    part = np.repeat(np.arange(len(holding)), [p.tables[name].num_rows for p in holding])
    group, _ = grouped(rows, declared.key)
    order = np.lexsort((part, group))
    again = np.flatnonzero((group[order][1:] == group[order][:-1]) & (part[order][1:] != part[order][:-1])) + 1
    if not len(again):
        return
    later, earlier = order[again], order[again - 1]
    told = 0
    for field in declared.fields:
        if field.name in declared.key or field.type == "list":
            continue
        column = rows.column(field.name)
        before, after = column.take(pa.array(earlier)), column.take(pa.array(later))
        differ = np.flatnonzero(np.asarray(pc.fill_null(pc.not_equal(before, after), False)))
        for at in differ[: max(0, SHOWN - told)]:
            key = " · ".join(str(rows.column(k)[int(later[at])].as_py()) for k in declared.key)
            yield Problem(
                rule="figure.told_twice",
                severity="warning",
                where=_place(holding[part[later[at]]], int(rows.column("source_row")[int(later[at])].as_py() or 0), field.name),
                found=str(after[int(at)].as_py()),
                what=Text(
                    N_("%(key)s: %(file)s says %(first)s, this file says %(second)s; this one is kept."),
                    key=key,
                    file=_name(holding[part[earlier[at]]]),
                    first=str(before[int(at)].as_py()),
                    second=str(after[int(at)].as_py()),
                ),
                mend=Text(N_("Correct the file that is wrong and load both again.")),
                reason="told_twice",
            )
        told += len(differ)
    if told > SHOWN:
        yield Problem(
            rule="figure.told_twice",
            severity="warning",
            where=_place(holding[-1], None, None),
            found=name,
            what=Text.many(
                N_("%(count)s more figure differs from one file to the other; the later one is kept."),
                N_("%(count)s more figures differ from one file to the other; the later ones are kept."),
                count=told - SHOWN,
            ),
            mend=Text(N_("Correct the file that is wrong and load both again.")),
            reason="told_twice",
        )


def _name(part: Part) -> str:
    return part.source.name if part.source else ""


def _place(part: Part, row: int | None, column: str | None) -> Place:
    return Place(_name(part), None, row or None, column)
