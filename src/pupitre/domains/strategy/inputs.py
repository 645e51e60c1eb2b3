"""The tables that strategy reads, as typed rows, and those it publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

import pyarrow as pa

from pupitre.kernel import Snapshot
from pupitre.tables.rows import typed_rows

READS = (
    "axis",
    "objective",
    "cascade",
    "key_result",
    "kpi",
    "target",
    "measure",
    "project",
    "project_report",
    "contribution",
    "allocation",
    "budget_line",
    "ledger_entry",
    "unit",
    "person",
    "entity",
)

PUBLISHES: dict[str, dict[str, str]] = {
    "strategy.objective_weight": {"objective": "key", "axis": "key", "weight": "share", "depth": "count", "rule": "text"},
    "strategy.coverage": {
        "objective": "key",
        "horizon": "text",
        "near_count": "count",
        "far_count": "count",
        "project_count": "count",
        "is_covered": "bool",
    },
    "strategy.axis_share": {
        "axis": "key",
        "source": "text",
        "weight": "share",
        "money": "money",
        "money_share": "share",
        "gap": "share",
        "hours": "number",
        "hours_share": "share",
        "objective_count": "count",
        "project_count": "count",
    },
    "strategy.alignment": {"part": "text", "share": "share", "right_count": "count", "total_count": "count", "reason": "text"},
    "strategy.alignment_item": {"part": "text", "kind": "text", "key": "key", "is_right": "bool", "reason": "text"},
    "strategy.key_result_pace": {
        "key_result": "key",
        "objective": "key",
        "kpi": "key",
        "baseline": "number",
        "target": "number",
        "current": "number",
        "current_on": "date",
        "starts_on": "date",
        "due_on": "date",
        "progress_share": "share",
        "time_share": "share",
        "expected_share": "share",
        "reason": "text",
    },
    "strategy.objective_pace": {
        "objective": "key",
        "progress_share": "share",
        "time_share": "share",
        "expected_share": "share",
        "measured_count": "count",
        "key_result_count": "count",
        "reason": "text",
    },
    "strategy.project_link": {"project": "key", "is_live": "bool", "is_linked": "bool", "is_reviewed": "bool", "reason": "text"},
}
"""Each derived table and its columns; docs/methods says what each holds."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A strategic axis."""

    key: str
    name: str
    weight: float | None


@dataclass(frozen=True, slots=True)
class Objective:
    """What should be true by a date."""

    key: str
    name: str
    axis: str | None
    unit: str | None
    owner: str | None
    starts_on: date | None
    due_on: date | None
    horizon: str | None
    is_must: bool | None
    status: str | None

    def is_live(self, on: date) -> bool:
        """Tell whether it is still to be reached: open, or of unknown life with a due date not past."""
        return self.status == "open" or (self.status is None and (self.due_on is None or self.due_on >= on))


@dataclass(frozen=True, slots=True)
class Service:
    """An objective (`child`) that serves another (`parent`)."""

    child: str
    parent: str
    weight: float | None


@dataclass(frozen=True, slots=True)
class KeyResult:
    """The number that tells whether an objective is reached."""

    key: str
    objective: str
    name: str | None
    kpi: str | None
    baseline: float | None
    target: float | None
    starts_on: date | None
    due_on: date | None
    shape: str | None
    weight: float | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """The definition of a number the company follows."""

    key: str
    name: str
    objective: str | None
    unit: str | None
    measured_in: str | None
    direction: str | None
    aggregation: str | None


@dataclass(frozen=True, slots=True)
class Project:
    """Work with dates and a budget."""

    key: str
    name: str
    unit: str | None
    owner: str | None
    programme: str | None
    axis: str | None
    starts_on: date | None
    due_on: date | None
    budget: Decimal | None
    currency: str | None
    is_mandatory: bool | None


@dataclass(frozen=True, slots=True)
class Report:
    """What was said of a project at a date."""

    project: str
    at: date
    status: str | None
    finish_on: date | None
    budget: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """A project that serves an objective."""

    project: str
    objective: str
    share: float | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a key and a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Model:
    """Everything strategy reads, on one day.

    Args:
        reports: The last report of each project at or before the day. told: All of them up to the day, by project, oldest first.
        names: Kind → key → name.
        target, measure, ledger, budget, allocation: Worked on by column.
    """

    on: date
    currency: str
    axes: tuple[Axis, ...]
    objectives: tuple[Objective, ...]
    services: tuple[Service, ...]
    key_results: tuple[KeyResult, ...]
    kpis: tuple[Kpi, ...]
    projects: tuple[Project, ...]
    reports: Mapping[str, Report]
    told: Mapping[str, tuple[Report, ...]]
    contributions: tuple[Contribution, ...]
    names: Mapping[str, Mapping[str, str]]
    company: str
    target: pa.Table
    measure: pa.Table
    ledger: pa.Table
    budget: pa.Table
    allocation: pa.Table

    def name(self, kind: str, key: str | None) -> str:
        """Return the name a person reads for a key, or the key itself when nobody named it."""
        return self.names.get(kind, {}).get(key or "", key or "")


def read(snapshot: Snapshot) -> Model:
    """Return the tables of a snapshot in order of key, so that the order of rows changes nothing."""
    axes = sorted(typed_rows(snapshot.table("axis"), Axis), key=lambda a: a.key)
    objectives = sorted(typed_rows(snapshot.table("objective"), Objective), key=lambda o: o.key)
    kpis = sorted(typed_rows(snapshot.table("kpi"), Kpi), key=lambda k: k.key)
    projects = sorted(typed_rows(snapshot.table("project"), Project), key=lambda p: p.key)
    entities = typed_rows(snapshot.table("entity"), Named)
    told = sorted((r for r in typed_rows(snapshot.table("project_report"), Report) if r.at <= snapshot.on), key=lambda r: (r.project, r.at))
    named = {kind: typed_rows(snapshot.table(kind), Named) for kind in ("unit", "person")}
    names = {kind: {one.key: one.name for one in rows} for kind, rows in named.items()}
    names |= {
        "axis": {a.key: a.name for a in axes},
        "objective": {o.key: o.name for o in objectives},
        "kpi": {k.key: k.name for k in kpis},
        "project": {p.key: p.name for p in projects},
    }
    return Model(
        on=snapshot.on,
        currency=snapshot.currency,
        axes=tuple(axes),
        objectives=tuple(objectives),
        services=tuple(sorted(typed_rows(snapshot.table("cascade"), Service), key=lambda s: (s.parent, s.child))),
        key_results=tuple(sorted(typed_rows(snapshot.table("key_result"), KeyResult), key=lambda k: k.key)),
        kpis=tuple(kpis),
        projects=tuple(projects),
        reports={r.project: r for r in told},
        told={project: tuple(its) for project, its in groupby(told, key=lambda r: r.project)},
        contributions=tuple(sorted(typed_rows(snapshot.table("contribution"), Contribution), key=lambda c: (c.project, c.objective))),
        names=names,
        company=min((one.key for one in entities), default="company"),
        target=snapshot.table("target"),
        measure=snapshot.table("measure"),
        ledger=snapshot.table("ledger_entry"),
        budget=snapshot.table("budget_line"),
        allocation=snapshot.table("allocation"),
    )
