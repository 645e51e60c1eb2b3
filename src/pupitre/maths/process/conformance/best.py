"""Alignments of many paths at once: the cost of every marking after every beginning of a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from pupitre.maths.process.conformance.states import States
from pupitre.maths.process.discovery.net import Net

LOUD = 1_000_000.0
"""A visible move weighs this much and a silent one 1, so that ways with the fewest visible moves are found, and none goes round."""
FAR = 1e12

Path = tuple[str, ...]
Costs = NDArray[np.float64]
Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Departures:
    """What a path does that the net does not allow, and what it leaves out, with the place of each in the path."""

    inserted: tuple[Place, ...]
    skipped: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """The best way of each path (None when the search was given up), and the fewest activities of a case of the net."""

    ways: Mapping[Path, Departures | None]
    shortest: int


def best(net: Net, states: States, paths: Sequence[Path]) -> Ways:
    """Return the best way of each path, beginnings in common being worked out once.

    After each event the cost of being in a marking is the smallest of: that before the event plus one (the event is inserted), and that of
    the marking from which the net does the event; skipped activities then spread it by the shortest ways between markings.
    """
    assert states.end is not None
    table = _Table(net, states)
    order = sorted(set(paths))
    ways: dict[Path, Departures | None] = {}
    costs = [table.first]
    before: Path = ()
    for path in order:
        common = 0
        while common < min(len(before), len(path)) and before[common] == path[common]:
            common += 1
        del costs[common + 1 :]
        for activity in path[common:]:
            costs.append(table.after(costs[-1], activity))
        ways[path] = table.way(path, costs, states.end)
        before = path
    return Ways(ways, int(table.first[states.end] // LOUD))


class _Table:
    """The shortest ways between markings, and the moves that do each activity."""

    def __init__(self, net: Net, states: States) -> None:
        size = len(states.markings)
        weights: dict[tuple[int, int], tuple[float, str | None]] = {}
        doing: dict[str, tuple[list[int], list[int]]] = {}
        for source, target, at in states.moves:
            label = net.transitions[at].label
            weight = 1.0 if label is None else LOUD
            if weight < weights.get((source, target), (FAR, None))[0]:
                weights[source, target] = weight, label
            if label is not None:
                sources, targets = doing.setdefault(label, ([], []))
                sources.append(source)
                targets.append(target)
        self.moves: dict[int, list[tuple[int, float, str | None]]] = {}
        for (source, target), (weight, label) in weights.items():
            self.moves.setdefault(source, []).append((target, weight, label))
        self.doing = {label: (np.array(sources), np.array(targets)) for label, (sources, targets) in doing.items()}
        rows, columns = (np.array([pair[side] for pair in weights], dtype=np.int32) for side in (0, 1))
        values = np.array([weight for weight, _ in weights.values()])
        between = dijkstra(csr_array((values, (rows, columns)), shape=(size, size)))
        self.between: Costs = np.where(np.isinf(between), FAR, between)
        self.first: Costs = self.between[0]

    def after(self, costs: Costs, activity: str) -> Costs:
        """Return the cost of each marking after one more event."""
        kept = costs + LOUD
        if activity not in self.doing:
            return kept
        sources, targets = self.doing[activity]
        reached = costs[sources]
        better = reached < kept[targets]
        if not better.any():
            return kept
        spread: Costs = (reached[better, None] + self.between[targets[better]]).min(axis=0)
        return np.minimum(kept, spread)

    def way(self, path: Path, costs: Sequence[Costs], end: int) -> Departures:
        """Return what the best way inserts and skips, followed back from the end."""
        inserted: list[Place] = []
        skipped: list[Place] = []
        state = end
        for at in range(len(path), 0, -1):
            activity, cost = path[at - 1], costs[at][state]
            if activity in self.doing:
                sources, targets = self.doing[activity]
                ways = costs[at - 1][sources] + self.between[targets, state]
                chosen = int(ways.argmin())
                if ways[chosen] <= cost:
                    skipped += [(at, label) for label in reversed(self._between(int(targets[chosen]), state))]
                    state = int(sources[chosen])
                    continue
            inserted.append((at - 1, activity))
        skipped += [(0, label) for label in reversed(self._between(0, state))]
        return Departures(tuple(reversed(inserted)), tuple(reversed(skipped)))

    def _between(self, source: int, target: int) -> list[str]:
        """Return the activities on the shortest way between two markings."""
        labels: list[str] = []
        while source != target:
            left = self.between[source, target]
            source, _, label = next(
                move for move in self.moves[source] if move[1] + (0 if move[0] == target else self.between[move[0], target]) == left
            )
            if label is not None:
                labels.append(label)
        return labels
