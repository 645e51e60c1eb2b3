"""Rows are chosen by the words of an address."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from pupitre.desk.proofs.narrow import as_text, holding, narrowed

ROWS = pa.table(
    {
        "key": ["a", "b", "c"],
        "late": pa.array([10, 50, None], pa.int64()),
        "on": pa.array([date(2026, 1, 1), None, date(2026, 3, 1)]),
        "is_open": [True, False, True],
    }
)


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        (("key", "b"), ["b"]),
        (("key", "a,c"), ["a", "c"]),
        (("key", "!a"), ["b", "c"]),
        (("late", ">42"), ["b"]),
        (("late", "<42"), ["a"]),
        (("late", "!"), ["a", "b"]),
        (("late", ""), ["c"]),
        (("on", ">2026-02-01"), ["c"]),
        (("is_open", "true"), ["a", "c"]),
    ],
)
def test_a_filter_keeps_the_rows_it_says(where, kept):
    assert narrowed(ROWS, [where]).column("key").to_pylist() == kept


def test_two_filters_keep_what_both_keep():
    assert narrowed(ROWS, [("is_open", "true"), ("late", "!")]).column("key").to_pylist() == ["a"]


def test_a_part_of_a_key_that_is_absent_is_an_empty_text():
    assert holding(ROWS, {"on": as_text(None)}).column("key").to_pylist() == ["b"]


def test_a_bound_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="soon"):
        narrowed(ROWS, [("late", ">soon")])


def test_a_column_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        narrowed(ROWS, [("colour", "red")])
