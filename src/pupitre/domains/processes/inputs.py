"""The tables that processes are read from, and those they publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from pupitre.kernel import Snapshot
from pupitre.tables.rows import typed_rows

READS = ("process", "event", "process_rule", "improvement", "unit", "person", "kpi", "entity")

PUBLISHES: dict[str, dict[str, str]] = {
    "processes.overview": {
        "process": "key",
        "case_count": "count",
        "event_count": "count",
        "variant_count": "count",
        "activity_count": "count",
        "open_count": "count",
        "first_on": "date",
        "last_on": "date",
        "lead_median_days": "number",
        "lead_mean_days": "number",
        "lead_p90_days": "number",
        "wait_share": "share",
        "weekly_cases": "number",
        "rework_share": "share",
        "late_days_year": "number",
        "late_cost_year": "money",
        "reason": "text",
    },
    "processes.step": {
        "process": "key",
        "activity": "text",
        "case_count": "count",
        "event_count": "count",
        "wait_days": "number",
        "touch_days": "number",
        "wait_share": "share",
        "rework_count": "count",
        "lost_days_year": "number",
        "lost_cost_year": "money",
    },
    "processes.flow": {
        "process": "key",
        "from": "text",
        "to": "text",
        "event_count": "count",
        "mean_days": "number",
        "median_days": "number",
        "p95_days": "number",
    },
    "processes.variant": {
        "process": "key",
        "rank": "count",
        "path": "list",
        "case_count": "count",
        "share": "share",
        "lead_median_days": "number",
    },
    "processes.loop": {
        "process": "key",
        "from": "text",
        "to": "text",
        "case_count": "count",
        "share": "share",
        "lost_days": "number",
        "attribute": "text",
        "value": "text",
        "value_cases": "count",
        "value_share": "share",
        "other_share": "share",
    },
    "processes.handover": {"process": "key", "from": "key", "to": "key", "event_count": "count", "wait_days": "number"},
    "processes.duplicate": {
        "process": "key",
        "activity": "text",
        "other_process": "key",
        "other_activity": "text",
        "unit": "key",
        "other_unit": "key",
        "kind": "text",
        "score": "share",
        "name_likeness": "share",
        "context_likeness": "share",
        "duration_likeness": "share",
        "case_count": "count",
        "hours_year": "number",
        "cost_year": "money",
    },
    "processes.rule_result": {"process": "key", "rule": "key", "case_count": "count", "broken_count": "count", "broken_share": "share"},
    "processes.improvement": {
        "improvement": "key",
        "process": "key",
        "verdict": "text",
        "method": "text",
        "before_cases": "count",
        "after_cases": "count",
        "change_share": "share",
        "low_90": "share",
        "high_90": "share",
        "target_share": "share",
        "is_target_reached": "bool",
        "smallest_share": "share",
        "reason": "text",
    },
    "processes.defect": {"process": "key", "kind": "text", "event_count": "count"},
}
"""Each derived table and its columns; docs/methods says what each holds."""


@dataclass(frozen=True, slots=True)
class Process:
    """A way of working that repeats itself."""

    key: str
    name: str
    unit: str | None
    owner: str | None
    kpis: list[str] | None
    systems: list[str] | None
    target_days: float | None
    hour_cost: Decimal | None
    delay_cost: Decimal | None
    currency: str | None
    work_hours: str | None
    weekdays: str | None


@dataclass(frozen=True, slots=True)
class ProcessRule:
    """Something that every case of a process must keep to."""

    process: str
    key: str
    name: str | None
    kind: str
    first: str | None
    second: str | None
    days: float | None


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something done to make a process better."""

    key: str
    title: str
    process: str | None
    owner: str | None
    stage: str | None
    starts_on: date | None
    review_on: date | None
    target_share: float | None
    applies_to: str | None
    gain: Decimal | None
    currency: str | None
    decision: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a key and a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the domain reads, on one day; `events` in the declared schema of the table.

    Args:
        staff: By department, its people as far as they are known.
        events_at: The address of the events that stay on the company's own engine; empty when there is none.
    """

    on: date
    seed: int
    currency: str
    processes: tuple[Process, ...]
    events: pa.Table
    rules: tuple[ProcessRule, ...]
    improvements: tuple[Improvement, ...]
    names: Mapping[str, Mapping[str, str]]
    staff: Mapping[str, float]
    company: str
    events_at: str = ""

    def name(self, kind: str, key: str | None) -> str:
        """Return the name a person reads for a key, or the key itself when nobody named it."""
        return self.names.get(kind, {}).get(key or "", key or "")

    def day_price(self, key: str) -> Decimal | None:
        """Return what a day of delay of a case of a process costs, when it is written in the currency of the company."""
        one = self.process(key)
        return one.delay_cost if one is not None and one.delay_cost and (one.currency or self.currency) == self.currency else None

    def process(self, key: str) -> Process | None:
        """Return a process of the register."""
        return next((one for one in self.processes if one.key == key), None)


def read(snapshot: Snapshot) -> Model:
    """Return the tables of a snapshot; rows in order of key, so that their order changes nothing."""
    entities = typed_rows(snapshot.table("entity"), Named)
    return Model(
        on=snapshot.on,
        seed=snapshot.seed,
        currency=snapshot.currency,
        processes=tuple(sorted(typed_rows(snapshot.table("process"), Process), key=lambda one: one.key)),
        events=snapshot.table("event"),
        rules=tuple(sorted(typed_rows(snapshot.table("process_rule"), ProcessRule), key=lambda one: (one.process, one.key))),
        improvements=tuple(sorted(typed_rows(snapshot.table("improvement"), Improvement), key=lambda one: one.key)),
        names={kind: {one.key: one.name for one in typed_rows(snapshot.table(kind), Named)} for kind in ("unit", "person", "process")},
        staff=_staff(snapshot),
        company=min((one.key for one in entities), default="company"),
        events_at=snapshot.events_at,
    )


@dataclass(frozen=True, slots=True)
class _Post:
    """Where a person works, and until when."""

    unit: str | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class _Branch:
    """A department, the one above it and the people it says it has."""

    key: str
    parent: str | None
    headcount: float | None


def _staff(snapshot: Snapshot) -> dict[str, float]:
    """Return how many people each department has, those of the departments below it included, or says it has if that is more."""
    branches = typed_rows(snapshot.table("unit"), _Branch)
    above = {one.key: one.parent for one in branches}
    staff: dict[str, float] = {}
    for post in typed_rows(snapshot.table("person"), _Post):
        if post.ends_on is not None and post.ends_on <= snapshot.on:
            continue
        unit, seen = post.unit, set[str]()
        while unit and unit not in seen:
            staff[unit] = staff.get(unit, 0) + 1
            seen.add(unit)
            unit = above.get(unit)
    return staff | {one.key: max(one.headcount, staff.get(one.key, 0)) for one in branches if one.headcount}
