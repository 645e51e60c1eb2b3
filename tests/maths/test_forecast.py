"""Forecasts and their ranges, on series whose future is known or worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pupitre.maths.forecast import P, chance_of, forecast
from pupitre.maths.forecast.calendar import rhythm_of, spaced, steps
from pupitre.maths.forecast.panel import filled, gathered
from pupitre.maths.forecast.points import back, calmed, weighted_median
from pupitre.maths.forecast.season import is_seasonal, taken_out
from pupitre.maths.forecast.smoothing import Grid, fitted
from pupitre.maths.forecast.special import croston, seen
from pupitre.maths.forecast.theta import dynamic, line, theta

RNG = np.random.default_rng(7)
WALKS = [100 + np.cumsum(RNG.normal(size=40)) for _ in range(300)]


def panel(*series):
    return gathered([np.asarray(one, dtype=float) for one in series])[0]


def one_of(alpha, beta, phi):
    return Grid(np.array([alpha]), np.array([beta]), np.array([phi]))


def test_the_initial_level_of_a_smoothing_is_that_of_least_squares():
    """With alpha 1/2 on 4, 8: errors are 4 - l and 8 - (l + 4)/2 = 6 - l/2; least at l = 5.6, level then 6.4."""
    fit = fitted(panel([4.0, 8.0]), one_of(0.5, 0.0, 0.0), has_trend=False)
    assert fit.level[0] == pytest.approx(0.5 * 8 + 0.25 * 4 + 0.25 * 5.6)
    assert fit.error[0] == pytest.approx(((4 - 5.6) ** 2 + (6 - 2.8) ** 2) / 2)


def test_the_initial_trend_agrees_with_least_squares_done_the_long_way():
    values, alpha, beta, phi = np.array([3.0, 5.0, 4.0, 8.0, 7.0, 9.0]), 0.4, 0.1, 0.9

    def errors(level, trend):
        out = []
        for value in values:
            ahead = level + phi * trend
            out.append(value - ahead)
            level, trend = ahead + alpha * out[-1], phi * trend + beta * out[-1]
        return np.array(out), level, trend

    zero = errors(0.0, 0.0)[0]
    design = np.stack([errors(1.0, 0.0)[0] - zero, errors(0.0, 1.0)[0] - zero], axis=1)
    start = np.linalg.lstsq(design, -zero, rcond=None)[0]
    best, level, trend = errors(*start)
    fit = fitted(panel(values), one_of(alpha, beta, phi), has_trend=True)
    assert [fit.level[0], fit.trend[0], fit.error[0]] == pytest.approx([level, trend, (best**2).mean()], rel=1e-6)
    assert fit.ahead(2)[:, 0] == pytest.approx([level + phi * trend, level + (phi + phi**2) * trend], rel=1e-6)


def test_series_of_other_lengths_beside_it_change_nothing_of_a_forecast():
    short, long = WALKS[0][:20], WALKS[1]
    alone = theta(panel(short)).ahead(3)[:, 0]
    assert theta(panel(long, short)).ahead(3)[:, 1] == pytest.approx(alone)
    assert dynamic(panel(long, short)).ahead(3)[:, 1] == pytest.approx(dynamic(panel(short)).ahead(3)[:, 0])


def test_a_straight_line_goes_on_straight():
    values = 10 + 3.0 * np.arange(30)
    straight = line(panel(values))
    assert (straight.start[0], straight.slope[0]) == pytest.approx((10, 3))
    assert forecast([values], horizon=3).mean[0] == pytest.approx([100, 103, 106], rel=0.02)


def test_the_season_of_a_series_that_only_repeats_is_found_and_put_back():
    season = np.array([0.8, 1.0, 1.1, 1.1])
    values = np.tile(season, 6) * 50
    assert is_seasonal(panel(values), 4).tolist() == [True]
    seasonal, plain = taken_out(panel(values), 4, np.array([True]))
    assert seasonal.factors[:, 0] == pytest.approx(season)
    assert plain.values[:, 0] == pytest.approx(50)
    assert forecast([values + RNG.normal(size=24) * 0.1], horizon=4, season=4).mean[0] == pytest.approx(50 * season, rel=0.02)


def test_factors_are_added_when_readings_pass_zero():
    values = np.tile([-3.0, 1.0, 2.0], 8)
    seasonal, plain = taken_out(panel(values), 3, np.array([True]))
    assert seasonal.factors[:, 0] == pytest.approx([-3, 1, 2])
    assert plain.values[:, 0] == pytest.approx(0)


def test_a_year_is_seen_in_weekly_readings_with_a_trend():
    weeks = np.arange(208)
    yearly = 100 + 0.5 * weeks + 10 * np.sin(2 * np.pi * weeks / 52) + RNG.normal(size=208)
    assert is_seasonal(panel(yearly, 100 + 0.5 * weeks + RNG.normal(size=208)), 52)[0]


def test_the_weighted_median_goes_straight_between_the_middles_of_the_weights():
    """Weights 0.5, 0.3, 0.2 have their middles at 0.25, 0.65, 0.9: a half lies 5/8 of the way from 1 to 2."""
    assert weighted_median(np.array([1.0, 2.0, 9.0])[:, None, None], np.array([[0.5], [0.3], [0.2]]))[0, 0] == pytest.approx(1.625)


def test_roots_are_taken_of_series_never_below_zero_alone():
    calm, is_root = calmed(panel([4.0, 9.0], [-4.0, 9.0]))
    assert is_root.tolist() == [True, False]
    assert calm.values[:, 0].tolist() == [2.0, 3.0]
    assert back(calm.values, is_root).tolist() == [[4.0, -4.0], [9.0, 9.0]]


def test_forecasts_do_not_depend_on_the_order_of_the_series():
    order = np.array([3, 0, 2, 1])
    straight, mixed = forecast(WALKS[:4], horizon=4), forecast([WALKS[i] for i in order], horizon=4)
    assert mixed.values == pytest.approx(straight.values[order])


def test_another_unit_changes_the_unit_of_the_forecast_alone():
    once, thousand = forecast(WALKS[:5], horizon=4), forecast([1000 * one for one in WALKS[:5]], horizon=4)
    assert thousand.values == pytest.approx(1000 * once.values, rel=1e-6)


def test_quantiles_rise_and_hold_what_comes_as_often_as_they_say():
    result = forecast([one[:34] for one in WALKS], horizon=6, rhythm="month")
    assert (np.diff(result.values, axis=2) >= 0).all()
    actual = np.array([one[34:] for one in WALKS])[..., None]
    inside = [((actual >= result.values[..., [low]]) & (actual <= result.values[..., [high]])).mean() for low, high in ((9, 89), (1, 97))]
    assert 0.75 < inside[0] < 0.86
    assert 0.93 < inside[1] < 0.985


def test_a_firm_with_one_series_leans_on_the_ranges_learned_elsewhere():
    result = forecast(WALKS[:1], horizon=6, rhythm="month")
    width = result.values[0, :, 89] - result.values[0, :, 9]
    assert (width > 1).all()
    assert (width < 20).all()


def test_a_range_goes_on_growing_beyond_what_the_past_can_test():
    result = forecast([one[:24] for one in WALKS[:50]], horizon=40, rhythm="month")
    width = (result.values[..., 89] - result.values[..., 9]).mean(axis=0)
    assert (np.diff(width[12:]) > 0).all()


def test_bounds_hold_for_the_forecast_and_its_range():
    shares = [np.clip(0.95 + 0.03 * RNG.normal(size=30), 0, 1) for _ in range(3)]
    result = forecast(shares, horizon=5, low=0.0, high=np.array([1.0, 0.9, 1.0]))
    assert result.values.min() >= 0
    assert result.values[1].max() == result.mean[1].max() == 0.9
    assert result.values[2].max() <= 1


def test_only_the_steps_asked_are_kept():
    every, some = forecast(WALKS[:3], horizon=9), forecast(WALKS[:3], horizon=9, steps=[2, 9])
    assert some.values == pytest.approx(every.values[:, [1, 8]])
    assert some.mean == pytest.approx(every.mean)


def test_a_sum_of_steps_is_wider_than_one_and_narrower_than_all_together():
    result = forecast(WALKS[:30], horizon=6)
    total = result.total(0, np.arange(6))
    width = result.values[0, :, 89] - result.values[0, :, 9]
    assert total[49] == pytest.approx(result.mean[0].sum(), rel=0.02)
    assert width.max() < total[89] - total[9] < width.sum()


def test_series_that_the_five_methods_do_not_suit_say_how_they_are_forecast():
    rare = [0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 5.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    given = [[1.0, 2.0, 3.0], [4.0] * 9, rare, [], [1.0], [np.nan, np.nan], [1.0, np.inf, 2.0]]
    result = forecast([np.array(one) for one in given], horizon=2)
    assert result.methods == ("short", "constant", "intermittent", "none", "none", "none", "none")
    assert result.reasons == ("", "", "", "empty", "too_few", "empty", "not_a_number")
    assert result.mean[0].tolist() == [3, 3]
    assert (result.values[1] == 4).all()
    assert np.isnan(result.values[3:]).all()


def test_a_short_series_with_a_whole_season_repeats_it():
    assert forecast([np.array([1.0, 5.0, 2.0, 1.5, 5.5])], horizon=3, season=3).mean[0].tolist() == [2.0, 1.5, 5.5]


def test_croston_as_corrected_is_the_mean_size_over_the_mean_wait():
    """Demands 4 then 8 after waits of 2 then 2: size 4 + 0.1·4 = 4.4, wait 2, times 0.95."""
    assert croston(np.array([0.0, 4.0, 0.0, 8.0])) == pytest.approx(0.95 * 4.4 / 2)
    assert croston(np.zeros(3)) == 0


def test_an_intermittent_series_reads_what_it_read():
    assert seen(np.array([0.0] * 7 + [10.0] * 3))[[49, 89]].tolist() == [0.0, 10.0]


def test_a_missing_reading_is_bridged_and_the_ends_are_not_made_up():
    assert filled(np.array([np.nan, 1.0, np.nan, np.nan, 4.0, np.nan])).tolist() == [1, 2, 3, 4]
    with_gap = np.array(WALKS[0])
    with_gap[5] = np.nan
    assert np.isfinite(forecast([with_gap], horizon=2).mean).all()


def test_a_wrong_horizon_or_season_is_refused():
    for wrong in ({"horizon": 0}, {"horizon": 2, "season": 0}):
        with pytest.raises(ValueError, match="1 or more"):
            forecast(WALKS[:1], **wrong)


def test_the_chance_of_a_target_is_read_between_the_quantiles():
    values = np.arange(1.0, 100.0)
    assert chance_of(values, 80.0, is_up=True) == pytest.approx(0.2)
    assert chance_of(values, 80.5, is_up=False) == pytest.approx(0.805)
    assert chance_of(np.stack([values, values]), np.array([20.0, 60.0]), is_up=np.array([True, False])) == pytest.approx([0.8, 0.6])


def test_the_chance_beyond_the_quantiles_falls_and_is_never_sure():
    values = np.arange(1.0, 100.0)
    assert 0.001 <= float(chance_of(values, 110.0, is_up=True)) < 0.01
    assert float(chance_of(values, 1e9, is_up=True)) == 0.001
    assert float(chance_of(values, -1e9, is_up=True)) == 0.999
    assert np.isnan(chance_of(values * np.nan, 1.0, is_up=True))


def test_a_quantity_that_never_moves_reaches_what_it_reads():
    flat = np.full(99, 4.0)
    assert [float(chance_of(flat, aim, is_up=True)) for aim in (4.0, 4.1)] == [0.999, 0.001]
    assert len(P) == 99


def test_dates_fall_in_steps_of_their_rhythm():
    days = np.array(["2026-01-31", "2026-02-28", "2026-04-30"], dtype="datetime64[D]")
    assert np.diff(steps(days, "month")).tolist() == [1, 2]
    assert spaced(steps(days, "month"), np.array([1.0, 2.0, 4.0]))[[0, 1, 3]].tolist() == [1, 2, 4]
    assert np.isnan(spaced(steps(days, "month"), np.array([1.0, 2.0, 4.0]))[2])
    weeks = np.array(["2026-01-05", "2026-01-13", "2026-01-19"], dtype="datetime64[D]")
    assert np.diff(steps(weeks, "week")).tolist() == [1, 1]
    assert [rhythm_of(gap) for gap in (1, 7, 30, 91, 365, 3, None)] == ["day", "week", "month", "quarter", "year", "other", "other"]


def test_readings_on_another_calendar_are_taken_one_after_the_other():
    values = np.arange(3.0)
    assert spaced(np.array([0, 0, 1]), values) is values
    assert spaced(np.array([0, 5, 9]), values) is values
