"""Alignments of one path at a time, for nets with too many markings to hold."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from pupitre.maths.process.conformance.best import Departures, Path, Place, Ways
from pupitre.maths.process.conformance.tokens import Marking, Play
from pupitre.maths.process.discovery.net import Net

EXPANDED = 3_000
"""Markings looked at for one path before the search is given up."""
IN_ALL = 60_000
"""Markings looked at for all the paths."""

Node = tuple[int, Marking]
GOAL: Node = (-1, 0)
"""The end of the case, with nothing left over."""
Came = tuple[Node, Place | None, Place | None]
"""Where a node was reached from, and what was inserted or skipped on the way."""


def searched(net: Net, paths: Mapping[Path, int], *, expanded: int = EXPANDED, in_all: int = IN_ALL) -> Ways:
    """Return the best way of each path, or None where it was not found among `expanded` markings; the most frequent are searched first.

    From each marking only the shortest silent way to each transition is followed.
    """
    play = Play(net)
    ways: dict[Path, Departures | None] = {}
    left = in_all
    shortest, _ = _way(play, (), in_all)
    for path in sorted(paths, key=lambda path: (-paths[path], path)):
        ways[path], looked = _way(play, path, min(left, expanded))
        left -= looked
    return Ways(ways, len(shortest.skipped) if shortest else 0)


def _way(play: Play, path: Path, expanded: int) -> tuple[Departures | None, int]:
    """Look for the cheapest way, the events that the net does not know being counted in advance; say how many markings it took."""
    known = play.net.labels
    ahead = [0] * (len(path) + 1)
    for at in range(len(path) - 1, -1, -1):
        ahead[at] = ahead[at + 1] + (path[at] not in known)
    first: Node = (0, play.start)
    came: dict[Node, Came | None] = {first: None}
    spent = {first: 0}
    waiting: list[tuple[int, int, Marking]] = [(ahead[0], 0, play.start)]
    closed: set[Node] = set()
    while waiting and len(closed) < expanded:
        _, back, marking = heapq.heappop(waiting)
        node = (-back, marking)
        if node in closed:
            continue
        closed.add(node)
        if node == GOAL:
            return _followed(came, node), len(closed)
        for target, inserted, skipped in _moves(play, path, node):
            cost = spent[node] + (inserted is not None) + (skipped is not None)
            if cost < spent.get(target, cost + 1):
                spent[target] = cost
                came[target] = (node, inserted, skipped)
                heapq.heappush(waiting, (cost + (0 if target == GOAL else ahead[target[0]]), -target[0], target[1]))
    return None, len(closed)


def _moves(play: Play, path: Path, node: Node) -> list[tuple[Node, Place | None, Place | None]]:
    at, marking = node
    found: list[tuple[Node, Place | None, Place | None]] = []
    if at < len(path):
        found += [((at + 1, step.marking), None, None) for step in play.steps(marking, path[at])]
        found.append(((at + 1, marking), (at, path[at]), None))
    else:
        last = play.settled(marking)
        if not last.missing and not last.marking:
            found.append((GOAL, None, None))
    found += [((at, step.marking), None, (at, label)) for label in play.open(marking) for step in play.steps(marking, label)]
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
