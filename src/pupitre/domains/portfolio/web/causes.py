"""Why a skill is asked for more than it can give: which projects and tasks ask, which of them are late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db.models import Q

from pupitre.desk.rights import Reach
from pupitre.domains.portfolio.analysis.load import WEEK, Overload, hours_by_week, monday
from pupitre.domains.portfolio.inputs import Task
from pupitre.domains.portfolio.web.capacity import (
    LOAD,
    STATES,
    Places,
    SkillWeek,
    coming,
    day_asked,
    holding,
    level,
    skill_link,
    skill_weeks,
)
from pupitre.domains.portfolio.web.listing import Choice
from pupitre.domains.portfolio.web.shelf import ProjectRow, Shelf
from pupitre.kernel import N_, Share, Text
from pupitre.records.models import MODELS

TASKS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Asking:
    """A project that asks for the skill in the week looked at.

    Args:
        row: The project; None for those out of reach, taken together.
        hours: What it asks for; None when only its tasks say that it needs the skill. share: Of all that is asked.
        tasks: Its open tasks that need the skill in that week.
    """

    row: ProjectRow | None
    hours: float | None
    share: float | None
    tasks: tuple[Task, ...]

    @property
    def share_percent(self) -> int:
        """Its share, as the width of its bar."""
        return round(100 * min(self.share or 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Causes:
    """What the page of a skill shows.

    Args:
        week: The week looked at. weeks: All of them, oldest first.
        before, after: Addresses of the neighbouring weeks, empty without one.
        people: How many persons are in charge of its open tasks; None when no task names anybody.
        run: The overload that the week is part of, if any.
    """

    key: str
    name: str
    week: SkillWeek
    weeks: tuple[SkillWeek, ...]
    before: str
    after: str
    holders: tuple[str, ...]
    units: tuple[Choice, ...]
    people: int | None
    asking: tuple[Asking, ...]
    run: Overload | None
    runs: tuple[Overload, ...]
    unit: str

    @property
    def level(self) -> str:
        """How loaded the week is."""
        return level(self.week.load)

    @property
    def state(self) -> tuple[str, Text]:
        """Tone and word of the week."""
        return STATES[self.level]

    @property
    def ends_on(self) -> date:
        """The last day of the week."""
        return self.week.starts_on + timedelta(days=6)

    @property
    def late(self) -> tuple[Asking, ...]:
        """The projects that ask for it and that the facts put late."""
        return tuple(one for one in self.asking if one.row and one.row.is_late)


def causes(known: Shelf, key: str, given: Mapping[str, str], *, on: date) -> Causes | None:
    """Return what makes the load of a skill; None when nobody knows its hours.

    Args:
        known: The projects in reach.
        key: The skill.
        given: `week`, a day of the week looked at, and `unit`, as the address carries them.
        on: The day of the figures.
    """
    places = skill_weeks(known.tables[LOAD], key)
    if not places:
        return None
    runs = coming(places, on=on)
    unit = given.get("unit", "")
    if (key, unit) not in places:
        unit = runs[0].weeks[0].unit if runs else min(places)[1]
    weeks = tuple(week for _, week in sorted(places[key, unit].items()))
    week = _looked_at(weeks, given.get("week", ""), on)
    at = weeks.index(week)
    asking, people = _asking(known, key, unit, week)
    return Causes(
        key=key,
        name=known.name("skill", key),
        week=week,
        weeks=weeks,
        before=skill_link(key, unit, weeks[at - 1].starts_on) if at else "",
        after=skill_link(key, unit, weeks[at + 1].starts_on) if at + 1 < len(weeks) else "",
        holders=tuple(known.name("unit", one) for one in ((unit,) if unit else holding(known.reach).get(key, ()))),
        units=_units(known, places, key, unit),
        people=people,
        asking=asking,
        run=next((one for one in runs if one.weeks[0].unit == unit and one.starts_on <= week.starts_on < one.ends_on), None),
        runs=tuple(one for one in runs if one.weeks[0].unit == unit),
        unit=unit,
    )


def headline(found: Causes) -> Text:
    """Return the answer to "where do these hours go?"."""
    said = {"skill": found.name, "day": found.week.starts_on}
    if found.week.load is None:
        return Text(N_("%(skill)s: no hours to give in the week of %(day)s"), **said)
    if found.week.missing > 0:
        return Text.many(
            N_("%(skill)s: %(count)s hour missing in the week of %(day)s"),
            N_("%(skill)s: %(count)s hours missing in the week of %(day)s"),
            count=max(round(found.week.missing), 1),
            **said,
        )
    return Text(N_("%(skill)s: %(load)s taken in the week of %(day)s"), load=Share(found.week.load), **said)


def support(found: Causes) -> tuple[Text, ...]:
    """Return the sentences below it: the overload it is part of, who asks most, who is late."""
    said: list[Text] = []
    if found.run:
        said.append(
            Text(
                N_("The overload lasts from %(start)s to %(end)s: %(load)s of the hours are asked for, %(hours)s are missing."),
                start=found.run.starts_on,
                end=found.run.ends_on - timedelta(days=1),
                load=Share(found.run.load),
                hours=round(found.run.excess_hours),
            )
        )
    first = next((one.row.name for one in found.asking if one.row and one.hours), "")
    asking = sum(one.hours is not None and one.row is not None for one in found.asking)
    if first:
        said.append(
            Text.many(
                N_("One project asks for it: %(first)s."), N_("%(count)s projects ask for it, %(first)s most."), count=asking, first=first
            )
        )
    if found.late:
        said.append(
            Text.many(
                N_("%(count)s of them is heading for a late finish."),
                N_("%(count)s of them are heading for a late finish."),
                count=len(found.late),
            )
        )
    return tuple(said)


def _looked_at(weeks: Sequence[SkillWeek], asked: str, on: date) -> SkillWeek:
    """Return the week asked for, else the one to come that misses most hours, else the fullest one to come."""
    day = day_asked(asked)
    wanted = next((week for week in weeks if day and week.starts_on == monday(day)), None)
    if wanted:
        return wanted
    ahead = [week for week in weeks if week.starts_on >= monday(on)] or list(weeks)
    return max(ahead, key=lambda week: (week.missing, week.load or 0.0, -week.starts_on.toordinal()))


def _units(known: Shelf, places: Places, key: str, unit: str) -> tuple[Choice, ...]:
    """Return the departments that a skill is kept apart by."""
    if len(places) < 2:
        return ()
    return tuple(Choice(one, known.name("unit", one), one == unit, skill_link(key, one)) for _, one in sorted(places))


def _asking(known: Shelf, key: str, unit: str, week: SkillWeek) -> tuple[tuple[Asking, ...], int | None]:
    """Return who asks for a skill in a week, most hours first, and how many persons its open tasks are entrusted to."""
    open_tasks = _open_tasks(known.reach, key)
    if "allocation" in known.tables[LOAD].column("source").unique().to_pylist():
        hours = _allocated(key, unit, week)
    else:
        hours = _worked(open_tasks, week, today=known.seen_on or week.starts_on)
    tasks: defaultdict[str, list[Task]] = defaultdict(list)
    for task, _ in open_tasks:
        if task.starts_on and task.due_on and task.starts_on < week.starts_on + WEEK and task.due_on >= week.starts_on:
            tasks[task.project].append(task)
    rows = {row.key: row for row in known.rows}
    listed = [
        Asking(rows[one], hours.get(one), hours.get(one, 0.0) / week.asked if week.asked else None, tuple(tasks[one][:TASKS_SHOWN]))
        for one in sorted({*hours, *tasks})
        if one in rows and (one in hours or rows[one].is_alive)
    ]
    elsewhere = sum(asked for project, asked in hours.items() if project not in rows)
    if elsewhere:
        listed.append(Asking(None, elsewhere, elsewhere / week.asked if week.asked else None, ()))
    listed.sort(key=lambda one: (one.row is None, -(one.hours or 0.0), one.row.name if one.row else ""))
    return tuple(listed), len({person for _, person in open_tasks if person}) or None


def _allocated(key: str, unit: str, week: SkillWeek) -> dict[str, float]:
    """Return the hours that each project asks for in a week."""
    hours: defaultdict[str, float] = defaultdict(float)
    lists = MODELS["allocation"].objects.filter(skill=key, starts_on__gte=week.starts_on, starts_on__lt=week.starts_on + WEEK)
    for project, of_unit, asked in lists.values_list("project", "unit", "hours"):
        if not unit or of_unit == unit:
            hours[project] += asked
    return hours


def _worked(open_tasks: Sequence[tuple[Task, str | None]], week: SkillWeek, *, today: date) -> dict[str, float]:
    """Return the hours that the open tasks of each project ask for in a week."""
    hours: defaultdict[str, float] = defaultdict(float)
    for task, _ in open_tasks:
        asked = hours_by_week(task, today=today).get(week.starts_on)
        if asked:
            hours[task.project] += asked
    return hours


def _open_tasks(reach: Reach, key: str) -> list[tuple[Task, str | None]]:
    """Return the tasks in reach that need a skill and are not over, with the person in charge of each."""
    names = [field.name for field in fields(Task)]
    rows = (
        MODELS["task"]
        .objects.filter(Q(progress=None) | Q(progress__lt=1), skill=key, finished_on=None)
        .order_by("project", "starts_on", "key")
    )
    return [(Task(*row[:-1]), row[-1]) for row in rows.values_list(*names, "person") if reach.sees("project", row[0])]
