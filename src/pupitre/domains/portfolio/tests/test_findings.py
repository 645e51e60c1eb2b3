"""What the portfolio tells, and what it keeps silent about."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from pupitre.domains.portfolio import examine
from pupitre.domains.portfolio.tests.company import ON, company, day, link, project, report, reports, task
from pupitre.kernel import Period


def told(rule, **rows):
    return [f for f in examine(company(**rows)).findings if f.rule == f"portfolio.{rule}"]


SLOW = reports([0.0, 0.1, 0.2, 0.3, 0.4, 0.5], status="green", spent=Decimal(20_000))
"""A tenth a month and half done: five more months, 150 days."""


def test_a_green_project_whose_progress_is_too_slow_is_told():
    (found,) = told("late_though_green", project=[project(due_on=day(100))], project_report=SLOW)
    assert found.text.values["late"].value == 50
    assert found.confidence == 1.0
    assert found.due_on == day(100)
    assert [e.table for e in found.evidence] == ["portfolio.project_finish", "project_report"]


def test_the_delay_is_priced_at_what_a_day_costs():
    """20,000 over 200 days are 100 a day; 50 days late."""
    (found,) = told("late_though_green", project=[project(due_on=day(100))], project_report=SLOW)
    assert (found.stake.likely, found.stake.per) == (Decimal(5000), "once")


def test_a_delay_counts_for_a_year_at_most():
    """A tenth in 500 days: thousands of days to come, of which 365 are priced at 20,000 over 500 days, 40 a day."""
    rows = [report(at, status="green", progress=share, spent=Decimal(20_000)) for at, share in ((-30, 0.1), (0, 0.1))]
    (found,) = told("late_though_green", project=[project(starts_on=day(-500), due_on=day(100))], project_report=rows)
    assert found.text.values["late"].value > 365
    assert found.stake.likely == Decimal(14_600)


def test_a_delay_never_costs_more_than_the_whole_budget_and_one_report_is_half_sure():
    """90,000 over 100 days are 900 a day; a fifth done in 100 days ends over a year late: 328,500, of a budget of 100,000."""
    rows = [report(0, status="green", progress=0.2, spent=Decimal(90_000))]
    short = project(starts_on=day(-100), due_on=day(-10))
    (found,) = told("late_though_green", project=[short], project_report=rows)
    assert (found.stake.likely, found.stake.high) == (Decimal(100_000), Decimal(100_000))
    assert found.confidence == 0.5


def test_a_date_announced_late_once_is_half_sure():
    (found,) = told("late_though_green", project=[project()], project_report=[report(0, status="green", finish_on=day(143))])
    assert found.confidence == 0.5


def test_tasks_confirm_the_only_report():
    tasks = [task("a", 120, started_on=day(0))]
    rows = [report(0, status="green", progress=0.05)]
    (found,) = told("late_though_green", project=[project(due_on=day(30))], project_report=rows, task=tasks)
    assert found.confidence == 1.0


@pytest.mark.parametrize("status", ["red", "amber", None])
def test_a_project_that_says_it_is_late_is_not_told(status):
    rows = reports([0.0, 0.1, 0.2, 0.3, 0.4, 0.5], status=status)
    assert told("late_though_green", project=[project(due_on=day(50))], project_report=rows) == []


def test_a_project_red_but_fine_is_not_told():
    rows = reports([0.0, 0.1, 0.2, 0.3, 0.4, 0.5], status="red")
    assert told("late_though_green", project=[project(due_on=day(200))], project_report=rows) == []


def test_up_to_six_weeks_late_is_not_told():
    assert told("late_though_green", project=[project(due_on=day(110))], project_report=SLOW) == []


def test_a_green_project_that_announces_a_late_date_is_told_for_sure():
    rows = [report(-30, status="green", finish_on=day(100)), report(0, status="green", finish_on=day(143))]
    (found,) = told("late_though_green", project=[project()], project_report=rows)
    assert "announces" in found.text.msgid
    assert (found.confidence, found.since) == (1.0, day(0))


def test_a_green_project_open_long_after_its_date_is_told():
    (found,) = told("late_though_green", project=[project(due_on=day(-43))], project_report=[report(0, status="green")])
    assert "still open" in found.text.msgid
    assert found.text.values["late"].value == 43
    assert found.due_on is None


def test_dates_that_move_elsewhere_accuse_nobody():
    others = [project(f"Q{n:02}") for n in range(40)]
    moved = [report(at, f"Q{n:02}", status="red", finish_on=day(300 + at)) for n in range(40) for at in (-100, 0)]
    rows = [*moved, report(0, status="green", finish_on=day(100))]
    assert told("late_though_green", project=[project(), *others], project_report=rows) == []


def test_the_tasks_that_hold_the_end_are_the_cause():
    tasks = [task("a", 120, started_on=day(0)), task("b", 5), task("c", 3, started_on=day(0))]
    (found,) = told(
        "late_though_green",
        project=[project(due_on=day(30))],
        project_report=[report(0, status="green", progress=0.05)],
        task=tasks,
        task_link=[link("a", "b")],
    )
    assert [t.values["name"] for t in found.cause.values["tasks"]] == ["Task a", "Task b"]
    assert found.evidence[-1].keys == (("P1", "a"), ("P1", "b"))


def hours(values, project):
    return [{"skill": "S", "project": project, "starts_on": ON + timedelta(weeks=n), "hours": float(h)} for n, h in enumerate(values)]


def overload():
    given = [{"skill": "S", "starts_on": ON + timedelta(weeks=n), "hours": 100.0} for n in range(5)]
    asked = [*hours([50, 100, 100, 100, 50], "P1"), *hours([0, 43, 43, 43, 0], "P2")]
    return told(
        "overloaded_skill",
        capacity=given,
        allocation=asked,
        skill=[{"key": "S", "name": "Automation"}],
        project=[project(), project("P2")],
        project_report=[report(0, status="green", spent=Decimal(20_000)), report(0, "P2", status="green", spent=Decimal(40_000))],
    )


def test_an_overload_names_the_skill_the_weeks_and_the_projects():
    (found,) = overload()
    values = found.text.values
    assert (values["skill"], values["load"].value, values["weeks"]) == ("Automation", pytest.approx(1.43), 3)
    assert [name.values["name"] for name in values["projects"]] == ["P1", "P2"]
    assert found.episode == Period(day(7), day(28))


def test_an_overload_costs_the_projects_the_weeks_they_wait():
    """129 hours too many of 300: 1.29 weeks, 9.03 days, at 100 a day for P1 and 200 for P2."""
    (found,) = overload()
    assert (found.stake.low, found.stake.high) == (Decimal("903.00"), Decimal("2709.00"))
    assert found.stake.likely == Decimal("1806.00")


def drift_rows(count):
    rows = [project(f"P{n:02}", unit="A", budget=Decimal(100_000)) for n in range(count)]
    grown = [report(0, f"P{n:02}", status="green", forecast_cost=Decimal(150_000 + n)) for n in range(count)]
    return {"project": rows, "project_report": grown, "unit": [{"key": "A", "name": "Works"}]}


def test_a_drift_says_how_much_and_from_when():
    rows = [
        report(-60, budget=Decimal(100_000), status="green"),
        report(-30, budget=Decimal(130_000), status="green"),
        report(0, budget=Decimal(150_000), status="green"),
    ]
    (found,) = told("cost_drift", project=[project()], project_report=rows)
    assert (found.stake.likely, found.since, found.confidence) == (Decimal(50_000), day(-30), 1.0)
    assert found.text.values["first"] == day(-60)
    assert set(found.text.values) == {"project", "over", "share", "first", "landing"}


@pytest.mark.parametrize(("landing", "confidence", "words"), [(999_999, 1.0, "has grown"), (1_000_000, 0.3, "another unit")])
def test_ten_times_the_budget_is_a_figure_to_check(landing, confidence, words):
    rows = [report(-60, budget=Decimal(100_000), status="green"), report(0, budget=Decimal(landing), status="green")]
    (found,) = told("cost_drift", project=[project()], project_report=rows)
    assert found.confidence == confidence
    assert words in found.text.msgid


def test_many_drifts_are_gathered_by_department_after_the_largest():
    found = told("cost_drift", **drift_rows(13))
    assert len(found) == 11
    assert [(s.kind, s.key) for s in found[-1].subjects] == [("unit", "A")]
    assert found[-1].text.values["count"] == 3
    assert found[-1].stake.likely == Decimal(150_003)


def test_one_drift_too_many_is_told_by_itself():
    assert all(f.subjects[0].kind == "project" for f in told("cost_drift", **drift_rows(11)))


def test_a_project_that_is_over_does_not_drift_any_more():
    rows = [report(0, status="done", forecast_cost=Decimal(200_000))]
    assert told("cost_drift", project=[project()], project_report=rows) == []


def test_a_loop_is_told_by_the_names_of_its_tasks():
    rows = {"task": [task("a", 1), task("b", 1)], "task_link": [link("a", "b"), link("b", "a")]}
    (found,) = told("circular_links", project=[project()], **rows)
    assert found.text.values["loop"] == "Task a → Task b → Task a"
    assert set(found.evidence[0].keys) == {("P1", "a", "b", "FS"), ("P1", "b", "a", "FS")}


def test_work_done_twice_shows_both_texts_and_what_it_would_free():
    texts = (
        "Scan supplier invoices, read them by software and send them to approval online, without paper.",
        "Automatic reading of vendor invoices scanned on arrival, with an electronic approval workflow, paper abolished.",
    )
    names = ("Invoices without paper", "Accounts payable")
    rows = [project(f"P{n}", name=names[n], description=text, unit=f"U{n}", budget=Decimal(30_000 + n)) for n, text in enumerate(texts)]
    rest = [project(f"Q{n}", name=f"Roof {n}", description=f"Repair roof {n} of depot {n}", unit="C") for n in range(8)]
    (found,) = told("duplicate_project", project=[*rows, *rest])
    assert [s.key for s in found.subjects] == ["P0", "P1"]
    assert (found.stake.low, found.stake.likely) == (Decimal(0), Decimal(30_000))
    assert 0.33 <= found.confidence <= 1
    assert [row[2] for row in found.evidence[0].values] == list(texts)


def test_what_cannot_be_computed_is_absent_with_its_reason():
    absent = examine(company(project=[project(due_on=None)])).absent
    assert {a.figure for a in absent} == {"portfolio.finish", "portfolio.load", "portfolio.money"}
    assert next(a.key for a in absent if a.figure == "portfolio.finish") == "P1"
