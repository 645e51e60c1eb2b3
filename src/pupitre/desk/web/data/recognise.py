"""Step two: what each file was taken for, and what its columns were taken for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pupitre import words
from pupitre.desk.imports import Answers, FilePlan, Plan
from pupitre.desk.web.data.labels import KINDS, sureness
from pupitre.desk.web.data.repair import is_needed
from pupitre.desk.web.labels import CHOICES
from pupitre.kernel import N_, Text
from pupitre.sources.fill.cases import names_persons
from pupitre.sources.reading import ReadColumn, ReadTable
from pupitre.tables import exchange

SAMPLES = 3
PEEK = 40
"""Rows looked at for samples: enough to find three that are filled in."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column: its header, what stands in it, what it was taken for.

    Args:
        name: Name of the form's field. header: As written. samples: A few cells. field: Canonical name, empty when kept as written.
        tone, word: How sure that is.
    """

    name: str
    header: str
    samples: tuple[str, ...]
    field: str
    tone: str
    word: Text


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table of a file.

    Args:
        name: Name of the form's field. file, sheet: Where it stands. kind: What it was taken for, `none` when nothing fits.
        tone, word: How sure that is. rows, refused: Counts. columns: Its columns, those of periods apart.
        periods: What the columns of periods hold, as a sentence. choices: What a column may be taken for.
    """

    name: str
    file: str
    sheet: str
    kind: str
    tone: str
    word: Text
    rows: int
    refused: int
    columns: tuple[ColumnSeen, ...]
    periods: Text | None
    choices: tuple[tuple[str, Text], ...]

    @property
    def doubt_count(self) -> int:
        """How many of its columns ask for a look."""
        return sum(column.tone in ("warn", "bad") for column in self.columns)

    @property
    def is_sure(self) -> bool:
        """Whether nothing in it asks for a look."""
        return self.tone == "good" and not self.doubt_count

    @property
    def is_open(self) -> bool:
        """Whether its columns are shown at once: it, or one of them, is no better than a guess."""
        return self.tone != "good" or any(column.tone == "bad" for column in self.columns)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of which nothing can be loaded: why, and how to mend it."""

    name: str
    what: Text
    mend: Text


def kinds() -> tuple[tuple[str, Text], ...]:
    """Return what a table may be taken for."""
    return (*((name, KINDS[name]) for name in exchange.KINDS), (NONE, Text(N_("Not for the desk: leave it out"))))


def tables(plan: Plan, lang: words.Lang) -> tuple[TableSeen, ...]:
    """Return every table of every file that could be read."""
    return tuple(
        _table(f"t{i}-{j}", file, table, lang)
        for i, file in enumerate(plan.files)
        for j, table in enumerate(file.reading.tables if file.reading else ())
    )


def unread(plan: Plan) -> tuple[Unread, ...]:
    """Return the files of which nothing can be loaded: those refused, then those in which no table was found."""
    refused = [Unread(file.name, file.refusal.what, file.refusal.mend) for file in plan.files if file.refusal]
    return (*refused, *(_without_table(file) for file in plan.files if file.reading and not file.reading.tables))


def _without_table(file: FilePlan) -> Unread:
    if file.problems:
        return Unread(file.name, file.problems[0].what, file.problems[0].mend)
    mend = Text(N_("A table is a line of headers with rows under it: check that this is the right file."))
    return Unread(file.name, Text(N_("No table was found in this file.")), mend)


def is_sure(plan: Plan, seen: tuple[TableSeen, ...]) -> bool:
    """Say whether a plan can be loaded at a glance: every file holds tables recognised surely, nothing to ask, nothing lost."""
    return bool(seen) and all(table.is_sure for table in seen) and not unread(plan) and not is_needed(plan)


def _table(name: str, file: FilePlan, table: ReadTable, lang: words.Lang) -> TableSeen:
    tone, word = sureness(table.confidence if table.kind else 0.0)
    dated = [column for column in table.columns if column.period]
    return TableSeen(
        name=name,
        file=file.name,
        sheet=table.sheet or "",
        kind=table.kind or NONE,
        tone=tone,
        word=word,
        rows=table.data.num_rows,
        refused=len(table.refused),
        columns=tuple(_column(f"{name}-{c.col}", c, table, lang) for c in table.columns if not c.period and (c.header or c.field)),
        periods=_periods(dated, lang),
        choices=choices(table.kind),
    )


def choices(kind: str | None) -> tuple[tuple[str, Text], ...]:
    """Return what a column of a kind of file may be taken for."""
    declared = exchange.KINDS[kind].columns if kind in exchange.KINDS else ()
    kept = ("", Text(N_("– kept as written –")))
    return (kept, *((column.name, Text("%(says)s", says=Text(column.says or column.name))) for column in declared))


def _column(name: str, column: ReadColumn, table: ReadTable, lang: words.Lang) -> ColumnSeen:
    tone, word = sureness(column.confidence) if column.field else ("calm", Text(N_("kept as written")))
    return ColumnSeen(name, column.header or f"({column.col})", _samples(column, table, lang), column.field or "", tone, word)


def _samples(column: ReadColumn, table: ReadTable, lang: words.Lang) -> tuple[str, ...]:
    if table.kind == "events" and (column.field == "resource" or names_persons(column.header)):
        return ()  # nobody is shown who did what: it is loaded under made-up codes
    some = table.data.slice(0, PEEK)
    cells: list[object]
    if column.field and column.field in some.column_names:
        cells = [cell for cell in some.column(column.field).to_pylist() if cell not in (None, "", [])]
    else:
        kept = [json.loads(text) for text in some.column("extra").to_pylist() if text] if "extra" in some.column_names else []
        cells = [row[column.header] for row in kept if row.get(column.header)]
    declared = exchange.KINDS[table.kind].columns if table.kind in exchange.KINDS else ()
    type_of = next((known.type for known in declared if known.name == column.field), "text")
    return tuple(dict.fromkeys(_cell(cell, type_of, lang) for cell in cells))[:SAMPLES]


def _cell(cell: object, type_of: str, lang: words.Lang) -> str:
    if isinstance(cell, bool):
        return words.yes_no(cell, lang)
    if isinstance(cell, list):
        return ", ".join(str(one) for one in cell)
    if isinstance(cell, str):
        return words.render(CHOICES[cell], lang) if type_of == "status" and cell in CHOICES else cell
    if type_of == "percent" and isinstance(cell, float):
        return words.share(cell, lang, digits=None)
    return words.written(cell, lang)


def _periods(dated: list[ReadColumn], lang: words.Lang) -> Text | None:
    if not dated:
        return None
    return Text.many(
        N_("%(count)s column holds one period: %(first)s."),
        N_("%(count)s columns hold one period each, the first %(first)s."),
        count=len(dated),
        first=min(str(c.period) for c in dated),
    )


def answers(plan: Plan, posted: Mapping[str, str]) -> tuple[Answers, bool]:
    """Return the answers that a corrected page gives, and whether a kind was changed: its columns are then to be seen again."""
    files: dict[str, dict[str, str]] = {}
    has_new_kind = False
    for i, file in enumerate(plan.files):
        for j, table in enumerate(file.reading.tables if file.reading else ()):
            name = f"t{i}-{j}"
            kind = posted.get(name, table.kind or NONE)
            if kind != (table.kind or NONE) and (kind == NONE or kind in exchange.KINDS):
                files.setdefault(file.name, {})[f"kind:{table.scope}"] = kind
                has_new_kind = has_new_kind or kind != NONE
                continue
            known = {code for code, _ in choices(table.kind)}
            for column in table.columns:
                field = posted.get(f"{name}-{column.col}", column.field or "")
                if not column.period and field != (column.field or "") and field in known:
                    files.setdefault(file.name, {})[f"field:{table.scope}:{' '.join(column.header.split())}"] = field or "-"
    return Answers(files=files), has_new_kind
