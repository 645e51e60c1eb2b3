"""Petri nets: places that hold tokens, and transitions that move them, some of them silent."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.maths.process.discovery.tree import Leaf, Tree


@dataclass(frozen=True, slots=True)
class Transition:
    """Takes a token from each place of `takes` and puts one in each of `gives`; silent when it has no label."""

    label: str | None
    takes: tuple[int, ...]
    gives: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Net:
    """A workflow net: a case begins with one token in `source` and ends with one in `sink` and none elsewhere.

    Args:
        places: How many there are; they are numbered from 0.
        transitions: What moves the tokens.
        source, sink: Places.
    """

    places: int
    transitions: tuple[Transition, ...]
    source: int
    sink: int

    @property
    def labels(self) -> frozenset[str]:
        """The activities that the net knows."""
        return frozenset(t.label for t in self.transitions if t.label is not None)

    @property
    def arcs(self) -> int:
        """How many arcs join places and transitions."""
        return sum(len(t.takes) + len(t.gives) for t in self.transitions)


def to_net(tree: Tree) -> Net:
    """Return the net of a process tree, sound by construction, without the silent transitions that change nothing."""
    made = _Maker()
    source, sink = made.place(), made.place()
    made.draw(tree, source, sink)
    return reduced(made.transitions, source, sink)


class _Maker:
    """Draws blocks between two places, the outer ones first."""

    def __init__(self) -> None:
        self.count = 0
        self.transitions: list[Transition] = []

    def place(self) -> int:
        self.count += 1
        return self.count - 1

    def silent(self, takes: tuple[int, ...], gives: tuple[int, ...]) -> None:
        self.transitions.append(Transition(None, takes, gives))

    def draw(self, tree: Tree, source: int, sink: int) -> None:
        waiting = [(tree, source, sink)]
        while waiting:
            node, begin, end = waiting.pop()
            if isinstance(node, Leaf):
                self.transitions.append(Transition(node.activity, (begin,), (end,)))
            elif node.operator == "xor":
                waiting += [(child, begin, end) for child in node.children]
            elif node.operator == "sequence":
                stops = [begin, *(self.place() for _ in node.children[1:]), end]
                waiting += list(zip(node.children, stops, stops[1:], strict=False))
            elif node.operator == "parallel":
                ways = [(child, self.place(), self.place()) for child in node.children]
                self.silent((begin,), tuple(way[1] for way in ways))
                self.silent(tuple(way[2] for way in ways), (end,))
                waiting += ways
            else:
                ready, done = self.place(), self.place()
                self.silent((begin,), (ready,))
                self.silent((done,), (end,))
                waiting += [(node.children[0], ready, done), (node.children[1], done, ready)]


def reduced(transitions: list[Transition], source: int, sink: int) -> Net:
    """Return a net that allows the same paths, with fewer silent transitions.

    A silent transition between two places joins them when one of the two is no crossroads: one way in, one way out, and it is one of
    these. One that leads back to where it started, or does the same as another, is dropped.

    Source:
        Murata, "Petri nets: properties, analysis and applications", 1989 (fusion of series places).
    """
    kept = list(dict.fromkeys(transitions))
    while True:
        leaving: dict[int, int] = {}
        entering: dict[int, int] = {}
        for t in kept:
            for place in t.takes:
                leaving[place] = leaving.get(place, 0) + 1
            for place in t.gives:
                entering[place] = entering.get(place, 0) + 1
        found = next((t for t in kept if _joins(t, leaving, entering)), None)
        if found is None:
            break
        (gone,), (stays,) = found.takes, found.gives
        if not leaving[gone] == entering.get(gone) == 1:
            gone, stays = stays, gone
        kept = [_moved(t, gone, stays) for t in kept if t is not found]
        kept = [t for t in dict.fromkeys(kept) if t.label is not None or t.takes != t.gives]
    return _numbered(kept, source, sink)


def _joins(t: Transition, leaving: dict[int, int], entering: dict[int, int]) -> bool:
    if t.label is not None or len(t.takes) != 1 or len(t.gives) != 1:
        return False
    (before,), (after,) = t.takes, t.gives
    return before != after and (leaving[before] == entering.get(before) == 1 or leaving.get(after) == entering[after] == 1)


def _moved(t: Transition, gone: int, stays: int) -> Transition:
    return Transition(t.label, tuple(stays if p == gone else p for p in t.takes), tuple(stays if p == gone else p for p in t.gives))


def _numbered(transitions: list[Transition], source: int, sink: int) -> Net:
    """Return the net with its places numbered in the order in which transitions meet them, the source first and the sink last."""
    met = dict.fromkeys(place for t in transitions for place in (*t.takes, *t.gives) if place not in (source, sink))
    number = {place: at for at, place in enumerate((source, *met, sink))}
    moved = [Transition(t.label, tuple(number[p] for p in t.takes), tuple(number[p] for p in t.gives)) for t in transitions]
    return Net(len(number), tuple(moved), number[source], number[sink])
