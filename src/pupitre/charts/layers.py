"""Where the boxes of a flow stand, rank below rank, and which way its lines take between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Edge = tuple[str, str]
SWEEPS = 10
"""Passes that bring boxes closer to those they are tied to; more change nothing on maps of fifty boxes."""
DUMMY_WIDTH = 30.0
"""Room a line takes where it passes beside the boxes of a rank."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes and lines in their place.

    Args:
        ranks: The rank of each box, from 0 at the top.
        across: The middle of each box from left to right, in the unit of the widths given.
        routes: For each line, the middles of the places it passes on the ranks between its two ends, from the upper one down.
        backward: Lines that go up. weights: How much goes along each line.
        width: Room taken from left to right.
    """

    ranks: Mapping[str, int]
    across: Mapping[str, float]
    routes: Mapping[Edge, tuple[float, ...]]
    backward: frozenset[Edge]
    weights: Mapping[Edge, float]
    width: float


def layered(widths: Mapping[str, float], weights: Mapping[Edge, float], *, gap: float) -> Layout:
    """Return where boxes stand so that most lines go down and few cross.

    Lines that close a circle are turned for the placing, lightest first; each box then stands below all that lead to it, and boxes of one
    rank are ordered by where those above and below stand.

    Args:
        widths: The width of each box; the first one is the top of the drawing where nothing decides.
        weights: How much goes along each line; a line from a box to itself takes no place.
        gap: Room between two boxes of one rank.

    Source:
        Sugiyama, Tagawa and Toda (1981), with the greedy order of Eades, Lin and Smyth (1993) against circles.
    """
    ties = {edge: max(weight, 1e-9) for edge, weight in weights.items() if edge[0] != edge[1]}
    place = {name: at for at, name in enumerate(_order(list(widths), ties))}
    backward = frozenset(edge for edge in ties if place[edge[0]] > place[edge[1]])
    down: dict[Edge, float] = {}
    for (start, end), weight in ties.items():
        edge = (end, start) if (start, end) in backward else (start, end)
        down[edge] = down.get(edge, 0.0) + weight
    ranks = _ranks(sorted(widths, key=place.__getitem__), down)
    rows, chains = _rows(widths, ranks, down, place)
    sizes = dict(widths) | {name: DUMMY_WIDTH for chain in chains.values() for name in chain}
    links = _links(chains, down)
    _sort(rows, links)
    across = _across(rows, links, sizes, gap)
    left = min((x - sizes[name] / 2 for name, x in across.items()), default=0.0)
    right = max((x + sizes[name] / 2 for name, x in across.items()), default=0.0)
    moved = {name: x - left for name, x in across.items()}
    routes = {edge: tuple(moved[name] for name in chains[(edge[1], edge[0]) if edge in backward else edge]) for edge in ties}
    return Layout(ranks, {name: moved[name] for name in widths}, routes, backward, ties, right - left)


def _order(names: list[str], ties: Mapping[Edge, float]) -> list[str]:
    """Return boxes in an order that few and light lines go against."""
    left, first, last = list(names), [], []
    out: dict[str, dict[str, float]] = {name: {} for name in names}
    into: dict[str, dict[str, float]] = {name: {} for name in names}
    for (start, end), weight in ties.items():
        out[start][end] = into[end][start] = weight
    while left:
        sink = next((name for name in reversed(left) if not out[name]), None)
        source = next((name for name in left if not into[name]), None) if sink is None else None
        chosen = sink or source or max(left, key=lambda name: sum(out[name].values()) - sum(into[name].values()))
        if sink is not None:
            last.append(chosen)
        else:
            first.append(chosen)
        left.remove(chosen)
        for other in into.pop(chosen):
            out[other].pop(chosen, None)
        for other in out.pop(chosen):
            if other in into:
                into[other].pop(chosen, None)
    return first + last[::-1]


def _ranks(order: Sequence[str], down: Mapping[Edge, float]) -> dict[str, int]:
    """Return the rank of each box, below all those that lead to it; one that nothing leads to stands just above what it leads to."""
    ranks = dict.fromkeys(order, 0)
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for start, end in down:
        into.setdefault(end, []).append(start)
        out.setdefault(start, []).append(end)
    for name in order:
        ranks[name] = max((ranks[other] + 1 for other in into.get(name, ())), default=0)
    for name in reversed(order):
        if name not in into and out.get(name):
            ranks[name] = min(ranks[other] for other in out[name]) - 1
    return ranks


def _rows(
    widths: Mapping[str, float], ranks: Mapping[str, int], down: Mapping[Edge, float], place: Mapping[str, int]
) -> tuple[list[list[str]], dict[Edge, tuple[str, ...]]]:
    """Return the boxes of each rank with the places where lines pass, and the places of each line."""
    rows: list[list[str]] = [[] for _ in range(max(ranks.values(), default=0) + 1)]
    for name in sorted(widths, key=place.__getitem__):
        rows[ranks[name]].append(name)
    chains: dict[Edge, tuple[str, ...]] = {}
    for edge in sorted(down, key=lambda one: (-down[one], place[one[0]], place[one[1]])):
        start, end = edge
        chain = tuple(f"{start}\x00{end}\x00{rank}" for rank in range(ranks[start] + 1, ranks[end]))
        chains[edge] = chain
        for rank, name in enumerate(chain, start=ranks[start] + 1):
            rows[rank].append(name)
    return rows, chains


Links = tuple[dict[str, list[tuple[str, float]]], dict[str, list[tuple[str, float]]]]


def _links(chains: Mapping[Edge, tuple[str, ...]], down: Mapping[Edge, float]) -> Links:
    """Return what each place is tied to above and below, with how strongly: a long line pulls itself straight."""
    above: dict[str, list[tuple[str, float]]] = {}
    below: dict[str, list[tuple[str, float]]] = {}
    top = max(down.values(), default=1.0)
    for (start, end), chain in chains.items():
        points = [start, *chain, end]
        weight = 0.05 + (down[(start, end)] / top) ** 2 * 6
        for upper, lower in pairwise(points):
            pull = 4.0 if "\x00" in upper and "\x00" in lower else weight
            below.setdefault(upper, []).append((lower, pull))
            above.setdefault(lower, []).append((upper, pull))
    return above, below


def _sort(rows: list[list[str]], links: Links) -> None:
    """Order the places of each rank by where what they are tied to stands, keeping the order with the fewest crossings."""
    best, fewest = [list(row) for row in rows], _crossings(rows, links[1])
    for sweep in range(SWEEPS):
        ties, span = (links[0], range(1, len(rows))) if sweep % 2 == 0 else (links[1], range(len(rows) - 2, -1, -1))
        for rank in span:
            beside = {name: at for at, name in enumerate(rows[rank - 1 if sweep % 2 == 0 else rank + 1])}
            stands = {name: float(at) for at, name in enumerate(rows[rank])}
            for name in rows[rank]:
                tied = [(beside[other], pull) for other, pull in ties.get(name, ()) if other in beside]
                if tied:
                    stands[name] = sum(at * pull for at, pull in tied) / sum(pull for _, pull in tied)
            rows[rank].sort(key=stands.__getitem__)
        count = _crossings(rows, links[1])
        if count < fewest:
            best, fewest = [list(row) for row in rows], count
    rows[:] = best


def _crossings(rows: Sequence[Sequence[str]], below: Mapping[str, Sequence[tuple[str, float]]]) -> float:
    """Return how many lines cross, each crossing counted by the lighter of both."""
    total = 0.0
    for upper, lower in pairwise(rows):
        at = {name: place for place, name in enumerate(lower)}
        lines = [(place, at[other], pull) for place, name in enumerate(upper) for other, pull in below.get(name, ()) if other in at]
        for one, (a, b, pull) in enumerate(lines):
            total += sum(min(pull, other) for c, d, other in lines[one + 1 :] if (a - c) * (b - d) < 0)
    return total


def _across(rows: Sequence[Sequence[str]], links: Links, sizes: Mapping[str, float], gap: float) -> dict[str, float]:
    """Return the middle of each place: as near to what it is tied to as those beside it leave room."""
    across: dict[str, float] = {}
    for row in rows:
        x = -sum(sizes[name] + gap for name in row) / 2
        for name in row:
            across[name] = x + (sizes[name] + gap) / 2
            x += sizes[name] + gap
    for sweep in range(3 * SWEEPS):
        order = range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1)
        for rank in order:
            wanted, pulls = [], []
            for name in rows[rank]:
                tied = [*links[0].get(name, ()), *links[1].get(name, ())]
                pull = sum(one for _, one in tied)
                wanted.append(sum(across[other] * one for other, one in tied) / pull if tied else across[name])
                pulls.append(pull or 0.01)
            across.update(zip(rows[rank], _apart(wanted, pulls, [sizes[name] for name in rows[rank]], gap), strict=True))
    return across


def _apart(wanted: Sequence[float], pulls: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """Return the places nearest to those wanted (least squares) that keep their order and do not touch.

    Pools of neighbours that would touch move together (Kruskal's isotonic regression, on the places less the room before each).
    """
    offsets = [0.0]
    for one, other in pairwise(sizes):
        offsets.append(offsets[-1] + (one + other) / 2 + gap)
    pools: list[tuple[float, float, int]] = []
    for want, pull, offset in zip(wanted, pulls, offsets, strict=True):
        mean, weight, count = want - offset, pull, 1
        while pools and pools[-1][0] >= mean:
            before, its, many = pools.pop()
            mean = (before * its + mean * weight) / (its + weight)
            weight, count = weight + its, count + many
        pools.append((mean, weight, count))
    flat = [mean for mean, _, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]
