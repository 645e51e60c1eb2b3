"""The fewest departures from a net that explain each path: optimal alignments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pupitre.maths.process.conformance.best import Departures, best
from pupitre.maths.process.conformance.replay import replay
from pupitre.maths.process.conformance.search import searched
from pupitre.maths.process.conformance.states import explored
from pupitre.maths.process.discovery.net import Net

STATES = 1500
"""Markings up to which all paths are aligned at once; each path is searched by itself beyond."""

LONGEST = 5_000
"""Events of the longest path aligned."""

Method = Literal["exact", "searched", "replay"]
EXACT: Method = "exact"
SEARCHED: Method = "searched"


@dataclass(frozen=True, slots=True)
class Aligned:
    """How one path departs from the net.

    Args:
        path, count: The path, and how many cases took it.
        cost: The fewest activities inserted and skipped that explain it; None when the search was given up.
        fitness: From 0 to 1: `1 - cost / (length + shortest way through the net)`; that of the token replay when there is no cost.
        method: `exact`; `searched` when the net has too many markings to hold them all; `replay` when the search was given up.
        inserted: Activities of the path that the net does not allow there, with the place of each in the path.
        skipped: Activities that the net asks for and the path does not have, with the place in the path where each is missing.
    """

    path: tuple[str, ...]
    count: int
    cost: int | None
    fitness: float
    method: Method
    inserted: tuple[tuple[int, str], ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the cases depart from the net.

    Args:
        fitness: That of the log: departures over the most there could have been; paths given up count by their replay.
        cost: Departures of all the cases whose path was aligned.
        aligned_share: The share of the cases whose path was aligned; the others are judged by token replay.
        paths: Each path, in the order given.
    """

    fitness: float
    cost: int
    aligned_share: float
    paths: tuple[Aligned, ...]


def align(net: Net, paths: Mapping[tuple[str, ...], int], *, states: int = STATES) -> Alignment:
    """Return the optimal alignment of each different path: one for each activity inserted or skipped, nothing for a silent step.

    Args:
        net: The model.
        paths: How many cases took each path.
        states: Markings up to which all paths are aligned at once.

    Source:
        Adriansyah, "Aligning observed and modeled behavior", 2014 (standard costs).
    """
    short = {path: count for path, count in paths.items() if len(path) <= LONGEST}
    known = explored(net, states)
    if known is None or known.end is None:
        method, found = SEARCHED, searched(net, short)
    else:
        method, found = EXACT, best(net, known, list(short))
    rest = {path: paths[path] for path in paths if found.ways.get(path) is None}
    replayed = {row.path: row.fitness for row in replay(net, rest).paths}
    rows = tuple(
        _departed(path, count, way, found.shortest, method)
        if (way := found.ways.get(path)) is not None
        else Aligned(path, count, None, replayed[path], "replay")
        for path, count in paths.items()
    )
    cases = sum(row.count for row in rows)
    most = [row.count * (len(row.path) + found.shortest) for row in rows]
    lost = sum(length * (1 - row.fitness) for length, row in zip(most, rows, strict=True))
    return Alignment(
        fitness=1 - lost / sum(most) if sum(most) else 1.0,
        cost=sum(row.count * row.cost for row in rows if row.cost is not None),
        aligned_share=sum(row.count for row in rows if row.cost is not None) / cases if cases else 1.0,
        paths=rows,
    )


def _departed(path: tuple[str, ...], count: int, way: Departures, shortest: int, method: Method) -> Aligned:
    cost, length = len(way.inserted) + len(way.skipped), len(path) + shortest
    return Aligned(path, count, cost, 1 - cost / length if length else 1.0, method, way.inserted, way.skipped)
