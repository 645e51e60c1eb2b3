"""All the markings that a net can reach, and whether it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pupitre.maths.process.conformance.tokens import BITS, MASK, Marking, Play
from pupitre.maths.process.discovery.graph import Edge
from pupitre.maths.process.discovery.net import Net

LIMIT = 20_000
"""Markings explored before a net is said too large to judge."""

Fault = Literal["blocks", "leaves_tokens", "never_done", "too_large"]


@dataclass(frozen=True, slots=True)
class States:
    """The markings of a net, the first one first, and the moves between them: from, to, transition."""

    markings: tuple[Marking, ...]
    moves: tuple[tuple[int, int, int], ...]
    end: int | None

    @property
    def edges(self) -> list[Edge]:
        """The pairs of markings joined by a move."""
        return [(source, target) for source, target, _ in self.moves]


def explored(net: Net, limit: int = LIMIT) -> States | None:
    """Return every marking that a net can reach, or None when there are more than the limit."""
    play = Play(net)
    number = {play.start: 0}
    markings = [play.start]
    moves: list[tuple[int, int, int]] = []
    for source, marking in enumerate(markings):
        for at, reached in play.moves(marking):
            if reached not in number:
                if len(markings) >= limit:
                    return None
                number[reached] = len(markings)
                markings.append(reached)
            moves.append((source, number[reached], at))
    return States(tuple(markings), tuple(moves), number.get(play.end))


def fault(net: Net, limit: int = LIMIT) -> Fault | None:
    """Return what keeps a net from being sound; None when it is.

    A net is sound when a case can always end from wherever it is, when nothing is left over once it has, and when every transition can
    be of use.

    Source:
        van der Aalst, "The application of Petri nets to workflow management", 1998.
    """
    states = explored(net, limit)
    if states is None:
        return "too_large"
    ended = 1 << (BITS * net.sink)
    if any(marking >> (BITS * net.sink) & MASK and marking != ended for marking in states.markings):
        return "leaves_tokens"
    before: dict[int, list[int]] = {}
    for source, target in states.edges:
        before.setdefault(target, []).append(source)
    good: set[int] = set() if states.end is None else {states.end}
    waiting = sorted(good)
    while waiting:
        for source in before.get(waiting.pop(), ()):
            if source not in good:
                good.add(source)
                waiting.append(source)
    if len(good) < len(states.markings):
        return "blocks"
    return "never_done" if len({at for _, _, at in states.moves}) < len(net.transitions) else None
