"""What a bulk table holds once its segments are read together."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from pupitre import store
from pupitre.tables import TABLES

MEASURE = TABLES["measure"]
JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
SHAPE = pa.schema([*MEASURE.schema, pa.field("source_row", pa.int64()), pa.field("source_sheet", pa.string())])


def readings(*rows: tuple) -> pa.Table:
    """Rows of `measure` from (kpi, start, value) and their line in the file."""
    return pa.Table.from_pylist(
        [
            {"kpi": kpi, "unit": "", "starts_on": at, "ends_on": date(2027, 1, 1), "value": value, "source_row": line}
            for line, (kpi, at, value) in enumerate(rows, 2)
        ],
        SHAPE,
    )


@pytest.fixture
def poured(tmp_path):
    """Write segments one after the other and return their files."""

    def pour(*tables: pa.Table) -> tuple[str, ...]:
        return tuple(store.write_segment(tmp_path, "measure", f"s{at}", table).file for at, table in enumerate(tables))

    return pour


def values(table: pa.Table) -> dict:
    return {(row["kpi"], row["starts_on"]): row["value"] for row in table.to_pylist()}


def test_without_a_segment_the_table_is_empty_with_its_schema(tmp_path):
    assert store.rows_known(tmp_path, MEASURE, ()).schema == MEASURE.schema


def test_segments_are_read_together_in_key_order(tmp_path, poured):
    files = poured(readings(("K2", JAN, 5.0)), readings(("K1", FEB, 2.0), ("K1", JAN, 1.0)))
    known = store.rows_known(tmp_path, MEASURE, files)
    assert known.schema == MEASURE.schema
    assert [(r["kpi"], r["starts_on"]) for r in known.to_pylist()] == [("K1", JAN), ("K1", FEB), ("K2", JAN)]


def test_the_later_of_two_readings_wins(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0)), readings(("K1", JAN, 9.0)))
    assert values(store.rows_known(tmp_path, MEASURE, files)) == {("K1", JAN): 9.0}
    assert values(store.rows_known(tmp_path, MEASURE, files[::-1])) == {("K1", JAN): 1.0}


def test_an_empty_cell_keeps_what_was_known(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0)), readings(("K1", JAN, None)))
    assert values(store.rows_known(tmp_path, MEASURE, files)) == {("K1", JAN): 1.0}


def test_a_file_that_is_no_longer_named_is_not_read(tmp_path, poured):
    first, _ = poured(readings(("K1", JAN, 1.0)), readings(("K1", JAN, 9.0)))
    assert values(store.rows_known(tmp_path, MEASURE, (first,))) == {("K1", JAN): 1.0}


def test_differences_tell_new_from_changed_from_known(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0), ("K1", FEB, 2.0)))
    new = store.differences(tmp_path, MEASURE, files, readings(("K1", JAN, 1.0), ("K1", FEB, 2.5), ("K1", MAR, 3.0)))
    assert (new.created, new.updated, new.unchanged) == (1, 1, 1)
    assert values(new.rows) == {("K1", FEB): 2.5, ("K1", MAR): 3.0}


def test_an_empty_cell_brings_nothing_new(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0)))
    assert store.differences(tmp_path, MEASURE, files, readings(("K1", JAN, None))).unchanged == 1


def test_of_two_rows_with_one_key_in_a_file_the_later_wins(tmp_path):
    new = store.differences(tmp_path, MEASURE, (), readings(("K1", JAN, 1.0), ("K1", JAN, 7.0)))
    assert values(new.rows) == {("K1", JAN): 7.0}
    assert new.rows.column("source_row").to_pylist() == [3]


def test_lineage_names_the_segment_and_the_line(tmp_path, poured):
    files = poured(readings(("K2", JAN, 5.0)), readings(("K1", FEB, 2.0), ("K1", JAN, 1.0)))
    assert store.lineage(tmp_path, MEASURE, files, ("K1", "", "2026-01-01")) == ((1, None, 3),)


def test_a_path_with_a_quote_is_read(tmp_path):
    root = tmp_path / "l'usine"
    file = store.write_segment(root, "measure", "a", readings(("K1", JAN, 1.0))).file
    assert store.rows_known(root, MEASURE, (file,)).num_rows == 1
