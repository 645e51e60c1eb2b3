"""A plan made better on the draws themselves, one change or one exchange at a time."""

from __future__ import annotations

import numpy as np

from pupitre.impact.arbitration.checking import used
from pupitre.impact.arbitration.problem import SLACK, Bools, Floats, Problem, Rule
from pupitre.impact.arbitration.sampling import Sample, Stand

PASSES = 3
LEAST = 1e-9


class _Search:
    """A plan that is being improved, with what it uses."""

    def __init__(self, problem: Problem, sample: Sample, taken: Bools, price: Floats | None) -> None:
        self.problem = problem
        self.price = np.zeros(len(problem.choices)) if price is None else price
        self.stand = Stand(sample, taken)
        self.used: Floats = np.array(used(problem, taken))
        self.most: Floats = np.array([limit.value + SLACK * max(1.0, abs(limit.value)) / 2 for limit in problem.limits])
        self.subject_of = [choice.subject for choice in problem.choices]
        self.run = {self.subject_of[at]: at for at in np.flatnonzero(taken).tolist()}
        self.rules: dict[str, list[Rule]] = {}
        for rule in problem.rules:
            for subject in {rule.project, rule.other} - {""}:
                self.rules.setdefault(subject, []).append(rule)

    def try_out(self, out: list[int], into: list[int]) -> bool:
        """Make a move when it is allowed and better."""
        step = self.problem.use[:, into].sum(axis=1) - self.problem.use[:, out].sum(axis=1)
        if np.any((self.used + step > self.most) & (step > 0)) or not self._is_allowed(out, into):
            return False
        saved = float(self.price[out].sum() - self.price[into].sum())
        if self.stand.gain(out, into) + saved <= LEAST:
            return False
        self.stand.move(out, into)
        self.used = self.used + step
        for at in out:
            self.run.pop(self.subject_of[at])
        for at in into:
            self.run[self.subject_of[at]] = at
        return True

    def _is_allowed(self, out: list[int], into: list[int]) -> bool:
        left, come = {self.subject_of[at] for at in out}, {self.subject_of[at] for at in into}
        touched = [rule for subject in left ^ come for rule in self.rules.get(subject, ())]

        def has(subject: str) -> bool:
            return subject in come or (subject in self.run and subject not in left)

        def keeps(rule: Rule) -> bool:
            if rule.kind == "mandatory":
                return has(rule.project)
            if rule.kind == "excludes":
                return not (has(rule.project) and has(rule.other))
            return has(rule.project) or not has(rule.other)

        return all(keeps(rule) for rule in touched)

    def change_one(self) -> bool:
        """Take, leave or treat otherwise each subject; tell whether something got better."""
        is_better = False
        for at in range(len(self.subject_of)):
            held = self.run.get(self.subject_of[at])
            if held == at:
                is_better |= self.try_out([at], [])
            else:
                is_better |= self.try_out([] if held is None else [held], [at])
        return is_better

    def exchange(self) -> bool:
        """Leave one subject for another; tell whether something got better."""
        is_better = False
        for subject in list(self.run):
            for at in range(len(self.subject_of)):
                held = self.run.get(subject)
                if held is None:
                    break
                if self.subject_of[at] != subject and self.subject_of[at] not in self.run:
                    is_better |= self.try_out([held], [at])
        return is_better


def improved(problem: Problem, sample: Sample, taken: Bools, *, price: Floats | None = None, passes: int = PASSES) -> Bools:
    """Return a plan at least as good on the draws, that no change of one subject improves.

    Args:
        problem: What must be respected; the plan given respects it. sample: The draws. taken: The plan to start from, shape (c,).
        price: What each choice costs in the unit of the value, shape (c,). passes: How often every exchange is tried at most.
    """
    search = _Search(problem, sample, taken, price)
    for _ in range(passes):
        while search.change_one():
            pass
        if not search.exchange():
            break
    return search.stand.taken
