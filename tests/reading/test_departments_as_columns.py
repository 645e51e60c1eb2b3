"""Tables with one column per department."""

from __future__ import annotations

from tests.reading.conftest import UNITS, left_out, rows

BUDGET = "Budget 2026\n\nNature;Mois;Achats;Maintenance;Marketing;Total\nLoyer;2026-01;100;200;300;600\nVoyages;2026-01;10;;30;40\n"


def test_a_budget_with_one_column_per_department_gives_one_row_each(table):
    found = table(BUDGET, units=UNITS)
    assert found.kind == "budgets"
    assert rows(found, "source_row", "line", "department", "planned") == [
        (4, "Loyer", "Achats", 100.0),
        (4, "Loyer", "Maintenance", 200.0),
        (4, "Loyer", "Marketing", 300.0),
        (5, "Voyages", "Achats", 10.0),
        (5, "Voyages", "Marketing", 30.0),
    ]
    assert found.header_rows == (3,)
    assert (1, "title") in left_out(found)


def test_readings_of_a_scorecard_by_department_take_the_period_of_its_title(table):
    text = "Tableau de bord - mars 2026\n\n"
    text += "Indicateur;Unité;Achats;Maintenance;Service client\nAbsentéisme;%;4,5 %;6 %;3 %\nRetards;nb;3;8;12\n"
    found = table(text, units=UNITS)
    assert (found.kind, found.refused) == ("kpis", ())
    assert rows(found, "name", "department", "period", "value")[2:4] == [
        ("Absentéisme", "Service client", "2026-03", 0.03),
        ("Retards", "Achats", "2026-03", 3.0),
    ]


def test_the_departments_that_another_sheet_names_are_enough(book):
    projects = [("Code projet", "Libellé", "Direction"), *((f"P{i}", f"Site {i}", UNITS[i % 3]) for i in range(9))]
    budget = [("Nature", "Mois", *UNITS[:3]), ("Loyer", "2026-01", 100, 200, 300), ("Voyages", "2026-01", 10, 20, 30)]
    found = book({"Projets": projects, "Budget": budget}).tables[1]
    assert found.kind == "budgets"
    assert found.data["department"].to_pylist() == [*UNITS[:3], *UNITS[:3]]


def test_names_that_nobody_knows_are_asked(table):
    text = "Nature;Mois;Alpha;Bravo;Charlie\nLoyer;2026-01;100;200;300\nVoyages;2026-01;10;20;30\n"
    (question,) = table(text).questions
    assert (question.id, question.assumption) == ("departments_as_columns:-", "no")
    found = table(text, **{"departments_as_columns:-": "yes"})
    assert (found.kind, found.data["department"].to_pylist()[:3]) == ("budgets", ["Alpha", "Bravo", "Charlie"])
