"""Where each box and line of a process tree stands on a BPMN diagram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from pupitre.maths.process.discovery.tree import TAU, Block, Leaf, Tree

Kind = Literal["start", "end", "task", "xor", "parallel"]
Point = tuple[float, float]

SIZES: dict[Kind, tuple[float, float]] = {"start": (36, 36), "end": (36, 36), "task": (100, 80), "xor": (50, 50), "parallel": (50, 50)}
"""Width and height of each kind, as BPMN editors draw them."""
WIDE = 150
LONG = 32
"""A task whose name has more signs than this is drawn wider."""
GAP = 50
ROW = 30


@dataclass(frozen=True, slots=True)
class Box:
    """A thing drawn: its left upper corner and its size."""

    id: str
    kind: Kind
    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A flow from one box to another, by the points it goes through."""

    source: str
    target: str
    points: tuple[Point, ...]


@dataclass(slots=True)
class Drawing:
    """A part of the diagram in its own coordinates: it is entered at its left and left at its right, both at the height `base`.

    `first` and `last` are the boxes there; an empty drawing has none, and is a line.
    """

    width: float = 0
    height: float = 0
    base: float = 0
    first: str = ""
    last: str = ""
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def take(self, other: Drawing, x: float, y: float, *, is_mirrored: bool = False) -> None:
        """Draw another part at a place; mirrored, it is read from right to left."""

        def across(left: float, width: float = 0) -> float:
            return x + (other.width - left - width if is_mirrored else left)

        self.boxes += [replace(box, x=across(box.x, box.width), y=box.y + y) for box in other.boxes]
        self.lines += [replace(line, points=tuple((across(px), py + y) for px, py in line.points)) for line in other.lines]

    def join(self, source: str, target: str, *points: Point) -> None:
        """Draw a line between two boxes, without the points that change nothing."""
        kept = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
        turns = [p for at, p in enumerate(kept) if at in (0, len(kept) - 1) or not _is_straight(kept[at - 1], p, kept[at + 1])]
        self.lines.append(Line(source, target, tuple(turns)))


def _is_straight(before: Point, at: Point, after: Point) -> bool:
    return before[0] == at[0] == after[0] or before[1] == at[1] == after[1]


def drawn(tree: Tree) -> Drawing:
    """Return the whole diagram of a tree, between a start and an end."""
    pen = _Pen()
    return pen.row([pen.box("start"), *([] if tree == TAU else [pen.draw(tree)]), pen.box("end")])


class _Pen:
    """Draws blocks, and gives boxes their ids."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def box(self, kind: Kind, name: str = "") -> Drawing:
        width, height = SIZES[kind]
        width = WIDE if len(name) > LONG else width
        made = {"task": "Activity", "xor": "Gateway", "parallel": "Gateway"}.get(kind, "Event")
        box = Box(f"{made}_{next(self.numbers)}", kind, name, 0, 0, width, height)
        return Drawing(width, height, height / 2, box.id, box.id, [box])

    def draw(self, tree: Tree) -> Drawing:
        if isinstance(tree, Leaf):
            return Drawing() if tree.activity is None else self.box("task", tree.activity)
        if tree.operator == "sequence":
            return self.row([self.draw(child) for child in tree.children])
        return self.loop(tree) if tree.operator == "loop" else self.rows(tree)

    def row(self, parts: list[Drawing]) -> Drawing:
        """One after the other, on one line."""
        base = max(part.base for part in parts)
        whole = Drawing(base=base, first=parts[0].first, last=parts[-1].last)
        for before, part in zip([None, *parts], parts, strict=False):
            if before is not None:
                whole.join(before.last, part.first, (whole.width, base), (whole.width + GAP, base))
                whole.width += GAP
            whole.take(part, whole.width, base - part.base)
            whole.width += part.width
            whole.height = max(whole.height, base - part.base + part.height)
        return whole

    def rows(self, tree: Block) -> Drawing:
        """One above the other, between two gateways; the silent way comes last."""
        kind: Kind = "xor" if tree.operator == "xor" else "parallel"
        split, join = self.box(kind), self.box(kind)
        half = split.width / 2
        parts = [self.draw(child) for child in sorted(tree.children, key=lambda child: child == TAU)]
        tops = list(_stacked(parts))
        middle = (len(parts) - 1) // 2
        base = max(half, tops[middle] + parts[middle].base)
        down = base - tops[middle] - parts[middle].base
        left = split.width + GAP
        right = left + max(part.width for part in parts) + GAP
        whole = Drawing(right + split.width, 0, base, split.last, join.first)
        whole.take(split, 0, base - half)
        whole.take(join, right, base - half)
        for part, top in zip(parts, tops, strict=True):
            y = top + down + part.base
            out = (split.width, base) if y == base else (half, base + (half if y > base else -half))
            back = (right, base) if y == base else (right + half, base + (half if y > base else -half))
            whole.height = max(whole.height, top + down + part.height, base + half)
            if not part.first:
                whole.join(split.last, join.first, out, (out[0], y), (back[0], y), back)
                continue
            whole.join(split.last, part.first, out, (out[0], y), (left, y))
            whole.take(part, left, top + down)
            whole.join(part.last, join.first, (left + part.width, y), (back[0], y), back)
        return whole

    def loop(self, tree: Block) -> Drawing:
        """What is done between two gateways; what leads back runs below, from right to left."""
        begin, end = self.box("xor"), self.box("xor")
        half = begin.width / 2
        done, redo = (self.draw(child) for child in tree.children)
        base = max(done.base, half)
        left = begin.width + GAP
        right = left + max(done.width, redo.width) + GAP
        top = max(base - done.base + done.height, base + half) + ROW
        whole = Drawing(right + begin.width, top + redo.height, base, begin.first, end.last)
        whole.take(begin, 0, base - half)
        whole.take(end, right, base - half)
        if done.first:
            whole.join(begin.last, done.first, (begin.width, base), (left, base))
            whole.take(done, left, base - done.base)
            whole.join(done.last, end.first, (left + done.width, base), (right, base))
        else:
            whole.join(begin.last, end.first, (begin.width, base), (right, base))
        under, y = base + half, top + redo.base
        if redo.first:
            whole.join(end.last, redo.first, (right + half, under), (right + half, y), (left + redo.width, y))
            whole.take(redo, left, top, is_mirrored=True)
            whole.join(redo.last, begin.first, (left, y), (half, y), (half, under))
        else:
            whole.join(end.last, begin.first, (right + half, under), (right + half, y), (half, y), (half, under))
        return whole


def _stacked(parts: list[Drawing]) -> Iterable[float]:
    """Give the top of each part, below the one before."""
    top = 0.0
    for part in parts:
        yield top
        top += part.height + ROW
