"""Everything known of one project: its reports, its tasks, what it serves, what was decided about it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow.compute as pc
from django.utils import timezone

from pupitre.domains.portfolio.web.shelf import DECLARED, METHODS, ProjectRow, Shelf
from pupitre.kernel import N_, Money, Text
from pupitre.records.models import MODELS, ChangeRow

REPORTS_SHOWN = 6
HELD = 0.05
"""Share of the simulations above which a task is said to hold the end."""
REASONS = {
    "over": Text(N_("It is over.")),
    "unreported": Text(N_("The last reports no longer say whether it goes on.")),
    "stalled": Text(N_("Its progress has not moved over the last four reports.")),
    "no_dates": Text(N_("No report, task or planned date says when it should finish.")),
    "old_list": Text(
        N_("Its date is past, as many others are: the list is older than the day it was loaded, and its date proves nothing.")
    ),
    "loop": Text(N_("Its tasks wait for each other in a loop.")),
}
TASK_STATES: Mapping[str, tuple[str, Text]] = {
    "done": ("good", Text(N_("done"))),
    "overdue": ("bad", Text(N_("overdue"))),
    "running": ("busy", Text(N_("under way"))),
    "waiting": ("calm", Text(N_("to begin"))),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a project."""

    at: date
    tone: str
    status: Text
    has_status: bool
    progress: float | None
    finish_on: date | None
    budget: Money | None
    spent: Money | None
    comment: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task: when, how far, who, which skill, and how often it holds the end (None when it is over or was not simulated)."""

    key: str
    name: str
    state: str
    starts_on: date | None
    due_on: date | None
    finished_on: date | None
    progress: float | None
    person: str
    person_key: str
    skill: str
    skill_key: str
    criticality: float | None

    @property
    def state_word(self) -> tuple[str, Text]:
        """Tone and word of where it stands."""
        return TASK_STATES[self.state]


@dataclass(frozen=True, slots=True)
class Folder:
    """What the page of a project shows.

    Args:
        method: How the likely finish was worked out, or why it was not.
        undated: What to say when the last report bears a day that no column of its file gave.
    """

    method: Text
    reports: tuple[Told, ...]
    tasks: tuple[TaskLine, ...]
    undated: Text | None

    @property
    def finishes(self) -> tuple[tuple[date, date], ...]:
        """The finish dates announced, with the date of each report, oldest first."""
        return tuple((told.at, told.finish_on) for told in reversed(self.reports) if told.finish_on)

    @property
    def holding(self) -> tuple[TaskLine, ...]:
        """The tasks that hold the end, those that hold it most often first."""
        held = [task for task in self.tasks if (task.criticality or 0) >= HELD]
        return tuple(sorted(held, key=lambda task: (-(task.criticality or 0), task.due_on or date.max, task.key)))

    @property
    def open(self) -> tuple[TaskLine, ...]:
        """The tasks still to be finished."""
        return tuple(task for task in self.tasks if task.state != "done")

    @property
    def over(self) -> tuple[TaskLine, ...]:
        """The tasks that are over."""
        return tuple(task for task in self.tasks if task.state == "done")

    @property
    def last_reports(self) -> tuple[Told, ...]:
        """The reports shown at once."""
        return self.reports[:REPORTS_SHOWN]

    @property
    def older_reports(self) -> tuple[Told, ...]:
        """The reports shown when asked for."""
        return self.reports[REPORTS_SHOWN:]

    @property
    def says_status(self) -> bool:
        """Whether any report declares a status."""
        return any(told.has_status for told in self.reports)

    @property
    def says_progress(self) -> bool:
        """Whether any report declares a progress."""
        return any(told.progress is not None for told in self.reports)

    @property
    def says_budget(self) -> bool:
        """Whether any report says the budget."""
        return any(told.budget is not None for told in self.reports)

    @property
    def says_spent(self) -> bool:
        """Whether any report says what was spent."""
        return any(told.spent is not None for told in self.reports)

    @property
    def names_people(self) -> bool:
        """Whether any task is entrusted to somebody."""
        return any(task.person for task in self.tasks)


def folder(known: Shelf, row: ProjectRow, *, on: date) -> Folder:
    """Return everything that lists say of a project."""
    reports = _told(known, row)
    return Folder(
        method=METHODS[row.method] if row.method else REASONS.get(row.reason, REASONS["no_dates"]),
        reports=reports,
        tasks=_tasks(known, row, on),
        undated=_undated(row, reports[0].at) if reports else None,
    )


def _told(known: Shelf, row: ProjectRow) -> tuple[Told, ...]:
    """Return the reports, the latest first."""

    def amount(value: Decimal | None, currency: str | None) -> Money | None:
        return None if value is None else Money(value, currency or known.currency)

    columns = ("at", "status", "progress", "finish_on", "budget", "spent", "currency", "comment")
    rows = MODELS["project_report"].objects.filter(project=row.key).order_by("-at").values_list(*columns)
    return tuple(
        Told(
            at=at,
            tone=DECLARED[status or ""][0],
            status=DECLARED[status or ""][1],
            has_status=bool(status),
            progress=progress,
            finish_on=finish_on,
            budget=amount(budget, currency),
            spent=amount(spent, currency),
            comment=comment or "",
        )
        for at, status, progress, finish_on, budget, spent, currency, comment in rows
    )


def _undated(row: ProjectRow, at: date) -> Text | None:
    """Return what to say when nothing in the file gives the day of the last report: its import then wrote which day it took."""
    key = json.dumps([row.key, at.isoformat()], ensure_ascii=False, separators=(",", ":"))
    came = ChangeRow.objects.filter(table="project_report", key=key).exclude(source=None).order_by("-change_id")
    last = came.values_list("source__name", "source__details", "change__at").first()
    if last is None or at.isoformat() not in last[1].get("stated", {}).values():
        return None
    said = {"file": last[0], "day": at}
    if timezone.localdate(last[2]) == at:
        return Text(
            N_("“%(file)s” does not say which day it speaks of: its figures were taken to be of %(day)s, the day it was loaded."), **said
        )
    return Text(N_("No column of “%(file)s” says which day it speaks of: its figures were taken to be of %(day)s."), **said)


def _tasks(known: Shelf, row: ProjectRow, on: date) -> tuple[TaskLine, ...]:
    """Return the tasks in the order of their dates."""
    columns = ("key", "name", "starts_on", "due_on", "started_on", "finished_on", "progress", "skill", "person")
    rows = list(MODELS["task"].objects.filter(project=row.key).values(*columns))
    shares = known.tables["portfolio.task_criticality"]
    mine = shares.filter(pc.equal(shares.column("project"), row.key)).to_pylist() if rows else []
    held = {one["task"]: one["criticality"] for one in mine}
    names = known.names["person"]
    lines = [_line(known, task, names, held, on) for task in rows]
    return tuple(sorted(lines, key=lambda line: (line.starts_on or line.due_on or date.max, line.due_on or date.max, line.key)))


def _line(known: Shelf, task: Mapping[str, object], names: Mapping[str, str], held: Mapping[str, float], on: date) -> TaskLine:
    state, person, skill = _state(task, on), str(task["person"] or ""), str(task["skill"] or "")
    return TaskLine(
        key=str(task["key"]),
        name=str(task["name"] or task["key"]),
        state=state,
        starts_on=task["started_on"] or task["starts_on"],
        due_on=task["due_on"],
        finished_on=task["finished_on"],
        progress=task["progress"],
        person=names.get(person, person),
        person_key=person if person in names and known.reach.sees("person", person) else "",
        skill=known.name("skill", skill),
        skill_key=skill,
        criticality=None if state == "done" else held.get(str(task["key"])),
    )


def _state(task: Mapping[str, object], on: date) -> str:
    progress, due_on = task["progress"], task["due_on"]
    if task["finished_on"] or (isinstance(progress, float) and progress >= 1):
        return "done"
    if isinstance(due_on, date) and due_on < on:
        return "overdue"
    return "running" if task["started_on"] or progress else "waiting"


def neighbours(rows: Sequence[ProjectRow], row: ProjectRow) -> tuple[ProjectRow, ...]:
    """Return the other projects of the same owner."""
    return tuple(one for one in rows if row.owner and one.owner == row.owner and one.key != row.key)
