"""The schedule of a project's tasks, simulated from where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from pupitre.domains.portfolio.inputs import Model, Task, TaskLink
from pupitre.maths.schedule import MINUTES_A_DAY, STANDARD, Calendar, Kind, Link, finish_on, loops, minutes_between, network, simulate

DRAWS = 4000
TODAY = "\x00today"
"""A task of no length that no task starts before; its key sorts before any other."""
SHARED = 0.5
"""Share of a task's luck that is its project's: tasks of one project run late together (correlation of 0.25)."""
ENOUGH_TASKS = 20
"""Finished tasks needed for the company's own spread of durations."""
KINDS: dict[str, Kind] = {"FS": "FS", "SS": "SS", "FF": "FF", "SF": "SF"}

Points = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TaskRun:
    """What the tasks of a project say.

    Args:
        finish: The finish in each draw, as `date.toordinal` counts; None when the tasks cannot tell.
        criticality: Task → share of the draws in which it holds the end; open tasks only.
        loops: The loops of its links, each named by its tasks.
    """

    finish: npt.NDArray[np.int64] | None
    criticality: Mapping[str, float]
    loops: tuple[tuple[str, ...], ...] = ()


def task_runs(model: Model) -> dict[str, TaskRun]:
    """Return what the tasks of each project say; projects without tasks are left out."""
    spread = own_spread(model)
    return {key: _run(model, key, tasks, model.links.get(key, ()), spread) for key, tasks in model.tasks.items()}


def own_spread(model: Model) -> tuple[float, float] | None:
    """Return how far tasks fell from their likely duration here: the ratios a tenth and nine tenths of the finished stay under."""
    ratios = [
        (minutes_between(t.started_on, t.finished_on, model.calendar_of(project)) / MINUTES_A_DAY + 1) / t.likely_days
        for project, tasks in model.tasks.items()
        for t in tasks
        if t.started_on and t.finished_on and t.likely_days and t.finished_on >= t.started_on
    ]
    if len(ratios) < ENOUGH_TASKS:
        return None
    low, high = np.quantile(ratios, (0.1, 0.9))
    return min(float(low), 1.0), max(float(high), 1.0)


def _run(model: Model, project: str, tasks: tuple[Task, ...], links: tuple[TaskLink, ...], spread: tuple[float, float] | None) -> TaskRun:
    known = {t.key for t in tasks}
    joined = [
        Link(link.before, link.after, KINDS[link.kind], round((link.lag_days or 0) * MINUTES_A_DAY))
        for link in links
        if link.before in known and link.after in known and link.kind in KINDS
    ]
    tangled = loops(known, joined)
    today, within = model.seen_on, model.calendar_of(project)
    if tangled or not _can_tell(tasks, today):
        return TaskRun(None, {}, tangled)
    estimates: dict[str, Points] = {TODAY: (0, 0, 0)}
    started: dict[str, int] = {TODAY: 0}
    done: set[str] = set()
    for task in tasks:
        points = _points(task, spread, within)
        if points is None:
            return TaskRun(None, {})
        estimates[task.key] = points
        if _is_done(task, today):
            done.add(task.key)
            started[task.key], estimates[task.key] = _as_it_was(task, points, today, within)
        elif _is_running(task, today):
            elapsed = minutes_between(task.started_on or task.starts_on or today, today, within)
            started[task.key] = -elapsed
            estimates[task.key] = _left(points, elapsed, task.progress)
        else:
            joined += _not_before(task, links, today, within)
    net = network([TODAY, *known], joined)
    result = simulate(net, estimates, seed=model.seed, scope=project, draws=DRAWS, started=started, done=frozenset(done), shared=SHARED)
    days = finish_on(today, result.finish, within).astype("datetime64[D]").astype(np.int64) + date(1970, 1, 1).toordinal()
    open_tasks = {key: share for key, share in result.criticality.items() if key != TODAY and key not in done}
    return TaskRun(days, open_tasks)


def _can_tell(tasks: tuple[Task, ...], today: date) -> bool:
    """Tell whether the tasks follow the work: something is noted of it, or nothing was due to begin yet."""
    noted = any(t.started_on or t.finished_on or t.progress for t in tasks)
    begun = any(t.starts_on and t.starts_on < today for t in tasks)
    still_open = any(not _is_done(t, today) for t in tasks)
    return still_open and (noted or (not begun and any(t.starts_on for t in tasks)))


def _is_done(task: Task, today: date) -> bool:
    return bool(task.finished_on and task.finished_on <= today) or (task.progress or 0) >= 1


def _is_running(task: Task, today: date) -> bool:
    return bool(task.started_on and task.started_on <= today) or 0 < (task.progress or 0) < 1


def _points(task: Task, spread: tuple[float, float] | None, within: Calendar = STANDARD) -> Points | None:
    """Return the three durations in working minutes; the company's own spread stands in for those not given."""
    likely = task.likely_days
    if likely is None and task.starts_on and task.due_on and task.due_on >= task.starts_on:
        likely = minutes_between(task.starts_on, task.due_on, within) / MINUTES_A_DAY + 1
    if likely is None or likely < 0:
        return None
    low, high = task.optimistic_days, task.pessimistic_days
    if low is None or high is None:
        factors = spread or (1.0, 1.0)
        low, high = likely * factors[0], likely * factors[1]
    ordered = sorted((max(low, 0.0), likely, high))
    return (round(ordered[0] * MINUTES_A_DAY), round(ordered[1] * MINUTES_A_DAY), round(ordered[2] * MINUTES_A_DAY))


def _as_it_was(task: Task, points: Points, today: date, within: Calendar) -> tuple[int, Points]:
    """Return when a finished task started, in minutes from today, and how long it took; as planned when not noted."""
    end = min(minutes_between(today, task.finished_on, within) + MINUTES_A_DAY if task.finished_on else 0, 0)
    start = minutes_between(today, task.started_on, within) if task.started_on else end - points[1]
    took = max(end - start, 0)
    return end - took, (took, took, took)


def _left(points: Points, elapsed: int, progress: float | None) -> Points:
    """Return the three durations, from the start, of a task under way.

    With its progress, what is left is that share of the estimate. Without, the estimate less the time used; a task that has already
    passed its longest duration is given from one more day to a quarter of the time it has taken.
    """
    low, likely, high = points
    if progress:
        low, likely, high = (round((1 - progress) * p) for p in points)
    elif high > elapsed:
        low, likely, high = (max(p - elapsed, 0) for p in points)
    else:
        low, likely, high = MINUTES_A_DAY, MINUTES_A_DAY, max(elapsed // 4, MINUTES_A_DAY)
    return elapsed + low, elapsed + likely, elapsed + high


def _not_before(task: Task, links: tuple[TaskLink, ...], today: date, within: Calendar) -> list[Link]:
    """Return the link that keeps a task without predecessor from starting before its planned day."""
    if task.starts_on and task.starts_on > today and not any(link.after == task.key for link in links):
        return [Link(TODAY, task.key, "SS", minutes_between(today, task.starts_on, within))]
    return []
