"""Tasks and the links between them, put in an order that respects the links."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Literal

from pupitre.kernel import N_, InputError, Text

Kind = Literal["FS", "SS", "FF", "SF"]
"""Finish to start, start to start, finish to finish, start to finish: the first letter is the task that comes first."""


@dataclass(frozen=True, slots=True)
class Link:
    """A task that waits for another.

    Args:
        before: Key of the task that comes first.
        after: Key of the task that waits.
        kind: What of the first holds what of the second.
        lag: Working minutes between the two; negative for an overlap.
    """

    before: str
    after: str
    kind: Kind = "FS"
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Arc:
    """A link seen from one of its two tasks.

    Args:
        task: Position of the task at the other end.
        kind: As in `Link`. lag: As in `Link`.
    """

    task: int
    kind: Kind
    lag: int


@dataclass(frozen=True, slots=True)
class Network:
    """Tasks in an order where each comes after those it waits for.

    Args:
        keys: The tasks.
        incoming: Per task, what it waits for.
        outgoing: Per task, what waits for it.
    """

    keys: tuple[str, ...]
    incoming: tuple[tuple[Arc, ...], ...]
    outgoing: tuple[tuple[Arc, ...], ...]


def network(keys: Iterable[str], links: Iterable[Link]) -> Network:
    """Put tasks in order.

    Args:
        keys: Every task; the order of the result does not depend on theirs.
        links: Links between them.

    Raises:
        InputError: A link names a task that is not there, or the links go round in a loop, which is named.
    """
    known = set(keys)
    arrows = tuple(dict.fromkeys(links))
    for link in arrows:
        for end in (link.before, link.after):
            if end not in known:
                raise InputError(
                    Text(N_('A link names the task "%(task)s", which does not exist.'), task=end),
                    mend=Text(N_("Add the task, or remove the link.")),
                )
    round_trips = loops(known, arrows)
    if round_trips:
        raise InputError(
            Text(N_("The links go round in a loop: %(loop)s."), loop=" → ".join(round_trips[0])),
            mend=Text(N_("Remove one link of the loop.")),
        )
    order = _order(sorted(known), arrows)
    place = {key: at for at, key in enumerate(order)}
    incoming: list[list[Arc]] = [[] for _ in order]
    outgoing: list[list[Arc]] = [[] for _ in order]
    for link in arrows:
        first, second = place[link.before], place[link.after]
        incoming[second].append(Arc(first, link.kind, link.lag))
        outgoing[first].append(Arc(second, link.kind, link.lag))
    return Network(tuple(order), tuple(map(tuple, incoming)), tuple(map(tuple, outgoing)))


def _order(keys: Sequence[str], links: Sequence[Link]) -> list[str]:
    """Return the tasks, each after those it waits for; among the free ones, by key."""
    after: dict[str, set[str]] = {key: set() for key in keys}
    waits = dict.fromkeys(keys, 0)
    for before, second in {(link.before, link.after) for link in links}:
        after[before].add(second)
        waits[second] += 1
    free = [key for key in keys if not waits[key]]
    heapify(free)
    order: list[str] = []
    while free:
        key = heappop(free)
        order.append(key)
        for second in after[key]:
            waits[second] -= 1
            if not waits[second]:
                heappush(free, second)
    return order


def loops(keys: Iterable[str], links: Iterable[Link]) -> tuple[tuple[str, ...], ...]:
    """Return the loops of a network: one for each group of tasks that wait for each other, its shortest.

    Each loop starts and ends with the same task, the first of them by key. Without a loop, nothing.

    >>> loops("abc", [Link("a", "b"), Link("b", "a"), Link("b", "c")])
    (('a', 'b', 'a'),)
    """
    after: dict[str, list[str]] = {key: [] for key in sorted(set(keys))}
    for before, second in sorted({(link.before, link.after) for link in links}):
        if before in after and second in after:
            after[before].append(second)
    found: list[tuple[str, ...]] = []
    for group in _tangles(after):
        trips = [trip for key in sorted(group) if (trip := _way_back(key, after, group))]
        found.append(min(trips, key=lambda trip: (len(trip), trip)))
    return tuple(sorted(found))


def _way_back(start: str, after: dict[str, list[str]], group: set[str]) -> tuple[str, ...]:
    """Return the shortest way from a task back to itself within its group (breadth first); empty when there is none."""
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        key = queue.popleft()
        for second in after[key]:
            if second == start:
                way = [start, key]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return (*reversed(way),) if key != start else (start, start)
            if second in group and second not in came_from:
                came_from[second] = key
                queue.append(second)
    return ()


def _tangles(after: dict[str, list[str]]) -> list[set[str]]:
    """Return the groups of tasks that can all reach each other (Tarjan 1972); a single one only when it waits for itself."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    groups: list[set[str]] = []
    for root in after:
        if root in index:
            continue
        work = [(root, iter(after[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            key, rest = work[-1]
            second = next(rest, None)
            if second is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
                if low[key] == index[key]:
                    cut = stack.index(key)
                    group = set(stack[cut:])
                    del stack[cut:]
                    on_stack -= group
                    if len(group) > 1 or key in after[key]:
                        groups.append(group)
            elif second not in index:
                index[second] = low[second] = len(index)
                stack.append(second)
                on_stack.add(second)
                work.append((second, iter(after[second])))
            elif second in on_stack:
                low[key] = min(low[key], index[second])
    return groups
