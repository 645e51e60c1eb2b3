"""Each series keeps its own forecasts and readings, however many series there are."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from tests.impact.model_rows import rows_of

from pupitre.impact.model.series import series_of
from pupitre.impact.outcomes import pasts
from pupitre.tables import TABLES

KPIS = [f"KPI-{number:02d}" for number in range(60)]
DAYS = [date(2026, 1, 31) + timedelta(days=31 * at) for at in range(25)]


def test_every_forecast_stays_with_its_kpi_and_its_day():
    """60 KPIs, 25 days, 23 quantiles: the value names its KPI, its day and its rank."""
    kpi, day, rank = (one.ravel() for one in np.meshgrid(np.arange(60), np.arange(25), np.arange(23), indexing="ij"))
    columns = {
        "kpi": pa.array(np.array(KPIS)[kpi]),
        "unit": pa.array([""] * len(kpi)),
        "at": pa.array(np.array(DAYS, dtype="datetime64[D]")[day], pa.date32()),
        "p": pa.array((rank + 1) / 24),
        "value": pa.array(1000.0 * kpi + day + rank / 100),
    }
    empty = rows_of("measure"), rows_of("performance.outlook")
    found = series_of(empty[0], pa.table(columns), empty[1], KPIS, DAYS[0]).forecasts
    wrong = [(place, at) for place, days in found.items() for at, told in days.items() if told.values[0] != _first(place[0], at)]
    assert (len(found), wrong) == (60, [])


def _first(kpi: str, at: date) -> float:
    return 1000.0 * KPIS.index(kpi) + DAYS.index(at)


def test_every_past_stays_with_its_kpi():
    number, week = (one.ravel() for one in np.meshgrid(np.arange(60), np.arange(156), indexing="ij"))
    starts = np.datetime64("2023-01-02", "D") + 7 * week
    schema = TABLES["measure"].schema
    columns = {name: pa.nulls(len(number), schema.field(name).type) for name in schema.names} | {
        "kpi": pa.array(np.array(KPIS)[number]),
        "unit": pa.array([""] * len(number)),
        "starts_on": pa.array(starts, pa.date32()),
        "ends_on": pa.array(starts + 7, pa.date32()),
        "value": pa.array(number.astype(float)),
    }
    found = pasts(pa.table(columns), KPIS)
    assert [set(found[kpi, ""].values) for kpi in KPIS] == [{float(at)} for at in range(60)]
