"""Likely finishes, on cases small enough to be worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from pupitre.domains.portfolio.analysis.finish import list_is_old, outlooks
from pupitre.domains.portfolio.analysis.history import histories
from pupitre.domains.portfolio.analysis.publish import factual_status
from pupitre.domains.portfolio.analysis.tasks import own_spread, task_runs
from pupitre.domains.portfolio.tests.company import day, link, model, project, report, reports, task


def look(**rows):
    """Return the outlook of the first project."""
    read = model(**rows)
    return outlooks(read, histories(read), task_runs(read))[0]


def test_sure_tasks_give_their_date():
    """Two tasks of 5 and 3 days one after the other from Monday 2 March: done on Wednesday 11."""
    found = look(project=[project(starts_on=day(0))], task=[task("a", 5, starts_on=day(0)), task("b", 3)], task_link=[link("a", "b")])
    assert found.best.method == "tasks"
    assert found.best.by(0.5) == found.best.by(0.8) == date(2026, 3, 11)


def test_what_is_done_counts_no_more_and_what_is_under_way_counts_by_what_is_left():
    """a is done; 4 of the 10 days of b are left, then c takes 2: Monday 2 to Monday 9 March."""
    tasks = [
        task("a", 30, started_on=day(-60), finished_on=day(-28)),
        task("b", 10, started_on=day(-27), progress=0.6),
        task("c", 2),
    ]
    found = look(project=[project()], task=tasks, task_link=[link("a", "b"), link("b", "c")])
    assert found.best.by(0.5) == date(2026, 3, 9)


def test_a_task_under_way_without_progress_is_given_the_rest_of_its_estimate():
    """Started a week ago (5 working days), 8 in all: 3 left, done on Wednesday 4 March."""
    found = look(project=[project()], task=[task("a", 8, started_on=day(-7))])
    assert found.best.by(0.5) == date(2026, 3, 4)


def test_a_task_past_its_estimate_is_given_a_day_to_a_quarter_of_its_time():
    """Started four weeks ago for 5 days: 20 days used, 1 to 5 more."""
    found = look(project=[project()], task=[task("a", 5, started_on=day(-28))])
    assert found.best.finish.min() >= date(2026, 3, 2).toordinal()
    assert found.best.finish.max() <= date(2026, 3, 6).toordinal()


def test_a_task_to_come_waits_for_its_planned_day():
    tasks = [task("a", 1, started_on=day(0)), task("b", 2, starts_on=date(2026, 3, 16))]
    assert look(project=[project()], task=tasks).best.by(0.5) == date(2026, 3, 17)


def test_a_lag_counts_working_days():
    tasks = [task("a", 5, starts_on=day(0)), task("b", 1)]
    assert look(project=[project(starts_on=day(0))], task=tasks, task_link=[link("a", "b", lag=2)]).best.by(0.5) == date(2026, 3, 11)


def test_tasks_that_nobody_follows_tell_nothing():
    """They should have begun long ago and nothing is noted: they are a plan, not a state."""
    found = look(project=[project()], task=[task("a", 5, starts_on=day(-90))])
    assert found.best.method == "announced"


def test_a_task_without_duration_gets_that_of_its_dates():
    rows = [{"project": "P1", "key": "a", "starts_on": date(2026, 3, 2), "due_on": date(2026, 3, 6)}]
    assert look(project=[project(starts_on=day(0))], task=rows).best.by(0.5) == date(2026, 3, 6)


def test_the_spread_of_finished_tasks_stands_in_for_missing_bounds():
    """Twenty tasks of 4 days took 5 each: ratio 1.25, so high is 1.25 and low at most 1."""
    monday = date(2026, 1, 5)
    done = [task(f"d{n:02}", 4, "P9", started_on=monday, finished_on=date(2026, 1, 9)) for n in range(20)]
    assert own_spread(model(task=done)) == pytest.approx((1.0, 1.25))
    assert own_spread(model(task=done[:19])) is None


def test_a_loop_is_named_and_gives_no_date():
    rows = {"project": [project()], "task": [task("a", 1), task("b", 1)], "task_link": [link("a", "b"), link("b", "a")]}
    assert look(**rows).reason == "loop"
    assert task_runs(model(**rows))["P1"].loops == (("a", "b", "a"),)


def test_steady_progress_is_carried_on():
    """A tenth a month: half done today, five months of 30 days to go."""
    found = look(project=[project()], project_report=reports([0.0, 0.1, 0.2, 0.3, 0.4, 0.5]))
    assert found.best.method == "reports"
    assert found.best.by(0.5) == day(150)
    assert found.late_days == 50


def test_progress_that_stopped_says_nothing_of_the_end():
    found = look(project=[project(starts_on=None, due_on=None)], project_report=reports([0.3, 0.4, 0.4, 0.4, 0.4, 0.4]))
    assert (found.best, found.reason) == (None, "stalled")


def test_one_report_is_carried_on_from_the_start():
    """Half done after 200 days: around 200 more; a slow start less, a fast one more."""
    found = look(project=[project()], project_report=[report(0, progress=0.5)])
    assert found.best.method == "pace"
    assert abs((found.best.by(0.5) - day(200)).days) <= 20
    assert day(100) < found.best.by(0.2) < found.best.by(0.8) < day(330)


@pytest.mark.parametrize(("progress", "start"), [(0.05, -200), (0.5, -59), (None, -200)])
def test_too_little_progress_or_time_is_not_carried_on(progress, start):
    found = look(project=[project(starts_on=day(start))], project_report=[report(0, progress=progress, status="green")])
    assert found.best.method == "announced"


def moving(count, days):
    """Return projects whose announced date moved by so many days between two reports a hundred days apart."""
    rows = [project(f"Q{n:02}") for n in range(count)]
    told = [report(at, f"Q{n:02}", finish_on=day(400 + moved), phase="Works") for n in range(count) for at, moved in ((-100, 0), (0, days))]
    return rows, told


def test_announced_dates_move_as_they_moved_elsewhere():
    """Every date moved by 50 days in 100: 200 days left become 200 + 100 + 50 + … = 400 when reports cover long enough."""
    others, told = moving(30, 50)
    told.append(report(-800, "Q00"))
    found = look(
        project=[project("A", due_on=day(200)), *others],
        project_report=[*told, report(0, "A", finish_on=day(200), phase="Works")],
    )
    assert found.best.method == "slips"
    assert abs((found.best.by(0.5) - day(400)).days) <= 2


def test_dates_are_moved_no_further_than_half_the_time_reported():
    """Reports cover 100 days: one step of 100 is drawn, and moves the date by 50."""
    others, told = moving(30, 50)
    found = look(
        project=[project("A", due_on=day(200)), *others],
        project_report=[*told, report(0, "A", finish_on=day(200), phase="Works")],
    )
    assert found.best.by(0.5) == day(250)


def test_fewer_than_thirty_changes_say_nothing():
    others, told = moving(29, 50)
    found = look(project=[project("A"), *others], project_report=[*told, report(0, "A", finish_on=day(200), phase="Works")])
    assert found.best.method == "announced"


def test_what_happens_to_others_is_no_fact_about_a_project():
    others, told = moving(30, 50)
    found = look(
        project=[project("A", due_on=day(190)), *others],
        project_report=[*told, report(0, "A", finish_on=day(200), phase="Works")],
    )
    assert found.late_days > 42
    assert found.fact_days == 10
    assert factual_status(found) == "on_time"


@pytest.mark.parametrize(("late", "status"), [(14, "on_time"), (15, "late"), (42, "late"), (43, "very_late")])
def test_the_facts_turn_to_late_after_two_weeks_and_to_very_late_after_six(late, status):
    found = look(project=[project(due_on=day(100))], project_report=[report(0, status="green", finish_on=day(100 + late))])
    assert factual_status(found) == status


@pytest.mark.parametrize(("due", "status"), [(-50, "very_late"), (-20, "late"), (-5, "unknown"), (30, "unknown")])
def test_a_project_whose_tasks_loop_is_late_by_its_dates_alone(due, status):
    loop = [link("a", "b"), link("b", "a")]
    found = look(project=[project(due_on=day(due))], task=[task("a", 5), task("b", 3)], task_link=loop)
    assert found.reason == "loop"
    assert factual_status(found, on=day(0)) == status


def test_a_project_still_open_after_its_date_ends_today_at_the_soonest():
    found = look(project=[project(due_on=day(-50))], project_report=[report(0, status="green")])
    assert found.best.by(0.5) == day(0)
    assert found.late_days == 50


def test_the_chance_of_being_very_late_is_the_mean_over_the_methods_that_look_at_the_work():
    """Tasks end next week, well before the date; progress says two months late: one chance in two."""
    found = look(
        project=[project(due_on=day(80))],
        project_report=reports([0.0, 0.1, 0.2, 0.3, 0.4, 0.5]),
        task=[task("a", 5, started_on=day(0))],
    )
    assert [e.method for e in found.estimates[:2]] == ["tasks", "reports"]
    assert found.late_chance == pytest.approx(0.5)


def test_a_list_where_everything_is_overdue_is_an_old_list():
    rows = [project(f"P{n}", due_on=day(-400 if n < 4 else 100)) for n in range(10)]
    told = [report(0, f"P{n}", status="green") for n in range(10)]
    old = model(project=rows, project_report=told)
    assert list_is_old(old, histories(old))
    assert look(project=rows, project_report=told).reason == "old_list"
    young = model(project=rows[1:], project_report=told[1:])
    assert not list_is_old(young, histories(young))


def test_the_same_seed_gives_the_same_dates_and_another_gives_others():
    rows = {"project": [project()], "project_report": [report(0, progress=0.5)]}
    assert (look(**rows).best.finish == look(**rows).best.finish).all()
