"""Readings, targets and KPIs for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pupitre.domains.performance.inputs import Model, read
from pupitre.tables.memory import MemorySnapshot, Rows

ON = date(2026, 7, 1)


def kpi(key: str = "A", **more: object) -> dict[str, object]:
    return {"key": key, "name": f"KPI {key}", "direction": "up", **more}


def next_month(day: date, months: int = 1) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def months(values: Sequence[float | None], *, key: str = "A", unit: str = "", last: date = date(2026, 6, 1), basis: str = "actual") -> Rows:
    """Monthly readings of which the last begins on `last`; None leaves a month out."""
    starts = [next_month(last, n - len(values) + 1) for n in range(len(values))]
    return [
        {"kpi": key, "unit": unit, "starts_on": start, "ends_on": next_month(start), "value": value, "basis": basis}
        for start, value in zip(starts, values, strict=True)
        if value is not None
    ]


def weeks(values: Sequence[float], *, key: str = "A", last: date = date(2026, 6, 22)) -> Rows:
    starts = [last - timedelta(days=7 * (len(values) - 1 - n)) for n in range(len(values))]
    return [
        {"kpi": key, "unit": "", "starts_on": start, "ends_on": start + timedelta(days=7), "value": value}
        for start, value in zip(starts, values, strict=True)
    ]


def aim(
    value: float, *, key: str = "A", unit: str = "", starts_on: date = date(2020, 1, 1), ends_on: date | None = None
) -> dict[str, object]:
    return {"kpi": key, "unit": unit, "starts_on": starts_on, "ends_on": ends_on, "value": value}


def company(on: date = ON, **rows: Rows) -> MemorySnapshot:
    return MemorySnapshot(on, {"kpi": [kpi()]} | rows)


def model(on: date = ON, **rows: Rows) -> Model:
    return read(company(on, **rows))
