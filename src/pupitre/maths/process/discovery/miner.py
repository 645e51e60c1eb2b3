"""From the paths of cases to a process tree: the inductive miner that leaves rare behaviour out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.kernel import N_, InputError, Text
from pupitre.maths.process.discovery.cuts import cut
from pupitre.maths.process.discovery.falls import Fall, fallen
from pupitre.maths.process.discovery.graph import Path, frequent, graph_of
from pupitre.maths.process.discovery.split import split
from pupitre.maths.process.discovery.tree import TAU, Leaf, Operator, Tree, block

NOISE = 0.2
"""An edge seen less than this share of the strongest one beside it is rare."""
ACTIVITIES = 300
"""A map of more activities than this says nothing to anybody, and takes minutes."""


@dataclass(frozen=True, slots=True)
class Fallthrough:
    """Where the paths had no structure to find, and what was made of them instead.

    Args:
        name: Which fall-through. `flower` and the tau loops allow much that nobody did; the others are exact.
        activities: Those concerned, in order of name.
    """

    name: Fall
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mined:
    """A process tree, and the fall-throughs that made parts of it, from the top down."""

    tree: Tree
    fallthroughs: tuple[Fallthrough, ...]


def mine(paths: Mapping[tuple[str, ...], int], noise: float = NOISE) -> Mined:
    """Return the process tree of a log.

    With `noise` 0 the tree allows every path given; with more, what is rare is left out where that shows a structure.

    Args:
        paths: How many cases took each path.
        noise: The share, from 0 to 1, of the strongest edge that leaves an activity under which another is rare.

    Raises:
        InputError: There are more than `ACTIVITIES` different activities.

    Source:
        Leemans, Fahland, van der Aalst, "Discovering block-structured process models from event logs", 2013, and "… containing infrequent
        behaviour", 2014; Leemans, "Robust process mining with guarantees", 2017 for fall-throughs and the strict sequence.

    >>> str(mine({("a", "b", "c"): 3, ("a", "c", "b"): 2}).tree)
    "->( 'a', +( 'b', 'c' ) )"
    """
    names = tuple(sorted({activity for path in paths for activity in path}))
    if len(names) > ACTIVITIES:
        raise InputError(
            Text(N_("The log has %(count)s different activities; a map is drawn for %(most)s at most"), count=len(names), most=ACTIVITIES),
            mend=Text(N_("Check which column holds the activity, or keep the most frequent activities only.")),
        )
    number = {name: at for at, name in enumerate(names)}
    coded = {tuple(number[activity] for activity in path): count for path, count in paths.items() if count > 0}
    return _Miner(names, noise).mined(coded)


class _Miner:
    """Keeps the blocks still to be looked into in a list, so that depth is not bounded by the interpreter."""

    def __init__(self, names: tuple[str, ...], noise: float) -> None:
        self.names = names
        self.noise = noise
        self.made: list[Leaf | tuple[Operator, list[int]]] = []
        self.waiting: list[tuple[int, dict[Path, int]]] = []
        self.falls: list[Fallthrough] = []

    def mined(self, paths: dict[Path, int]) -> Mined:
        self._later(paths)
        while self.waiting:
            at, part = self.waiting.pop()
            self._look(at, part)
        trees: dict[int, Tree] = {}
        for at in range(len(self.made) - 1, -1, -1):
            node = self.made[at]
            trees[at] = node if isinstance(node, Leaf) else block(node[0], [trees[child] for child in node[1]])
        return Mined(trees[0], tuple(self.falls))

    def _later(self, paths: dict[Path, int] | None) -> int:
        """Keep a place for the tree of some paths; a child's comes after its parent's."""
        self.made.append(TAU)
        if paths is not None:
            self.waiting.append((len(self.made) - 1, paths))
        return len(self.made) - 1

    def _look(self, at: int, paths: dict[Path, int]) -> None:
        empty = paths.pop((), 0)
        if not paths:
            return
        if empty > self.noise * (empty + sum(paths.values())):
            self._fell("empty_traces", {activity for path in paths for activity in path})
            self.made[at] = ("xor", [self._later(None), self._later(paths)])
            return
        graph = graph_of(paths)
        if len(graph.activities) == 1 and all(len(path) == 1 for path in paths):
            self.made[at] = Leaf(self.names[graph.activities[0]])
            return
        found = cut(graph)
        if found is None and self.noise > 0:
            found = cut(frequent(graph, self.noise))
        if found is not None:
            self._divide(at, found.operator, split(paths, found))
            return
        fall = fallen(paths, graph)
        self._fell(fall.fall, set(graph.activities))
        self.made[at] = (fall.operator, [self._later(part) for part in fall.parts])

    def _divide(self, at: int, operator: Operator, parts: list[dict[Path, int]]) -> None:
        """Make a block of the parts; what leads back in a loop becomes one choice."""
        if operator == "loop" and len(parts) > 2:
            self.made[at] = (operator, [self._later(parts[0]), len(self.made)])
            at, operator, parts = self._later(None), "xor", parts[1:]
        self.made[at] = (operator, [self._later(part) for part in parts])

    def _fell(self, name: Fall, activities: set[int]) -> None:
        self.falls.append(Fallthrough(name, tuple(self.names[activity] for activity in sorted(activities))))
