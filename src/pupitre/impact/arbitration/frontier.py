"""What each sum of money would buy: the best plan under budgets from nothing to everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pupitre.impact.arbitration.aiming import aim
from pupitre.impact.arbitration.checking import broken
from pupitre.impact.arbitration.improving import improved
from pupitre.impact.arbitration.planning import Choosing, Plan
from pupitre.impact.arbitration.problem import Bools, Limit, Problem
from pupitre.impact.arbitration.program import Program

POINTS = 16
SEGMENTS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A budget and the best plan found for it."""

    money: float
    plan: Plan


def frontier(
    choosing: Choosing, near: Bools, *, known: Sequence[Bools] = (), points: int = POINTS, told: Callable[[int, int], None] | None = None
) -> tuple[Point, ...]:
    """Return the best plan found under each of some budgets, each at least as good as those under smaller ones.

    The other limits hold; a limit on all the money gives way to the budget that is swept.
    A budget under which no plan is possible has no point.

    Args:
        choosing: The problem. near: The plan around which values are described. known: Other plans that may be used.
        points: How many budgets. told: Called with the number done and their total.
    """
    choosing = replace(choosing, problem=_without_money(choosing.problem))
    problem = choosing.problem
    nothing = np.zeros(len(problem.choices), dtype=np.bool_)
    described = aim(problem, choosing.search, near)
    most = sum(max((problem.choices[at].cost for at in problem.of(subject)), default=0.0) for subject in problem.subjects)
    budgets = np.linspace(0.0, most, points).tolist()
    pool = [near, nothing, *known]
    found: list[tuple[float, Bools]] = []
    for at, money in enumerate(budgets):
        capped = problem.capped(money)
        usable = [taken for taken in pool if not _passes(choosing, taken, money)]
        solved = Program(capped, described, price=choosing.price, segments=SEGMENTS).solve(gap=1e-2, seconds=choosing.pace.seconds / 4)
        if solved is not None:
            better = improved(capped, choosing.search, solved.taken, price=choosing.price, passes=1)
            usable.append(better)
            pool.append(better)
        if usable:
            found.append((money, max(usable, key=choosing.seen)))
        if told:
            told(at + 1, len(budgets))
    return tuple(Point(money, choosing.plan(taken)) for money, taken in found)


def _without_money(problem: Problem) -> Problem:
    """Return the same choice without its limits on all the money."""

    def is_whole(limit: Limit) -> bool:
        return limit.kind == "budget" and not limit.unit and limit.starts_on is None and limit.ends_on is None

    kept = [at for at, limit in enumerate(problem.limits) if not is_whole(limit)]
    return problem.only(kept, range(len(problem.rules)))


def _passes(choosing: Choosing, taken: Bools, money: float) -> bool:
    cost = float(choosing.problem.cost[taken].sum())
    return cost > money * (1 + 1e-9) or bool(broken(choosing.problem, taken))
