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
    work_hours: str | None
    weekdays: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a key and a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the domain reads, on one day; `events` in the declared schema of the table."""

    on: date
    processes: tuple[Process, ...]
    events: pa.Table
    names: Mapping[str, Mapping[str, str]]
    company: str

    def name(self, kind: str, key: str | None) -> str:
        """Return the name a person reads for a key, or the key itself when nobody named it."""
        return self.names.get(kind, {}).get(key or "", key or "")


def read(snapshot: Snapshot) -> Model:
    """Return the tables of a snapshot; rows in order of key, so that their order changes nothing."""
    entities = typed_rows(snapshot.table("entity"), Named)
    return Model(
        on=snapshot.on,
        processes=tuple(sorted(typed_rows(snapshot.table("process"), Process), key=lambda one: one.key)),
        events=snapshot.table("event"),
        names={kind: {one.key: one.name for one in typed_rows(snapshot.table(kind), Named)} for kind in ("unit", "person", "process")},
        company=min((one.key for one in entities), default="company"),
    )
