"""Rows as typed values, derived tables, and a snapshot held in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from pupitre.tables import TABLES
from pupitre.tables.memory import MemorySnapshot
from pupitre.tables.rows import derived_table, typed_rows

COLUMNS = {"project": "key", "late_days": "count", "share": "share", "seen_on": "date", "money": "money"}


@dataclass(frozen=True)
class Axis:
    weight: float | None
    key: str


def test_rows_become_values_by_the_names_of_their_fields():
    table = MemorySnapshot(date(2026, 1, 1), {"axis": [{"key": "A", "name": "Growth", "weight": 0.3}, {"key": "B", "name": "Care"}]}).table(
        "axis"
    )
    assert typed_rows(table, Axis) == [Axis(0.3, "A"), Axis(None, "B")]


def test_a_column_that_is_missing_is_a_wrong_call():
    with pytest.raises(KeyError):
        typed_rows(pa.table({"key": ["A"]}), Axis)


def test_a_derived_table_has_its_declared_columns_and_types():
    table = derived_table(
        COLUMNS, [{"project": "P", "late_days": 3, "money": Decimal("1.50")}, {"project": "Q", "seen_on": date(2026, 1, 1)}]
    )
    assert table.schema.names == list(COLUMNS)
    assert [str(t) for t in table.schema.types] == ["string", "int64", "double", "date32[day]", "decimal128(18, 2)"]
    assert table.to_pylist()[0] == {"project": "P", "late_days": 3, "share": None, "seen_on": None, "money": Decimal("1.50")}


def test_a_derived_table_without_rows_keeps_its_columns():
    assert derived_table(COLUMNS, []).schema.names == list(COLUMNS)


def test_a_column_that_is_not_declared_is_refused():
    with pytest.raises(ValueError, match="not declared: late"):
        derived_table(COLUMNS, [{"late": 3}])


def test_a_snapshot_in_memory_gives_every_table_with_its_schema():
    snapshot = MemorySnapshot(date(2026, 1, 1), derived={"portfolio.project_finish": pa.table({"x": [1]})})
    assert all(snapshot.table(name).schema.equals(table.schema) for name, table in TABLES.items())
    assert snapshot.table("portfolio.project_finish").num_rows == 1
    assert (snapshot.currency, snapshot.seed) == ("EUR", 0)


def test_a_field_that_the_table_does_not_have_is_refused():
    with pytest.raises(ValueError, match="axis has no field colour"):
        MemorySnapshot(date(2026, 1, 1), {"axis": [{"key": "A", "colour": "red"}]}).table("axis")
    with pytest.raises(KeyError):
        MemorySnapshot(date(2026, 1, 1)).table("nothing")
