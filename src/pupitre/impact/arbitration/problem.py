"""What there is to choose from, and what the choice must respect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LimitKind = Literal["budget", "skill_hours", "carbon", "change_load", "projects"]
RuleKind = Literal["precedes", "excludes", "mandatory"]
SLACK = 1e-6
"""Passing a limit by less than this share of it is rounding."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to treat one subject; a subject of which no choice is taken is stopped.

    Args:
        kind: What it is about. subject: Its code. mode: The way it is done; `as_is` when nothing changes.
        cost: Money it takes from today on. is_current: Whether this is what happens today.
    """

    subject: str
    mode: str
    cost: float
    is_current: bool = False
    kind: Literal["project", "treatment", "training"] = "project"


@dataclass(frozen=True, slots=True)
class Limit:
    """What may not be passed over a period.

    Args:
        key: Its code. kind: What is counted. value: Most allowed.
        skill, unit: What it counts alone; empty for everything. starts_on, ends_on: Its period, the end excluded; None for no end.
    """

    key: str
    kind: LimitKind
    value: float
    skill: str = ""
    unit: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What the choice must respect: `project` comes before `other`, goes without `other`, or must be run."""

    kind: RuleKind
    project: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A choice to make.

    Args:
        choices: Everything that can be taken, shape (c,); at most one of each subject is.
        limits: What may not be passed, shape (l,). use: What each choice takes of each limit, shape (l, c).
        rules: What ties subjects together. Rules about a subject that is not among the choices are left out by `settled`.
    """

    choices: tuple[Choice, ...]
    limits: tuple[Limit, ...]
    use: Floats
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        if self.use.shape != (len(self.limits), len(self.choices)):
            raise ValueError("use must have a row per limit and a column per choice")

    @property
    def cost(self) -> Floats:
        """Money that each choice takes, shape (c,)."""
        return np.array([choice.cost for choice in self.choices], dtype=np.float64)

    @property
    def current(self) -> Bools:
        """What is taken today, shape (c,)."""
        return np.array([choice.is_current for choice in self.choices], dtype=np.bool_)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects, in the order of their first choice."""
        return tuple(dict.fromkeys(choice.subject for choice in self.choices))

    def of(self, subject: str) -> list[int]:
        """Return the places of the choices of a subject."""
        return [at for at, choice in enumerate(self.choices) if choice.subject == subject]

    def with_limits(self, limits: Iterable[Limit], use: Floats) -> Problem:
        """Return the same choice under other limits."""
        return replace(self, limits=tuple(limits), use=use)

    def relaxed(self, at: int, by: float) -> Problem:
        """Return the same choice with one limit raised."""
        limits = [replace(one, value=one.value + by) if place == at else one for place, one in enumerate(self.limits)]
        return replace(self, limits=tuple(limits))

    def capped(self, money: float) -> Problem:
        """Return the same choice under one more limit: all the money it takes."""
        whole = Limit("", "budget", money)
        return replace(self, limits=(*self.limits, whole), use=np.vstack([self.use, self.cost]))

    def only(self, limits: Iterable[int], rules: Iterable[int]) -> Problem:
        """Return the same choice under some of its limits and rules, given by their places."""
        kept = list(limits)
        return replace(self, limits=tuple(self.limits[at] for at in kept), use=self.use[kept], rules=tuple(self.rules[at] for at in rules))


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit or a rule that a plan does not respect."""

    limit: Limit | None
    rule: Rule | None
    used: float = 0.0
    allowed: float = 0.0


def settled(rules: Iterable[Rule], subjects: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules that concern subjects that can be chosen, each once, in order."""
    known = set(subjects)

    def concerns(rule: Rule) -> bool:
        return rule.project in known and (rule.kind == "mandatory" or (rule.other in known and rule.other != rule.project))

    return tuple(sorted({rule for rule in rules if concerns(rule)}, key=lambda rule: (rule.kind, rule.project, rule.other)))
