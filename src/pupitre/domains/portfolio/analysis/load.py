"""What is asked of each skill, week by week, against what it can give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pupitre.domains.portfolio.inputs import Asked, Model, Task

WEEK = timedelta(days=7)
WEEKS_NEEDED = 3
LOAD_NEEDED = 1.10
"""Over so many weeks in a row, asked for more than it can give and a tenth more on average, a skill is overloaded."""


@dataclass(frozen=True, slots=True)
class Week:
    """The load of a skill in one week.

    Args:
        asks: Project → hours asked.
        source: `allocation` (hours asked by the projects) or `tasks` (the work of the tasks, spread over their dates).
    """

    skill: str
    unit: str
    starts_on: date
    capacity: float
    asks: dict[str, float]
    source: str

    @property
    def asked(self) -> float:
        """Hours asked by all projects."""
        return sum(self.asks.values())

    @property
    def load(self) -> float | None:
        """Hours asked over hours given; None without any hours given."""
        return self.asked / self.capacity if self.capacity > 0 else None


@dataclass(frozen=True, slots=True)
class Overload:
    """Weeks in a row in which a skill is asked for more than it can give."""

    weeks: tuple[Week, ...]

    @property
    def skill(self) -> str:
        """The skill."""
        return self.weeks[0].skill

    @property
    def starts_on(self) -> date:
        """The first day."""
        return self.weeks[0].starts_on

    @property
    def ends_on(self) -> date:
        """The day after the last."""
        return self.weeks[-1].starts_on + WEEK

    @property
    def load(self) -> float:
        """Hours asked over hours given, over the whole."""
        return sum(w.asked for w in self.weeks) / sum(w.capacity for w in self.weeks)

    @property
    def excess_hours(self) -> float:
        """Hours asked beyond those given."""
        return sum(w.asked - w.capacity for w in self.weeks)

    @property
    def projects(self) -> tuple[tuple[str, float], ...]:
        """The projects that ask, with their hours, most first."""
        hours: defaultdict[str, float] = defaultdict(float)
        for week in self.weeks:
            for project, asked in week.asks.items():
                hours[project] += asked
        return tuple(sorted(hours.items(), key=lambda item: (-item[1], item[0])))

    @property
    def weeks_to_absorb(self) -> float:
        """Weeks of the skill's own hours that the excess is worth: how much later its projects get what they ask."""
        return self.excess_hours * len(self.weeks) / sum(w.capacity for w in self.weeks)


def skill_weeks(model: Model) -> tuple[Week, ...]:
    """Return the load of every skill in every week for which its hours are known, in order of skill, department, week.

    Departments are kept apart when those that ask are among those that give; else the skill is taken as a whole.
    """
    asked, source = (model.asked, "allocation") if model.asked else (_asked_by_tasks(model), "tasks")
    apart = _skills_kept_apart(model, asked)
    given: defaultdict[tuple[str, str, date], float] = defaultdict(float)
    wanted: defaultdict[tuple[str, str, date], dict[str, float]] = defaultdict(dict)
    for row in model.capacity:
        given[row.skill, (row.unit or "") if row.skill in apart else "", monday(row.starts_on)] += row.hours
    for ask in asked:
        week = wanted[ask.skill, (ask.unit or "") if ask.skill in apart else "", monday(ask.starts_on)]
        week[ask.project] = week.get(ask.project, 0.0) + ask.hours
    return tuple(Week(*place, given[place], wanted.get(place, {}), source) for place in sorted(given))


def overloads(weeks: Sequence[Week], *, after: date) -> tuple[Overload, ...]:
    """Return the overloads that are not over on a day."""
    found: list[Overload] = []
    run: list[Week] = []
    for week in (*weeks, None):
        goes_on = week and run and (week.skill, week.unit, week.starts_on) == (run[-1].skill, run[-1].unit, run[-1].starts_on + WEEK)
        if run and not (goes_on and _is_over(week)):
            found.append(Overload(tuple(run)))
            run = []
        if week and _is_over(week):
            run.append(week)
    return tuple(o for o in found if len(o.weeks) >= WEEKS_NEEDED and o.load >= LOAD_NEEDED and o.ends_on > after)


def monday(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def _is_over(week: Week | None) -> bool:
    return bool(week and week.load is not None and week.load > 1)


def _skills_kept_apart(model: Model, asked: Iterable[Asked]) -> set[str]:
    given: defaultdict[str, set[str]] = defaultdict(set)
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for row in model.capacity:
        given[row.skill].add(row.unit or "")
    for ask in asked:
        wanted[ask.skill].add(ask.unit or "")
    return {skill for skill in given if wanted[skill] <= given[skill] and "" not in given[skill]}


def _asked_by_tasks(model: Model) -> tuple[Asked, ...]:
    """Return the hours that open tasks ask, spread evenly over the weeks of their dates."""
    return tuple(
        Asked(task.project, task.skill, None, week, hours)
        for tasks in model.tasks.values()
        for task in tasks
        if task.skill
        for week, hours in hours_by_week(task, today=model.seen_on).items()
    )


def hours_by_week(task: Task, *, today: date) -> dict[date, float]:
    """Return the hours left of a task, spread evenly over the weeks of its dates still to come; nothing without hours or dates."""
    start, end = task.started_on or task.starts_on, task.due_on
    left = (task.effort_hours or 0.0) * (1 - min(max(task.progress or 0.0, 0.0), 1.0))
    if not start or not end or task.finished_on or left <= 0:
        return {}
    first, last = monday(max(start, today)), monday(max(end, today))
    weeks = [first + WEEK * n for n in range((last - first).days // 7 + 1)]
    return {week: left / len(weeks) for week in weeks}
