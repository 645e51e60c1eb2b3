"""What goes into a change and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pupitre.kernel import Problem, Text
from pupitre.records.cells import Plain

if TYPE_CHECKING:
    import pyarrow as pa

SOURCE_ROW = "source_row"
SOURCE_SHEET = "source_sheet"
LINEAGE = (SOURCE_ROW, SOURCE_SHEET)
"""Columns that a batch may carry besides the declared ones: where each row stands in its file."""


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a batch comes from.

    Args:
        name: File name, as its owner knows it.
        digest: SHA-256 of the file. size: Bytes. format: `csv`, `xlsx`…
        kinds: Kinds of exchange tables found in it.
        rows_read: Rows of data in the file. rows_refused: Those that are not loaded.
        data_on: The last day that its data speak of.
        details: What else was found: encoding, separator, sheets…
        problems: Faults and doubts found while reading.
    """

    name: str
    digest: str = ""
    size: int = 0
    format: str = ""
    kinds: tuple[str, ...] = ()
    rows_read: int = 0
    rows_refused: int = 0
    data_on: date | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The rows that one source brings.

    Args:
        tables: By table of the company model, rows with its declared columns (any of them, its key at least)
            and optionally `source_row` (int64) and `source_sheet` (string).
        source: Where they come from.
        clears: By table, the fields that an empty cell erases; everywhere else an empty cell keeps what is known.
    """

    tables: Mapping[str, pa.Table]
    source: SourceRef | None = None
    clears: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of one table.

    Args:
        created: New rows. updated: Rows that say something new. unchanged: Rows that say what was known. refused: Rows left out.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Add two counts."""
        return Counts(
            self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged, self.refused + other.refused
        )


@dataclass(frozen=True, slots=True)
class CommitResult:
    """What a commit did.

    Args:
        change_id: Its entry in the log; None when nothing changed and no source was read.
        by_table: Counts by table.
        problems: Rows left out, with the reason.
    """

    change_id: int | None
    by_table: Mapping[str, Counts]
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> Counts:
        """The counts of all tables."""
        return sum(self.by_table.values(), Counts())

    @property
    def created(self) -> int:
        """Rows created."""
        return self.total.created

    @property
    def updated(self) -> int:
        """Rows updated."""
        return self.total.updated

    @property
    def unchanged(self) -> int:
        """Rows that said what was known."""
        return self.total.unchanged


@dataclass(frozen=True, slots=True)
class Left:
    """A row that an undo left alone, because someone changed it since."""

    table: str
    key: tuple[Plain, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What an undo did.

    Args:
        change_id: Its own entry in the log; None when every row had changed since.
        restored: Rows brought back to what they were, by table.
        left: Rows that changed since, left alone; of the rows of a bulk table that a later file writes again, the first only.
        left_count: How many rows were left in all.
    """

    change_id: int | None
    restored: Mapping[str, int]
    left: tuple[Left, ...] = ()
    left_count: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One step in the history of a row.

    Args:
        change_id: The change. at: When. by: Who. kind: `import`, `edit`, `undo` or `erasure`. why: The reason given, unless it was erased.
        action: `created`, `updated`, `deleted` or `erased`.
        before: The fields touched, as they were (plain values). after: As they became. Both None when the values were erased.
        source: File it came from. sheet: Its sheet. row: Its row.
    """

    change_id: int
    at: datetime
    by: str
    kind: str
    why: Text | None
    action: str
    before: Mapping[str, Plain] | None
    after: Mapping[str, Plain] | None
    source: str | None
    sheet: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Touched:
    """A row about to be logged.

    Args:
        table: The table. key: The key. action: As in `Entry`.
        before: Fields touched, as they were. after: As they became.
        source: Place of its source in the list of the commit. sheet: Its sheet. row: Its row.
    """

    table: str
    key: tuple[Plain, ...]
    action: str
    before: Mapping[str, Plain] | None
    after: Mapping[str, Plain] | None
    source: int | None = None
    sheet: str | None = None
    row: int | None = None
