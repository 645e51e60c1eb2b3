"""Two texts of formulas that mean the same."""

from __future__ import annotations

from pupitre.maths.formula.tree import Binary, Call, Formula, Minus, Name, Number, Power, Tree

MIRRORED = {">": "<", ">=": "<="}


def canonical(formula: Formula) -> str:
    """Return one text for all ways of writing a formula that differ by spaces, case, parentheses or the order of sums and products.

    >>> from pupitre.maths.formula.reading import parse
    >>> canonical(parse("b + a")) == canonical(parse("(A)+B"))
    True
    """
    return _text(formula.tree)


def _text(tree: Tree) -> str:
    match tree:
        case Number():
            return repr(tree.value)
        case Name():
            return f"[{' '.join(tree.name.casefold().split())}]"
        case Minus():
            return _sum(tree)
        case Power():
            return f"({_text(tree.base)})^{tree.exponent!r}"
        case Call():
            return f"{tree.function}({', '.join(_arguments(tree))})"
        case Binary("+" | "-"):
            return _sum(tree)
        case Binary("*" | "/"):
            return _product(tree)
        case Binary("=" | "<>"):
            return f"({tree.operator.join(sorted((_text(tree.left), _text(tree.right))))})"
        case Binary(">" | ">="):
            return f"({_text(tree.right)}{MIRRORED[tree.operator]}{_text(tree.left)})"
    return f"({_text(tree.left)}{tree.operator}{_text(tree.right)})"


def _arguments(tree: Call) -> list[str]:
    texts = [_text(argument) for argument in tree.arguments]
    return sorted(texts) if tree.function in ("min", "max") else texts


def _sum(tree: Tree) -> str:
    terms: list[str] = []

    def gather(part: Tree, sign: str) -> None:
        match part:
            case Binary("+" | "-"):
                gather(part.left, sign)
                gather(part.right, sign if part.operator == "+" else _opposite(sign))
            case Minus():
                gather(part.operand, _opposite(sign))
            case _:
                terms.append(sign + _text(part))

    gather(tree, "+")
    return f"({''.join(sorted(terms))})"


def _product(tree: Tree) -> str:
    above: list[str] = []
    below: list[str] = []

    def gather(part: Tree, is_above: bool) -> None:
        if isinstance(part, Binary) and part.operator in ("*", "/"):
            gather(part.left, is_above)
            gather(part.right, is_above if part.operator == "*" else not is_above)
        else:
            (above if is_above else below).append(_text(part))

    gather(tree, True)
    return f"({'*'.join(sorted(above))}/{'*'.join(sorted(below))})" if below else f"({'*'.join(sorted(above))})"


def _opposite(sign: str) -> str:
    return "-" if sign == "+" else "+"
