"""Whether a file tells in thousands what another file, or the home, tells in units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk.changes import Part
from pupitre.desk.imports.currency import NO_SHEET
from pupitre.desk.snapshot import ModelSnapshot
from pupitre.kernel import N_, Place, Text
from pupitre.sources.reading import Question, ReadColumn, ReadTable
from pupitre.sources.scales import scale_question

if TYPE_CHECKING:
    from pupitre.desk.imports.plan import FilePlan

COMPARED: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "project_report": (
        ("project",),
        {
            "budget": "budget",
            "spent": "spent",
            "forecast_cost": "forecast_cost",
            "period_budget": "year_budget",
            "period_forecast": "year_forecast",
        },
    ),
    "project": (("key",), {"budget": "budget"}),
    "budget_line": (
        ("unit", "project", "line", "starts_on"),
        {"planned": "planned", "committed": "committed", "actual": "actual", "landing": "landing"},
    ),
}
"""Model table → the columns by which it is compared, and its amounts with the exchange column they come from."""
FEWEST = 5
"""Keys that two sides must share."""
NEAR = 0.15
"""How far the median ratio may stand from a thousand or a million."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one file, or the home (`file` is None), says of an amount: one figure per key, the largest of those reported."""

    file: FilePlan | None
    name: str
    figures: pa.Table


def with_scale_doubts(files: Sequence[FilePlan], parts: Sequence[Part], known: ModelSnapshot) -> list[FilePlan]:
    """Return the files, each with a question on every amount that is a thousand or a million times another file's or the home's.

    Args:
        files: The files of the import. parts: The rows they bring. known: The home as it is.
    """
    asked: dict[str, dict[str, Question]] = {}
    by_name = {file.name: file for file in files}
    bringing = [(by_name[part.source.name], part.tables) for part in parts if part.source and part.source.name in by_name]
    for table, (keys, amounts) in COMPARED.items():
        holding = [(file, tables[table]) for file, tables in bringing if table in tables]
        if not holding:
            continue
        for amount, field in amounts.items():
            sides = [Side(None, "", _figures(known.table(table), keys, amount))]
            sides += [Side(file, file.name, _figures(rows, keys, amount)) for file, rows in holding]
            for side, question in _doubts(sides, field):
                asked.setdefault(side, {}).setdefault(question.id, question)
    return [replace(f, questions=(*f.questions, *asked[f.name].values())) if f.name in asked else f for f in files]


def _figures(rows: pa.Table, keys: Sequence[str], amount: str) -> pa.Table:
    """Return the key, joined as one text, and the largest amount told of it; nothing, zero and negative amounts left out."""
    texts = [pc.fill_null(pc.cast(rows.column(key), pa.string()), "") for key in keys]
    joined = pc.binary_join_element_wise(*texts, "\x1f")
    figures = pa.table({"key": joined, "figure": pc.cast(rows.column(amount), pa.float64())})
    positive = figures.filter(pc.fill_null(pc.greater(figures.column("figure"), 0.0), False))
    return positive.group_by("key").aggregate([("figure", "max")])


def _doubts(sides: Sequence[Side], field: str) -> Iterator[tuple[str, Question]]:
    """Yield the name of a file and its question, for each pair of sides of which one is a thousand or a million times the other."""
    for at, one in enumerate(sides):
        for other in sides[at + 1 :]:
            ratios = _ratios(one.figures, other.figures)
            if len(ratios) < FEWEST:
                continue
            median = float(np.median(ratios))
            for factor in (1e3, 1e6):
                if abs(median / factor - 1) <= NEAR:
                    yield from _question(other, one, field, factor, len(ratios), median)
                elif abs(median * factor - 1) <= NEAR and one.file is not None:
                    yield from _question(one, other, field, factor, len(ratios), 1 / median)
                elif abs(median * factor - 1) <= NEAR:
                    yield from _question(other, one, field, 1 / factor, len(ratios), median)


def _ratios(first: pa.Table, second: pa.Table) -> npt.NDArray[np.float64]:
    """Return the first figure over the second one, key by key."""
    both = first.join(second, "key", join_type="inner", right_suffix="_second")
    return np.asarray(both.column("figure_max").to_numpy() / both.column("figure_max_second").to_numpy(), dtype=np.float64)


def _question(side: Side, other: Side, field: str, factor: float, count: int, median: float) -> Iterator[tuple[str, Question]]:
    """Yield the question on the column of a file that holds an amount, unless its unit was already told."""
    assert side.file is not None
    found = _column(side.file, field)
    if found is None:
        return
    table, column = found
    sheet, header = table.sheet or NO_SHEET, " ".join(column.header.split())
    if f"scale:{sheet}" in side.file.answers or f"scale:{sheet}:{header}" in side.file.answers:
        return
    place = Place(side.name, table.sheet, None, column.header)
    what = _said(other, header, count, median if factor > 1 else 1 / median, smaller=factor > 1)
    yield side.name, scale_question(place, f"{sheet}:{header}", column.unit_multiplier, factor, what, side.file.answers)


def _column(file: FilePlan, field: str) -> tuple[ReadTable, ReadColumn] | None:
    """Return the one column of a file that holds an amount, with its table."""
    for table in file.reading.tables if file.reading else ():
        columns = [column for column in table.columns if column.field == field]
        if len(columns) == 1:
            return table, columns[0]
    return None


def _said(other: Side, header: str, count: int, times: float, *, smaller: bool) -> Text:
    """Return the evidence in one sentence."""
    values: Mapping[str, object] = {"header": header, "count": count, "ratio": round(times), "file": other.name}
    if other.file is None and smaller:
        return Text(N_('"%(header)s" is about %(ratio)s times smaller than what the desk knows of the same %(count)s rows.'), **values)
    if other.file is None:
        return Text(N_('"%(header)s" is about %(ratio)s times larger than what the desk knows of the same %(count)s rows.'), **values)
    return Text(N_('"%(header)s" is about %(ratio)s times smaller than what %(file)s says of the same %(count)s rows.'), **values)
