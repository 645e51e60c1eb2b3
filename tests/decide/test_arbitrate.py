"""Screen 12: what it shows, refuses, and shows with no data; the limits kept and the plan turned into a decision."""

from __future__ import annotations

import json
from datetime import date

import pyarrow as pa
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.decide.conftest import TODAY

from pupitre.desk import arbitration, background, changes, examine
from pupitre.desk.arbitration import asking
from pupitre.desk.arbitration.wire import document
from pupitre.kernel import InputError, Text
from pupitre.records.models import MODELS

WHY = Text("x")
ADDRESS = "/en/decide/trade-offs/"


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def weighed(company, monkeypatch):
    """An objective with three running projects whose effects are declared, a fourth without any, examined."""
    months = [date(2024 + at // 12, at % 12 + 1, 1) for at in range(2, 27)]
    values = [24.0 - 0.05 * at + (at * 7 % 5) / 5 for at in range(24)]
    read = {"kpi": ["K-1"] * 24, "unit": [""] * 24, "starts_on": months[:24], "ends_on": months[1:], "value": values}
    costs = {"P-1": 90_000, "P-2": 40_000, "P-3": 30_000, "P-4": 25_000}
    due, end = date(2026, 9, 30), date(2026, 6, 30)
    reports = [
        {"project": key, "at": at, "status": "green", "progress": 0.1 * n, "finish_on": end, "spent": 2_000 * n, "currency": "EUR"}
        for key in costs
        for n, at in enumerate((date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)), 2)
    ]
    sizes = {"P-1": -2.0, "P-2": -1.5, "P-3": -0.2}
    rows: dict[str, list[dict[str, object]]] = {
        "objective": [{"key": "O-1", "name": "Deliver sooner", "due_on": due, "status": "open"}],
        "key_result": [{"key": "KR-1", "objective": "O-1", "kpi": "K-1", "baseline": 24.0, "target": 20.0, "due_on": due}],
        "project": [
            {"key": key, "name": f"Project {key}", "starts_on": date(2025, 9, 1), "due_on": end, "budget": cost, "currency": "EUR"}
            for key, cost in costs.items()
        ],
        "project_report": reports,
        "effect": [
            {"source_kind": "project", "source": key, "kpi": "K-1", "unit": "", "low": 1.5 * by, "likely": by, "high": by / 2}
            for key, by in sizes.items()
        ],
    }
    changes.edit(rows, by="Ana", why=WHY)
    changes.commit({"measure": pa.table(read)}, by="Ana", why=WHY)
    examine.run(on=TODAY)
    monkeypatch.setattr(asking, "PATIENCE", 60.0)


def asked(client, query: str = "") -> str:
    answer = client.get(ADDRESS + query)
    if b'id="far"' in answer.content:
        background.finish()
        answer = client.get(ADDRESS + query)
    return text_of(answer)


def test_without_objectives_the_page_says_what_it_needs(signed, home):
    assert "No objective has a probability yet" in text_of(signed().get(ADDRESS))


def test_without_effects_the_page_says_what_to_declare(signed, weighed):
    MODELS["effect"].objects.all().delete()
    examine.run(on=TODAY)
    assert "No running project says which KPI it moves" in text_of(signed().get(ADDRESS))


def test_the_page_sets_today_beside_the_best_plan(signed, weighed):
    client = signed()
    shown = asked(client)
    assert "No limit is declared" in shown
    assert "Project P-4" in shown.split("Not weighed")[1]
    tight = asked(client, "?limit-all-money=60000")
    assert "Today's plan passes the budget" in tight.replace("&#x27;", "'")
    assert "nothing is written yet" in tight
    assert "In no good plan" in tight
    assert "/en/decide/new/?question=" in tight


def test_the_questions_do_not_grow_with_the_projects(signed, weighed):
    client = signed()
    asked(client)
    with CaptureQueriesContext(connection) as questions:
        client.get(ADDRESS)
    assert len(questions) <= 21


def test_a_limit_that_cannot_be_read_is_told_beside_its_field(signed, weighed):
    client = signed()
    shown = asked(client, "?limit-all-money=plenty")
    assert 'aria-invalid="true" autofocus' in shown
    assert 'value="plenty"' in shown
    assert "A limit you typed was refused" in shown
    assert "never below 0" in asked(client, "?limit-all-money=-5")


def test_contradictory_limits_are_said_in_words(signed, weighed):
    changes.edit({"constraint": [{"kind": "mandatory", "project": "P-1"}]}, by="Ana", why=WHY)
    shown = asked(signed(), "?limit-all-money=40000")
    assert "No plan respects all these limits" in shown
    assert "Project P-1 must be run" in shown


def test_an_unknown_project_is_refused(signed, weighed):
    assert signed().get(ADDRESS + "?keep=NOPE").status_code == 400


def test_a_role_bound_to_its_departments_sees_no_project_of_others(signed, weighed):
    shown = text_of(signed(role="head", units=["OPS"]).get(ADDRESS))
    assert "the direction sees them" in shown
    assert "Project P-2" not in shown


def test_typed_limits_are_kept_as_one_change_that_can_be_undone(signed, weighed):
    client = signed()
    answer = client.post("/en/decide/trade-offs/limits/", {"limit-all-money": "120 000"}, follow=True)
    kept = MODELS["limit"].objects.get()
    assert (kept.kind, kept.value) == ("budget", 120_000.0)
    assert "/undo/" in answer.content.decode()
    client.post("/en/decide/trade-offs/limits/", {f"limit-{kept.key}": "130000"})
    assert MODELS["limit"].objects.get().value == 130_000.0


def test_a_limit_a_rule_and_a_way_are_made_by_hand(signed, weighed):
    client = signed()
    client.post("/en/objects/new/limit/", {"kind": "skill_hours", "value": "400"})
    client.post("/en/objects/new/constraint/", {"kind": "excludes", "project": "P-1", "other": "P-2"})
    way = {"project": "P-1", "name": "Two more people", "cost": "12 k", "days": "-30", "effect_share": "100"}
    client.post("/en/objects/new/mode/", way)
    assert MODELS["limit"].objects.get().value == 400.0
    assert MODELS["constraint"].objects.get().other == "P-2"
    assert MODELS["mode"].objects.get().days == -30.0


def test_the_command_and_the_page_give_the_same_answer(weighed):
    ground = arbitration.ground(on=TODAY)
    ready = arbitration.solve(ground, arbitration.Wanted(budget=60_000.0, points=4))
    told = json.loads(json.dumps(document(ready, "en")))
    assert told["schema"] == "pupitre.arbitrate/1"
    assert told["best"]["broken"] == []
    assert told["best"]["cost"] + sum(one["cost"] for one in told["not_judged"]) <= 60_000
    assert {one["project"] for one in told["projects"]} == {"P-1", "P-2", "P-3"}
    assert told["current"]["broken"][0]["limit"] == "all-money"


def test_what_is_asked_of_nothing_known_is_refused(weighed):
    ground = arbitration.ground(on=TODAY)
    for wanted in (
        arbitration.Wanted(limits=(("NOPE", 1.0),)),
        arbitration.Wanted(out=frozenset({"NOPE"})),
        arbitration.Wanted(keep=frozenset({"P-1"}), out=frozenset({"P-1"})),
    ):
        with pytest.raises(InputError):
            arbitration.solve(ground, wanted)
