"""Tables with one column per department, turned into one row per department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.departments import match_departments
from pupitre.sources.cells.folding import folded
from pupitre.sources.cells.periods import find_period
from pupitre.sources.grid import Cells, Sheet, one_array
from pupitre.sources.mapping.headers import Header, best_likeness, header_like, parse_header
from pupitre.sources.mapping.profile import Profile
from pupitre.sources.structure.regions import Region

FEWEST = 3
"""Columns under which a run of figures is no cross-tab."""
MOST = 0.6
"""Share of the headers of a run that must be departments."""
LISTED = 400
"""Rows of a column of departments that are looked at."""
SPENT = ("realise", "depense", "spent", "spend", "actual", "consomme", "reel")


def departments_named(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return what stands under the headers of departments in the sheets of a file."""
    found: dict[str, None] = {}
    for sheet in sheets:
        for column in sheet.columns:
            texts = column.text[:LISTED].to_pylist()
            at = next((i for i, t in enumerate(texts[:60]) if t and header_like(t) >= 0.9 and _is_department(t)), None)
            values = [t for t in texts[at + 1 :] if t and not any(c.isdigit() for c in t)] if at is not None else []
            found.update(dict.fromkeys(values))
    return tuple(found)


def _is_department(text: str) -> bool:
    words = parse_header(text).roots
    return best_likeness(words, "projects", "department") >= 0.95 or best_likeness(words, "units", "name") >= 0.95


def run_of(headers: Sequence[Header], profiles: Sequence[Profile], known: Sequence[str]) -> tuple[int, ...]:
    """Return the columns of figures that stand side by side and of which most headers are departments; none when there is no such run.

    Args:
        headers: Of the table. profiles: Of its cells.
        known: Names of departments: the reference list, else those that the file itself names.
    """
    for run in _runs(headers, profiles):
        names = [" ".join(headers[i].text.split()) for i in run]
        matched = match_departments(names, tuple(known)) if known else {}
        if sum(matched[n].known for n in names if n in matched) >= max(FEWEST - 1, MOST * len(run)):
            return run
    return ()


def unknown_run(headers: Sequence[Header], profiles: Sequence[Profile]) -> tuple[int, ...]:
    """Return the longest run of figures under headers that are names no field bears: perhaps departments."""
    named = [run for run in _runs(headers, profiles) if all(header_like(headers[i].text) < 0.7 for i in run)]
    return max(named, key=len, default=())


def _runs(headers: Sequence[Header], profiles: Sequence[Profile]) -> list[tuple[int, ...]]:
    runs: list[list[int]] = [[]]
    for i, (header, seen) in enumerate(zip(headers, profiles, strict=True)):
        figures = (seen.count == 0 or seen.number >= 0.7) and seen.siret < 0.5
        if figures and header.text.strip() and not header.is_total and header.period is None:
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    return [tuple(run) for run in runs if len(run) >= FEWEST and any(profiles[i].count for i in run)]


def value_headers(hints: Sequence[str]) -> tuple[str, ...]:
    """Return what the figures of a cross-tab may be called, by the words of its titles and names."""
    said = folded(" ".join(hints))
    return ("Valeur", "Réalisé" if any(word in said for word in SPENT) else "Budget")


def melted(region: Region, kept: npt.NDArray[np.bool_], run: Sequence[int], hints: Sequence[str], value: str) -> Region:
    """Return a region with one row per row and department, the department and the figure being its last columns.

    A period that only a title or the name of the sheet or file gives becomes a column; empty cells make no row.

    Args:
        region: The table. kept: Mask of the rows of its body that are data. run: Its columns of departments.
        hints: Titles and names, the nearest last. value: Header of the figures.
    """
    sheet = region.sheet
    head = np.array([*region.header, *sorted(region.ignored)], dtype=np.int64)
    body = region.start + np.flatnonzero(kept)
    figures = _side_by_side([sheet.columns[region.columns[i]] for i in run], pa.array(body))
    filled = figures.text.is_valid().to_numpy(zero_copy_only=False)
    positions = np.concatenate([head, np.repeat(body, len(run))[filled]])
    blank = pa.array(np.concatenate([np.full(len(head), -1), np.flatnonzero(filled)]))
    take = pc.if_else(pc.equal(blank, -1), pa.scalar(None, pa.int64()), blank)
    names = pa.array([" ".join(region.names[i].split()) for i in run] * len(body), pa.string())
    others = [i for i in range(len(region.columns)) if i not in run and not parse_header(region.names[i]).is_total]
    columns = [sheet.columns[region.columns[i]].take(pa.array(positions)) for i in others]
    headers = [region.names[i] for i in others]
    period = next((text for text in reversed(hints) if find_period(text) is not None), None)
    if period is not None and not any(
        parse_header(h).roots and best_likeness(parse_header(h).roots, "kpis", "period") > 0.9 for h in headers
    ):
        when = find_period(period)
        assert when is not None
        columns.append(Cells(pa.array([when.canonical(0)] * len(positions), pa.string())))
        headers.append("Période")
    columns += [Cells(names.take(take)), figures.take(take)]
    headers += ["Direction", value]
    number = sheet.numbers[region.columns[run[0]]]
    numbers = [sheet.numbers[region.columns[i]] for i in others] + [number] * (len(headers) - len(others))
    spread = {sheet.numbers[region.columns[i]] for i in run}
    formulas = {(row, number if at in spread else at): text for (row, at), text in sheet.formulas.items()}
    made = replace(sheet, columns=tuple(columns), rows=sheet.rows[positions], numbers=tuple(numbers), formulas=formulas)
    ignored = {len(region.header) + at: region.ignored[p] for at, p in enumerate(sorted(region.ignored))}
    return Region(
        made,
        tuple(range(len(region.header))),
        tuple(headers),
        len(head),
        len(positions),
        tuple(range(len(headers))),
        ignored,
        region.titles,
        region.scope,
    )


def _side_by_side(columns: Sequence[Cells], rows: pa.Array) -> Cells:
    """Return the cells of several columns as one, row after row."""
    parts = [column.take(rows) for column in columns]
    order = pa.array(np.arange(len(rows) * len(parts)).reshape(len(parts), len(rows)).T.ravel())

    def joined(arrays: list[pa.Array | None], kind: pa.DataType) -> pa.Array | None:
        if all(a is None for a in arrays):
            return None
        return pa.concat_arrays([pa.nulls(len(rows), kind) if a is None else one_array(a).cast(kind) for a in arrays]).take(order)

    text = joined([p.text for p in parts], pa.string())
    assert text is not None
    return Cells(
        text,
        joined([p.number for p in parts], pa.float64()),
        joined([p.day for p in parts], pa.date32()),
        joined([p.flag for p in parts], pa.bool_()),
        joined([p.shown_percent for p in parts], pa.bool_()),
    )
