"""Alignments of one path at a time, for nets with too many markings to hold."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from pupitre.maths.process.conformance.best import Departures, Path, Place, Ways
from pupitre.maths.process.conformance.tokens import Marking, Play
from pupitre.maths.process.discovery.net import Net

EXPANDED = 20_000
"""Markings looked at for one path before the search is given up."""

Node = tuple[int, Marking]
Came = tuple[Node, Place | None, Place | None]
"""Where a node was reached from, and what was inserted or skipped on the way."""


def searched(net: Net, paths: Sequence[Path], expanded: int = EXPANDED) -> Ways:
    """Return the best way of each path, or None where it was not found among `expanded` markings; the cheapest are looked at first."""
    play = Play(net)
    ways: dict[Path, Departures | None] = {path: _way(play, path, expanded) for path in paths}
    shortest = _way(play, (), expanded * 10)
    return Ways(ways, len(shortest.skipped) if shortest else 0)


def _way(play: Play, path: Path, expanded: int) -> Departures | None:
    """Look for the cheapest way, the events that the net does not know being counted in advance."""
    known = play.net.labels
    ahead = [0] * (len(path) + 1)
    for at in range(len(path) - 1, -1, -1):
        ahead[at] = ahead[at + 1] + (path[at] not in known)
    first: Node = (0, play.start)
    came: dict[Node, Came | None] = {first: None}
    spent = {first: 0}
    waiting: list[tuple[int, int, Marking]] = [(ahead[0], 0, play.start)]
    closed: set[Node] = set()
    goal = (len(path), play.end)
    while waiting and len(closed) < expanded:
        _, back, marking = heapq.heappop(waiting)
        node = (-back, marking)
        if node in closed:
            continue
        closed.add(node)
        if node == goal:
            return _followed(came, node)
        for target, inserted, skipped in _moves(play, path, node):
            cost = spent[node] + (inserted is not None) + (skipped is not None)
            if cost < spent.get(target, cost + 1):
                spent[target] = cost
                came[target] = (node, inserted, skipped)
                heapq.heappush(waiting, (cost + ahead[target[0]], -target[0], target[1]))
    return None


def _moves(play: Play, path: Path, node: Node) -> list[tuple[Node, Place | None, Place | None]]:
    at, marking = node
    found: list[tuple[Node, Place | None, Place | None]] = []
    for transition, reached in play.moves(marking):
        label = play.net.transitions[transition].label
        if label is None:
            found.append(((at, reached), None, None))
            continue
        if at < len(path) and path[at] == label:
            found.append(((at + 1, reached), None, None))
        found.append(((at, reached), None, (at, label)))
    if at < len(path):
        found.append(((at + 1, marking), (at, path[at]), None))
    return found


def _followed(came: dict[Node, Came | None], node: Node) -> Departures:
    inserted: list[Place] = []
    skipped: list[Place] = []
    step = came[node]
    while step is not None:
        node, extra, missing = step
        inserted += [extra] if extra else []
        skipped += [missing] if missing else []
        step = came[node]
    return Departures(tuple(reversed(inserted)), tuple(reversed(skipped)))
