"""A zero too many in the past changes no forecast; what truly happens to a series is left as it is."""

from __future__ import annotations

import numpy as np
import pytest

from pupitre.maths.forecast import forecast
from pupitre.maths.forecast.slips import unslipped

RNG = np.random.default_rng(11)
WEEKS = 100 + RNG.normal(0, 5, 156)


def slipped(at, value, series=WEEKS):
    found = series.copy()
    found[at] = value
    return found


def missing(series, *seasons):
    return np.flatnonzero(np.isnan(unslipped([series], seasons)[0])).tolist()


def test_a_zero_too_many_a_year_ago_is_taken_for_a_missing_reading():
    assert missing(slipped(107, 1010.0), 52) == [107]
    assert missing(slipped([107, 108], [1010.0, 990.0]), 52) == [107, 108]
    assert missing(slipped(60, 10.0), 52) == [60]
    assert missing(WEEKS, 52) == []


def test_a_reading_missing_beside_a_slip_hides_nothing():
    assert missing(slipped([106, 107, 108], [np.nan, 1010.0, np.nan]), 52) == [106, 107, 108]


def test_a_slip_neither_comes_back_nor_widens_the_range():
    others = [100 + np.random.default_rng(at).normal(0, 5, 156) for at in range(10)]
    told = forecast([slipped(107, 1010.0), *others], horizon=56, season=52, rhythm="week", low=0.0)
    plain = forecast([slipped(107, 100.0), *others], horizon=56, season=52, rhythm="week", low=0.0)
    assert told.mean == pytest.approx(plain.mean, rel=0.03)
    assert told.values == pytest.approx(plain.values, rel=0.03)


@pytest.mark.parametrize("at", [153, 154, 155])
def test_the_last_readings_are_never_slips(at):
    assert missing(slipped(at, 1010.0), 52) == []


def test_a_shift_of_level_and_three_far_readings_in_a_row_stay():
    assert missing(slipped(slice(100, 156), WEEKS[100:] * 4), 52) == []
    assert missing(slipped(slice(152, 156), WEEKS[152:] * 4), 52) == []
    assert missing(slipped([90, 91, 92], 1000.0), 52) == []


def test_a_peak_of_each_year_stays_even_if_it_slides():
    assert missing(slipped([30, 84, 134], [900.0, 1000.0, 950.0]), 52) == []
    months = 100 + RNG.normal(0, 2, 36)
    assert missing(slipped([7, 19, 31], 20.0, months), 12) == []


def test_a_peak_whose_year_before_and_after_are_not_known_stays():
    assert missing(slipped(10, 1000.0, WEEKS[:30]), 12) == [10]
    assert missing(slipped(8, 1000.0, WEEKS[:19]), 12) == []


def test_series_that_often_jump_or_hardly_move_or_are_short_stay():
    assert missing(slipped([20, 45, 70, 95, 120, 145], [400.0, 700.0, 500.0, 900.0, 600.0, 800.0]), 52) == []
    assert missing(slipped(30, 9.0, np.ones(60))) == []
    assert missing(slipped(8, 1000.0, WEEKS[:17])) == []
