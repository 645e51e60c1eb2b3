"""How far along its own plan each project is, in time: the earned schedule of its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pupitre.domains.portfolio.inputs import Model, Task
from pupitre.maths.earned_value import earned_schedule
from pupitre.maths.schedule import MINUTES_A_DAY, Calendar, minutes_between

LEAST_TASKS = 3
"""Under so many planned tasks, a plan over time says no more than its two ends."""


@dataclass(frozen=True, slots=True)
class EarnedTime:
    """Where a project stands on its own plan.

    Args:
        earned_days: Working days from the start at which the plan had done what is done. gone_days: Working days gone.
        index: The first over the second, SPI(t): under 1, the project is late; None before its first day.
    """

    earned_days: float
    gone_days: float
    index: float | None


def earned_times(model: Model) -> dict[str, EarnedTime]:
    """Return where each project stands that has a plan of tasks; the others are left out.

    A task weighs its budget when every task has one, else its planned length; what it earns is its progress.

    Source:
        Lipke, "Schedule is different", The Measurable News, 2003; docs/methods/earned-value.md.
    """
    found = {key: _earned(tasks, model.seen_on, model.calendar_of(key)) for key, tasks in model.tasks.items()}
    return {key: one for key, one in found.items() if one is not None}


def _earned(tasks: tuple[Task, ...], on: date, within: Calendar) -> EarnedTime | None:
    planned = [(t, t.starts_on, t.due_on) for t in tasks if t.starts_on and t.due_on and t.due_on >= t.starts_on]
    if len(planned) < LEAST_TASKS or len(planned) < len(tasks) or not any(t.progress or t.finished_on for t in tasks):
        return None
    origin = min(starts for _, starts, _ in planned)
    spans = [(_days(origin, starts, within), _days(origin, due, within) + 1.0) for _, starts, due in planned]
    has_budgets = all(t.budget for t, _, _ in planned)
    weights = [float(t.budget or 0) if has_budgets else end - start for (t, _, _), (start, end) in zip(planned, spans, strict=True)]
    total = sum(weights)
    if total <= 0:
        return None
    times = sorted({time for span in spans for time in span})
    curve = [sum(w * min(max((time - a) / (b - a), 0.0), 1.0) for w, (a, b) in zip(weights, spans, strict=True)) for time in times]
    shares = [1.0 if t.finished_on and t.finished_on <= on else t.progress or 0.0 for t, _, _ in planned]
    done = sum(w * share for w, share in zip(weights, shares, strict=True))
    gone = _days(origin, on, within)
    # Past the end of its plan a project can earn no more time, so the time gone stops with its work.
    earned = earned_schedule(times, curve, min(done, total))
    return EarnedTime(earned, gone, earned / gone if gone > 0 and done < total else None)


def _days(start: date, end: date, within: Calendar) -> float:
    return minutes_between(start, end, within) / MINUTES_A_DAY


def by_project(times: Mapping[str, EarnedTime], project: str) -> dict[str, object]:
    """Return the columns of a project in the published facts."""
    one = times.get(project)
    return {
        "earned_days": one.earned_days if one else None,
        "gone_days": one.gone_days if one else None,
        "time_index": one.index if one else None,
    }
