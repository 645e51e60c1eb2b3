"""Steps of different departments that look like the same work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.alike.names import Floats, Names, compared
from pupitre.maths.process.alike.profiles import Profiles, Step, profiles
from pupitre.maths.process.log import Log

LEAST_NAME: Final = 0.53
"""Name likeness under which context and duration prove nothing."""
LEAST_NAME_WITHIN: Final = 0.75
"""The same within one process, where all steps share their surroundings."""
LEAST_SCORE: Final = 0.51
"""Score from which a pair is told; docs/methods/duplicate-steps.md says how it was set."""
CONTEXT: Final = 0.3
"""What is lost when nothing around two steps is alike: the same work may stand in two different processes."""
DOUBT: Final = 2.0
"""How much more durations that differ take off, times what the names lack of certainty: chance seldom makes them alike."""
UNTIMED: Final = 0.9
"""What stands for the likeness of durations, where the names are not sure, when a log does not tell them."""
NEAR: Final = 0.25
"""Share of what two neighbours say under which they are strangers."""
LEAST_SPREAD: Final = 0.3
"""Spread of the logarithm of durations under which two laws are not told further apart."""
BOTH_ENDS: Final = 0.5
"""What it proves that two steps both open, or both close, their cases."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two steps that look like the same work, in order of key.

    Args:
        first, second: The steps.
        score: How alike they are, 0–1: the likeness of names, less at most three tenths when the context differs, times the square root
            of that of durations.
        name_likeness, context_likeness, duration_likeness: The three, 0–1; duration is 1 when neither log tells it.
        hours_year: Touch hours a year that one of the two spends on top of the other, the fewer of both; None when unknown.
        cost_year: What these hours cost, None without hours or cost of an hour.
    """

    first: Step
    second: Step
    score: float
    name_likeness: float
    context_likeness: float
    duration_likeness: float
    hours_year: float | None
    cost_year: Decimal | None

    @property
    def keys(self) -> tuple[str, str]:
        """What names the pair from one day to the next, whatever the order of the logs."""
        return self.first.key, self.second.key


def duplicate_steps(
    logs: Mapping[str, Log],
    *,
    units: Mapping[str, str] | None = None,
    hour_costs: Mapping[str, Decimal] | None = None,
    apart: Sequence[tuple[str, str]] = (),
) -> tuple[Pair, ...]:
    """Return the pairs of steps of different departments that look like the same work, the most alike first.

    A step has one counterpart at most in each other process: the one it is most alike, when this is so both ways.

    Args:
        logs: Events of each process, by its key. units: The department of each process, for logs that name none.
        hour_costs: What an hour of work costs in each process, in one currency.
        apart: Pairs of processes not looked into, such as those told to be alike as a whole.

    Source:
        docs/methods/duplicate-steps.md. Neighbours that are compared in turn: Melnik, Garcia-Molina, Rahm, "Similarity flooding",
        ICDE 2002.
    """
    found = profiles(logs, units or {})
    names = compared([step.activity for step in found.steps])
    scores = scored(found, names)
    told = scores.total >= LEAST_SCORE
    left_out = {frozenset(pair) for pair in apart}
    pairs = []
    for at, to in _mutual(found.steps, scores.total, told):
        one, other = sorted((found.steps[at], found.steps[to]), key=lambda step: step.key)
        if frozenset((one.process, other.process)) not in left_out:
            hours, cost = stake(one, other, hour_costs or {})
            name, context, duration = (float(part[at, to]) for part in (scores.name, scores.context, scores.duration))
            pairs.append(Pair(one, other, float(scores.total[at, to]), name, context, duration, hours, cost))
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.keys)))


@dataclass(frozen=True, slots=True)
class Scores:
    """How alike steps are, shape (n, n) each, 0–1; `total` is 0 where two steps are not compared."""

    total: Floats
    name: Floats
    context: Floats
    duration: Floats


def scored(found: Profiles, names: Names) -> Scores:
    """Return how alike the steps are: by name, less what contexts that differ take off, times the square root for durations."""
    context, duration = _context(found, names), _duration(found)
    least = np.array([[_least(one, other) for other in found.steps] for one in found.steps])
    around = 1 - CONTEXT * (1 - context)
    known = np.nan_to_num(duration, nan=1.0)
    timed = np.sqrt(known) * np.nan_to_num(duration, nan=UNTIMED) ** (DOUBT * (1 - names.same))
    total = np.where(names.same >= least, names.same * around * timed, 0.0)
    return Scores(total, names.same, context, known)


def _least(one: Step, other: Step) -> float:
    """Return the name likeness that two steps need to be compared at all; above 1 when they are not."""
    if one.unit is not None and one.unit == other.unit:
        return 2.0
    if one.process == other.process:
        return LEAST_NAME_WITHIN if one.unit is not None and other.unit is not None and one.activity != other.activity else 2.0
    return LEAST_NAME


def _mutual(steps: Sequence[Step], total: Floats, told: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the pairs in which each is the other's best counterpart in its process."""
    best: dict[tuple[int, str], tuple[float, int]] = {}
    places = [(int(at), int(to)) for at, to in zip(*np.nonzero(told), strict=True)]
    for at, to in places:
        row = (float(total[at, to]), -to)
        best[at, steps[to].process] = max(row, best.get((at, steps[to].process), row))
    return [(at, to) for at, to in places if at < to and best[at, steps[to].process][1] == -to and best[to, steps[at].process][1] == -at]


def stake(one: Step, other: Step, hour_costs: Mapping[str, Decimal]) -> tuple[float | None, Decimal | None]:
    """Return the hours a year spent twice, the fewer of both, and what they cost where they are spent; None when unknown."""
    return priced([(step.hours_year, step) for step in (one, other) if step.hours_year is not None], hour_costs)


def priced(spent: Sequence[tuple[float, Step]], hour_costs: Mapping[str, Decimal]) -> tuple[float | None, Decimal | None]:
    """Return the fewer of the hours of two steps and their cost, None when the hours of one of them are unknown."""
    if len(spent) < 2:
        return None, None
    hours, step = min(spent, key=lambda row: (row[0], row[1].key))
    price = hour_costs.get(step.process)
    return hours, None if price is None else (Decimal(repr(round(hours, 4))) * price).quantize(Decimal("0.01"))


def _context(found: Profiles, names: Names) -> Floats:
    """Return how alike what comes before and after two steps is: the cosine of neighbours, themselves compared by name."""
    size = len(found.steps)
    near = np.eye(size + 2)
    near[:size, :size] = np.where(names.near >= NEAR, names.near, 0.0)
    across = near.copy()
    across[size, size] = across[size + 1, size + 1] = BOTH_ENDS
    sides = []
    for side in (found.before, found.after):
        length = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", side, near, side, optimize=True), 1e-12))
        sides.append(side @ across @ side.T / np.outer(length, length))
    both = np.clip((sides[0] + sides[1]) / 2, 0.0, 1.0)
    for at, to in _within(found.steps, names):
        both[at, to] = both[to, at] = _around(found, at, to)
    return np.asarray(both)


def _within(steps: Sequence[Step], names: Names) -> list[tuple[int, int]]:
    return [
        (at, to)
        for at in range(len(steps))
        for to in range(at)
        if steps[at].process == steps[to].process and names.same[at, to] >= LEAST_NAME_WITHIN
    ]


def _around(found: Profiles, at: int, to: int) -> float:
    """Return how alike the surroundings of two steps of one process are, each seen through the other when one follows the other."""
    sides = []
    for side in (found.before, found.after):
        rows = [side[at].copy(), side[to].copy()]
        seen = rows[0][to], rows[1][at]
        rows[0][to] = rows[1][at] = 0.0
        through = [rows[0] + seen[0] * rows[1], rows[1] + seen[1] * rows[0]]
        length = float(np.linalg.norm(through[0]) * np.linalg.norm(through[1]))
        sides.append(float(through[0] @ through[1]) / length if length > 0 else 0.0)
    return min(sum(sides) / 2, 1.0)


def _duration(found: Profiles) -> Floats:
    """Return how much two laws of duration cover one another (Bhattacharyya, lognormal); NaN when one of them is unknown."""
    mean, spread = found.mean, np.maximum(found.spread, LEAST_SPREAD)
    square = np.square(spread[:, None]) + np.square(spread[None, :])
    cover = np.sqrt(2 * np.outer(spread, spread) / square) * np.exp(-np.square(mean[:, None] - mean[None, :]) / (4 * square))
    return np.asarray(cover)
