"""What the company expects of its projects, what it may not pass, what it takes for granted, what is announced."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from pupitre.demo.ahead import Assumption, Effect, Hazard, Limit
from pupitre.demo.company import Company, KeyResult, Kpi, Project
from pupitre.demo.invent.direction import level_at
from pupitre.demo.invent.projects import truly_done
from pupitre.demo.invent.stretch import KPI as STRETCHED
from pupitre.demo.lexicon import rows
from pupitre.demo.spans import month_end, month_start
from pupitre.demo.streams import stream

PROMISED = (0.25, 0.9)
"""Part of what is still to gain that the projects of a key result promise together."""
SPAN = ((0.3, 0.7), (1.2, 1.7))
"""Low and high of a promise, over the likely."""
MEASURED_SHARE, DONE_SHARE = 0.15, 0.5
"""Share of the promises checked in a trial; share of the finished projects whose promise is still in the file."""
BUDGET_ROOM = 0.95
"""Money allowed over money planned."""
QUARTERS, PROJECTS_AT_ONCE, CHANGES_AT_ONCE = 4, 0.85, 3
SAFE, BROKEN = 2.5, 1.5
"""Spreads between the reading and the threshold of an assumption that holds, and of one that does not."""


def add_prospects(company: Company) -> None:
    """Add effects, limits, assumptions and hazards."""
    _add_effects(company)
    _add_limits(company)
    _add_assumptions(company)
    _add_hazards(company)


def _add_effects(company: Company) -> None:
    """Let each project promise something on a key result or two of the objectives it serves."""
    stretched = company.stretch.kpi if company.stretch else ""
    served: dict[str, list[KeyResult]] = {}
    for result in company.key_results:
        if result.kpi.code not in (stretched, company.young) and result.kpi.id != STRETCHED:
            served.setdefault(result.objective, []).append(result)
    promising: dict[tuple[str, str], tuple[Project, KeyResult]] = {}
    for project in company.projects:
        rng = stream(company.profile.seed, "effects", project.name)
        if project.state == "done" and rng.random() > DONE_SHARE:
            continue
        for objective in project.objectives:
            able = served.get(objective, [])
            for index in rng.permutation(len(able))[: 1 + int(rng.random() < 0.4)]:
                result = able[int(index)]
                promising.setdefault((project.code, result.kpi.code), (project, result))
    for project, result in promising.values():
        sharing = sum(1 for _, code in promising if code == result.kpi.code)
        company.effects.append(_promise(company, project, result, sharing))
    company.effects.sort(key=lambda effect: (effect.project, effect.kpi))


def _promise(company: Company, project: Project, result: KeyResult, sharing: int) -> Effect:
    kpi, rng = result.kpi, stream(company.profile.seed, "promise", project.name, result.kpi.id)
    better = 1 if kpi.up else -1
    whole = max(abs(result.target - result.baseline), kpi.noise)
    likely = better * whole * float(rng.uniform(*PROMISED)) / sharing
    low, high = (likely * float(rng.uniform(*span)) for span in SPAN)
    digits = kpi.decimals + 1
    least = better * 10.0**-digits
    return Effect(
        project.code,
        kpi.code,
        round(low, digits),
        round(likely, digits) or least,
        round(high, digits) or least,
        int(rng.choice((30, 45, 60, 90, 120))),
        measured=bool(rng.random() < MEASURED_SHARE),
    )


def _add_limits(company: Company) -> None:
    """Add the money allowed by quarter, the hours of two skills, the projects at once, the changes at once in the largest department."""
    on, load = company.profile.on, company.load
    assert load is not None
    first = month_start(on, -((on.month - 1) % 3))
    quarters = [(month_start(first, 3 * n), month_end(month_start(first, 3 * n + 2))) for n in range(1, QUARTERS + 1)]
    for starts, ends in quarters:
        planned = sum(p.budget * (truly_done(p, ends) - truly_done(p, starts)) for p in company.projects)
        company.limits.append(Limit("budget", "", "", starts, ends, round(BUDGET_ROOM * planned, -3)))
    wanted = [one.skill for one in company.overloaded] or [skill.id for skill in company.skills]
    for skill in (s for s in company.skills if s.id in wanted[:2]):
        for starts, ends in quarters[:1]:
            weeks = [n for n, week in enumerate(load.weeks) if starts <= week <= ends]
            hours = float(np.sum(load.capacity[skill.id][weeks]))
            company.limits.append(Limit("hours", skill.name, "", starts, ends, round(hours)))
    alive = sum(1 for p in company.projects if p.state in ("running", "planned"))
    company.limits.append(Limit("projects", "", "", quarters[0][0], quarters[-1][1], max(2, round(alive * PROJECTS_AT_ONCE))))
    largest = company.units[0].role
    company.limits.append(Limit("changes", "", largest, quarters[0][0], quarters[-1][1], CHANGES_AT_ONCE))


def _add_assumptions(company: Company) -> None:
    """Add the assumptions; the planted ones no longer hold."""
    profile = company.profile
    rng = stream(profile.seed, "assumptions")
    planted = {code for moved in (*company.shifts, *company.drifts) for code in (moved.kpi,)} | {j.kpi for j in company.judged}
    able = [row for row in rows("assumptions") if (kpi := company.kpi(row["kpi"])) is not None and kpi.code not in planted]
    codes = {o.id: o.code for o in company.objectives}
    broken = set(rng.permutation(len(able))[: company.plan.broken].tolist())
    for number, row in enumerate(able):
        kpi = company.kpi(row["kpi"])
        assert kpi is not None
        above = row["side"] == "above"
        away = BROKEN if number in broken else -SAFE
        threshold = level_at(kpi, profile.on) + (1 if above else -1) * away * kpi.noise
        objectives = tuple(codes[name] for name in row["objectives"].split(",") if name in codes)
        role = profile.role(row["role"])
        review = profile.on + timedelta(days=int(rng.integers(20, 120)))
        owner = company.owner(role, "assumption", row["kpi"])
        text = profile.lexicon.word(row)
        code = f"H{number + 1:02d}"
        company.assumptions.append(Assumption(code, text, kpi.code, above, _clean(kpi, threshold), objectives, owner, review))


def _clean(kpi: Kpi, value: float) -> float:
    return round(value, kpi.decimals)


def _add_hazards(company: Company) -> None:
    """Announce a few events, each on one project that nothing else is said of."""
    profile = company.profile
    rng = stream(profile.seed, "hazards")
    free = [p for p in company.projects if p.state == "running" and not p.tag and p.due > profile.on + timedelta(days=90)]
    picked = [free[int(i)] for i in rng.permutation(len(free))]
    for number, (row, project) in enumerate(zip(rows("hazards"), picked, strict=False), start=1):
        at: date = profile.on + timedelta(days=int(rng.integers(5, 40)))
        cents = int(row["cost"]) * (100_000 if profile.scale.people > 100 else 10_000)
        company.hazards.append(Hazard(f"E{number:02d}", profile.lexicon.word(row), at, (project.code,), int(row["days"]), cents))
