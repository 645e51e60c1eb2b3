"""The days on which projects are worked on."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from pupitre.domains.portfolio.inputs import calendars_of
from pupitre.kernel import InputError
from pupitre.maths.schedule import MINUTES_A_DAY, STANDARD, calendar, finish_on, minutes_between
from pupitre.tables import TABLES

MONDAY = date(2026, 5, 11)


def told(**rows):
    return TABLES["calendar"].schema.empty_table().from_pylist([rows], schema=TABLES["calendar"].schema)


def test_a_closure_pushes_the_finish():
    closed = calendar(days_off=[date(2026, 5, 14), date(2026, 5, 15)])
    assert finish_on(MONDAY, np.array([4 * MINUTES_A_DAY]), closed).tolist() == [date(2026, 5, 18)]
    assert finish_on(MONDAY, np.array([4 * MINUTES_A_DAY]), STANDARD).tolist() == [date(2026, 5, 14)]


def test_a_week_of_six_days_goes_faster():
    assert minutes_between(MONDAY, date(2026, 5, 18), calendar("1111110")) == 6 * MINUTES_A_DAY


@pytest.mark.parametrize("week", ["", "11111", "0000000", "11111xx"])
def test_a_week_that_cannot_be_is_refused(week):
    with pytest.raises(InputError):
        calendar(week)


def test_a_day_off_that_cannot_be_read_is_left_out_and_so_is_such_a_week():
    found = calendars_of(told(project=None, weekdays="Monday", days_off=["2026-05-14", "Ascension"]))[""]
    assert minutes_between(MONDAY, date(2026, 5, 18), found) == 4 * MINUTES_A_DAY
