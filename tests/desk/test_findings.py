"""Findings live from run to run, and the weightiest comes first."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
from django.utils import timezone

from pupitre.desk import changes, findings
from pupitre.impact.inputs import PUBLISHES
from pupitre.kernel import Evidence, Finding, Period, Stake, Subject, Text
from pupitre.records.models import ExaminationRun, FindingMove
from pupitre.records.models import Finding as KeptFinding
from pupitre.tables.rows import derived_table

WHY = Text("Because")
DAY = date(2026, 3, 2)
JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))


def found(key: str = "P-1", *, likely: int | None = None, confidence: float | None = None, **more) -> Finding:
    stake = None if likely is None else Stake(Decimal(likely), Decimal(likely), Decimal(likely), "EUR")
    return Finding(
        rule=more.pop("rule", "portfolio.late"),
        subjects=(Subject("project", key),),
        text=Text("Late"),
        evidence=(Evidence("project", ((key,),), ("key",), ((key,),)),),
        since=more.pop("since", JAN),
        stake=stake,
        confidence=confidence,
        **more,
    )


def run(on: date, *several: Finding, domain: str = "portfolio") -> None:
    record = ExaminationRun.objects.create(on=on, seed=0, known=0, started_at=timezone.now(), state="done")
    findings.keep(record, domain, several)


def states(on: date) -> dict[str, str]:
    return {item.finding.subjects[0].key: item.state for item in findings.kept(on=on)}


def test_a_new_finding_is_open(home):
    run(DAY, found())
    (item,) = findings.kept(on=DAY)
    assert (item.state, item.first_seen, item.last_seen, item.fingerprint) == ("open", DAY, DAY, found().fingerprint)


def test_a_finding_found_again_goes_on(home):
    run(DAY, found())
    run(DAY + timedelta(days=7), found(likely=5))
    (item,) = findings.kept(on=DAY)
    assert (item.first_seen, item.last_seen, item.finding.stake.likely) == (DAY, DAY + timedelta(days=7), 5)


def test_a_finding_that_vanishes_is_closed_by_the_data(home):
    run(DAY, found())
    run(DAY + timedelta(days=7))
    (item,) = findings.kept(on=DAY)
    assert (item.state, item.closed_on) == ("closed", DAY + timedelta(days=7))
    assert findings.ranked(on=DAY) == ()


def test_a_finding_that_comes_back_is_open_again(home):
    run(DAY, found())
    run(DAY + timedelta(days=7))
    run(DAY + timedelta(days=14), found())
    (item,) = findings.kept(on=DAY)
    assert (item.state, item.first_seen, item.opened_on) == ("open", DAY, DAY + timedelta(days=14))


def test_another_domain_closes_nothing(home):
    run(DAY, found())
    run(DAY, domain="strategy")
    assert states(DAY) == {"P-1": "open"}


def test_an_overlapping_episode_keeps_the_fingerprint(home):
    first = found(episode=Period(JAN, MAR))
    run(DAY, first)
    run(DAY + timedelta(days=7), found(episode=Period(FEB, APR)))
    (item,) = findings.kept(on=DAY)
    assert (item.fingerprint, item.finding.episode) == (first.fingerprint, Period(FEB, APR))


def test_an_episode_apart_is_another_finding(home):
    run(DAY, found(episode=Period(JAN, FEB)))
    run(DAY, found(episode=Period(FEB, MAR)))
    assert sorted(item.state for item in findings.kept(on=DAY)) == ["closed", "open"]


def test_an_overlapping_episode_of_another_subject_is_another_finding(home):
    run(DAY, found("P-1", episode=Period(JAN, MAR)))
    run(DAY, found("P-2", episode=Period(JAN, APR)))
    assert states(DAY) == {"P-1": "closed", "P-2": "open"}


def test_the_same_finding_twice_is_a_broken_promise(home):
    with pytest.raises(ValueError, match="twice"):
        run(DAY, found(), found())


def test_money_times_confidence_ranks(home):
    run(DAY, found("A", likely=100, confidence=0.2), found("B", likely=50, confidence=0.9), found("C", likely=60))
    # 45 for B, 30 for C (half of 60: its confidence is not known), 20 for A
    assert [item.finding.subjects[0].key for item in findings.ranked(on=DAY)] == ["B", "C", "A"]


def test_without_money_the_nearer_date_comes_first_then_the_older(home):
    run(DAY, found("A", since=FEB), found("B", since=JAN), found("C", since=MAR, due_on=APR), found("D", likely=1, confidence=0.1))
    assert [item.finding.subjects[0].key for item in findings.ranked(on=DAY)] == ["D", "C", "B", "A"]


def test_a_limit_keeps_the_first(home):
    run(DAY, found("A", likely=1), found("B", likely=2))
    assert [item.finding.subjects[0].key for item in findings.ranked(on=DAY, limit=1)] == ["B"]


def state(**what) -> None:
    changes.write("finding_state", {"fingerprint": found().fingerprint, **what}, by="Ana", why=WHY)


def test_a_finding_set_aside_comes_back_on_its_day(home):
    run(DAY, found())
    state(state="set_aside", reason="Known", until=APR, on=DAY)
    assert [findings.get(found().fingerprint, on=on).state for on in (DAY, APR - timedelta(days=1), APR)] == [
        "set_aside",
        "set_aside",
        "open",
    ]
    assert findings.ranked(on=DAY) == ()


def test_a_finding_in_decision_stays_on_the_desk(home):
    run(DAY, found())
    state(state="deciding", decision="D-1", on=DAY)
    (item,) = findings.ranked(on=DAY)
    assert (item.state, item.decision) == ("deciding", "D-1")
    assert findings.ranked(on=DAY, states=("open",)) == ()


def test_a_finding_decided_that_closes_and_comes_back_is_open(home):
    run(DAY, found())
    state(state="deciding", decision="D-1", on=DAY)
    run(DAY + timedelta(days=7))
    run(DAY + timedelta(days=14), found())
    assert states(DAY + timedelta(days=14)) == {"P-1": "open"}


def test_an_unknown_finding_is_none(home):
    assert findings.get("nothing", on=DAY) is None


def test_each_new_stake_is_noted_once(home):
    run(DAY, found(likely=10))
    run(DAY, found(likely=10))
    run(DAY, found(likely=12))
    assert list(FindingMove.objects.order_by("id").values_list("likely", flat=True)) == [Decimal(10), Decimal(12)]
    assert KeptFinding.objects.count() == 1


def test_what_gains_most_on_the_objectives_comes_before_money(home, monkeypatch):
    run(DAY, found("P-1", likely=900), found("P-2", likely=10))
    causes = {"objective": "O1", "kind": "project", "key": "P-2", "family": "lateness", "gain": 0.2, "error": 0.01, "is_noise": False}
    outlook = {"key_result": "KR1", "objective": "O1", "kpi": "K1"}
    tables = {
        "impact.cause": derived_table(PUBLISHES["impact.cause"], [causes]),
        "impact.measure_outlook": derived_table(PUBLISHES["impact.measure_outlook"], [outlook]),
        "strategy.objective_weight": pa.table({"objective": ["O1"], "weight": [0.5]}),
    }
    monkeypatch.setattr(findings.derived, "latest_of", lambda names: {name: tables[name] for name in names})
    findings.give_points()
    first, second = findings.ranked(on=DAY)
    assert (first.finding.subjects[0].key, dict(first.points), first.gain) == ("P-2", {"O1": 0.2}, 0.1)
    assert (dict(second.points), second.gain) == ({}, 0.0)
