"""The page of one figure, or of one row: its value, its formula, the rows it rests on, their files and their age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from pupitre import words
from pupitre.desk.changes import history
from pupitre.desk.lineage import Origin, lineage
from pupitre.desk.proofs.basis import SPEAKS_OF, Basis, Cells, basis, row_key
from pupitre.desk.proofs.known import Known, explained, key_of
from pupitre.desk.web.evidence import table_title
from pupitre.desk.web.proofs import ages
from pupitre.desk.web.proofs.asked import Asked
from pupitre.desk.web.proofs.links import proof
from pupitre.desk.web.proofs.wording import FIGURES, Subject, Writer, kinds_of, own_columns
from pupitre.kernel import N_, Explained, Text
from pupitre.records.cells import Plain, spoken
from pupitre.records.models import MODELS
from pupitre.tables import TABLES

LONG = frozenset(("description", "definition", "comment", "status_text", "label", "currency"))
"""Columns that a table of proof leaves to the row's own page."""
COLUMNS_SHOWN = 6
"""A table of proof stays readable; the row's own page has its other columns."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row came from.

    Args:
        file: The file; empty for a row written by hand. sheet, row: Its place in it. link: The source's page in the data screen.
        at: When it was loaded or written. by: By whom.
    """

    file: str
    sheet: str
    row: int | None
    link: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of proof: its own page, its cells, the place it came from; None for a computed row."""

    link: str
    cells: tuple[str, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that the figure rests on.

    Args:
        title: What one row is. count: How many there are. hidden_count: How many are out of the reader's reach.
        columns: Names of the columns. figures: Indexes of those of figures. lines: The rows shown.
        link: The page with all of them, empty when all are shown. is_computed: Whether they were computed too.
    """

    title: str
    count: int
    hidden_count: int
    columns: tuple[str, ...]
    figures: frozenset[int]
    lines: tuple[Line, ...]
    link: str
    is_computed: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another field of the same row: its name, its value, its own page."""

    title: str
    value: str
    link: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Then:
    """A value that the field had: as written, until when, changed by whom."""

    value: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a figure shows.

    Args:
        subject: What the row is about. title: What the figure is.
        value: The figure as written, empty when it is absent. reason: Why it is absent.
        says: What its table holds. formula: How it is made. method: Name of the method page, empty for a row of a file.
        parts: The rows it rests on. rows: How many. files: Of how many files those shown are.
        others: The other fields of the row. places: Where the row itself came from, the latest first. changed: Its values before.
        age: The last day that its data speak of, in words. is_old: Whether that is too old. is_behind: Whether files were loaded since.
    """

    subject: Subject
    title: str
    value: str
    reason: str
    says: Text
    formula: Text | None
    method: str
    parts: tuple[Part, ...]
    others: tuple[Other, ...]
    places: tuple[Place, ...]
    changed: tuple[Then, ...]
    age: Text | None
    is_old: bool
    files: int
    rows: int
    is_behind: bool


def page(one: Asked, row: Cells, known: Known, *, currency: str, lang: words.Lang) -> Page:
    """Return the page of a row, or of one figure of it.

    Args:
        one: What the address asks for. row: The row found.
        known: The tables, as the computation knew them.
        currency: That of the company. lang: The reader's language.
    """
    said = explained(one.table)
    found = basis(said, row, known) if said else ()
    writer = Writer(lang, currency)
    writer.learn([(one.table, [row]), *((part.table, part.rows) for part in found)], known)
    places = tuple(place(origin) for origin in lineage(one.table, row_key(one.table, row)))
    data_on = max((part.data_on for part in found if part.data_on), default=_own_day(one.table, row, known.on))
    read_at = max((o.at for part in found for o in part.origins if o), default=places[0].at if places else None)
    frequency = writer.frequencies.get(str(row.get("kpi") or ""), "")
    return Page(
        subject=writer.subject(one.table, row),
        title=writer.title(one.table, one.column) if one.column else "",
        value=writer.cell(one.table, one.column, row) if one.column and row[one.column] not in (None, "") else "",
        reason=_reason(one, row, said, lang),
        says=said.text if said else Text(TABLES[one.table].says),
        formula=said.columns.get(one.column) if said else None,
        method=said.method if said else "",
        parts=tuple(_part(part, writer) for part in found),
        others=_others(one, row, writer),
        places=places,
        changed=_changed(one, row, writer),
        age=_age(data_on, read_at, known.on),
        is_old=ages.is_late(data_on, frequency=frequency, on=known.on),
        files=len({o.file for part in found for o in part.origins if o and o.file} | {p.file for p in places if p.file}),
        rows=sum(part.count for part in found),
        is_behind=known.is_behind,
    )


def place(origin: Origin) -> Place:
    """Return where a row came from, with the page of its file."""
    link = reverse("data:source", args=[origin.source_id]) if origin.source_id else ""
    return Place(origin.file or "", origin.sheet or "", origin.row, link, origin.at, origin.by)


def part_columns(table: str, rows: Sequence[Cells], *, apart: frozenset[str] = frozenset(), most: int = COLUMNS_SHOWN) -> tuple[str, ...]:
    """Return the columns worth showing of rows: those that hold something, but for those that all rows share."""
    offered = [name for name in own_columns(table) if name not in apart and name not in LONG]
    return tuple([name for name in offered if any(row[name] not in (None, "", []) for row in rows)][:most])


def _part(part: Basis, writer: Writer) -> Part:
    kinds = kinds_of(part.table)
    columns = part_columns(part.table, part.rows, apart=frozenset(name for name, _ in part.match))
    columns = columns or own_columns(part.table)[:1]
    lines = tuple(
        Line(
            proof(part.table, "", *row_key(part.table, row)),
            tuple(writer.cell(part.table, name, row) for name in columns),
            place(origin) if origin else None,
        )
        for row, origin in zip(part.rows, part.origins, strict=True)
    )
    return Part(
        title=table_title(part.table, writer.lang),
        count=part.count,
        hidden_count=part.hidden_count,
        columns=tuple(writer.title(part.table, name) for name in columns),
        figures=frozenset(at for at, name in enumerate(columns) if kinds.get(name) in FIGURES - {"date"}),
        lines=lines,
        link=proof(part.table, **dict(part.match)) if part.count > len(part.rows) else "",
        is_computed=part.table not in TABLES,
    )


def _others(one: Asked, row: Cells, writer: Writer) -> tuple[Other, ...]:
    kinds, key = kinds_of(one.table), row_key(one.table, row)
    return tuple(
        Other(writer.title(one.table, name), writer.cell(one.table, name, row), proof(one.table, name, *key), kinds.get(name) in FIGURES)
        for name in own_columns(one.table)
        if name != one.column and row[name] not in (None, "", [])
    )


def _changed(one: Asked, row: Cells, writer: Writer) -> tuple[Then, ...]:
    """Return the values that the field had before, the latest first; nothing for computed and poured rows, which are written anew."""
    if one.table not in MODELS or not one.column or TABLES[one.table].store != "rows":
        return ()
    entries = reversed(history(one.table, [row[part] for part in key_of(one.table)]))
    return tuple(
        Then(_then(one, row, entry.before[one.column], writer), entry.at, entry.by)
        for entry in entries
        if entry.action == "updated" and entry.before and one.column in entry.before
    )


def _then(one: Asked, row: Cells, plain: Plain, writer: Writer) -> str:
    value = spoken(plain, TABLES[one.table].field(one.column))
    return writer.cell(one.table, one.column, {**row, one.column: value})


def _reason(one: Asked, row: Cells, said: Explained | None, lang: words.Lang) -> str:
    if said is None or not one.column or row[one.column] not in (None, ""):
        return ""
    text = said.reasons.get(str(row.get("reason") or ""), Text(N_("The rows it would be computed from are not loaded, or not filled in.")))
    return words.render(text, lang)


def _own_day(table: str, row: Cells, on: date) -> date | None:
    day = row.get(SPEAKS_OF[table]) if table in SPEAKS_OF else None
    return day if isinstance(day, date) and day <= on else None


def _age(data_on: date | None, read_at: datetime | None, on: date) -> Text | None:
    if data_on is not None:
        return ages.age(data_on, on=on)
    return ages.read(timezone.localdate(read_at), on=on) if read_at else None
