"""Cells as a file gives them, before anything is known of what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.guard import unguarded

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of raw cells, all arrays of one length.

    Args:
        text: The cell as text, outer blanks removed; null when empty.
        number: Its value where the file stores a number, else null.
        day: Its value where the file stores a date.
        flag: Its value where the file stores true or false.
        shown_percent: Whether a stored number is shown as a percentage.
    """

    text: pa.Array
    number: pa.Array | None = None
    day: pa.Array | None = None
    flag: pa.Array | None = None
    shown_percent: pa.Array | None = None

    def take(self, rows: pa.Array) -> Cells:
        """Return the cells at these positions."""
        return Cells(*(None if a is None else a.take(rows) for a in (self.text, self.number, self.day, self.flag, self.shown_percent)))

    def rewritten(self, position: int, text: str) -> Cells:
        """Return the cells with another text at one position, whatever was stored there."""
        place = np.zeros(len(self), dtype=bool)
        place[position] = True
        mask = pa.array(place)

        def emptied(values: pa.Array | None) -> pa.Array | None:
            return None if values is None else pc.if_else(mask, pa.scalar(None, values.type), values)

        written = trimmed(pc.if_else(mask, pa.scalar(text), self.text))
        return Cells(written, emptied(self.number), emptied(self.day), emptied(self.flag), emptied(self.shown_percent))

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or a text file as one sheet.

    Args:
        name: Sheet name; None for a text file.
        columns: Its columns, from the first used one.
        rows: The row number of each cell position, as the file's own tool shows it.
        numbers: The column number of each column, from 1.
        hidden_rows: Row numbers hidden by the author. hidden_columns: Column numbers.
        merged: Merged areas as (first row, first column, last row, last column), numbers of the sheet.
        formulas: (row number, column number) → formula, for those that carry no computed value.
        preset: Rows already known not to be data (row number → why).
        transposed: Whether rows and columns were exchanged, so that `rows` are column numbers of the file.
        headed: Whether the first row is known to hold the names of the columns.
    """

    name: str | None
    columns: tuple[Cells, ...]
    rows: Rows
    numbers: tuple[int, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    preset: dict[int, str] = field(default_factory=dict)
    transposed: bool = False
    headed: bool = False

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def filled(self) -> npt.NDArray[np.bool_]:
        """Return a matrix, rows by columns: whether each cell holds something."""
        if not self.columns:
            return np.zeros((self.height, 0), dtype=bool)
        return np.column_stack([c.text.is_valid().to_numpy(zero_copy_only=False) for c in self.columns])

    def line(self, position: int) -> list[str]:
        """Return the texts of one row, empty cells as empty strings."""
        return [c.text[position].as_py() or "" for c in self.columns]

    def part(self, start: int, end: int, columns: Sequence[int] | None = None) -> Sheet:
        """Return the rows at positions [start, end), and only these columns when some are named."""
        kept = range(len(self.columns)) if columns is None else columns
        take = pa.array(np.arange(start, end))
        return replace(
            self,
            columns=tuple(self.columns[i].take(take) for i in kept),
            rows=self.rows[start:end],
            numbers=tuple(self.numbers[i] for i in kept),
        )


SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u200a\u3000\ufeff"
"""Blanks that offices paste without knowing; all are read as an ordinary one at the edges of a cell."""


def trimmed(text: pa.Array) -> pa.Array:
    """Return the texts without outer blanks and without the guard of our exports; an empty one becomes null."""
    clean = unguarded(pc.utf8_trim(text, characters=" \t\r\n\v\f\u200b" + SPACES))
    return pc.if_else(pc.equal(clean, ""), pa.scalar(None, pa.string()), clean)


def one_array(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return the values as one contiguous array."""
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
