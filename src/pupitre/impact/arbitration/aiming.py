"""What the solver is told of the value of plans, fitted to the draws around one plan."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from pupitre.impact.arbitration.problem import Bools, Floats, Problem
from pupitre.impact.arbitration.program import Aim
from pupitre.impact.arbitration.sampling import Sample, Stand

FLOOR = 0.05
"""Part of the whole weight of a measure that it keeps when the goals above it look out of reach."""
TAIL = 0.01
"""Chances nearer to 0 or 1 than this are not read off the draws: there the mean tells more."""


def aim(problem: Problem, sample: Sample, near: Bools) -> Aim:
    """Return what plans near a given one are worth.

    A measure weighs what its being reached changes in the value of that plan; its curve passes through its chance under that plan.

    Args:
        problem: What can be chosen. sample: The draws. near: The plan around which the value is described.
    """
    stand = Stand(sample, near)
    count, width = sample.base.shape[0], len(problem.choices)
    mean = np.zeros((count, width))
    for choice, lifts in sample.lifts.items():
        for measure, lift in lifts:
            mean[measure, choice] = float(lift.mean())
    spread: Floats = np.maximum(stand.values.std(axis=1).astype(np.float64), 1e-9)
    share: Floats = stand.met.mean(axis=1).astype(np.float64)
    middle: Floats = stand.values.mean(axis=1).astype(np.float64) / spread
    is_inside = (share > TAIL) & (share < 1 - TAIL)
    lift_of: Floats = mean / spread[:, None]
    seen: Floats = np.where(is_inside, ndtri(np.clip(share, TAIL, 1 - TAIL)), middle)
    return Aim(_weights(sample, stand), seen - lift_of @ near.astype(np.float64), lift_of, np.zeros(width))


def _weights(sample: Sample, stand: Stand) -> Floats:
    whole = np.zeros(sample.base.shape[0])
    for measure, goals in sample.served.items():
        whole[measure] = sum(sample.goals[at].weight / max(1, _breadth(sample, at)) for at in goals)
    pull = [stand.gain_of(measure, True) - stand.gain_of(measure, False) for measure in range(len(whole))]
    return np.asarray(np.maximum(np.array(pull), FLOOR * whole))


def _breadth(sample: Sample, at: int) -> int:
    goal = sample.goals[at]
    return len(goal.measures) + sum(_breadth(sample, other) for other in goal.goals)
