"""What people do about a finding changes its state, keeps its proof, and can be undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from pupitre.desk import changes, decide, findings, frozen
from pupitre.desk.decisions import Terms
from pupitre.kernel import Evidence, Finding, InputError, Money, Option, RefusedError, Subject, Text
from pupitre.records.models import MODELS, ExaminationRun

WHY = Text("Because")
DAY, LATER = date(2026, 3, 2), date(2026, 4, 1)
OPTIONS = (Option("stop", Text("Stop it"), cost=Money(Decimal(3000), "EUR")), Option("do_nothing", Text("Do nothing")))
LATE = Finding(
    "portfolio.late",
    (Subject("project", "P-1"),),
    Text("Late"),
    (Evidence("project", (("P-1",),), ("name",), (("Paint",),)),),
    DAY,
    options=OPTIONS,
)
NAME = LATE.fingerprint


def run(*several: Finding) -> None:
    record = ExaminationRun.objects.create(on=DAY, seed=0, known=0, started_at=timezone.now(), state="done")
    findings.keep(record, "portfolio", several)


@pytest.fixture
def late(home):
    run(LATE)


def state() -> str:
    return findings.get(NAME, on=DAY).state


def decided(**more) -> int:
    acts = {"by": "Ana", "option": "stop", "on": DAY} | {name: more.pop(name) for name in ("by", "option", "on") if name in more}
    return decide.decide(NAME, terms=Terms(**({"question": "Stop P-1?", "choice": "Stop it", "owner": "Ana Ruiz"} | more)), **acts)


def test_a_decision_is_written_with_its_owner_its_cost_and_its_finding(late):
    decided(due_on=LATER, kpi="K-1", expected=(1.0, 2.0, 3.0))
    row = MODELS["decision"].objects.get()
    assert (row.key, row.title, row.choice, row.owner, row.finding) == ("PD-1", "Stop P-1?", "Stop it", "ana-ruiz", NAME)
    assert (row.decided_on, row.due_on, row.status) == (DAY, LATER, "decided")
    assert (row.cost, row.currency, row.kpi, row.expected_likely) == (Decimal(3000), "EUR", "K-1", 2.0)
    assert (state(), findings.get(NAME, on=DAY).decision) == ("deciding", "PD-1")


def test_a_decision_keeps_the_evidence_as_it_was(late):
    decided()
    run()
    kept = frozen.proof_of("PD-1")
    assert kept.option == "stop"
    assert kept.finding.evidence[0].values == (("Paint",),)
    assert [option.code for option in kept.finding.options] == ["stop", "do_nothing"]


def test_a_decision_undone_leaves_no_trace_on_the_desk(late):
    change = decided()
    changes.undo(change, by="Ana")
    assert (state(), MODELS["decision"].objects.count(), MODELS["person"].objects.count()) == ("open", 0, 0)


def test_codes_follow_each_other(late):
    changes.write("decision", {"key": "PD-7", "title": "Before"}, by="Ana", why=WHY)
    changes.write("decision", {"key": "PD-x", "title": "Not a number"}, by="Ana", why=WHY)
    decided()
    assert findings.get(NAME, on=DAY).decision == "PD-8"


def test_an_action_is_entrusted_with_its_owner_and_date(late):
    decide.entrust(NAME, by="Ana", title="Call the supplier", owner="bob", due_on=LATER, on=DAY)
    row = MODELS["action"].objects.get()
    assert (row.key, row.title, row.owner, row.due_on, row.is_done) == ("PA-1", "Call the supplier", "bob", LATER, False)
    assert state() == "entrusted"


def test_a_known_person_is_found_by_name_whatever_the_case(late):
    changes.write("person", {"key": "E-12", "name": "Ana Ruiz"}, by="Ana", why=WHY)
    decided(owner="ANA RUIZ")
    assert MODELS["decision"].objects.get().owner == "E-12"
    assert MODELS["person"].objects.count() == 1


def test_a_person_is_found_by_code(late):
    changes.write("person", {"key": "E-12", "name": "Ana Ruiz"}, by="Ana", why=WHY)
    decided(owner="E-12")
    assert MODELS["person"].objects.count() == 1


def test_two_people_of_one_name_are_asked_apart(late):
    for key in ("E-12", "E-13"):
        changes.write("person", {"key": key, "name": "Ana Ruiz"}, by="Ana", why=WHY)
    with pytest.raises(InputError, match="2 people are called Ana Ruiz") as refused:
        decided(owner="Ana Ruiz")
    assert refused.value.mend.values["codes"] == ("E-12", "E-13")


def test_a_new_name_never_takes_the_code_of_somebody_else(late):
    changes.write("person", {"key": "ana-ruiz", "name": "Ana Ruiz Gómez"}, by="Ana", why=WHY)
    decided(owner="Ana Ruiz")
    assert MODELS["decision"].objects.get().owner == "ana-ruiz-2"


@pytest.mark.parametrize("missing", ["question", "choice", "owner"])
def test_a_decision_without_its_essentials_is_refused(late, missing):
    with pytest.raises(InputError) as refused:
        decided(**{missing: "  "})
    assert refused.value.where.column == missing
    assert state() == "open"


def test_an_option_that_was_not_proposed_is_refused(late):
    with pytest.raises(InputError, match="not one of those proposed"):
        decided(option="sell")


def test_an_action_due_yesterday_is_refused(late):
    with pytest.raises(InputError, match="past"):
        decide.entrust(NAME, by="Ana", title="Call", owner="bob", due_on=date(2026, 3, 1), on=DAY)


def test_a_finding_is_set_aside_with_a_reason_and_a_day(late):
    change = decide.set_aside(NAME, by="Ana", reason="Known since May", until=LATER, on=DAY)
    item = findings.get(NAME, on=DAY)
    assert (item.state, item.reason, item.until) == ("set_aside", "Known since May", LATER)
    changes.undo(change, by="Ana")
    assert state() == "open"


def test_setting_aside_asks_for_a_reason(late):
    with pytest.raises(InputError) as refused:
        decide.set_aside(NAME, by="Ana", reason="", on=DAY)
    assert refused.value.where.column == "reason"


def test_setting_aside_until_today_is_refused(late):
    with pytest.raises(InputError, match="past"):
        decide.set_aside(NAME, by="Ana", reason="Known", until=DAY, on=DAY)


def test_a_finding_set_aside_is_brought_back(late):
    decide.set_aside(NAME, by="Ana", reason="Known", until=LATER, on=DAY)
    decide.reopen(NAME, by="Ana", on=DAY)
    item = findings.get(NAME, on=DAY)
    assert (item.state, item.reason, item.until) == ("open", None, None)


def test_an_open_finding_is_not_brought_back(late):
    with pytest.raises(RefusedError, match="open already"):
        decide.reopen(NAME, by="Ana", on=DAY)


def test_an_action_keeps_the_decision_it_carries_out(late):
    decided()
    decide.entrust(NAME, by="Ana", title="Call", owner="bob", due_on=LATER, on=DAY)
    assert MODELS["action"].objects.get().decision == "PD-1"


def test_an_unknown_finding_is_refused(home):
    with pytest.raises(InputError, match="no such finding"):
        decided()


def test_a_finding_closed_by_the_data_is_refused(late):
    run()
    with pytest.raises(RefusedError, match="closed"):
        decided()
