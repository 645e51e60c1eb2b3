"""The load of skills, week by week, as a heat map made of words and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlencode

import pyarrow as pa
from django.urls import reverse

from pupitre.desk import derived
from pupitre.desk.rights import Reach
from pupitre.domains.portfolio.analysis.load import WEEK, Overload, Week, monday, overloads
from pupitre.domains.portfolio.web.listing import Choice
from pupitre.domains.portfolio.web.shelf import named
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS

LOAD, FINISH = "portfolio.skill_load", "portfolio.project_finish"
WEEKS_SHOWN = 13
"""A quarter of a year: as many weeks as stand side by side with their figures readable."""
WORST_SHOWN = 3
LEVELS = ((1.1, "over"), (1.0, "full"), (0.85, "high"), (0.5, "some"))
"""Load from which a week is drawn so; below them all, it is nearly free."""
STATES: Mapping[str, tuple[str, Text]] = {
    "over": ("bad", Text(N_("overloaded"))),
    "full": ("warn", Text(N_("over its hours"))),
    "high": ("calm", Text(N_("nearly full"))),
    "some": ("good", Text(N_("over half"))),
    "low": ("good", Text(N_("nearly free"))),
    "none": ("calm", Text(N_("not known"))),
}
"""Tone and word of each level."""
LEGEND: Mapping[str, Text] = {
    "over": Text(N_("a tenth over or more")),
    "full": Text(N_("over what is available")),
    "high": Text(N_("nearly full")),
    "some": Text(N_("over half")),
    "low": Text(N_("nearly free")),
}
"""What each colour and shape of the heat map means."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of a skill; without `week`, its hours are not known."""

    starts_on: date
    week: SkillWeek | None
    level: str
    link: str


@dataclass(frozen=True, slots=True)
class SkillWeek:
    """What a skill can give in one week, and what is asked of it, in hours."""

    starts_on: date
    capacity: float
    asked: float

    @property
    def load(self) -> float | None:
        """Hours asked over hours given; None without any hours given."""
        return self.asked / self.capacity if self.capacity > 0 else None

    @property
    def missing(self) -> float:
        """Hours asked beyond those given."""
        return max(self.asked - self.capacity, 0.0)


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill and its weeks.

    Args:
        units: The departments that have it, in words.
        missing: Hours missing over the weeks shown.
        worst: The weeks over what is available, the worst first.
    """

    key: str
    unit: str
    name: str
    units: str
    link: str
    cells: tuple[Cell, ...]
    missing: int
    worst: tuple[Cell, ...]

    @property
    def peak(self) -> Cell | None:
        """The week most loaded."""
        known = [cell for cell in self.cells if cell.week and cell.week.load is not None]
        return max(known, key=lambda cell: cell.week.load if cell.week and cell.week.load else 0.0, default=None)

    @property
    def state(self) -> tuple[str, Text]:
        """Tone and word of its worst week."""
        return STATES[self.peak.level if self.peak else "none"]


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks side by side that begin in one month."""

    first_on: date
    span: int


@dataclass(frozen=True, slots=True)
class Heat:
    """Skills by weeks, the most short of hands first.

    Args:
        weeks: The Mondays shown. current: The Monday of the day judged.
        overloads: The overloads still to come in what is looked at, the largest first.
        silent: Skills asked for whose hours nobody declared.
        last_on: The last week that any list speaks of.
    """

    weeks: tuple[date, ...]
    months: tuple[Month, ...]
    current: date
    rows: tuple[SkillRow, ...]
    overloads: tuple[Overload, ...]
    names: Mapping[str, str]
    units: tuple[Choice, ...]
    before: str
    after: str
    export: str
    silent: tuple[str, ...]
    last_on: date

    @property
    def ends_on(self) -> date:
        """The last day of the weeks shown."""
        return self.weeks[-1] + WEEK - timedelta(days=1)


def heat(reach: Reach, given: Mapping[str, str], *, on: date) -> Heat | None:
    """Return a quarter of weeks of every skill in reach; None when no hours are known.

    Args:
        reach: What the reader may see.
        given: `unit`, a department, and `from`, the first week, as the address carries them.
        on: Today, the day of the figures when no examination said its own.
    """
    tables = derived.latest_of((LOAD, FINISH))
    on, weeks = judged_on(tables[FINISH]) or on, skill_weeks(reach.table(LOAD, tables[LOAD]))
    if not weeks:
        return None
    names, holders = named(), holding(reach)
    units = {unit: names["unit"].get(unit, unit) for unit in {u for of in holders.values() for u in of} if unit}
    unit = given["unit"] if given.get("unit") in units else ""
    places = {
        place: of for place, of in weeks.items() if not unit or unit == place[1] or (not place[1] and unit in holders.get(place[0], ()))
    }
    known = sorted({week for of in places.values() for week in of})
    shown = _shown(known, monday(on), given.get("from", ""))
    rows = [_row(place, of, shown, names, holders) for place, of in places.items()]
    rows.sort(key=lambda row: (-row.missing, -(row.peak.week.load or 0.0 if row.peak and row.peak.week else 0.0), row.name))
    asked = {"unit": unit} if unit else {}

    def address(**more: str) -> str:
        return "?" + urlencode(asked | more)

    choices = [Choice("", Text(N_("All departments")), not unit, "?")]
    choices += [
        Choice(key, name, key == unit, "?" + urlencode({"unit": key})) for key, name in sorted(units.items(), key=lambda u: u[1].lower())
    ]
    return Heat(
        weeks=shown,
        months=_months(shown),
        current=monday(on),
        rows=tuple(rows),
        overloads=coming(places, on=on),
        names=names["skill"],
        units=tuple(choices) if len(choices) > 2 else (),
        before=address(**{"from": (shown[0] - WEEK * WEEKS_SHOWN).isoformat()}) if known[0] < shown[0] else "",
        after=address(**{"from": (shown[-1] + WEEK).isoformat()}) if known[-1] > shown[-1] else "",
        export=address(**{"from": shown[0].isoformat(), "format": "xlsx"}),
        silent=_silent(reach, {skill for skill, _ in weeks}, names["skill"]),
        last_on=known[-1] + WEEK - timedelta(days=1),
    )


Places = Mapping[tuple[str, str], Mapping[date, SkillWeek]]
"""By skill and department (empty when the skill is taken as a whole), its weeks."""


def skill_weeks(loads: pa.Table, skill: str = "") -> Places:
    """Return the weeks of every skill of a table of loads, or of one."""
    found: defaultdict[tuple[str, str], dict[date, SkillWeek]] = defaultdict(dict)
    columns = loads.to_pydict()
    for key, unit, week, capacity, asked in zip(
        *(columns[name] for name in ("skill", "unit", "starts_on", "capacity_hours", "asked_hours")), strict=True
    ):
        if not skill or key == skill:
            found[key, unit][week] = SkillWeek(week, capacity, asked)
    return found


def judged_on(finishes: pa.Table) -> date | None:
    """Return the day on which the last examination judged the projects."""
    days = finishes.column("seen_on")
    return days[0].as_py() if len(days) else None


def holding(reach: Reach) -> dict[str, tuple[str, ...]]:
    """Return the departments in reach that declare hours of each skill."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for skill, unit in MODELS["capacity"].objects.values_list("skill", "unit").distinct():
        if unit and reach.sees("unit", unit):
            found[skill].add(unit)
    return {skill: tuple(sorted(units)) for skill, units in found.items()}


def coming(places: Places, *, on: date) -> tuple[Overload, ...]:
    """Return the overloads that are not over on a day, those that miss most hours first."""
    weeks = [
        Week(skill, unit, at, week.capacity, {"": week.asked}, "")
        for (skill, unit), of in sorted(places.items())
        for at, week in sorted(of.items())
    ]
    return tuple(sorted(overloads(weeks, after=on), key=lambda one: (-one.excess_hours, one.skill, one.starts_on)))


def skill_link(skill: str, unit: str = "", week: date | None = None) -> str:
    """Return the page about a skill, on one of its weeks."""
    asked = ({"unit": unit} if unit else {}) | ({"week": week.isoformat()} if week else {})
    return reverse("portfolio:skill", args=[quote(skill, safe="")]) + (f"?{urlencode(asked)}" if asked else "")


def level(load: float | None) -> str:
    """Return how a load is drawn: `none`, `low`, `some`, `high`, `full` or `over`."""
    if load is None:
        return "none"
    return next((name for least, name in LEVELS if load > least), "low")


def day_asked(text: str) -> date | None:
    """Return the day that an address carries, None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(known: Sequence[date], current: date, asked: str) -> tuple[date, ...]:
    """Return the weeks asked for, else those from this week on, always among those that are known."""
    last_start = max(known[0], known[-1] - WEEK * (WEEKS_SHOWN - 1))
    wanted = day_asked(asked)
    start = monday(wanted) if wanted else min(current, last_start)
    start = min(max(start, known[0] - WEEK * (WEEKS_SHOWN - 1)), known[-1])
    return tuple(start + WEEK * n for n in range(WEEKS_SHOWN))


def _months(weeks: Sequence[date]) -> tuple[Month, ...]:
    found: list[Month] = []
    for week in weeks:
        first = week.replace(day=1)
        if found and found[-1].first_on == first:
            found[-1] = Month(first, found[-1].span + 1)
        else:
            found.append(Month(first, 1))
    return tuple(found)


def _row(
    place: tuple[str, str],
    of: Mapping[date, SkillWeek],
    shown: Sequence[date],
    names: Mapping[str, Mapping[str, str]],
    holders: Mapping[str, tuple[str, ...]],
) -> SkillRow:
    skill, unit = place
    link = skill_link(skill, unit)
    start = f"{link}{'&' if '?' in link else '?'}week="
    cells = []
    for at in shown:
        week = of.get(at)
        cells.append(Cell(at, week, level(week.load if week else None), f"{start}{at.isoformat()}"))
    over = [cell for cell in cells if cell.week and cell.week.missing > 0]
    units = (unit,) if unit else holders.get(skill, ())
    return SkillRow(
        key=skill,
        unit=unit,
        name=names["skill"].get(skill, skill),
        units=", ".join(names["unit"].get(one, one) for one in units),
        link=link,
        cells=tuple(cells),
        missing=round(sum(cell.week.missing for cell in over if cell.week)),
        worst=tuple(sorted(over, key=lambda cell: (-(cell.week.missing if cell.week else 0.0), cell.starts_on))[:WORST_SHOWN]),
    )


def _silent(reach: Reach, known: set[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the skills that projects ask for and whose hours nobody declared."""
    asked = MODELS["allocation"].objects.values_list("skill", "project")
    tasks = MODELS["task"].objects.exclude(skill=None).values_list("skill", "project")
    found = {skill for skill, project in asked.union(tasks) if skill not in known and reach.sees("project", project)}
    return tuple(sorted(names.get(skill, skill) for skill in found))
