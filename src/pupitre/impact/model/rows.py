"""The rows that the probabilities rest on, typed and in order of key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pupitre.kernel import Snapshot
from pupitre.tables.rows import typed_rows


@dataclass(frozen=True, slots=True)
class Objective:
    """What should be true by a date."""

    key: str
    name: str
    unit: str | None
    starts_on: date | None
    due_on: date | None
    is_must: bool | None
    status: str | None
    rule: Literal["all", "score", "count"] | None
    threshold: float | None

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
    unit: str | None
    measured_in: str | None
    direction: str | None
    aggregation: str | None


@dataclass(frozen=True, slots=True)
class Project:
    """Work with dates."""

    key: str
    name: str
    unit: str | None
    starts_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """What was said of a project at a date."""

    project: str
    at: date
    status: str | None
    finish_on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """How far a project is."""

    project: str
    life: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a project, decision, treatment or risk is expected to change in a KPI."""

    source_kind: Literal["project", "decision", "treatment", "risk"]
    source: str
    kpi: str
    unit: str | None
    low: float | None
    likely: float
    high: float | None
    ramp_days: float | None
    decay_share: float | None
    starts_on: date | None
    basis: Literal["declared", "measured"] | None


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the choice of projects must respect."""

    kind: str
    project: str
    other: str | None


@dataclass(frozen=True, slots=True)
class Mode:
    """Another way to run a project."""

    project: str
    key: str
    name: str
    cost: Decimal | None
    currency: str | None
    days: float | None
    effect_share: float | None


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may happen."""

    key: str
    title: str
    unit: str | None
    likelihood: float | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Hazard:
    """Something that has happened or is announced, with what it delays."""

    key: str
    title: str
    happens_on: date | None
    projects: list[str] | None
    tasks: list[str] | None
    delay_days: float | None


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the plan takes for granted, with the reading that would break it."""

    key: str
    statement: str
    kpi: str | None
    holds_when: Literal["above", "below"] | None
    threshold: float | None
    objectives: list[str] | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice made."""

    key: str
    title: str
    unit: str | None
    decided_on: date | None
    starts_on: date | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a key and a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Every small row that impact reads, on one day.

    Args:
        reports: Project → its reports up to the day, oldest first. life: Project → how far it is.
        weights: Objective → its weight in the whole strategy.
        critical: (project, task) → share of the draws in which the task holds the finish.
    """

    on: date
    seed: int
    objectives: tuple[Objective, ...]
    services: tuple[Service, ...]
    key_results: tuple[KeyResult, ...]
    kpis: Mapping[str, Kpi]
    projects: Mapping[str, Project]
    reports: Mapping[str, tuple[Report, ...]]
    life: Mapping[str, str]
    effects: tuple[Effect, ...]
    constraints: tuple[Constraint, ...]
    modes: tuple[Mode, ...]
    risks: Mapping[str, Risk]
    hazards: tuple[Hazard, ...]
    assumptions: tuple[Assumption, ...]
    decisions: Mapping[str, Decision]
    weights: Mapping[str, float]
    critical: Mapping[tuple[str, str], float]
    units: Mapping[str, str]

    def name(self, kind: str, key: str) -> str:
        """Return the name a person reads for a key, or the key itself when nobody named it."""
        match kind:
            case "project" if key in self.projects:
                return self.projects[key].name
            case "kpi" if key in self.kpis:
                return self.kpis[key].name
            case "risk" if key in self.risks:
                return self.risks[key].title
            case "decision" if key in self.decisions:
                return self.decisions[key].title
            case "unit":
                return self.units.get(key, key)
        return key


def read(snapshot: Snapshot) -> Rows:
    """Return the rows of a snapshot in order of key, so that the order of rows changes nothing."""
    reports: dict[str, list[Report]] = {}
    for report in sorted(typed_rows(snapshot.table("project_report"), Report), key=lambda r: (r.project, r.at)):
        if report.at <= snapshot.on:
            reports.setdefault(report.project, []).append(report)
    weights = snapshot.table("strategy.objective_weight")
    critical = snapshot.table("portfolio.task_criticality")
    return Rows(
        on=snapshot.on,
        seed=snapshot.seed,
        objectives=tuple(sorted(typed_rows(snapshot.table("objective"), Objective), key=lambda o: o.key)),
        services=tuple(sorted(typed_rows(snapshot.table("cascade"), Service), key=lambda s: (s.parent, s.child))),
        key_results=tuple(sorted(typed_rows(snapshot.table("key_result"), KeyResult), key=lambda k: k.key)),
        kpis={k.key: k for k in sorted(typed_rows(snapshot.table("kpi"), Kpi), key=lambda k: k.key)},
        projects={p.key: p for p in sorted(typed_rows(snapshot.table("project"), Project), key=lambda p: p.key)},
        reports={key: tuple(its) for key, its in reports.items()},
        life={f.project: f.life or "" for f in typed_rows(snapshot.table("portfolio.project_facts"), Facts)},
        effects=tuple(sorted(typed_rows(snapshot.table("effect"), Effect), key=lambda e: (e.source_kind, e.source, e.kpi, e.unit or ""))),
        constraints=tuple(sorted(typed_rows(snapshot.table("constraint"), Constraint), key=lambda c: (c.kind, c.project, c.other or ""))),
        modes=tuple(sorted(typed_rows(snapshot.table("mode"), Mode), key=lambda m: (m.project, m.key))),
        risks={r.key: r for r in sorted(typed_rows(snapshot.table("risk"), Risk), key=lambda r: r.key)},
        hazards=tuple(sorted(typed_rows(snapshot.table("hazard"), Hazard), key=lambda h: h.key)),
        assumptions=tuple(sorted(typed_rows(snapshot.table("assumption"), Assumption), key=lambda a: a.key)),
        decisions={d.key: d for d in sorted(typed_rows(snapshot.table("decision"), Decision), key=lambda d: d.key)},
        weights=dict(zip(weights["objective"].to_pylist(), weights["weight"].to_pylist(), strict=True)),
        critical={
            (project, task): share
            for project, task, share in zip(*(critical[name].to_pylist() for name in ("project", "task", "criticality")), strict=True)
        },
        units={u.key: u.name for u in typed_rows(snapshot.table("unit"), Named)},
    )
