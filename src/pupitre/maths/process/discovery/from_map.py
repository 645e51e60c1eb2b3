"""From the map of a log alone to a process tree, where its paths are too many to be read or stay on another engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.maths.process.discovery.cuts import Cut, cut
from pupitre.maths.process.discovery.falls import Fall
from pupitre.maths.process.discovery.graph import Edge, Graph, frequent
from pupitre.maths.process.discovery.growing import Growing
from pupitre.maths.process.discovery.miner import NOISE, Fallthrough, Mined, few
from pupitre.maths.process.discovery.tree import Leaf


def mine_map(flow: Mapping[tuple[str, str], int], starts: Mapping[str, int], ends: Mapping[str, int], noise: float = NOISE) -> Mined:
    """Return the process tree of a directly-follows map: four questions to an engine in place of every path.

    It is that of `mine` wherever cuts alone divide the paths. It says less elsewhere: a map does not tell that a case passes over one of
    two parallel parts, nor that an activity is done once in every case.

    Args:
        flow: How often one activity directly follows another. starts, ends: In how many cases each comes first, last.
        noise: As for `mine`.

    Raises:
        InputError: There are more than `miner.ACTIVITIES` different activities.

    Source:
        Leemans, Fahland, van der Aalst, "Scalable process discovery and conformance checking", 2018. Where no cut is found, what leads back
        to a beginning is taken for a new round first; the flower only answers what no beginning leads to.

    >>> str(mine_map({("a", "b"): 3, ("b", "c"): 3, ("a", "c"): 2, ("c", "b"): 2}, {"a": 5}, {"c": 3, "b": 2}).tree)
    "->( 'a', +( 'b', 'c' ) )"
    """
    names = few({*starts, *ends, *(name for edge in flow for name in edge)})
    number = {name: at for at, name in enumerate(names)}
    edges = {(number[one], number[other]): count for (one, other), count in flow.items() if count > 0}
    first = {number[name]: count for name, count in starts.items() if count > 0}
    last = {number[name]: count for name, count in ends.items() if count > 0}
    miner = _Miner(names, noise)
    return Mined(miner.growing.grown(_Part(Graph(tuple(range(len(names))), edges, first, last)), miner.look), tuple(miner.falls))


@dataclass(frozen=True, slots=True)
class _Part:
    """The map of a part, and how many cases pass it over."""

    graph: Graph
    empty: int = 0


class _Miner:
    def __init__(self, names: tuple[str, ...], noise: float) -> None:
        self.names = names
        self.noise = noise
        self.growing: Growing[_Part] = Growing()
        self.falls: list[Fallthrough] = []

    def look(self, at: int, part: _Part) -> None:
        graph, made = part.graph, self.growing.made
        if not graph.activities:
            return
        if part.empty > self.noise * (part.empty + sum(graph.starts.values())):
            self._fell("empty_traces", graph)
            made[at] = ("xor", [self.growing.later(None), self.growing.later(_Part(graph))])
            return
        if len(graph.activities) == 1 and not graph.edges:
            made[at] = Leaf(self.names[graph.activities[0]])
            return
        found = cut(graph)
        if found is None and self.noise > 0:
            graph = frequent(graph, self.noise)
            found = cut(graph)
        if found is not None:
            self.growing.divide(at, found.operator, _parts(part.graph, found))
            return
        self._fall(at, part.graph if len(part.graph.activities) > 1 else graph)

    def _fall(self, at: int, graph: Graph) -> None:
        """Take what leads back to a beginning for a new round; anything in any order when nothing does."""
        made, growing = self.growing.made, self.growing
        if len(graph.activities) == 1 and not graph.edges:
            made[at] = Leaf(self.names[graph.activities[0]])
            return
        again: dict[Fall, list[Edge]] = {
            "strict_tau_loop": [edge for edge in graph.edges if edge[0] in graph.ends and edge[1] in graph.starts],
            "tau_loop": [edge for edge in graph.edges if edge[1] in graph.starts],
        }
        for name, edges in again.items():
            if edges:
                self._fell(name, graph)
                made[at] = ("loop", [growing.later(_Part(_without(graph, edges))), growing.later(None)])
                return
        self._fell("flower", graph)
        body = growing.later(None)
        made[at] = ("loop", [body, growing.later(None)])
        made[body] = ("xor", [growing.later(_Part(Graph((one,), {}, {one: 1}, {one: 1}))) for one in graph.activities])

    def _fell(self, name: Fall, graph: Graph) -> None:
        self.falls.append(Fallthrough(name, tuple(self.names[activity] for activity in graph.activities)))


def _without(graph: Graph, edges: list[Edge]) -> Graph:
    """Return a map in which some edges end a round and begin another."""
    starts, ends = dict(graph.starts), dict(graph.ends)
    for edge in edges:
        _add(ends, edge[0], graph.edges[edge])
        _add(starts, edge[1], graph.edges[edge])
    return Graph(graph.activities, {edge: count for edge, count in graph.edges.items() if edge not in edges}, starts, ends)


def _parts(graph: Graph, found: Cut) -> list[_Part]:
    """Return the map of each part of a cut; an edge that the cut does not allow is left out."""
    place = {activity: at for at, group in enumerate(found.groups) for activity in group}
    edges: list[dict[Edge, int]] = [{} for _ in found.groups]
    starts: list[dict[int, int]] = [{} for _ in found.groups]
    ends: list[dict[int, int]] = [{} for _ in found.groups]
    empty = [0] * len(found.groups)
    is_sequence = found.operator == "sequence"

    def passed_over(after: int, before: int, count: int) -> None:
        for at in range(after + 1, before) if is_sequence else ():
            empty[at] += count

    for activity, count in graph.starts.items():
        _add(starts[place[activity]], activity, count)
        passed_over(-1, place[activity], count)
    for activity, count in graph.ends.items():
        _add(ends[place[activity]], activity, count)
        passed_over(place[activity], len(found.groups), count)
    for edge, count in graph.edges.items():
        source, target = place[edge[0]], place[edge[1]]
        if source == target:
            edges[source][edge] = count
        elif (is_sequence and source < target) or (found.operator == "loop" and 0 in (source, target)):
            _add(ends[source], edge[0], count)
            _add(starts[target], edge[1], count)
            passed_over(source, target, count)
    return [_Part(_open(Graph(tuple(sorted(group)), edges[at], starts[at], ends[at])), empty[at]) for at, group in enumerate(found.groups)]


def _open(graph: Graph) -> Graph:
    """Return a map that begins and ends somewhere: where the edges that did so were left out, anywhere."""
    anywhere = dict.fromkeys(graph.activities, 1)
    return Graph(graph.activities, graph.edges, graph.starts or anywhere, graph.ends or anywhere)


def _add(counts: dict[int, int], key: int, count: int) -> None:
    counts[key] = counts.get(key, 0) + count
