"""How aligned the company is, as a score whose parts each open their list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pupitre.domains.strategy.analysis.cascade import BadSum, Fault, LateChild, Loop, Unknown, live, serving
from pupitre.domains.strategy.analysis.coverage import Coverage
from pupitre.domains.strategy.analysis.links import Link, accepted
from pupitre.domains.strategy.analysis.measures import Measurability
from pupitre.domains.strategy.analysis.misaligned import is_wide
from pupitre.domains.strategy.analysis.spend import Spend
from pupitre.domains.strategy.inputs import Model

ENOUGH_PARTS = 2
"""A score needs at least this many of its parts."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a part's list."""

    kind: str
    key: str
    is_right: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score.

    Args:
        name: `projects`, `money`, `measures`, `cascade`, `horizons`, `means`; `score` for the whole.
        share: 0–1; None when it cannot be computed. reason: Why it cannot.
        items: What was counted.
    """

    name: str
    share: float | None
    items: tuple[Item, ...]
    reason: str = ""

    @property
    def right_count(self) -> int:
        """The number of its items that are as they should be."""
        return sum(item.is_right for item in self.items)


@dataclass(frozen=True, slots=True)
class Read:
    """The results of the other analyses that the score is made of."""

    links: Sequence[Link]
    spend: Spend | None
    measures: Sequence[Measurability]
    faults: Sequence[Fault]
    coverage: Sequence[Coverage]


def alignment(model: Model, read: Read) -> tuple[Part, ...]:
    """Return the score, then its parts; the score is the plain mean of the parts that can be computed."""
    makers: tuple[Callable[[Model, Read], Part], ...] = (_projects, _money, _measures, _cascade, _horizons, _means)
    parts = [make(model, read) for make in makers]
    known = [part.share for part in parts if part.share is not None]
    if len(known) < ENOUGH_PARTS:
        return (Part("score", None, (), "too_few_parts"), *parts)
    return (Part("score", sum(known) / len(known), ()), *parts)


def _share(items: Sequence[Item]) -> float:
    return sum(item.is_right for item in items) / len(items)


def _projects(model: Model, read: Read) -> Part:
    """Half by number, half by budget, so that an orphan lowers it whether its budget is known or not; mandatory projects are left out."""
    judged = [link for link in read.links if link.is_reviewed and link.reason != "mandatory"]
    if not judged:
        return Part("projects", None, (), "not_reviewed" if read.links else "no_project")
    items = tuple(Item("project", link.project.key, link.is_linked, link.reason) for link in judged)
    comparable = [link for link in judged if (link.project.currency or model.currency) == model.currency]
    money = [(link.budget, link.is_linked) for link in comparable if link.budget]
    total = sum((budget for budget, _ in money), Decimal(0))
    if not total:
        return Part("projects", _share(items), items)
    linked = sum((budget for budget, is_linked in money if is_linked), Decimal(0))
    return Part("projects", (_share(items) + float(linked / total)) / 2, items)


def _money(model: Model, read: Read) -> Part:
    """One minus the share of the money that would have to move for every axis to get what it weighs."""
    if read.spend is None:
        return Part("money", None, (), "no_weight")
    if not read.spend.source:
        return Part("money", None, (), "no_money")
    items = tuple(
        Item("axis", axis.axis, not is_wide(axis.weight, axis.share), "short" if is_wide(axis.weight, axis.share) else "in_line")
        for axis in read.spend.axes
    )
    return Part("money", 1 - sum(abs(axis.gap) for axis in read.spend.axes) / 2, items)


def _measures(model: Model, read: Read) -> Part:
    judged = [m for m in read.measures if m.reason != "not_linked"]
    if not judged:
        return Part("measures", None, (), "not_linked" if read.measures else "no_objective")
    items = tuple(Item("objective", m.objective.key, m.is_right, m.reason) for m in judged)
    return Part("measures", _share(items), items)


def _cascade(model: Model, read: Read) -> Part:
    objectives = live(model)
    if not objectives or not model.services:
        return Part("cascade", None, (), "no_cascade" if objectives else "no_objective")
    wrong: dict[str, str] = {}
    for fault in read.faults:
        match fault:
            case Loop():
                wrong |= dict.fromkeys(fault.objectives, "loop")
            case LateChild():
                wrong[fault.child] = "late_child"
            case BadSum() if fault.parent:
                wrong[fault.parent] = "weights"
            case Unknown(kind="objective"):
                wrong |= {key: "unknown_parent" for kind, key in fault.named_by if kind == "objective"}
    items = tuple(Item("objective", key, key not in wrong, wrong.get(key, "sound")) for key in objectives)
    return Part("cascade", _share(items), items)


def _horizons(model: Model, read: Read) -> Part:
    judged = [c for c in read.coverage if c.is_covered is not None]
    if not judged:
        return Part("horizons", None, (), "no_horizon")
    items = tuple(Item("objective", c.objective, bool(c.is_covered), "covered" if c.is_covered else f"{c.horizon}_alone") for c in judged)
    return Part("horizons", _share(items), items)


def _means(model: Model, read: Read) -> Part:
    """The objectives that nobody serves must have a project; judged where the links of projects were reviewed."""
    if not any(link.is_reviewed for link in read.links):
        return Part("means", None, (), "not_reviewed" if read.links else "no_project")
    running = {link.project.key for link in read.links}
    served = {link.objective for project, its in accepted(model).items() if project in running for link in its}
    below = serving(model)
    leaves = [key for key in live(model) if not below[key]]
    items = tuple(Item("objective", key, key in served, "served" if key in served else "no_project") for key in leaves)
    return Part("means", _share(items), items) if items else Part("means", None, (), "no_objective")
