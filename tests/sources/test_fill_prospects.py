"""What is to come, filled in: expected effects, limits, assumptions, hazards."""

from datetime import date

import pyarrow as pa
from tests.sources.filling import context, lists, read

from pupitre.sources.fill import fill

THINGS = [
    ("project", "P1", "Portail fournisseurs"),
    ("decision", "D1", "Second contrôle"),
    ("risk", "R1", "Panne du four"),
    ("kpi", "K1", "Taux de rebut"),
    ("objective", "O1", "Réduire les rebuts"),
    ("supplier", "77", "Acier Plus"),
]


def rows(filled, table):
    return filled.tables[table].to_pylist()


def test_a_code_says_by_itself_whether_a_project_a_decision_or_a_risk_acts():
    table = read("effects", source=["P1", "D1", "R1", "Portail fournisseurs"], kpi=["K1", "K1", "K1", "Taux de rebut"], likely=[-0.01] * 4)
    made = rows(fill(table, context(things=THINGS)), "effect")
    assert [(r["source_kind"], r["source"]) for r in made] == [("project", "P1"), ("decision", "D1"), ("risk", "R1")]
    assert {r["kpi"] for r in made} == {"K1"}


def test_the_kind_that_a_file_writes_stands():
    table = read("effects", source_kind=["Traitement", "Risque"], source=["P1", "R9"], kpi=["K1", "K1"], likely=[1.0, 2.0])
    made = rows(fill(table, context(things=THINGS)), "effect")
    assert [(r["source_kind"], r["source"]) for r in made] == [("treatment", "P1"), ("risk", "R9")]


def test_a_source_that_nobody_knows_is_kept_and_said():
    filled = fill(read("effects", source=["P9"], kpi=["K1"], likely=[1.0]), context(things=THINGS))
    assert [(r["source_kind"], r["source"]) for r in rows(filled, "effect")] == [("project", "P9")]
    (said,) = filled.problems
    assert (said.rule, said.found) == ("reference.unknown", "P9")


def test_an_effect_that_lowers_a_kpi_has_its_bounds_in_order():
    table = read("effects", source=["P1"], kpi=["K1"], low=[-1.0], likely=[-2.0], high=[-3.0])
    (made,) = rows(fill(table, context(things=THINGS)), "effect")
    assert (made["low"], made["likely"], made["high"]) == (-3.0, -2.0, -1.0)


def test_months_of_ramp_are_days():
    table = read("effects", source=["P1", "D1"], kpi=["K1", "K1"], likely=[1.0, 1.0], ramp_months=[3.0, None], ramp_days=[None, 45.0])
    made = rows(fill(table, context(things=THINGS)), "effect")
    assert [r["ramp_days"] for r in made] == [91.0, 45.0]


def test_words_of_a_limit_say_what_is_limited():
    what = ["Budget", "Heures", "Émissions", "Changements à la fois", "Projets en cours", "Autre chose"]
    made = rows(fill(read("limits", what=what, value=[1.0] * 6), context()), "limit")
    assert [r["kind"] for r in made] == ["budget", "skill_hours", "carbon", "change_load", "projects"]


def test_a_limit_of_a_quarter_has_its_days():
    (made,) = rows(fill(read("limits", what=["Budget"], period=["2026-Q2"], value=[1.0]), context()), "limit")
    assert (made["starts_on"], made["ends_on"]) == (date(2026, 4, 1), date(2026, 7, 1))


def test_the_last_day_of_a_limit_counts():
    (made,) = rows(fill(read("limits", what=["Budget"], end=pa.array([date(2026, 3, 31)]), value=[1.0]), context()), "limit")
    assert made["ends_on"] == date(2026, 4, 1)


def test_an_assumption_knows_its_kpi_and_objectives():
    table = read(
        "assumptions",
        code=["H1"],
        statement=["Le prix du cuivre reste bas"],
        kpi=["Taux de rebut"],
        holds_when=["Au-dessous"],
        threshold=[9000.0],
        objectives=lists(["Réduire les rebuts", "O1"]),
    )
    (made,) = rows(fill(table, context(things=THINGS)), "assumption")
    assert (made["kpi"], made["holds_when"], made["objectives"]) == ("K1", "below", ["O1", "O1"])


def test_a_hazard_names_its_projects_and_supplier():
    table = read(
        "hazards",
        code=["E1"],
        title=["Fournisseur en retard"],
        happens=pa.array([date(2026, 4, 1)]),
        projects=lists(["P1"]),
        delay=[21.0],
        supplier=["Acier Plus"],
    )
    (made,) = rows(fill(table, context(things=THINGS)), "hazard")
    assert (made["projects"], made["delay_days"], made["supplier"], made["currency"]) == (["P1"], 21.0, "77", "EUR")


def test_a_decision_says_where_and_since_when_it_holds():
    table = read(
        "decisions",
        code=["D2"],
        title=["Kanban"],
        start=pa.array([date(2026, 1, 5)]),
        applies_to=lists(["Ligne L2", "Ailleurs"]),
        kpi=["K1"],
        expected_low=[-1.0],
        expected=[-2.0],
        expected_high=[-3.0],
    )
    (made,) = rows(fill(table, context(things=THINGS, departments={("Ligne L2", ""): "PROD-5"})), "decision")
    assert (made["starts_on"], made["applies_to"]) == (date(2026, 1, 5), ["PROD-5", "Ailleurs"])
    assert (made["expected_low"], made["expected_likely"], made["expected_high"]) == (-3.0, -2.0, -1.0)


def test_an_objective_says_when_it_is_reached():
    table = read("objectives", code=["O1", "O2"], name=["A", "B"], rule=["Score", "Tous les résultats clés"], threshold=[0.7, None])
    made = rows(fill(table, context()), "objective")
    assert [(r["rule"], r["threshold"]) for r in made] == [("score", 0.7), ("all", None)]
