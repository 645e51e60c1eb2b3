"""The choice of projects: plans worked by hand, limits never passed, contradictions named."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.special import ndtr

from pupitre.impact.arbitration import (
    Choice,
    Choosing,
    Goal,
    Limit,
    Problem,
    Rule,
    Sample,
    best,
    broken,
    cheapest,
    conflict,
    frontier,
    gains,
    improved,
    prices,
    sets,
    settled,
    standings,
    value_of,
)
from pupitre.impact.arbitration.curve import line
from pupitre.impact.arbitration.prices import step_of
from pupitre.impact.arbitration.sampling import Stand

MONEY = Limit("MONEY", "budget", 10.0)


def a_problem(costs: list[float], *, most: float = 10.0, rules: tuple[Rule, ...] = ()) -> Problem:
    choices = tuple(Choice(f"P{at}", "as_is", cost) for at, cost in enumerate(costs))
    return Problem(choices, (Limit("MONEY", "budget", most),), np.array([costs]), rules)


def sure(worth: list[float], *, draws: int = 100) -> Sample:
    """Each project alone carries its own goal, which is reached in a known share of the draws."""
    base = np.full((len(worth), draws), -1.0, dtype=np.float32)
    lift = np.linspace(0.0, 2.0, draws, dtype=np.float32)
    return Sample(base, {at: ((at, lift),) for at in range(len(worth))}, tuple(Goal(one, (at,)) for at, one in enumerate(worth)))


def plan(problem: Problem, *subjects: str) -> np.ndarray:
    return np.array([choice.subject in subjects for choice in problem.choices])


def names(problem: Problem, taken: np.ndarray) -> list[str]:
    return [choice.subject for choice, is_in in zip(problem.choices, taken, strict=True) if is_in]


def test_the_line_stays_within_half_a_point_of_the_normal_curve() -> None:
    for low, high in ((-6.0, 6.0), (-2.0, 0.5), (0.2, 3.0), (-5.0, -4.0), (-0.4, 0.3)):
        drawn = line(low, high)
        grid = np.linspace(low, high, 500)
        assert np.abs(np.interp(grid, drawn.z, drawn.chance) - ndtr(grid)).max() < 0.012
        assert drawn.chance[0] == ndtr(low)
        assert drawn.chance[-1] == ndtr(high)


def test_the_best_plan_under_a_budget_is_the_one_found_by_hand() -> None:
    problem, sample = a_problem([6.0, 5.0, 5.0]), sure([5.0, 3.0, 3.0])
    found = best(Choosing(problem, sample, sample))
    assert found is not None
    assert names(problem, found) == ["P1", "P2"]  # 3 + 3 passes 5


def test_one_mode_of_a_project_at_most_is_taken() -> None:
    choices = (Choice("P0", "as_is", 8.0), Choice("P0", "lighter", 3.0), Choice("P1", "as_is", 6.0))
    problem = Problem(choices, (MONEY,), np.array([[8.0, 3.0, 6.0]]))
    lift = np.linspace(0.0, 2.0, 100, dtype=np.float32)
    sample = Sample(
        np.full((2, 100), -1.0, dtype=np.float32),
        {0: ((0, lift),), 1: ((0, lift * np.float32(0.8)),), 2: ((1, lift),)},
        (Goal(1.0, (0,)), Goal(1.0, (1,))),
    )
    found = best(Choosing(problem, sample, sample))
    assert found is not None
    assert found.tolist() == [False, True, True]


def test_precedence_exclusion_and_obligation_are_respected() -> None:
    rules = (Rule("precedes", "P0", "P1"), Rule("excludes", "P1", "P2"), Rule("mandatory", "P3"))
    problem, sample = a_problem([1.0, 1.0, 1.0, 9.0], most=10.0, rules=rules), sure([1.0, 9.0, 5.0, 0.1])
    found = best(Choosing(problem, sample, sample))
    assert found is not None
    assert names(problem, found) == ["P2", "P3"]  # P1 would need P0 too: no room is left beside P3


def test_what_a_plan_breaks_is_counted_one_by_one() -> None:
    rules = (Rule("precedes", "P0", "P1"), Rule("excludes", "P1", "P2"), Rule("mandatory", "P3"))
    problem = a_problem([4.0, 4.0, 7.0, 1.0], rules=rules)
    found = broken(problem, plan(problem, "P1", "P2"))
    assert [one.rule.kind if one.rule else one.limit.key for one in found if one.rule or one.limit] == [
        "MONEY",
        "precedes",
        "excludes",
        "mandatory",
    ]
    assert (found[0].used, found[0].allowed) == (11.0, 10.0)
    assert broken(problem, plan(problem, "P0", "P1", "P3")) == ()


def test_a_project_treated_in_two_ways_at_once_is_refused() -> None:
    problem = Problem((Choice("P0", "as_is", 1.0), Choice("P0", "later", 1.0)), (), np.zeros((0, 2)))
    with pytest.raises(ValueError, match="two ways"):
        broken(problem, np.array([True, True]))


def test_rules_about_unknown_projects_are_left_out() -> None:
    rules = (Rule("precedes", "P0", "gone"), Rule("mandatory", "P0"), Rule("mandatory", "P0"), Rule("excludes", "P0", "P0"))
    assert settled(rules, ["P0"]) == (Rule("mandatory", "P0"),)


def test_goals_are_reached_by_all_by_score_and_by_count() -> None:
    met = np.array([[1.0, 1.0, -1.0], [1.0, -1.0, -4.0], [1.0, 1.0, 1.0]], dtype=np.float32)
    goals = (
        Goal(1.0, (0, 1, 2)),
        Goal(1.0, (0, 1, 2), weights=(0.5, 0.3, 0.2), rule="score", threshold=0.7),
        Goal(1.0, (0, 1, 2), rule="count", threshold=1),
        Goal(1.0, (0, 2), must=(True, False), rule="count", threshold=1),
        Goal(1.0, (2,), goals=(0,), rule="all"),
    )
    stand = Stand(Sample(met, {}, goals, way=np.array([2.0, 4.0, 1.0])), np.zeros(0, dtype=bool))
    assert (stand.chances * 3).round().tolist() == [1, 2, 3, 2, 1]
    assert stand.scores[1].tolist() == pytest.approx([1.0, 0.5 + 0.3 * 0.75 + 0.2, 0.5 * 0.5 + 0.3 * 0.0 + 0.2])


def test_the_gain_of_a_move_is_what_the_value_becomes() -> None:
    problem, sample = a_problem([1.0, 2.0, 3.0]), sure([1.0, 2.0, 4.0])
    stand = Stand(sample, plan(problem, "P0"))
    before, gain = stand.value, stand.gain([0], [1, 2])
    stand.move([0], [1, 2])
    assert stand.value == pytest.approx(before + gain)
    assert stand.value == pytest.approx(value_of(sample, plan(problem, "P1", "P2")))


def test_an_exchange_improves_a_plan_that_no_single_change_improves() -> None:
    problem, sample = a_problem([9.0, 10.0]), sure([1.0, 3.0])
    assert names(problem, improved(problem, sample, plan(problem, "P0"))) == ["P1"]


def test_small_choices_reach_the_best_of_all_plans() -> None:
    chance = np.random.default_rng(5)
    problem = a_problem(chance.uniform(1, 5, 9).tolist())
    base = chance.normal(-1, 1, (6, 400)).astype(np.float32)
    lifts = {
        p: tuple((int(k), chance.uniform(0, 1.4, 400).astype(np.float32)) for k in chance.choice(6, 2, replace=False)) for p in range(9)
    }
    sample = Sample(base, lifts, tuple(Goal(float(w), (k,)) for k, w in enumerate(chance.uniform(1, 3, 6))))
    every = (np.array(bits) for bits in itertools.product((False, True), repeat=9))
    top = max(value_of(sample, taken) for taken in every if not broken(problem, taken))
    found = best(Choosing(problem, sample, sample))
    assert found is not None
    assert value_of(sample, found) >= 0.99 * top


def test_the_value_shown_comes_from_draws_that_the_search_never_saw() -> None:
    problem = a_problem([1.0])
    choosing = Choosing(problem, sure([1.0]), sure([1.0], draws=50))
    assert choosing.plan(plan(problem, "P0")).value == pytest.approx(value_of(choosing.judge, plan(problem, "P0")))


def test_what_every_good_plan_runs_is_core_and_what_none_runs_is_out() -> None:
    problem = a_problem([1.0, 1.0, 1.0])
    plans = [plan(problem, "P0", "P1"), plan(problem, "P0")]
    assert standings(problem, plans) == {"P0": "core", "P1": "borderline", "P2": "out"}


def test_of_plans_as_good_as_each_other_the_cheapest_is_proposed() -> None:
    problem, sample = a_problem([6.0, 3.0, 2.0], most=20.0), sure([0.0, 1.0, 1.0])
    choosing = Choosing(problem, sample, sample)
    whole, thrifty, poor = plan(problem, "P0", "P1", "P2"), plan(problem, "P1", "P2"), plan(problem, "P1")
    assert names(problem, cheapest(choosing, whole, [thrifty, poor])) == ["P1", "P2"]


def test_plans_nearly_as_good_respect_the_limits_and_differ() -> None:
    problem, sample = a_problem([5.0, 5.0, 5.0, 5.0]), sure([1.00, 1.00, 0.99, 0.99])
    choosing = Choosing(problem, sample, sample)
    found = sets(choosing, plan(problem, "P0", "P1"))
    assert len({tuple(one) for one in map(np.ndarray.tolist, found)}) == len(found) >= 4
    assert all(not broken(problem, taken) for taken in found)


def test_the_frontier_never_falls_as_the_budget_grows() -> None:
    problem, sample = a_problem([3.0, 4.0, 5.0, 6.0], most=100.0), sure([1.0, 2.0, 2.5, 2.0])
    choosing = Choosing(problem, sample, sample)
    points = frontier(choosing, plan(problem, "P0"), points=7)
    values = [point.plan.value for point in points]
    assert values == sorted(values)
    assert values[0] < values[-1]
    assert all(point.plan.cost <= point.money + 1e-6 for point in points)


def test_a_limit_that_binds_has_a_price_and_one_that_does_not_has_none() -> None:
    base = a_problem([5.0, 5.0, 5.0])
    loose = Limit("ROOM", "projects", 9.0)
    problem, sample = base.with_limits((MONEY, loose), np.vstack([base.use, np.ones((1, 3))])), sure([1.0, 1.0, 1.0])
    found = prices(Choosing(problem, sample, sample), plan(problem, "P0", "P1"))
    assert [(one.limit.key, one.step) for one in found] == [("MONEY", 5.0)]
    assert found[0].gain == pytest.approx(0.5)  # the third project: a goal of weight 1, reached in half of the draws


def test_the_step_of_a_price_is_a_round_number() -> None:
    assert [step_of(value, 0.0) for value in (870_000.0, 1_240.0, 40.0)] == [100_000.0, 100.0, 5.0]


def test_the_smallest_conflict_leaves_out_what_has_no_part_in_it() -> None:
    rules = (Rule("mandatory", "P0"), Rule("mandatory", "P1"), Rule("mandatory", "P2"))
    base = a_problem([6.0, 7.0, 0.0], rules=rules)
    problem = base.with_limits((MONEY, Limit("ROOM", "projects", 5.0)), np.vstack([base.use, np.ones((1, 3))]))
    found = conflict(problem)
    assert found is not None
    assert ([one.key for one in found.limits], [one.project for one in found.rules]) == (["MONEY"], ["P0", "P1"])
    assert found.least == (13.0,)


def test_rules_alone_can_contradict_each_other() -> None:
    rules = (Rule("mandatory", "P0"), Rule("mandatory", "P1"), Rule("excludes", "P0", "P1"))
    found = conflict(a_problem([1.0, 1.0], rules=rules))
    assert found is not None
    assert (found.limits, set(found.rules)) == ((), set(rules))


def test_a_limit_below_zero_contradicts_itself_and_no_plan_is_made_up() -> None:
    problem, sample = a_problem([1.0], most=-1.0), sure([1.0])
    assert best(Choosing(problem, sample, sample)) is None
    found = conflict(problem)
    assert found is not None
    assert [one.value for one in found.limits] == [-1.0]


def test_no_conflict_is_told_when_a_plan_is_possible() -> None:
    assert conflict(a_problem([20.0])) is None


def test_what_a_project_adds_is_lost_without_it() -> None:
    problem, sample = a_problem([5.0, 5.0]), sure([1.0, 2.0])
    found = gains(Choosing(problem, sample, sample), plan(problem, "P0"))
    assert found == pytest.approx({"P0": 0.5, "P1": 1.0})
