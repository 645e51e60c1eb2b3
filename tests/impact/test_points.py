"""What settling a finding adds to the objectives comes from the causes tested, by what the finding is about."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from pupitre.impact.inputs import PUBLISHES
from pupitre.impact.points import causes_of
from pupitre.kernel import Evidence, Finding, Subject, Text
from pupitre.tables.rows import derived_table


def cause(kind: str, key: str, family: str, gain: float, *, objective: str = "O1", noise: bool = False) -> dict[str, object]:
    return {"objective": objective, "kind": kind, "key": key, "family": family, "gain": gain, "error": 0.01, "is_noise": noise}


def causes(*rows: dict[str, object]):
    outlook = derived_table(PUBLISHES["impact.measure_outlook"], [{"key_result": "KR1", "objective": "O1", "kpi": "K1"}])
    weight = pa.table({"objective": ["O1", "O2"], "weight": [0.5, 0.1]})
    return causes_of(derived_table(PUBLISHES["impact.cause"], rows), outlook, weight)


def about(*subjects: Subject, rule: str = "x.y") -> Finding:
    evidence = Evidence("project", (("P1",),), ("key",), (("P1",),))
    return Finding(rule, subjects, Text("x"), (evidence,), date(2026, 1, 1))


def test_a_finding_about_a_project_gets_the_points_of_its_causes_the_largest_first():
    known = causes(cause("project", "P1", "lateness", 0.05), cause("project", "P1", "lateness", 0.12, objective="O2"))
    points = known.points(about(Subject("project", "P1")))
    assert list(points.items()) == [("O2", 0.12), ("O1", 0.05)]
    assert known.weighed(points) == pytest.approx(0.12 * 0.1 + 0.05 * 0.5)


def test_a_cause_that_does_not_stand_out_gives_no_points():
    assert causes(cause("project", "P1", "lateness", 0.05, noise=True)).points(about(Subject("project", "P1"))) == {}


def test_a_finding_about_a_kpi_gets_the_points_of_its_key_results():
    assert causes(cause("measure", "KR1", "trend", 0.2)).points(about(Subject("kpi", "K1"))) == {"O1": 0.2}


def test_several_subjects_count_the_largest_gain_not_their_sum():
    known = causes(cause("project", "P1", "lateness", 0.05), cause("project", "P2", "lateness", 0.07))
    assert known.points(about(Subject("project", "P1"), Subject("project", "P2"))) == {"O1": 0.07}


def test_a_rule_about_money_gives_no_points():
    known = causes(cause("project", "P1", "lateness", 0.05))
    assert known.points(about(Subject("project", "P1"), rule="portfolio.cost_drift")) == {}


def test_an_overload_gets_what_capacity_costs_not_weak_effects():
    known = causes(cause("project", "P1", "weak_effects", 0.3), cause("project", "P1", "capacity", 0.1))
    assert known.points(about(Subject("project", "P1"), rule="portfolio.overloaded_skill")) == {"O1": 0.1}


def test_a_finding_about_an_objective_is_worth_its_first_cause():
    known = causes(cause("project", "P1", "lateness", 0.05), cause("risk", "R1", "risks", 0.02))
    assert known.points(about(Subject("objective", "O1"))) == {"O1": 0.05}


def test_a_broken_assumption_is_worth_what_its_objective_lost_not_another_cause():
    state = Evidence("impact.assumption_state", (("A1", "O1"),), ("state", "chance_taken", "chance"), (("broken", 0.80, 0.22),))
    found = Finding("impact.broken_assumption", (Subject("objective", "O1"),), Text("x"), (state,), date(2026, 1, 1))
    assert causes(cause("project", "P1", "lateness", 0.18)).points(found) == {"O1": pytest.approx(0.58)}
