"""Decisions and actions for the tests."""

from __future__ import annotations

from datetime import date, timedelta

from pupitre.domains.meetings.inputs import Model, read
from pupitre.tables.memory import MemorySnapshot, Rows

ON = date(2026, 7, 1)


def decision(key: str, owner: str | None = "P", **more: object) -> dict[str, object]:
    return {"key": key, "title": f"Decision {key}", "owner": owner, "decided_on": date(2026, 5, 1), "status": "decided", **more}


def action(key: str, days: int = 31, waits_for: str | None = "CFO approval", **more: object) -> dict[str, object]:
    """An action blocked for that many days."""
    return {"key": key, "title": f"Action {key}", "owner": "P", "blocked_on": ON - timedelta(days=days), "blocked_by": waits_for, **more}


def minutes(**rows: Rows) -> MemorySnapshot:
    return MemorySnapshot(ON, {"unit": [{"key": "U", "name": "Plant"}], "person": [{"key": "P", "name": "Ann"}]} | rows)


def model(**rows: Rows) -> Model:
    return read(minutes(**rows))
