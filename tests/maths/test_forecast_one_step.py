"""One-step errors for control: made with the past only, and judged as rarely as they should be."""

from __future__ import annotations

import numpy as np
import pytest

from pupitre.maths.forecast import one_step

RNG = np.random.default_rng(11)
NOISE = [50 + RNG.normal(size=60) for _ in range(200)]


def test_what_comes_later_changes_nothing_of_an_earlier_error():
    before = one_step([NOISE[0], NOISE[1]])
    changed = np.array(NOISE[0])
    changed[40:] += 30
    after = one_step([changed, NOISE[1]])
    assert after.errors[0, :40] == pytest.approx(before.errors[0, :40], nan_ok=True)
    assert after.scores[0, :40] == pytest.approx(before.scores[0, :40], nan_ok=True)


def test_nothing_is_said_before_eight_readings_nor_of_a_missing_one():
    holed = np.array(NOISE[0])
    holed[20] = np.nan
    told = one_step([holed, NOISE[1][:5]])
    assert np.isnan(told.errors[0, :8]).all()
    assert np.isnan(told.errors[0, 20])
    assert np.isfinite(told.errors[0, [8, 19, 21, 59]]).all()
    assert np.isnan(told.errors[1]).all()


def test_of_readings_where_nothing_happens_one_in_twenty_has_a_p_value_under_five_percent():
    told = one_step(NOISE, rhythm="month")
    late = told.p_values[:, 20:]
    assert 0.035 < np.nanmean(late < 0.05) < 0.065
    assert 0.15 < np.nanmean(late < 0.2) < 0.24


def test_a_jump_of_eight_standard_deviations_is_rare():
    jumped = np.array(NOISE[0])
    jumped[50] += 8
    told = one_step([jumped, *NOISE[1:]], rhythm="month")
    assert told.p_values[0, 50] < 0.005
    assert told.errors[0, 50] == pytest.approx(8, abs=4)


def test_another_unit_changes_scores_by_no_more_than_the_precision_of_initial_states():
    once, thousand = one_step(NOISE[:3]), one_step([1000 * one for one in NOISE[:3]])
    assert thousand.scores == pytest.approx(once.scores, rel=0.01, abs=0.01, nan_ok=True)


def test_no_series_gives_no_score():
    assert one_step([]).errors.shape == (0, 0)
