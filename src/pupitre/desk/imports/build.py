"""Files that were read, turned into rows ready to be written."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from pupitre.desk.changes import Part, SourceRef
from pupitre.desk.imports.answers import Answers
from pupitre.desk.imports.conflicts import settled
from pupitre.desk.imports.currency import NO_SHEET, adopted, currency_of
from pupitre.desk.imports.gather import alias_rows, known_aliases, known_names, known_units, mentions_in, unit_rows
from pupitre.desk.imports.memory import mapping_rows
from pupitre.desk.imports.scales import with_scale_doubts
from pupitre.desk.settings import currency_told
from pupitre.desk.snapshot import ModelSnapshot
from pupitre.kernel import Problem
from pupitre.sources.fill import NOTHING_FILLED, ORDER, FillContext, Names, declared, fill, stated_on
from pupitre.sources.fill.columns import one_per_key
from pupitre.sources.fill.crosswalk import Crosswalk, crosswalk
from pupitre.sources.reading import Question, ReadTable
from pupitre.tables import TABLES

if TYPE_CHECKING:
    from pupitre.desk.imports.plan import FilePlan

OF_FILLING = ("stated_on", "year_start", "year", "projected", "target_period", "names_shortened", "process")
"""Answers that filling takes: the day of the figures, the month in which the year begins, the year of a budget, the periods that hold
projections, which periods a lone target is of (`all` or `last`), whether names with initials are people known (`same` or `others`),
the process that events are of."""
NAMELESS = ("project", "kpi", "person")
"""Tables that a file may fill by code alone: the history of projects, the readings of KPIs, the load of people."""
CREATED = ("person", "axis", "skill", "programme", "objective", "kpi", "project", "process")


@dataclass(frozen=True, slots=True)
class Built:
    """Rows ready to be written, with the files completed by what filling said."""

    files: tuple[FilePlan, ...]
    parts: tuple[Part, ...]
    conflicts: tuple[Problem, ...]


class Builder:
    """One import while its rows are made.

    Args:
        known: The home as it is.
        answers: Answers given.
        on: The day of the import.
        sure_only: Whether the tables that wait for an answer are left out.
    """

    def __init__(self, known: ModelSnapshot, answers: Answers, on: date, *, sure_only: bool) -> None:
        self.known, self.answers, self.on, self.sure_only = known, answers, on, sure_only
        self.names: Names = known_names(known)
        self.adopted, self.currency = "", known.currency
        self.units = known_units(known)
        self.secret = secret_of_persons()
        self.named = {kind: set(known.table(kind).column("key").to_pylist()) for kind in NAMELESS}

    def build(self, files: Sequence[FilePlan], tell: Callable[[str, str, int, int], None]) -> Built:
        """Return the rows of all files, each file after those it builds on."""
        self.adopted = adopted(files, self.answers, currency_told())
        self.currency = self.adopted or self.known.currency
        ordered = sorted(files, key=self._turn)
        walk = self._walk(ordered)
        pairs = dict(walk.departments)
        for file in ordered:
            for table in loadable(file, sure_only=self.sure_only):
                self.names = self.names.joined(declared(table, pairs))
        done, parts = [], []
        for at, file in enumerate(ordered):
            tell("filling", file.name, at, len(ordered))
            complete, part = self._file(file, walk)
            done.append(complete)
            if part:
                parts.append(part)
        done = with_scale_doubts(done, parts, self.known)
        parts, conflicts = settled(with_departments(parts, walk, self.units))
        memory = Part({"alias": alias_rows(walk), "mapping": mapping_rows(_taught(done))})
        memory = Part({name: rows for name, rows in memory.tables.items() if rows.num_rows})
        return Built(tuple(done), (*parts, memory), tuple(conflicts))

    def _turn(self, file: FilePlan) -> tuple[int, date, str]:
        """Order files by what they hold, then by the day they speak of, so that the last word is the latest one."""
        kinds = [ORDER.index(table.kind) for table in (file.reading.tables if file.reading else ()) if table.kind in ORDER]
        return (min(kinds, default=len(ORDER)), stated_on(self._context(file, None, "", None)), file.name)

    def _walk(self, files: Sequence[FilePlan]) -> Crosswalk:
        mentions = [m for file in files for table in loadable(file, sure_only=False) for m in mentions_in(file.name, table)]
        answers = {**self.answers.everywhere, **{k: v for f in files for k, v in f.answers.items() if k.startswith("department:")}}
        return crosswalk(mentions, known=self.units, aliases=known_aliases(self.known), answers=answers)

    def _context(self, file: FilePlan, walk: Crosswalk | None, currency: str, table: ReadTable | None) -> FillContext:
        sheet = (table.sheet if table else None) or NO_SHEET
        told = {n: file.answers.get(f"{n}:{sheet}", file.answers.get(n, "")) for n in OF_FILLING}
        return FillContext(
            file=file.name,
            on=self.on,
            currency=currency,
            known=self.names,
            departments=walk.departments if walk else {},
            spelled=walk.spelled if walk else {},
            answers={name: answer for name, answer in told.items() if answer},
            secret=self.secret,
        )

    def _file(self, file: FilePlan, walk: Crosswalk) -> tuple[FilePlan, Part | None]:
        """Fill every table of a file, the one that others build on first."""
        rows: dict[str, list[pa.Table]] = {}
        problems = [*file.problems, *(p for p in walk.problems if p.where.file == file.name)]
        questions = [*file.questions, *(q for q in walk.questions if q.problem.where.file == file.name)]
        tables = loadable(file, sure_only=self.sure_only)
        stated: dict[str, str] = {}
        for table in sorted(tables, key=lambda t: ORDER.index(str(t.kind))):
            currency, doubt = currency_of(file, table, self.currency)
            questions += [doubt] if doubt else []
            context = self._context(file, walk, currency, table)
            filled = fill(table, context)
            problems += filled.problems
            questions += filled.questions
            if any(problem.rule == "date.stated" for problem in filled.problems):
                stated[f"stated_on:{table.sheet or NO_SHEET}"] = stated_on(context).isoformat()
            for name, made in filled.tables.items():
                sheet = pa.array([table.sheet] * made.num_rows, pa.string())
                rows.setdefault(name, []).append(made.append_column("source_sheet", sheet))
            self._learn(filled.tables)
        joined = {name: one_per_key(pa.concat_tables(several), TABLES[name].key) for name, several in rows.items()}
        joined = {name: self._named(name, rows) if name in NAMELESS else rows for name, rows in joined.items()}
        complete = _completed(file, joined, problems, questions, self.sure_only)
        if file.reading is None or not joined:
            return complete, None
        if "project" in joined and "project_report" in joined:
            joined["project"] = self._without_older_words(joined["project"], joined["project_report"])
        return complete, Part(joined, _source(complete, joined, stated))

    def _named(self, kind: str, rows: pa.Table) -> pa.Table:
        """Name by its code what no file has named so far; where a name is known, a file without names says nothing of it."""
        key, name = rows.column("key"), rows.column("name")
        told = pc.is_in(key, value_set=pa.array(sorted(self.named[kind]), pa.string()))
        self.named[kind] |= set(key.to_pylist())
        return rows.set_column(rows.schema.get_field_index("name"), "name", pc.if_else(pc.or_(pc.is_valid(name), told), name, key))

    def _learn(self, tables: Mapping[str, pa.Table]) -> None:
        """Let the next tables find what this one named for the first time."""
        fresh = [
            (kind, key, name or "")
            for kind in CREATED
            if kind in tables
            for key, name in zip(tables[kind].column("key").to_pylist(), tables[kind].column("name").to_pylist(), strict=True)
        ]
        if fresh:
            self.names = self.names.joined(fresh)

    def _without_older_words(self, projects: pa.Table, reports: pa.Table) -> pa.Table:
        """Empty what an older file says of projects that the home knows from a later report: the later word stands."""
        known = self.known.table("project_report")
        if not known.num_rows:
            return projects
        last = dict(_last_reports(known))
        told = dict(_last_reports(reports))
        old = [key in last and told.get(key, self.on) < last[key] for key in projects.column("key").to_pylist()]
        if not any(old):
            return projects
        before = self.known.table("project")
        at = pc.index_in(projects.column("key"), value_set=before.column("key").combine_chunks())
        is_old = pa.array(old)
        for name in before.column_names:
            if name != "key":
                told_already = pc.and_(is_old, pc.fill_null(pc.is_valid(before.column(name).take(at)), False))
                column = projects.column(name)
                kept = pc.if_else(told_already, pa.scalar(None, column.type), column)
                projects = projects.set_column(projects.schema.get_field_index(name), name, kept)
        return projects


def loadable(file: FilePlan, *, sure_only: bool) -> tuple[ReadTable, ...]:
    """Return the tables of a file that can be filled in.

    A table whose question must be answered before anything is loaded waits; with `sure_only`, so does one with any open question.
    """
    if file.reading is None:
        return ()
    return tuple(t for t in file.reading.tables if t.kind in ORDER and not waits(t, sure_only=sure_only))


def waits(table: ReadTable, *, sure_only: bool) -> bool:
    """Whether a table waits for an answer."""
    return any(not q.answered and (q.blocking or (sure_only and not q.assumption)) for q in table.questions)


def with_departments(parts: Sequence[Part], walk: Crosswalk, units: list[tuple[str, str, list[str]]]) -> list[Part]:
    """Return the parts completed by the departments that each file is the first to name, before anything that names them."""
    fresh = unit_rows(walk, units)
    done = []
    for part in parts:
        name = part.source.name if part.source else ""
        if name in fresh:
            own = [part.tables["unit"]] if "unit" in part.tables else []
            rows = one_per_key(pa.concat_tables([fresh[name], *own]), ("key",))
            part = replace(part, tables={**part.tables, "unit": rows})
        done.append(part)
    return done


def secret_of_persons() -> bytes:
    """Return what the made-up codes of persons are keyed by: derived from the secret of the home, so that it moves with its backups."""
    return hmac.new(settings.SECRET_KEY.encode(), b"pupitre.event.resource", hashlib.sha256).digest()


def _last_reports(reports: pa.Table) -> list[tuple[str, date]]:
    last = reports.group_by("project").aggregate([("at", "max")])
    return list(zip(last.column("project").to_pylist(), last.column("at_max").to_pylist(), strict=True))


def _taught(files: Sequence[FilePlan]) -> list[tuple[str, str, dict[str, str]]]:
    return [(file.reading.signature, file.name, dict(file.answers)) for file in files if file.reading]


def _completed(
    file: FilePlan, joined: Mapping[str, pa.Table], problems: list[Problem], questions: list[Question], sure_only: bool
) -> FilePlan:
    """Return a file with its counts, its faults and its doubts."""
    if file.reading is None:
        return file
    tables = file.reading.tables
    said = [
        *file.reading.problems,
        *(refused.problem for table in tables for refused in table.refused),
        *(warned.problem for table in tables for warned in table.warnings),
    ]
    lost = {problem.where.sheet for problem in problems if problem.rule == NOTHING_FILLED}
    left = [t.sheet or file.name for t in tables if t.kind not in ORDER or waits(t, sure_only=sure_only) or t.sheet in lost]
    return replace(
        file,
        rows_read=sum(len(set(t.data.column("source_row").to_pylist())) + len(t.refused) for t in tables if t.kind in ORDER),
        rows_refused=sum(len(t.refused) for t in tables),
        filled={name: rows.num_rows for name, rows in joined.items()},
        left_out=tuple(left),
        problems=(*said, *problems),
        questions=(*(q for t in tables for q in t.questions), *questions),
    )


def _source(file: FilePlan, joined: Mapping[str, pa.Table], stated: Mapping[str, str]) -> SourceRef:
    reading = file.reading
    assert reading is not None
    said = [q.problem for q in file.questions]
    return SourceRef(
        name=file.name,
        digest=file.digest,
        size=file.size,
        format=reading.format,
        kinds=tuple(sorted({str(t.kind) for t in reading.tables if t.kind in ORDER})),
        rows_read=file.rows_read,
        rows_refused=file.rows_refused,
        data_on=_last_day(joined),
        details={
            "encoding": reading.encoding,
            "separator": reading.separator,
            "locale": reading.locale,
            "signature": reading.signature,
            "sheets": [_sheet(table) for table in reading.tables],
            "stated": dict(stated),
        },
        problems=(*file.problems, *said),
    )


def _sheet(table: ReadTable) -> dict[str, object]:
    columns = [[c.header, c.field, c.period] for c in table.columns]
    ignored = Counter(row.why for row in table.ignored)
    return {"sheet": table.sheet, "kind": table.kind, "columns": columns, "ignored": dict(ignored)}


def _last_day(joined: Mapping[str, pa.Table]) -> date | None:
    """Return the last day that the rows speak of: of reports, readings, ledger entries, posts, events."""
    days = [pc.max(joined["event"].column("at")).as_py().date()] if "event" in joined and joined["event"].num_rows else []
    for name, column in (("project_report", "at"), ("measure", "starts_on"), ("ledger_entry", "at"), ("staffing", "at")):
        if name in joined:
            days.append(pc.max(joined[name].column(column)).as_py())
    return max((day for day in days if day), default=None)
