"""Process trees: a process as nested blocks, each a choice, a sequence, a parallel block or a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Operator = Literal["xor", "sequence", "parallel", "loop"]

SIGNS: dict[Operator, str] = {"xor": "X", "sequence": "->", "parallel": "+", "loop": "*"}
"""How the literature writes each block."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One activity, or a step that leaves no trace (`activity` is None)."""

    activity: str | None

    def __str__(self) -> str:
        return "tau" if self.activity is None else f"'{self.activity}'"


@dataclass(frozen=True, slots=True)
class Block:
    """Children joined by an operator; a loop has two: what is done, and what leads to doing it again."""

    operator: Operator
    children: tuple[Tree, ...]

    def __str__(self) -> str:
        return f"{SIGNS[self.operator]}( {', '.join(map(str, self.children))} )"


Tree = Leaf | Block
TAU = Leaf(None)


def block(operator: Operator, children: list[Tree]) -> Tree:
    """Return a block without what it does not need.

    A block of one child is that child; a block inside another of the same kind is opened, but for loops; in a sequence or a parallel
    block, silent steps are dropped; a choice keeps at most one.
    """
    if operator == "loop":
        return Block(operator, (children[0], children[1]))
    flat: list[Tree] = []
    for child in children:
        flat.extend(child.children if isinstance(child, Block) and child.operator == operator else (child,))
    silent = [child for child in flat if child == TAU]
    loud = [child for child in flat if child != TAU]
    if operator != "xor" and silent:
        flat = loud
    elif len(silent) > 1:
        flat = [TAU, *loud]
    if not flat:
        return TAU
    return flat[0] if len(flat) == 1 else Block(operator, tuple(flat))


def activities(tree: Tree) -> Iterator[str]:
    """Give the activities of a tree, from left to right."""
    if isinstance(tree, Leaf):
        if tree.activity is not None:
            yield tree.activity
        return
    for child in tree.children:
        yield from activities(child)


UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML has no way to hold."""


def writable(name: str) -> str:
    """Return the name of an activity as an XML file can hold it."""
    return UNWRITABLE.sub("\ufffd", name)
