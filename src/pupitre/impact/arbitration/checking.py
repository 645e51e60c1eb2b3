"""Whether a plan respects every limit and rule, counted one by one without the solver's own matrices."""

from __future__ import annotations

from collections import Counter

import numpy as np

from pupitre.impact.arbitration.problem import SLACK, Bools, Broken, Problem


def broken(problem: Problem, taken: Bools) -> tuple[Broken, ...]:
    """Return the limits and rules that a plan does not respect; none when it may be run.

    Args:
        problem: What must be respected.
        taken: Which choices the plan takes, shape (c,).

    Raises:
        ValueError: It takes two choices of one subject.
    """
    plan = [at for at, is_in in enumerate(taken.tolist()) if is_in]
    times = Counter(problem.choices[at].subject for at in plan)
    if any(count > 1 for count in times.values()):
        raise ValueError("a subject cannot be treated in two ways at once")
    found = []
    for row, limit in enumerate(problem.limits):
        used = float(sum(float(problem.use[row, at]) for at in plan))
        if used > limit.value + SLACK * max(1.0, abs(limit.value)):
            found.append(Broken(limit, None, used, limit.value))
    for rule in problem.rules:
        has, has_other = rule.project in times, rule.other in times
        is_kept = {"mandatory": has, "excludes": not (has and has_other), "precedes": has or not has_other}[rule.kind]
        if not is_kept:
            found.append(Broken(None, rule))
    return tuple(found)


def used(problem: Problem, taken: Bools) -> list[float]:
    """Return what a plan takes of each limit."""
    return [float(value) for value in problem.use @ taken.astype(np.float64)]
