"""Actions are entrusted, reported on, counted, and two people never lose what the other said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pupitre.desk import actions, changes
from pupitre.desk.entry.versions import ConflictError, version_of
from pupitre.desk.rights import Viewer
from pupitre.kernel import InputError, RefusedError, Text
from pupitre.records.models import MODELS

TODAY = date(2026, 3, 2)
ANA = Viewer("Ana Ruiz", "member", frozenset({"OPS"}), "ANA")


@pytest.fixture
def action(company) -> str:
    _change, key = actions.make(by="Zoe", title="Call the supplier", owner="Ana Ruiz", due_on=TODAY + timedelta(days=3))
    return key


def say(key: str, state: str, **more) -> int:
    return actions.report(key, by="Ana Ruiz", person="ANA", state=state, **more)


def test_an_action_belongs_to_its_owner_and_their_department(action):
    one = actions.get(action)
    assert (one.key, one.owner, one.unit, one.is_done) == ("PA-1", "ANA", "OPS", False)
    assert [mine.key for mine in actions.mine(ANA)] == ["PA-1"]


def test_a_viewer_without_a_person_is_found_by_name_when_one_only_is_called_so(action):
    assert actions.person_of(Viewer("Ana Ruiz", "direction")) == "ANA"
    changes.write("person", {"key": "ANA-2", "name": "Ana Ruiz"}, by="Zoe", why=Text("Because"))
    assert actions.person_of(Viewer("Ana Ruiz", "direction")) == ""


@pytest.mark.parametrize(("due_in", "waits"), [(-1, 1), (0, 1), (7, 1), (8, 0)])
def test_what_is_late_or_due_within_a_week_waits_for_its_owner(company, due_in, waits):
    changes.write(
        "action", {"key": "A-1", "title": "Call", "owner": "ANA", "due_on": TODAY + timedelta(days=due_in)}, by="Zoe", why=Text("x")
    )
    assert actions.waiting_for(ANA, TODAY) == waits


def test_done_closes_it_and_undo_opens_it_again(action):
    change = say(action, "done", sentence="They called back.")
    one = actions.get(action)
    assert (one.is_done, one.done_on, actions.waiting_for(ANA, TODAY)) == (True, TODAY, 0)
    (said,) = actions.reports(action)
    assert (said.state, said.sentence, said.by) == ("done", "They called back.", "ANA")
    changes.undo(change, by="Ana Ruiz")
    assert not actions.get(action).is_done
    assert actions.reports(action) == ()


def test_late_asks_for_a_day_to_come(action):
    with pytest.raises(InputError) as refused:
        say(action, "late", due_on=TODAY - timedelta(days=1))
    assert refused.value.where.column == "due_on"
    say(action, "late", due_on=date(2026, 3, 20))
    assert actions.get(action).due_on == date(2026, 3, 20)


def test_blocked_keeps_the_first_day_and_what_it_waits_for(action):
    with pytest.raises(InputError):
        say(action, "blocked")
    say(action, "blocked", sentence="No budget")
    say(action, "blocked", waits_for="CFO approval", on=TODAY + timedelta(days=9))
    one = actions.get(action)
    assert (one.is_blocked, one.blocked_on, one.blocked_by) == (True, TODAY, "CFO approval")
    say(action, "going")
    assert not actions.get(action).is_blocked


def test_done_twice_is_refused(action):
    say(action, "done")
    with pytest.raises(RefusedError, match="done already"):
        say(action, "done")


def test_two_people_who_say_different_things_both_see_it(action):
    seen = version_of("action", (action,))
    say(action, "late", due_on=date(2026, 3, 20), seen=seen)
    with pytest.raises(ConflictError) as both:
        actions.report(action, by="Bob Hill", person="BOB", state="late", due_on=date(2026, 4, 1), seen=seen)
    assert both.value.fields["due_on"].now == "2026-03-20"
    assert both.value.wanted["due_on"] == "2026-04-01"
    assert actions.get(action).due_on == date(2026, 3, 20)


def test_its_owner_and_whoever_decides_over_it_may_report(action):
    one = actions.get(action)
    assert actions.may_report(ANA, one)
    assert actions.may_report(Viewer("Zoe Park", "direction"), one)
    assert actions.may_report(Viewer("Head", "head", frozenset({"OPS"})), one)
    assert not actions.may_report(Viewer("Head", "head", frozenset({"FIN"})), one)
    assert not actions.may_report(Viewer("Bob Hill", "member", frozenset({"OPS"}), "BOB"), one)
    assert not actions.may_report(Viewer("Ana Ruiz", "auditor", person="ANA"), one)


def test_what_is_refused_writes_nothing(company):
    with pytest.raises(InputError, match="past"):
        actions.make(by="Zoe", title="Call", owner="ANA", due_on=TODAY - timedelta(days=1))
    with pytest.raises(InputError, match="nothing is written"):
        actions.make(by="Zoe", title=" ", owner="ANA", due_on=TODAY)
    with pytest.raises(InputError, match="no such action"):
        say("PA-9", "done")
    assert not MODELS["action"].objects.exists()
