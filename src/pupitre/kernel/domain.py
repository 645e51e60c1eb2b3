"""The contract between a domain and the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from pupitre.kernel.finding import Finding, Option
from pupitre.kernel.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

Derived = Mapping[str, str]
"""Columns of a derived table: name → type, in the words of `tables.Field.type`."""


class Snapshot(Protocol):
    """The company model as it was known at one moment."""

    @property
    def on(self) -> date:
        """The day of the snapshot; the only "today" that a domain knows."""

    @property
    def seed(self) -> int:
        """The seed of every random draw."""

    @property
    def currency(self) -> str:
        """The currency of the company; money columns are in it unless a row says otherwise."""

    @property
    def events_at(self) -> str:
        """The address of the events that stay on the company's own engine; empty when there is none."""

    def table(self, name: str) -> pa.Table:
        """Return a table with its declared schema; empty when the company has loaded none."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A figure that could not be computed, with its reason.

    Args:
        figure: Stable name of the figure, such as `portfolio.finish`.
        reason: Why, as a sentence.
        kind: Kind of the subject concerned, when it is about one. key: Its key.
    """

    figure: str
    reason: Text
    kind: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What a domain says of a snapshot.

    Args:
        findings: In any order; the desk ranks them.
        derived: Tables the domain publishes, by full name `<domain>.<table>`.
        absent: Figures that could not be computed, with their reasons.
    """

    findings: tuple[Finding, ...] = ()
    derived: Mapping[str, pa.Table] = field(default_factory=dict)
    absent: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """Rows that a derived table is computed from.

    Args:
        table: A table of the company model, or a derived one.
        match: Column of that table → column of the derived one that holds the same value; empty when all its rows count.
        when: Column of the derived table → value that its row must hold for these rows to count.
    """

    table: str
    match: Mapping[str, str] = field(default_factory=dict)
    when: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explained:
    """A derived table in words, for whoever asks where its figures come from.

    Args:
        text: What it holds.
        method: Name of the method page, without its ending.
        key: The columns that name a row.
        columns: By column, how the figure is made, in one sentence; every column of figures has one.
        inputs: The rows it is computed from.
        reasons: By value of its column `reason`, why a figure is absent, in one sentence.
        adds: Columns that may be added up over rows.
    """

    text: Text
    method: str
    key: tuple[str, ...]
    columns: Mapping[str, Text]
    inputs: tuple[Input, ...]
    reasons: Mapping[str, Text] = field(default_factory=dict)
    adds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the figure that proves it: a derived table, its column, the key of the row."""

    text: Text
    table: str
    column: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a domain says of the company in one line of the desk.

    Args:
        reads: The derived tables it is read from.
        says: From these tables, as far as the reader may see them, to the line; None when there is nothing to say.
    """

    reads: tuple[str, ...]
    says: Callable[[Mapping[str, pa.Table]], Said | None]


@dataclass(frozen=True, slots=True)
class Domain:
    """The card of a domain.

    Args:
        name: Folder name, first word of its rules.
        title: The name a person reads.
        reads: Tables read: of the company model, or derived `<domain>.<table>` of others.
        examine: Pure function from a snapshot to findings.
        publishes: Derived tables and their columns.
        options: From a finding of this domain and the snapshot to the possible decisions, "do nothing" included.
        rules: Every rule the domain may write, with the name a person reads.
        web: Dotted path of its Django application, when it has pages.
        explains: Derived tables in words, with the rows they are computed from.
        pulse: What it says in one line of the desk, beside its findings.
    """

    name: str
    title: Text
    reads: tuple[str, ...]
    examine: Callable[[Snapshot], Examination]
    publishes: Mapping[str, Derived] = field(default_factory=dict)
    options: Callable[[Finding, Snapshot], tuple[Option, ...]] | None = None
    rules: Mapping[str, Text] = field(default_factory=dict)
    web: str | None = None
    explains: Mapping[str, Explained] = field(default_factory=dict)
    pulse: Pulse | None = None
