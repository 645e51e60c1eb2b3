"""The rows that a choice of projects rests on, typed and in order of key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pupitre.impact.arbitration.problem import Limit, LimitKind, Rule, RuleKind
from pupitre.kernel import Snapshot
from pupitre.tables.rows import typed_rows

LIVE = ("planned", "running")
"""Lives of a project that can still be decided about."""


@dataclass(frozen=True, slots=True)
class Project:
    """Work with dates and a budget."""

    key: str
    name: str
    unit: str | None
    clients: list[str] | None
    starts_on: date | None
    due_on: date | None
    budget: Decimal | None
    is_mandatory: bool | None


@dataclass(frozen=True, slots=True)
class Facts:
    """How far a project is, and what it costs."""

    project: str
    life: str | None
    budget: Decimal | None
    spent: Decimal | None
    landing: Decimal | None


@dataclass(frozen=True, slots=True)
class Finish:
    """When a project is likely to finish."""

    project: str
    p50_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Hours of a skill that a project asks for in one week."""

    project: str
    skill: str
    unit: str | None
    starts_on: date
    hours: float


@dataclass(frozen=True, slots=True)
class Line:
    """Money planned for a project over a period."""

    project: str | None
    starts_on: date
    ends_on: date
    planned: Decimal | None


@dataclass(frozen=True, slots=True)
class Mode:
    """Another way to run a project."""

    project: str
    key: str
    name: str
    cost: Decimal | None
    days: float | None
    hours_share: float | None
    effect_share: float | None


Row = TypeVar("Row", Line, Mode)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """What may not be passed over a period, as it is written."""

    key: str
    kind: LimitKind
    skill: str | None
    unit: str | None
    starts_on: date | None
    ends_on: date | None
    value: float


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What the choice must respect, as it is written."""

    kind: RuleKind
    project: str
    other: str | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """The unit that a KPI is read in."""

    key: str
    measured_in: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a project is expected to change in a KPI."""

    source_kind: str
    source: str
    kpi: str
    likely: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, and the one it belongs to."""

    key: str
    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a key and a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Means:
    """Everything that a choice is made of, on one day.

    Args:
        lines: Money still to come, by project. finishes, facts: By project.
        limits: Those whose period is not over, in order of key. above: Department → those it belongs to, itself first.
        names: Kind → key → name.
    """

    on: date
    projects: tuple[Project, ...]
    facts: Mapping[str, Facts]
    finishes: Mapping[str, Finish]
    asked: tuple[Asked, ...]
    lines: Mapping[str, tuple[Line, ...]]
    modes: Mapping[str, tuple[Mode, ...]]
    limits: tuple[Limit, ...]
    rules: tuple[Rule, ...]
    carbon: Mapping[str, float]
    above: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Mapping[str, str]]

    def name(self, kind: str, key: str) -> str:
        """Return the name a person reads for a key, or the key itself when nobody named it."""
        return self.names.get(kind, {}).get(key, key)


def read(snapshot: Snapshot) -> Means:
    """Return the rows of a snapshot that a choice rests on."""
    on = snapshot.on
    projects = sorted(typed_rows(snapshot.table("project"), Project), key=lambda p: p.key)
    units = {u.key: u for u in typed_rows(snapshot.table("unit"), Unit)}
    rules = [Rule(r.kind, r.project, r.other or "") for r in typed_rows(snapshot.table("constraint"), RuleRow)]
    rules += [Rule("mandatory", p.key) for p in projects if p.is_mandatory]
    names = {kind: {one.key: one.name for one in typed_rows(snapshot.table(kind), Named)} for kind in ("skill", "objective")}
    return Means(
        on=on,
        projects=tuple(projects),
        facts={f.project: f for f in typed_rows(snapshot.table("portfolio.project_facts"), Facts)},
        finishes={f.project: f for f in typed_rows(snapshot.table("portfolio.project_finish"), Finish)},
        asked=tuple(a for a in typed_rows(snapshot.table("allocation"), Asked) if a.starts_on >= on),
        lines=_by_project(line for line in typed_rows(snapshot.table("budget_line"), Line) if line.project and line.ends_on > on),
        modes=_by_project(sorted(typed_rows(snapshot.table("mode"), Mode), key=lambda m: (m.project, m.key))),
        limits=_limits(snapshot, on),
        rules=tuple(rules),
        carbon=_carbon(snapshot),
        above={key: _above(key, units) for key in units},
        names=names | {"project": {p.key: p.name for p in projects}, "unit": {u.key: u.name for u in units.values()}},
    )


def _by_project(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.project or "", []).append(row)
    return {key: tuple(its) for key, its in found.items()}


def _limits(snapshot: Snapshot, on: date) -> tuple[Limit, ...]:
    rows = sorted(typed_rows(snapshot.table("limit"), LimitRow), key=lambda r: r.key)
    return tuple(
        Limit(r.key, r.kind, r.value, r.skill or "", r.unit or "", r.starts_on, r.ends_on)
        for r in rows
        if r.ends_on is None or r.ends_on > on
    )


def _carbon(snapshot: Snapshot) -> dict[str, float]:
    """Return, by project, the tonnes of CO₂e that it is expected to add: the likely effects on the KPIs counted in them."""
    counted = {k.key for k in typed_rows(snapshot.table("kpi"), Kpi) if is_carbon(k.measured_in or "")}
    found: dict[str, float] = {}
    for effect in typed_rows(snapshot.table("effect"), Effect):
        if effect.source_kind == "project" and effect.kpi in counted:
            found[effect.source] = found.get(effect.source, 0.0) + effect.likely
    return found


def is_carbon(measured_in: str) -> bool:
    """Tell whether a KPI is counted in tonnes of CO₂e.

    >>> [is_carbon(unit) for unit in ("tCO₂e", "t CO2 eq", "kt", "€")]
    [True, True, False, False]
    """
    plain = measured_in.lower().replace("₂", "2").replace(" ", "")
    return plain.startswith(("tco2", "teqco2"))


def _above(key: str, units: Mapping[str, Unit]) -> tuple[str, ...]:
    found = [key]
    while (parent := units[found[-1]].parent if found[-1] in units else None) and parent not in found:
        found.append(parent)
    return tuple(found)
