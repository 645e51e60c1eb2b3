"""A small company in a few words: rows as keyword arguments, a snapshot from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa

from pupitre.domains.portfolio.inputs import Model, read
from pupitre.tables import TABLES

ON = date(2026, 3, 2)
"""A Monday."""


@dataclass(frozen=True)
class Company:
    """A snapshot of tables held in memory."""

    tables: dict[str, pa.Table]
    on: date = ON
    seed: int = 7
    currency: str = "EUR"

    def table(self, name: str) -> pa.Table:
        return self.tables.get(name, TABLES[name].empty())


def company(on: date = ON, **rows: list[dict]) -> Company:
    """Return the snapshot of a company whose tables hold these rows."""
    return Company({name: table(name, listed) for name, listed in rows.items()}, on)


def table(name: str, rows: list[dict]) -> pa.Table:
    schema = TABLES[name].schema
    return pa.table({f.name: pa.array([row.get(f.name) for row in rows], f.type) for f in schema}, schema=schema)


def model(on: date = ON, **rows: list[dict]) -> Model:
    return read(company(on, **rows))


def project(key: str = "P1", **said) -> dict:
    return {"key": key, "name": said.pop("name", key), "starts_on": day(-200), "due_on": day(100), "budget": Decimal(100_000)} | said


def report(at: int, project: str = "P1", **said) -> dict:
    """Return a report, `at` days from today."""
    return {"project": project, "at": day(at)} | said


def reports(progress: list[float], *, every: int = 30, project: str = "P1", **said) -> list[dict]:
    """Return reports at a steady rhythm, the last of them today."""
    first = -every * (len(progress) - 1)
    return [report(first + every * n, project, progress=p, **said) for n, p in enumerate(progress)]


def task(key: str, days: float, project: str = "P1", **said) -> dict:
    """Return a task whose duration is sure unless it is said otherwise."""
    sure = {"optimistic_days": days, "likely_days": days, "pessimistic_days": days}
    return {"project": project, "key": key, "name": f"Task {key}"} | sure | said


def link(before: str, after: str, kind: str = "FS", lag: float = 0, project: str = "P1") -> dict:
    return {"project": project, "before": before, "after": after, "kind": kind, "lag_days": lag}


def day(shift: int) -> date:
    """Return a day counted from today."""
    return ON + timedelta(days=shift)
