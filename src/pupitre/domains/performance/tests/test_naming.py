"""Which KPIs bear one name and mean two things."""

from __future__ import annotations

import pytest

from pupitre.domains.performance.analysis.naming import defined_twice, words_of
from pupitre.domains.performance.tests.readings import kpi, model

UNITS = [{"key": "L", "name": "Logistics"}, {"key": "S", "name": "Sales"}]


def found(*kpis):
    return [(one.differ_by, [[k.key for k in way] for way in one.ways]) for one in defined_twice(model(kpi=list(kpis), unit=UNITS))]


def pair(one, other, **more):
    return found(kpi("A", name="Taux de service", **one, **more), kpi("B", name="Taux de service", **other, **more))


def test_one_name_with_two_formulas_is_told():
    assert pair({"formula": "lignes / commandes"}, {"formula": "commandes_a_l_heure / commandes"}) == [("formula", [["A"], ["B"]])]


def test_one_formula_written_two_ways_is_one():
    assert pair({"formula": "(a + b) / c"}, {"formula": "(B+A) / C"}) == []
    assert pair({"formula": "Livrées / commandées"}, {"formula": "livrees/commandees"}) == []


def test_formulas_in_words_are_compared_in_their_order():
    lines, orders = "lignes livrées complètes / lignes commandées", "commandes livrées à la date demandée / commandes reçues"
    assert pair({"formula": lines}, {"formula": orders})[0][0] == "formula"
    assert pair({"formula": lines}, {"formula": "Ligne livrée complète / ligne commandée"}) == []
    assert pair({"formula": lines}, {"formula": "lignes commandées / lignes livrées complètes"})[0][0] == "formula"


def test_one_name_with_two_definitions_is_told():
    one, other = "Part des lignes livrées complètes", "Commandes livrées à la date promise au client"
    assert pair({"definition": one}, {"definition": other}) == [("definition", [["A"], ["B"]])]
    assert pair({"definition": one}, {"definition": "part des lignes complètes, livrées"}) == []


def test_one_name_in_two_units_or_two_directions_is_told():
    assert pair({"measured_in": "%"}, {"measured_in": "jours"}) == [("unit", [["A"], ["B"]])]
    assert pair({"measured_in": "k€"}, {"measured_in": "€"})[0][0] == "unit"
    assert pair({"direction": "up"}, {"direction": "down"}) == [("direction", [["A"], ["B"]])]


def test_only_what_both_write_is_compared():
    assert pair({"formula": "a / b"}, {}) == []
    assert pair({"formula": " "}, {"formula": "a"}) == []
    assert pair({"measured_in": "%"}, {"measured_in": None}) == []
    assert pair({"direction": "up"}, {"direction": "none"}) == []


def test_the_formula_is_told_before_the_rest():
    both = pair({"formula": "a", "definition": "one thing"}, {"formula": "b", "definition": "quite another"})
    assert [differ_by for differ_by, _ in both] == ["formula"]


def test_kpis_of_one_definition_stand_together():
    names = [kpi(key, name="Taux de service", formula=formula) for key, formula in (("A", "x"), ("B", "y"), ("C", "X"))]
    assert found(*names) == [("formula", [["A", "C"], ["B"]])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Taux de service", "TAUX DE SERVICES"),
        ("Taux de service", "Service, taux"),
        ("Taux de service", "Taux de sevrice"),
        ("Délai de livraison", "Delai livraison"),
        ("On-time delivery", "On time delivery"),
    ],
)
def test_nearly_one_name_is_one(one, other):
    assert len(found(kpi("A", name=one, formula="a"), kpi("B", name=other, formula="b"))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OTP (Terminal) - 6 Line", "OTP (Terminal) - E Line"),
        ("OTP (Terminal)", "OTP (Wait)"),
        ("Taux de service", "Taux de service client"),
        ("Accidents", "Accidents (%)"),
        ("Formal complaints", "Normal complaints"),
        ("Depot 126", "Depot 127"),
        ("Ventes", "Rentes"),
        ("Audit 2025001", "Audit 2025002"),
    ],
)
def test_two_names_are_two(one, other):
    assert found(kpi("A", name=one, formula="a"), kpi("B", name=other, formula="b")) == []


def test_a_department_set_apart_in_a_name_is_left_out():
    assert (
        words_of("Taux de service – Logistics", "Logistics") == words_of("Taux de service (Logistics)", "Logistics") == ("service", "taux")
    )
    assert words_of("Logistics incidents", "Logistics") == ("incident", "logistic")
    names = [
        kpi("A", name="Taux de service - Logistics", unit="L", formula="a"),
        kpi("B", name="Sales : taux de service", unit="S", formula="b"),
    ]
    assert len(found(*names)) == 1


def test_names_without_any_word_are_not_put_together():
    assert found(kpi("A", name="de la", formula="a"), kpi("B", name="of the", formula="b")) == []
