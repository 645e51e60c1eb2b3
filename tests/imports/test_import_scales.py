"""Thousands in one file and units in another are asked, whichever of them comes first."""

from dataclasses import replace

from pupitre.desk.imports.answers import Answers
from pupitre.sources.reading import ReadColumn

CODES = [f"P{i}" for i in range(1, 7)]
UNITS = [120_000.0, 250_000.0, 80_000.0, 310_000.0, 45_000.0, 500_000.0]


def projects(exchange, amounts, *, field="budget", header="Budget"):
    table = exchange("projects", code=CODES, name=CODES, **{field: amounts})
    return replace(table, columns=(ReadColumn(3, header, field),))


def thousands():
    return [amount / 1000 for amount in UNITS]


def test_a_file_in_thousands_beside_one_in_units_is_asked(desk, exchange):
    small = desk.file("suivi.csv", projects(exchange, thousands()))
    large = desk.file("portefeuille.csv", projects(exchange, UNITS))
    plan = desk.plan(small, large)
    (question,) = plan.open
    assert (question.id, question.problem.where.file, question.assumption) == ("scale:-:Budget", "suivi.csv", "1")
    assert [choice.code for choice in question.choices] == ["1", "1000"]
    assert dict(question.problem.what.values) == {"header": "Budget", "count": 6, "ratio": 1000, "file": "portefeuille.csv"}


def test_a_file_in_thousands_is_asked_when_the_desk_knows_units(desk, exchange):
    desk.load(desk.file("portefeuille.csv", projects(exchange, UNITS)))
    plan = desk.plan(desk.file("suivi.csv", projects(exchange, thousands())))
    assert [q.id for q in plan.open] == ["scale:-:Budget"]


def test_a_file_in_units_is_asked_when_the_desk_was_told_thousands(desk, exchange):
    desk.load(desk.file("portefeuille.csv", projects(exchange, thousands())))
    (question,) = desk.plan(desk.file("suivi.csv", projects(exchange, UNITS))).open
    assert [choice.code for choice in question.choices] == ["1", "0.001"]


def test_an_answer_settles_the_doubt(desk, exchange):
    small = desk.file("suivi.csv", projects(exchange, thousands()))
    large = desk.file("portefeuille.csv", projects(exchange, UNITS))
    assert not desk.plan(small, large, answers=Answers(files={"suivi.csv": {"scale:-:Budget": "1"}})).open


def test_files_that_agree_within_a_few_percent_are_not_asked(desk, exchange):
    first = desk.file("suivi.csv", projects(exchange, [amount * 1.07 for amount in UNITS]))
    assert not desk.plan(first, desk.file("portefeuille.csv", projects(exchange, UNITS))).open
