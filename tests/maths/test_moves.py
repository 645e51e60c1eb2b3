"""What moved and why: hand-worked drivers, false alarms held, dates and sizes, streams equal to batches."""

from __future__ import annotations

import numpy as np
import pytest

from pupitre.maths.moves import Watch, added, bar, discoveries, mix_rate, moved, multiplied, shapley, watched
from pupitre.maths.moves.control import controlled


def weeks(seed, count=156, spread=1.0, level=50.0):
    return level + spread * np.random.default_rng(seed).standard_normal(count)


def firm(first, others=20):
    return [first, *(weeks(1000 + number) for number in range(others))]


def test_a_rate_that_got_worse_and_a_mix_that_changed_add_up():
    found = mix_rate(np.array([10.0, 5.0]), np.array([100.0, 100.0]), np.array([20.0, 15.0]), np.array([100.0, 300.0]))
    assert found.change == pytest.approx(35 / 400 - 15 / 200)
    assert found.rate.tolist() == pytest.approx([0.375 * 0.1, 0.0])
    assert found.rate.sum() + found.mix.sum() == pytest.approx(found.change, abs=1e-15)


def test_a_new_segment_is_all_mix():
    found = mix_rate(np.array([10.0, 0.0]), np.array([100.0, 0.0]), np.array([10.0, 30.0]), np.array([100.0, 100.0]))
    assert found.rate.tolist() == [0.0, 0.0]
    assert found.mix.sum() == pytest.approx(0.1)


def test_a_ratio_of_nothing_is_refused():
    with pytest.raises(ValueError, match="add up to nothing"):
        mix_rate(np.array([1.0]), np.array([0.0]), np.array([1.0]), np.array([1.0]))


def test_two_factors_share_what_they_do_together():
    assert multiplied(np.array([2.0, 3.0]), np.array([4.0, 5.0])).tolist() == [8.0, 6.0]


def test_zeros_and_signs_are_allowed_in_a_product():
    brought = multiplied(np.array([0.0, -2.0, 3.0]), np.array([1.0, 2.0, 0.0]))
    assert brought.sum() == pytest.approx(0.0)


def test_more_than_five_factors_are_refused():
    with pytest.raises(ValueError, match="one to 5 factors"):
        shapley(lambda rows: rows.sum(axis=0), np.zeros(6), np.ones(6))


def test_a_sum_counts_a_new_part_whole():
    assert added(np.array([3.0, np.nan]), np.array([1.0, 4.0])).tolist() == [-2.0, 4.0]


def test_discoveries_follow_the_published_example():
    """Benjamini and Hochberg (1995), section 3.2: four of fifteen at 5 %."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert discoveries(np.array(p), rate=0.05).sum() == 4
    assert bar(np.array(p), rate=0.05) == 0.0095


def test_a_shift_is_told_with_its_date_and_its_size():
    rows = weeks(1)
    rows[-7:] += 5.0
    (move,) = moved(firm(rows), season=52)[0].moves
    assert move.kind == "level_shift"
    assert abs(move.at - 149) <= 1
    assert move.earliest <= 149 <= move.latest
    assert move.size_low < 5 < move.size_high


def test_a_drift_is_told_with_its_slope():
    rows = weeks(2)
    rows[-30:] -= 0.2 * np.arange(1, 31)
    (move,) = moved(firm(rows), season=52)[0].moves
    assert move.kind == "drift"
    assert move.slope_low < -0.2 < move.slope_high
    assert abs(move.at - 126) <= 8


def test_the_dip_of_every_august_is_silent():
    rows = weeks(3)
    for year in range(3):
        rows[year * 52 + 44 : year * 52 + 48] -= 8
    found = moved(firm(rows), season=52)[0]
    assert found.is_seasonal
    assert not found.moves


def test_a_reading_typed_ten_times_too_high_is_alone_and_no_shift():
    for place in (120, 155):
        rows = weeks(4)
        rows[place] *= 10
        found = moved(firm(rows), season=52)[0]
        assert (found.alone, found.moves) == ((place,), ())


def test_a_shift_taken_back_is_over():
    rows = weeks(5)
    rows[-30:-12] += 6
    moves = moved(firm(rows), season=52)[0].moves
    assert [move.is_over for move in moves] == [True, False]


def test_quiet_series_stay_quiet():
    told = sum(bool(one.moves) for one in moved([weeks([9, at], 60) for at in range(60)], season=12))
    assert told <= 1


def test_a_path_that_always_sloped_is_no_drift():
    assert not moved(firm(weeks(6) + 0.3 * np.arange(156)), season=52)[0].moves


def test_what_cannot_be_judged_says_why():
    reasons = [one.reason for one in moved([np.arange(4.0), np.full(40, 7.0), np.array([]), np.full(20, np.nan)])]
    assert reasons == ["too_few", "constant", "too_few", "too_few"]


def test_the_unit_of_a_figure_changes_nothing():
    rows = [weeks(number) for number in range(12)]
    rows[0][-8:] += 4
    one, two = moved(rows, season=52), moved([row / 100 for row in rows], season=52)
    assert [round(a.p_value, 9) for a in one] == [round(b.p_value, 9) for b in two]


def test_readings_one_by_one_are_told_as_all_together():
    rows = np.random.default_rng(7).standard_normal((4, 700)).cumsum(axis=1)
    rows[1, 400:] += 40
    one_by_one = []
    for row in rows:
        watch = Watch()
        one_by_one.append([watch.update(value) for value in row.tolist()])
    assert np.array_equal(watched(rows), np.array(one_by_one))


def test_one_episode_gives_one_alarm():
    values = np.concatenate([np.random.default_rng(8).standard_normal(600), 30 + np.random.default_rng(9).standard_normal(100)])
    told = np.flatnonzero(watched(values[None])[0, 600:])
    assert told[0] == 0 or told[0] < 5
    assert len(told) <= 4


def test_a_reading_that_is_no_number_leaves_the_watch_as_it_is():
    watch = Watch()
    assert [watch.update(value) for value in (1.0, float("nan"), float("inf"))] == [0.0, 0.0, 0.0]
    assert watch.count == 1


def test_about_one_quiet_reading_in_twenty_passes_the_bar_of_one_in_twenty():
    control = controlled([weeks(number, 80) for number in range(60)], rhythm="week")
    known = control.sudden[np.isfinite(control.sudden)]
    assert 0.03 < (known <= 0.05).mean() < 0.07
