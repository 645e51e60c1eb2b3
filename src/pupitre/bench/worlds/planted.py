"""Companies in which one cause is the main one, by the generator's own simulation: it imports nothing of the engine."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pupitre.bench.worlds.generator import HORIZON, MONTH, PAST, Plan

Floats = npt.NDArray[np.float64]
Cause = tuple[str, int]
Effect = tuple[int, int, float, float, float, float]
Risk = tuple[float, int, float, float, float, int, float]

KINDS = ("late", "waiting", "risk", "trend", "weak")
KPIS, PROJECTS, RISKS = 4, 10, 5
FUTURES = 800
MARGIN = 0.05
"""By how much the main cause costs more than the next, in probability."""


@dataclass(frozen=True)
class Planted:
    """A plan, the kind of the cause planted in it and the places where naming it is right."""

    plan: Plan
    kind: str
    main: Cause
    also: tuple[Cause, ...]

    def is_main(self, kind: str, key: str) -> bool:
        """Return whether a cause named by the engine is the one planted."""
        names = {"project": "P{:03}", "risk": "R{:02}", "measure": "O000.{}"}
        return any(kind == one and key == names[one].format(at) for one, at in (self.main, *self.also))


@dataclass(frozen=True)
class Truth:
    """What the generator knows: slope of each indicator, size of its noise, the plan."""

    plan: Plan
    slope: Floats
    noise: Floats


@dataclass(frozen=True)
class Draft:
    """A plan under construction: what a cause changes is changed in place. `worth`: a noise of each indicator, in its good sense."""

    month: int
    worth: Floats
    slope: Floats
    start: Floats
    due: Floats
    likely: Floats
    after: npt.NDArray[np.int64]
    effects: list[Effect]
    risks: list[Risk]


def planted(seed: int) -> Planted:
    """Make a company with one objective of two indicators, and a main cause; draw again until it truly is the main one."""
    for attempt in range(200):
        chance = np.random.default_rng([seed, attempt])
        kind = KINDS[seed % len(KINDS)]
        truth, main, also = _company(chance, kind)
        cost = _costs(truth, seed)
        best = max((cost[cause] for cause in (main, *also) if cause in cost), default=0.0)
        others = [gain for cause, gain in cost.items() if cause not in (main, *also)]
        if best >= max(others) + MARGIN:
            return Planted(truth.plan, kind, main, also)
    raise RuntimeError(f"no company with a main cause was found for {seed}")


def _company(chance: np.random.Generator, kind: str) -> tuple[Truth, Cause, tuple[Cause, ...]]:
    noise = np.exp(chance.normal(0, 0.4, KPIS))
    sign = chance.choice([-1.0, 1.0], KPIS)
    month = int(chance.integers(8, HORIZON + 1))
    likely, start = chance.uniform(60, 120, PROJECTS), chance.uniform(-60, 10, PROJECTS)
    draft = Draft(
        month=month,
        worth=sign * noise,
        slope=np.zeros(KPIS),
        start=start,
        due=start + likely * 1.15,
        likely=likely,
        after=np.full(PROJECTS, -1),
        effects=_effects(chance, sign * noise),
        risks=_risks(chance, sign * noise),
    )
    main, also = _plant(chance, kind, draft)
    past = chance.standard_normal((PAST, KPIS)) * noise * 0.5
    history = noise * 30 + draft.slope * (np.arange(PAST)[:, None] - PAST) + past
    carried = np.array([sum(effect[3] for effect in draft.effects if effect[1] == kpi) for kpi in range(2)])
    plan = Plan(
        history=history,
        sign=sign,
        department=np.arange(KPIS),
        start=start,
        low=draft.likely * 0.9,
        likely=draft.likely,
        high=draft.likely * 1.15,
        after=draft.after,
        owner=chance.integers(0, 3, PROJECTS),
        due=draft.due,
        effects=draft.effects,
        risks=draft.risks,
        objectives=[([0, 1], month, "all", 1.0)],
        baseline=[history[-12:, :2].mean(axis=0).tolist()],
        target=[(noise[:2] * 30 + 0.6 * carried).tolist()],
        past=[],
    )
    return Truth(plan, draft.slope, noise), main, also


def _effects(chance: np.random.Generator, worth: Floats) -> list[Effect]:
    """Return effects of which projects 0 to 3 carry the objective, two on each of its indicators; the others are decoys."""
    found: list[Effect] = []
    for project in range(PROJECTS):
        kpi = project // 2 if project < 4 else int(chance.integers(2, KPIS))
        size = float(worth[kpi] * chance.uniform(1.1, 1.5))
        low, high = sorted((size * 0.8, size * 1.25))
        found.append((project, kpi, low, size, high, 30.0))
    return found


def _risks(chance: np.random.Generator, worth: Floats) -> list[Risk]:
    """Return small risks, one or two on each indicator."""
    found: list[Risk] = []
    for at in range(RISKS):
        size = float(-worth[at % KPIS] * chance.uniform(0.3, 0.8))
        low, high = sorted((size * 0.7, size * 1.4))
        found.append((float(chance.uniform(0.03, 0.15)), at % KPIS, low, size, high, int(chance.integers(0, PROJECTS)), 10.0))
    return found


def _plant(chance: np.random.Generator, kind: str, draft: Draft) -> tuple[Cause, tuple[Cause, ...]]:
    """Put the cause in, and return it with the places where naming it is right too."""
    end = draft.month * MONTH
    if kind == "late":
        draft.likely[0] = end + chance.uniform(20, 120) - draft.start[0]
        draft.effects[0] = _larger(draft.effects[0], 2)
        return ("project", 0), ()
    if kind == "waiting":
        draft.after[0] = 4
        draft.likely[4] = end + chance.uniform(-20, 100) - draft.start[4]
        draft.effects[0] = _larger(draft.effects[0], 2)
        return ("project", 4), (("project", 0),)
    if kind == "risk":
        size = float(-draft.worth[0] * chance.uniform(2.5, 4))
        low, high = sorted((size * 0.8, size * 1.3))
        draft.risks[0] = (float(chance.uniform(0.7, 0.95)), 0, low, size, high, 9, 5.0)
        return ("risk", 0), ()
    if kind == "trend":
        draft.slope[0] = -draft.worth[0] * chance.uniform(0.2, 0.4)
        return ("measure", 0), ()
    _project, kpi, _low, size, _high, ramp = _larger(draft.effects[0], 2.5)
    low, high = sorted((-size * 0.5, size * 1.05))
    draft.effects[0] = (0, kpi, low, size, high, ramp)
    return ("project", 0), ()


def _larger(effect: Effect, times: float) -> Effect:
    project, kpi, low, likely, high, ramp = effect
    return project, kpi, low * times, likely * times, high * times, ramp


def _costs(truth: Truth, seed: int) -> dict[Cause, float]:
    """Return what each cause truly costs: how much likelier the objective is without it, on the same futures."""
    whole = _chance(truth, seed)
    plan = truth.plan
    found: dict[Cause, float] = {}
    for project in range(PROJECTS):
        on_time = _chance(truth, seed, on_time=project)
        firm = _chance(replace(truth, plan=replace(plan, effects=[_firm(e) if e[0] == project else e for e in plan.effects])), seed)
        found["project", project] = max(on_time, firm) - whole
    for risk in range(RISKS):
        fewer = [(0.0, *r[1:]) if at == risk else r for at, r in enumerate(plan.risks)]
        found["risk", risk] = _chance(replace(truth, plan=replace(plan, risks=fewer)), seed) - whole
    for kpi in range(2):
        found["measure", kpi] = _chance(replace(truth, slope=np.where(np.arange(KPIS) == kpi, 0, truth.slope)), seed) - whole
    return found


def _firm(effect: Effect) -> Effect:
    project, kpi, _low, likely, _high, ramp = effect
    return project, kpi, likely, likely, likely, ramp


def _chance(truth: Truth, seed: int, *, on_time: int = -1) -> float:
    """Return how likely the objective is, over many futures."""
    plan, chance = truth.plan, np.random.default_rng([seed, 77])
    kpis, month, _rule, _threshold = plan.objectives[0]
    shares = chance.random((PROJECTS, 2, FUTURES))
    finish = np.empty((PROJECTS, FUTURES))
    for at in [*range(4, PROJECTS), *range(4)]:
        begins = plan.start[at] if plan.after[at] < 0 else np.maximum(plan.start[at], finish[plan.after[at]])
        finish[at] = np.maximum(begins + _triangle(shares[at, 0], plan.low[at], plan.likely[at], plan.high[at]), 0)
        if at == on_time:
            finish[at] = np.minimum(finish[at], plan.due[at])
    read = truth.noise * 30 + truth.slope * month + chance.standard_normal((FUTURES, KPIS)) * truth.noise * 0.5
    for project, kpi, low, likely, high, ramp in plan.effects:
        size = _triangle(shares[project, 1], low, likely, high)
        read[:, kpi] += size / (1 + np.exp(-(month * MONTH - finish[project] - ramp / 2) / 8))
    for yearly, kpi, low, likely, high, _project, _days in plan.risks:
        is_hit = chance.random(FUTURES) < 1 - (1 - yearly) ** (month * MONTH / 365)
        read[:, kpi] += is_hit * _triangle(chance.random(FUTURES), low, likely, high)
    met = plan.sign[kpis] * (read[:, kpis] - np.array(plan.target[0])) >= 0
    return float(met.all(axis=1).mean())


def _triangle(shares: Floats, low: float, likely: float, high: float) -> Floats:
    if high <= low:
        return np.full(shares.shape, likely)
    turn = (likely - low) / (high - low)
    rise = low + np.sqrt(shares * (high - low) * (likely - low))
    return np.where(shares < turn, rise, high - np.sqrt((1 - shares) * (high - low) * (high - likely)))
