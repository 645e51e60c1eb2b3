"""Decisions that improvements carry out are judged by what the logs of their processes prove."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from tests.impact.model_rows import ON, Given

from pupitre.impact.effects import effects
from pupitre.kernel import Subject
from pupitre.words import render

PAST = ON - timedelta(days=90)
AIMED = {"key": "I1", "title": "Kanban", "process": "P", "decision": "D1", "starts_on": PAST, "target_share": -0.2}
UNTOLD = {"verdict": "cannot_tell", "method": None, "change_share": None, "low_90": None, "high_90": None, "is_target_reached": None}
PROVED = {"process": "P", "method": "interrupted_series", "low_90": -0.18, "high_90": -0.04, "change_share": -0.12, "smallest_share": -0.08}


def judged(*, decision: dict | None = None, improvement: dict | None = None, **proof):
    """Return what is said of a decision that an improvement of “Orders” carries out."""
    snapshot = Given(
        decision=[{"key": "D1", "title": "Kanban?", "status": "decided", "decided_on": PAST} | (decision or {})],
        process=[{"key": "P", "name": "Orders"}],
        improvement=[AIMED | (improvement or {})],
        processes__improvement=[{"improvement": "I1", "verdict": "works", "is_target_reached": False} | PROVED | proof],
    )
    return effects(snapshot)


def rows(found):
    return found[0]["impact.decision_effect"].to_pylist()


def test_its_verdict_its_range_and_its_target_enter_the_effects_of_decisions():
    (row,) = rows(judged())
    assert (row["decision"], row["improvement"], row["process"], row["kpi"]) == ("D1", "I1", "P", "")
    assert (row["verdict"], row["is_target_reached"], row["method"]) == ("works", False, "interrupted_series")
    assert (row["estimate"], row["low_90"], row["high_90"], row["smallest_visible"]) == (-0.12, -0.18, -0.04, -0.08)
    assert (row["expected_likely"], row["from_on"], row["reason"]) == (-0.2, PAST, None)


def test_one_that_works_is_no_finding_and_is_not_asked_for_a_kpi():
    _, findings, absent = judged()
    assert (findings, absent) == ((), ())


def test_one_that_harms_is_found_with_its_proof_and_its_cost():
    cost = {"cost": Decimal(1000), "currency": "EUR"}
    _, (found,), _ = judged(decision=cost, verdict="harmful", change_share=0.15, low_90=0.05, high_90=0.25)
    assert found.rule == "impact.harmful_decision"
    assert found.subjects == (Subject("decision", "D1"), Subject("improvement", "I1"), Subject("process", "P"))
    said = "“Kanban?” harms: the lead time of “Orders” is 15% longer than it would be without it (change between 5% and 25%)."
    assert render(found.text, "en") == said
    assert found.evidence[0].keys == (("D1", "", "", "I1"),)
    assert (found.stake.likely, found.stake.per) == (Decimal(1000), "once")
    assert "lead time" in render(found.options[0].effect, "en")


def test_one_that_changes_nothing_is_found():
    _, (found,), _ = judged(verdict="no_effect", change_share=0.0, low_90=-0.05, high_90=0.04)
    assert found.rule == "impact.decision_without_effect"
    assert "changes next to nothing in the lead time of “Orders”" in render(found.text, "en")


def test_one_that_the_log_does_not_measure_is_absent_with_its_reason():
    found = judged(
        verdict="cannot_tell", method=None, change_share=None, low_90=None, high_90=None, is_target_reached=None, reason="no_log"
    )
    (row,) = rows(found)
    assert (row["verdict"], row["method"], row["estimate"], row["reason"]) == ("cannot_tell", "none", None, "not_proved")
    (absent,) = found[2]
    assert (absent.kind, absent.key) == ("decision", "D1")
    assert "the log of “Orders” proves nothing" in render(absent.reason, "en")


def test_a_plan_a_dropped_decision_and_an_unknown_one_say_nothing():
    assert rows(judged(improvement={"starts_on": ON + timedelta(days=1)})) == []
    assert rows(judged(improvement={"starts_on": None})) == []
    assert rows(judged(decision={"status": "dropped"})) == []
    assert rows(judged(improvement={"decision": "D2"})) == []
    assert rows(judged(improvement={"decision": None})) == []
