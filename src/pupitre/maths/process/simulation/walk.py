"""The steps that the cases of a play take, with the luck that each of them has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.simulation.draws import uniforms
from pupitre.maths.process.simulation.model import END, START, Model, Routing

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LONGEST = 500
"""Steps after which a case is ended: a loop without a way out."""
ARRIVAL = 0xFFFFFFFF
"""What stands for the step in the draws of a case that comes."""
NEAR = 20
"""How far back in its case a step that is done side by side with others looks for those it waits for."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps done in a play, in order of case and place.

    Args:
        gap: Share that names the gap before each case, shape (cases,).
        first: Number of the first step done of each case, and the number of all, shape (cases + 1,).
        case, step: Of each step done, shape (steps done,). work, pause: Shares that name its time and the delay before it, same shape.
    """

    gap: Floats
    first: Ints
    case: Ints
    step: Ints
    work: Floats
    pause: Floats


def walked(model: Model, *, seed: int, replication: int) -> Walk:
    """Return the steps that the cases of a play take: they depend on the ways of the model and on nothing else of it."""
    n = model.cases
    cases = np.arange(n)
    gap, kind = uniforms(seed, replication, cases, ARRIVAL)[:2]
    following = _Ways(model.routing)
    kinds = following.kind_of(kind)
    step, before = np.full(n, START), np.full(n, START)
    seen = np.zeros((n, len(model.steps)), dtype=np.int16)
    luck = uniforms(seed, replication, cases, ARRIVAL, 1)[0]
    done: list[tuple[Ints, Ints, Floats, Floats]] = []
    visit = np.zeros(n, dtype=np.int64)
    for _ in range(LONGEST):
        target = following.next(kinds[cases], step, visit, before, luck)
        going = target != END
        cases, step, before = cases[going], target[going], step[going]
        if not cases.size:
            break
        seen[cases, step] += 1
        visit = seen[cases, step].astype(np.int64)
        luck, work, pause, _spare = uniforms(seed, replication, cases, step, visit)
        done.append((cases, step, work, pause))
    return _in_order(n, gap, done)


def _in_order(n: int, gap: Floats, done: list[tuple[Ints, Ints, Floats, Floats]]) -> Walk:
    if not done:
        nothing, empty = np.zeros(0), np.zeros(0, dtype=np.int64)
        return Walk(gap, np.zeros(n + 1, dtype=np.int64), empty, empty, nothing, nothing)
    case, step, work, pause = (np.concatenate(column) for column in zip(*done, strict=True))
    order = np.argsort(case, kind="stable")
    first = np.concatenate(([0], np.cumsum(np.bincount(case, minlength=n))))
    return Walk(gap, first, case[order], step[order], work[order], pause[order])


class _Ways:
    """The ways of cases, laid out so that many cases are led on at once."""

    def __init__(self, routing: Routing) -> None:
        self.names = sorted(routing.kinds)
        self.shares = np.cumsum([routing.kinds[name] for name in self.names])
        self.state = routing.state
        number = {name: at for at, name in enumerate(self.names)}
        self.size = 3 + max((abs(part) for _, state in routing.ways for part in state), default=0)
        keyed = sorted((self._key(number.get(kind, -1) if kind else -1, *state), nexts) for (kind, state), nexts in routing.ways.items())
        self.keys = np.array([key for key, _ in keyed], dtype=np.int64)
        self.targets = np.array([step for _, nexts in keyed for step, _ in nexts], dtype=np.int64)
        edges = [_edges(nexts, at) for at, (_, nexts) in enumerate(keyed)]
        self.edges = np.concatenate(edges) if edges else np.zeros(0)

    def _key(self, kind: int, step: int, memory: int) -> int:
        return ((kind + 1) * self.size + step + 2) * self.size + memory + 2

    def kind_of(self, share: Floats) -> Ints:
        """Return the number of the kind of each case."""
        found = np.searchsorted(self.shares, share * self.shares[-1], side="right")
        return np.asarray(np.minimum(found, len(self.names) - 1), dtype=np.int64)

    def next(self, kind: Ints, step: Ints, visit: Ints, before: Ints, share: Floats) -> Ints:
        """Return where each case goes; `END` from a state that no case of the log left."""
        memory = before if self.state == "pair" else np.minimum(visit, 2) if self.state == "visit" else np.zeros_like(step)
        at = self._at(kind, step, memory)
        at = np.where(at < 0, self._at(np.full_like(kind, -1), step, memory), at)
        chosen = np.searchsorted(self.edges, at + share, side="right")
        return np.where(at < 0, END, self.targets[np.minimum(chosen, self.targets.size - 1)])

    def _at(self, kind: Ints, step: Ints, memory: Ints) -> Ints:
        wanted = ((kind + 1) * self.size + step + 2) * self.size + memory + 2
        at = np.minimum(np.searchsorted(self.keys, wanted), self.keys.size - 1)
        return np.where(self.keys[at] == wanted, at, -1)


def _edges(nexts: tuple[tuple[int, float], ...], at: int) -> Floats:
    """Return the upper edges of the chances of what comes next, in the interval from `at` to `at` + 1."""
    summed = np.cumsum([chance for _, chance in nexts])
    edges = at + summed / summed[-1]
    edges[-1] = at + 1.0
    return np.asarray(edges, dtype=np.float64)


def links(case: Ints, step: Ints, beside: frozenset[tuple[int, int]], count: int) -> tuple[Ints, Ints] | None:
    """Return, when some steps are done side by side, which steps done wait for which.

    Args:
        case, step: Of each step done, in order of case and place. beside: Pairs of steps, both ways round, of which neither waits for the
            other. count: Steps of the process.

    Returns:
        Pairs (who is waited for, who waits), in order of the first, but for those that the others imply; None when each waits for the one
        before it.
    """
    if not beside:
        return None
    apart = np.ones((count, count), dtype=bool)
    for pair in beside:
        apart[pair] = False
    size = step.size
    near: list[npt.NDArray[np.bool_]] = [np.zeros(size, dtype=bool)]
    waits = np.zeros(size, dtype=bool)
    while len(near) < size and (len(near) <= NEAR or not waits.all()):
        lag = len(near)
        linked = np.zeros(size, dtype=bool)
        same = case[lag:] == case[: size - lag]
        linked[lag:] = same & apart[step[: size - lag], step[lag:]]
        waits[:lag] = True
        waits[lag:] |= linked[lag:] | ~same  # or nothing is left before it in its case
        near.append(linked)
    kept: list[tuple[Ints, Ints]] = [(np.zeros(0, dtype=np.int64),) * 2]
    for lag in range(1, len(near)):
        needed = near[lag].copy()
        for middle in range(1, min(lag, NEAR)):
            needed[middle:] &= ~(near[middle][middle:] & near[lag - middle][: size - middle])
        later = np.flatnonzero(needed)
        kept.append((later - lag, later))
    source, target = (np.concatenate(column) for column in zip(*kept, strict=True))
    order = np.argsort(source, kind="stable")
    return source[order], target[order]
