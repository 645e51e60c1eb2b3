"""Where the tables of a sheet begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pupitre.sources.cells.dates import parse_date
from pupitre.sources.cells.moments import is_timed
from pupitre.sources.cells.numbers import looks_like_number
from pupitre.sources.grid import Cells, Sheet
from pupitre.sources.mapping.headers import header_like

HEADER_SEARCHED = 60
"""Filled rows from the top of a table among which its header is looked for."""
ENOUGH = 0.5
"""Score from which a row reads like a header."""


@dataclass(slots=True)
class Region:
    """One table inside a sheet, by positions of rows and columns.

    Args:
        sheet: The sheet, perhaps turned on its side.
        header: Positions of the header rows.
        names: Header of each column, lines joined by ` / `.
        start, end: Positions of the body, end excluded.
        columns: Positions of its columns.
        ignored: Position → why, for the rows of the region that are not data.
        titles: What the rows above the header say.
        scope: Name of the table in questions and answers.
    """

    sheet: Sheet
    header: tuple[int, ...]
    names: tuple[str, ...]
    start: int
    end: int
    columns: tuple[int, ...]
    ignored: dict[int, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    scope: str = "-"


def is_plain_value(text: str) -> bool:
    """Whether a text is a number, a date or a moment rather than a word."""
    return looks_like_number(text) or parse_date(text, "dmy", False)[0] is not None or is_timed(text)


def header_score(line: list[str]) -> float:
    """Return how much a row reads like a header: the mean likeness of its cells; numbers, dates and repeats pull it down."""
    cells = [c for c in line if c]
    if len(cells) < 2 or any(is_timed(c) and not c.isdecimal() for c in cells):
        return 0.0  # a day with its time is what happened, not the name of a column
    likeness = [header_like(c) for c in cells]
    values = sum(1 for c, like in zip(cells, likeness, strict=True) if like < 0.85 and is_plain_value(c))
    return sum(likeness) / len(cells) - 1.2 * values / len(cells)


def find_regions(sheet: Sheet) -> list[Region]:
    """Return the tables of a sheet in reading order; none when nothing reads like a table."""
    filled = sheet.filled()
    used = np.flatnonzero(filled.any(axis=0))
    if len(used) < 2 or not filled.any():
        return []
    if sheet.headed:
        columns = tuple(int(c) for c in used)
        return [Region(sheet, (0,), tuple(sheet.line(0)[c] for c in columns), 1, sheet.height, columns)]
    regions: list[Region] = []
    position, height = 0, sheet.height
    counts = filled.sum(axis=1)
    while position < height:
        header = _first_header(sheet, counts, position)
        if header is None:
            break
        regions.append(_open(sheet, filled, counts, position, header))
        stop = _next_header(sheet, counts, regions[-1])
        regions[-1].end = stop
        position = stop
    _hand_over(regions, counts)
    return regions


def _first_header(sheet: Sheet, counts: npt.NDArray[np.int64], start: int) -> int | None:
    """Return the best header row among the first filled rows, or None."""
    candidates = [int(p) for p in start + np.flatnonzero(counts[start:] > 0)[:HEADER_SEARCHED] if sheet.rows[p] not in sheet.preset]
    if not candidates:
        return None
    best, best_score = None, ENOUGH
    widest = max(int(counts[p]) for p in candidates)
    for rank, position in enumerate(candidates):
        if counts[position] < max(2, 0.3 * widest):
            continue
        score = header_score(sheet.line(position)) * (0.7 + 0.3 * min(1.0, counts[position] / widest)) - 0.002 * rank
        if score > best_score:
            best, best_score = position, score
    return best if best is not None else _by_shape(sheet, counts, candidates)


def _by_shape(sheet: Sheet, counts: npt.NDArray[np.int64], candidates: list[int]) -> int | None:
    """Return the first row of words, as wide as the rows that follow it, over rows that hold values; for headers of unknown words."""
    widest = max(int(counts[p]) for p in candidates)
    for at, position in enumerate(candidates[:-2]):
        cells = [c for c in sheet.line(position) if c]
        if len(cells) < max(2, 0.7 * widest) or len(set(cells)) < len(cells) or any(len(c) > 60 or is_plain_value(c) for c in cells):
            continue
        below = [c for p in candidates[at + 1 : at + 6] for c in sheet.line(p) if c]
        if below and sum(is_plain_value(c) for c in below) / len(below) >= 0.2:
            return position
    return None


def _open(sheet: Sheet, filled: npt.NDArray[np.bool_], counts: npt.NDArray[np.int64], start: int, header: int) -> Region:
    """Return the region whose header was found, with its other header line, its titles and its columns."""
    rows = _header_rows(sheet, counts, start, header)
    ignored: dict[int, str] = {}
    titles: list[str] = []
    for position in range(start, rows[0]):
        if counts[position] == 0:
            ignored[position] = "blank"
        elif sheet.rows[position] in sheet.preset:
            ignored[position] = sheet.preset[int(sheet.rows[position])]
        else:
            ignored[position] = "title"
            titles.extend(c for c in sheet.line(position) if c)
    columns = tuple(int(c) for c in np.flatnonzero(filled[rows[0] :].any(axis=0)))
    names = _joined([sheet.line(r) for r in rows])
    return Region(sheet, rows, tuple(names[c] for c in columns), rows[-1] + 1, sheet.height, columns, ignored, tuple(titles))


def _header_rows(sheet: Sheet, counts: npt.NDArray[np.int64], start: int, header: int) -> tuple[int, ...]:
    """Return the header with the line above or below that belongs to it."""
    line = sheet.line(header)
    if header > start and counts[header - 1] >= 2 and sheet.rows[header - 1] not in sheet.preset:
        above = sheet.line(header - 1)
        if _groups(above, line):
            return header - 1, header
    if (
        header + 2 < sheet.height
        and counts[header + 1] >= 1
        and _completes(line, sheet.line(header + 1), [sheet.line(p) for p in range(header + 2, min(header + 8, sheet.height))])
    ):
        return header, header + 1
    return (header,)


def _groups(above: list[str], line: list[str]) -> bool:
    """Whether a row above gives groups of columns: words or periods, over a header that has repeats or holes there."""
    cells = [c for c in above if c]
    if any(len(c) > 40 or (is_plain_value(c) and header_like(c) < 0.85) for c in cells):
        return False
    labels = [c for c in line if c]
    holes = sum(1 for a, b in zip(above, line, strict=True) if a and not b)
    repeats = len(labels) - len(set(labels))
    return repeats > 0 or holes > 0


def _completes(line: list[str], below: list[str], data: list[list[str]]) -> bool:
    """Whether the row below is a second line of header: words or units where the rows after it hold values, and holes filled."""
    cells = [(i, c) for i, c in enumerate(below) if c]
    if not cells or any(len(c) > 40 or (is_plain_value(c) and header_like(c) < 0.85) for _, c in cells):
        return False
    values_under = sum(1 for i, _ in cells if any(d[i] and is_plain_value(d[i]) for d in data))
    holes = sum(1 for i, _ in cells if not line[i])
    under_groups = sum(1 for i, c in cells if not line[i] and header_like(c) >= 0.4)
    if under_groups >= 2 and values_under:
        return True
    return values_under >= max(1, 0.5 * len(cells)) and (holes > 0 or all(_is_unit(c) for _, c in cells))


def _is_unit(text: str) -> bool:
    return bool(
        re.match(
            r"^[(\[]?(?:en |in )?(?:[kKmM]?\s?[€$£]|[kKmM]?\s?EUR|USD|GBP|%|jours?|days?|j|h|heures|hours|etp|fte|oui/non|y/n|jj/mm/aaaa|dd/mm/yyyy|mm/dd/yyyy|k|m|texte|text|date|nombre|number)[)\]]?$",  # noqa: E501 - a pattern reads in one piece
            text.strip(),
            re.IGNORECASE,
        )
    )


def _joined(lines: list[list[str]]) -> list[str]:
    """Return one header per column; a group label runs to the right over the columns that have their own second line."""
    if len(lines) == 1:
        return lines[0]
    top, bottom = list(lines[0]), lines[1]
    for i in range(1, len(top)):
        if not top[i] and bottom[i] and top[i - 1] and bottom[i - 1]:
            top[i] = top[i - 1]
    return [f"{a} / {b}" if a and b else a or b for a, b in zip(top, bottom, strict=True)]


def _next_header(sheet: Sheet, counts: npt.NDArray[np.int64], region: Region) -> int:
    """Return where the region ends: the blank, title or header row that opens the next table, or the end of the sheet."""
    width = len(region.columns)
    after_gap = np.flatnonzero((counts[region.start + 1 :] > 1) & (counts[region.start : -1] <= 1)) + region.start + 1
    names = {n for n in region.names if n}
    for position in (int(p) for p in after_gap[:2_000]):
        line = sheet.line(position)
        cells = [c for c in line if c]
        if set(cells) <= names and len(cells) >= 2:
            region.ignored[position] = "title"
            continue
        known = sum(1 for c in cells if header_like(c) >= 0.9)
        if len(cells) < 2 or known < 2 or header_score(line) < 0.6 or counts[position] < min(3, width):
            continue
        if any(is_plain_value(c) and header_like(c) < 0.85 for c in cells):
            continue
        return _gap_start(sheet, counts, region, position)
    return sheet.height


def _gap_start(sheet: Sheet, counts: npt.NDArray[np.int64], region: Region, header: int) -> int:
    """Return the first row of what stands between two tables: blank rows and titles; a note next to the first table stays with it."""
    position = header
    while position - 1 >= region.start and counts[position - 1] <= 1:
        position -= 1
    while position < header and counts[position] == 1:
        position += 1 if any(counts[p] == 0 for p in range(position, header)) else 0
        if not any(counts[p] == 0 for p in range(position, header)):
            break
    return position


def _hand_over(regions: list[Region], counts: npt.NDArray[np.int64]) -> None:
    """Narrow each region to the columns it uses itself."""
    for region in regions:
        filled = region.sheet.filled()[region.header[0] : region.end]
        kept = [i for i, c in enumerate(region.columns) if filled[:, c].any()]
        region.names = tuple(region.names[i] for i in kept)
        region.columns = tuple(region.columns[i] for i in kept)


def turned(sheet: Sheet) -> Sheet:
    """Return a sheet with rows and columns exchanged; its row numbers are then column numbers of the file."""
    if not sheet.columns:
        return sheet
    rows = []
    for position in range(sheet.height):
        take = pa.array([position])
        rows.append([column.take(take) for column in sheet.columns])
    columns = tuple(_glued(row) for row in rows)
    numbers = np.asarray(sheet.numbers, dtype=np.int64)
    return Sheet(
        sheet.name,
        columns,
        numbers,
        tuple(int(r) for r in sheet.rows),
        hidden_rows=sheet.hidden_columns,
        hidden_columns=sheet.hidden_rows,
        formulas={(column, row): text for (row, column), text in sheet.formulas.items()},
        transposed=not sheet.transposed,
    )


def _glued(cells: list[Cells]) -> Cells:
    """Return one column made of single cells; a stored type that some cells lack is null there."""
    size = len(cells)

    def joined(name: str, kind: pa.DataType) -> pa.Array | None:
        parts = [getattr(c, name) for c in cells]
        if all(p is None for p in parts):
            return None
        return pa.array([None if p is None else p[0].as_py() for p in parts], kind)

    return Cells(
        pa.array([c.text[0].as_py() for c in cells], pa.string()) if size else pa.nulls(0, pa.string()),
        joined("number", pa.float64()),
        joined("day", pa.date32()),
        joined("flag", pa.bool_()),
        joined("shown_percent", pa.bool_()),
    )


def lies_on_its_side(sheet: Sheet) -> bool:
    """Whether the first used column holds the headers and each other column one record."""
    filled = sheet.filled()
    if sheet.headed or not filled.any() or sheet.height > 80 or sheet.height < 3:
        return False
    used = np.flatnonzero(filled.any(axis=0))
    if len(used) < 2:
        return False
    first = [t for t in sheet.columns[int(used[0])].text.to_pylist() if t]
    if len(first) < 3:
        return False
    down = sum(header_like(t) for t in first) / len(first)
    lines = [["" if parse_date(c, "dmy", False)[0] else c for c in sheet.line(p)] for p in range(min(sheet.height, 12))]
    across = max((header_score(line) - _repeats(line) for line in lines), default=0.0)
    known = sum(1 for t in first if header_like(t) >= 0.9)
    return known >= 3 and down >= 0.65 and down > across + 0.15 and not any(is_plain_value(t) for t in first)


def _repeats(line: list[str]) -> float:
    """Return the share of the cells of a row that repeat another: headers seldom do, values often."""
    cells = [c for c in line if c]
    return 1 - len(set(cells)) / len(cells) if cells else 0.0
