"""What each plan is worth, counted on the same draws for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from pupitre.impact.arbitration.problem import Bools, Floats

Draw = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective over measures and goals that come before it.

    Args:
        weight: What reaching it is worth.
        measures: Places of its measures. goals: Places of the goals that serve it, all smaller than its own.
        weights: Weights of the measures, then of the goals. must: Those without which it is not reached, in the same order.
        rule: `all` of them, `score`: a share `threshold` of the weights, `count`: at least `threshold` of them.
    """

    weight: float
    measures: tuple[int, ...]
    goals: tuple[int, ...] = ()
    weights: tuple[float, ...] = ()
    must: tuple[bool, ...] = ()
    rule: Literal["all", "score", "count"] = "all"
    threshold: float = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Draws of every measure when nothing is taken, and what each choice adds to them.

    Args:
        base: Distance to the target, positive when reached, in the unit of the KPI, shape (k, n).
        lifts: Choice → what it adds to which measures: (place, shape (n,)).
        goals: The objectives, those that serve another before it.
    """

    base: Draw
    lifts: Mapping[int, tuple[tuple[int, Draw], ...]]
    goals: tuple[Goal, ...]
    served: Mapping[int, tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "served", _served(self.goals))

    @property
    def worth(self) -> float:
        """What reaching every goal would be worth."""
        return sum(goal.weight for goal in self.goals)


def _served(goals: tuple[Goal, ...]) -> dict[int, tuple[int, ...]]:
    """Return, by measure, the goals that rest on it, each after those that serve it."""
    found: dict[int, set[int]] = {}
    below: list[set[int]] = []
    for at, goal in enumerate(goals):
        if any(other >= at for other in goal.goals):
            raise ValueError("a goal comes after those that serve it")
        below.append(set(goal.measures).union(*(below[other] for other in goal.goals)))
        for measure in below[at]:
            found.setdefault(measure, set()).add(at)
    return {measure: tuple(sorted(places)) for measure, places in found.items()}


class Stand:
    """A plan on the draws of a sample, that one move after another changes."""

    def __init__(self, sample: Sample, taken: Bools) -> None:
        self.sample = sample
        self.taken = taken.copy()
        self.values = sample.base.copy()
        for choice in np.flatnonzero(taken).tolist():
            for measure, lift in sample.lifts.get(choice, ()):
                self.values[measure] += lift
        self.met = self.values >= 0
        self.hits = np.zeros((len(sample.goals), sample.base.shape[1]), dtype=np.bool_)
        for at in range(len(sample.goals)):
            self.hits[at] = reached(sample.goals[at], self.met, self.hits)

    @property
    def value(self) -> float:
        """Expected weighted attainment."""
        return float(sum(goal.weight * hit for goal, hit in zip(self.sample.goals, self.hits.mean(axis=1), strict=True)))

    @property
    def chances(self) -> Floats:
        """The chance of each goal, shape (g,)."""
        return np.asarray(self.hits.mean(axis=1), dtype=np.float64)

    def gain(self, out: Iterable[int], into: Iterable[int]) -> float:
        """Return what leaving some choices and taking others would add to the value."""
        return self._valued(self._met(self._moved(out, into)))

    def gain_of(self, measure: int, is_met: bool) -> float:
        """Return what a measure reached for sure, or missed for sure, would add to the value."""
        return self._valued({measure: np.full(self.met.shape[1], is_met)})

    def move(self, out: Iterable[int], into: Iterable[int]) -> None:
        """Leave some choices and take others."""
        out, into = list(out), list(into)
        moved = self._moved(out, into)
        for measure, values in moved.items():
            self.values[measure] = values
            self.met[measure] = values >= 0
        for at in sorted({at for measure in moved for at in self.sample.served.get(measure, ())}):
            self.hits[at] = reached(self.sample.goals[at], self.met, self.hits)
        self.taken[out] = False
        self.taken[into] = True

    def _moved(self, out: Iterable[int], into: Iterable[int]) -> dict[int, Draw]:
        moved: dict[int, Draw] = {}
        for sign, choices in ((-1.0, out), (1.0, into)):
            for choice in choices:
                for measure, lift in self.sample.lifts.get(choice, ()):
                    moved[measure] = moved.get(measure, self.values[measure]) + np.float32(sign) * lift
        return moved

    def _met(self, moved: Mapping[int, Draw]) -> dict[int, Bools]:
        found = {measure: values >= 0 for measure, values in moved.items()}
        return {measure: met for measure, met in found.items() if not np.array_equal(met, self.met[measure])}

    def _valued(self, met: Mapping[int, Bools]) -> float:
        """Return the change of the value when some measures are met otherwise; the stand is as it was afterwards."""
        touched = sorted({at for measure in met for at in self.sample.served.get(measure, ())})
        before = {measure: self.met[measure].copy() for measure in met}
        hits = {at: self.hits[at].copy() for at in touched}
        for measure, values in met.items():
            self.met[measure] = values
        gained = 0.0
        for at in touched:
            self.hits[at] = reached(self.sample.goals[at], self.met, self.hits)
            gained += self.sample.goals[at].weight * (float(np.count_nonzero(self.hits[at])) - float(np.count_nonzero(hits[at])))
        for measure, values in before.items():
            self.met[measure] = values
        for at, values in hits.items():
            self.hits[at] = values
        return float(gained / self.met.shape[1])


def reached(goal: Goal, met: Bools, hits: Bools) -> Bools:
    """Return in which draws a goal is reached, from its measures and the goals that serve it, shape (n,)."""
    if len(goal.measures) == 1 and not goal.goals:
        return np.asarray(met[goal.measures[0]])
    parts = np.concatenate([met[list(goal.measures)], hits[list(goal.goals)]])
    if goal.rule == "all":
        return np.asarray(parts.all(axis=0))
    weights = np.asarray(goal.weights or (1.0,) * len(parts), dtype=np.float32)
    score, least = weights @ parts, goal.threshold * float(weights.sum()) - 1e-6
    is_reached = parts.sum(axis=0) >= goal.threshold if goal.rule == "count" else score >= least
    must = [at for at, is_must in enumerate(goal.must) if is_must]
    return np.asarray(is_reached & parts[must].all(axis=0) if must else is_reached)


def value_of(sample: Sample, taken: Bools) -> float:
    """Return the expected weighted attainment of a plan on the draws of a sample."""
    return Stand(sample, taken).value
