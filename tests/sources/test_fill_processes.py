"""Processes filled in: their register, their events, their rules, what makes them better."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
from tests.sources.filling import context, lists, read

from pupitre.sources.fill import fill
from pupitre.sources.fill.hours import hours_of, weekdays_of
from pupitre.sources.fill.processes import name_of_file

MOMENT = pa.timestamp("us", tz="UTC")
SECRET = b"the secret of a home"


def at(*hours):
    """Return moments of the 2nd of March 2026."""
    return pa.array([None if hour is None else datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in hours], MOMENT)


def log(**columns):
    """Return four events of two cases."""
    given = {"case": ["1", "1", "2", "2"], "activity": ["Ask", "Pay", "Ask", "Pay"], "at": at(8, 9, 10, 11)}
    return read("events", **(given | columns))


def rows(filled, table="event"):
    return filled.tables[table].to_pylist()


def test_events_without_a_process_are_of_the_one_that_the_file_is_named_after():
    filled = fill(log(), context(file="export_achats_2026-03.csv"))
    assert rows(filled, "process")[0] | {} == {**rows(filled, "process")[0], "key": "achats", "name": "Achats"}
    assert {row["process"] for row in rows(filled)} == {"achats"}
    assert filled.questions == ()


def test_a_process_known_whose_name_stands_in_the_file_name_is_the_one():
    filled = fill(log(), context(file="achats_2026.csv", things=[("process", "P2P", "Achats"), ("process", "O2C", "Ventes")]))
    assert {row["process"] for row in rows(filled)} == {"P2P"}
    assert "process" not in filled.tables
    assert filled.questions == ()


def test_a_file_name_that_tells_none_of_the_known_processes_is_asked_about():
    things = [("process", "P2P", "Achats")]
    filled = fill(log(), context(file="extraction_erp.csv", things=things))
    (question,) = filled.questions
    assert (question.id, question.assumption, question.answered) == ("process:-", "Erp", False)
    assert [choice.code for choice in question.choices] == ["P2P", "Erp"]
    answered = fill(log(), context(file="extraction_erp.csv", things=things, answers={"process": "P2P"}))
    assert {row["process"] for row in rows(answered)} == {"P2P"}
    assert answered.questions[0].answered


def test_who_did_a_step_is_a_code_that_only_the_secret_gives_back():
    table = log(resource=["Anne Roy", "anne  roy", "Luc", None])
    first, same, other, nobody = (row["resource"] for row in rows(fill(table, context(secret=SECRET))))
    assert first == same != other
    assert nobody is None
    assert "Anne" not in str(rows(fill(table, context(secret=SECRET))))
    assert rows(fill(table, context(secret=b"another")))[0]["resource"] != first


def test_rows_that_repeat_an_event_are_numbered_in_the_order_of_the_file():
    table = log(case=["1", "1", "1", "2"], activity=["Ask"] * 4, at=at(8, 8, 9, 8))
    assert [(row["copy"], row["position"]) for row in rows(fill(table, context()))] == [(0, 2), (1, 3), (0, 4), (0, 5)]


def test_what_holds_for_a_case_is_told_from_what_changes_and_a_column_of_persons_is_coded():
    said = [json.dumps({"Family": "K", "Weight": str(n), "Changed by": "Anne Roy"}) for n in range(4)]
    said[1] = json.dumps({"Weight": "1", "Note": 'a "b", "c": d'})
    made = rows(fill(log(extra=said), context(secret=SECRET)))
    attributes = [json.loads(row["attributes"]) for row in made]
    assert [one["Family"] for one in attributes] == ["K"] * 4
    assert all(one["Changed by"].startswith("R-") for one in attributes)
    assert [json.loads(row["extra"]).get("Weight") for row in made] == ["0", "1", "2", "3"]
    assert json.loads(made[1]["attributes"])["Note"] == 'a "b", "c": d'
    assert "Anne" not in str(made)


def test_a_mark_of_absence_stays_with_its_event_and_says_nothing_of_its_case():
    said = [{"Operator": "?", "Family": "K"}, {"Begin": "?", "Family": "?"}, {"Family": "L"}, {"Family": "L"}]
    made = rows(fill(log(extra=[json.dumps(one) for one in said]), context(secret=SECRET)))
    assert [json.loads(row["attributes"]) for row in made] == [{"Family": "K"}] * 2 + [{"Family": "L"}] * 2
    assert [json.loads(row["extra"] or "{}") for row in made] == [{"Operator": "?"}, {"Begin": "?", "Family": "?"}, {}, {}]


def test_a_process_named_in_a_column_is_found_by_its_name_or_made():
    table = log(process=["Achats", "Achats", "Paie", "Paie"])
    filled = fill(table, context(things=[("process", "P2P", "Achats")]))
    assert [row["process"] for row in rows(filled)] == ["P2P", "P2P", "paie", "paie"]
    assert [row["key"] for row in rows(filled, "process")] == ["paie"]


def test_a_register_of_processes_reads_its_hours_and_its_week():
    table = read(
        "processes",
        name=["Achats"],
        kpis=lists(["OTD"]),
        work_hours=["8h-12h / 13h30-17h"],
        weekdays=["du lundi au vendredi"],
        target=[12.0],
        delay_cost=[12.5],
    )
    (made,) = rows(fill(table, context(things=[("kpi", "K1", "OTD")])), "process")
    assert (made["key"], made["kpis"], made["target_days"]) == ("achats", ["K1"], 12.0)
    assert (made["hour_cost"], made["delay_cost"]) == (None, Decimal("12.50"))
    assert (made["work_hours"], made["weekdays"]) == ("08:00-12:00,13:30-17:00", "1111100")


def test_hours_and_weeks_that_cannot_be_read_are_absent():
    assert [hours_of(text) for text in ("08:00-17:00", "9-17", "24h/24", "17h-8h")] == ["08:00-17:00", "09:00-17:00", None, None]
    assert [weekdays_of(text) for text in ("Mon-Fri", "lun, mer, ven", "7/7", "souvent")] == ["1111100", "1010100", "1111111", None]


def test_rules_are_known_by_the_words_of_their_kind():
    words = ["Délai", "Quatre yeux", "Ordre", "Interdit", "Mandatory", "On verra"]
    table = read("process_rules", process=["P"] * 6, rule_kind=words, first=["A"] * 6, second=["B"] * 6, days=[10.0] * 6)
    made = rows(fill(table, context(things=[("process", "P", "Achats")])), "process_rule")
    assert [row["kind"] for row in made] == ["deadline", "four_eyes", "order", "forbidden", "required"]


def test_a_reduction_written_without_its_sign_is_one():
    table = read("improvements", title=["Kanban"], process=["P"], stage=["Vérifier"], target=[0.2], start=pa.array([None], pa.date32()))
    (made,) = rows(fill(table, context(things=[("process", "P", "Achats")])), "improvement")
    assert (made["stage"], made["target_share"], made["key"]) == ("check", -0.2, "kanban")


def test_dates_and_words_of_exports_are_not_part_of_the_name_of_a_process():
    assert name_of_file("export_commandes-achats_2025-03.csv") == "Commandes achats"
    assert name_of_file("log.xes.gz") == "Log"
