"""One sheet of a file: titles, headers, rows, what stands below them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pupitre.demo.files.cells import Cell


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be loaded, put among the others on purpose.

    Args:
        at: Its place among the rows, from 0. reason: Why it must be refused.
    """

    at: int
    reason: str


@dataclass(slots=True)
class Sheet:
    """A table as somebody keeps it.

    Args:
        name: Sheet name. headers: One per column. rows: Cells, aligned with the headers.
        titles: Lines above the headers. total: A row below the others. notes: Lines below everything.
        bad: Rows that must be refused. widths: Column widths in characters, by column number.
    """

    name: str
    headers: list[Cell]
    rows: list[list[Cell]]
    titles: list[str] = field(default_factory=list)
    total: list[Cell] | None = None
    notes: list[str] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)

    @property
    def first_row(self) -> int:
        """Row number of the first row of data, as the file's own tool shows it: titles, a blank line, the headers come before."""
        return (len(self.titles) + 1 if self.titles else 0) + 2
