"""Small faults that a test should notice, placed in a module's code."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True, slots=True)
class Site:
    """A place where one fault can be put: the node's rank in the walk of its module, the line, and the kind of fault."""

    rank: int
    line: int
    kind: str


def said_rather_than_done(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes that no run can tell apart: annotations, decorators, docstrings, branches for the type checker."""
    aside: set[ast.AST] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                parts = [node.returns, *node.decorator_list]
            case ast.arg() | ast.AnnAssign():
                parts = [node.annotation]
            case ast.ClassDef():
                parts = [*node.decorator_list]
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                parts = [node]
            case ast.Module():
                # Unions of types that are given a name.
                parts = [line.value for line in node.body if isinstance(line, ast.Assign) and is_union(line.value)]
        for part in parts:
            if part is not None:
                aside.update(ast.walk(part))
    return aside


def is_union(node: ast.expr) -> bool:
    """Tell whether an expression joins things with `|`, which at the top of a module means types."""
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)


def kinds(node: ast.AST) -> tuple[str, ...]:
    """Return the faults that a node can take."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            return ("comparison",)
        case ast.BinOp(op=op, left=left) if type(op) in ARITHMETIC and not is_text(left):
            return ("arithmetic",)
        case ast.BoolOp():
            return ("boolean",)
        case ast.UnaryOp(op=ast.Not()):
            return ("boolean",)
        case ast.Constant(value=value) if isinstance(value, int | float):
            return ("constant",)
        case ast.Return(value=value) if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
            return ("return",)
        case _:
            return ()


def is_text(node: ast.expr) -> bool:
    """Tell whether an operand is a text, whose `%` or `+` is not arithmetic."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def sites(source: str) -> Iterator[Site]:
    """Yield every place of a module where a fault can be put."""
    tree = ast.parse(source)
    aside = said_rather_than_done(tree)
    for rank, node in enumerate(ast.walk(tree)):
        if node not in aside:
            for kind in kinds(node):
                yield Site(rank, node.lineno, kind)  # type: ignore[attr-defined]  # every node of `kinds` has a line


def faulty(node: ast.AST) -> ast.AST:
    """Return the node with its fault."""
    wrong = copy.copy(node)
    match wrong:
        case ast.Compare():
            wrong.ops = [COMPARISONS[type(wrong.ops[0])]()]
        case ast.BinOp():
            wrong.op = ARITHMETIC[type(wrong.op)]()
        case ast.BoolOp():
            wrong.op = ast.Or() if isinstance(wrong.op, ast.And) else ast.And()
        case ast.UnaryOp():
            return wrong.operand
        case ast.Constant(value=bool()):
            wrong.value = not wrong.value
        case ast.Constant(value=int() | float()):
            wrong.value = wrong.value + 1
        case ast.Return():
            wrong.value = ast.Constant(None)
    return wrong


class Replace(ast.NodeTransformer):
    """Put one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def mutated(source: str, site: Site) -> tuple[str, str, str]:
    """Return the module with one fault in it, then the code that was there, then the code that replaces it."""
    tree = ast.parse(source)
    node = next(node for rank, node in enumerate(ast.walk(tree)) if rank == site.rank)
    wrong = faulty(node)
    before, after = ast.unparse(node), ast.unparse(wrong)
    return ast.unparse(ast.fix_missing_locations(Replace(node, wrong).visit(tree))), before, after
