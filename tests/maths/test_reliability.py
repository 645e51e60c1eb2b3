"""Probabilities are held against what came true."""

from __future__ import annotations

import pytest

from pupitre.maths.reliability import clopper_pearson, reliability


def test_the_brier_score_is_the_mean_squared_gap():
    assert reliability([0.8, 0.6, 0.0], [True, False, False]).brier == pytest.approx((0.04 + 0.36 + 0) / 3, abs=1e-6)


def test_cases_fall_in_buckets_whose_upper_bound_belongs_to_the_next():
    counts = [one.count for one in reliability([0.0, 0.2, 0.399, 0.4, 1.0], [True] * 5).buckets]
    assert counts == [1, 2, 1, 0, 1]


def test_sixty_percent_that_came_true_three_times_in_five_is_in_line():
    bucket = reliability([0.6] * 10, [True] * 6 + [False] * 4).buckets[3]
    assert (bucket.share, bucket.verdict) == (0.6, "in_line")
    assert (round(bucket.share_low, 4), round(bucket.share_high, 4)) == (0.2624, 0.8784)  # Clopper-Pearson for 6 of 10


def test_what_always_came_true_was_said_too_low():
    assert reliability([0.5] * 20, [True] * 20).buckets[2].verdict == "too_low"


def test_what_never_came_true_was_said_too_high():
    assert reliability([0.5] * 20, [False] * 20).buckets[2].verdict == "too_high"


def test_none_or_all_still_leave_a_range():
    assert clopper_pearson(0, 10)[0] == 0.0
    assert clopper_pearson(0, 10)[1] == pytest.approx(1 - 0.025 ** (1 / 10))
    assert clopper_pearson(10, 10) == (pytest.approx(0.025 ** (1 / 10)), 1.0)


def test_nothing_is_said_under_thirty_cases():
    assert not reliability([0.5] * 29, [True] * 29).has_enough
    assert reliability([0.5] * 30, [True] * 30).has_enough


def test_without_a_case_nothing_is_said():
    assert (reliability([], []).brier, reliability([], []).base) == (None, None)
