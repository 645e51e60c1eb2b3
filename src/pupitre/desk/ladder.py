"""The value ladder: what the files read already give, and what the next one would bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, Snapshot, Text

State = Literal["reached", "begun", "next", "later"]
Look = Callable[[Snapshot], tuple[Text, bool, bool]]
"""What is there, whether it is enough, whether it has begun."""

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


LINKED = pa.array(["declared", "accepted"])
"""A link that someone wrote down or accepted; a proposed one does not count yet."""


def _count(snapshot: Snapshot, table: str) -> int:
    return int(snapshot.table(table).num_rows)


def _projects(snapshot: Snapshot) -> tuple[Text, bool, bool]:
    projects, reports = snapshot.table("project"), snapshot.table("project_report")
    have = Text.many(N_("%(count)s project"), N_("%(count)s projects"), count=projects.num_rows)
    has_dates = projects.column("due_on").null_count < projects.num_rows
    has_status = reports.column("status").null_count < reports.num_rows
    return have, has_dates and has_status, projects.num_rows > 0


def _readings(snapshot: Snapshot) -> tuple[Text, bool, bool]:
    kpis = snapshot.table("measure").column("kpi")
    longest = max(pc.value_counts(kpis).field("counts").to_pylist(), default=0)
    named = len(pc.unique(kpis))
    have = Text.many(
        N_("%(count)s KPI, at most %(points)s readings"),
        N_("%(count)s KPIs, at most %(points)s readings each"),
        count=named,
        points=longest,
    )
    return have, longest >= POINTS, longest > 0


def _targets(snapshot: Snapshot) -> tuple[Text, bool, bool]:
    targets = snapshot.table("target")
    have = Text.many(N_("%(count)s KPI with a target"), N_("%(count)s KPIs with a target"), count=len(pc.unique(targets.column("kpi"))))
    return have, targets.num_rows > 0 and _count(snapshot, "measure") > 0, targets.num_rows > 0


def _money(snapshot: Snapshot) -> tuple[Text, bool, bool]:
    lines, entries = _count(snapshot, "budget_line"), _count(snapshot, "ledger_entry")
    budgets = Text.many(N_("%(count)s budget line"), N_("%(count)s budget lines"), count=lines)
    ledger = Text.many(N_("%(count)s ledger entry"), N_("%(count)s ledger entries"), count=entries)
    return Text(N_("%(budgets)s, %(ledger)s"), budgets=budgets, ledger=ledger), lines > 0, lines + entries > 0


def _strategy(snapshot: Snapshot) -> tuple[Text, bool, bool]:
    objectives, links = _count(snapshot, "objective"), snapshot.table("contribution")
    basis = links.column("basis")
    linked = links.filter(pc.or_kleene(pc.is_in(basis, value_set=LINKED), pc.is_null(basis))).num_rows
    first = Text.many(N_("%(count)s objective"), N_("%(count)s objectives"), count=objectives)
    second = Text.many(N_("%(count)s project linked"), N_("%(count)s links to projects"), count=linked)
    return Text(N_("%(objectives)s, %(links)s"), objectives=first, links=second), objectives > 0 and linked > 0, objectives > 0


def _tasks(snapshot: Snapshot) -> tuple[Text, bool, bool]:
    tasks, links = _count(snapshot, "task"), _count(snapshot, "task_link")
    have = Text.many(N_("%(count)s task"), N_("%(count)s tasks"), count=tasks)
    return have, tasks > 0 and links > 0, tasks > 0


def _capacity(snapshot: Snapshot) -> tuple[Text, bool, bool]:
    has_hours, asked = _count(snapshot, "capacity"), _count(snapshot, "allocation")
    have = Text.many(N_("%(count)s week of capacity"), N_("%(count)s weeks of capacity, by skill"), count=has_hours)
    return have, has_hours > 0 and asked > 0, has_hours + asked > 0


def _decisions(snapshot: Snapshot) -> tuple[Text, bool, bool]:
    decisions, actions = _count(snapshot, "decision"), _count(snapshot, "action")
    first = Text.many(N_("%(count)s decision"), N_("%(count)s decisions"), count=decisions)
    second = Text.many(N_("%(count)s action"), N_("%(count)s actions"), count=actions)
    return Text(N_("%(decisions)s, %(actions)s"), decisions=first, actions=second), decisions > 0 and actions > 0, decisions + actions > 0


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
)
"""The rungs, the one that most companies can climb first at the bottom."""


def ladder(snapshot: Snapshot) -> tuple[Rung, ...]:
    """Return the rungs in order; the first that is not reached is the next one to climb."""
    rungs = []
    is_next_named = False
    for code, gives, needs, kinds, look in STEPS:
        have, is_enough, has_begun = look(snapshot)
        state: State = "reached" if is_enough else "begun" if has_begun else "later" if is_next_named else "next"
        is_next_named = is_next_named or not is_enough
        rungs.append(Rung(code, gives, state, have, None if is_enough else needs, kinds))
    return tuple(rungs)


def next_rung(rungs: tuple[Rung, ...]) -> Rung | None:
    """Return the first rung that is not reached: what its file would bring is what the desk proposes; None at the top."""
    return next((rung for rung in rungs if rung.state != "reached"), None)
