"""A process whose log stays on the company's engine is examined as one poured into the home."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pupitre.bench.process_engines import differences, generated, put
from pupitre.domains.processes import DOMAIN
from pupitre.tables.memory import MemorySnapshot

ON = date(2026, 3, 2)
TABLES = ("overview", "step", "flow", "variant", "loop", "handover")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def server(engine):
    return os.environ["PUPITRE_DATABASE_URL"] if engine == "postgresql" else "local[2]"


def test_the_engine_s_log_gives_the_published_tables_of_the_home_s(engine, server, tmp_path):
    rows, _ = generated(1500, seed=11)
    rows = rows.filter(pc.greater(rows.column("ts"), 0)).drop_columns(["family", "site"])
    # A microsecond more each: of lines given twice, a home counts one.
    rows = rows.set_column(2, "ts", pc.add(rows.column("ts"), pa.array(range(rows.num_rows), pa.int64())))
    events = [_event(at, row) for at, row in enumerate(rows.to_pylist())]
    process = {"process": [{"key": "orders", "name": "Orders", "work_hours": "08:00-17:00", "weekdays": "1111100"}]}
    home = DOMAIN.examine(MemorySnapshot(ON, process | {"event": events}))
    url = put(engine, server, rows, (), tmp_path / "orders.parquet")
    away = DOMAIN.examine(MemorySnapshot(ON, process, events_at=url))
    assert {one.rule for one in away.findings} == {one.rule for one in home.findings}
    assert differences(*({name: said.derived[f"processes.{name}"] for name in TABLES} for said in (home, away))) == []


def _event(at: int, row: dict[str, object]) -> dict[str, object]:
    moments = {
        name: None if row[column] is None else EPOCH + timedelta(microseconds=row[column])
        for name, column in (("at", "ts"), ("start", "start"))
    }
    return (
        {name: row[name] for name in ("case", "activity", "resource", "unit", "cost")}
        | moments
        | {"process": "orders", "copy": 0, "position": at}
    )
