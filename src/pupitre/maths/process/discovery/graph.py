"""The directly-follows graph of the different paths of a log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

Path = tuple[int, ...]
Paths = Mapping[Path, int]
"""How many cases took each path; activities are numbers."""
Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Graph:
    """Which activity directly follows which, and how often; in how many cases each comes first, and last."""

    activities: tuple[int, ...]
    edges: Mapping[Edge, int]
    starts: Mapping[int, int]
    ends: Mapping[int, int]


def graph_of(paths: Paths) -> Graph:
    """Return the graph of some paths; the empty path leaves no mark on it."""
    edges: dict[Edge, int] = {}
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    seen: set[int] = set()
    for path, count in paths.items():
        if not path:
            continue
        seen.update(path)
        starts[path[0]] = starts.get(path[0], 0) + count
        ends[path[-1]] = ends.get(path[-1], 0) + count
        for edge in pairwise(path):
            edges[edge] = edges.get(edge, 0) + count
    return Graph(tuple(sorted(seen)), edges, starts, ends)


def frequent(graph: Graph, noise: float) -> Graph:
    """Return the graph without the edges seen less than `noise` times as often as the strongest one that leaves the same activity.

    To be last in a case counts as an edge, and what begins too few cases no longer begins any; what ends cases stays as it is.
    """
    strongest = dict(graph.ends)
    for (source, _), count in graph.edges.items():
        strongest[source] = max(strongest.get(source, 0), count)
    kept = {edge: count for edge, count in graph.edges.items() if count >= noise * strongest[edge[0]]}
    first = max(graph.starts.values(), default=0)
    starts = {activity: count for activity, count in graph.starts.items() if count >= noise * first}
    return Graph(graph.activities, kept, starts, graph.ends)


def components(nodes: Iterable[int], joined: Iterable[Edge]) -> list[list[int]]:
    """Return the groups of nodes that the pairs hold together, each in order, by their first node."""
    parent = {node: node for node in nodes}

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in joined:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    groups: dict[int, list[int]] = {}
    for node in sorted(parent):
        groups.setdefault(root(node), []).append(node)
    return list(groups.values())


def reached(graph: Graph) -> dict[int, set[int]]:
    """Return the activities that can come some time after each."""
    after: dict[int, set[int]] = {activity: set() for activity in graph.activities}
    for source, target in graph.edges:
        after[source].add(target)
    whole: dict[int, set[int]] = {}
    for activity in graph.activities:
        found: set[int] = set()
        waiting = list(after[activity])
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(after[node] - found)
        whole[activity] = found
    return whole
