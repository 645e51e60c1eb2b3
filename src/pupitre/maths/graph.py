"""Loops and order in a directed graph whose nodes are keys."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

Edge = tuple[str, str]


def knots(edges: Iterable[Edge]) -> list[frozenset[str]]:
    """Return the groups of nodes that all reach one another (strongly connected, a self-loop included), in order of their smallest key.

    Args:
        edges: Pairs `(from, to)`; repeated pairs count once.

    Source:
        Tarjan, *Depth-first search and linear graph algorithms*, SIAM J. Comput. 1 (1972), without recursion.

    >>> [sorted(knot) for knot in knots([("a", "b"), ("b", "a"), ("b", "c")])]
    [['a', 'b']]
    """
    after = _neighbours(edges)
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    on_stack: set[str] = set()
    found: list[frozenset[str]] = []
    for root in sorted(after):
        if root in index:
            continue
        path = [(root, iter(after[root]))]
        index[root] = low[root] = len(index)
        waiting.append(root)
        on_stack.add(root)
        while path:
            node, rest = path[-1]
            for follower in rest:
                if follower not in index:
                    index[follower] = low[follower] = len(index)
                    waiting.append(follower)
                    on_stack.add(follower)
                    path.append((follower, iter(after[follower])))
                    break
                if follower in on_stack:
                    low[node] = min(low[node], index[follower])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == index[node]:
                    group = frozenset(waiting[waiting.index(node) :])
                    del waiting[waiting.index(node) :]
                    on_stack -= group
                    if len(group) > 1 or node in after[node]:
                        found.append(group)
    return sorted(found, key=min)


def loops(edges: Iterable[Edge]) -> list[tuple[str, ...]]:
    """Return one loop per knot: a shortest one through its smallest key, written from that key, its start not repeated.

    The same loops come out whatever the order of the edges.

    >>> loops([("c", "a"), ("a", "b"), ("b", "c"), ("c", "d")])
    [('a', 'b', 'c')]
    """
    listed = sorted(set(edges))
    found = []
    for knot in knots(listed):
        start = min(knot)
        inside = _neighbours((a, b) for a, b in listed if a in knot and b in knot)
        came_from: dict[str, str] = {}
        queue = deque([start])
        while start not in came_from:
            node = queue.popleft()
            for follower in inside[node]:
                if follower not in came_from:
                    came_from[follower] = node
                    queue.append(follower)
        path = [came_from[start]]
        while path[-1] != start:
            path.append(came_from[path[-1]])
        found.append(tuple(reversed(path)))
    return found


def without_knots(edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges that stay out of every knot, sorted: what remains has an order."""
    listed = sorted(set(edges))
    knot_of = {node: number for number, knot in enumerate(knots(listed)) for node in knot}
    return [(a, b) for a, b in listed if a not in knot_of or knot_of[a] != knot_of.get(b)]


def in_order(nodes: Iterable[str], edges: Iterable[Edge]) -> list[str]:
    """Return every node after all those that point to it; ties in order of key.

    Raises:
        graphlib.CycleError: The edges make a loop; take `without_knots` first.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for node in nodes:
        sorter.add(node)
    for before, after in edges:
        sorter.add(after, before)
    sorter.prepare()
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered.extend(ready)
        sorter.done(*ready)
    return ordered


def reached_from(start: str, edges: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every node that can be reached from one, itself left out unless a loop leads back to it."""
    reached: set[str] = set()
    queue = deque(edges.get(start, ()))
    while queue:
        node = queue.popleft()
        if node not in reached:
            reached.add(node)
            queue.extend(edges.get(node, ()))
    return frozenset(reached)


def _neighbours(edges: Iterable[Edge]) -> dict[str, list[str]]:
    after: dict[str, set[str]] = {}
    for a, b in edges:
        after.setdefault(a, set()).add(b)
        after.setdefault(b, set())
    return {node: sorted(followers) for node, followers in after.items()}
