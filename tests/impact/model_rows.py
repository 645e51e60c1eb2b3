"""A snapshot written in a few rows, for the tests of the model and of what is published."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from pupitre.domains.performance.inputs import PUBLISHES as PERFORMANCE
from pupitre.domains.portfolio.inputs import PUBLISHES as PORTFOLIO
from pupitre.domains.processes.inputs import PUBLISHES as PROCESSES
from pupitre.domains.strategy.inputs import PUBLISHES as STRATEGY
from pupitre.tables import TABLES
from pupitre.tables.rows import derived_table

ON = date(2026, 7, 1)
DUE = date(2026, 12, 31)
DERIVED = {**PERFORMANCE, **PORTFOLIO, **PROCESSES, **STRATEGY}


def rows_of(name: str, *rows: dict[str, object]) -> pa.Table:
    """Return rows of a declared or derived table."""
    if name in DERIVED:
        return derived_table(DERIVED[name], rows)
    schema = TABLES[name].schema
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | row for row in rows], schema=schema)


class Given:
    """A snapshot of the rows given; every other table is empty."""

    on, seed, currency = ON, 7, "EUR"

    def __init__(self, **tables: list[dict[str, object]]) -> None:
        self.tables = {name.replace("__", "."): rows_of(name.replace("__", "."), *rows) for name, rows in tables.items()}

    def table(self, name: str) -> pa.Table:
        """Return a table."""
        return self.tables.get(name, rows_of(name))

    def more(self, **tables: list[dict[str, object]]) -> Given:
        """Return the same with other rows."""
        made = Given(**tables)
        made.tables = self.tables | made.tables
        return made


def readings(kpi: str = "K1", count: int = 10, value: float = 50.0) -> list[dict[str, object]]:
    """Return so many weeks of one value, the last ending today."""
    weeks = [ON - timedelta(days=7 * (count - at)) for at in range(count)]
    return [
        {"kpi": kpi, "unit": "", "starts_on": day, "ends_on": day + timedelta(days=7), "value": value, "basis": "actual"} for day in weeks
    ]


def forecast(*, at: date = DUE, kpi: str = "K1", low: float = 40.0, high: float = 60.0) -> list[dict[str, object]]:
    """Return three quantiles of a forecast: low, the middle and high."""
    three = ((0.1, low), (0.5, (low + high) / 2), (0.9, high))
    return [{"kpi": kpi, "unit": "", "at": at, "p": p, "value": value} for p, value in three]


def company(**changed: object) -> Given:
    """Return one objective told by one key result on one KPI, forecast around 50, its target 55; `changed` goes to the key result."""
    result = {"key": "KR1", "objective": "O1", "kpi": "K1", "baseline": 45.0, "target": 55.0, "starts_on": date(2026, 1, 1), "due_on": DUE}
    return Given(
        objective=[{"key": "O1", "name": "Deliver on time", "unit": "U1", "status": "open", "due_on": DUE}],
        key_result=[{**result, **changed}],
        kpi=[{"key": "K1", "name": "On time", "unit": "U1", "direction": "up", "measured_in": "pts", "aggregation": "mean"}],
        measure=readings(),
        performance__kpi_forecast=forecast(),
        strategy__objective_weight=[{"objective": "O1", "axis": "A1", "weight": 1.0, "depth": 0, "rule": "declared"}],
        project=[{"key": "P1", "name": "Portal", "unit": "U1", "due_on": date(2026, 9, 1)}],
    )


def finishing(project: str = "P1", *days: int) -> list[dict[str, object]]:
    """Return the finish of a project in draws, in days from today."""
    return [{"project": project, "draw": at, "finish_on": ON + timedelta(days=one)} for at, one in enumerate(days or (30, 40, 50))]


def effect(**changed: object) -> dict[str, object]:
    """Return an effect of the project on the KPI."""
    return {
        "source_kind": "project",
        "source": "P1",
        "kpi": "K1",
        "unit": "",
        "low": 2.0,
        "likely": 5.0,
        "high": 8.0,
        "basis": "declared",
        **changed,
    }
