"""Hours: what each skill can give, week by week, and what the projects ask of it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from pupitre.demo.company import Company, Load, Overloaded, Project, Skill
from pupitre.demo.invent.schedules import SKILLS_OF
from pupitre.demo.plan import Overload
from pupitre.demo.streams import stream

BEHIND_WEEKS, AHEAD_WEEKS = 8, 26
WEEKLY_HOURS = 35
PRESENT_SHARE = 0.86
HOLIDAY_SHARE = {31: 0.7, 32: 0.4, 33: 0.3, 34: 0.5, 52: 0.4, 1: 0.6}
"""Presence in the weeks when most people are away; projects ask for as much less."""
HIT_PROJECTS = 3


def add_load(company: Company) -> None:
    """Add capacity and asked hours; only the planted skills are asked for more than they can give."""
    monday = company.profile.on - timedelta(days=company.profile.on.weekday())
    weeks = tuple(monday + timedelta(days=7 * shift) for shift in range(-BEHIND_WEEKS, AHEAD_WEEKS))
    present = np.array([PRESENT_SHARE * HOLIDAY_SHARE.get(week.isocalendar().week, 1.0) for week in weeks])
    company.load = Load(weeks, {}, {})
    planted = _planted(company)
    for skill in company.skills:
        capacity = np.round(skill.people * WEEKLY_HOURS * present * 2) / 2
        company.load.capacity[skill.id] = capacity
        rng = stream(company.profile.seed, "load", skill.id)
        able = [p for p in company.projects if skill.id in SKILLS_OF[p.kind] and p.state in ("running", "planned")]
        order = [able[int(i)] for i in rng.permutation(len(able))]
        ratios = np.clip(0.78 + np.cumsum(rng.normal(0, 0.025, len(weeks))), 0.6, 0.93)
        if skill.id in planted:
            _overload(company, skill, planted[skill.id], ratios, order)
        else:
            _share(company, skill, ratios * capacity, order[: max(4, len(order) // 2)])


def _planted(company: Company) -> dict[str, Overload]:
    """Return which skill carries which overload: those that three lasting projects ask for."""
    on, plan = company.profile.on, company.plan
    able = []
    for skill in company.skills:
        last = max((o.ahead + o.weeks for o in plan.overloads), default=0)
        lasting = [p for p in company.projects if skill.id in SKILLS_OF[p.kind] and _lasts(p, on + timedelta(days=7 * (last + 1)))]
        if len(lasting) >= HIT_PROJECTS:
            able.append(skill.id)
    if company.profile.disguised:
        able = [str(i) for i in stream(company.profile.seed, "overloaded").permutation(able)]
    return dict(zip(able, plan.overloads, strict=False))


def _lasts(project: Project, until: date) -> bool:
    """Return whether a project is under way now and for long enough."""
    return project.state == "running" and project.due + timedelta(days=min(project.late, 0)) >= until


def _overload(company: Company, skill: Skill, planted: Overload, ratios: np.ndarray, order: list[Project]) -> None:
    """Raise the load of a skill over its weeks, on three projects and no other."""
    load = company.load
    assert load is not None
    first = BEHIND_WEEKS + planted.ahead
    ratios = np.clip(ratios, 0.6, 0.88)
    swing = stream(company.profile.seed, "overload", skill.id).uniform(-0.04, 0.04, planted.weeks)
    ratios[first : first + planted.weeks] = planted.load + swing - swing.mean()
    starts, ends = load.weeks[first], load.weeks[first + planted.weeks - 1] + timedelta(days=7)
    hit = [p for p in order if _lasts(p, ends)][:HIT_PROJECTS]
    _share(company, skill, ratios * load.capacity[skill.id], hit, rest=[p for p in order if p not in hit], only=(starts, ends))
    company.overloaded.append(Overloaded(skill.id, starts, ends, planted.load, tuple(p.code for p in hit)))


def _share(
    company: Company,
    skill: Skill,
    hours: np.ndarray,
    projects: list[Project],
    *,
    rest: list[Project] | None = None,
    only: tuple[date, date] | None = None,
) -> None:
    """Share a skill's hours among the projects alive each week, by their budgets, to the half hour.

    Args:
        company: Where the hours go. skill: Asked for. hours: In all, one per week.
        projects: Who asks. rest: Who also asks outside `only`, for a fifth of the hours.
        only: The weeks, first Monday to last (excluded), when `projects` alone ask.
    """
    load = company.load
    assert load is not None
    everyone = projects + (rest or [])
    matrix = np.zeros((len(everyone), len(load.weeks)))
    for column, week in enumerate(load.weeks):
        alone = only is not None and only[0] <= week < only[1]
        for row, project in enumerate(everyone):
            alive = project.starts <= week <= project.due + timedelta(days=max(project.late, 0))
            if alive and not (alone and row >= len(projects)):
                matrix[row, column] = project.budget**0.8 * (0.25 if row >= len(projects) else 1.0)
    totals = matrix.sum(axis=0)
    shares = np.divide(matrix, totals, out=np.zeros_like(matrix), where=totals > 0)
    # A week in which few projects are alive asks for less, so that nobody is asked for everything at once.
    alive_share = 1.0 if only else np.minimum(1.0, (matrix > 0).sum(axis=0) / 3)
    asked = np.floor(shares * hours * alive_share * 2) / 2
    for row, project in enumerate(everyone):
        if asked[row].any():
            load.asked[project.code, skill.id] = asked[row]
