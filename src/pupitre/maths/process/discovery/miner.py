"""From the paths of cases to a process tree: the inductive miner that leaves rare behaviour out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pupitre.kernel import N_, InputError, Text
from pupitre.maths.process.discovery.cuts import cut
from pupitre.maths.process.discovery.falls import Fall, fallen
from pupitre.maths.process.discovery.graph import Path, frequent, graph_of
from pupitre.maths.process.discovery.growing import Growing
from pupitre.maths.process.discovery.split import split
from pupitre.maths.process.discovery.tree import Leaf, Tree

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
    names = few({activity for path in paths for activity in path})
    number = {name: at for at, name in enumerate(names)}
    coded = {tuple(number[activity] for activity in path): count for path, count in paths.items() if count > 0}
    return _Miner(names, noise).mined(coded)


def few(activities: Iterable[str]) -> tuple[str, ...]:
    """Return names in their order.

    Raises:
        InputError: There are more than `ACTIVITIES`.
    """
    names = tuple(sorted(activities))
    if len(names) > ACTIVITIES:
        raise InputError(
            Text(N_("The log has %(count)s different activities; a map is drawn for %(most)s at most"), count=len(names), most=ACTIVITIES),
            mend=Text(N_("Check which column holds the activity, or keep the most frequent activities only.")),
        )
    return names


class _Miner:
    def __init__(self, names: tuple[str, ...], noise: float) -> None:
        self.names = names
        self.noise = noise
        self.growing: Growing[dict[Path, int]] = Growing()
        self.falls: list[Fallthrough] = []

    def mined(self, paths: dict[Path, int]) -> Mined:
        return Mined(self.growing.grown(paths, self._look), tuple(self.falls))

    def _look(self, at: int, paths: dict[Path, int]) -> None:
        empty = paths.pop((), 0)
        if not paths:
            return
        if empty > self.noise * (empty + sum(paths.values())):
            self._fell("empty_traces", {activity for path in paths for activity in path})
            self.growing.made[at] = ("xor", [self.growing.later(None), self.growing.later(paths)])
            return
        graph = graph_of(paths)
        if len(graph.activities) == 1 and all(len(path) == 1 for path in paths):
            self.growing.made[at] = Leaf(self.names[graph.activities[0]])
            return
        found = cut(graph)
        if found is None and self.noise > 0:
            found = cut(frequent(graph, self.noise))
        if found is not None:
            self.growing.divide(at, found.operator, split(paths, found))
            return
        fall = fallen(paths, graph)
        self._fell(fall.fall, set(graph.activities))
        self.growing.made[at] = (fall.operator, [self.growing.later(part) for part in fall.parts])

    def _fell(self, name: Fall, activities: set[int]) -> None:
        self.falls.append(Fallthrough(name, tuple(self.names[activity] for activity in sorted(activities))))
