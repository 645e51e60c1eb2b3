"""The play of tokens on a net: what can be done from a marking, through silent transitions when needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pupitre.maths.process.discovery.net import Net

BITS = 20
"""Bits kept for the tokens of each place: a million of them, more than a case has events."""
SEARCH = 2000
"""How many markings the silent transitions may lead to before the search for a way stops."""
KEPT = 200
"""Up to how many of them are remembered."""
MASK = (1 << BITS) - 1

Marking = int
"""Tokens of all the places in one number, `BITS` bits each: moving tokens is an addition."""


@dataclass(frozen=True, slots=True)
class Step:
    """A marking reached, and the tokens consumed, produced and missing on the way."""

    marking: Marking
    consumed: int
    produced: int
    missing: int = 0


class Play:
    """A net and what was learnt of it: each answer is worked out once, whatever the number of cases that ask for it."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.start = 1 << (BITS * net.source)
        self.end = 1 << (BITS * net.sink)
        self._needs = [tuple(BITS * place for place in t.takes) for t in net.transitions]
        self._takes = [sum(1 << shift for shift in needs) for needs in self._needs]
        self._gives = [sum(1 << (BITS * place) for place in t.gives) for t in net.transitions]
        self._sizes = [(len(t.takes), len(t.gives)) for t in net.transitions]
        self._silent = self._by_place(at for at, t in enumerate(net.transitions) if t.label is None)
        self._loud = self._by_place(at for at, t in enumerate(net.transitions) if t.label is not None)
        self._by_label: dict[str, list[int]] = {}
        for at, t in enumerate(net.transitions):
            if t.label is not None:
                self._by_label.setdefault(t.label, []).append(at)
        self._quiet: dict[Marking, tuple[Step, ...]] = {}
        self._nexts: dict[tuple[Marking, str], Step | None] = {}
        self._forced: dict[tuple[Marking, str], Step | None] = {}
        self._open: dict[Marking, frozenset[str]] = {}
        self._settled: dict[Marking, Step] = {}

    def moves(self, marking: Marking) -> Iterator[tuple[int, Marking]]:
        """Give each transition that the marking allows, and the marking it leads to."""
        for among in (self._silent, self._loud):
            for at in self._able(marking, among):
                yield at, marking - self._takes[at] + self._gives[at]

    def quietly(self, marking: Marking) -> Iterable[Step]:
        """Give the markings that silent transitions lead to, the nearest first, itself included; `SEARCH` of them at most."""
        return self._quiet.get(marking) or self._explored(marking)

    def _explored(self, marking: Marking) -> Iterator[Step]:
        seen = {marking}
        waiting = [Step(marking, 0, 0)]
        for step in waiting:
            yield step
            for at in self._able(step.marking, self._silent):
                reached = step.marking - self._takes[at] + self._gives[at]
                if reached not in seen and len(seen) < SEARCH:
                    seen.add(reached)
                    takes, gives = self._sizes[at]
                    waiting.append(Step(reached, step.consumed + takes, step.produced + gives))
        if len(waiting) <= KEPT:
            self._quiet[marking] = tuple(waiting)

    def step(self, marking: Marking, label: str) -> Step | None:
        """Return what the activity leads to, by the shortest silent way; None when it cannot be done."""
        key = marking, label
        if key not in self._nexts:
            ways = (
                self._fired(step, at, 0)
                for step in (self.quietly(marking) if label in self._by_label else ())
                for at in self._by_label[label]
                if self._missing(step.marking, at) == 0
            )
            self._nexts[key] = next(ways, None)
        return self._nexts[key]

    def forced(self, marking: Marking, label: str) -> Step | None:
        """Return what the activity leads to, with the fewest missing tokens added; None when the net does not know it."""
        key = marking, label
        if key not in self._forced:
            ways = [
                (self._missing(step.marking, at), rank, at, step)
                for rank, step in enumerate(self.quietly(marking) if label in self._by_label else ())
                for at in self._by_label[label]
            ]
            best = min(ways, key=lambda way: way[:3], default=None)
            self._forced[key] = None if best is None else self._fired(best[3], best[2], best[0])
        return self._forced[key]

    def settled(self, marking: Marking) -> Step:
        """Return the end of a case that stops here: the final token taken, with the fewest tokens left over."""
        if marking not in self._settled:
            best: tuple[int, int, Step] | None = None
            for rank, step in enumerate(self.quietly(marking)):
                missing = 0 if step.marking >> (BITS * self.net.sink) & MASK else 1
                found = 2 * missing + count_tokens(step.marking), rank, step
                best = found if best is None or found[:2] < best[:2] else best
                if step.marking == self.end:
                    break
            assert best is not None
            step = best[2]
            missing = 0 if step.marking >> (BITS * self.net.sink) & MASK else 1
            left = step.marking - (0 if missing else self.end)
            self._settled[marking] = Step(left, step.consumed + 1, step.produced, missing)
        return self._settled[marking]

    def open(self, marking: Marking) -> frozenset[str]:
        """Return the activities that can come next."""
        if marking not in self._open:
            labels = {self.net.transitions[at].label for step in self.quietly(marking) for at in self._able(step.marking, self._loud)}
            self._open[marking] = frozenset(label for label in labels if label is not None)
        return self._open[marking]

    def _by_place(self, transitions: Iterable[int]) -> list[list[int]]:
        """Sort transitions by the first place that they take from."""
        found: list[list[int]] = [[] for _ in range(self.net.places)]
        for at in transitions:
            found[self.net.transitions[at].takes[0]].append(at)
        return found

    def _able(self, marking: Marking, among: list[list[int]]) -> Iterator[int]:
        """Give the transitions that the marking allows."""
        rest = marking
        while rest:
            place = ((rest & -rest).bit_length() - 1) // BITS
            rest &= ~(MASK << (BITS * place))
            for at in among[place]:
                if len(self._needs[at]) == 1 or self._missing(marking, at) == 0:
                    yield at

    def _missing(self, marking: Marking, at: int) -> int:
        return sum(not marking >> shift & MASK for shift in self._needs[at])

    def _fired(self, step: Step, at: int, missing: int) -> Step:
        takes, gives = self._sizes[at]
        marking = step.marking
        if missing:
            marking += sum(1 << shift for shift in self._needs[at] if not marking >> shift & MASK)
        return Step(marking - self._takes[at] + self._gives[at], step.consumed + takes, step.produced + gives, missing)


def count_tokens(marking: Marking) -> int:
    """Return how many tokens a marking holds."""
    total = 0
    while marking:
        total += marking & MASK
        marking >>= BITS
    return total
