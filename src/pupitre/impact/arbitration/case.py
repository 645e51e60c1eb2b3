"""The projects that can still be decided about, the ways to run each, and what each way takes of each limit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from pupitre.impact.arbitration.problem import Choice, Floats, Limit, Problem, Rule, settled
from pupitre.impact.arbitration.reading import LIVE, Asked, Line, Means, Mode, Project

AS_IS, LATER = "as_is", "later"
QUARTER_DAYS = 91
ASSUMED = "all-money"
"""Code of the limit on all the money that stands in when nobody declared any: what today's plan takes, or what was asked instead."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to run a project.

    Args:
        mode: Its code: `as_is`, `later`, or a declared mode. name: As it was named; empty for the first two.
        cost: Money from today on. start_days: Days that its start moves. length_days: Days that its length changes.
        hours_share, effect_share: Shares of the hours and effects of today.
    """

    mode: str
    name: str
    cost: float
    start_days: float = 0.0
    length_days: float = 0.0
    hours_share: float = 1.0
    effect_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Work:
    """A project that can still be decided about.

    Args:
        units: Departments it touches, with those above them. own: Its own department, with those above it.
        starts_on, ends_on: What is left of it. cost: Money left to spend. is_cost_known: Whether somebody said what it costs.
        carbon: Tonnes of CO₂e that it adds. ways: The ways to run it, as it is first.
    """

    key: str
    name: str
    units: frozenset[str]
    own: tuple[str, ...]
    starts_on: date
    ends_on: date
    cost: float
    is_cost_known: bool
    carbon: float
    asked: tuple[Asked, ...]
    lines: tuple[Line, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A choice of projects, ready to be solved.

    Args:
        problem: What can be chosen; its limits are what is left once the projects that go on anyway have taken theirs.
        works: The projects that can be chosen, by code. ways: The way behind each choice of the problem.
        kept: Projects that go on whatever is chosen: nobody declared an effect of theirs on a KPI followed by an objective.
        limits: The limits as they were declared. fixed: What the projects that go on take of each.
        is_assumed: Whether the limit is today's total, for want of a declared one.
    """

    problem: Problem
    works: dict[str, Work]
    ways: tuple[Way, ...]
    kept: tuple[Work, ...]
    limits: tuple[Limit, ...]
    fixed: Floats
    is_assumed: bool


def case_of(
    means: Means, acting: Collection[str], limits: Iterable[Limit] | None = None, *, keep: Collection[str] = (), out: Collection[str] = ()
) -> Case:
    """Return the choice of projects of a day.

    Args:
        means: The rows it rests on.
        acting: Projects whose effects can be counted in the objectives; the others go on and are not judged, save those that exclude
            each other.
        limits: Limits to respect in place of those declared.
        keep: Projects that must be run. out: Projects that must not be.
    """
    works = [_work(means, project) for project in means.projects if _is_live(means, project.key)]
    rivals = {key for rule in means.rules if rule.kind == "excludes" for key in (rule.project, rule.other)}
    judged = {work.key: work for work in works if work.key in acting or work.key in rivals or work.key in out}
    kept = tuple(work for work in works if work.key not in judged)
    asked = tuple(means.limits if limits is None else limits)
    if not asked:
        total = sum(work.cost for work in works)
        asked = (Limit(ASSUMED, "budget", total),)
    pairs = [(work, way) for work in judged.values() for way in work.ways if work.key not in out]
    use = np.array([[use_of(means, limit, work, way) for work, way in pairs] for limit in asked], dtype=np.float64)
    fixed = np.array([sum(use_of(means, limit, work, work.ways[0]) for work in kept) for limit in asked], dtype=np.float64)
    left = tuple(replace(limit, value=limit.value - less) for limit, less in zip(asked, fixed.tolist(), strict=True))
    problem = Problem(
        tuple(Choice(work.key, way.mode, way.cost, is_current=way.mode == AS_IS) for work, way in pairs),
        left,
        use.reshape(len(asked), len(pairs)),
        _rules(means, {work.key for work, _ in pairs}, {work.key for work in kept}, keep),
    )
    is_assumed = not means.limits if limits is None else False
    return Case(problem, judged, tuple(way for _, way in pairs), kept, asked, fixed, is_assumed)


def use_of(means: Means, limit: Limit, work: Work, way: Way) -> float:
    """Return what a way to run a project takes of a limit.

    Money is spread as its budget lines to come are, else evenly over what is left of the project; hours stand in their weeks.
    """
    starts, ends = limit.starts_on or date.min, limit.ends_on or date.max
    shift = timedelta(days=way.start_days)
    first, last = _later(work.starts_on, shift), _later(work.ends_on, shift + timedelta(days=way.length_days))
    if limit.kind == "skill_hours":
        rows = (a for a in work.asked if limit.skill in ("", a.skill) and _is_in(means, limit.unit, (a.unit or "", *work.own)))
        return way.hours_share * sum(a.hours for a in rows if starts <= _later(a.starts_on, shift) < ends)
    if limit.kind == "carbon":
        return work.carbon * way.effect_share if _is_in(means, limit.unit, work.own) else 0.0
    if limit.kind == "change_load":
        return float(bool({limit.unit} & {"", *work.units}) and starts <= last < ends)
    if not _is_in(means, limit.unit, work.own):
        return 0.0
    if limit.kind == "projects":
        return float(first < ends and last >= starts)
    return way.cost * _share_within(work, first, last, shift, starts, ends)


def _share_within(work: Work, first: date, last: date, shift: timedelta, starts: date, ends: date) -> float:
    """Return the share of what is left to spend that falls in a period."""
    planned = sum(float(line.planned or 0) for line in work.lines)
    if planned > 0:
        parts = ((float(line.planned or 0) / planned, _later(line.starts_on, shift), _later(line.ends_on, shift)) for line in work.lines)
        return sum(share * _overlap(start, end, starts, ends) for share, start, end in parts)
    return _overlap(first, max(last, first + timedelta(days=1)), starts, ends)


def _overlap(first: date, last: date, starts: date, ends: date) -> float:
    days = (min(last, ends) - max(first, starts)).days
    return max(0, days) / max(1, (last - first).days)


def _later(day: date, shift: timedelta) -> date:
    return day + timedelta(days=round(shift.days))


def _is_in(means: Means, unit: str, its: Iterable[str]) -> bool:
    return not unit or any(unit in means.above.get(one, (one,)) for one in its if one)


def _is_live(means: Means, key: str) -> bool:
    facts = means.facts.get(key)
    return facts is not None and facts.life in LIVE


def _work(means: Means, project: Project) -> Work:
    facts, finish = means.facts[project.key], means.finishes.get(project.key)
    whole = facts.landing if facts.landing is not None else facts.budget if facts.budget is not None else project.budget
    cost = max(0.0, float(whole or 0) - float(facts.spent or 0))
    starts = max(project.starts_on or means.on, means.on)
    likely = next((day for day in (finish and finish.p50_on, finish and finish.due_on, project.due_on) if day), None)
    ends = max(likely or starts + timedelta(days=QUARTER_DAYS), starts + timedelta(days=1))
    own = means.above.get(project.unit or "", (project.unit,) if project.unit else ())
    touched = {above for unit in (project.unit, *(project.clients or ())) if unit for above in means.above.get(unit, (unit,))}
    return Work(
        project.key,
        project.name,
        frozenset(touched),
        own,
        starts,
        ends,
        cost,
        whole is not None,
        means.carbon.get(project.key, 0.0),
        tuple(a for a in means.asked if a.project == project.key),
        means.lines.get(project.key, ()),
        _ways(cost, means.modes.get(project.key, ())),
    )


def _ways(cost: float, modes: Iterable[Mode]) -> tuple[Way, ...]:
    """Return the ways to run a project: as it is, each declared mode, and a quarter later."""
    declared = tuple(
        Way(
            mode.key,
            mode.name,
            max(0.0, cost + float(mode.cost or 0)),
            length_days=mode.days or 0.0,
            hours_share=1.0 if mode.hours_share is None else mode.hours_share,
            effect_share=1.0 if mode.effect_share is None else mode.effect_share,
        )
        for mode in modes
        if mode.key not in (AS_IS, LATER)
    )
    return (Way(AS_IS, "", cost), *declared, Way(LATER, "", cost, start_days=QUARTER_DAYS))


def _rules(means: Means, judged: Collection[str], kept: Collection[str], forced: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules among the projects that can be chosen; one that must come before a project that goes on anyway must be run."""
    needed = {rule.project for rule in means.rules if rule.kind == "precedes" and rule.other in kept}
    return settled((*means.rules, *(Rule("mandatory", key) for key in sorted({*needed, *forced}))), judged)
