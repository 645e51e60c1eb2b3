"""Answers of two independent libraries to the questions on standard input, as JSON (run by their own interpreter)."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta

import pmcontrols
from trueppm_scheduler import Calendar, Dependency, DependencyType, Project, Task, schedule

MONDAY = date(2025, 1, 6)


def by_pmcontrols(case: dict) -> dict:
    """Earliest and latest dates of a network of finish-to-start links, in the unit of the durations."""
    waits = {key: [] for key in case["durations"]}
    for before, after, _, _ in case["links"]:
        waits[after].append(before)
    activities = [{"id": key, "duration": d, "predecessors": waits[key]} for key, d in case["durations"].items()]
    table = pmcontrols.cpm(activities).table
    return {row.activity: [row.es, row.ef, row.ls, row.lf, row.slack] for row in table.itertuples()}


def by_trueppm(case: dict) -> dict:
    """Earliest and latest dates of any network, no task starting before the first day: start and last day, inclusive."""
    project = Project(
        id="p",
        name="p",
        start_date=MONDAY,
        tasks=[Task(key, key, timedelta(days=d), planned_start=MONDAY) for key, d in case["durations"].items()],
        dependencies=[Dependency(b, a, DependencyType(kind), timedelta(days=lag)) for b, a, kind, lag in case["links"]],
        calendar=Calendar(working_days=0b0011111 if case["weekends_off"] else 0b1111111),
    )
    tasks = schedule(project).tasks
    dates = ("early_start", "early_finish", "late_start", "late_finish")
    return {
        t.id: [getattr(t, name).isoformat() for name in dates] + [t.total_float.days, t.free_float.days]
        for t in (tasks.values() if isinstance(tasks, dict) else tasks)
    }


def earned_value(case: dict) -> dict:
    """Earned value figures of one plan and state."""
    stats = pmcontrols.evm(pmcontrols.plan(case["times"], case["planned"]), case["earned"], case["spent"], case["at"]).stats
    return {name: None if value != value or abs(value) == float("inf") else value for name, value in stats.items()}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    answers = {
        "pmcontrols": [by_pmcontrols(case) for case in asked["plain"]],
        "trueppm": [by_trueppm(case) for case in asked["linked"]],
        "earned_value": [earned_value(case) for case in asked["earned_value"]],
    }
    json.dump(answers, sys.stdout)
