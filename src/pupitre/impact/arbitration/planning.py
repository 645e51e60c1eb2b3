"""The best plan under the limits, those that are nearly as good, and what all of them have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pupitre.impact.arbitration.aiming import aim
from pupitre.impact.arbitration.checking import broken
from pupitre.impact.arbitration.improving import improved
from pupitre.impact.arbitration.problem import Bools, Broken, Floats, Problem
from pupitre.impact.arbitration.program import Program
from pupitre.impact.arbitration.sampling import Sample, Stand, value_of

Standing = Literal["core", "borderline", "out"]
SETS = 5
NEAR = 0.02
"""A plan that loses less than this share of what the best one gains over running nothing is nearly as good."""
APART = 15
"""One subject in so many differs at least between two plans that are shown as different."""
ROUNDS = 2
ERRORS = 2.0
"""Standard errors within which the values of two plans are the same."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How hard to search.

    Args:
        gap: Share that the solver may leave. seconds: Time of one call of the solver. rounds: How often the curves are fitted again.
        passes: How often every exchange is tried.
    """

    gap: float = 2e-3
    seconds: float = 4.0
    rounds: int = ROUNDS
    passes: int = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and what it is worth on draws that played no part in choosing it.

    Args:
        taken: What it takes, shape (c,). value: Expected weighted attainment. chances: By goal, shape (g,).
        cost: Money it takes. broken: What it does not respect; empty for a plan that may be run.
    """

    taken: Bools
    value: float
    chances: Floats
    cost: float
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class Choosing:
    """A problem with the draws it is solved on and those it is judged on.

    Args:
        problem: What can be chosen. search: The draws that the search sees. judge: Others, on which every value shown is counted.
        pace: How hard to search.
        price: What each choice costs in the unit of the value, shape (c,); it guides the search and is in no figure shown.
        exact: What gives the chances of the goals under a plan where the draws of single choices do not simply add up.
    """

    problem: Problem
    search: Sample
    judge: Sample
    pace: Pace = Pace()
    price: Floats | None = None
    exact: Callable[[Bools], Floats] | None = None

    def plan(self, taken: Bools) -> Plan:
        """Return a plan with what it is worth on the judging draws."""
        chances = Stand(self.judge, taken).chances if self.exact is None else self.exact(taken)
        value = float(sum(goal.weight * chance for goal, chance in zip(self.judge.goals, chances.tolist(), strict=True)))
        return Plan(taken, value, chances, float(self.problem.cost[taken].sum()), broken(self.problem, taken))

    def seen(self, taken: Bools) -> float:
        """Return what a plan is worth to the search, its price taken off."""
        return value_of(self.search, taken) - (0.0 if self.price is None else float(self.price[taken].sum()))


def best(choosing: Choosing, start: Bools | None = None) -> Bools | None:
    """Return the best plan found; None when no plan respects the limits and rules.

    The curves given to the solver are fitted around a plan, so that the answer is fitted and solved again; the best on the draws is kept.

    Args:
        choosing: The problem. start: A plan to begin with: the one of today when absent.
    """
    problem, pace = choosing.problem, choosing.pace
    near = problem.current if start is None else start
    found: list[Bools] = [near] if not broken(problem, near) else []
    for _ in range(pace.rounds):
        solved = Program(problem, aim(problem, choosing.search, near), price=choosing.price).solve(gap=pace.gap, seconds=pace.seconds)
        if solved is None:
            break
        near = improved(problem, choosing.search, solved.taken, price=choosing.price, passes=pace.passes)
        if any(np.array_equal(near, other) for other in found):
            break
        found.append(near)
    return max(found, key=choosing.seen, default=None)


def sets(choosing: Choosing, first: Bools, *, count: int = SETS, told: Callable[[int], None] | None = None) -> list[Bools]:
    """Return plans nearly as good as the first one, itself included, the best on the search draws first.

    Each differs from those before it in which subjects it runs, by a cut: in more of them as there are more.

    Args:
        choosing: The problem. first: The best plan. count: How many to look for. told: Called with the number found so far.
    """
    problem, pace = choosing.problem, choosing.pace
    program = Program(problem, aim(problem, choosing.search, first), price=choosing.price)
    apart = [(first, max(1, round(len(problem.subjects) / APART)))]
    found = [first]
    while len(apart) < count:
        solved = program.solve(gap=pace.gap, seconds=pace.seconds, apart=apart)
        if solved is None:
            break
        apart.append((solved.taken, apart[0][1]))
        found.append(solved.taken)
        if told:
            told(len(found))
    floor = choosing.seen(np.zeros(len(problem.choices), dtype=np.bool_))
    least = choosing.seen(first) - NEAR * max(choosing.seen(first) - floor, 0.0) - 1e-12
    return sorted((taken for taken in found if choosing.seen(taken) >= least), key=choosing.seen, reverse=True)


def cheapest(choosing: Choosing, first: Bools, others: Sequence[Bools]) -> Bools:
    """Return the plan that costs least among those whose value cannot be told from that of the best one on the search draws.

    Args:
        choosing: The problem. first: The best plan. others: Plans that respect the limits.
    """
    worth = np.array([goal.weight for goal in choosing.search.goals])
    top = worth @ Stand(choosing.search, first).hits
    cost = choosing.problem.cost

    def is_equal(taken: Bools) -> bool:
        lost = top - worth @ Stand(choosing.search, taken).hits
        return bool(lost.mean() <= ERRORS * lost.std() / np.sqrt(len(lost)))

    return min((first, *(taken for taken in others if is_equal(taken))), key=lambda taken: float(cost[taken].sum()))


def standings(problem: Problem, plans: Sequence[Bools]) -> dict[str, Standing]:
    """Return, by subject, whether every plan runs it, none does, or some do."""
    found: dict[str, Standing] = {}
    for subject in problem.subjects:
        times = sum(bool(taken[problem.of(subject)].any()) for taken in plans)
        found[subject] = "core" if times == len(plans) else "out" if times == 0 else "borderline"
    return found


def gains(choosing: Choosing, taken: Bools) -> dict[str, float]:
    """Return what each subject adds to a plan: what would be lost without it, or won with its best choice were there room; judged."""
    stand = Stand(choosing.judge, taken)
    found = {}
    for subject in choosing.problem.subjects:
        places = choosing.problem.of(subject)
        held = [at for at in places if taken[at]]
        found[subject] = -stand.gain(held, []) if held else max(stand.gain([], [at]) for at in places)
    return found
