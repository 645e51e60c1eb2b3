"""The decisions and actions that meetings leave, as typed rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pupitre.kernel import Snapshot
from pupitre.tables.rows import typed_rows

READS = ("decision", "action", "unit", "person", "entity")

PUBLISHES: dict[str, dict[str, str]] = {
    "meetings.blocked": {"action": "key", "waits_for": "text", "blocked_on": "date", "blocked_days": "count", "is_overdue": "bool"},
}
"""Each derived table and its columns."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice made."""

    key: str
    title: str
    unit: str | None
    owner: str | None
    decided_on: date | None
    due_on: date | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Action:
    """Something one person must do by a date."""

    key: str
    title: str
    owner: str | None
    unit: str | None
    decision: str | None
    due_on: date | None
    is_done: bool | None
    done_on: date | None
    blocked_on: date | None
    blocked_by: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a key and a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the domain reads, on one day."""

    on: date
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    names: Mapping[str, Mapping[str, str]]
    company: str

    def name(self, kind: str, key: str | None) -> str:
        """Return the name a person reads for a key, or the key itself when nobody named it."""
        return self.names.get(kind, {}).get(key or "", key or "")


def read(snapshot: Snapshot) -> Model:
    """Return the tables of a snapshot in order of key, so that the order of rows changes nothing."""
    entities = typed_rows(snapshot.table("entity"), Named)
    return Model(
        on=snapshot.on,
        decisions=tuple(sorted(typed_rows(snapshot.table("decision"), Decision), key=lambda d: d.key)),
        actions=tuple(sorted(typed_rows(snapshot.table("action"), Action), key=lambda a: a.key)),
        names={kind: {one.key: one.name for one in typed_rows(snapshot.table(kind), Named)} for kind in ("unit", "person")},
        company=min((one.key for one in entities), default="company"),
    )
