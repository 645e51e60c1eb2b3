"""The objective that only two late projects together make likely, with its true chances by simulation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from pupitre.demo.ahead import Effect, Stretch
from pupitre.demo.company import Company, Kpi, Objective, Project
from pupitre.demo.spans import month_end, month_start
from pupitre.demo.streams import stream

OBJECTIVE, KPI = "client_delivery", "leadtime"
ASKED = 0.8
"""Share of the baseline that is to be reached."""
AHEAD_MONTHS = 7
LEVERS, MAINSTAYS = 2, 3
LEVER_DUE_DAYS, LEVER_LATE = 60, (95, 115)
"""Days before the objective's date when a lever should be over, and how late it truly is: it lands too late."""
RAMP_DAYS = 20
SPAN = (0.7, 1.3)
"""Low and high of an effect, over the likely."""
PARTS = (1.2, 1.0, 0.8)
"""What each project that lands in time brings, over the mean of the three."""
DRAWS = 40_000
STEP = 0.3
"""Spread of a week's change of level."""


def due_of(on: date) -> date:
    """Return the date of the objective."""
    return month_end(month_start(on, AHEAD_MONTHS))


def choose_projects(company: Company, free: list[Project]) -> None:
    """Take the projects that serve the objective out of those free: two late levers, three that land in time."""
    target = next((o for o in company.objectives if o.id == OBJECTIVE), None)
    if company.plan.reach is None or target is None:
        return
    able = sorted((p for p in free if p.axis == target.axis), key=lambda p: p.role not in ("supply", "production", "it"))
    if len(able) < LEVERS + MAINSTAYS:
        return
    rng = stream(company.profile.seed, "stretch projects")
    for number, project in enumerate(able[: LEVERS + MAINSTAYS]):
        free.remove(project)
        if number < LEVERS:
            project.tag, project.declared, project.late = "lever", "red", int(rng.integers(*LEVER_LATE))
        else:
            project.tag = "mainstay"


def give_dates(company: Company, project: Project, rng: np.random.Generator) -> None:
    """Give the dates of a project that serves the objective."""
    on, due = company.profile.on, due_of(company.profile.on)
    if project.tag == "lever":
        project.due = due - timedelta(days=LEVER_DUE_DAYS + int(rng.integers(0, 10)))
        project.starts = on - timedelta(days=int(rng.integers(150, 230)))
    else:
        project.starts = on - timedelta(days=int(rng.integers(150, 220)))
        project.due = on + timedelta(days=int(rng.integers(60, 110)))


def add_stretch(company: Company) -> None:
    """Give the effects of these projects such that the chances are those of the plan."""
    kpi, target = company.kpi(KPI), next((o for o in company.objectives if o.id == OBJECTIVE), None)
    levers = [p for p in company.projects if p.tag == "lever"]
    mainstays = [p for p in company.projects if p.tag == "mainstay"]
    if kpi is None or target is None or not levers or company.plan.reach is None:
        return
    result = next(r for r in company.key_results if r.objective == target.code)
    without = _future(company, kpi, target)
    rng = stream(company.profile.seed, "stretch effects")
    each = [rng.triangular(SPAN[0], 1.0, SPAN[1], DRAWS) for _ in (*mainstays, *levers)]
    firm, loose = sum(p * e for p, e in zip(PARTS, each, strict=False)), each[len(mainstays) :]

    def chance(usual: float, more: float, *landed: int) -> float:
        read = without - usual * firm - more * sum(loose[i] for i in landed)
        return float(np.mean(np.round(read, kpi.decimals) <= result.target))

    usual = round(_solved(lambda size: chance(size, 0.0), company.plan.reach.base), 2)
    more = round(_solved(lambda size: chance(usual, size, 0, 1), company.plan.reach.both), 2)
    sizes = [*(round(usual * part, 2) for part in PARTS), more, more]
    for project, size in zip((*mainstays, *levers), sizes, strict=True):
        low, high = (round(-size * share, 2) for share in SPAN)
        company.effects.append(Effect(project.code, kpi.code, low, -size, high, RAMP_DAYS, measured=False))
    codes = (levers[0].code, levers[1].code)
    alone = max(chance(usual, more, 0), chance(usual, more, 1))
    company.stretch = Stretch(target.code, kpi.code, codes, chance(usual, 0.0), alone, chance(usual, more, 0, 1))


def _future(company: Company, kpi: Kpi, target: Objective) -> np.ndarray:
    """Return what the KPI reads on the date of the objective if no project lands, in many draws.

    The level wanders; what is known of it today is what the best filter of such a walk knows from its noisy readings.
    """
    rng = stream(company.profile.seed, "stretch future")
    spread = 0.5 * (STEP**2 + np.sqrt(STEP**4 + 4 * STEP**2 * kpi.noise**2))
    gain, level = spread / (spread + kpi.noise**2), float(kpi.values[0])
    for value in kpi.values[~np.isnan(kpi.values)]:
        level += gain * (float(value) - level)
    weeks = (target.due - kpi.starts[-1]).days // 7
    variance = gain * kpi.noise**2 + weeks * STEP**2 + kpi.noise**2
    return level + rng.normal(0, np.sqrt(variance), DRAWS)


def _solved(chance: Callable[[float], float], wanted: float) -> float:
    """Return the size that gives a chance, by bisection."""
    low, high = 0.0, 10.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if chance(middle) < wanted else (low, middle)
    return (low + high) / 2
