"""The tables that portfolio reads, as typed rows, and those it publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

import pyarrow as pa

from pupitre.kernel import Snapshot
from pupitre.maths.schedule import STANDARD, Calendar, calendar
from pupitre.tables.rows import typed_rows

READS = (
    "project",
    "project_report",
    "task",
    "task_link",
    "calendar",
    "allocation",
    "capacity",
    "skill",
    "unit",
    "axis",
    "objective",
    "contribution",
    "budget_line",
    "ledger_entry",
)

PUBLISHES: dict[str, dict[str, str]] = {
    "portfolio.project_finish": {
        "project": "key",
        "method": "text",
        "seen_on": "date",
        "due_on": "date",
        "announced_on": "date",
        "p20_on": "date",
        "p50_on": "date",
        "p80_on": "date",
        "late_days": "count",
        "late_chance": "share",
        "other_method": "text",
        "other_p50_on": "date",
        "reason": "text",
    },
    "portfolio.project_facts": {
        "project": "key",
        "seen_on": "date",
        "axis": "key",
        "life": "text",
        "declared": "text",
        "factual": "text",
        "progress": "share",
        "time_share": "share",
        "report_count": "count",
        "first_finish_on": "date",
        "last_finish_on": "date",
        "slip_days": "count",
        "budget": "money",
        "spent": "money",
        "landing": "money",
        "landing_low": "money",
        "landing_high": "money",
        "landing_method": "text",
        "cost_index": "number",
        "schedule_index": "number",
        "earned_days": "number",
        "gone_days": "number",
        "time_index": "number",
        "cost_per_day": "money",
    },
    "portfolio.finish_draw": {"project": "key", "draw": "count", "finish_on": "date"},
    "portfolio.task_criticality": {"project": "key", "task": "key", "criticality": "share"},
    "portfolio.skill_load": {
        "skill": "key",
        "unit": "key",
        "starts_on": "date",
        "capacity_hours": "number",
        "asked_hours": "number",
        "load": "share",
        "source": "text",
    },
    "portfolio.money": {
        "kind": "text",
        "key": "key",
        "year": "count",
        "planned": "money",
        "committed": "money",
        "actual": "money",
        "actual_said": "money",
        "landing": "money",
        "landing_method": "text",
    },
}
"""Each derived table and its columns; docs/methods says what each holds."""


@dataclass(frozen=True, slots=True)
class Project:
    """Work with dates and a budget."""

    key: str
    name: str
    description: str | None
    unit: str | None
    owner: str | None
    programme: str | None
    axis: str | None
    sites: list[str] | None
    starts_on: date | None
    due_on: date | None
    budget: Decimal | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What was said of a project at a date."""

    project: str
    at: date
    status: str | None
    phase: str | None
    progress: float | None
    finish_on: date | None
    budget: Decimal | None
    spent: Decimal | None
    forecast_cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of a project with a three-point duration in working days."""

    project: str
    key: str
    name: str | None
    optimistic_days: float | None
    likely_days: float | None
    pessimistic_days: float | None
    starts_on: date | None
    due_on: date | None
    started_on: date | None
    finished_on: date | None
    progress: float | None
    budget: Decimal | None
    skill: str | None
    effort_hours: float | None


@dataclass(frozen=True, slots=True)
class TaskLink:
    """A task that waits for another of the same project; the lag is in working days."""

    project: str
    before: str
    after: str
    kind: str
    lag_days: float | None


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a skill in one week: given by a department, or asked for by a project."""

    skill: str
    unit: str | None
    starts_on: date
    hours: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Hours of a skill that a project asks for in one week."""

    project: str
    skill: str
    unit: str | None
    starts_on: date
    hours: float


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a key and a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Served:
    """An objective that a project serves."""

    project: str
    objective: str
    share: float | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Objective:
    """The axis of an objective."""

    key: str
    axis: str | None


@dataclass(frozen=True, slots=True)
class Model:
    """Everything portfolio reads, on one day.

    Args:
        seen_on: The day the projects are judged on: today, or the last report when reports stopped.
        reports: Project → its reports up to today, oldest first.
        tasks: Project → its tasks. links: Project → the links between them.
        names: Kind → key → name.
        places: Words that name a site of the company.
        calendars: Project → the days on which it is worked on; those of the company under an empty key.
        budget, ledger: Worked on by column.
    """

    on: date
    seen_on: date
    seed: int
    currency: str
    projects: tuple[Project, ...]
    reports: Mapping[str, tuple[Report, ...]]
    tasks: Mapping[str, tuple[Task, ...]]
    links: Mapping[str, tuple[TaskLink, ...]]
    capacity: tuple[Hours, ...]
    asked: tuple[Asked, ...]
    served: tuple[Served, ...]
    objectives: Mapping[str, str | None]
    names: Mapping[str, Mapping[str, str]]
    places: frozenset[str]
    budget: pa.Table
    ledger: pa.Table
    calendars: Mapping[str, Calendar] = field(default_factory=dict)

    def calendar_of(self, project: str) -> Calendar:
        """Return the days on which a project is worked on: its own, else those of the company, else Monday to Friday."""
        return self.calendars.get(project) or self.calendars.get("") or STANDARD

    def name(self, kind: str, key: str | None) -> str:
        """Return the name a person reads for a key, or the key itself when nobody named it."""
        return self.names.get(kind, {}).get(key or "", key or "")


QUIET_DAYS = 92
"""Past so many days without any report, projects are judged on the day of the last one."""


def read(snapshot: Snapshot) -> Model:
    """Return the tables of a snapshot in order of key, so that the order of rows changes nothing."""
    projects = sorted(typed_rows(snapshot.table("project"), Project), key=attrgetter("key"))
    reports = sorted(
        (r for r in typed_rows(snapshot.table("project_report"), Report) if r.at <= snapshot.on), key=attrgetter("project", "at")
    )
    tasks = sorted(typed_rows(snapshot.table("task"), Task), key=attrgetter("project", "key"))
    links = sorted(typed_rows(snapshot.table("task_link"), TaskLink), key=attrgetter("project", "before", "after", "kind"))
    last = max((r.at for r in reports), default=snapshot.on)
    names = {kind: {one.key: one.name for one in typed_rows(snapshot.table(kind), Named)} for kind in ("unit", "skill", "axis")}
    sites = {site for project in projects for site in project.sites or ()} | set(snapshot.table("unit").column("site").to_pylist())
    return Model(
        on=snapshot.on,
        seen_on=snapshot.on if (snapshot.on - last).days <= QUIET_DAYS else last,
        seed=snapshot.seed,
        currency=snapshot.currency,
        projects=tuple(projects),
        reports={key: tuple(rows) for key, rows in groupby(reports, key=attrgetter("project"))},
        tasks={key: tuple(rows) for key, rows in groupby(tasks, key=attrgetter("project"))},
        links={key: tuple(rows) for key, rows in groupby(links, key=attrgetter("project"))},
        capacity=tuple(sorted(typed_rows(snapshot.table("capacity"), Hours), key=_place)),
        asked=tuple(sorted(typed_rows(snapshot.table("allocation"), Asked), key=lambda a: (*_place(a), a.project))),
        served=tuple(sorted(typed_rows(snapshot.table("contribution"), Served), key=attrgetter("project", "objective"))),
        objectives={o.key: o.axis for o in typed_rows(snapshot.table("objective"), Objective)},
        names=names | {"project": {p.key: p.name for p in projects}},
        places=frozenset(site for site in sites if site),
        budget=snapshot.table("budget_line"),
        ledger=snapshot.table("ledger_entry"),
        calendars=calendars_of(snapshot.table("calendar")),
    )


def calendars_of(table: pa.Table) -> dict[str, Calendar]:
    """Return the calendars by project; a week that cannot be read counts as Monday to Friday, a day off that cannot is left out."""
    found = {}
    for row in table.select(["project", "weekdays", "days_off"]).to_pylist():
        weekdays = (row["weekdays"] or "").strip()
        is_week = len(weekdays) == 7 and set(weekdays) <= {"0", "1"} and "1" in weekdays
        found[row["project"] or ""] = calendar(weekdays if is_week else "1111100", _days(row["days_off"] or ()))
    return found


def _days(said: Sequence[str]) -> Iterator[date]:
    for text in said:
        with suppress(ValueError):
            yield date.fromisoformat(text)


def _place(hours: Hours | Asked) -> tuple[str, str, date]:
    return (hours.skill, hours.unit or "", hours.starts_on)
