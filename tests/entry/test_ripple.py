"""A hazard shows what it would move before it is written: tasks, finishes, chances, money."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from pupitre.desk import changes, examine, ripple
from pupitre.desk.attainment import held
from pupitre.desk.rights import EVERYTHING
from pupitre.kernel import Money, Text
from pupitre.records.models import MODELS

TODAY = date(2026, 7, 1)
FIRST = date(2024, 7, 1)


@pytest.fixture
def simulated(company, monkeypatch):
    """The portal takes the answer from 40 hours to 20 when it finishes in September; the target is 25 by December."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: TODAY if value is None else real(value, zone))
    ends = {"starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31)}
    tasks = [
        ("T1", "Build", date(2026, 8, 3), date(2026, 8, 28)),
        ("T2", "Test", date(2026, 8, 31), date(2026, 9, 11)),
        ("T3", "Tidy", date(2026, 7, 6), date(2026, 7, 10)),
    ]
    rows = {
        "objective": [{"key": "OBJ-02", "name": "One tool", "axis": "AX1", "unit": "DSI", "status": "open", **ends}],
        "kpi": [{"key": "K-2", "name": "Answer", "measured_in": "h", "direction": "down", "aggregation": "last", "frequency": "month"}],
        "key_result": [{"key": "R-1", "objective": "OBJ-02", "kpi": "K-2", "baseline": 40.0, "target": 25.0, **ends}],
        "measure": [
            {
                "kpi": "K-2",
                "starts_on": FIRST + timedelta(30 * n),
                "ends_on": FIRST + timedelta(30 * n + 30),
                "value": 40.0 + (n * 7 % 5) - 2,
                "basis": "actual",
            }
            for n in range(24)
        ],
        "project": [{"key": "P-1", "name": "Portal", "unit": "DSI", "starts_on": date(2026, 6, 1), "due_on": date(2026, 9, 11)}],
        "task": [
            {"project": "P-1", "key": key, "name": name, "starts_on": start, "due_on": end, "likely_days": 15.0, "progress": 0.0}
            for key, name, start, end in tasks
        ],
        "task_link": [{"project": "P-1", "before": "T1", "after": "T2", "kind": "FS"}],
        "effect": [
            {"source_kind": "project", "source": "P-1", "kpi": "K-2", "low": -22.0, "likely": -20.0, "high": -18.0, "basis": "declared"}
        ],
    }
    changes.edit(rows, by="import", why=Text("Because"))
    examine.run(on=TODAY)


def moved(**more):
    given = {"projects": ["P-1"], "tasks": [], "days": 150.0, "cost": Decimal(40_000), "within": EVERYTHING, "on": TODAY}
    return ripple.ripple(held(), **{**given, **more})


def test_a_long_delay_moves_the_tasks_the_finish_and_the_chance(simulated):
    found = moved()
    (project,) = found.projects
    assert (project.after - project.before).days == 150
    assert {task.key for task in found.tasks} == {"T1", "T2", "T3"}
    assert {(task.after - task.before).days for task in found.tasks} == {150}
    (objective,) = found.objectives
    assert objective.objective == "OBJ-02"
    assert objective.gain < -0.5
    assert found.cost == Money(Decimal(40_000), "EUR")


def test_only_the_tasks_that_wait_for_those_named_move(simulated):
    assert [task.key for task in moved(tasks=["T1"]).tasks] == ["T1", "T2"]
    assert [task.key for task in moved(tasks=["T3"]).tasks] == ["T3"]


def test_a_task_that_never_holds_the_finish_moves_nothing_else(simulated):
    found = moved(tasks=["nothing"])
    assert (found.days, found.tasks, found.objectives) == (0.0, (), ())


def test_what_has_begun_before_the_day_does_not_move_unless_it_is_named(simulated):
    assert {task.key for task in moved(happens_on=date(2026, 8, 10)).tasks} == {"T2"}
    assert [task.key for task in moved(happens_on=date(2026, 8, 10), tasks=["T1"]).tasks] == ["T1", "T2"]
    assert moved(happens_on=date(2028, 1, 1)).projects == ()


def test_nothing_is_concluded_from_a_form_that_could_not_be_saved(claire, simulated):
    right = {"title": "Late", "projects": "P-1", "delay_days": "150", "preview": "1"}
    for wrong in ({"title": ""}, {"projects": "NOPE"}, {"cost": "plenty"}):
        text = plain(claire.post("/en/objects/new/hazard/", right | wrong))
        assert "once the fields above are right" in text
        assert "No chance of an objective" not in text


def test_once_added_its_page_opens_with_what_it_moves(claire, simulated):
    said = {"title": "Supplier late", "projects": "P-1", "delay_days": "150"}
    assert "What it would move" in plain(claire.post("/en/objects/new/hazard/", said, follow=True))


def test_without_a_delay_no_chance_moves(simulated):
    assert moved(days=0.0).objectives == ()


def plain(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", unescape(text).replace("\u202f", " ").replace("\xa0", " "))


def test_the_form_shows_it_before_anything_is_written(claire, simulated):
    said = {"title": "Supplier late", "projects": "P-1", "delay_days": "150", "cost": "40 000", "preview": "1"}
    text = plain(claire.post("/en/objects/new/hazard/", said))
    assert "What it would move" in text
    assert re.search(r"One tool \d+ points less: from \d+% to", text)
    assert "Cost announced €40k" in text
    part = claire.post("/en/objects/new/hazard/", said, headers={"HX-Request": "true", "HX-Target": "ripple"})
    assert part.content.decode().lstrip().startswith('<div id="ripple"')
    assert MODELS["hazard"].objects.count() == 0


def test_without_an_examination_it_says_what_it_can(claire):
    text = plain(claire.post("/fr/objects/new/hazard/", {"title": "X", "projects": "P-1", "delay_days": "21", "preview": "1"}))
    assert "Portal fin probable inconnue" in text
    assert "Aucune probabilité d’objectif ne bouge plus que le hasard." in text
    assert "Aucun montant n’est connu." in text


def test_a_form_of_another_kind_has_no_such_button(claire):
    assert "preview" not in claire.get("/en/objects/new/project/").content.decode()
