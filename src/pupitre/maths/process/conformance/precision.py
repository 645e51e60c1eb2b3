"""How much a net allows beyond what cases did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.maths.process.conformance.tokens import Play
from pupitre.maths.process.discovery.net import Net


@dataclass(frozen=True, slots=True)
class Precision:
    """The share of what the net allows that cases did.

    Args:
        value: From 0 to 1; 1 when nothing could be compared.
        allowed, escaping: Activities that the net allowed after each beginning of a case, and those of them that no case did there,
            each counted once per case that went on from there.
    """

    value: float
    allowed: int
    escaping: int


def precision(net: Net, paths: Mapping[tuple[str, ...], int]) -> Precision:
    """Return the precision of a net, each different beginning of a path looked at once.

    Beginnings that the net does not allow are left out, with what follows them.

    Args:
        net: The model.
        paths: How many cases took each path.

    Source:
        Muñoz-Gama, Carmona, "A fresh look at precision in process conformance", 2010, by token replay.
    """
    play = Play(net)
    allowed = escaping = 0
    rows = sorted((path, count) for path, count in paths.items() if path)
    waiting = [(0, len(rows), 0, play.start)]
    while waiting:
        begin, end, depth, marking = waiting.pop()
        while begin < end and len(rows[begin][0]) == depth:
            begin += 1
        if begin == end:
            continue
        done: set[str] = set()
        weight, at = 0, begin
        while at < end:
            activity, low = rows[at][0][depth], at
            while at < end and rows[at][0][depth] == activity:
                weight += rows[at][1]
                at += 1
            done.add(activity)
            step = play.step(marking, activity)
            if step is not None:
                waiting.append((low, at, depth + 1, step.marking))
        can = play.open(marking)
        allowed += weight * len(can)
        escaping += weight * len(can - done)
    return Precision(1 - escaping / allowed if allowed else 1.0, allowed, escaping)
