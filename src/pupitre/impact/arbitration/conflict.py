"""The smallest set of limits and rules that contradict each other when no plan respects them all."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.impact.arbitration.problem import Limit, Problem, Rule
from pupitre.impact.arbitration.program import is_possible


@dataclass(frozen=True, slots=True)
class Conflict:
    """Limits and rules that no plan respects together; without any one of them some plan would.

    Args:
        limits, rules: Which. least: What the rules alone would take of each of the limits, at least.
    """

    limits: tuple[Limit, ...]
    rules: tuple[Rule, ...]
    least: tuple[float, ...]


def conflict(problem: Problem) -> Conflict | None:
    """Return a smallest set of limits and rules that contradict each other; None when some plan respects them all.

    Each is left out in turn: when the others still contradict each other, it stays out (deletion filter). Rules that only tie what is
    chosen are tried after the limits, those that command a project last, so that what remains is what a person can change.
    """
    if is_possible(problem):
        return None
    limits, rules = list(range(len(problem.limits))), list(range(len(problem.rules)))
    for at in list(limits):
        rest = [other for other in limits if other != at]
        if not is_possible(problem.only(rest, rules)):
            limits = rest
    for at in sorted(rules, key=lambda place: problem.rules[place].kind == "mandatory"):
        rest = [other for other in rules if other != at]
        if not is_possible(problem.only(limits, rest)):
            rules = rest
    small = problem.only(limits, rules)
    return Conflict(small.limits, small.rules, tuple(_least(small, at) for at in range(len(small.limits))))


def _least(problem: Problem, at: int) -> float:
    """Return what the subjects that the rules command take of a limit at least, each by its lightest choice."""
    forced = {rule.project for rule in problem.rules if rule.kind in ("mandatory", "precedes")}
    return sum(min(float(problem.use[at, place]) for place in problem.of(subject)) for subject in sorted(forced))
