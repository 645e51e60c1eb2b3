"""Earned value, on examples worked by hand."""

from __future__ import annotations

import pytest

from pupitre.kernel import InputError
from pupitre.maths.earned_value import EarnedValue, earned_schedule

LATE_AND_DEAR = EarnedValue(budget=1000.0, planned=500.0, earned=400.0, spent=500.0)
"""Half of 1,000 should be done; 400 is, and cost 500: CPI 0.8, SPI 0.8."""


def test_variances_are_negative_when_late_and_dear() -> None:
    assert (LATE_AND_DEAR.schedule_variance, LATE_AND_DEAR.cost_variance) == (-100.0, -100.0)


def test_indices_are_below_one_when_late_and_dear() -> None:
    assert LATE_AND_DEAR.schedule_index == pytest.approx(0.8)
    assert LATE_AND_DEAR.cost_index == pytest.approx(0.8)


def test_the_three_landings_are_named_and_differ() -> None:
    assert LATE_AND_DEAR.landing_as_planned == pytest.approx(1100)
    assert LATE_AND_DEAR.landing_at_this_cost == pytest.approx(1250)
    assert LATE_AND_DEAR.landing_at_this_cost_and_pace == pytest.approx(500 + 600 / 0.64)


def test_what_is_left_to_spend_and_the_excess_follow_the_landing() -> None:
    assert LATE_AND_DEAR.to_complete == pytest.approx(750)
    assert LATE_AND_DEAR.variance_at_completion == pytest.approx(-250)


def test_the_index_to_keep_the_budget_is_work_left_over_money_left() -> None:
    assert LATE_AND_DEAR.index_to_keep_budget == pytest.approx(600 / 500)


def test_a_used_up_budget_has_no_index_to_keep() -> None:
    assert EarnedValue(budget=100.0, planned=100.0, earned=50.0, spent=100.0).index_to_keep_budget is None


def test_nothing_done_yet_gives_no_ratio() -> None:
    state = EarnedValue(budget=100.0, planned=0.0, earned=0.0, spent=0.0)
    assert state.schedule_index is None
    assert state.cost_index is None
    assert state.landing_at_this_cost is None
    assert state.landing_at_this_cost_and_pace is None
    assert state.to_complete is None
    assert state.variance_at_completion is None


def test_money_spent_for_nothing_gives_no_landing() -> None:
    state = EarnedValue(budget=100.0, planned=10.0, earned=0.0, spent=5.0)
    assert state.cost_index == 0
    assert state.landing_at_this_cost is None
    assert state.landing_at_this_cost_and_pace is None


@pytest.mark.parametrize("amounts", [(-1, 0, 0, 0), (10, -1, 0, 0), (10, 0, 11, 0), (10, 0, 0, -1)])
def test_impossible_amounts_are_refused(amounts: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError, match="zero or more"):
        EarnedValue(*amounts)


@pytest.mark.parametrize(("earned", "time"), [(0, 0), (5, 0.5), (10, 1), (20, 1.5), (30, 3), (40, 4), (50, 4)])
def test_earned_schedule_is_read_on_the_plan(earned: float, time: float) -> None:
    """The plan earns nothing between 2 and 3: what was earned by 2 counts at 3, as the next work starts there."""
    assert earned_schedule([0, 1, 2, 3, 4], [0, 10, 30, 30, 40], earned) == pytest.approx(time)


def test_a_plan_of_one_point_is_refused() -> None:
    with pytest.raises(InputError, match="two points"):
        earned_schedule([0], [0], 1)
