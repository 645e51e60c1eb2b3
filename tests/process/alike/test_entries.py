"""What two departments enter twice about the same object."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pupitre.maths.process.alike import double_entries

SELL = (("Saisir la commande", "SAL", 0.4), ("Expédier la livraison", "SAL", 1.0))
BOOK = (("Record order", "FIN", 0.2), ("Send invoice", "FIN", 0.1))


def order(case: int) -> str:
    return f"CMD-{case:04}"


def test_an_object_entered_by_two_departments_is_told(log_of):
    logs = {"sell": log_of(*SELL, number=order), "book": log_of(*BOOK, number=order)}
    (entry,) = double_entries(logs, hour_costs={"book": Decimal(40)})
    assert entry.keys == ("book/Record order", "sell/Saisir la commande")
    assert (entry.column, entry.other_column, entry.objects, entry.share) == ("object", "object", 40, 1.0)
    assert entry.gap_days < 1
    assert entry.hours_year == pytest.approx(entry.first.hours_year)
    assert entry.cost_year == pytest.approx(Decimal(40 * entry.hours_year), abs=Decimal("0.01"))


def test_only_objects_touched_by_both_count(log_of):
    logs = {"sell": log_of(*SELL, number=order), "book": log_of(*BOOK, number=lambda case: order(case) if case % 2 else f"X-{case}")}
    (entry,) = double_entries(logs)
    assert (entry.objects, entry.share) == (20, 0.5)
    assert entry.hours_year == pytest.approx(entry.first.hours_year / 2)


def test_objects_touched_long_after_are_another_matter(log_of):
    logs = {"sell": log_of(*SELL, number=order, cases=60), "book": log_of(*BOOK, number=lambda case: order(59 - case), cases=60)}
    assert double_entries(logs, window_days=2) == ()


def test_a_step_that_is_not_alike_is_no_entry(log_of):
    other = (("Payer la facture", "FIN", 0.2), ("Classer le dossier", "FIN", 0.1))
    assert double_entries({"sell": log_of(*SELL, number=order), "book": log_of(*other, number=order)}) == ()


def test_mere_counts_name_no_object(log_of):
    logs = {"sell": log_of(*SELL, number=str), "book": log_of(*BOOK, number=str)}
    assert double_entries(logs) == ()


def test_an_attribute_that_sorts_cases_names_no_object(log_of):
    def family(case: int) -> str:
        return f"family-{case % 4}"

    logs = {"sell": log_of(*SELL, number=family), "book": log_of(*BOOK, number=family)}
    assert double_entries(logs) == ()


def test_cases_counted_alike_in_two_processes_are_not_the_same_objects(log_of):
    assert double_entries({"sell": log_of(*SELL, name="CASE"), "book": log_of(*BOOK, name="CASE")}) == ()


def test_two_departments_may_enter_one_case_twice(log_of):
    steps = (("Saisir la commande", "SAL", 0.4), ("Enregistrer la commande", "FIN", 0.3), ("Expédier", "LOG", 1.0))
    (entry,) = double_entries({"sell": log_of(*steps)})
    assert entry.column == "case"
    assert entry.objects == 40


def test_one_department_alone_enters_nothing_twice(log_of):
    mine = tuple((name, "SAL", hours) for name, _, hours in BOOK)
    assert double_entries({"sell": log_of(*SELL, number=order), "book": log_of(*mine, number=order)}) == ()
