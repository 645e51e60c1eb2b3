"""Which rows inside a table are not data: blank lines, totals, notes, descriptions under the header."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.dates import parse_date
from pupitre.sources.cells.missing import is_missing
from pupitre.sources.cells.numbers import PATTERN, parse_numbers, plain, style_votes
from pupitre.sources.grid import Cells
from pupitre.sources.structure.regions import Region, is_plain_value

TOTAL = (
    r"(?i)^\W*(?:(?:sous|grand|s/|sub)[- ]?\s?|s\.\s?)?(?:totaux|total|totals|subtotal|subtotals)(?:\W|$)|^\W*(?:cumul|somme|sum|ensemble|overall|report à nouveau|moyenne|average|mean)\W*$"  # noqa: E501 - a pattern reads in one piece
    r"|\W(?:sous-total|subtotal|total)\W*$|^\W*(?:total|sous-total|somme|sum of|moyenne|average)\s(?:g[ée]n[ée]ral|of|de|des|du)\b"
)
BARE_TOTAL = re.compile(
    r"^\W*(?:grand[- ]total|total(?:\s+g[ée]n[ée]ral(?:e)?)?|totaux|totals?|sous[- ]?total|sub[- ]?total|somme|sum|ensemble|overall|cumul|moyenne|average)\W*$",  # noqa: E501 - a pattern reads in one piece
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^\W*(?:\*|\(\d\)|nb\b|n\.b|note|notes|source|sources|légende|legend|remarque|édité|edité|edited|extrait|exported|export|généré|generated|printed|imprimé|mis à jour|updated|page\b|confidentiel|confidential|document|fichier)",  # noqa: E501 - a pattern reads in one piece
    re.IGNORECASE,
)
LOOKED_AT = 20_000
"""Rows with few cells examined one by one; a longer file has no such rows by the thousand."""


def set_aside(region: Region) -> npt.NDArray[np.bool_]:
    """Note in the region which rows are not data, and return a mask of the rows that are, over its body."""
    sheet, size = region.sheet, region.end - region.start
    columns = [_part(sheet.columns[c], region.start, region.end) for c in region.columns]
    filled = np.column_stack([c.text.is_valid().to_numpy(zero_copy_only=False) for c in columns]) if columns else np.zeros((size, 0), bool)
    counts = filled.sum(axis=1)
    why = np.full(size, "", dtype=object)
    why[counts == 0] = "blank"
    for position, reason in region.ignored.items():
        if region.start <= position < region.end:
            why[position - region.start] = reason
    _descriptions(columns, filled, counts, why)
    labels = _label_columns(columns, counts)
    _totals(columns, labels, filled, why)
    _notes(columns, labels, filled, counts, why)
    for at in np.flatnonzero(why != ""):
        region.ignored[region.start + int(at)] = str(why[at])
    return np.asarray(why == "", dtype=bool)


def _part(cells: Cells, start: int, end: int) -> Cells:
    return cells.take(pa.array(np.arange(start, end)))


def _label_columns(columns: list[Cells], counts: npt.NDArray[np.int64]) -> list[int]:
    """Return the columns that hold words rather than numbers or dates."""
    labels = []
    for index, cells in enumerate(columns):
        text = cells.text.filter(pc.invert(is_missing(cells.text, among_words=False)))
        if len(text) > 2_000:
            text = text.take(pa.array(np.linspace(0, len(text) - 1, 2_000).astype(np.int64)))
        if not len(text):
            continue
        numbers = pc.sum(pc.match_substring_regex(plain(text), PATTERN)).as_py() or 0
        dates = sum(parse_date(t, "dmy", False)[0] is not None for t in text.to_pylist()[:200]) / min(200, len(text))
        if numbers / len(text) < 0.5 and dates < 0.5:
            labels.append(index)
    return labels


def _descriptions(columns: list[Cells], filled: npt.NDArray[np.bool_], counts: npt.NDArray[np.int64], why: npt.NDArray[np.object_]) -> None:
    """Mark the rows right under the header that explain the columns: sentences where the column holds values."""
    rows = [int(r) for r in np.flatnonzero(why == "")[:6]]
    if len(rows) < 3:
        return
    settled = rows[-1] if len(why) > 12 else len(why) // 2
    typed = []
    for index, cells in enumerate(columns):
        rest = [t for t in cells.text[settled : settled + 200].to_pylist() if t]
        if len(rest) >= 2 and sum(is_plain_value(t) for t in rest) / len(rest) >= 0.7:
            typed.append(index)
    for row in rows:
        there = [columns[i].text[row].as_py() for i in typed if filled[row, i]]
        explained = [t for t in there if not is_plain_value(t) and len(t.split()) >= 2]
        everywhere = [t for i, c in enumerate(columns) if filled[row, i] and (t := c.text[row].as_py()) and len(t.split()) >= 3]
        few_known = len(typed) >= 2 and len(there) >= 2 and len(explained) >= 0.6 * len(there)
        long_texts = (
            not there and len(everywhere) >= 1 and max(len(t) for t in everywhere) > 80 and counts[row] <= 0.5 * len(columns) and typed
        )
        if not few_known and not long_texts:
            return
        why[row] = "note"


def _totals(columns: list[Cells], labels: list[int], filled: npt.NDArray[np.bool_], why: npt.NDArray[np.object_]) -> None:
    """Mark the rows that add up others: a total word among few labels, or no label and sums of the rows above."""
    if not labels:
        return
    data = why == ""
    label_counts = filled[:, labels].sum(axis=1)
    typical = float(np.percentile(label_counts[data], 75)) if data.any() else 0.0
    named = np.zeros(len(why), dtype=bool)
    for index in labels:
        named |= pc.fill_null(pc.match_substring_regex(columns[index].text, TOTAL), False).to_numpy(zero_copy_only=False)
    numeric = [i for i in range(len(columns)) if i not in labels]
    few = label_counts < max(1.0, 0.6 * typical) if typical > 1 else label_counts <= 1
    sums = None
    for row in np.flatnonzero(data & named & few)[:LOOKED_AT]:
        words = [t for i in labels if (t := columns[i].text[int(row)].as_py())]
        if typical > 1 or any(BARE_TOTAL.match(w) for w in words):
            why[row] = "total"
            continue
        sums = sums if sums is not None else _Sums(columns, numeric)
        if sums.adds_up(int(row), why):
            why[row] = "total"
    silent = data & (label_counts == 0) & (filled[:, numeric].any(axis=1) if numeric else False)
    for row in np.flatnonzero(silent)[:LOOKED_AT]:
        sums = sums if sums is not None else _Sums(columns, numeric)
        if sums.adds_up(int(row), why):
            why[row] = "total"


class _Sums:
    """The numeric columns of a table, to check whether a row adds up the ones above."""

    def __init__(self, columns: list[Cells], numeric: list[int]) -> None:
        self.values = []
        for index in numeric:
            cells = columns[index]
            comma, dot = style_votes(cells.text)
            read = parse_numbers(cells.text, "comma" if comma >= dot else "dot").value
            if cells.number is not None:
                read = pc.coalesce(cells.number, read)
            self.values.append(np.asarray(read.to_numpy(zero_copy_only=False), dtype=float))

    def adds_up(self, row: int, why: npt.NDArray[np.object_]) -> bool:
        """Whether a number of the row is the sum of the data rows above it, from the top or from the last total."""
        last = max((int(r) for r in np.flatnonzero(why[:row] == "total")), default=-1)
        for values in self.values:
            if not np.isfinite(values[row]) or values[row] == 0:
                continue
            for start in (0, last + 1):
                above = np.where(why[start:row] == "", values[start:row], np.nan)
                if np.isfinite(above).sum() >= 2 and abs(np.nansum(above) - values[row]) < 0.006 + 1e-9 * abs(values[row]):
                    return True
        return False


def _notes(
    columns: list[Cells], labels: list[int], filled: npt.NDArray[np.bool_], counts: npt.NDArray[np.int64], why: npt.NDArray[np.object_]
) -> None:
    """Mark rows of one lonely text: a note under the table, a heading between its rows."""
    data = why == ""
    if not data.any() or len(columns) < 3:
        return
    typical = float(np.percentile(counts[data], 75))
    if typical < 3:
        return
    lonely = data & (counts <= max(1, 0.2 * typical))
    for row in np.flatnonzero(lonely)[:LOOKED_AT]:
        index = int(np.flatnonzero(filled[row])[0])
        text = columns[index].text[int(row)].as_py() or ""
        first = int(np.flatnonzero(filled[data].any(axis=0))[0])
        follows = data[row + 1 :] & (counts[row + 1 :] > max(1, 0.2 * typical))
        looks_like_key = index == first and bool(re.match(r"^[\w\-./]+$", text)) and any(c.isdigit() for c in text)
        if (
            NOTE.match(text)
            or (counts[row] == 1 and not looks_like_key and not is_plain_value(text))
            or (counts[row] > 1 and not follows.any() and len(text.split()) >= 4)
        ):
            why[row] = "note"
