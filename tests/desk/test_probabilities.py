"""Each probability is kept until what it said is known, and past objectives are replayed with what was known then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pupitre.desk import changes, derived, probabilities
from pupitre.desk.rights import EVERYTHING
from pupitre.desk.snapshot import take
from pupitre.desk.web.ledger.page import ledger
from pupitre.impact.inputs import PUBLISHES
from pupitre.impact.replay import replayed as replay
from pupitre.kernel import Text
from pupitre.records.models import ExaminationRun
from pupitre.tables.rows import derived_table

DAY = date(2026, 3, 2)
DUE = date(2026, 6, 30)
WHY = Text("Because")


@pytest.fixture
def company(home, rows):
    """Return a company of one objective told by one KPI, read each week since a year, and of one that ended."""
    weeks = [DAY - timedelta(days=7 * at) for at in range(104, 0, -1)]
    changes.commit(
        {
            "objective": rows(
                "objective",
                {"key": "O1", "name": "Deliver on time", "status": "open", "starts_on": date(2026, 1, 1), "due_on": DUE},
                {"key": "O0", "name": "Deliver faster", "status": "reached", "starts_on": date(2025, 1, 1), "due_on": date(2025, 12, 31)},
            ),
            "kpi": rows("kpi", {"key": "K1", "name": "On time", "direction": "up"}),
            "key_result": rows(
                "key_result",
                {"key": "KR1", "objective": "O1", "kpi": "K1", "baseline": 40.0, "target": 60.0},
                {"key": "KR0", "objective": "O0", "kpi": "K1", "baseline": 40.0, "target": 50.5},
            ),
            "measure": measures(rows, *((day, 50.0 + at % 2) for at, day in enumerate(weeks))),
        },
        by="a",
        why=WHY,
    )
    return rows


def measures(rows, *read: tuple[date, float]):
    return rows("measure", *({"kpi": "K1", "unit": "", "starts_on": d, "ends_on": d + timedelta(days=7), "value": v} for d, v in read))


def examined(on: date, *said: tuple[str, int, date, float]) -> None:
    """Run an examination that told these probabilities: objective, horizon, day, chance."""
    record = ExaminationRun.objects.create(on=on, seed=0, known=take(on=on).known, started_at=timezone.now(), state="done")
    listed = [
        {
            "objective": key,
            "horizon_days": days,
            "at": at,
            "question": "on_path" if days else "reached",
            "chance": chance,
            "low": chance - 0.1,
            "high": chance + 0.1,
        }
        for key, days, at, chance in said
    ]
    derived.keep(record, "impact.horizon_chance", derived_table(PUBLISHES["impact.horizon_chance"], listed))
    probabilities.follow(take(on=on), record)


def live() -> list[tuple[int, date, bool | None]]:
    return [(one.horizon_days, one.published_on, one.has_happened) for one in probabilities.cases(EVERYTHING, origin="live")]


def test_one_case_stays_open_for_an_objective_and_a_horizon(company):
    examined(DAY, ("O1", 0, DUE, 0.6), ("O1", 90, DAY + timedelta(days=90), 0.7))
    examined(DAY + timedelta(days=7), ("O1", 0, DUE, 0.5), ("O1", 90, DAY + timedelta(days=97), 0.7))
    assert live() == [(90, DAY, None), (0, DAY, None)]


@pytest.mark.parametrize(("value", "happened"), [(61.0, True), (59.0, False)])
def test_a_case_is_resolved_by_the_reading_of_its_day(company, value, happened):
    examined(DAY, ("O1", 0, DUE, 0.6))
    changes.commit({"measure": measures(company, (DUE - timedelta(days=1), value))}, by="a", why=WHY)
    examined(DUE + timedelta(days=7))
    assert live() == [(0, DAY, happened)]


def test_before_its_date_an_objective_is_held_to_its_path(company):
    at = DAY + timedelta(days=90)  # 31 May: 150 of 180 days gone, the path is at 40 + 20 × 150/180 = 56.7
    examined(DAY, ("O1", 90, at, 0.6))
    changes.commit({"measure": measures(company, (at, 57.0))}, by="a", why=WHY)
    examined(at + timedelta(days=7))
    assert live() == [(90, DAY, True)]


def test_a_case_waits_for_the_reading_of_its_day_then_says_that_none_came(company):
    examined(DAY, ("O1", 0, DUE, 0.6))
    examined(DUE + timedelta(days=30))
    assert live() == [(0, DAY, None)]
    examined(DUE + timedelta(days=61))
    (case,) = probabilities.cases(EVERYTHING, origin="live")
    assert (case.has_happened, case.reason, case.is_open) == (None, "no_reading_then", False)


def test_a_case_is_judged_on_the_terms_it_was_published_on(company):
    examined(DAY, ("O1", 0, DUE, 0.6))
    changes.commit({"key_result": company("key_result", {"key": "KR1", "objective": "O1", "target": 90.0})}, by="a", why=WHY)
    changes.commit({"measure": measures(company, (DUE - timedelta(days=1), 61.0))}, by="a", why=WHY)
    examined(DUE + timedelta(days=7))
    assert live() == [(0, DAY, True)]


def test_the_next_probability_is_published_once_the_one_before_is_resolved(company):
    at = DAY + timedelta(days=90)
    examined(DAY, ("O1", 90, at, 0.6))
    changes.commit({"measure": measures(company, (at, 57.0))}, by="a", why=WHY)
    later = at + timedelta(days=7)
    examined(later, ("O1", 90, later + timedelta(days=20), 0.9))
    assert live() == [(90, later, None), (90, DAY, True)]


def test_a_past_objective_is_replayed_with_what_was_known_then_and_kept_apart(company):
    examined(DAY)
    replayed = probabilities.cases(EVERYTHING, origin="replayed")
    assert {(one.horizon_days, one.published_on) for one in replayed} == {
        (90, date(2025, 10, 2)),
        (180, date(2025, 7, 4)),
    }  # 365 days before its date, it had not begun
    assert {one.has_happened for one in replayed} == {True}  # the week of 31 December read 51
    assert live() == []


def test_what_was_read_later_changes_nothing_of_a_replay(company):
    examined(DAY)
    first = {one.horizon_days: one.chance for one in probabilities.cases(EVERYTHING, origin="replayed")}
    later = measures(company, *((date(2025, 10, 6) + timedelta(days=7 * at), 90.0) for at in range(20)))
    changes.commit({"measure": later}, by="a", why=WHY)
    snapshot = take(on=DAY)
    for name in probabilities.RESTS_ON:
        snapshot.publish(name, derived.latest(name))
    assert {one.horizon_days: one.chance for one in replay(snapshot)} == first


def test_a_replay_is_written_once(company):
    examined(DAY)
    examined(DAY + timedelta(days=7))
    assert len(probabilities.cases(EVERYTHING, origin="replayed")) == 2


def test_the_page_says_too_few_cases_and_shows_them(company):
    examined(DAY, ("O1", 0, DUE, 0.6))
    page = ledger(probabilities.cases(EVERYTHING), {"O1": "Deliver on time"}, origin="live", lang="en")
    assert (page.wide, page.missing, page.open_count, page.next_on) == (None, 30, 1, DUE)
    assert page.lines[0].objective == "Deliver on time"
