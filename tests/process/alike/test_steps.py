"""Which steps of two departments look like the same work."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pupitre.maths.process.alike import duplicate_steps

BUY = (("Recevoir la facture", "BUY", 0.2), ("Contrôler la facture", "BUY", 0.5), ("Classer la facture", "BUY", 0.1))
PAY = (("Open the invoice", "FIN", 0.3), ("Check invoice", "FIN", 0.5), ("Pay the invoice", "FIN", 0.2))


def test_the_same_step_of_two_departments_is_told(log_of):
    (pair,) = duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*PAY)})
    assert pair.keys == ("buy/Contrôler la facture", "pay/Check invoice")
    assert (pair.first.unit, pair.second.unit, pair.first.cases) == ("BUY", "FIN", 40)
    assert pair.name_likeness == pytest.approx(1)
    assert 0.5 <= pair.score <= 1


def test_a_pair_keeps_its_name_whatever_the_order_of_logs(log_of):
    buy, pay = log_of(*BUY), log_of(*PAY)
    assert [pair.keys for pair in duplicate_steps({"pay": pay, "buy": buy})] == [
        pair.keys for pair in duplicate_steps({"buy": buy, "pay": pay})
    ]


def test_hours_spent_twice_are_the_fewer_of_both_and_cost_what_they_cost_there(log_of):
    longer = (("Open the invoice", "FIN", 0.3), ("Check invoice", "FIN", 0.6), ("Pay the invoice", "FIN", 0.2))
    costs = {"buy": Decimal(50), "pay": Decimal(80)}
    (pair,) = duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*longer)}, hour_costs=costs)
    # 40 cases over 39 days and the hours of the last: half an hour, 10 % more one time in three and 20 % more one time in three.
    hours = 0.5 * sum(1 + case % 3 / 10 for case in range(40))
    assert pair.hours_year == pytest.approx(hours * 365.25 / 39.3, rel=0.01)
    assert pair.cost_year == pytest.approx(Decimal(50 * pair.hours_year), abs=Decimal("0.01"))


def test_without_begins_or_costs_the_hours_and_the_money_are_unknown(log_of):
    (pair,) = duplicate_steps({"buy": log_of(*BUY, has_start=False), "pay": log_of(*PAY, has_start=False)})
    assert (pair.hours_year, pair.cost_year) == (None, None)
    (priced,) = duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*PAY)})
    assert priced.hours_year is not None
    assert priced.cost_year is None


def test_one_department_may_do_the_same_in_two_processes(log_of):
    mine = tuple((name, "BUY", hours) for name, _, hours in PAY)
    assert duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*mine)}) == ()


def test_a_process_without_departments_takes_that_of_its_owner(log_of):
    nobody = tuple((name, None, hours) for name, _, hours in PAY)
    assert duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*nobody)}, units={"pay": "BUY"}) == ()
    assert len(duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*nobody)}, units={"pay": "FIN"})) == 1


def test_two_departments_of_one_process_may_do_the_same_twice(log_of):
    steps = (
        ("Recevoir la facture", "BUY", 0.2),
        ("Vérifier la facture", "BUY", 0.5),
        ("Contrôle facture", "FIN", 0.5),
        ("Payer", "FIN", 0.1),
    )
    (pair,) = duplicate_steps({"buy": log_of(*steps)})
    assert pair.keys == ("buy/Contrôle facture", "buy/Vérifier la facture")
    assert pair.context_likeness == pytest.approx(1)


def test_the_same_step_done_by_two_departments_under_one_name_is_a_share_of_work(log_of):
    half = log_of(*BUY), log_of(*((name, "FIN", hours) for name, _, hours in BUY))
    assert duplicate_steps({"buy": half[0]}) == ()
    assert len(duplicate_steps({"buy": half[0], "pay": half[1]})) == 3


def test_processes_told_apart_are_not_looked_into(log_of):
    assert duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*PAY)}, apart=[("pay", "buy")]) == ()


def test_a_rare_step_is_not_compared(log_of):
    assert duplicate_steps({"buy": log_of(*BUY, cases=5), "pay": log_of(*PAY)}) == ()


def test_durations_far_apart_set_two_steps_apart(log_of):
    slow = tuple((name, unit, hours * 40) for name, unit, hours in PAY)
    assert duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*slow)}) == ()


def test_departments_that_handle_the_same_things_otherwise_are_silent(log_of):
    other = (("Créer la facture", "FIN", 0.5), ("Envoyer la facture", "FIN", 0.5), ("Relancer la facture", "FIN", 0.5))
    assert duplicate_steps({"buy": log_of(*BUY), "pay": log_of(*other)}) == ()


def test_no_log_gives_no_pair():
    assert duplicate_steps({}) == ()
