"""Which decisions nobody carries, and what actions wait for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.domains.meetings import DOMAIN, examine
from pupitre.domains.meetings.analysis import blocked, ownerless, waits
from pupitre.domains.meetings.tests.minutes import action, decision, minutes, model
from pupitre.tables.field import ARROW


def alone(*rows):
    found = ownerless(model(decision=list(rows)))
    return [d.key for d in found.without], found.live, found.is_usual


def test_live_decisions_without_owner_are_counted():
    assert alone(decision("A"), decision("B", None), decision("C", ""), decision("D"), decision("E")) == (["B", "C"], 5, True)


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_a_decision_that_is_over_needs_no_owner(status):
    assert alone(decision("A"), decision("C"), decision("B", None, status=status)) == ([], 2, True)


def test_decisions_of_the_past_tell_whether_owners_are_usual():
    past = [decision(f"P{n}", status="done") for n in range(3)]
    assert alone(decision("B", None), decision("C", None), *past) == (["B", "C"], 2, True)


@pytest.mark.parametrize("status", ["open", "decided", None])
def test_a_decision_not_over_needs_one(status):
    assert alone(decision("A"), decision("C"), decision("B", None, status=status))[0] == ["B"]


def test_a_decision_taken_after_the_day_is_not_known():
    assert alone(decision("A"), decision("B", None, decided_on=date(2026, 7, 2))) == ([], 1, True)
    assert alone(decision("A"), decision("C"), decision("B", None, decided_on=date(2026, 7, 1)))[0] == ["B"]
    assert alone(decision("A"), decision("C"), decision("B", None, decided_on=None))[0] == ["B"]


def test_half_of_the_decisions_without_owner_is_a_column_not_loaded():
    assert alone(decision("A"), decision("B", None)) == (["B"], 2, False)
    assert alone() == ([], 0, False)


def test_the_oldest_decision_comes_first():
    rows = [decision("A"), decision("D"), decision("E"), decision("B", None), decision("C", None, decided_on=date(2026, 2, 1))]
    assert alone(*rows)[0] == ["C", "B"]


def stuck(*rows):
    return [a.key for a in blocked(model(action=list(rows)))]


def test_an_action_is_blocked_after_thirty_days():
    assert stuck(action("A", 31), action("B", 30), action("C", 90)) == ["C", "A"]


def test_an_action_that_is_done_is_not_blocked():
    assert stuck(
        action("A", is_done=True), action("B", done_on=date(2026, 6, 1)), action("C", is_done=False), action("D", blocked_on=None)
    ) == ["C"]


def grouped(*labels):
    return [
        (wait.waits_for, [a.key for a in wait.actions])
        for wait in waits(blocked(model(action=[action(f"A{n}", 60 - n, label) for n, label in enumerate(labels)])))
    ]


def test_actions_that_wait_for_one_thing_stand_together_however_it_is_written():
    labels = ["Validation du budget par la DAF", "Pièces", "validation budget DAF", "VALIDATION DU BUDGET (DAF)"]
    assert grouped(*labels) == [("Validation du budget par la DAF", ["A0", "A2", "A3"]), ("Pièces", ["A1"])]


def test_two_waits_that_share_three_words_of_five_are_one():
    assert len(grouped("accord budget maintenance usine", "accord budget maintenance fours")) == 1
    assert len(grouped("accord budget maintenance usine", "accord budget fours neufs")) == 2


def test_two_waits_that_share_few_words_are_two():
    assert len(grouped("Accord du comité d'investissement", "Accord du client")) == 2


def test_an_action_that_does_not_say_what_it_waits_for_is_left_out():
    assert grouped(None, "", "—", "Client") == [("Client", ["A3"])]


@given(st.permutations(range(5)))
def test_the_order_of_rows_changes_nothing(order):
    rows = [action(f"A{n}", 40 + n, "x" if n % 2 else "y") for n in range(5)]
    decisions = [decision(f"D{n}", None if n == 3 else "P") for n in range(5)]
    one = examine(minutes(action=[rows[n] for n in order], decision=[decisions[n] for n in order]))
    other = examine(minutes(action=rows, decision=decisions))
    assert one == other


def test_every_blocked_action_is_published():
    table = examine(minutes(action=[action("A", 45, due_on=date(2026, 6, 30)), action("B", 31, due_on=date(2026, 7, 1))])).derived[
        "meetings.blocked"
    ]
    assert dict(zip(table.schema.names, table.schema.types, strict=True)) == {
        name: ARROW[kind] for name, kind in DOMAIN.publishes["meetings.blocked"].items()
    }
    rows = table.to_pylist()
    assert [(r["action"], r["waits_for"], r["blocked_days"], r["is_overdue"]) for r in rows] == [
        ("A", "CFO approval", 45, True),
        ("B", "CFO approval", 31, False),
    ]
    assert rows[0]["blocked_on"] == date(2026, 5, 17)
