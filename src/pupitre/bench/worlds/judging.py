"""The product's own way from histories and plans to chances, judged by what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from pupitre.bench.worlds.generator import HORIZON, MONTH, Plan, company
from pupitre.bench.worlds.planted import planted
from pupitre.impact.attainment import chances, draw, gains, waterfall
from pupitre.impact.attainment.promises import corrected, kept
from pupitre.impact.world import Block, Effect, Measure, Objective, Part, Project, Risk, World
from pupitre.maths.forecast import P, forecast

Floats = npt.NDArray[np.float64]
Report = dict[str, Any]

LINE = 12
"""Months to which the straight line of the usual report is fitted."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Chances said and outcomes, one per objective."""

    said: dict[str, list[float]]
    came: list[bool]


def calibration(worlds: int, *, is_kind: bool, draws: int, seed: int) -> Report:
    """Return how the chances said compare with what came, for the product and for a straight line."""
    cases = Cases({"product": [], "corrected": [], "line_0_1": [], "line_smoothed": []}, [])
    largest = 0.0
    for at in range(worlds):
        made = company(seed * 100_003 + at, is_kind=is_kind)
        world = world_of(made.plan, seed=at)
        loading = 0.0 if is_kind else None
        drawn = draw(world, draws=draws, loading=loading)
        cases.said["product"] += [chance.share for _key, chance in sorted(chances(drawn).items())]
        past = kept(*(list(each) for each in zip(*made.plan.past, strict=True)))
        cases.said["corrected"] += [
            chance.share for _key, chance in sorted(chances(draw(corrected(world, past), draws=draws, loading=loading)).items())
        ]
        status, smoothed = straight_line(made.plan)
        cases.said["line_0_1"] += status
        cases.said["line_smoothed"] += smoothed
        cases.came.extend(made.reached.tolist())
        largest = max([largest, *(abs(f.trend + f.effects + f.late + f.risks - (f.target - f.mean)) for f in waterfall(drawn).values())])
    came = np.array(cases.came, np.float64)
    found: Report = {"cases": len(came), "reached_share": round(float(came.mean()), 3), "waterfall_error": largest}
    for name, said in cases.said.items():
        found[name] = score(np.array(said), came)
    for name in ("product", "corrected"):
        for line in ("line_0_1", "line_smoothed"):
            found[name][f"brier_below_{line}"] = round(1 - found[name]["brier"] / found[line]["brier"], 3)
    return found


def score(said: Floats, came: Floats) -> Report:
    """Return the Brier score, the expected calibration error over ten bins of equal width, and what each bin said and saw."""
    bins = np.minimum((said * 10).astype(np.int64), 9)
    counts = np.bincount(bins, minlength=10)
    means = np.bincount(bins, said, 10) / np.maximum(counts, 1)
    seen = np.bincount(bins, came, 10) / np.maximum(counts, 1)
    return {
        "brier": round(float(np.mean((said - came) ** 2)), 4),
        "ece": round(float(np.sum(counts * np.abs(means - seen)) / len(said)), 4),
        "bins": [f"{n} said {m:.3f} came {s:.3f}" for n, m, s in zip(counts, means, seen, strict=True) if n],
    }


def world_of(plan: Plan, *, seed: int, horizon: int = HORIZON) -> World:
    """Return what the engine is told of a plan: forecasts of its indicators, its projects, effects, risks and objectives."""
    ahead = forecast(list(plan.history.T), horizon=horizon, season=12, rhythm="month").values
    measures, objectives, places = [], [], dict[int, list[str]]()
    for at, (kpis, month, rule, threshold) in enumerate(plan.objectives):
        parts = []
        for rank, kpi in enumerate(kpis):
            key = f"O{at:03}.{rank}"
            measures.append(
                Measure(
                    key,
                    f"K{kpi:03}",
                    "",
                    f"D{plan.department[kpi]}",
                    month * MONTH,
                    P,
                    ahead[kpi, month - 1],
                    plan.baseline[at][rank],
                    plan.target[at][rank],
                    bool(plan.sign[kpi] > 0),
                )
            )
            places.setdefault(kpi, []).append(key)
            parts.append(Part("measure", key, 1.0))
        objectives.append(Objective(f"O{at:03}", tuple(parts), month * MONTH, rule, threshold))  # type: ignore[arg-type]  # one of the rules
    effects = [
        Effect("project", f"P{project:03}", key, low, likely, high, ramp)
        for project, kpi, low, likely, high, ramp in plan.effects
        for key in places.get(kpi, ())
    ]
    effects += [
        Effect("risk", f"R{at:02}", key, low, likely, high)
        for at, (_chance, kpi, low, likely, high, _project, _days) in enumerate(plan.risks)
        for key in places.get(kpi, ())
    ]
    risks = [
        Risk(f"R{at:02}", "", chance, {f"P{project:03}": (days * 0.5, days, days * 1.5)} if days else {})
        for at, (chance, _kpi, _low, _likely, _high, project, days) in enumerate(plan.risks)
    ]
    return World(date(2026, 1, 1), seed, _projects(plan), tuple(measures), tuple(effects), tuple(risks), tuple(objectives))


def _projects(plan: Plan) -> tuple[Project, ...]:
    return tuple(
        Project(
            f"P{at:03}",
            f"D{plan.owner[at]}",
            Block(float(plan.start[at]), float(plan.low[at]), float(plan.likely[at]), float(plan.high[at])),
            after=((f"P{plan.after[at]:03}", 0.0),) if plan.after[at] >= 0 else (),
            due_days=float(plan.due[at]),
        )
        for at in range(len(plan.likely))
    )


def straight_line(plan: Plan) -> tuple[list[float], list[float]]:
    """Return what a straight line through the last twelve months says of each objective: yes or no, then smoothed by its errors.

    The smoothed one is the normal chance of each indicator, with the line's own error of prediction; for `all` their product, for one
    of several the complement of the product of complements, for a score the yes or no of the line drawn half way to that product.
    """
    months = np.arange(LINE)
    recent = plan.history[-LINE:]
    slope, level = np.polyfit(months, recent, 1)
    residual = recent - (level + slope * months[:, None])
    spread = np.sqrt((residual**2).sum(axis=0) / (LINE - 2))
    middle, width = months.mean(), ((months - months.mean()) ** 2).sum()
    status, smoothed = [], []
    for (kpis, month, rule, threshold), starts, aims in zip(plan.objectives, plan.baseline, plan.target, strict=True):
        at = LINE - 1 + month
        error = spread[kpis] * np.sqrt(1 + 1 / LINE + (at - middle) ** 2 / width)
        read, start, aim, sign = level[kpis] + slope[kpis] * at, np.array(starts), np.array(aims), plan.sign[kpis]
        ahead = sign * (read - aim)
        each = np.array([NormalDist().cdf(z) for z in ahead / error])
        if rule == "all":
            status.append(float((ahead >= 0).all()))
            smoothed.append(float(each.prod()))
        elif rule == "count":
            status.append(float((ahead >= 0).sum() >= threshold))
            smoothed.append(float(1 - (1 - each).prod()))
        else:
            points = np.where(sign * (aim - start) > 0, np.clip((read - start) / (aim - start), 0, 1), ahead >= 0)
            status.append(float(points.mean() >= threshold))
            way = np.abs(aim - start)
            missing = (points.mean() - threshold) * np.mean(way) / (np.sqrt(np.mean(error**2) / len(kpis)) or 1.0)
            smoothed.append(NormalDist().cdf(float(missing)))
    return status, smoothed


def causes(worlds: int, *, draws: int, seed: int) -> Report:
    """Return how often the cause planted comes first, and among the first three, in companies where it is the main one."""
    ranks: list[int] = []
    by_kind: dict[str, list[int]] = {}
    for at in range(worlds):
        made = planted(seed * 7919 + at)
        drawn = draw(world_of(made.plan, seed=at), draws=draws)
        ranked: list[tuple[str, str]] = []
        for cause in gains(drawn):
            name = (cause.kind, cause.key)
            if name not in ranked:
                ranked.append(name)
        rank = next((place for place, (kind, key) in enumerate(ranked) if made.is_main(kind, key)), len(ranked))
        ranks.append(rank)
        by_kind.setdefault(made.kind, []).append(rank)
    return {
        "worlds": worlds,
        "first": round(float(np.mean(np.array(ranks) == 0)), 3),
        "first_three": round(float(np.mean(np.array(ranks) < 3)), 3),
        "first_by_kind": {kind: [sum(rank == 0 for rank in of), len(of)] for kind, of in sorted(by_kind.items())},
    }
