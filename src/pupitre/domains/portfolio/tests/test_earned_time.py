"""How far along its own plan a project is, in time."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from pupitre.domains.portfolio.analysis.earned_time import earned_times
from pupitre.maths.schedule import STANDARD

MONDAY = date(2026, 3, 2)


def task(starts: int, due: int, progress: float | None = None, budget: int | None = None, **more):
    days = {"starts_on": date(2026, 3, starts), "due_on": date(2026, 3, due)}
    return SimpleNamespace(progress=progress, budget=budget, finished_on=more.get("finished_on"), **days)


def only(*tasks, on: date):
    model = SimpleNamespace(tasks={"P": tasks}, seen_on=on, calendar_of=lambda _key: STANDARD)
    return earned_times(model).get("P")


def test_three_weeks_of_a_plan_half_done_after_two_weeks_are_late():
    # Three tasks of one week each; the first is done, half of the second: 7.5 days of the plan, ten have gone.
    found = only(task(2, 6, 1.0), task(9, 13, 0.5), task(16, 20), on=date(2026, 3, 16))
    assert (found.earned_days, found.gone_days) == (pytest.approx(7.5), 10.0)
    assert found.index == pytest.approx(0.75)


def test_budgets_weigh_when_every_task_has_one():
    # 20 of 40 earned: the plan had earned 20 when the first task (10) and a third of the second (30) were done.
    found = only(task(2, 6, 1.0, 10), task(9, 13, 10 / 30, 30), task(16, 20, 0.0, 0), on=date(2026, 3, 9))
    assert found.earned_days == pytest.approx(5 + 5 / 3)


@pytest.mark.parametrize("tasks", [[task(2, 6, 0.5)], [task(2, 6), task(9, 13), task(16, 20)]])
def test_a_plan_of_one_task_or_without_any_progress_says_nothing(tasks):
    assert only(*tasks, on=date(2026, 3, 16)) is None


def test_a_project_that_is_over_has_no_index():
    assert only(*[task(2, 6, 1.0), task(9, 13, 1.0), task(16, 20, 1.0)], on=date(2026, 4, 20)).index is None
