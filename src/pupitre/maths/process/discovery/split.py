"""How the paths of a log are shared out among the parts of a cut; what does not fit its part is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pupitre.maths.process.discovery.cuts import Cut
from pupitre.maths.process.discovery.graph import Path, Paths
from pupitre.maths.process.discovery.tree import Operator

Groups = tuple[frozenset[int], ...]
Piece = tuple[int, Path]
"""A part, and a path through it."""


def split(paths: Paths, cut: Cut) -> list[dict[Path, int]]:
    """Return the paths through each part of the cut, in the order of the parts."""
    parts: list[dict[Path, int]] = [{} for _ in cut.groups]
    pieces_of = SPLITS[cut.operator]
    for path, count in paths.items():
        for at, piece in pieces_of(path, cut.groups):
            parts[at][piece] = parts[at].get(piece, 0) + count
    return parts


def projected(paths: Paths, kept: frozenset[int]) -> dict[Path, int]:
    """Return the paths with some activities only."""
    found: dict[Path, int] = {}
    for path, count in paths.items():
        piece = _only(path, kept)
        found[piece] = found.get(piece, 0) + count
    return found


def _only(path: Iterable[int], kept: frozenset[int]) -> Path:
    return tuple(activity for activity in path if activity in kept)


def _xor(path: Path, groups: Groups) -> Iterator[Piece]:
    """Give the path to the part that holds most of it; of two that hold as much, to the smaller one, which has fewer paths to live on."""
    best = max(range(len(groups)), key=lambda at: (sum(activity in groups[at] for activity in path), -len(groups[at]), -at))
    yield best, _only(path, groups[best])


def _sequence(path: Path, groups: Groups) -> Iterator[Piece]:
    """Cut the path where each part ends best: as many of its events before, as few of later parts."""
    begin = 0
    done: frozenset[int] = frozenset()
    for at, group in enumerate(groups[:-1]):
        end, lead, best = begin, 0, 0
        for place in range(begin, len(path)):
            if path[place] in group:
                lead += 1
            elif path[place] not in done:
                lead -= 1
            if lead > best:
                end, best = place + 1, lead
        yield at, _only(path[begin:end], group)
        begin, done = end, done | group
    yield len(groups) - 1, _only(path[begin:], groups[-1])


def _parallel(path: Path, groups: Groups) -> Iterator[Piece]:
    for at, group in enumerate(groups):
        yield at, _only(path, group)


def _loop(path: Path, groups: Groups) -> Iterator[Piece]:
    """Cut the path each time it goes from what is done to what leads back, or the reverse; it begins and ends with what is done."""
    part_of = {activity: at for at, group in enumerate(groups) for activity in group}
    part, piece = 0, list[int]()
    for activity in path:
        into = part_of[activity]
        if into != part:
            yield part, tuple(piece)
            if part and into:
                yield 0, ()
            part, piece = into, []
        piece.append(activity)
    yield part, tuple(piece)
    if part:
        yield 0, ()


SPLITS: dict[Operator, Callable[[Path, Groups], Iterator[Piece]]] = {
    "xor": _xor,
    "sequence": _sequence,
    "parallel": _parallel,
    "loop": _loop,
}
