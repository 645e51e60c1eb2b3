"""Logs of events loaded into a home: their processes, their persons, their faults, and what a second loading changes."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.compute as pc
import pytest
from tests.imports.conftest import ON

from pupitre.desk import imports, snapshot
from pupitre.desk.imports import Answers
from pupitre.sources.reader import read

LOGS = Path(__file__).parents[2] / "examples" / "logs"


def plan(*paths, **options):
    return imports.plan(paths, on=ON, reader=lambda path, given: read(path, options=given), **options)


def load(*paths, **options):
    return imports.commit(plan(*paths, **options), by="Ana")


def events():
    return snapshot.take(on=ON).table("event")


def test_an_export_of_a_workshop_becomes_events_of_a_process_named_after_it(home):
    load(LOGS / "atelier.csv")
    rows = events()
    assert rows.num_rows == 66
    assert pc.unique(rows.column("process")).to_pylist() == ["atelier"]
    assert sorted(pc.unique(rows.column("unit")).to_pylist()) == ["logistique", "montage", "qualite", "usinage"]
    assert sorted(set(map(str, rows.column("attributes").to_pylist()))) == ['{"Famille": "B"}', '{"Famille": "K"}']
    assert pc.max(rows.column("copy")).as_py() == 1


def test_who_did_a_step_is_stored_under_a_code_of_this_home_only(home, settings):
    load(LOGS / "atelier.csv")
    codes = pc.unique(events().column("resource")).drop_null().to_pylist()
    assert len(codes) == 3
    assert all(code.startswith("R-") for code in codes)
    everywhere = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"MARTIN" not in everywhere
    settings.SECRET_KEY = "another home"
    other = plan(LOGS / "atelier.csv").parts[0].tables["event"]
    assert not set(codes) & set(other.column("resource").to_pylist())


def test_loading_the_same_log_again_changes_nothing(home):
    load(LOGS / "atelier.csv")
    again = plan(LOGS / "atelier.csv")
    assert (again.counts["event"].created, again.counts["event"].updated, again.counts["event"].unchanged) == (0, 0, 66)


def test_a_line_without_its_date_is_refused_and_said(home):
    (file,) = plan(LOGS / "atelier.csv").files
    assert (file.rows_read, file.rows_refused) == (67, 1)
    assert [problem.where.row for problem in file.problems if problem.severity == "refused"] == [67]


def test_the_faults_of_a_log_of_xes_are_problems_of_its_file(home):
    (file,) = plan(LOGS / "claims.xes.gz").files
    assert {problem.rule for problem in file.problems} == {
        "log.other_lifecycle",
        "log.pair",
        "log.start_without_end",
        "log.end_without_start",
    }
    load(LOGS / "claims.xes.gz")
    rows = events()
    assert (rows.num_rows, rows.column("start").null_count) == (19, 1)
    assert pc.unique(rows.column("process")).to_pylist() == ["claims"]


def test_one_kind_of_object_is_the_case_and_another_can_be_chosen(home):
    first = plan(LOGS / "purchases.ocel.json")
    assert first.open == ()
    (question,) = [one for one in first.questions if one.code == "objects"]
    assert (question.assumption, [choice.code for choice in question.choices]) == ("order", ["order", "line", "order,line"])
    load(LOGS / "purchases.ocel.json", answers=Answers({}, {"purchases.ocel.json": {"objects:-": "order,line"}}))
    rows = events()
    counts = {row["values"]: row["counts"] for row in pc.value_counts(rows.column("process")).to_pylist()}
    assert counts == {"purchases-line": 16, "purchases-order": 12}
    orders = rows.filter(pc.equal(rows.column("process"), "purchases-order"))
    assert set(map(str, orders.column("attributes").to_pylist())) == {'{"supplier": "S1"}', '{"supplier": "S2"}'}
    names = snapshot.take(on=ON).table("process").column("name").to_pylist()
    assert sorted(names) == ["Purchases/line", "Purchases/order"]


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "processus.csv"
    path.write_text("Code;Processus;Pilote;Délai cible (jours)\nP2P;Achats;Anne Roy;12\nO2C;Ventes;Luc Petit;20\n", encoding="utf-8")
    return path


def test_a_log_joins_the_process_of_the_register_that_its_name_tells(home, register, tmp_path):
    log = tmp_path / "achats_2026-03.xes"
    log.write_bytes((LOGS / "claims.xes").read_bytes())
    load(register, log)
    assert pc.unique(events().column("process")).to_pylist() == ["P2P"]


def test_a_log_that_tells_none_of_them_is_asked_about_and_the_answer_is_remembered(home, register):
    first = plan(register, LOGS / "atelier.csv")
    assert [one.code for one in first.open] == ["process"]
    answers = Answers({}, {"atelier.csv": {"process:-": "O2C"}})
    load(register, LOGS / "atelier.csv", answers=answers)
    assert pc.unique(events().column("process")).to_pylist() == ["O2C"]
    assert plan(LOGS / "atelier.csv").open == ()


def test_what_changes_from_event_to_event_is_not_said_of_the_case(home, tmp_path):
    lines = ["Case ID;Activity;Start;End;User;Family;Weight"]
    for n in range(3_003):
        day, minute = f"2026-01-{1 + n % 28:02d}", f"{n % 60:02d}"
        lines.append(f"{n // 11};Step {n % 11};{day} 08:{minute};{day} 09:{minute};U{n % 40};F{n // 11 % 5};{n}")
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(lines) + "\n")
    load(path)
    rows = events()
    assert rows.num_rows == 3_003
    assert json.loads(rows.column("attributes")[0].as_py()) == {"Family": "F0"}
    assert set(json.loads(rows.column("extra")[0].as_py())) == {"Weight"}
