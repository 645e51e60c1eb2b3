"""The usual lead time of the cases that begin in each week."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from pupitre.maths.process.proof import read
from pupitre.maths.process.proof.weeks import followed, median, together, weekly

DAY = 86_400_000_000
WEEK = 7 * DAY


def weeks_of(before: int, after: int, each: int, days_of, **columns):
    """Return cases spread over weeks: `days_of(week, place)` days long, and the attributes asked for."""
    rows = [(week, place) for week in range(-before, after) for place in range(each)]
    begin = [week * WEEK + place * WEEK // each + 1 for week, place in rows]
    end = [one + int(days_of(*row) * DAY) for one, row in zip(begin, rows, strict=True)]
    made = {"begin": pa.array(begin, pa.int64()), "end": pa.array(end, pa.int64())}
    return pa.table(made | {name: [value(*row) for row in rows] for name, value in columns.items()})


def test_the_median_of_closed_cases_is_the_plain_one():
    assert median(np.array([5.0, 1.0, 3.0]), np.ones(3, bool)) == 3.0
    assert median(np.array([4.0, 1.0, 2.0, 9.0]), np.ones(4, bool)) == 3.0


def test_open_cases_count_as_lasting_at_least_as_long_as_watched():
    # By hand: at risk 5, 4, 2, 1; staying 4/5, then 3/5 at 4 (one of four), 3/10 at 6: half is passed at 6. Closed cases alone say 4.
    lasted, is_finished = np.array([2.0, 4.0, 5.0, 6.0, 8.0]), np.array([True, True, False, True, True])
    assert median(lasted, is_finished) == 6.0
    assert median(lasted[is_finished], np.ones(4, bool)) == 5.0


def test_too_many_open_cases_leave_a_lower_bound():
    assert median(np.array([1.0, 7.0, 7.0]), np.array([True, False, False])) == 7.0


def test_a_case_that_counts_twice_is_two_cases():
    twice = median(np.array([1.0, 3.0, 9.0]), np.ones(3, bool), np.array([1.0, 1.0, 2.0]))
    assert twice == median(np.array([1.0, 3.0, 9.0, 9.0]), np.ones(4, bool))


def test_without_cases_there_is_no_median():
    assert np.isnan(median(np.empty(0), np.empty(0, bool)))


def test_a_log_without_open_cases_is_followed_longer():
    cases = weeks_of(20, 5, 10, lambda week, place: 1 + place)
    closed = followed(read(cases, 0, until=5 * WEEK + 40 * DAY))
    still = followed(read(cases, 0, until=4 * WEEK))
    assert closed > still


def test_rare_cases_are_taken_over_several_weeks():
    assert together(read(weeks_of(20, 5, 10, lambda *_: 1), 0)) == 1
    assert together(read(weeks_of(20, 5, 3, lambda *_: 1), 0)) == 4


def test_weeks_whose_cases_were_not_watched_long_enough_are_left_out():
    cases = weeks_of(20, 6, 10, lambda week, place: 10 + place / 10)
    weeks = weekly(read(cases, 0, until=6 * WEEK))
    # Cases last ten days and more: neither the last weeks before the change nor the last ones of the data can tell.
    assert weeks.at.max() == 3 * 7 * 86_400
    assert weeks.at[weeks.at < 0].max() == -3 * 7 * 86_400


def test_a_change_of_mix_alone_moves_no_week():
    slow = lambda week, place: place < (3 if week < 0 else 7)  # noqa: E731
    cases = weeks_of(30, 10, 10, lambda week, place: 8.0 if slow(week, place) else 2.0, family=lambda *row: "K" if slow(*row) else "J")
    plain, by_sort = (weekly(read(cases, 0, until=12 * WEEK, strata=strata)) for strata in ((), ("family",)))
    assert plain.level[plain.is_after].mean() - plain.level[~plain.is_after].mean() == pytest.approx(np.log(4), abs=0.1)
    assert by_sort.level == pytest.approx(np.zeros(len(by_sort.level)), abs=1e-9)
