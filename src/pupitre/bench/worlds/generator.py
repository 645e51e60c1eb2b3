"""Companies with a past, a plan and a true outcome, by rules that are not the engine's: it imports nothing of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MONTH = 365.25 / 12
PAST = 48
HORIZON = 12
DEPARTMENTS = 6
KPIS, PROJECTS, RISKS, OBJECTIVES, PAST_EFFECTS = 50, 60, 15, 40, 24


@dataclass(frozen=True)
class Plan:
    """What the company knows on the day.

    Args:
        history: Months × indicators. sign: 1 where higher is better, else -1. department: Of each indicator.
        start, low, likely, high: Of each project, in days from today. after: The project it waits for, or -1. owner: Its department.
        due: The day promised.
        effects: (project, indicator, low, likely, high, days of ramp). risks: (chance over a year, indicator, low, likely, high, project,
            days late). objectives: (indicators, month, rule, threshold). baseline, target: Of each indicator of each objective.
        past: (declared, measured, error) of effects that are over.
    """

    history: Floats
    sign: Floats
    department: npt.NDArray[np.int64]
    start: Floats
    low: Floats
    likely: Floats
    high: Floats
    after: npt.NDArray[np.int64]
    owner: npt.NDArray[np.int64]
    due: Floats
    effects: list[tuple[int, int, float, float, float, float]]
    risks: list[tuple[float, int, float, float, float, int, float]]
    objectives: list[tuple[list[int], int, str, float]]
    baseline: list[list[float]]
    target: list[list[float]]
    past: list[tuple[float, float, float]]


@dataclass(frozen=True)
class Company:
    """A plan and what came of it: whether each objective was reached."""

    plan: Plan
    reached: npt.NDArray[np.bool_]


def company(seed: int, *, is_kind: bool) -> Company:
    """Make a company.

    Args:
        seed: Its number.
        is_kind: The plan is honest: noises are normal, durations and effects fall as declared. Otherwise tails are heavy (Student, 3
            degrees of freedom), departments have a luck that indicators and projects share, effects are declared 1 to 2 times what
            they are worth and adopted along an S-curve, durations are log-normal, 8 % of the projects are quietly cancelled and
            risks are 0.7 to 1.6 times as likely as said.
    """
    chance = np.random.default_rng([seed, is_kind])
    luck = np.zeros(DEPARTMENTS) if is_kind else _noise(chance, DEPARTMENTS, is_kind)
    sign = chance.choice([-1.0, 1.0], KPIS)
    department = chance.integers(0, DEPARTMENTS, KPIS)
    noise, path = _paths(chance, department, luck, sign, is_kind)
    plan = _plan(chance, path[:PAST], noise, sign, department, is_kind)
    values = path[PAST:] + _added(chance, plan, luck, is_kind)
    return Company(plan, _outcomes(plan, values))


def _noise(chance: np.random.Generator, shape: int | tuple[int, ...], is_kind: bool) -> Floats:
    return chance.standard_normal(shape) if is_kind else chance.standard_t(3, shape) / np.sqrt(3)


def _paths(
    chance: np.random.Generator, department: npt.NDArray[np.int64], luck: Floats, sign: Floats, is_kind: bool
) -> tuple[Floats, Floats]:
    """Return the size of the noise of each indicator, and its months: a level that wanders, a slope that tires, a season, noise."""
    months = PAST + HORIZON
    noise = np.exp(chance.normal(0, 0.5, KPIS))
    level = noise * chance.uniform(15, 40, KPIS)
    steps = _noise(chance, (months, KPIS), is_kind) * noise * chance.uniform(0.05, 0.45, KPIS)
    slope = noise * chance.normal(0, 0.05, KPIS)
    wander = np.cumsum(steps + slope * 0.97 ** np.arange(months)[:, None], axis=0)
    phase = chance.uniform(0, 12, KPIS)
    season = noise * chance.choice([0.0, 0.0, 1.0], KPIS) * np.sin(2 * np.pi * (np.arange(months)[:, None] + phase) / 12)
    path = level + wander + season + _noise(chance, (months, KPIS), is_kind) * noise
    if not is_kind:
        # What befalls a department befalls its indicators together, a little more each month to come.
        path[PAST:] += np.linspace(0, 1, HORIZON)[:, None] * 0.6 * noise * sign * luck[department]
    return noise, path


def _plan(
    chance: np.random.Generator, history: Floats, noise: Floats, sign: Floats, department: npt.NDArray[np.int64], is_kind: bool
) -> Plan:
    likely = chance.uniform(60, 260, PROJECTS)
    start = chance.uniform(-60, 90, PROJECTS)
    after = np.array([chance.integers(0, at) if at and chance.random() < 0.25 else -1 for at in range(PROJECTS)])
    effects = []
    for kpi in range(KPIS):
        for project in chance.choice(PROJECTS, chance.integers(0, 4), replace=False):
            size = sign[kpi] * noise[kpi] * chance.uniform(0.3, 1.3)
            ends = sorted((size * chance.uniform(0.3, 0.8), size * chance.uniform(1.1, 1.6)))
            effects.append((int(project), kpi, ends[0], size, ends[1], float(chance.choice([0, 30, 90]))))
    risks = []
    for _ in range(RISKS):
        kpi = int(chance.integers(0, KPIS))
        size = -sign[kpi] * noise[kpi] * chance.uniform(0.5, 2)
        ends = sorted((size * 0.5, size * 1.5))
        risks.append(
            (
                float(chance.uniform(0.05, 0.5)),
                kpi,
                ends[0],
                size,
                ends[1],
                int(chance.integers(0, PROJECTS)),
                float(chance.uniform(15, 90)),
            )
        )
    objectives, baseline, target = _objectives(chance, history, noise, sign)
    worth = 1.0 if is_kind else chance.uniform(1, 2, PAST_EFFECTS)
    declared = chance.uniform(0.3, 1.3, PAST_EFFECTS)
    error = chance.uniform(0.15, 0.5, PAST_EFFECTS)
    measured = declared / worth * chance.uniform(0.7, 1.3, PAST_EFFECTS) + chance.normal(0, error)
    return Plan(
        history=history,
        sign=sign,
        department=department,
        start=start,
        low=likely * chance.uniform(0.7, 0.95, PROJECTS),
        likely=likely,
        high=likely * chance.uniform(1.1, 1.8, PROJECTS),
        after=after,
        owner=chance.integers(0, DEPARTMENTS, PROJECTS),
        due=start + likely * chance.uniform(0.9, 1.2, PROJECTS),
        effects=effects,
        risks=risks,
        objectives=objectives,
        baseline=baseline,
        target=target,
        past=list(zip(declared.tolist(), measured.tolist(), error.tolist(), strict=True)),
    )


def _objectives(
    chance: np.random.Generator, history: Floats, noise: Floats, sign: Floats
) -> tuple[list[tuple[list[int], int, str, float]], list[list[float]], list[list[float]]]:
    objectives, baseline, target = [], [], []
    for _ in range(OBJECTIVES):
        kpis = chance.choice(KPIS, chance.integers(1, 4), replace=False)
        rule = str(chance.choice(["all", "score", "count"]))
        threshold = {"all": 1.0, "score": 0.7, "count": 1.0}[rule]
        starts = history[-12:, kpis].mean(axis=0)
        aims = starts + sign[kpis] * noise[kpis] * chance.uniform(-0.5, 3, len(kpis))
        objectives.append((kpis.tolist(), int(chance.integers(5, HORIZON + 1)), rule, threshold))
        baseline.append((starts - sign[kpis] * noise[kpis] * 0.5).tolist())
        target.append(aims.tolist())
    return objectives, baseline, target


def _added(chance: np.random.Generator, plan: Plan, luck: Floats, is_kind: bool) -> Floats:
    """Return what projects and risks truly do to each indicator, months × indicators."""
    hits, late = _events(chance, plan, is_kind)
    finish = _finishes(chance, plan, luck, late, hits, is_kind)
    days = MONTH * np.arange(1, HORIZON + 1)
    added = np.zeros((HORIZON, KPIS))
    for project, kpi, low, likely, high, ramp in plan.effects:
        worth = chance.triangular(low, likely, high) / (1 if is_kind else chance.uniform(1, 2))
        since = days - finish[project]
        if is_kind:
            added[:, kpi] += worth * (np.clip(since / ramp, 0, 1) if ramp else since >= 0)
        else:
            added[:, kpi] += worth / (1 + np.exp(-(since - ramp / 2 - 10) / (ramp / 8 + 5)))
    for (_chance, kpi, low, likely, high, _project, _days), day in zip(plan.risks, hits, strict=True):
        added[:, kpi] += chance.triangular(low, likely, high) * (days >= day)
    return added


def _events(chance: np.random.Generator, plan: Plan, is_kind: bool) -> tuple[Floats, Floats]:
    """Return the day of each risk, infinite when it does not happen, and the days it costs its project."""
    said = np.array([risk[0] for risk in plan.risks])
    true = said if is_kind else np.minimum(said * chance.uniform(0.7, 1.6, len(said)), 0.95)
    return chance.exponential(-365 / np.log1p(-true)), np.array([risk[6] for risk in plan.risks]) * chance.triangular(
        0.5, 1, 1.5, len(said)
    )


def _finishes(chance: np.random.Generator, plan: Plan, luck: Floats, late: Floats, hits: Floats, is_kind: bool) -> Floats:
    if is_kind:
        length = chance.triangular(plan.low, plan.likely, plan.high)
    else:
        length = plan.likely * np.exp(chance.normal(0.12, 0.25, PROJECTS) - 0.12 * luck[plan.owner])
        length[chance.random(PROJECTS) < 0.08] = np.inf
    finish = np.empty(PROJECTS)
    for at in range(PROJECTS):
        begins = max(plan.start[at], finish[plan.after[at]] if plan.after[at] >= 0 else -np.inf)
        finish[at] = max(begins + length[at], 0)
        for risk, day, days in zip(plan.risks, hits, late, strict=True):
            if risk[5] == at and day <= finish[at]:
                finish[at] += days
    return finish


def _outcomes(plan: Plan, values: Floats) -> npt.NDArray[np.bool_]:
    reached = []
    for (kpis, month, rule, threshold), starts, aims in zip(plan.objectives, plan.baseline, plan.target, strict=True):
        read, start, aim, sign = values[month - 1, kpis], np.array(starts), np.array(aims), plan.sign[kpis]
        met = sign * (read - aim) >= 0
        if rule == "all":
            reached.append(met.all())
        elif rule == "count":
            reached.append(met.sum() >= threshold)
        else:
            way = np.where(sign * (aim - start) > 0, aim - start, np.nan)
            reached.append(np.where(np.isnan(way), met, np.clip((read - start) / way, 0, 1)).mean() >= threshold)
    return np.array(reached)
