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


def test_rows_are_counted_once_each_by_a_part_of_their_key(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0), ("K2", JAN, 5.0)), readings(("K1", JAN, 2.0), ("K1", FEB, 3.0)))
    assert store.count_known(tmp_path, MEASURE, files, by="kpi") == {"K1": 2, "K2": 1}
    assert store.count_known(tmp_path, MEASURE, (), by="kpi") == {}


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


def test_with_nothing_known_everything_is_new(tmp_path):
    new = store.differences(tmp_path, MEASURE, (), readings(("K1", JAN, 1.0), ("K2", JAN, 2.0)))
    assert (new.created, new.updated, new.unchanged) == (2, 0, 0)


def test_with_everything_known_nothing_is_new(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0), ("K2", JAN, 2.0)))
    new = store.differences(tmp_path, MEASURE, files, readings(("K1", JAN, 1.0), ("K2", JAN, 2.0)))
    assert (new.created, new.updated, new.unchanged, new.rows.num_rows) == (0, 0, 2, 0)


def test_new_rows_are_compared_with_all_segments_together(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0)), readings(("K1", JAN, 9.0)))
    assert store.differences(tmp_path, MEASURE, files, readings(("K1", JAN, 9.0))).unchanged == 1
    assert store.differences(tmp_path, MEASURE, files, readings(("K1", JAN, 1.0))).updated == 1


def test_new_rows_come_in_key_order_with_the_declared_columns_and_their_line(tmp_path):
    new = store.differences(tmp_path, MEASURE, (), readings(("K2", JAN, 1.0), ("K1", FEB, 2.0), ("K1", JAN, 3.0)))
    assert [(r["kpi"], r["starts_on"], r["source_row"]) for r in new.rows.to_pylist()] == [("K1", JAN, 4), ("K1", FEB, 3), ("K2", JAN, 2)]
    assert new.rows.column_names == [*MEASURE.schema.names, "source_sheet", "source_row"]


def test_without_a_segment_a_row_comes_from_nowhere(tmp_path):
    assert store.lineage(tmp_path, MEASURE, (), ("K1", "", "2026-01-01")) == ()


def test_lineage_lists_every_segment_that_wrote_the_row_oldest_first(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0)), readings(("K2", JAN, 5.0)), readings(("K2", FEB, 5.0), ("K1", JAN, 2.0)))
    assert store.lineage(tmp_path, MEASURE, files, ("K1", "", "2026-01-01")) == ((0, None, 2), (2, None, 3))


def test_a_segment_that_nothing_follows_is_not_written_again(tmp_path, poured):
    (only,) = poured(readings(("K1", JAN, 1.0)))
    assert store.overlaid(tmp_path, MEASURE, only, (), limit=5) == (0, ())


def test_rows_that_later_segments_write_again_are_counted_and_named(tmp_path, poured):
    first, *later = poured(
        readings(("K1", JAN, 1.0), ("K2", JAN, 1.0), ("K3", JAN, 1.0)),
        readings(("K1", JAN, 2.0), ("K9", JAN, 1.0)),
        readings(("K1", JAN, 3.0), ("K3", JAN, 4.0)),
    )
    count, named = store.overlaid(tmp_path, MEASURE, first, later, limit=5)
    assert (count, named) == (2, ((1, ("K1", "", "2026-01-01")), (1, ("K3", "", "2026-01-01"))))


def test_rows_written_again_are_named_up_to_a_limit_and_all_counted(tmp_path, poured):
    first, second = poured(readings(("K1", JAN, 1.0), ("K2", JAN, 1.0)), readings(("K2", JAN, 2.0), ("K1", JAN, 2.0)))
    assert store.overlaid(tmp_path, MEASURE, first, [second], limit=1) == (2, ((0, ("K1", "", "2026-01-01")),))


def test_what_a_row_says_besides_is_read_too(tmp_path, poured):
    told = readings(("K1", JAN, 1.0)).set_column(MEASURE.schema.names.index("extra"), "extra", pa.array(['{"Site": "Bayonne"}']))
    assert store.rows_known(tmp_path, MEASURE, poured(told)).column("extra").to_pylist() == ['{"Site": "Bayonne"}']


def test_only_the_rows_wanted_are_read(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0), ("K'2", JAN, 2.0)), readings(("K1", FEB, 3.0), ("K3", FEB, 4.0)))
    assert values(store.rows_known(tmp_path, MEASURE, files, only={"kpi": ["K1", "K'2"]})) == {
        ("K1", JAN): 1.0,
        ("K'2", JAN): 2.0,
        ("K1", FEB): 3.0,
    }
    assert store.rows_known(tmp_path, MEASURE, files, only={"kpi": []}).num_rows == 0


def test_the_latest_rows_come_first_and_those_of_days_to_come_last(tmp_path, poured):
    files = poured(readings(("K1", JAN, 1.0), ("K1", FEB, 2.0), ("K2", JAN, 7.0)), readings(("K1", MAR, 3.0)))
    asked = {"only": {"kpi": "K1", "unit": ""}, "day": "starts_on", "on": date(2026, 2, 15)}
    count, last, rows = store.first_known(tmp_path, MEASURE, files, **asked, limit=2)
    assert (count, last, rows.column("value").to_pylist()) == (3, FEB, [2.0, 1.0])
    assert store.first_known(tmp_path, MEASURE, files, **asked, limit=9)[2].column("value").to_pylist() == [2.0, 1.0, 3.0]
    assert store.first_known(tmp_path, MEASURE, (), **asked, limit=9)[:2] == (0, None)


def test_a_projection_is_no_day_that_readings_speak_of(tmp_path, poured):
    table = readings(("K1", JAN, 1.0), ("K1", FEB, 2.0))
    at = table.schema.get_field_index("basis")
    files = poured(table.set_column(at, table.schema.field(at), pa.array(["actual", "projected"], table.schema.field(at).type)))
    assert store.first_known(tmp_path, MEASURE, files, only={}, day="starts_on", on=MAR, limit=1)[1] == JAN
