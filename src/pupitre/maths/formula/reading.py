"""A formula read from what a person wrote."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import cast

from pupitre.kernel.errors import InputError
from pupitre.kernel.text import N_, Text
from pupitre.maths.formula.tree import Binary, Call, Formula, Minus, Name, Number, Operator, Power, Tree, walk

LENGTH = 500
NODES = 200
DEPTH = 40
EXPONENT = 10.0
PERIODS = 520
"""Limits of a formula: characters, parts, nesting, exponent, periods a function may look back."""

FUNCTIONS: dict[str, tuple[int, int]] = {
    "abs": (1, 1),
    "min": (1, 20),
    "max": (1, 20),
    "if": (3, 3),
    "coalesce": (1, 20),
    "nullif": (2, 2),
    "safe_div": (2, 3),
    "lag": (2, 2),
    "ytd": (1, 1),
    "rolling": (2, 2),
    "yoy": (1, 1),
    "target": (1, 1),
}
"""Every function with the fewest and the most things it is given."""

SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "<>", "!=": "<>", "==": "=", ";": ","}
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?P<name>[^\W\d]\w*(?:\.\w+)*)|\[(?P<quoted>[^\[\]]*)\]"
    r"|(?P<sign><=|>=|<>|!=|==|[-+*/^()<>=,;%×·÷−–≤≥≠]))"
)
COMPARISONS = ("<", "<=", ">", ">=", "=", "<>")


class FormulaError(InputError):
    """A formula that cannot be read, with the place of the fault in its text.

    Args:
        fault: What is wrong.
        formula: The text.
        at: Place of the fault, counted from 0.
        mend: What to write instead.
    """

    def __init__(self, fault: Text, formula: str, at: int, mend: Text) -> None:
        shown = formula if len(formula) <= 80 else formula[:79] + "…"
        where = Text(N_("%(fault)s, at character %(position)s of “%(formula)s”."), fault=fault, position=at + 1, formula=shown)
        super().__init__(where, mend=mend)
        self.at = at


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Formula:
    """Return a formula read from its text.

    Names are those of KPIs, between square brackets when they hold spaces or signs; numbers take a point; `+ - * / ^`, comparisons and
    the functions of `FUNCTIONS` are known; nothing else is, so that a formula can call nothing.

    Raises:
        FormulaError: The text is not a formula, or passes a limit; the message says where and what to write instead.

    >>> parse("[Orders shipped] / orders").tree.operator
    '/'
    """
    if len(text) > LENGTH:
        fault = Text(N_("The formula is longer than %(limit)s characters"), limit=LENGTH)
        raise FormulaError(fault, text, LENGTH, Text(N_("Split it into several KPIs.")))
    reader = _Reader(text, _tokens(text))
    tree = reader.whole()
    if sum(1 for _ in walk(tree)) > NODES:
        fault = Text(N_("The formula has more than %(limit)s parts"), limit=NODES)
        raise FormulaError(fault, text, 0, Text(N_("Split it into several KPIs.")))
    return Formula(text, tree)


def _tokens(text: str) -> list[_Token]:
    found = []
    place = 0
    end = len(text.rstrip())
    while place < end:
        token = TOKEN.match(text, place)
        if token is None:
            at = place + len(text[place:]) - len(text[place:].lstrip())
            mend = Text(N_("Use names of KPIs, numbers, + - * / ^, comparisons, parentheses and functions."))
            raise FormulaError(Text(N_("“%(sign)s” has no meaning in a formula"), sign=text[at]), text, at, mend)
        kind = cast(str, token.lastgroup)
        words = token.group(kind)
        found.append(_Token(kind, SIGNS.get(words, words) if kind == "sign" else words, token.start(kind) - (kind == "quoted")))
        place = token.end()
    return [*found, _Token("end", "", end)]


class _Reader:
    """Reads tokens by falling precedence: comparison, sum, product, sign, power, operand."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.place]

    def taken(self, *signs: str) -> _Token | None:
        """Take the next token if it is one of these signs."""
        token = self.next
        if token.kind == "sign" and token.text in signs:
            self.place += 1
            return token
        return None

    def fail(self, fault: Text, mend: Text, at: int | None = None) -> FormulaError:
        return FormulaError(fault, self.text, self.next.at if at is None else at, mend)

    def whole(self) -> Tree:
        if self.next.kind == "end":
            raise self.fail(
                Text(N_("The formula is empty")), Text(N_("Write how the KPI is computed, such as “[Orders shipped] / [Orders]”."))
            )
        tree = self.comparison()
        if self.next.kind != "end":
            raise self.unexpected()
        return tree

    def unexpected(self) -> FormulaError:
        """Return the fault of a token that cannot stand here, with what people usually meant."""
        token = self.next
        if token.kind == "end":
            return self.fail(Text(N_("Something is missing at the end")), Text(N_("Write a name, a number or a parenthesis there.")))
        before = self.tokens[self.place - 1] if self.place else None
        if token.text == ",":
            mend = Text(N_("A comma only separates what a function is given: write decimals with a point."))
        elif token.text == "*" and before is not None and before.text == "*":
            mend = Text(N_("Write a power with ^."))
        elif token.text in COMPARISONS:
            mend = Text(N_("Compare two things at a time, with “if” when more is needed."))
        elif token.kind != "sign" and before is not None and before.kind in ("name", "number", "quoted"):
            mend = Text(N_("Put a sign between the two, or square brackets around a name with spaces."))
        else:
            mend = Text(N_("Put a name, a number or a parenthesis on each side of a sign."))
        return self.fail(Text(N_("“%(sign)s” cannot stand there"), sign=token.text), mend)

    def comparison(self) -> Tree:
        left = self.sum()
        sign = self.taken(*COMPARISONS)
        if sign is None:
            return left
        return Binary(cast(Operator, sign.text), left, self.sum(), sign.at)

    def sum(self) -> Tree:
        tree = self.product()
        while (sign := self.taken("+", "-")) is not None:
            tree = Binary(cast(Operator, sign.text), tree, self.product(), sign.at)
        return tree

    def product(self) -> Tree:
        tree = self.signed()
        while (sign := self.taken("*", "/")) is not None:
            tree = Binary(cast(Operator, sign.text), tree, self.signed(), sign.at)
        return tree

    def signed(self) -> Tree:
        signs = []
        while (sign := self.taken("-", "+")) is not None:
            signs.append(sign)
        tree = self.power()
        for sign in reversed(signs[-DEPTH:]):
            tree = Minus(tree, sign.at) if sign.text == "-" else tree
        if len(signs) > DEPTH:
            raise self.too_deep(signs[0].at)
        return tree

    def power(self) -> Tree:
        base = self.operand()
        sign = self.taken("^")
        if sign is None:
            return base
        is_minus = self.taken("-") is not None
        token = self.next
        value = float(token.text) if token.kind == "number" else math.inf
        if value > EXPONENT:
            fault = Text(N_("An exponent is a number of at most %(limit)s"), limit=int(EXPONENT))
            raise self.fail(fault, Text(N_("Write a number after ^, such as x ^ 2.")))
        self.place += 1
        if self.next.text == "^":
            raise self.unexpected()
        return Power(base, -value if is_minus else value, sign.at)

    def operand(self) -> Tree:
        token = self.next
        if token.kind == "number":
            self.place += 1
            value = float(token.text)
            if not math.isfinite(value):
                raise self.fail(Text(N_("The number is too large")), Text(N_("Write a smaller number.")), token.at)
            return Number(value / 100 if self.taken("%") else value, token.at)
        if token.kind == "quoted":
            self.place += 1
            if not token.text.strip():
                raise self.fail(Text(N_("No name stands between the brackets")), Text(N_("Write the name of a KPI there.")), token.at)
            return Name(token.text.strip(), token.at)
        if token.kind == "name":
            self.place += 1
            return self.call(token) if self.next.text == "(" and self.next.kind == "sign" else Name(token.text, token.at)
        if self.taken("(") is not None:
            return self.inside(token.at)
        raise self.unexpected()

    def inside(self, at: int) -> Tree:
        """Read up to the closing parenthesis."""
        self.deeper(at)
        tree = self.comparison()
        self.close(at)
        return tree

    def deeper(self, at: int) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise self.too_deep(at)

    def close(self, at: int) -> None:
        if self.taken(")") is None:
            if self.next.kind != "end":
                raise self.unexpected()
            raise self.fail(Text(N_("A parenthesis is never closed")), Text(N_("Add “)”.")), at)
        self.depth -= 1

    def too_deep(self, at: int) -> FormulaError:
        return self.fail(Text(N_("The formula is nested too deep")), Text(N_("Split it into several KPIs.")), at)

    def call(self, name: _Token) -> Tree:
        function = name.text.lower()
        if function not in FUNCTIONS:
            mend = Text(N_("The functions are: %(names)s."), names=", ".join(FUNCTIONS))
            raise self.fail(Text(N_("“%(name)s” is not a function"), name=name.text), mend, name.at)
        self.taken("(")
        self.deeper(name.at)
        arguments: list[Tree] = []
        if self.next.text != ")" or self.next.kind != "sign":
            arguments.append(self.comparison())
            while self.taken(",") is not None:
                arguments.append(self.comparison())
        self.close(name.at)
        self.checked(function, arguments, name)
        return Call(function, tuple(arguments), name.at)

    def checked(self, function: str, arguments: list[Tree], name: _Token) -> None:
        """Refuse a call that is given too little, too much, or not what the function needs."""
        fewest, most = FUNCTIONS[function]
        if not fewest <= len(arguments) <= most:
            fault = Text(N_("“%(name)s” is given %(count)s things"), name=function, count=len(arguments))
            mend = (
                Text(N_("Give it %(count)s."), count=fewest)
                if fewest == most
                else Text(N_("Give it from %(fewest)s to %(most)s."), fewest=fewest, most=most)
            )
            raise self.fail(fault, mend, name.at)
        if function in ("lag", "rolling"):
            count = arguments[1]
            if not isinstance(count, Number) or count.value != int(count.value) or not 1 <= count.value <= PERIODS:
                fault = Text(N_("“%(name)s” counts whole periods"), name=function)
                raise self.fail(fault, Text(N_("Write a whole number from 1 to %(limit)s."), limit=PERIODS), arguments[1].at)
        if function == "target" and not isinstance(arguments[0], Name):
            fault = Text(N_("“target” is given a KPI by its name"))
            raise self.fail(fault, Text(N_("Write target(name).")), arguments[0].at)
