"""What an announced event would move, before it is written down: tasks, finishes, chances, money."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk import derived
from pupitre.desk.attainment import Held
from pupitre.desk.rights import Reach
from pupitre.desk.settings import currency_of_home
from pupitre.desk.supposing import Moved, running
from pupitre.impact.attainment import Answer, Delay, what_if
from pupitre.kernel import Money
from pupitre.records.models import MODELS

FACTS, FINISH, CRITICAL = "portfolio.project_facts", "portfolio.project_finish", "portfolio.task_criticality"
TASKS_SHOWN: Final = 6
OBJECTIVES_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Slip:
    """Something whose date moves: its likely date before and after."""

    key: str
    name: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Ripple:
    """What an event would move.

    Args:
        days: How much later the projects finish on average: less than the delay when the tasks named seldom hold the finish.
        tasks: Open tasks that move, at most, the next ones first; `more` are not shown.
        projects: Their likely finish, those that wait included.
        objectives: Chances that move, the largest loss first. names: Names of these objectives.
        cost: What the event costs. waiting: What the days of delay cost, at the pace at which the projects spend.
        left: What the projects still have to spend, and that comes later.
    """

    days: float
    tasks: tuple[Slip, ...]
    more: int
    projects: tuple[Slip, ...]
    objectives: tuple[Moved, ...]
    names: dict[str, str]
    cost: Money | None
    waiting: Money | None
    left: Money | None

    @property
    def whole(self) -> Money | None:
        """All that it costs."""
        known = [one for one in (self.cost, self.waiting) if one is not None]
        return Money(sum((one.amount for one in known), Decimal(0)), known[0].currency) if known else None


def ripple(
    held: Held | None,
    *,
    projects: Collection[str],
    tasks: Collection[str],
    days: float,
    cost: Decimal | None,
    within: Reach,
    on: date,
    happens_on: date | None = None,
) -> Ripple:
    """Return what a delay of projects, or of some of their tasks, would move.

    Args:
        held: The futures of the last examination; without them, no chance can be told.
        projects: The projects delayed. tasks: The tasks that are, all those open when empty. days: By how much.
        cost: What the event costs. within: What the reader may see. on: Today.
        happens_on: When it happens; what is over by then, and tasks begun before that nobody named, do not move.
    """
    seen = sorted(key for key in projects if within.sees("project", key))
    tables = derived.latest_of((FACTS, FINISH, CRITICAL))
    finish = _about(tables[FINISH], None)
    shifts = {key: days * _share(tables[CRITICAL], key, tasks) for key in seen if not _is_over(finish.get(key, {}), happens_on)}
    answer = _answer(held, shifts)
    facts = _about(tables[FACTS], list(shifts))
    moved = _tasks(list(shifts), tasks, days, on, happens_on)
    lost = (
        [Moved(key, one.before, one.after, one.gain, one.error, one.is_noise) for key, one in answer.objectives.items()] if answer else []
    )
    told = sorted(
        (one for one in lost if one.gain and not one.is_noise and within.sees("objective", one.objective)), key=lambda one: one.gain
    )[:OBJECTIVES_SHOWN]
    currency = currency_of_home()
    return Ripple(
        days=max(shifts.values(), default=0.0),
        tasks=tuple(moved[:TASKS_SHOWN]),
        more=max(len(moved) - TASKS_SHOWN, 0),
        projects=_projects(held, answer, finish, shifts, within),
        objectives=tuple(told),
        names=dict(MODELS["objective"].objects.filter(key__in=[one.objective for one in told]).values_list("key", "name")),
        cost=None if cost is None else Money(cost, currency),
        waiting=_money(((row["cost_per_day"], shifts[key]) for key, row in facts.items()), currency),
        left=_money(((_left(row), 1.0) for row in facts.values()), currency),
    )


def _share(criticality: pa.Table, project: str, tasks: Collection[str]) -> float:
    """Return the share of the futures in which one of the tasks named holds the finish of a project; 1 when none is named."""
    if not tasks:
        return 1.0
    own = criticality.filter(pc.and_(pc.equal(criticality["project"], project), pc.is_in(criticality["task"], pa.array(sorted(tasks)))))
    share = pc.max(own["criticality"]).as_py()
    return 0.0 if share is None else float(share)


def _answer(held: Held | None, shifts: dict[str, float]) -> Answer | None:
    if held is None:
        return None
    able = running(held, list(shifts))
    changes = [Delay(key, days) for key, days in shifts.items() if key in able and days]
    return what_if(held.draws, changes) if changes else None


def _about(rows: pa.Table, projects: Sequence[str] | None) -> dict[str, dict[str, Any]]:  # rows of a derived table
    kept = rows if projects is None else rows.filter(pc.is_in(rows["project"], pa.array(projects, pa.string())))
    return {row["project"]: row for row in kept.to_pylist()}


def _is_over(row: dict[str, Any], day: date | None) -> bool:
    """Tell whether a project is likely to have finished before a day."""
    return day is not None and row.get("p50_on") is not None and row["p50_on"] < day


def _tasks(projects: Sequence[str], tasks: Collection[str], days: float, on: date, happens_on: date | None) -> list[Slip]:
    """Return the open tasks that move: those named and all that wait for them, else every one that has not begun when it happens."""
    rows = (
        MODELS["task"]
        .objects.filter(project__in=projects, finished_on=None, due_on__gte=max(on, happens_on or on))
        .exclude(progress__gte=1)
    )
    listed = list(rows.order_by("due_on", "project", "key").values("project", "key", "name", "starts_on", "due_on"))
    if tasks:
        links = MODELS["task_link"].objects.filter(project__in=projects).values_list("project", "after", "before")
        reached = _following({(project, task) for project in projects for task in tasks}, list(links))
        listed = [row for row in listed if (row["project"], row["key"]) in reached]
    elif happens_on is not None:
        listed = [row for row in listed if row["starts_on"] is None or row["starts_on"] >= happens_on]
    shift = timedelta(days=round(days))
    return [Slip(row["key"], row["name"] or row["key"], row["due_on"], row["due_on"] + shift) for row in listed]


def _following(named: set[tuple[str, str]], links: Sequence[tuple[str, str, str]]) -> set[tuple[str, str]]:
    after: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for project, task, first in links:
        after.setdefault((project, first), []).append((project, task))
    found, level = set(named), list(named)
    while level:
        level = [one for key in level for one in after.get(key, ()) if one not in found]
        found.update(level)
    return found


def _projects(
    held: Held | None, answer: Answer | None, finish: dict[str, dict[str, Any]], shifts: dict[str, float], within: Reach
) -> tuple[Slip, ...]:
    """Return the likely finishes before and after: as simulated, else the one known and the delay."""
    simulated = answer.finishes if answer else {}
    keys = [key for key in dict.fromkeys([*shifts, *simulated]) if within.sees("project", key)]
    names = dict(MODELS["project"].objects.filter(key__in=keys).values_list("key", "name"))
    found = []
    for key in keys:
        before = finish.get(key, {}).get("p50_on")
        if held is not None and key in simulated:
            start, end = simulated[key]
            found.append(Slip(key, names.get(key, key), _day(held.on, start), _day(held.on, end)))
        else:
            found.append(Slip(key, names.get(key, key), before, before + timedelta(days=round(shifts[key])) if before else None))
    return tuple(found)


def _day(on: date, days: float) -> date | None:
    return on + timedelta(days=round(days)) if abs(days) < 36_500 else None


def _left(row: dict[str, Any]) -> Decimal | None:
    if row["landing"] is None or row["spent"] is None:
        return None
    return max(Decimal(row["landing"]) - Decimal(row["spent"]), Decimal(0))


def _money(parts: Any, currency: str) -> Money | None:  # pairs of an amount and how many times it counts
    known = [Decimal(amount) * Decimal(str(times)) for amount, times in parts if amount is not None]
    total = sum(known, Decimal(0))
    return Money(total.quantize(Decimal(1)), currency) if total else None
