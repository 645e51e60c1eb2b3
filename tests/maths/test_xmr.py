"""Control limits of individual readings, and the series that allow them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.maths.xmr import Limits, autocorrelation, limits, seasonality, signals, straightened, trend, why_not

# spc-plotly 0.1.3, description on PyPI: monthly readings from January 2021 to February 2024.
PUBLISHED = (
    "2478 2350 2485 2296 2359 2567 3089 2668 1788 2854 2365 1883 1959 1927 2640 2626 2144 2409 4412 "
    "3287 3049 3364 3078 2972 3415 2753 3102 2191 3693 4385 4699 3031 2659 3885 2628 2621 3071 2002"
)
MONTHLY = np.array(PUBLISHED.split(), dtype=float)
CENTRED = Limits(0.0, -3.0, 3.0, 1.0, 3.0)


def told(values):
    found = signals(np.array(values, dtype=float), CENTRED)
    return [np.flatnonzero(rule).tolist() for rule in (found.outside, found.near, found.run)]


def test_limits_equal_the_example_of_statprocon():
    found = limits(np.array([10.0, 50.0, 40.0, 30.0]))
    assert (found.centre, found.upper, found.lower) == pytest.approx((32.5, 85.7, -20.7), abs=1e-9)
    assert (found.range_centre, found.range_upper) == pytest.approx((20.0, 65.36), abs=1e-9)


def test_limits_equal_the_example_of_spc_plotly():
    found = limits(MONTHLY)
    assert (found.centre, found.range_centre) == pytest.approx((2820.6315789473683, 571.8918918918919), abs=1e-9)
    assert (found.lower, found.upper) == pytest.approx((1299.3991465149359, 4341.864011379801), abs=1e-9)
    assert found.range_upper == pytest.approx(1868.9427027027025, abs=1e-9)


def test_limits_from_medians_use_their_own_factors():
    found = limits(np.array([10.0, 50.0, 40.0, 30.0]), centre="median")
    assert found == Limits(35.0, pytest.approx(3.55), pytest.approx(66.45), 10.0, pytest.approx(38.65))


@pytest.mark.parametrize("values", [[1.0], [], [1.0, np.nan], [1.0, np.inf]])
def test_limits_need_two_numbers(values):
    with pytest.raises(ValueError, match="two readings"):
        limits(np.array(values))


def test_an_unknown_centre_is_refused():
    with pytest.raises(ValueError, match="mean or median"):
        limits(np.array([1.0, 2.0]), centre="mode")


def test_a_reading_on_a_limit_is_inside():
    assert told([3, -3, 3.01, -3.01])[0] == [2, 3]


def test_three_of_four_nearer_the_limit_than_the_centre_stand_out():
    assert told([1.6, 0, 1.6, 1.6])[1] == [3]
    assert told([-1.6, -1.6, -1.6, 0])[1] == [2]
    assert told([1.6, 1.6, -1.6, -1.6, 0, 0])[1] == []
    assert told([1.6, 1.6, 0, 0, 1.6])[1] == []
    assert told([1.5, 1.5, 1.5, 1.5])[1] == []


def test_eight_on_one_side_stand_out_from_the_eighth_on():
    assert told([1] * 9)[2] == [7, 8]
    assert told([-1] * 8)[2] == [7]
    assert told([1] * 7 + [0] + [1])[2] == []
    assert told([1] * 7 + [-1] + [1])[2] == []
    assert told([0] * 9)[2] == []


def test_a_published_series_shows_its_signals():
    found = signals(MONTHLY, limits(MONTHLY))
    assert np.flatnonzero(found.outside).tolist() == [18, 29, 30]


def series(n, shape=lambda t: 0.0 * t, seed=3):
    return np.random.default_rng(seed).normal(size=n) + shape(np.arange(n))


def test_four_readings_are_too_few_and_twelve_are_enough():
    assert why_not(series(4)) == why_not(series(11)) == "too_few"
    assert why_not(series(12)) == ""


def test_a_series_that_never_moves_has_no_limits():
    assert why_not(np.full(20, 3.0)) == "constant"


def test_a_trend_forbids_limits_both_ways():
    assert why_not(series(30, lambda t: 0.2 * t)) == why_not(series(30, lambda t: -0.2 * t)) == "trend"


def test_a_yearly_season_forbids_limits_where_three_years_are_known():
    def yearly(t):
        return 3.0 * (t % 12 == 7)

    assert why_not(series(36, yearly), season=12) == "season"
    assert why_not(series(35, yearly), season=12) != "season"
    assert why_not(series(36, yearly)) != "season"


def test_a_season_on_a_trend_is_told_as_a_season():
    assert why_not(series(48, lambda t: 3.0 * (t % 12 == 7) + 0.1 * t), season=12) == "season"


def test_readings_that_follow_one_another_forbid_limits():
    noise = np.random.default_rng(1).normal(size=400)
    slow = np.convolve(noise, np.ones(5))[10:110]
    assert why_not(slow - np.linspace(0, 1, 100)) == "autocorrelated"


def test_sound_series_are_rarely_set_aside():
    draws = np.random.default_rng(11).normal(size=(400, 24))
    share = np.mean([bool(why_not(row, season=12)) for row in draws])
    assert share < 0.15


def test_autocorrelation_by_hand():
    values = np.array([1.0, 2.0, 3.0, 2.0])
    # Centred: -1, 0, 1, 0; products at lag 1: 0, 0, 0; at lag 2: -1, 0; sum of squares 2.
    assert (autocorrelation(values, 1), autocorrelation(values, 2)) == (0.0, -0.5)
    assert autocorrelation(np.ones(5), 1) == 0.0


def test_statistics_do_not_depend_on_the_size_of_readings():
    values = series(36)
    small = values * 1e-6
    assert autocorrelation(small, 1) == pytest.approx(autocorrelation(values, 1))
    assert seasonality(small, 12) == pytest.approx(seasonality(values, 12))
    assert trend(small) == trend(values)


def test_the_trend_statistic_by_hand():
    # Four rising readings: score 6, variance 4 × 3 × 13 / 18 = 8.6667, (6 - 1) / 2.9439.
    assert trend(np.array([1.0, 2.0, 3.0, 4.0])) == pytest.approx(5 / np.sqrt(156 / 18))
    # 1, 2, 2, 3: score 5, one tie of two takes 2 × 1 × 9 / 18 = 1 off the variance.
    assert trend(np.array([1.0, 2.0, 2.0, 3.0])) == pytest.approx(4 / np.sqrt(156 / 18 - 1))
    assert trend(np.array([1.0, 3.0, 3.0, 1.0])) == 0.0
    assert trend(np.ones(4)) == 0.0


def test_the_seasonality_by_hand():
    # Means 2 and 6 of three readings each: F = 24 / 5 with 1 and 4 degrees, that Student's t gives p = 0.047 on one side.
    assert seasonality(np.array([1.0, 3.0, 2.0, 6.0, 3.0, 9.0]), 2) == pytest.approx(1.32218, abs=1e-4)
    assert seasonality(np.array([1.0, 2.0, 1.0, 2.0]), 2) == np.inf
    assert seasonality(np.ones(6), 2) == 0.0


def test_a_straight_line_straightened_is_nothing():
    assert straightened(2.0 + 0.5 * np.arange(9)) == pytest.approx(np.zeros(9))
    assert straightened(np.array([0.0, 3.0, 0.0])) == pytest.approx([-1.0, 2.0, -1.0])


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40), st.floats(0.1, 100), st.floats(-1e6, 1e6))
def test_limits_follow_the_unit_and_the_origin(values, scale, shift):
    raw = np.array(values)
    one, other = limits(raw), limits(scale * raw + shift)
    assert other.upper == pytest.approx(scale * one.upper + shift, rel=1e-6, abs=1e-3)
    assert other.range_upper == pytest.approx(scale * one.range_upper, rel=1e-6, abs=1e-3)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=40))
def test_a_trend_turned_round_changes_sign_only(values):
    assert trend(np.array(values[::-1])) == pytest.approx(-trend(np.array(values)))
