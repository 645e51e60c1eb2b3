"""On which side of a change a case counts, how long it was watched, and which sort it is."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from pupitre.maths.process.proof import read

HOUR = 3_600_000_000


def table(*rows: tuple[int, int | None], **columns: list[object]) -> pa.Table:
    begin, end = zip(*rows, strict=True)
    hours = [pa.array([None if one is None else one * HOUR for one in values], pa.int64()) for values in (begin, end)]
    return pa.table({"begin": hours[0], "end": hours[1]} | columns)


def test_a_case_counts_on_the_side_on_which_it_began():
    cases = read(table((0, 30), (12, 30)), 10 * HOUR)
    assert cases.is_after.tolist() == [False, True]


def test_a_case_begun_before_the_change_is_watched_until_the_change_only():
    cases = read(table((0, 8), (0, 30)), 10 * HOUR)
    assert (cases.watched / 3600).tolist() == [8, 10]
    assert cases.is_finished.tolist() == [True, False]


def test_an_open_case_is_watched_until_the_end_of_the_data():
    cases = read(table((12, None), (12, 20)), 10 * HOUR, until=40 * HOUR)
    assert (cases.watched / 3600).tolist() == [28, 8]
    assert cases.is_finished.tolist() == [False, True]
    assert cases.has_open


def test_a_log_of_closed_cases_alone_says_so():
    assert not read(table((0, 8), (12, 20)), 10 * HOUR, until=40 * HOUR).has_open


def test_what_ends_before_it_begins_and_what_begins_after_the_data_is_left_out():
    cases = read(table((5, 4), (50, None), (5, 6)), 10 * HOUR, until=40 * HOUR)
    assert len(cases.begin) == 1


def test_a_case_of_one_moment_lasts_a_second():
    assert read(table((5, 5), (5, 6)), 10 * HOUR).watched[0] == 1.0


def test_untouched_cases_are_those_the_column_says():
    cases = read(table((5, 6), (5, 6), (5, 6), left=[True, False, None]), 10 * HOUR, control="left")
    assert cases.is_touched.tolist() == [False, True, True]


def sorted_cases(late: str) -> object:
    rows = [(at % 100, at % 100 + (4 if at % 2 else 9 + at % 3)) for at in range(100)] + [(200, 210)]
    return read(table(*rows, family=["K" if at % 2 else "J" for at in range(100)] + [late]), 150 * HOUR, strata=("family",))


def test_sorts_follow_an_attribute_that_tells_lead_times_apart():
    cases = sorted_cases("K")
    assert cases.columns == ("family",)
    assert len(np.unique(cases.sort)) == 2


def test_a_sort_never_seen_before_the_change_is_unknown():
    assert sorted_cases("new").sort[-1] == -1


def test_an_attribute_that_tells_nothing_makes_no_sorts():
    rows = [(at, at + 4 + at % 3) for at in range(100)] + [(200, 210)]
    cases = read(table(*rows, colour=["red" if at % 2 else "blue" for at in range(101)]), 150 * HOUR, strata=("colour",))
    assert cases.columns == ()
    assert set(cases.sort.tolist()) == {0}


def test_a_rare_sort_joins_the_sort_of_its_first_attribute():
    rows = [(at, at + (4 if at % 2 else 9)) for at in range(100)]
    family = ["K" if at % 2 else "J" for at in range(100)]
    site = ["north"] * 97 + ["south"] * 3
    cases = read(table(*rows, family=family, site=site), 150 * HOUR, strata=("family", "site"))
    assert len(np.unique(cases.sort)) <= 3


def test_the_order_of_rows_changes_nothing_but_their_order():
    rows = [(at, at + 4 + at % 5) for at in range(60)]
    forward, backward = read(table(*rows), 30 * HOUR), read(table(*rows[::-1]), 30 * HOUR)
    assert forward.watched.tolist() == backward.watched[::-1].tolist()
