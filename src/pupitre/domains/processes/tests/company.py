"""Small logs in a few words: cases as lists of steps, a snapshot from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa

from pupitre.domains.processes.inputs import Model, read
from pupitre.tables import TABLES

ON = date(2026, 3, 2)
"""A Monday."""
EPOCH = datetime(2025, 6, 2, tzinfo=UTC)
"""A Monday, nine months before."""


@dataclass(frozen=True)
class Company:
    """A snapshot of tables held in memory."""

    tables: dict[str, pa.Table]
    on: date = ON
    seed: int = 7
    currency: str = "EUR"
    events_at: str = ""

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


def process(key: str = "P", **said) -> dict:
    return {"key": key, "name": said.pop("name", key), "unit": "PROD", "owner": "M1", "kpis": ["K1"]} | said


def case(name: str, begins: float, *steps: tuple, process: str = "P", **said) -> list[dict]:
    """Return the events of a case.

    Args:
        name: The case. begins: Days from `EPOCH` to its first end. steps: Activity, days waited before it, days worked on it.
        said: Attributes of the case.
    """
    at, rows = EPOCH + timedelta(days=begins), []
    for place, (activity, wait, touch, *more) in enumerate(steps):
        start = at + timedelta(days=wait) if place else at
        at = start + timedelta(days=touch)
        row = {"process": process, "case": name, "activity": activity, "at": at, "start": start, "copy": 0, "position": place}
        rows.append(row | (more[0] if more else {}) | ({"attributes": json.dumps(said)} if said else {}))
    return rows


def many(count: int, *steps: tuple, every: float = 2.0, prefix: str = "C", process: str = "P", **said) -> list[dict]:
    """Return cases all alike, one begun every few days."""
    return [row for at in range(count) for row in case(f"{prefix}{at:03d}", at * every, *steps, process=process, **said)]
