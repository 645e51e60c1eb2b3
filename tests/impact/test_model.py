"""The company model becomes a world; what it does not say is left out with its reason, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.impact.model_rows import DUE, ON, company, effect, finishing, forecast, readings

from pupitre.impact.model import horizon_world, model_of
from pupitre.impact.reasons import LEFT_OUT, REASONS


def reason(snapshot, key: str = "O1") -> str:
    return next(one.reason for one in model_of(snapshot).told if one.row.key == key)


def gaps(snapshot) -> list[tuple[str, str]]:
    return [(gap.key, gap.reason) for gap in model_of(snapshot).gaps]


def test_a_key_result_becomes_a_measure_at_its_date():
    (measure,) = model_of(company()).world.measures
    assert (measure.key, measure.kpi, measure.target, measure.is_up, measure.at_days) == ("KR1", "K1", 55.0, True, 183.0)
    assert list(measure.values) == [40.0, 50.0, 60.0]


def test_between_two_dates_the_forecast_goes_straight():
    early, late = ON + timedelta(days=100), ON + timedelta(days=200)
    snapshot = company().more(performance__kpi_forecast=forecast(at=early) + forecast(at=late, low=60, high=80))
    (measure,) = model_of(snapshot).world.measures
    assert list(measure.values) == pytest.approx([40 + 20 * 0.83, 50 + 20 * 0.83, 60 + 20 * 0.83])


def test_a_kpi_with_four_points_says_how_many_more_it_needs():
    snapshot = company().more(measure=readings(count=4), performance__kpi_forecast=[])
    assert reason(snapshot) == "4_points"
    assert (REASONS["4_points"].values["count"], REASONS["4_points"].values["missing"]) == (4, 4)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"kpi": None}, "no_kpi"),
        ({"kpi": "K9"}, "unknown_kpi"),
        ({"target": None}, "no_target"),
        ({"target": 40.0}, "wrong_way"),
        ({"due_on": date(2031, 1, 1)}, "too_far"),
    ],
)
def test_a_key_result_that_cannot_be_told_says_why(changed, expected):
    assert reason(company(**changed)) == expected


def test_a_target_equal_to_the_baseline_is_to_be_held():
    assert reason(company(target=45.0)) == ""


def test_without_a_direction_the_way_from_baseline_to_target_tells():
    snapshot = company(baseline=60.0).more(kpi=[{"key": "K1", "name": "Lead time"}])
    assert model_of(snapshot).world.measures[0].is_up is False


def test_a_kpi_never_read_has_no_probability():
    assert reason(company().more(measure=[], performance__kpi_forecast=[])) == "no_reading"


def test_a_date_that_is_past_is_told_by_what_is_read_now():
    snapshot = company(due_on=ON - timedelta(days=30))
    assert set(model_of(snapshot).world.measures[0].values) == {50.0}


def test_an_objective_without_key_result_is_told_by_those_that_serve_it():
    more = [{"key": "O1", "name": "a", "due_on": DUE, "status": "open"}, {"key": "O2", "name": "b", "due_on": DUE, "status": "open"}]
    told = model_of(company().more(objective=more, cascade=[{"child": "O1", "parent": "O2"}])).told
    assert [part.key for part in told[1].objective.parts] == ["O1"]


def test_objectives_in_a_circle_say_so():
    rows = [{"key": key, "name": key, "due_on": DUE, "status": "open"} for key in ("O1", "O2", "O3")]
    circle = [{"child": "O2", "parent": "O3"}, {"child": "O3", "parent": "O2"}]
    snapshot = company().more(objective=rows, cascade=circle)
    assert (reason(snapshot, "O1"), reason(snapshot, "O2"), reason(snapshot, "O3")) == ("", "circular", "circular")


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({}, ("all", 1.0)),
        ({"is_must": True}, ("all", 1.0)),
        ({"is_must": False}, ("score", 0.7)),
        ({"rule": "score", "threshold": 0.5}, ("score", 0.5)),
        ({"rule": "count", "threshold": 9.0}, ("count", 1.0)),
    ],
)
def test_an_objective_counts_as_reached_as_it_says_or_as_its_kind_does(row, rule):
    snapshot = company().more(objective=[{"key": "O1", "name": "a", "due_on": DUE, "status": "open", **row}])
    (objective,) = model_of(snapshot).world.objectives
    assert (objective.rule, objective.threshold) == rule


def test_an_effect_lands_with_its_project():
    world = model_of(company().more(effect=[effect()], portfolio__finish_draw=finishing("P1", 50, 30, 40))).world
    assert list(world.projects[0].finish.finish) == [30, 40, 50]
    assert [(e.source, e.measure, e.likely, e.basis) for e in world.effects] == [("P1", "KR1", 5.0, "declared")]


def test_a_project_that_is_over_finished_when_its_last_report_says():
    report = {"project": "P1", "at": ON - timedelta(days=10), "status": "done", "finish_on": ON - timedelta(days=20)}
    snapshot = company().more(
        effect=[effect()], project_report=[report], portfolio__project_facts=[{"project": "P1", "life": "done", "report_count": 1}]
    )
    (project,) = model_of(snapshot).world.projects
    assert (project.is_over, list(project.finish.finish)) == (True, [-20.0])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (effect(), "effect_no_landing"),
        (effect(source="P9"), "effect_unknown_source"),
        (effect(kpi="K9"), "effect_unknown_kpi"),
        (effect(source_kind="risk", source="R1"), "effect_unknown_source"),
        (effect(likely=9.0), "effect_out_of_order"),
    ],
)
def test_an_effect_that_cannot_be_counted_says_why(row, expected):
    assert [reason for _, reason in gaps(company().more(effect=[row]))] == [expected]
    assert expected in LEFT_OUT


def test_an_effect_on_a_kpi_that_no_objective_follows_is_told():
    more = company().more(kpi=[{"key": "K1", "name": "a", "direction": "up"}, {"key": "K2", "name": "b"}])
    assert gaps(more.more(effect=[effect(kpi="K2")], portfolio__finish_draw=finishing())) == [("P1", "effect_no_objective")]


def test_a_hazard_delays_its_projects_unless_a_report_tells_it_already():
    hazard = {"key": "H1", "title": "Strike", "happens_on": ON - timedelta(days=5), "projects": ["P1"], "delay_days": 21.0}
    snapshot = company().more(effect=[effect()], portfolio__finish_draw=finishing("P1", 30), hazard=[hazard])
    assert list(model_of(snapshot).world.projects[0].finish.finish) == [51]
    told = snapshot.more(project_report=[{"project": "P1", "at": ON, "status": "green"}])
    assert list(model_of(told).world.projects[0].finish.finish) == [30]


def test_missing_hands_push_a_project_planned_by_its_tasks():
    week = ON + timedelta(days=5)
    snapshot = company().more(
        effect=[effect()],
        portfolio__finish_draw=finishing("P1", 30),
        portfolio__project_finish=[{"project": "P1", "method": "tasks", "due_on": date(2026, 9, 1)}],
        portfolio__skill_load=[{"skill": "s", "unit": "", "starts_on": week, "load": 2.0}],
        allocation=[{"project": "P1", "skill": "s", "starts_on": week, "hours": 40.0}],
    )
    (project,) = model_of(snapshot).world.projects
    assert (project.short_days, list(project.finish.finish)) == (3.5, [33.5])  # half of one week's hours is left to do later


def test_projects_that_wait_for_each_other_in_a_circle_wait_for_nobody():
    pairs = [{"kind": "precedes", "project": "P1", "other": "P2"}, {"kind": "precedes", "project": "P2", "other": "P1"}]
    snapshot = company().more(effect=[effect()], portfolio__finish_draw=finishing(), constraint=pairs)
    assert model_of(snapshot).world.projects[0].after == ()
    assert gaps(snapshot) == [("P1", "precedence_loop"), ("P2", "precedence_loop")]


def assumption(**changed: object) -> dict[str, object]:
    return {"key": "A1", "statement": "Calm", "kpi": "K1", "holds_when": "above", "threshold": 55.0, "objectives": ["O1"], **changed}


def test_an_assumption_past_its_threshold_is_no_longer_taken_for_granted():
    model = model_of(
        company().more(assumption=[assumption()], performance__kpi_forecast=forecast() + forecast(at=ON + timedelta(days=200)))
    )
    assert [one.state for one in model.standing] == ["broken"]
    assert [part.key for part in model.world.objectives[0].parts] == ["KR1", "assumption:A1:O1"]
    assert [part.key for part in model.taken.objectives[0].parts] == ["KR1"]


def test_an_assumption_that_holds_changes_nothing():
    model = model_of(company().more(assumption=[assumption(threshold=10.0)]))
    assert [one.state for one in model.standing] == ["holds"]
    assert model.world is model.taken


def test_an_assumption_likely_to_break_is_told_before_it_does():
    model = model_of(
        company().more(assumption=[assumption(threshold=49.0, review_on=DUE)], performance__kpi_forecast=forecast(low=30, high=50))
    )
    assert [(one.state, round(one.break_chance, 2)) for one in model.standing] == [("likely", 0.86)]


def test_ahead_of_its_date_a_key_result_is_to_be_where_its_path_says():
    snapshot = company(starts_on=ON, baseline=50.0, target=60.0).more(
        performance__kpi_forecast=forecast(at=ON + timedelta(days=90)) + forecast()
    )
    (measure,) = horizon_world(model_of(snapshot), 90).measures
    assert (measure.at_days, measure.target) == (90.0, pytest.approx(50 + 10 * 90 / 183))
