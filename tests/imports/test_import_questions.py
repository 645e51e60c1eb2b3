"""Doubts are asked, answered, remembered and replayed."""

import json
from dataclasses import replace

import pytest
from tests.imports.conftest import ON

from pupitre.desk import imports, snapshot
from pupitre.desk.imports.answers import Answers, load
from pupitre.desk.settings import remember
from pupitre.kernel import InputError, Place, Problem, RefusedError, Text
from pupitre.sources.reading import Choice, Question, ReadColumn, Reading


def doubt(*, answered=False, blocking=False, assumption="dmy"):
    problem = Problem("date.order", "question", Place("projets.csv", None, None, "Début"), "", Text("Which order?"), Text("Say."))
    choices = (Choice("dmy", Text("Day first")), Choice("mdy", Text("Month first")))
    return Question("date_order:", "date_order_ambiguous", problem, choices, assumption, blocking, answered)


@pytest.fixture
def doubtful(desk, exchange):
    table = exchange("projects", code=["P1"], name=["A"])

    def reading(options):
        answer = options.answers.get("date_order:")
        question = replace(doubt(answered=answer is not None), assumption=answer or "dmy")
        return Reading("projets.csv", "csv", tables=(replace(table, questions=(question,)),), signature="shape-1")

    path = desk.file("projets.csv", text="a")
    desk.found["projets.csv"] = reading
    return path


def test_an_open_doubt_stops_the_import_and_nothing_is_written(desk, doubtful):
    plan = desk.plan(doubtful)
    assert [q.id for q in plan.open] == ["date_order:"]
    with pytest.raises(RefusedError) as refusal:
        imports.commit(plan, by="Ana")
    assert refusal.value.where.column == "Début"
    assert not snapshot.take(on=ON).table("project").num_rows


def test_an_answer_lets_the_import_through(desk, doubtful):
    plan = desk.plan(doubtful, answers=Answers(files={"projets.csv": {"date_order:": "mdy"}}))
    assert not plan.open
    imports.commit(plan, by="Ana")


def test_an_answer_is_remembered_for_files_of_the_same_shape(desk, doubtful):
    desk.load(doubtful, answers=Answers(files={"projets.csv": {"date_order:": "mdy"}}))
    doubtful.write_text("another month")
    plan = desk.plan(doubtful)
    assert not plan.open
    assert plan.files[0].answers["date_order:"] == "mdy"


def test_what_is_sure_may_be_taken_on_its_assumption(desk, doubtful):
    assert desk.load(doubtful, sure_only=True).created == 2


def test_a_table_that_nothing_can_be_assumed_of_waits(desk, exchange):
    table = replace(exchange("projects", code=["P1"], name=["A"]), questions=(doubt(blocking=True, assumption=""),))
    risks = exchange("risks", code=["R1"], title=["Panne"])
    plan = desk.plan(desk.file("classeur.xlsx", table, risks), sure_only=True)
    assert set(plan.counts) == {"risk"}
    assert plan.files[0].left_out == ("classeur.xlsx",)


def test_amounts_in_another_currency_are_asked_and_kept_in_it(desk, exchange):
    table = replace(
        exchange("projects", code=["P1"], name=["A"], budget=[5.0]), columns=(ReadColumn(3, "Budget £", "budget", currency="GBP"),)
    )
    path = desk.file("projects.csv", table)
    remember(currency="EUR")
    plan = desk.plan(path)
    assert [(q.id, q.assumption) for q in plan.open] == [("currency:-", "GBP")]
    desk.load(path, answers=Answers(files={"projects.csv": {"currency:-": "GBP"}}))
    assert snapshot.take(on=ON).table("project").column("currency").to_pylist() == ["GBP"]


def test_a_department_that_only_resembles_is_asked_once_for_all_files(desk, exchange):
    units = desk.file("services.csv", exchange("units", code=["SC"], name=["Supply chain & achats"]))
    first = desk.file("a.csv", exchange("projects", code=["P1"], name=["A"], department=["Achats"]))
    second = desk.file("b.csv", exchange("risks", code=["R1"], title=["Panne"], department=["Achats"]))
    plan = desk.plan(units, first, second)
    assert [q.id for q in plan.open] == ["department:Achats"]
    desk.load(units, first, second, answers=Answers({"department:Achats": "SC"}))
    model = snapshot.take(on=ON)
    assert model.table("project").column("unit").to_pylist() == ["SC"]
    assert model.table("unit").select(["key", "aliases"]).to_pylist() == [{"key": "SC", "aliases": ["Achats"]}]
    third = desk.file("c.csv", exchange("actions", code=["A1"], title=["Agir"], department=["Achats"]))
    assert not desk.plan(third).open


def test_answers_are_saved_to_a_file_and_read_back(tmp_path):
    answers = Answers({"department:Achats": "SC"}, {"b*.csv": {"kind:": "budgets"}})
    answers.save(tmp_path / "answers.json")
    assert load(tmp_path / "answers.json") == answers


def test_a_files_own_answers_outweigh_those_of_a_pattern():
    answers = Answers({"currency": "EUR"}, {"b.csv": {"kind:": "budgets"}, "*.csv": {"kind:": "projects"}})
    assert answers.of("b.csv") == {"currency": "EUR", "kind:": "budgets"}
    assert answers.of("a.csv") == {"currency": "EUR", "kind:": "projects"}


@pytest.mark.parametrize("body", ["{", "[]", '{"schema": "other"}', json.dumps({"schema": "pupitre.answers/1", "files": {"a": {"x": 1}}})])
def test_a_file_that_holds_no_answers_is_refused(tmp_path, body):
    (tmp_path / "answers.json").write_text(body)
    with pytest.raises(InputError) as refusal:
        load(tmp_path / "answers.json")
    assert refusal.value.where.file == "answers.json"
