"""What followed a date, beside what would have happened without it."""

from __future__ import annotations

import numpy as np
import pytest

from pupitre.maths.causal import difference_in_differences, placebo_in_time, synthetic_control, verdict_of
from pupitre.maths.causal.estimate import p_of
from pupitre.maths.causal.trials import scale_of


def noise(count: int, length: int, *, stays: float = 0.0, seed: int = 1) -> np.ndarray:
    """Return series around 100 where nothing happens."""
    chance = np.random.default_rng(seed).standard_normal((count, length + 50))
    walk = np.zeros_like(chance)
    for step in range(1, walk.shape[1]):
        walk[:, step] = stays * walk[:, step - 1] + chance[:, step]
    return 100 + 3 * walk[:, 50:]


def test_a_step_is_seen_with_its_size_and_sign():
    series = noise(20, 60)
    series[0, 48:] -= 15
    first, *others = placebo_in_time(list(series), [48] * 20, season=12)
    low, high = first.bounds(90)
    assert low < -15 < high < 0
    assert sum(one.p_value <= 0.05 for one in others) <= 3


def test_nothing_is_found_about_one_time_in_twenty():
    found = placebo_in_time(list(noise(200, 66, stays=0.5)), [60] * 200, season=12)
    assert 0.02 <= np.mean([one.p_value <= 0.05 for one in found]) <= 0.08


def test_the_return_towards_the_mean_is_not_credited():
    series = noise(300, 84, stays=0.5, seed=3)
    cuts = [int(one[48:72].argmax()) + 49 for one in series]
    found = placebo_in_time([one[: cut + 6] for one, cut in zip(series, cuts, strict=True)], cuts, season=12)
    assert np.mean([one.p_value <= 0.05 for one in found]) <= 0.09


def test_an_effect_that_starts_late_says_when():
    series = noise(20, 150, seed=4)
    series[0, 120 + 8 :] += 12
    first = placebo_in_time(list(series[:, :146]), [120] * 20, season=52, judged=[True] + [False] * 19)[0]
    assert abs(first.lag - 8) <= 3
    assert first.bounds(90)[0] > 0


def test_doubling_the_unit_doubles_the_estimate():
    series = noise(12, 60)
    once = placebo_in_time(list(series), [54] * 12, season=12)
    twice = placebo_in_time(list(2 * series), [54] * 12, season=12)
    assert [one.estimate * 2 for one in once] == pytest.approx([one.estimate for one in twice])
    assert [one.p_value for one in once] == pytest.approx([one.p_value for one in twice])


@pytest.mark.parametrize(
    ("values", "cut", "reason"),
    [
        ([], 0, "empty"),
        ([np.nan, np.nan], 1, "empty"),
        ([5.0] * 30, 24, "constant"),
        ([1.0, 2.0, 3.0, 4.0, 5.0], 3, "too_short"),
        ([float(n % 5) for n in range(20)], 20, "nothing_after"),
    ],
)
def test_a_series_that_says_nothing_gives_its_reason(values, cut, reason):
    found = placebo_in_time([np.array(values, dtype=float)], [cut])[0]
    assert (found.method, found.reason) == ("none", reason)


def test_missing_readings_are_left_out():
    series = noise(20, 60)
    series[0, [10, 30, 50]] = np.nan
    assert placebo_in_time(list(series), [48] * 20, season=12)[0].method == "placebo_in_time"


def test_a_common_move_is_taken_off_beside_untouched_units():
    series = noise(4, 60, seed=8) + np.concatenate([np.zeros(48), np.full(12, 20.0)])
    series[0, 48:] -= 10
    found = difference_in_differences(series[0], list(series[1:]), 48)
    low, high = found.bounds(90)
    assert low < -10 < high < 0


def test_a_mixture_of_units_that_fits_exactly_shows_the_whole_change():
    others = noise(8, 40, stays=0.9, seed=7)
    unit = 0.25 * others[0] + 0.75 * others[3]
    unit[30:] += 9
    found = synthetic_control(unit, list(others), 30)
    assert found.estimate == pytest.approx(9, abs=0.05)
    assert found.p_value == pytest.approx(1 / 9)


def test_verdicts_are_read_from_the_range():
    assert verdict_of(-2.4, -0.9, side="down", expected=-2.0) == "works"
    assert verdict_of(0.4, 1.9, side="down", expected=-2.0) == "harmful"
    assert verdict_of(-0.4, 0.3, side="down", expected=-2.0) == "no_effect"
    assert verdict_of(-3.0, 0.3, side="down", expected=-2.0) == "cannot_tell"
    assert verdict_of(float("nan"), float("nan")) == "cannot_tell"


def test_a_sure_change_under_half_of_what_was_expected_is_no_effect():
    assert verdict_of(-0.4, -0.1, side="down", expected=-2.0) == "no_effect"


def test_the_rank_counts_the_change_itself():
    assert p_of(np.array([1.0, 2.0, 3.0, 4.0]), 3.0) == pytest.approx(3 / 5)


def test_a_series_that_never_moves_has_no_scale():
    assert scale_of(np.full(20, 7.0), 12) == 0.0
