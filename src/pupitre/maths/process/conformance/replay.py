"""Replay of the paths of cases on a net, with the tokens that were missing and those left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.maths.process.conformance.tokens import Play, count_tokens
from pupitre.maths.process.discovery.net import Net


@dataclass(frozen=True, slots=True)
class Replayed:
    """Tokens of one path."""

    path: tuple[str, ...]
    count: int
    missing: int
    consumed: int
    remaining: int
    produced: int
    unknown: int

    @property
    def fits(self) -> bool:
        """Whether the net allows the path."""
        return self.missing == self.remaining == self.unknown == 0

    @property
    def fitness(self) -> float:
        """How well the path fits, from 0 to 1."""
        return _fitness(self.missing, self.consumed, self.remaining, self.produced)


@dataclass(frozen=True, slots=True)
class Replay:
    """Tokens of all the paths.

    Args:
        fitness: That of the log, from 0 to 1: half for the tokens that were not missing, half for those not left over.
        fitting_share: The share of the cases that the net allows.
        paths: Each path, in the order given.
    """

    fitness: float
    fitting_share: float
    paths: tuple[Replayed, ...]


def replay(net: Net, paths: Mapping[tuple[str, ...], int]) -> Replay:
    """Replay each different path once, taking the shortest silent way to each activity.

    An activity that cannot be done even so is done with tokens added (the fewest possible), counted as missing. An activity that the net
    does not know moves no token; the path does not fit.

    Args:
        net: The model.
        paths: How many cases took each path.

    Source:
        Rozinat, van der Aalst, "Conformance checking of processes based on monitoring real behavior", 2008.
    """
    play = Play(net)
    rows = tuple(_replayed(play, path, count) for path, count in paths.items())
    cases = sum(row.count for row in rows)
    totals = [sum(getattr(row, name) * row.count for row in rows) for name in ("missing", "consumed", "remaining", "produced")]
    fitting = sum(row.count for row in rows if row.fits)
    return Replay(_fitness(*totals), fitting / cases if cases else 1.0, rows)


def _fitness(missing: int, consumed: int, remaining: int, produced: int) -> float:
    return (1 - missing / consumed) / 2 + (1 - remaining / produced) / 2 if consumed and produced else 1.0


def _replayed(play: Play, path: tuple[str, ...], count: int) -> Replayed:
    marking, missing, consumed, produced, unknown = play.start, 0, 0, 1, 0
    for activity in path:
        step = play.step(marking, activity) or play.forced(marking, activity)
        if step is None:
            unknown += 1
            continue
        marking = step.marking
        missing += step.missing
        consumed += step.consumed
        produced += step.produced
    last = play.settled(marking)
    missing, consumed, produced = missing + last.missing, consumed + last.consumed, produced + last.produced
    return Replayed(path, count, missing, consumed, count_tokens(last.marking), produced, unknown)
