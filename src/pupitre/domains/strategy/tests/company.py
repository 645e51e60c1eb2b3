"""A small company for the tests: six projects, two axes, three objectives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pupitre.tables.memory import MemorySnapshot, Rows

ON = date(2026, 7, 1)


def link(project: str, objective: str, **more: object) -> dict[str, object]:
    return {"project": project, "objective": objective, "basis": "declared", **more}


def project(key: str, budget: int | None = 100, **more: object) -> dict[str, object]:
    money = None if budget is None else Decimal(budget)
    return {"key": key, "name": f"Project {key}", "budget": money, "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31), **more}


def objective(key: str, axis: str | None = None, **more: object) -> dict[str, object]:
    return {"key": key, "name": f"Objective {key}", "axis": axis, "status": "open", **more}


def company(**rows: Rows) -> MemorySnapshot:
    """Axis G weighs 60 % and S 40 %; O1 and O2 serve G, O3 serves S; P1 to P5 are linked, P6 is not."""
    base: dict[str, Rows] = {
        "axis": [{"key": "G", "name": "Growth", "weight": 0.6}, {"key": "S", "name": "Sustainability", "weight": 0.4}],
        "objective": [objective("O1", "G"), objective("O2", "G"), objective("O3", "S")],
        "project": [project("P1"), project("P2"), project("P3"), project("P4"), project("P5"), project("P6", 240)],
        "contribution": [link("P1", "O1"), link("P2", "O1"), link("P3", "O2"), link("P4", "O3"), link("P5", "O3")],
    }
    return MemorySnapshot(ON, base | rows)
