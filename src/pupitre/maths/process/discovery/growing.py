"""A process tree made from the top down, each block before its children."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from pupitre.maths.process.discovery.tree import TAU, Leaf, Operator, Tree, block

P = TypeVar("P")


class Growing(Generic[P]):
    """Keeps the parts still to be looked into in a list, so that depth is not bounded by the interpreter."""

    def __init__(self) -> None:
        self.made: list[Leaf | tuple[Operator, Sequence[int]]] = []
        self.waiting: list[tuple[int, P]] = []

    def grown(self, whole: P, look: Callable[[int, P], None]) -> Tree:
        """Return the tree of a whole: `look` says what stands at a place, from the part that is there, by setting `made`."""
        self.later(whole)
        while self.waiting:
            at, part = self.waiting.pop()
            look(at, part)
        trees: dict[int, Tree] = {}
        for at in range(len(self.made) - 1, -1, -1):
            node = self.made[at]
            trees[at] = node if isinstance(node, Leaf) else block(node[0], [trees[child] for child in node[1]])
        return trees[0]

    def later(self, part: P | None) -> int:
        """Keep a place for the tree of a part, a silent step until it is looked into; a child's comes after its parent's."""
        self.made.append(TAU)
        if part is not None:
            self.waiting.append((len(self.made) - 1, part))
        return len(self.made) - 1

    def divide(self, at: int, operator: Operator, parts: Sequence[P]) -> None:
        """Make a block of the parts; what leads back in a loop becomes one choice."""
        if operator == "loop" and len(parts) > 2:
            self.made[at] = (operator, [self.later(parts[0]), len(self.made)])
            at, operator, parts = self.later(None), "xor", parts[1:]
        self.made[at] = (operator, [self.later(part) for part in parts])
