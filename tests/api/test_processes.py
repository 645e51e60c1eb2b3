"""Processes asked by programs: what is written of them, what their logs say, what improvements are proved to change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from pupitre.desk import changes, derived, examine
from pupitre.domains.processes import DOMAIN
from pupitre.domains.processes.inputs import PUBLISHES
from pupitre.domains.processes.tests.company import ON, many, process, table
from pupitre.kernel import Text
from pupitre.records.models import ExaminationRun
from pupitre.tables.rows import derived_table

STRAIGHT = (("Order", 0, 0.1), ("Make", 1, 0.5), ("Check", 6, 0.5), ("Ship", 1, 0.1))
BACK = (("Order", 0, 0.1), ("Make", 1, 0.5), ("Check", 6, 0.5), ("Make", 1, 0.5), ("Check", 1, 0.5), ("Ship", 1, 0.1))
PROVED = {"improvement": "improvement-OWN", "process": "P", "verdict": "works", "change_share": -0.24, "low_90": -0.29, "high_90": -0.2}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: ON if value is None else real(value, zone))


@pytest.fixture
def works(company):
    """Forty straight orders of family A and ten of family K that go back once, in the first department; examined."""
    events = many(40, *STRAIGHT, prefix="A", family="A") + many(10, *BACK, prefix="K", family="K")
    rows = {
        "process": [process(name="Orders", unit="OWN", owner="person-OWN", target_days=5.0)],
        "event": events,
    }
    changes.commit({name: table(name, listed) for name, listed in rows.items()}, by="Ana", why=Text("Because"), source=None)
    examine.run(on=ON, cards=[DOMAIN])


def test_a_process_is_listed_with_what_its_log_says(program, works):
    items = {one["key"]: one for one in program().read("/processes")["items"]}
    log = items["P"]["log"]
    assert (items["P"]["name"], items["P"]["target_days"]) == ("Orders", 5.0)
    assert (log["case_count"], log["event_count"], log["variant_count"], log["reason"]) == (50, 220, 2, None)
    # 40 orders take 9.1 days from the end of their first step, 10 take 12.1: 485 in all, of which 310 before Check.
    assert log["waits_most"]["activity"] == "Check"
    assert log["waits_most"]["wait_share"] == pytest.approx(310 / 485)
    assert items["process-OWN"]["log"]["reason_said"] == "No event of this process is loaded."


def test_what_waiting_costs_in_a_year_is_told_with_its_currency(program, company):
    run = ExaminationRun.objects.create(on=ON, seed=1, known=0, started_at=timezone.now(), state="done")
    log = {"process": "process-OWN", "case_count": 9, "event_count": 20, "late_days_year": 40.5, "late_cost_year": Decimal(810)}
    step = {"process": "process-OWN", "activity": "Check", "wait_share": 0.4, "lost_days_year": 30.0, "lost_cost_year": Decimal(600)}
    for name, row in (("processes.overview", log), ("processes.step", step)):
        derived.keep(run, name, derived_table(PUBLISHES[name], [row]))
    told = program().read("/processes/process-OWN")["log"]
    assert (told["late_days_year"], told["late_cost_year"]["amount"]) == (40.5, "810.00")
    assert told["waits_most"]["lost_cost_year"]["amount"] == "600.00"


def test_before_an_examination_a_process_has_no_log(program, company):
    p = program()
    assert p.read("/processes/process-OWN")["log"] is None
    assert p.read("/improvements/improvement-OWN")["proof"] is None


def test_an_improvement_is_told_with_its_verdict(program, company):
    run = ExaminationRun.objects.create(on=ON, seed=1, known=0, started_at=timezone.now(), state="done")
    told = {**PROVED, "target_share": -0.2, "is_target_reached": True, "before_cases": 400, "after_cases": 90}
    derived.keep(run, "processes.improvement", derived_table(PUBLISHES["processes.improvement"], [told]))
    listed = program().read("/improvements?process=process-OWN")
    proof = listed["items"][0]["proof"]
    assert (listed["total"], proof["verdict"], proof["is_target_reached"]) == (1, "works", True)
    assert (proof["change_share"], proof["low_90"], proof["high_90"], proof["reason_said"]) == (-0.24, -0.29, -0.2, None)


def test_an_improvement_that_nothing_measures_says_why_in_both_languages(program, works):
    changes.edit({"improvement": [{"key": "I", "title": "One queue", "process": "P"}]}, by="Ana", why=Text("x"))
    examine.run(on=ON, cards=[DOMAIN])
    p = program()
    proof = p.read("/improvements/I")["proof"]
    assert (proof["verdict"], proof["change_share"], proof["reason"]) == ("cannot_tell", None, "no_start")
    assert proof["reason_said"] == "Nothing says from when it is in force."
    p.headers["Accept-Language"] = "fr"
    assert p.read("/improvements/I")["proof"]["reason_said"] not in ("", proof["reason_said"])


def test_the_findings_about_a_process_are_asked_by_its_key(program, works):
    p = program()
    rules = {one["rule"] for one in p.read("/findings?subject=process:P")["items"]}
    assert "processes.bottleneck" in rules
    assert p.read("/findings?subject=process:NONE")["total"] == 0
    assert p.read("/findings?subject=P")["total"] == 0


def test_the_map_gives_its_steps_its_edges_its_ends_and_its_paths(program, works):
    flow = program().read("/processes/P/flow")
    assert (flow["process"], flow["figures"]["case_count"], flow["figures"]["variant_count"]) == ("P", 50, 2)
    edges = {(one["from"], one["to"]): one for one in flow["edges"]}
    assert {pair: one["count"] for pair, one in edges.items()} == {
        ("Order", "Make"): 50,
        ("Make", "Check"): 60,
        ("Check", "Ship"): 50,
        ("Check", "Make"): 10,
    }
    # From the end of one to the end of the other: a day of wait and half a day of work.
    assert edges["Check", "Make"]["mean_days"] == pytest.approx(1.5)
    assert flow["starts"] == [{"activity": "Order", "case_count": 50}]
    assert flow["ends"] == [{"activity": "Ship", "case_count": 50}]
    assert [(one["path"], one["case_count"]) for one in flow["variants"]] == [
        (["Order", "Make", "Check", "Ship"], 40),
        (["Order", "Make", "Check", "Make", "Check", "Ship"], 10),
    ]
    assert {one["activity"]: one["event_count"] for one in flow["steps"]} == {"Order": 50, "Make": 60, "Check": 60, "Ship": 50}


KEPT = {
    "of=family%3DK": 10,
    "of=family%3DK&of=family%3DA": 50,
    "path=Check%20%E2%86%92%20Make": 10,
    "through=Make&without=Ship": 0,
    "top=1": 40,
    "since=2199-01-01": 0,
    "until=2199-01-01": 50,
}


def test_the_map_is_narrowed_by_the_words_of_the_page(program, works):
    p = program()
    for asked, cases in KEPT.items():
        flow = p.read(f"/processes/P/flow?{asked}")
        assert flow["figures"]["case_count"] == cases, asked
        assert sum(one["case_count"] for one in flow["starts"]) == cases, asked


def test_a_choice_that_the_log_does_not_know_is_refused_where_it_stands(program, works):
    p = program()
    for asked in ("through=Nothing", "of=colour%3Dred", "of=red", "path=Ship", "since=soon", "top=0", "without=Nothing"):
        refused = p.ask("GET", f"/processes/P/flow?{asked}")
        assert (refused.status_code, refused.json()["where"]["field"]) == (422, asked.partition("=")[0])


def test_what_cases_may_be_chosen_by_is_listed_and_named_by_a_refusal(program, works):
    p = program()
    (family,) = p.read("/processes/P/attributes")
    assert family == {"name": "family", "values": [{"value": "A", "case_count": 40}, {"value": "K", "case_count": 10}]}
    assert "/processes/{key}/attributes" in p.ask("GET", "/processes/P/flow?of=colour%3Dred").json()["mend"]
    assert p.read("/processes/process-OWN/attributes") == []
    assert program("member").ask("GET", "/processes/process-FAR/attributes").status_code == 404


def test_a_process_without_a_log_has_an_empty_map_that_says_why(program, company):
    flow = program().read("/processes/process-OWN/flow")
    assert (flow["edges"], flow["starts"], flow["variants"]) == ([], [], [])
    assert (flow["figures"]["case_count"], flow["figures"]["reason_said"]) == (0, "No event of this process is loaded.")


def test_a_foreign_process_answers_as_an_unknown_one(program, works):
    member = program("member")
    foreign, unknown = (member.ask("GET", f"/processes/process-{side}/flow") for side in ("FAR", "NONE"))
    assert (foreign.status_code, foreign.content) == (404, unknown.content)
    assert {one["key"] for one in member.read("/processes")["items"]} == {"P", "process-OWN"}
    assert {one["key"] for one in member.read("/improvements")["items"]} == {"improvement-OWN"}
    assert member.read("/processes/P/flow")["figures"]["case_count"] == 50


def test_nothing_of_the_map_names_a_case_or_a_person(program, works):
    answer = program().ask("GET", "/processes/P/flow").content.decode()
    assert "A000" not in answer
    assert "resource" not in answer


def test_a_process_is_added_changed_and_removed(program, company):
    p = program()
    body = {"name": "Quotes", "unit": "OWN", "kpis": ["kpi-OWN"], "target_days": 3.0, "systems": ["CRM"]}
    made = p.ask("POST", "/processes", body)
    assert made.status_code == 201, made.content
    path = made["Location"].removeprefix("/api/v1")
    changed = p.ask("PATCH", path, {"target_days": 2.0}, **{"If-Match": made["ETag"]})
    assert (changed.status_code, changed.json()["target_days"], changed.json()["log"]) == (200, 2.0, None)
    assert p.ask("DELETE", path, **{"If-Match": changed["ETag"]}).status_code == 200
    assert p.ask("GET", path).status_code == 404


def test_an_address_of_processes_asks_the_database_at_most_twelve_times(program, works, django_assert_max_num_queries):
    p = program()
    for path in ("/processes", "/processes/P", "/processes/P/flow", "/improvements", "/findings?subject=process:P"):
        p.read(path)
        with django_assert_max_num_queries(12):
            p.read(path)
