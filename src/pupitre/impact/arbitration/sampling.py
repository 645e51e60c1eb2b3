"""What each plan is worth, counted on the same draws for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from pupitre.impact.arbitration.problem import Bools, Floats

Draw = npt.NDArray[np.float32]
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective over measures and goals that come before it.

    Args:
        weight: What reaching it is worth.
        measures: Places of its measures. goals: Places of the goals that serve it, all smaller than its own.
        weights: Weights of the measures, then of the goals. must: Those without which it is not reached, in the same order.
        rule: `all` of them, `score`: their mean progress, weighted, is at least `threshold`, `count`: at least `threshold` of them.
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
        way: From its baseline to its target, in the unit of the KPI, shape (k,); 0 when it counts only once it is reached.
    """

    base: Draw
    lifts: Mapping[int, tuple[tuple[int, Draw], ...]]
    goals: tuple[Goal, ...]
    way: Floats = field(default_factory=lambda: np.zeros(0))
    served: Mapping[int, tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "served", _served(self.goals))
        if self.way.size != len(self.base):
            object.__setattr__(self, "way", np.zeros(len(self.base)))

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
        self.has_scores = any(goal.rule == "score" for goal in sample.goals)
        draws = sample.base.shape[1]
        self.progress: Draw = np.zeros((len(self.values) if self.has_scores else 0, draws), dtype=np.float32)
        self.scores: Draw = np.zeros((len(sample.goals) if self.has_scores else 0, draws), dtype=np.float32)
        for measure in range(len(self.progress)):
            self.progress[measure] = self._progress(measure, self.values[measure])
        for at in range(len(sample.goals)):
            self._outcome(at)

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
        return self._valued({k: (values >= 0, self._progress(k, values)) for k, values in self._moved(out, into).items()})

    def gain_of(self, measure: int, is_met: bool) -> float:
        """Return what a measure reached for sure, or missed for sure, would add to the value."""
        met = np.full(self.met.shape[1], is_met)
        if not self.has_scores:
            return self._valued({measure: (met, met)})
        missed = self.progress[measure][~self.met[measure]]
        usual = np.float32(missed.mean() if missed.size else 0.5)
        progress = np.ones_like(self.progress[measure]) if is_met else np.where(self.met[measure], usual, self.progress[measure])
        return self._valued({measure: (met, progress)})

    def move(self, out: Iterable[int], into: Iterable[int]) -> None:
        """Leave some choices and take others."""
        out, into = list(out), list(into)
        moved = self._moved(out, into)
        for measure, values in moved.items():
            self.values[measure] = values
            self._write(measure, values >= 0, self._progress(measure, values))
        for at in self._resting(moved):
            self._outcome(at)
        self.taken[out] = False
        self.taken[into] = True

    def _progress(self, measure: int, values: Draw) -> npt.NDArray[np.generic]:
        """Return how far from its baseline to its target a measure is, 0 to 1; whether it is reached where nobody asks for more."""
        way = np.float32(self.sample.way[measure])
        if not self.has_scores or way <= 0:
            return values >= 0
        return np.asarray(np.clip(1 + values / way, 0, 1))

    def _write(self, measure: int, met: Bools, progress: npt.NDArray[np.generic]) -> None:
        self.met[measure] = met
        if self.has_scores:
            self.progress[measure] = progress

    def _outcome(self, at: int) -> None:
        """Work out one goal from its parts."""
        goal = self.sample.goals[at]
        measures, goals = list(goal.measures), list(goal.goals)
        parts = np.concatenate([self.met[measures], self.hits[goals]])
        if self.has_scores:
            weights = np.asarray(goal.weights or (1.0,) * len(parts), dtype=np.float32)
            shares = weights / weights.sum() if weights.sum() > 0 else np.full_like(weights, 1 / len(weights))
            self.scores[at] = shares @ np.concatenate([self.progress[measures], self.scores[goals]])
        if goal.rule == "score":
            whole = self.scores[at] >= goal.threshold - ROUNDING
        else:
            whole = parts.all(axis=0) if goal.rule == "all" else parts.sum(axis=0) >= goal.threshold
        must = [place for place, is_must in enumerate(goal.must) if is_must]
        self.hits[at] = whole & parts[must].all(axis=0) if must else whole

    def _resting(self, measures: Iterable[int]) -> list[int]:
        return sorted({at for measure in measures for at in self.sample.served.get(measure, ())})

    def _moved(self, out: Iterable[int], into: Iterable[int]) -> dict[int, Draw]:
        moved: dict[int, Draw] = {}
        for sign, choices in ((-1.0, out), (1.0, into)):
            for choice in choices:
                for measure, lift in self.sample.lifts.get(choice, ()):
                    moved[measure] = moved.get(measure, self.values[measure]) + np.float32(sign) * lift
        return moved

    def _valued(self, told: Mapping[int, tuple[Bools, npt.NDArray[np.generic]]]) -> float:
        """Return the change of the value when some measures read otherwise; the stand is as it was afterwards."""
        touched = self._resting(told)
        met = {k: self.met[k].copy() for k in told}
        progress = {k: self.progress[k].copy() for k in told} if self.has_scores else met
        hits = {at: self.hits[at].copy() for at in touched}
        scores = {at: self.scores[at].copy() for at in touched} if self.has_scores else {}
        for measure, (flags, how_far) in told.items():
            self._write(measure, flags, how_far)
        gained = 0.0
        for at in touched:
            self._outcome(at)
            gained += self.sample.goals[at].weight * (float(np.count_nonzero(self.hits[at])) - float(np.count_nonzero(hits[at])))
        for measure in told:
            self._write(measure, met[measure], progress[measure])
        for at in touched:
            self.hits[at] = hits[at]
            if self.has_scores:
                self.scores[at] = scores[at]
        return float(gained / self.met.shape[1])


def value_of(sample: Sample, taken: Bools) -> float:
    """Return the expected weighted attainment of a plan on the draws of a sample."""
    return Stand(sample, taken).value
