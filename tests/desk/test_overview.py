"""What the desk says first: since last time, the pulse, the pace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
from django.utils import timezone

from pupitre.desk import changes, derived, findings, overview
from pupitre.kernel import Domain, Evidence, Examination, Finding, Money, Stake, Subject, Text
from pupitre.records.models import DomainRun, ExaminationRun

WHY = Text("Because")
DAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def found(key: str, likely: int | None = 100) -> Finding:
    stake = None if likely is None else Stake(Decimal(0), Decimal(likely), Decimal(1000), "EUR")
    evidence = (Evidence("project", ((key,),), ("key",), ((key,),)),)
    return Finding("portfolio.late", (Subject("project", key),), Text("Late"), evidence, DAY, stake=stake, confidence=1.0)


def run(*several: Finding) -> ExaminationRun:
    record = ExaminationRun.objects.create(on=DAY, seed=0, known=0, started_at=timezone.now(), state="done")
    findings.keep(record, "portfolio", several)
    return record


def keys(items) -> list[str]:
    return [item.finding.subjects[0].key for item in items]


def test_a_first_visit_compares_nothing(home):
    run(found("A"))
    overview.visited("Ana", at=NINE)
    assert overview.since_last("Ana", on=DAY) == overview.Since(None)


def test_since_last_time_tells_what_opened_closed_and_moved(home):
    run(found("goes"), found("stays"), found("moves", 100), found("hardly moves", 100))
    overview.visited("Ana", at=NINE)
    run(found("stays"), found("moves", 150), found("hardly moves", 104), found("comes"))
    overview.visited("Ana", at=NINE + timedelta(days=1))
    since = overview.since_last("Ana", on=DAY)
    assert since.previous_at == NINE
    assert (keys(since.opened), keys(since.closed)) == (["comes"], ["goes"])
    assert [(one.before, one.after) for one in since.moved] == [(Money(Decimal(100), "EUR"), Money(Decimal(150), "EUR"))]
    assert keys(one.item for one in since.moved) == ["moves"]


def test_looking_again_within_a_visit_keeps_what_was_new(home):
    run(found("A"))
    overview.visited("Ana", at=NINE)
    run(found("A"), found("B"))
    for minutes in (0, 10, 20, 40):
        overview.visited("Ana", at=NINE + timedelta(days=1, minutes=minutes))
    assert keys(overview.since_last("Ana", on=DAY).opened) == ["B"]


def test_after_a_quiet_while_what_was_seen_is_no_longer_new(home):
    run(found("A"))
    overview.visited("Ana", at=NINE)
    run(found("A"), found("B"))
    overview.visited("Ana", at=NINE + timedelta(days=1))
    overview.visited("Ana", at=NINE + timedelta(days=1, minutes=31))
    assert overview.since_last("Ana", on=DAY).opened == ()


def test_each_person_has_a_last_time(home):
    run(found("A"))
    overview.visited("Ana", at=NINE)
    assert overview.since_last("Bob", on=DAY) == overview.Since(None)


def test_a_finding_that_came_and_went_between_two_visits_is_not_told(home):
    run()
    overview.visited("Ana", at=NINE)
    run(found("brief"))
    run()
    overview.visited("Ana", at=NINE + timedelta(days=1))
    since = overview.since_last("Ana", on=DAY)
    assert (since.opened, since.closed) == ((), ())


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [(100, 106, True), (100, 105, False), (100, 94, True), (None, 1, True), (1, None, True), (None, None, False), (0, 1, True)],
)
def test_a_stake_moves_when_it_changes_by_more_than_a_twentieth(before, after, is_told):
    amounts = [None if v is None else Decimal(v) for v in (before, after)]
    assert overview.has_moved(*amounts) is is_told


@pytest.fixture
def cards(monkeypatch):
    made = tuple(Domain(name, Text(name.title()), (), lambda s: Examination()) for name in ("portfolio", "strategy"))
    monkeypatch.setattr(overview, "domains", lambda: made)


def test_the_pulse_counts_what_is_open_and_names_the_worst(home, cards):
    record = run(found("A", 10), found("B", 90), found("C", None))
    DomainRun.objects.create(run=record, domain="portfolio", position=0, state="done", absent=[{}, {}])
    portfolio, strategy = overview.pulse(on=DAY)
    assert (portfolio.title, portfolio.open_count, portfolio.worst.likely, portfolio.absent_count) == (Text("Portfolio"), 3, 90, 2)
    assert (strategy.open_count, strategy.worst, strategy.state) == (0, None, None)


def test_objectives_come_with_the_slowest_first_and_the_unknown_last(home, monkeypatch):
    for key, status in (("O-1", "open"), ("O-2", None), ("O-3", "open"), ("O-4", "reached")):
        changes.write("objective", {"key": key, "name": f"Name {key}", "status": status, "due_on": DAY}, by="Ana", why=WHY)
    shares = pa.table({"objective": ["O-1", "O-2"], "progress_share": [0.5, 0.2], "time_share": [0.4, 0.6]})
    monkeypatch.setattr(derived, "latest_of", lambda names: dict.fromkeys(names, shares))
    paces = overview.paces()
    assert [(p.objective, p.done_share, p.time_share) for p in paces] == [("O-2", 0.2, 0.6), ("O-1", 0.5, 0.4), ("O-3", None, None)]
    assert paces[2].reason is not None
    assert paces[0].name == "Name O-2"


def test_without_objectives_there_is_no_pace(home):
    assert overview.paces() == ()
