"""What to make of paths that no cut divides: the fall-throughs, from the most to the least precise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pupitre.maths.process.discovery.cuts import cut
from pupitre.maths.process.discovery.graph import Graph, Path, Paths, graph_of
from pupitre.maths.process.discovery.split import projected
from pupitre.maths.process.discovery.tree import Operator

TRIED = 60
"""Activities up to which each is tried as parallel to the rest: the time it takes grows with their cube."""

Fall = Literal["empty_traces", "activity_once_per_trace", "activity_concurrent", "strict_tau_loop", "tau_loop", "flower"]


@dataclass(frozen=True, slots=True)
class Fallen:
    """Which fall-through answered, the block it makes and the paths through each of its children (None for a silent step)."""

    fall: Fall
    operator: Operator
    parts: tuple[dict[Path, int] | None, ...]


def fallen(paths: Paths, graph: Graph) -> Fallen:
    """Return the first fall-through that applies to paths of which none is empty; the flower always does."""
    return (
        _once_per_trace(paths, graph)
        or _concurrent(paths, graph)
        or _tau_loop("strict_tau_loop", paths, lambda before, after: before in graph.ends and after in graph.starts)
        or _tau_loop("tau_loop", paths, lambda _, after: after in graph.starts)
        or _flower(graph)
    )


def _beside(fall: Fall, paths: Paths, graph: Graph, activity: int) -> Fallen:
    alone = frozenset((activity,))
    return Fallen(fall, "parallel", (projected(paths, alone), projected(paths, frozenset(graph.activities) - alone)))


def _once_per_trace(paths: Paths, graph: Graph) -> Fallen | None:
    """An activity that every path holds exactly once is parallel to the rest."""
    for activity in graph.activities:
        if all(path.count(activity) == 1 for path in paths):
            return _beside("activity_once_per_trace", paths, graph, activity)
    return None


def _concurrent(paths: Paths, graph: Graph) -> Fallen | None:
    """An activity without which the rest can be cut is parallel to it."""
    if len(graph.activities) > TRIED:
        return None
    everything = frozenset(graph.activities)
    for activity in graph.activities:
        rest = graph_of(projected(paths, everything - {activity}))
        if cut(rest):
            return _beside("activity_concurrent", paths, graph, activity)
    return None


def _tau_loop(fall: Fall, paths: Paths, is_new: Callable[[int, int], bool]) -> Fallen | None:
    """Paths that begin again: each round is a path, and a silent step leads from one to the next."""
    rounds: dict[Path, int] = {}
    for path, count in paths.items():
        begin = 0
        for at in range(1, len(path)):
            if is_new(path[at - 1], path[at]):
                rounds[path[begin:at]] = rounds.get(path[begin:at], 0) + count
                begin = at
        rounds[path[begin:]] = rounds.get(path[begin:], 0) + count
    if sum(rounds.values()) == sum(paths.values()):
        return None
    return Fallen(fall, "loop", (rounds, None))


def _flower(graph: Graph) -> Fallen:
    """Anything, any number of times."""
    once: dict[Path, int] = {(activity,): 1 for activity in graph.activities}
    return Fallen("flower", "loop", (once, None))
