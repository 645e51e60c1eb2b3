"""A decision keeps what was known that day, goes through its life, and stands in the ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.decide.conftest import TODAY, a_finding

from pupitre.desk import actions, changes, decide, decisions, frozen, hearing, ledger, snapshot
from pupitre.desk.decisions import Terms
from pupitre.desk.entry.versions import ConflictError, version_of
from pupitre.desk.rights import EVERYTHING, Viewer, reach
from pupitre.kernel import InputError, RefusedError, Text

DAYS = {"due_on": date(2026, 3, 20), "review_on": date(2026, 6, 1)}
TERMS = Terms("Merge them?", "Merge them", "Ana Ruiz", kpi="K-1", expected=(-3.0, -2.0, -1.0), **DAYS)


def test_the_rows_it_rests_on_are_kept_beside_what_the_data_say_later(company, examined, published):
    examined(a_finding())
    decide.decide(a_finding().fingerprint, by="Ana", terms=TERMS, option="merge")
    examined(a_finding(late_days=44), late_days=44)
    kept = frozen.proof_of("PD-1")
    assert kept.finding.evidence[0].values == (("P-1", 30),)
    assert kept.option == "merge"
    figures = {one.table: one.rows for one in kept.figures}
    assert figures["portfolio.finish"] == {("P-1",): ("P-1", 30)}
    assert figures["measure"] == {("K-1", ""): ("K-1", date(2026, 2, 1), 20.0)}
    assert frozen.again(kept.figures, model=snapshot.take(on=TODAY))["portfolio.finish"].rows == {("P-1",): ("P-1", 44)}


def test_a_decision_without_a_finding_keeps_its_other_options(company):
    _change, key = decisions.take(Terms("Which line?", "Line 2", "Ana Ruiz", others="Line 1\n\n  Wait  "), by="Ana")
    kept = frozen.proof_of(key)
    assert (kept.finding, kept.others) == (None, ("Line 1", "Wait"))


def test_a_decision_that_came_from_a_file_has_no_proof(company):
    changes.write("decision", {"key": "D-1", "title": "Old"}, by="Ana", why=Text("x"))
    assert frozen.proof_of("D-1") is None


@pytest.mark.parametrize(
    ("status", "due_in", "state"),
    [
        ("decided", 1, "under_way"),
        ("decided", 0, "under_way"),
        ("decided", -1, "late"),
        ("open", 1, "open"),
        ("done", -9, "done"),
        ("dropped", -9, "dropped"),
    ],
)
def test_where_a_decision_stands(status, due_in, state):
    assert ledger.state_of(status, TODAY + timedelta(days=due_in), TODAY) == state


@pytest.mark.parametrize(
    ("day", "review"), [(None, "none"), ("2026-03-01", "due"), ("2026-03-02", "month"), ("2026-03-31", "month"), ("2026-04-01", "later")]
)
def test_when_a_review_comes(day, review):
    assert ledger.review_of("decided", date.fromisoformat(day) if day else None, TODAY) == review
    assert ledger.review_of("dropped", date.fromisoformat(day) if day else None, TODAY) == "none"


def test_the_ledger_counts_how_actions_go(company):
    _change, key = decisions.take(TERMS, by="Ana")
    past = {"due_on": date(2026, 2, 1)}
    for number, more in enumerate(({"is_done": True}, past, past | {"blocked_on": date(2026, 2, 1)}, {})):
        row = {"key": f"A-{number}", "title": "x", "decision": key, "due_on": date(2026, 5, 1)} | more
        changes.write("action", row, by="Ana", why=Text("x"))
    (one,) = ledger.ledger(on=TODAY, reach=EVERYTHING)
    assert one.actions == ledger.Counts(done=1, blocked=1, late=1, going=1)


def test_a_head_sees_the_decisions_of_their_department_only(company):
    decisions.take(TERMS, by="Ana")
    decisions.take(Terms("Loan?", "Yes", "Zoe Park"), by="Zoe")
    seen = ledger.ledger(on=TODAY, reach=reach(Viewer("Head", "head", frozenset({"OPS"}))))
    assert [one.title for one in seen] == ["Merge them?"]


def test_filters_narrow_the_ledger(company):
    decisions.take(TERMS, by="Ana")
    decisions.take(Terms("Loan?", "Yes", "Zoe Park", unit="FIN", review_on=date(2026, 3, 9)), by="Zoe")
    rows = ledger.ledger(on=TODAY, reach=EVERYTHING)
    assert [one.key for one in ledger.narrowed(rows, owner="ZOE")] == ["PD-2"]
    assert [one.key for one in ledger.narrowed(rows, unit="FIN")] == ["PD-2"]
    assert [one.key for one in ledger.narrowed(rows, review="soon")] == ["PD-2"]
    assert len(ledger.narrowed(rows, state="live", since=TODAY)) == 2
    assert ledger.narrowed(rows, state="done") == ()


def test_a_decision_is_completed_opened_again_and_given_up_with_a_reason(company):
    _change, key = decisions.take(TERMS, by="Ana")
    decisions.complete(key, by="Ana")
    assert ledger.get(key, on=TODAY).state == "done"
    with pytest.raises(RefusedError):
        decisions.complete(key, by="Ana")
    decisions.reopen(key, by="Ana")
    with pytest.raises(InputError):
        decisions.drop(key, by="Ana", reason=" ")
    decisions.drop(key, by="Ana", reason="Sold")
    assert ledger.get(key, on=TODAY).state == "dropped"


def test_completing_what_somebody_gave_up_meanwhile_is_refused(company):
    _change, key = decisions.take(TERMS, by="Ana")
    seen = version_of("decision", (key,))
    decisions.drop(key, by="Bob", reason="Sold", seen=seen)
    with pytest.raises(ConflictError):
        decisions.complete(key, by="Ana", seen=seen)
    assert ledger.get(key, on=TODAY).state == "dropped"


def refuse(*keys: str, refusal: str = "not_useful", on: date = TODAY) -> None:
    for key in keys:
        decide.set_aside(a_finding(key).fingerprint, by="Ana", refusal=refusal, on=on)


def test_a_rule_refused_three_times_goes_quiet_and_can_be_brought_back(company, examined):
    examined(*(a_finding(f"P-{n}") for n in range(1, 6)))
    refuse("P-1", "P-2")
    assert hearing.quiet(on=TODAY) == frozenset()
    refuse("P-3")
    assert hearing.quiet(on=TODAY) == {"portfolio.late"}
    change = hearing.hear("portfolio.late", by="Ana")
    assert hearing.quiet(on=TODAY) == frozenset()
    changes.undo(change, by="Ana")
    assert hearing.quiet(on=TODAY) == {"portfolio.late"}
    assert hearing.quiet(on=TODAY + timedelta(days=91)) == frozenset()


def test_a_rule_followed_as_often_as_refused_is_heard(company, examined):
    examined(*(a_finding(f"P-{n}") for n in range(1, 8)))
    refuse("P-1", "P-2", "P-3")
    refuse("P-4", refusal="accepted")
    refuse("P-5", refusal="wrong_data")
    decide.entrust(a_finding("P-6").fingerprint, by="Ana", title="Do", owner="ANA", due_on=TODAY)
    decide.decide(a_finding("P-7").fingerprint, by="Ana", terms=TERMS, option="merge")
    record = hearing.records(on=TODAY)["portfolio.late"]
    assert (record.right, record.wrong, record.is_quiet) == (3, 3, False)


def test_an_entrusted_finding_tells_its_owner_once(company, examined, monkeypatch):
    told = []
    monkeypatch.setattr(actions, "tell", lambda key, *, by: told.append((key, by)))
    examined(a_finding())
    decide.entrust(a_finding().fingerprint, by="Ana", title="Do", owner="ANA", due_on=TODAY)
    assert told == [("PA-1", "Ana")]
