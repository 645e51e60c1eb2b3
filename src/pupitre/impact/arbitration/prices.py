"""Which limits bind, and what one more step of each would bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pupitre.impact.arbitration.aiming import aim
from pupitre.impact.arbitration.checking import used
from pupitre.impact.arbitration.improving import improved
from pupitre.impact.arbitration.planning import Choosing, Plan
from pupitre.impact.arbitration.problem import Bools, Limit
from pupitre.impact.arbitration.program import Program, Solved

STEP = 0.1
"""A limit is raised by about this share of itself to see what it is worth."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a limit costs.

    Args:
        limit: Which. used: What the plan takes of it. step: By how much it was raised.
        gain: What that adds to the value, judged on the other draws; 0 when nothing better was found. plan: The plan that gains it.
    """

    limit: Limit
    used: float
    step: float
    gain: float
    plan: Plan


def step_of(value: float, least: float) -> float:
    """Return a round step of about a tenth of a limit, at least so much.

    >>> step_of(870_000.0, 0.0), step_of(3.0, 1.0), step_of(1_240.0, 0.0)
    (100000.0, 1.0, 100.0)
    """
    wanted = max(STEP * abs(value), least, 1e-9)
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(min((1, 2, 5, 10), key=lambda times: abs(np.log(times * power / wanted))) * power)


def prices(choosing: Choosing, taken: Bools, *, told: Callable[[int, int], None] | None = None) -> tuple[Price, ...]:
    """Return what raising each limit by a step would bring to a plan, limits that bind first.

    A limit binds when a subject that is not run would pass it, alone. The old plan stays possible under a raised limit,
    hence no price is negative.

    Args:
        choosing: The problem. taken: Its best plan. told: Called with the number done and their total.
    """
    problem, held = choosing.problem, choosing.plan(taken)
    now = used(problem, taken)
    run = {problem.choices[place].subject for place in np.flatnonzero(taken).tolist()}
    idle = np.array([choice.subject not in run for choice in problem.choices], dtype=np.bool_)
    described = aim(problem, choosing.search, taken)
    found = []
    for at, limit in enumerate(problem.limits):
        room = limit.value - now[at]
        left = problem.use[at][idle]
        if not np.any(left > room + 1e-9):
            continue
        whole = limit.kind in ("projects", "change_load")
        step = step_of(limit.value, 1.0 if whole else float(left[left > room].min()) - room)
        raised = replace(choosing, problem=problem.relaxed(at, max(1.0, round(step)) if whole else step))
        solved = Program(raised.problem, described, price=choosing.price).solve(gap=choosing.pace.gap, seconds=choosing.pace.seconds / 2)
        plans = [improved(raised.problem, choosing.search, start, price=choosing.price, passes=1) for start in _starts(taken, solved)]
        better = max(plans, key=choosing.seen)
        plan = raised.plan(better) if choosing.seen(better) > choosing.seen(taken) else held
        gain = plan.value - held.value
        found.append(Price(limit, now[at], raised.problem.limits[at].value - limit.value, max(0.0, gain), plan if gain > 0 else held))
        if told:
            told(at + 1, len(problem.limits))
    return tuple(sorted(found, key=lambda price: (-price.gain, price.limit.key)))


def _starts(taken: Bools, solved: Solved | None) -> list[Bools]:
    return [taken] if solved is None else [taken, solved.taken]
