"""Everything known of one project: its reports, what holds its end, the findings about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc
from django.utils import timezone

from pupitre.desk import derived, findings
from pupitre.desk.findings import Kept
from pupitre.desk.lineage import Origin, lineages
from pupitre.domains.portfolio.web.shelf import DECLARED, METHODS, ProjectRow, Shelf
from pupitre.kernel import N_, Money, Text

TASKS_SHOWN = 12
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


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a project, and the row of the file it came from."""

    at: date
    tone: str
    status: Text
    has_status: bool
    progress: float | None
    finish_on: date | None
    budget: Money | None
    spent: Money | None
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Holding:
    """An open task, and how often it holds the end."""

    name: str
    due_on: date | None
    progress: float | None
    criticality: float


@dataclass(frozen=True, slots=True)
class Folder:
    """What the page of a project shows.

    Args:
        method: How the likely finish was worked out, or why it was not.
    """

    method: Text
    reports: tuple[Told, ...]
    finishes: tuple[tuple[date, date], ...]
    tasks: tuple[Holding, ...]
    findings: tuple[Kept, ...]
    description: str

    @property
    def says_status(self) -> bool:
        """Whether any report declares a status."""
        return any(told.has_status for told in self.reports)

    @property
    def says_progress(self) -> bool:
        """Whether any report declares a progress."""
        return any(told.progress is not None for told in self.reports)

    @property
    def says_spent(self) -> bool:
        """Whether any report says what was spent."""
        return any(told.spent is not None for told in self.reports)


def folder(known: Shelf, row: ProjectRow) -> Folder:
    """Return everything known of a project."""
    reports = sorted(_rows(known, "project_report", row.key), key=lambda r: r["at"])
    kept = findings.kept(on=timezone.localdate(), closed=False)
    project = _rows(known, "project", row.key, column="key")[0]
    return Folder(
        method=METHODS[row.method] if row.method else REASONS.get(row.reason, REASONS["no_dates"]),
        reports=_told(known, row, reports),
        finishes=tuple((r["at"], r["finish_on"]) for r in reports if r["finish_on"]),
        tasks=_holding(known, row),
        findings=tuple(k for k in kept if any(s.kind == "project" and s.key == row.key for s in k.finding.subjects)),
        description=project["description"] or "",
    )


def _rows(known: Shelf, table: str, key: str, column: str = "project") -> list[dict]:  # type: ignore[type-arg]  # rows of any table
    rows = known.snapshot.table(table)
    return rows.filter(pc.equal(rows.column(column), key)).to_pylist()


def _told(known: Shelf, row: ProjectRow, reports: list[dict]) -> tuple[Told, ...]:  # type: ignore[type-arg]  # as above
    keys = [(row.key, r["at"].isoformat()) for r in reports]
    origins = lineages("project_report", keys)

    def amount(value: object, currency: str | None) -> Money | None:
        return Money(value, currency or known.currency) if value is not None else None  # type: ignore[arg-type]  # a money column

    return tuple(
        Told(
            at=r["at"],
            tone=DECLARED[r["status"] or ""][0],
            status=DECLARED[r["status"] or ""][1],
            has_status=bool(r["status"]),
            progress=r["progress"],
            finish_on=r["finish_on"],
            budget=amount(r["budget"], r["currency"]),
            spent=amount(r["spent"], r["currency"]),
            origin=next(iter(origins.get(key, ())), None),
        )
        for key, r in reversed(list(zip(keys, reports, strict=True)))
    )


def _holding(known: Shelf, row: ProjectRow) -> tuple[Holding, ...]:
    shares = derived.latest("portfolio.task_criticality")
    mine = shares.filter(pc.equal(shares.column("project"), row.key)).to_pylist()
    held = sorted((one for one in mine if one["criticality"] >= 0.05), key=lambda one: (-one["criticality"], one["task"]))
    if not held:
        return ()
    tasks = {task["key"]: task for task in _rows(known, "task", row.key)}
    return tuple(
        Holding(tasks[one["task"]]["name"] or one["task"], tasks[one["task"]]["due_on"], tasks[one["task"]]["progress"], one["criticality"])
        for one in held[:TASKS_SHOWN]
        if one["task"] in tasks
    )
