"""Text files with separators, read as a CSV reader would and never guessed line by line."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.files.encoding import Encoding
from pupitre.sources.grid import Cells, Sheet, one_array, trimmed

SEPARATORS = (";", ",", "\t", "|")
CHUNK = 50_000
SNIFFED = 400
FIELD_LIMIT = 1 << 20
"""Characters of one cell."""
COLUMNS_BOUND = 2_048


def detect_separator(text: str) -> tuple[str, bool]:
    """Return the separator of a text and whether a `sep=` line declares it.

    The best one gives the most rows of one same width, several cells wide; ties go to the order `;` `,` tab `|`.
    """
    declared = re.match(r"(?i)\ufeff?\"?sep=(.)\"?\s*(?:\r\n|\r|\n)", text)
    if declared:
        return declared.group(1), True
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        rows: list[list[str]] = list(itertools.islice(_reader(io.StringIO(text, newline=""), separator), SNIFFED))
        # A cut sample may end inside a quoted cell, which would swallow rows into one.
        widths = Counter(len(row) for row in rows[: max(1, len(rows) - 1)] if len(row) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: item[1] * min(item[0], 12))
        filled = sum(1 for row in rows for cell in row if cell.strip()) / max(1, sum(len(row) for row in rows))
        loose = sum(1 for row in rows if len(row) == width for cell in row if cell[:1].isspace() and separator == ",") / max(
            1, count * width
        )
        score = count / max(1, sum(1 for row in rows if any(row))) * min(width, 12) ** 0.5 * (0.5 + filled / 2) * (1 - loose)
        if score > best_score * 1.0001:
            best, best_score = separator, score
    return best, False


def _reader(stream: Iterable[str], separator: str) -> Iterator[list[str]]:
    """Return the rows of a text; a cell may hold a quoted line break."""
    csv.field_size_limit(FIELD_LIMIT)
    return csv.reader(stream, delimiter=separator)


def read_delimited(path: Path, encoding: Encoding) -> tuple[Sheet, str]:
    """Return the cells of a text file and its separator; rows are numbered as a CSV reader yields them.

    Raises:
        InputError: The text cannot be cut into cells.
    """
    with path.open("r", encoding=encoding.codec, errors="keep-stray", newline="") as stream:
        sample = stream.read(1 << 18)
        separator, declared = detect_separator(sample)
        stream.seek(0)
        chunks: list[list[pa.Array]] = []
        lengths: list[int] = []
        rows = _reader(stream, separator)
        try:
            while block := list(itertools.islice(rows, CHUNK)):
                if max(map(len, block)) > COLUMNS_BOUND:
                    raise InputError(
                        Text(N_("The file holds more than %(bound)s columns."), bound=COLUMNS_BOUND),
                        where=Place(file=path.name),
                        mend=Text(N_("Export only the table you need, as CSV or XLSX, and drop that file.")),
                    )
                chunks.append([trimmed(pa.array(column, pa.string())) for column in itertools.zip_longest(*block)])
                lengths.append(len(block))
        except csv.Error as error:
            raise InputError(
                Text(N_("The file cannot be cut into cells after row %(row)s."), row=sum(lengths)),
                where=Place(file=path.name),
                mend=Text(N_("Save it again as CSV UTF-8 from your spreadsheet.")),
            ) from error
    width = max((len(c) for c in chunks), default=0)
    columns = tuple(
        Cells(one_array(pa.chunked_array([c[i] if i < len(c) else pa.nulls(n, pa.string()) for c, n in zip(chunks, lengths, strict=True)])))
        for i in range(width)
    )
    height = sum(lengths)
    preset = {1: "sep_line"} if declared else {}
    return Sheet(None, columns, np.arange(1, height + 1), tuple(range(1, width + 1)), preset=preset), separator
