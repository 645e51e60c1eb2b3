"""Where a directly-follows graph can be cut into blocks."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.maths.process.discovery.graph import Graph, components, reached
from pupitre.maths.process.discovery.tree import Operator


@dataclass(frozen=True, slots=True)
class Cut:
    """A kind of block and the activities of each of its children; in a loop the first is what is done, the others lead back to it."""

    operator: Operator
    groups: tuple[frozenset[int], ...]


def cut(graph: Graph) -> Cut | None:
    """Return the first cut that the graph allows: a choice, a sequence, a parallel block, a loop; None when there is none."""
    if len(graph.activities) < 2:
        return None
    return _xor(graph) or _sequence(graph) or _parallel(graph) or _loop(graph)


def _made(operator: Operator, groups: list[list[int]]) -> Cut | None:
    return Cut(operator, tuple(frozenset(group) for group in groups)) if len(groups) > 1 else None


def _xor(graph: Graph) -> Cut | None:
    """Parts that no edge joins."""
    return _made("xor", components(graph.activities, graph.edges))


def _sequence(graph: Graph) -> Cut | None:
    """Parts of which each leads to the next and never back."""
    after = reached(graph)
    names = graph.activities
    same = [(one, other) for at, one in enumerate(names) for other in names[at + 1 :] if (other in after[one]) == (one in after[other])]
    groups = components(names, same)
    if len(groups) < 2:
        return None
    groups.sort(key=lambda group: (-len(after[group[0]] - set(group)), group))
    return _made("sequence", _strict(graph, groups))


def _strict(graph: Graph, groups: list[list[int]]) -> list[list[int]]:
    """Join the optional parts that are passed over together, from left to right.

    A part that some cases pass over takes in the parts on its left that none leaves for beyond it, and those on its right that none
    enters from before it: a case that passes over one passes over them all. Without it each would be optional by itself, and the model
    would allow paths that nobody took.
    """
    place = {activity: at for at, group in enumerate(groups) for activity in group}
    last = len(groups)
    jumps = [(place[source], place[target]) for source, target in graph.edges if place[source] != place[target]]
    jumps += [(-1, place[activity]) for activity in graph.starts] + [(place[activity], last) for activity in graph.ends]
    runs = [(at, at) for at in range(last)]

    def furthest(run: tuple[int, int]) -> int:
        return max(target for source, target in jumps if run[0] <= source <= run[1])

    def nearest(run: tuple[int, int]) -> int:
        return min(source for source, target in jumps if run[0] <= target <= run[1])

    at = 0
    while at < len(runs):
        low, high = runs[at]
        if any(source < low and target > high for source, target in jumps):
            left = right = at
            while left > 0 and furthest(runs[left - 1]) <= high:
                left -= 1
            while right + 1 < len(runs) and nearest(runs[right + 1]) >= low:
                right += 1
            runs[left : right + 1] = [(runs[left][0], runs[right][1])]
            at = left
        at += 1
    return [[activity for place in range(low, high + 1) for activity in groups[place]] for low, high in runs]


def _parallel(graph: Graph) -> Cut | None:
    """Parts of which every activity follows and precedes every one of the others, each with a beginning and an end."""
    names = graph.activities
    apart = [
        (one, other)
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if (one, other) not in graph.edges or (other, one) not in graph.edges
    ]
    groups = sorted(components(names, apart), key=lambda group: (len(group), group))

    def is_whole(group: list[int]) -> bool:
        return any(a in graph.starts for a in group) and any(a in graph.ends for a in group)

    whole = [group for group in groups if is_whole(group)]
    partial = [group for group in groups if not is_whole(group)]
    if len(whole) + len(partial) < 2 or not whole:
        return None
    for group in partial:
        whole[-1] = [*whole[-1], *group]
    return _made("parallel", whole)


def _loop(graph: Graph) -> Cut | None:
    """What begins and ends the process, and the parts that lead from its end back to its beginning."""
    core = set(graph.starts) | set(graph.ends)
    rest = [activity for activity in graph.activities if activity not in core]
    inside = [edge for edge in graph.edges if edge[0] not in core and edge[1] not in core]
    redo: list[list[int]] = []
    done = sorted(core)
    for group in components(rest, inside):
        if _leads_back(graph, set(group)):
            redo.append(group)
        else:
            done += group
    return _made("loop", [done, *redo]) if done else None


def _leads_back(graph: Graph, group: set[int]) -> bool:
    """Whether a part is entered from ends of the process only, from all alike, and left to its beginnings only, to all alike."""
    entries: dict[int, set[int]] = {}
    exits: dict[int, set[int]] = {}
    for source, target in graph.edges:
        if target in group and source not in group:
            entries.setdefault(target, set()).add(source)
        if source in group and target not in group:
            exits.setdefault(source, set()).add(target)
    return (
        bool(entries)
        and bool(exits)
        and all(sources == set(graph.ends) for sources in entries.values())
        and all(targets == set(graph.starts) for targets in exits.values())
    )
