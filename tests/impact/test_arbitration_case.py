"""What each way to run a project takes of a limit, and the draws that a choice is solved on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from scipy.special import ndtri

from pupitre.impact.arbitration import Limit, Rule, broken, value_of
from pupitre.impact.arbitration.answer import answer
from pupitre.impact.arbitration.case import ASSUMED, Case, case_of, use_of
from pupitre.impact.arbitration.drawing import changes_of, judging, sample_of
from pupitre.impact.arbitration.reading import Asked, Facts, Finish, Line, Means, Mode, Project, is_carbon
from pupitre.impact.attainment import chances, draw, what_if
from pupitre.impact.world import Effect, Measure, Objective, Part, Sample, World
from pupitre.impact.world import Project as Worked

ON = date(2026, 1, 1)
P99 = np.arange(1, 100) / 100


def means(**changed: object) -> Means:
    """Three projects of 100, 60 and 40 thousand left to spend, the first until April, the others until the end of June."""
    known = [("A", "OPS", date(2026, 4, 1), 100_000), ("B", "OPS", date(2026, 6, 30), 60_000), ("C", "FIN", date(2026, 6, 30), 40_000)]
    said: dict[str, object] = {
        "on": ON,
        "projects": tuple(Project(key, f"Project {key}", unit, None, date(2025, 1, 1), end, None, None) for key, unit, end, _ in known),
        "facts": {key: Facts(key, "running", None, Decimal(5_000), Decimal(5_000 + left)) for key, _, _, left in known},
        "finishes": {key: Finish(key, end, end) for key, _, end, _ in known},
        "asked": (Asked("A", "weld", None, date(2026, 2, 2), 30.0), Asked("A", "weld", None, date(2026, 5, 4), 10.0)),
        "lines": {},
        "modes": {"A": (Mode("A", "fast", "Two more people", Decimal(20_000), -30.0, 1.5, 1.0),)},
        "limits": (),
        "rules": (),
        "carbon": {"A": -12.0},
        "above": {"OPS": ("OPS", "ALL"), "FIN": ("FIN", "ALL")},
        "names": {},
    }
    return Means(**(said | changed))  # type: ignore[arg-type]  # as above


def used(case: Case, of: Means, limit: Limit, key: str, mode: str) -> float:
    work = case.works[key]
    return use_of(of, limit, work, next(way for way in work.ways if way.mode == mode))


def test_money_left_to_spend_is_spread_over_the_days_that_are_left() -> None:
    of = means()
    case = case_of(of, {"A", "B", "C"})
    january = Limit("Q", "budget", 0.0, starts_on=ON, ends_on=date(2026, 2, 1))
    assert used(case, of, january, "A", "as_is") == pytest.approx(100_000 * 31 / 90)
    assert used(case, of, january, "A", "later") == 0.0
    assert used(case, of, Limit("ALL", "budget", 0.0), "A", "fast") == 120_000


def test_budget_lines_to_come_say_when_the_money_falls() -> None:
    lines = (Line("A", ON, date(2026, 2, 1), Decimal(30)), Line("A", date(2026, 2, 1), date(2026, 3, 1), Decimal(10)))
    of = means(lines={"A": lines})
    january = Limit("Q", "budget", 0.0, starts_on=ON, ends_on=date(2026, 2, 1))
    assert used(case_of(of, {"A"}), of, january, "A", "as_is") == 75_000


def test_hours_carbon_and_projects_are_counted_as_the_way_takes_them() -> None:
    of = means()
    case = case_of(of, {"A", "B", "C"})
    first = {"starts_on": ON, "ends_on": date(2026, 4, 1)}
    assert used(case, of, Limit("H", "skill_hours", 0.0, skill="weld", **first), "A", "fast") == 45.0
    assert used(case, of, Limit("H", "skill_hours", 0.0, skill="paint"), "A", "as_is") == 0.0
    assert used(case, of, Limit("C", "carbon", 0.0), "A", "as_is") == -12.0
    assert used(case, of, Limit("P", "projects", 0.0, unit="FIN"), "A", "as_is") == 0.0
    assert used(case, of, Limit("P", "projects", 0.0, unit="ALL"), "A", "as_is") == 1.0
    assert used(case, of, Limit("L", "change_load", 0.0, unit="OPS", **first), "B", "as_is") == 0.0
    assert (
        used(case, of, Limit("L", "change_load", 0.0, unit="OPS", starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 1)), "B", "as_is")
        == 1.0
    )


def test_without_a_limit_the_money_of_today_is_the_limit() -> None:
    case = case_of(means(), {"A", "B", "C"})
    assert [(limit.key, limit.value) for limit in case.limits] == [(ASSUMED, 200_000.0)]
    assert case.is_assumed


def test_a_project_without_effects_goes_on_and_takes_its_share_first() -> None:
    case = case_of(means(limits=(Limit("M", "budget", 150_000.0),)), {"A", "B"})
    assert [work.key for work in case.kept] == ["C"]
    assert case.problem.limits[0].value == 110_000.0
    assert case.fixed.tolist() == [40_000.0]


def test_projects_that_are_over_are_not_chosen() -> None:
    facts = {"A": Facts("A", "done", None, None, None), "B": Facts("B", "planned", None, None, None)}
    assert list(case_of(means(facts=facts), {"A", "B", "C"}).works) == ["B"]


def test_what_comes_before_a_project_that_goes_on_must_be_run_and_rivals_are_weighed() -> None:
    rules = (Rule("precedes", "A", "C"), Rule("excludes", "A", "B"))
    case = case_of(means(rules=rules), {"A"}, keep={"B"})
    assert list(case.works) == ["A", "B"]
    assert case.problem.rules == (Rule("excludes", "A", "B"), Rule("mandatory", "A"), Rule("mandatory", "B"))


def test_a_project_left_out_has_no_way_to_be_run() -> None:
    case = case_of(means(), {"A", "B"}, out={"A"})
    assert {choice.subject for choice in case.problem.choices} == {"B"}


def test_carbon_is_counted_in_tonnes() -> None:
    assert [is_carbon(unit) for unit in ("tCO₂e", "tCO2e", "kg", "")] == [True, True, False, False]


def world() -> World:
    """Two objectives of one measure each; A and B serve the first, C the second; C waits for nobody."""

    def measure(key: str) -> Measure:
        return Measure(key, key, "", "", 365.0, P99, 50 + 5 * ndtri(P99), 45.0, 60.0, is_up=True)

    return World(
        ON,
        3,
        projects=tuple(Worked(key, "", Sample(np.linspace(60, 200, 40))) for key in "ABC"),
        measures=(measure("M1"), measure("M2")),
        effects=(
            Effect("project", "A", "M1", 4, 8, 10),
            Effect("project", "B", "M1", 1, 3, 4),
            Effect("project", "C", "M2", 6, 9, 12, ramp_days=30),
        ),
        risks=(),
        objectives=(
            Objective("O1", (Part("measure", "M1", 1.0),), 365.0, weight=0.7),
            Objective("O2", (Part("measure", "M2", 1.0),), 365.0, weight=0.3),
        ),
    )


def test_a_plan_is_worth_what_the_probabilities_of_every_page_say() -> None:
    case, drawn = case_of(means(), {"A", "B", "C"}), judging(world(), 1_000)
    sample = sample_of(drawn, case)
    today = chances(draw(world(), draws=1_000))
    assert value_of(sample, case.problem.current) == pytest.approx(0.7 * today["O1"].share + 0.3 * today["O2"].share)
    for taken in (np.zeros(7, dtype=bool), np.array([choice.mode in ("fast", "later") for choice in case.problem.choices])):
        plan = taken.copy()
        plan[2] = False  # one way of the first project
        after = what_if(drawn, changes_of(drawn, case, plan)).objectives
        assert value_of(sample, plan) == pytest.approx(0.7 * after["O1"].after + 0.3 * after["O2"].after)


def test_under_a_tight_budget_the_best_plan_keeps_what_counts_most() -> None:
    of = means(limits=(Limit("M", "budget", 125_000.0),))
    found = answer(world(), case_of(of, {"A", "B", "C"}), points=4, judge=2_000)
    assert found.best is not None
    drawn = judging(world(), 2_000)
    alone = [choice.subject == "A" and choice.mode == "as_is" for choice in found.case.problem.choices]
    assert found.best.cost <= 125_000
    assert found.best.value >= value_of(sample_of(drawn, found.case), np.array(alone)) - 0.01
    assert broken(found.case.problem, found.best.taken) == ()
    assert found.current.broken[0].used == 200_000
    assert found.prices[0].limit.value == 125_000.0
    assert [point.plan.value for point in found.frontier] == sorted(point.plan.value for point in found.frontier)


def test_a_conflict_is_named_instead_of_a_plan() -> None:
    of = means(limits=(Limit("M", "budget", 90_000.0),), rules=(Rule("mandatory", "A"),))
    found = answer(world(), case_of(of, {"A", "B", "C"}), points=0, judge=500)
    assert found.best is None
    assert found.conflict is not None
    assert ([limit.key for limit in found.conflict.limits], found.conflict.least) == (["M"], (100_000.0,))
