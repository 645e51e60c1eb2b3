"""The play of tokens on a net: what can be done from a marking, through silent transitions when needed."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pupitre.maths.process.discovery.net import Net

BITS = 20
"""Bits kept for the tokens of each place: a million of them, more than a case has events."""
MASK = (1 << BITS) - 1
SEARCH = 500
"""Markings looked at when the way first thought of is not a way, before it is said that there is none."""
KEPT = 20_000
"""Markings remembered at once."""

Marking = int
"""Tokens of all the places in one number, `BITS` bits each: moving tokens is an addition."""
Makers = Mapping[int, int | None]
"""The places that silent transitions could fill, and the one that fills each (None when it holds a token already)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A marking reached, and the tokens consumed, produced and missing on the way."""

    marking: Marking
    consumed: int
    produced: int
    missing: int = 0


class Play:
    """A net and what was learnt of it: each answer is worked out once, whatever the number of cases that ask for it.

    The silent way to a transition is thought backwards, from the places it needs to the tokens there are, each place being filled by the
    silent transition that asks for the least. That costs the same however many branches run in parallel. Where two needs turn out to want
    the same token, the markings around are looked at one by one, the nearest first.

    Source:
        Berti, van der Aalst, "Reviving token-based replay", 2019, for thinking backwards from the places that lack a token.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        self.start = 1 << (BITS * net.source)
        self.end = 1 << (BITS * net.sink)
        self._takes = [sum(1 << (BITS * place) for place in t.takes) for t in net.transitions]
        self._gives = [sum(1 << (BITS * place) for place in t.gives) for t in net.transitions]
        self._users: list[list[int]] = [[] for _ in range(net.places)]
        self._silent_users: list[list[int]] = [[] for _ in range(net.places)]
        self._silent_makers: list[list[int]] = [[] for _ in range(net.places)]
        self._by_label: dict[str, list[int]] = {}
        for at, t in enumerate(net.transitions):
            self._users[t.takes[0]].append(at)
            if t.label is not None:
                self._by_label.setdefault(t.label, []).append(at)
                continue
            for place in t.takes:
                self._silent_users[place].append(at)
            for place in t.gives:
                self._silent_makers[place].append(at)
        self._fillers: dict[Marking, Makers] = {}
        self._ways: dict[tuple[Marking, int], Step | None] = {}
        self._forced: dict[tuple[Marking, str], Step | None] = {}
        self._open: dict[Marking, frozenset[str]] = {}

    def moves(self, marking: Marking) -> Iterator[tuple[int, Marking]]:
        """Give each transition that the marking allows, and the marking it leads to."""
        for place in _marked(marking):
            for at in self._users[place]:
                if self._is_able(marking, at):
                    yield at, marking - self._takes[at] + self._gives[at]

    def steps(self, marking: Marking, label: str) -> Iterator[Step]:
        """Give what the activity leads to, by the shortest silent way to each transition that does it."""
        for at in self._by_label.get(label, ()):
            step = self._way(marking, at)
            if step is not None:
                yield step

    def step(self, marking: Marking, label: str) -> Step | None:
        """Return what the activity leads to, with the fewest tokens moved; None when it cannot be done."""
        return min(self.steps(marking, label), key=lambda step: step.consumed, default=None)

    def forced(self, marking: Marking, label: str) -> Step | None:
        """Return what the activity leads to, with the fewest missing tokens added; None when the net does not know it."""
        key = marking, label
        if key not in self._forced:
            ways = (self._pushed(marking, at) for at in self._by_label.get(label, ()))
            self._forced[key] = min(ways, key=lambda step: (step.missing, step.consumed), default=None)
        return self._forced[key]

    def settled(self, marking: Marking) -> Step:
        """Return the end of a case that stops here, the final token taken: what its marking holds is left over."""
        step = self._toward(Step(marking, 0, 0), self.net.sink)
        missing = 0 if _holds(step.marking, self.net.sink) else 1
        return Step(step.marking - (0 if missing else self.end), step.consumed + 1, step.produced, missing)

    def open(self, marking: Marking) -> frozenset[str]:
        """Return the activities that can come next."""
        if marking not in self._open:
            labels = (label for label in self._by_label if next(self.steps(marking, label), None) is not None)
            self._open[marking] = frozenset(labels)
        return self._open[marking]

    def _way(self, marking: Marking, at: int) -> Step | None:
        key = marking, at
        if key not in self._ways:
            self._ways[key] = self._found(marking, at)
        return self._ways[key]

    def _found(self, marking: Marking, at: int) -> Step | None:
        needs = self.net.transitions[at].takes
        fillers = self._fill(marking)
        if any(place not in fillers for place in needs):
            return None
        step = self._along(Step(marking, 0, 0), self._plan(fillers, needs))
        if step is None or not self._is_able(step.marking, at):
            step = next((near for near in self._around(marking) if self._is_able(near.marking, at)), None)
        return None if step is None else self._fired(step, at)

    def _pushed(self, marking: Marking, at: int) -> Step:
        """Fill the places that a transition needs, one after the other, then add the tokens still missing."""
        step = Step(marking, 0, 0)
        needs = self.net.transitions[at].takes
        for place in needs:
            if not _holds(step.marking, place):
                nearer = self._toward(step, place)
                kept = all(_holds(nearer.marking, other) >= _holds(step.marking, other) for other in needs)
                step = nearer if kept else step
        lacking = [place for place in needs if not _holds(step.marking, place)]
        more = step.marking + sum(1 << (BITS * place) for place in lacking)
        return self._fired(Step(more, step.consumed, step.produced, len(lacking)), at)

    def _toward(self, step: Step, place: int) -> Step:
        """Fill a place, or bring the nearest token as close to it as the silent transitions let it come."""
        filled = self._filled(step, place)
        if filled is not None:
            return filled
        onward: dict[int, int | None] = {place: None}
        waiting = [place]
        for reached in waiting:
            if _holds(step.marking, reached):
                at = onward[reached]
                while at is not None and self._is_able(step.marking, at):
                    step = self._fired(step, at)
                    at = next((onward[given] for given in self.net.transitions[at].gives if given in onward), None)
                return step
            for at in self._silent_makers[reached]:
                for taken in self.net.transitions[at].takes:
                    if taken not in onward:
                        onward[taken] = at
                        waiting.append(taken)
        return step

    def _filled(self, step: Step, place: int) -> Step | None:
        """Return a marking where the place holds a token, through silent transitions."""
        fillers = self._fill(step.marking)
        return self._along(step, self._plan(fillers, (place,))) if place in fillers else None

    def _fill(self, marking: Marking) -> Makers:
        """Find the places that could hold a token, and for each the silent transition that asks for the least before it."""
        if marking in self._fillers:
            return self._fillers[marking]
        found: dict[int, int | None] = {}
        lacking: dict[int, int] = {}
        spent: dict[int, int] = {}
        waiting: list[tuple[int, int, int]] = [(0, place, -1) for place in _marked(marking)]
        heapq.heapify(waiting)
        while waiting:
            cost, place, maker = heapq.heappop(waiting)
            if place in found:
                continue
            found[place] = None if maker < 0 else maker
            for at in self._silent_users[place]:
                t = self.net.transitions[at]
                lacking[at] = lacking.get(at, len(t.takes)) - 1
                spent[at] = spent.get(at, 1) + cost
                if not lacking[at]:
                    for given in t.gives:
                        if given not in found:
                            heapq.heappush(waiting, (spent[at], given, at))
        if len(self._fillers) >= KEPT:
            self._fillers.clear()
        self._fillers[marking] = found
        return found

    def _plan(self, fillers: Makers, needs: Iterable[int]) -> list[int]:
        """Return the silent transitions that fill some places, each after those it needs."""
        plan: dict[int, None] = {}
        waiting = [(place, False) for place in needs]
        while waiting:
            place, is_ready = waiting.pop()
            maker = fillers[place]
            if maker is None or maker in plan:
                continue
            if is_ready:
                plan[maker] = None
                continue
            waiting.append((place, True))
            waiting += [(needed, False) for needed in self.net.transitions[maker].takes]
        return list(plan)

    def _along(self, step: Step, plan: Iterable[int]) -> Step | None:
        for at in plan:
            if not self._is_able(step.marking, at):
                return None
            step = self._fired(step, at)
        return step

    def _around(self, marking: Marking) -> Iterator[Step]:
        """Give the markings that silent transitions lead to, the nearest first; `SEARCH` of them at most."""
        seen = {marking}
        waiting = [Step(marking, 0, 0)]
        for step in waiting:
            yield step
            for at, reached in self.moves(step.marking):
                if self.net.transitions[at].label is None and reached not in seen and len(seen) < SEARCH:
                    seen.add(reached)
                    waiting.append(self._fired(step, at))

    def _is_able(self, marking: Marking, at: int) -> bool:
        return all(marking >> (BITS * place) & MASK for place in self.net.transitions[at].takes)

    def _fired(self, step: Step, at: int) -> Step:
        t = self.net.transitions[at]
        marking = step.marking - self._takes[at] + self._gives[at]
        return Step(marking, step.consumed + len(t.takes), step.produced + len(t.gives), step.missing)


def _marked(marking: Marking) -> Iterator[int]:
    """Give the places that hold a token."""
    while marking:
        place = ((marking & -marking).bit_length() - 1) // BITS
        marking &= ~(MASK << (BITS * place))
        yield place


def _holds(marking: Marking, place: int) -> int:
    return marking >> (BITS * place) & MASK


def count_tokens(marking: Marking) -> int:
    """Return how many tokens a marking holds."""
    return sum(_holds(marking, place) for place in _marked(marking))
