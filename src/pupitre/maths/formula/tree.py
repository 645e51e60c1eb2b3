"""A formula as a tree, each part knowing where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Operator = Literal["+", "-", "*", "/", "<", "<=", ">", ">=", "=", "<>"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula; 12 % is 0.12."""

    value: float
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A KPI, as written."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Minus:
    """The opposite of something."""

    operand: Tree
    at: int


@dataclass(frozen=True, slots=True)
class Power:
    """Something raised to a written number."""

    base: Tree
    exponent: float
    at: int


@dataclass(frozen=True, slots=True)
class Binary:
    """Two things and the sign between them, which stands at `at`."""

    operator: Operator
    left: Tree
    right: Tree
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    function: str
    arguments: tuple[Tree, ...]
    at: int


Tree = Number | Name | Minus | Power | Binary | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read, with its text."""

    text: str
    tree: Tree


def parts(tree: Tree) -> tuple[Tree, ...]:
    """Return what a part is directly made of."""
    match tree:
        case Minus():
            return (tree.operand,)
        case Power():
            return (tree.base,)
        case Binary():
            return (tree.left, tree.right)
        case Call():
            return tree.arguments
    return ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield every part of a tree, from the whole down."""
    yield tree
    for part in parts(tree):
        yield from walk(part)


def references(formula: Formula) -> frozenset[str]:
    """Return the names of the KPIs a formula needs, as written."""
    return frozenset(part.name for part in walk(formula.tree) if isinstance(part, Name))
