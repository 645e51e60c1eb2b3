"""The value ladder: what the files read already give, and what the next one would bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.db import connection

from pupitre.desk import bulk
from pupitre.desk.rows import place
from pupitre.kernel import N_, Text
from pupitre.records.system import BULK, ROWS

State = Literal["reached", "begun", "next", "later"]
POINTS = 12
"""Readings of one KPI from which what moved can be told from noise."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder.

    Args:
        code: Stable name. gives: What the step gives, as a sentence.
        state: `reached`; `begun` when part of what it needs is there; `next` for the first that is not; `later` for those after it.
        have: What of it is there. needs: What is missing, as a sentence; None once it is reached.
        kinds: Kinds of exchange files that would fill it: each has a template.
    """

    code: str
    gives: Text
    state: State
    have: Text
    needs: Text | None
    kinds: tuple[str, ...]


COUNTED: Final = (
    *("project", "budget_line", "objective", "key_result", "task", "task_link", "capacity", "allocation"),
    *("decision", "action", "effect", "limit"),
)
"""Row tables whose rows are counted."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What is held, counted.

    Args:
        rows: By table, its rows. dated: Projects with a date. declared: Reports with a status. aimed: KPIs with a target.
        linked: Links from projects to objectives that someone wrote down or accepted; a proposed one does not count yet.
        kpis: KPIs with readings. longest: Readings of the KPI that has most.
    """

    rows: Mapping[str, int]
    dated: int
    declared: int
    aimed: int
    linked: int
    kpis: int
    longest: int


def stock() -> Stock:
    """Count what is held, without reading the rows."""
    asked = [f"SELECT COUNT(*) FROM {place(ROWS[name])}" for name in COUNTED]
    asked += [
        f"SELECT COUNT(due_on) FROM {place(ROWS['project'])}",
        f"SELECT COUNT(status) FROM {place(ROWS['project_report'])}",
        f"SELECT COUNT(*) FROM {place(ROWS['contribution'])} WHERE basis IS NULL OR basis IN ('declared', 'accepted')",
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'({one})' for one in asked)}")
        *counts, dated, declared, linked = cursor.fetchone()
    poured = bulk.counts({"measure": "kpi", "target": "kpi", "ledger_entry": BULK["ledger_entry"].key[0]})
    readings = poured["measure"]
    rows = dict(zip(COUNTED, counts, strict=True)) | {"ledger_entry": sum(poured["ledger_entry"].values())}
    return Stock(rows, dated, declared, len(poured["target"]), linked, len(readings), max(readings.values(), default=0))


def _projects(held: Stock) -> tuple[Text, bool, bool]:
    count = held.rows["project"]
    return Text.many(N_("%(count)s project"), N_("%(count)s projects"), count=count), held.dated > 0 and held.declared > 0, count > 0


def _readings(held: Stock) -> tuple[Text, bool, bool]:
    have = Text.many(
        N_("%(count)s KPI, at most %(points)s readings"),
        N_("%(count)s KPIs, at most %(points)s readings each"),
        count=held.kpis,
        points=held.longest,
    )
    return have, held.longest >= POINTS, held.longest > 0


def _targets(held: Stock) -> tuple[Text, bool, bool]:
    have = Text.many(N_("%(count)s KPI with a target"), N_("%(count)s KPIs with a target"), count=held.aimed)
    return have, held.aimed > 0 and held.kpis > 0, held.aimed > 0


def _money(held: Stock) -> tuple[Text, bool, bool]:
    lines, entries = held.rows["budget_line"], held.rows["ledger_entry"]
    budgets = Text.many(N_("%(count)s budget line"), N_("%(count)s budget lines"), count=lines)
    ledger = Text.many(N_("%(count)s ledger entry"), N_("%(count)s ledger entries"), count=entries)
    return Text(N_("%(budgets)s, %(ledger)s"), budgets=budgets, ledger=ledger), lines > 0, lines + entries > 0


def _strategy(held: Stock) -> tuple[Text, bool, bool]:
    objectives = held.rows["objective"]
    first = Text.many(N_("%(count)s objective"), N_("%(count)s objectives"), count=objectives)
    second = Text.many(N_("%(count)s project linked"), N_("%(count)s links to projects"), count=held.linked)
    return Text(N_("%(objectives)s, %(links)s"), objectives=first, links=second), objectives > 0 and held.linked > 0, objectives > 0


def _tasks(held: Stock) -> tuple[Text, bool, bool]:
    tasks = held.rows["task"]
    return Text.many(N_("%(count)s task"), N_("%(count)s tasks"), count=tasks), tasks > 0 and held.rows["task_link"] > 0, tasks > 0


def _capacity(held: Stock) -> tuple[Text, bool, bool]:
    has_hours, asked = held.rows["capacity"], held.rows["allocation"]
    have = Text.many(N_("%(count)s week of capacity"), N_("%(count)s weeks of capacity, by skill"), count=has_hours)
    return have, has_hours > 0 and asked > 0, has_hours + asked > 0


def _decisions(held: Stock) -> tuple[Text, bool, bool]:
    decisions, actions = held.rows["decision"], held.rows["action"]
    first = Text.many(N_("%(count)s decision"), N_("%(count)s decisions"), count=decisions)
    second = Text.many(N_("%(count)s action"), N_("%(count)s actions"), count=actions)
    return Text(N_("%(decisions)s, %(actions)s"), decisions=first, actions=second), decisions > 0 and actions > 0, decisions + actions > 0


def _chances(held: Stock) -> tuple[Text, bool, bool]:
    effects = held.rows["effect"]
    have = Text.many(N_("%(count)s expected effect on a KPI"), N_("%(count)s expected effects on KPIs"), count=effects)
    return have, effects > 0 and held.rows["key_result"] > 0, effects > 0


def _limits(held: Stock) -> tuple[Text, bool, bool]:
    limits = held.rows["limit"]
    return Text.many(N_("%(count)s limit"), N_("%(count)s limits"), count=limits), limits > 0 and held.rows["effect"] > 0, limits > 0


Look = Callable[[Stock], tuple[Text, bool, bool]]
"""What is there, whether it is enough, whether it has begun."""
STEPS: tuple[tuple[str, Text, Text, tuple[str, ...], Look], ...] = (
    (
        "projects",
        Text(N_("Projects that are late though declared green, and projects that do the same thing twice")),
        Text(N_("A project list with dates and a declared status")),
        ("projects",),
        _projects,
    ),
    (
        "readings",
        Text(N_("Which figures really moved, and which ones stopped coming")),
        Text(N_("Twelve readings of one KPI or more")),
        ("kpis",),
        _readings,
    ),
    (
        "targets",
        Text(N_("Which KPIs miss their target, and since when")),
        Text(N_("The target of each KPI, by period")),
        ("kpis", "services"),
        _targets,
    ),
    (
        "money",
        Text(N_("Costs that drift, and landing against budget, to the cent")),
        Text(N_("Budget lines, and the ledger to compare them with")),
        ("budgets", "ledger"),
        _money,
    ),
    (
        "strategy",
        Text(N_("Projects that serve no objective, and spending out of line with the declared weights")),
        Text(N_("Objectives, and the projects that serve each of them")),
        ("axes", "objectives", "key_results", "contributions"),
        _strategy,
    ),
    (
        "tasks",
        Text(N_("A finish date with its odds for each project, and what holds it back")),
        Text(N_("The tasks of the projects, with their durations and what each one waits for")),
        ("tasks", "links"),
        _tasks,
    ),
    (
        "capacity",
        Text(N_("Where hands will be missing, by skill and week")),
        Text(N_("The hours that each skill has, and the hours that projects ask for")),
        ("capacity", "allocations"),
        _capacity,
    ),
    (
        "decisions",
        Text(N_("Decisions that nobody carries, and actions that wait")),
        Text(N_("The record of decisions and of the actions that follow")),
        ("decisions", "actions"),
        _decisions,
    ),
    (
        "chances",
        Text(N_("How likely each objective is, what holds it back, and what would make it likelier")),
        Text(N_("What each project should change in a KPI, with its low and its high")),
        ("effects", "key_results", "assumptions"),
        _chances,
    ),
    (
        "choice",
        Text(N_("Which projects to run for the means there are, and what each limit costs")),
        Text(N_("The money, hours and changes that may not be passed")),
        ("limits",),
        _limits,
    ),
)
"""The rungs, the one that most companies can climb first at the bottom."""


def ladder() -> tuple[Rung, ...]:
    """Return the rungs in order; the first that is not reached is the next one to climb."""
    held = stock()
    rungs = []
    is_next_named = False
    for code, gives, needs, kinds, look in STEPS:
        have, is_enough, has_begun = look(held)
        state: State = "reached" if is_enough else "begun" if has_begun else "later" if is_next_named else "next"
        is_next_named = is_next_named or not is_enough
        rungs.append(Rung(code, gives, state, have, None if is_enough else needs, kinds))
    return tuple(rungs)


def next_rung(rungs: tuple[Rung, ...]) -> Rung | None:
    """Return the first rung that is not reached: what its file would bring is what the desk proposes; None at the top."""
    return next((rung for rung in rungs if rung.state != "reached"), None)
