"""Actions past their date are one finding by department, when the list says what is done."""

from __future__ import annotations

from datetime import date, timedelta

from pupitre.domains.meetings import examine
from pupitre.domains.meetings.tests.minutes import ON, action, decision, minutes
from pupitre.kernel import Subject
from pupitre.words import render

FINISHED = action("Z", is_done=True, blocked_on=None, blocked_by=None, due_on=date(2026, 1, 1), unit="U")


def late(key: str, days: int, **more: object) -> dict[str, object]:
    """An open action that many days past its date, that nothing blocks."""
    return action(key) | {"blocked_on": None, "blocked_by": None, "due_on": ON - timedelta(days=days), "unit": "U"} | more


def told(*actions: dict[str, object], **rows: object) -> list:
    found = examine(minutes(action=list(actions), **rows)).findings
    return [one for one in found if one.rule == "meetings.overdue_actions"]


def test_three_late_actions_of_a_department_are_one_finding_with_the_oldest_first():
    (found,) = told(FINISHED, late("A", 8), late("B", 41), late("C", 20))
    assert render(found.text, "en").replace("\xa0", " ") == (
        "Plant: 3 open actions are over 7 days past their date, such as “Action B”, “Action C” and 1 other. The oldest is 6 weeks late."
    )
    assert found.evidence[0].keys == (("B",), ("C",), ("A",))
    assert found.evidence[0].values[0] == ("Action B", "Ann", None, date(2026, 5, 21))
    assert (found.subjects, found.since, found.confidence) == ((Subject("unit", "U"),), date(2026, 5, 29), 1.0)


def test_a_week_past_the_date_is_not_told():
    assert told(FINISHED, late("A", 7), late("B", 41), late("C", 20)) == []


def test_two_late_actions_are_not_told():
    assert told(FINISHED, late("A", 8), late("B", 41)) == []


def test_departments_are_told_apart():
    assert told(FINISHED, late("A", 8), late("B", 9), late("C", 9, unit="V")) == []
    rows = [late(f"A{n}", 8) for n in range(3)] + [late(f"V{n}", 30, unit="V") for n in range(3)]
    assert [one.subjects[0].key for one in told(FINISHED, *rows)] == ["V", "U"]


def test_actions_without_department_stand_together():
    (found,) = told(FINISHED, *(late(f"A{n}", 8, unit=None) for n in range(3)))
    assert found.subjects == (Subject("entity", "company"),)
    assert render(found.text, "en").startswith("No department: 3 open actions")


def test_what_is_done_or_blocked_or_of_a_dropped_decision_is_left_out():
    left = [
        late("A", 9, is_done=True),
        late("B", 9, done_on=ON),
        late("C", 9, blocked_on=ON - timedelta(days=2)),
        late("D", 9, decision="X"),
    ]
    assert told(FINISHED, late("E", 9), late("F", 9), *left, decision=[decision("X", status="dropped")]) == []
    assert len(told(FINISHED, late("E", 9), late("F", 9), late("G", 9), *left)) == 1


def test_nothing_is_told_of_a_list_that_never_says_what_is_done():
    assert told(*(late(f"A{n}", 40) for n in range(5))) == []
