"""Where a project stands in its life, and the date it promised."""

from __future__ import annotations

from pupitre.domains.portfolio.analysis.history import histories
from pupitre.domains.portfolio.tests.company import day, model, project, report


def only(**rows):
    return histories(model(**rows))[0]


def life(*reports, **said):
    return only(project=[project(**said)], project_report=list(reports)).life


def test_a_project_said_done_or_stopped_is_over():
    assert life(report(-5, status="done")) == "done"
    assert life(report(-5, status="stopped", progress=0.4)) == "stopped"
    assert life(report(-5, progress=1.0)) == "done"


def test_a_project_without_any_report_runs_from_its_start():
    assert life() == "running"
    assert life(starts_on=day(10)) == "planned"


def test_a_project_not_started_is_planned():
    assert life(report(-5, status="not_started")) == "planned"
    assert life(report(-5, status="green"), starts_on=day(10)) == "planned"
    assert life(report(-5, status="not_started", progress=0.2)) == "running"


def test_a_project_that_the_last_list_leaves_out_is_no_longer_reported():
    rows = [report(at, "P2", status="green") for at in (-90, -60, -30, 0)]
    mine = [report(-60, status="green"), report(-90, status="green")]
    found = histories(model(project=[project(), project("P2")], project_report=[*rows, *mine]))
    assert [h.life for h in found] == ["unreported", "running"]


def test_a_project_reported_a_little_before_the_others_still_is():
    rows = [report(at, "P2", status="green") for at in (-90, -60, -30, 0)]
    found = histories(model(project=[project(), project("P2")], project_report=[*rows, report(-20, status="green")]))
    assert found[0].life == "running"


def test_a_report_that_says_nothing_any_more_says_so():
    assert life(report(-40, finish_on=day(50)), report(-10)) == "unreported"


def test_a_date_passed_without_a_word_on_the_state_may_be_the_end():
    assert life(report(-40, finish_on=day(-60))) == "unreported"
    assert life(report(-40, finish_on=day(-60), status="green")) == "running"


def test_the_planned_date_is_the_promise():
    found = only(project=[project(due_on=day(100))], project_report=[report(-60, finish_on=day(90)), report(-30, finish_on=day(130))])
    assert found.due_on == day(100)
    assert found.slip_days == 40


def test_a_planned_date_that_follows_the_forecast_is_no_promise():
    found = only(project=[project(due_on=day(130))], project_report=[report(-60, finish_on=day(90)), report(-30, finish_on=day(130))])
    assert found.due_on == day(90)


def test_one_announcement_makes_no_slip():
    assert only(project=[project()], project_report=[report(-30, finish_on=day(130))]).slip_days is None


def test_reports_after_today_are_not_known_yet():
    found = only(project=[project()], project_report=[report(-30, status="green"), report(1, status="done")])
    assert len(found.reports) == 1


def test_projects_are_judged_on_the_last_report_when_reports_stopped():
    assert model(project=[project()], project_report=[report(-93)]).seen_on == day(-93)
    assert model(project=[project()], project_report=[report(-92)]).seen_on == day(0)
