"""The word attain: the probabilities of a home, what changes would do, refusals in words."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from pupitre.cli import main
from pupitre.desk import changes
from pupitre.kernel import Text


@pytest.fixture
def home(db, settings, tmp_path, monkeypatch):
    """A home of one objective, told by a KPI that was read for 40 weeks, and another without key result."""
    monkeypatch.setenv("PUPITRE_HOME", str(tmp_path))
    settings.HOME = tmp_path
    main(["init", "--home", str(tmp_path), "--name", "Acme", "--currency", "EUR", "--language", "en"])
    day = timezone.localdate()
    due = day + timedelta(days=100)
    weeks = [
        {"kpi": "K1", "starts_on": day - timedelta(days=7 * at), "ends_on": day - timedelta(days=7 * at - 7)} for at in range(40, 0, -1)
    ]
    changes.edit(
        {
            "objective": [
                {"key": "O1", "name": "Deliver on time", "status": "open", "starts_on": day - timedelta(days=100), "due_on": due},
                {"key": "O2", "name": "Grow", "status": "open", "due_on": due},
            ],
            "kpi": [{"key": "K1", "name": "On time", "direction": "up", "frequency": "week"}],
            "key_result": [{"key": "KR1", "objective": "O1", "kpi": "K1", "baseline": 40.0, "target": 51.0}],
            "measure": [{**week, "value": 50.0 + at % 3} for at, week in enumerate(weeks)],
        },
        by="a",
        why=Text("Because"),
    )
    return tmp_path


def printed(capsys, *words: str) -> dict:
    capsys.readouterr()
    assert main(["attain", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_it_examines_first_then_tells_each_objective_or_why_not(home, capsys):
    said = printed(capsys, "--home", str(home), "--json")
    assert said["schema"] == "pupitre.attain/1"
    first, second = said["objectives"]
    assert 0 < first["low"] <= first["chance"] <= first["high"] < 1
    assert first["dependence"]["0.2"] == first["chance"]
    assert set(first["families"]) == {"trend", "lateness", "weak_effects", "risks", "capacity", "dependencies"}
    (result,) = first["key_results"]
    fall = result["waterfall"]
    assert fall["gap"] == pytest.approx(sum(fall[name] for name in fall if name != "gap"), abs=1e-9)
    assert [one["horizon_days"] for one in first["horizons"]] == [90, 0]
    assert (second["chance"], second["reason"]) == (None, "no_key_result")


def test_changes_of_a_file_are_supposed(home, capsys, tmp_path):
    file = tmp_path / "changes.json"
    file.write_text(json.dumps([{"do": "shift", "kpi": "K1", "by": 5}]))
    (objective,) = printed(capsys, "--home", str(home), "--json", "--what-if", str(file))["what_if"]["objectives"]
    assert objective["after"] > objective["before"]


@pytest.mark.parametrize("content", ["not JSON", "{}", '["cancel"]', '[{"do": "cancel", "project": "P9"}]'])
def test_a_file_that_cannot_be_read_is_refused_in_words(home, capsys, tmp_path, content):
    file = tmp_path / "changes.json"
    file.write_text(content)
    assert main(["attain", "--home", str(home), "--what-if", str(file)]) == 1
    assert capsys.readouterr().err.strip()


def test_a_missing_file_is_refused(home, capsys):
    assert main(["attain", "--home", str(home), "--what-if", "nowhere.json"]) == 1
    assert "cannot be read" in capsys.readouterr().err
