"""Where cases go after each step, and what that depends on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.log import Log
from pupitre.maths.process.simulation.events import Events, is_ended
from pupitre.maths.process.simulation.model import END, START, Routing

Ints = npt.NDArray[np.int64]

MOST_VALUES = 20
"""Values above which an attribute is left out: a number of order tells nothing of the next one."""
STATES = ("step", "visit", "pair")


def fitted_routing(events: Events, log: Log) -> Routing:
    """Return the chances of each next step, given the state and the kind of case that say the most for what they cost (BIC).

    Cases still open do not say that they end: their last step is left out.

    Source:
        Order and covariates of a Markov chain by the Bayesian information criterion: Katz (1981), Technometrics 23(3).
    """
    moves = _moves(events)
    kinds: dict[str, tuple[Ints, list[str]]] = {"": (np.zeros(events.cid.size, dtype=np.int64), [""]), **_attributes(events, log)}
    passages = {state: _Passages(moves, state) for state in STATES}
    _, attribute, state = min((passages[state].bic(*kinds[name]), name, state) for name in kinds for state in STATES)
    values, names = kinds[attribute]
    shares = np.bincount(values, minlength=len(names)) / values.size
    ways = passages[state].ways(np.zeros_like(values), [""])
    if attribute:
        ways |= passages[state].ways(values, names)
    return Routing(state, dict(zip(names, shares.tolist(), strict=True)), attribute, ways)


@dataclass(frozen=True, slots=True)
class _Moves:
    """Each passage from step to step: from, to, the case, and what each kind of state remembers beside."""

    source: Ints
    target: Ints
    case: Ints
    memory: dict[str, Ints]


def _moves(events: Events) -> _Moves:
    step, first, last = events.step, events.is_first, events.is_last
    ended = is_ended(events)
    following = np.where(last, END, np.concatenate((step[1:], [END])))
    kept = ~last | ended
    source = np.concatenate((np.full(int(first.sum()), START), step[kept]))
    target = np.concatenate((step[first], following[kept]))
    case = np.concatenate((events.case[first], events.case[kept]))
    before = np.where(first, START, np.concatenate(([START], step[:-1])))
    order = np.lexsort((np.arange(step.size), step, events.case))
    group = np.concatenate(([True], (np.diff(events.case[order]) != 0) | (np.diff(step[order]) != 0)))
    position = np.arange(step.size) - np.maximum.accumulate(np.where(group, np.arange(step.size), 0))
    visit = np.empty(step.size, dtype=np.int64)
    visit[order] = np.minimum(position + 1, 2)
    starts = np.zeros(int(first.sum()), dtype=np.int64)
    memory = {
        "step": np.zeros(source.size, dtype=np.int64),
        "visit": np.concatenate((starts, visit[kept])),
        "pair": np.concatenate((starts + START, before[kept])),
    }
    return _Moves(source, target, case, memory)


def _attributes(events: Events, log: Log) -> dict[str, tuple[Ints, list[str]]]:
    """Return, for each attribute with few values, the number of the value of each case and the values."""
    if not log.attributes:
        return {}
    known = log.rows(log.facts).sort_by("cid")
    at = np.searchsorted(np.asarray(known.column("cid").to_numpy()), events.cid)
    found = {}
    for name in log.attributes:
        coded = known.column(name).combine_chunks().fill_null("").dictionary_encode()
        if 1 < len(coded.dictionary) <= MOST_VALUES:
            found[name] = (np.asarray(coded.indices.to_numpy(), dtype=np.int64)[at], coded.dictionary.to_pylist())
    return found


class _Passages:
    """The passages counted by state: the step that a case leaves and what is remembered of it."""

    def __init__(self, moves: _Moves, state: str) -> None:
        base = int(max(moves.source.max(), moves.target.max(), moves.memory[state].max())) + 3
        codes = ((moves.source + 2) * base + moves.memory[state] + 2) * base + moves.target + 2
        found, self.passage = np.unique(codes, return_inverse=True)
        left, self.target = np.divmod(found, base)
        states, self.state = np.unique(left, return_inverse=True)
        self.step, self.memory = (states // base - 2).tolist(), (states % base - 2).tolist()
        self.target -= 2
        self.case = moves.case

    def _counted(self, values: Ints, count: int) -> tuple[Ints, Ints]:
        """Return how often each passage was taken by each kind of case, and each state left, shape (passages or states, kinds)."""
        taken = np.bincount(self.passage * count + values[self.case], minlength=self.target.size * count).reshape(-1, count)
        left = np.zeros((len(self.step), count), dtype=np.int64)
        np.add.at(left, self.state, taken)
        return taken, left

    def bic(self, values: Ints, names: list[str]) -> float:
        """Return the criterion of the routing on these states and kinds of cases: the smaller, the better."""
        taken, left = self._counted(values, len(names))
        chances = taken / np.maximum(left[self.state], 1)
        likelihood = float((taken * np.log(np.where(taken > 0, chances, 1.0))).sum())
        return -2 * likelihood + int((taken > 0).sum() - (left > 0).sum()) * float(np.log(self.case.size))

    def ways(self, values: Ints, names: list[str]) -> dict[tuple[str, tuple[int, int]], tuple[tuple[int, float], ...]]:
        """Return the chances of what comes next, by kind and state."""
        taken, left = self._counted(values, len(names))
        found: dict[tuple[str, tuple[int, int]], list[tuple[int, float]]] = {}
        passages, kinds = np.nonzero(taken)
        chances = (taken / np.maximum(left[self.state], 1))[passages, kinds].tolist()
        for at, kind, target, chance in zip(
            self.state[passages].tolist(), kinds.tolist(), self.target[passages].tolist(), chances, strict=True
        ):
            found.setdefault((names[kind], (self.step[at], self.memory[at])), []).append((target, chance))
        return {state: tuple(nexts) for state, nexts in found.items()}
