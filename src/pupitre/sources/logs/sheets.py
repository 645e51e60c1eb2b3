"""Logs found in sheets that are imported: times in a column of their own, names of other systems, steps on two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.grid import Cells, Sheet, one_array
from pupitre.sources.logs import canon
from pupitre.sources.logs.canon import Canon
from pupitre.sources.logs.pairs import ends_in, is_lifecycle
from pupitre.sources.mapping.clocks import clocks, joined_cells, joined_name
from pupitre.sources.mapping.kinds import Columns, Pairing
from pupitre.sources.mapping.logs import EVENTS, paired
from pupitre.sources.mapping.profile import profile
from pupitre.sources.mapping.sequences import ORDERED, order_in, steps_among
from pupitre.sources.reading import Warned
from pupitre.sources.structure.regions import Region

NEEDED = {"case", "activity", "at"}
TIMED = 0.9
"""Share of the cells of the moment that hold a time of the day, from which a table may be a log whatever else it looks like."""
COMES_BACK = 0.7
"""Different cases per row, at most."""
NAMED = 0.6
"""How sure the case and the step must be for a table to be a log against what its other columns look like."""
GUESSED = 0.5
"""How sure a column is that was found by its cells alone."""
MOST_WORDS = 16
"""Different words of the life of steps."""


def with_clocks(region: Region, cells: Sequence[Cells]) -> Region | None:
    """Return a table whose days and times, when they stand in two columns, are one; None when they do not."""
    found = clocks(region.names, cells, [profile(one) for one in cells])
    if not found:
        return None
    sheet, columns, names, numbers = region.sheet, list(region.sheet.columns), list(region.names), list(region.sheet.numbers)
    places = list(region.columns)
    parts = {at for one in found for at in (one.day, one.time)}
    for one in found:
        columns.append(joined_cells(columns[region.columns[one.day]], columns[region.columns[one.time]], one.form))
        numbers.append(numbers[region.columns[one.day]])
        names.append(joined_name(region.names, one))
        places.append(len(columns) - 1)
    kept = [at for at in range(len(places)) if at not in parts]
    wider: Sheet = replace(sheet, columns=tuple(columns), numbers=tuple(numbers))
    return replace(region, sheet=wider, names=tuple(names[at] for at in kept), columns=tuple(places[at] for at in kept))


def as_log(pairing: Pairing, columns: Columns, cells: Sequence[Cells]) -> Pairing:
    """Return what a table is once its columns were looked at as those of a log.

    A table taken for a log keeps its kind, its columns found anew. One taken for nothing is a log when its moments have their time and its
    cases come back; one taken for something else, when its case and step bear known names besides, or its steps follow each other.
    """
    fields, scores = _fields(columns, cells)
    is_log = pairing.kind is not None and pairing.kind.name == EVENTS.name
    if not set(fields.values()) >= NEEDED:
        return pairing
    if is_log:
        return replace(pairing, fields=fields, scores=scores)
    at = {name: i for i, name in fields.items()}
    case, moment = columns.profiles[at["case"]], columns.profiles[at["at"]]
    if moment.timed < TIMED or case.distinct > COMES_BACK:
        return pairing
    is_named = min(scores[at["case"]], scores[at["activity"]]) >= NAMED
    if pairing.kind is not None and not is_named and order_in(cells[at["case"]], cells[at["activity"]]) < ORDERED:
        return pairing
    sure = float(np.mean([scores[at[name]] for name in sorted(NEEDED)]))
    return Pairing(EVENTS, fields, scores, {}, pairing.score, min(0.9, sure))


def _fields(columns: Columns, cells: Sequence[Cells]) -> tuple[dict[int, str], dict[int, float]]:
    """Return the columns of a table as those of a log, by names, by cells, and by the order in which steps follow each other."""
    life = [i for i, one in enumerate(cells) if _is_life(one.text)]
    seen = [one.take(pc.indices_nonzero(ends_in(cells[life[0]].text))) for one in cells] if life else list(cells)
    fields, scores = paired(replace(columns, repeated=columns.repeated | frozenset(life)), seen)
    if life and "activity" not in fields.values():
        seen = list(cells)
        fields, scores = paired(columns, seen)
    if "case" not in fields.values():  # a case may be named as processes are
        fields, scores = paired(columns, seen, wanted=[column.name for column in EVENTS.columns if column.name != "process"])
    timed = [i for i, one in enumerate(columns.profiles) if fields.get(i, "start") == "start" and one.timed > TIMED]
    if "at" not in fields.values() and len(timed) == 1:
        fields[timed[0]], scores[timed[0]] = "at", GUESSED
    if "activity" not in fields.values() and (steps := steps_among(seen, columns.profiles, fields)) is not None:
        fields[steps], scores[steps] = "activity", GUESSED
    return fields, scores


def folded(data: pa.Table, region: Region, fields: dict[int, str], file: str) -> tuple[pa.Table, tuple[Warned, ...]]:
    """Return a log whose steps written on two lines, their beginning and their end, are one event each, and what is said of it."""
    body = slice(region.start, region.end)
    life = next((i for i, at in enumerate(region.columns) if i not in fields and _is_life(region.sheet.columns[at].text[body])), None)
    if life is None or not data.num_rows:
        return data, ()
    rows: npt.NDArray[np.int64] = region.sheet.rows
    order = np.argsort(rows, kind="stable")
    number = data.column("source_row").to_numpy()
    at = order[np.searchsorted(rows[order], number)]
    said = region.sheet.columns[region.columns[life]].text.take(pa.array(at))
    lines = {name: one_array(data.column(name)).cast(pa.string()) for name in ("case", "activity")}
    bare = pa.table(
        {**lines, "ts": data.column("at").cast(pa.int64()), "row": data.column("source_row"), "at": pa.array(np.arange(len(at)))}
    )
    made = canon.paired(Canon(bare, {}), said, pa.nulls(len(at), pa.string()))
    kept = data.take(made.rows.column("at"))
    start = one_array(made.rows.column("start")).cast(pa.timestamp("us", tz="UTC"))
    if "start" in kept.column_names:
        place = kept.schema.get_field_index("start")
        kept = kept.set_column(place, "start", pc.coalesce(one_array(kept.column("start")), start))
    else:
        kept = kept.append_column("start", start)
    told = tuple(Warned(f"log.{one.kind}", None, one.problem(file, region.sheet.name)) for one in made.defects if one.count)
    return kept, told


def _is_life(text: pa.Array) -> bool:
    words = pc.unique(text)
    return len(words) <= MOST_WORDS and is_lifecycle(words.to_pylist())
