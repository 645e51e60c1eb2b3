"""The curve of Kaplan and Meier, against a published trial and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pupitre.maths.process.survival import kaplan_meier

# Weeks of remission under 6-mercaptopurine; Freireich et al., Blood 21 (1963). A negative number was still in remission.
REMISSION = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]


@pytest.fixture
def curve():
    return kaplan_meier(np.abs(REMISSION), np.array(REMISSION) > 0)


def test_the_published_curve_comes_out(curve):
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.share == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]


def test_the_published_range_comes_out(curve):
    # Range on the scale of log(−log), as textbooks print it for this trial.
    assert curve.low == pytest.approx([0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188], abs=6e-4)
    assert curve.high == pytest.approx([0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680], abs=6e-4)


def test_the_published_median_comes_out(curve):
    assert curve.median == 23
    assert curve.median_range == (13, None)


def test_without_open_cases_the_curve_is_the_plain_share():
    curve = kaplan_meier([4, 1, 3, 2], [True] * 4)
    assert curve.share == pytest.approx([0.75, 0.5, 0.25, 0])
    assert (curve.median, curve.quantile(0.9)) == (2, 4)


def test_a_case_that_is_still_open_counts_while_it_was_watched():
    # At 2, three were at risk and one ended; the open one of 2 leaves after that: 3/4 · 2/3 = 1/2, then 0.
    curve = kaplan_meier([1, 2, 2, 3], [True, True, False, True])
    assert curve.share == pytest.approx([0.75, 0.5, 0])


def test_too_many_open_cases_leave_the_median_unsaid():
    curve = kaplan_meier([1, 5, 5, 5], [True, False, False, False])
    assert curve.median is None
    assert curve.share.tolist() == [0.75]


def test_no_case_gives_no_curve():
    curve = kaplan_meier([], [])
    assert (len(curve.times), curve.median) == (0, None)
