"""What decisions and actions tell their reader."""

from __future__ import annotations

from datetime import date

from pupitre.domains.meetings import examine
from pupitre.domains.meetings.tests.minutes import action, decision, minutes
from pupitre.kernel import Subject
from pupitre.words import render


def told(rule, **rows):
    return [f for f in examine(minutes(**rows)).findings if f.rule == f"meetings.{rule}"]


def read(finding):
    return render(finding.text, "en").replace("\xa0", " ")


OWNED = [decision(f"O{n}") for n in range(10)]


def test_decisions_without_owner_are_one_finding_with_their_count():
    alone = [decision(f"N{n}", None, decided_on=date(2026, 5, n + 1), due_on=date(2026, 9, n + 1), unit="U") for n in range(5)]
    (found,) = told("decision_without_owner", decision=[*OWNED, *alone])
    assert read(found) == (
        "5 of the 15 live decisions have no owner, such as “Decision N0”, “Decision N1”, “Decision N2” and 2 others. "
        "The oldest was taken on 1 May 2026."
    )
    assert found.evidence[0].keys == (("N0",), ("N1",), ("N2",), ("N3",), ("N4",))
    assert found.evidence[0].values[0] == ("Decision N0", "Plant", date(2026, 5, 1), date(2026, 9, 1))
    assert (found.subjects, found.since, found.due_on) == ((Subject("entity", "company"),), date(2026, 5, 1), date(2026, 9, 1))
    assert (found.stake, found.confidence) == (None, 1.0)


def test_a_single_decision_without_owner_is_named():
    (found,) = told("decision_without_owner", decision=[*OWNED, decision("N", None, decided_on=None)])
    assert read(found) == "1 of the 11 live decisions has no owner: “Decision N”."
    assert (found.since, found.due_on) == (date(2026, 7, 1), None)


def test_nothing_is_told_where_most_decisions_have_no_owner():
    done = examine(minutes(decision=[decision("A", None), decision("B", None), decision("C")]))
    assert done.findings == ()
    assert [a.figure for a in done.absent] == ["meetings.decision_without_owner"]
    assert examine(minutes(decision=OWNED)).absent == ()


def test_actions_that_wait_for_one_approval_are_one_finding():
    rows = [action(f"A{n}", 40 + n, due_on=date(2026, 6, 29 + n) if n < 2 else None) for n in range(3)]
    rows.append(action("A9", 31, due_on=date(2026, 8, 1)))
    (found,) = told("blocked_actions", action=rows)
    assert read(found) == "4 actions have waited over 30 days for the same thing: “CFO approval”. 2 of them are past their date."
    assert [keys[0] for keys in found.evidence[0].keys] == ["A2", "A1", "A0", "A9"]
    assert found.evidence[0].values[0] == ("Action A2", "Ann", "", date(2026, 5, 20), "CFO approval", None)
    assert (found.subjects, found.since) == ((Subject("blocker", "approval cfo"),), date(2026, 6, 20))
    assert found.due_on == date(2026, 8, 1)


def test_an_action_due_today_is_not_past_its_date():
    rows = [action(f"A{n}", due_on=date(2026, 7, 1)) for n in range(3)]
    (found,) = told("blocked_actions", action=rows)
    assert read(found).endswith("“CFO approval”.")
    assert found.due_on == date(2026, 7, 1)


def test_two_actions_that_wait_are_not_told():
    assert told("blocked_actions", action=[action("A"), action("B")]) == []
    assert len(told("blocked_actions", action=[action("A"), action("B"), action("C")])) == 1


def test_each_approval_is_told_apart_the_most_waited_for_first():
    rows = [action(f"A{n}", waits_for="Client answer") for n in range(3)] + [action(f"B{n}") for n in range(4)]
    assert [f.subjects[0].key for f in told("blocked_actions", action=rows)] == ["approval cfo", "answer client"]
