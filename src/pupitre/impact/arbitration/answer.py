"""The whole answer to a choice: today's plan and the best one, what is sure and what is not, what binds, what money would buy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pupitre.impact.arbitration.case import Case
from pupitre.impact.arbitration.checking import broken, used
from pupitre.impact.arbitration.conflict import Conflict, conflict
from pupitre.impact.arbitration.drawing import exactly, judging, objectives_of, sample_of, searching
from pupitre.impact.arbitration.frontier import POINTS, Point, frontier
from pupitre.impact.arbitration.planning import Choosing, Pace, Plan, Standing, best, cheapest, gains, sets, standings
from pupitre.impact.arbitration.prices import Price, prices
from pupitre.impact.arbitration.problem import Bools, Floats, Problem
from pupitre.impact.world import World

THRIFT = 0.002
"""Share of the whole value that all the money of today's plan is worth when it is not spent."""
INERTIA = 0.001
"""Share of the whole value that a change to one project must bring to be proposed."""
SEARCH, JUDGE = 3_000, 10_000
PACE = Pace(gap=5e-3, seconds=2.0, rounds=2, passes=2)
Told = Callable[[str, float], None]
"""Called with the name of a step and the share of the work that is done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to run for the means there are.

    Args:
        case: The choice. objectives: The objectives counted, in the order of the chances of each plan. worth: What reaching all is worth.
        current: Today's plan. best: The best plan found; None when none is possible. plans: The best and those nearly as good.
        standings: By project, `core`, `borderline` or `out`. gains: By project, what it adds or would add to the best plan.
        used: What the best plan takes of each limit, projects that go on anyway included.
        prices: What raising the limits that bind would bring. frontier: The best plan for each sum of money.
        conflict: Why no plan is possible; None when one is.
    """

    case: Case
    objectives: tuple[str, ...]
    worth: float
    current: Plan
    best: Plan | None
    plans: tuple[Plan, ...]
    standings: dict[str, Standing]
    gains: dict[str, float]
    used: tuple[float, ...]
    prices: tuple[Price, ...]
    frontier: tuple[Point, ...]
    conflict: Conflict | None

    def share(self, value: float) -> float:
        """Return a value as a share of what reaching every objective is worth."""
        return value / self.worth if self.worth else 0.0


def price_of(problem: Problem, worth: float) -> Floats:
    """Return what each choice costs the value: its money, and giving up what is done today."""
    today = float(problem.cost[problem.current].sum())
    money = THRIFT * worth / today * problem.cost if today > 0 else np.zeros(len(problem.choices))
    return np.asarray(money - INERTIA * worth * problem.current)


def answer(world: World, case: Case, *, points: int = POINTS, judge: int = JUDGE, told: Told | None = None) -> Answer:
    """Return what to run under the limits of a case.

    Args:
        world: What the probabilities are drawn from. case: The choice.
        points: Budgets of the frontier; none when 0. judge: Draws on which every figure shown is counted.
        told: Called as the work goes.
    """
    say = told or (lambda _step, _share: None)
    say("drawing", 0.0)
    shown = judging(world, judge)
    search, judged = sample_of(searching(world, SEARCH), case), sample_of(shown, case)
    worth = judged.worth
    choosing = Choosing(case.problem, search, judged, PACE, price_of(case.problem, worth), exactly(shown, case))
    objectives = tuple(objectives_of(shown))
    current = choosing.plan(case.problem.current)
    say("choosing", 0.2)
    found = best(choosing) if case.problem.choices else case.problem.current
    if found is None:
        return Answer(case, objectives, worth, current, None, (), {}, {}, (), (), (), conflict(case.problem))
    say("sweeping", 0.3)
    swept = frontier(choosing, found, known=_usable(current), points=points, told=lambda at, of: say("sweeping", 0.3 + 0.4 * at / of))
    known = [found, *(point.plan.taken for point in swept if not broken(case.problem, point.plan.taken))]
    found = cheapest(choosing, max(known, key=choosing.seen), known)  # the sweep may have met a better one, or as good a one for less
    say("comparing", 0.7)
    near = sets(choosing, found)
    say("pricing", 0.85)
    priced = prices(choosing, found)
    return Answer(
        case=case,
        objectives=objectives,
        worth=worth,
        current=current,
        best=choosing.plan(found),
        plans=tuple(choosing.plan(taken) for taken in near),
        standings=standings(case.problem, near),
        gains=gains(choosing, found),
        used=tuple(np.array(used(case.problem, found)) + case.fixed),
        prices=tuple(_gross(case, price) for price in priced),
        frontier=swept,
        conflict=None,
    )


def _usable(current: Plan) -> tuple[Bools, ...]:
    return () if current.broken else (current.taken,)


def _gross(case: Case, price: Price) -> Price:
    """Return a price about the limit as it was declared, what projects that go on anyway take included."""
    at = [limit.key for limit in case.problem.limits].index(price.limit.key)
    return replace(price, limit=case.limits[at], used=price.used + float(case.fixed[at]))
