"""What each objective weighs in the whole, and where the cascade is broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.domains.strategy.analysis.weights import TOLERANCE, normalised
from pupitre.domains.strategy.inputs import Axis, Model, Objective, Service
from pupitre.maths.graph import in_order, loops, reached_from, without_knots


@dataclass(frozen=True, slots=True)
class Weighed:
    """An objective and its share of the whole strategy.

    Args:
        axis: The axis it belongs to, its own or that of the first objective it serves; empty when none.
        weight: Share of the whole, 0–1; the objectives that nobody serves add up to 1.
        depth: 0 for an objective that serves no other.
        rule: How the weights beside it were obtained (`Weights.rule`).
    """

    objective: str
    axis: str
    weight: float
    depth: int
    rule: str


@dataclass(frozen=True, slots=True)
class Loop:
    """Objectives that serve each other in a circle, from the smallest key, its start not repeated."""

    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LateChild:
    """An objective due after the one it serves."""

    child: str
    parent: str
    child_due_on: date
    parent_due_on: date


@dataclass(frozen=True, slots=True)
class BadSum:
    """Declared weights that do not add up to one: of the objectives that serve `parent`, or of the axes when it is empty."""

    parent: str
    members: tuple[str, ...]
    weights: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is pointed to and that no file declares.

    Args:
        kind: `objective` or `axis`.
        key: The key nobody declares.
        named_by: What points to it, as pairs of kind and key.
    """

    kind: str
    key: str
    named_by: tuple[tuple[str, str], ...]


Fault = Loop | LateChild | BadSum | Unknown


def live(model: Model) -> dict[str, Objective]:
    """Return the objectives still to be reached, by key."""
    return {o.key: o for o in model.objectives if o.is_live(model.on)}


def services(model: Model) -> list[Service]:
    """Return the links between two objectives still to be reached."""
    open_ones = live(model)
    return [s for s in model.services if s.child in open_ones and s.parent in open_ones]


def weighed(model: Model) -> list[Weighed]:
    """Return every live objective with its share of the whole strategy, parents first.

    Axes share the whole by their declared weights, the objectives at the top of an axis share it equally, and each objective hands all of
    its weight down to those that serve it, by their weights. Links inside a loop hand nothing down. When axes are used, an objective at
    the top without an axis weighs nothing.
    """
    objectives = live(model)
    links = {(s.parent, s.child): s.weight for s in services(model)}
    ways = without_knots(links)
    children: dict[str, list[str]] = {}
    parents: dict[str, list[str]] = {}
    for parent, child in ways:
        children.setdefault(parent, []).append(child)
        parents.setdefault(child, []).append(parent)
    weight, rule = _at_the_top(model.axes, [o for key, o in objectives.items() if key not in parents])
    axis_of: dict[str, str] = {}
    depth: dict[str, int] = {}
    for key in in_order(objectives, ways):
        served = parents.get(key, [])
        depth[key] = 1 + max((depth[p] for p in served), default=-1)
        axis_of[key] = objectives[key].axis or next((axis_of[p] for p in served if axis_of[p]), "")
        shares = normalised([links[key, child] for child in children.get(key, [])])
        for child, share in zip(children.get(key, []), shares.shares, strict=True):
            weight[child] = weight.get(child, 0.0) + weight[key] * share
            rule[child] = shares.rule
    return [Weighed(key, axis_of[key], weight[key], depth[key], rule[key]) for key in in_order(objectives, ways)]


def _at_the_top(axes: Sequence[Axis], tops: Sequence[Objective]) -> tuple[dict[str, float], dict[str, str]]:
    known = {axis.key for axis in axes}
    used = [axis for axis in axes if any(o.axis == axis.key for o in tops)]
    if not used:
        return {o.key: 1 / len(tops) for o in tops}, {o.key: "equal" for o in tops}
    shares = normalised([axis.weight for axis in used])
    of_axis = {axis.key: share for axis, share in zip(used, shares.shares, strict=True)}
    count = {key: sum(o.axis == key for o in tops) for key in of_axis}
    weight = {o.key: of_axis[o.axis] / count[o.axis] if o.axis is not None and o.axis in known else 0.0 for o in tops}
    return weight, {o.key: shares.rule if weight[o.key] else "no_axis" for o in tops}


def faults(model: Model) -> list[Fault]:
    """Return what is broken in the cascade: loops, dates out of order, weights that do not add up, things that nobody declares."""
    return [*_loops(model), *_late_children(model), *_bad_sums(model), *_unknown(model)]


def axis_of_objectives(model: Model) -> dict[str, str]:
    """Return the axis of every objective, closed ones included: its own, else that of the nearest objective it serves; absent when none."""
    own = {o.key: o.axis for o in model.objectives if o.axis}
    above: dict[str, list[str]] = {}
    for service in model.services:
        above.setdefault(service.child, []).append(service.parent)
    found = dict(own)
    for objective in model.objectives:
        seen = {objective.key}
        level = [objective.key]
        while level and objective.key not in found:
            found |= {objective.key: own[min(key for key in level if key in own)]} if any(key in own for key in level) else {}
            level = [p for key in level for p in above.get(key, []) if p not in seen]
            seen.update(level)
    return found


def serving(model: Model) -> Mapping[str, frozenset[str]]:
    """Return, for each live objective, every live objective that serves it, directly or not."""
    below: dict[str, list[str]] = {}
    for service in services(model):
        below.setdefault(service.parent, []).append(service.child)
    return {key: reached_from(key, below) - {key} for key in live(model)}


def _loops(model: Model) -> list[Loop]:
    return [Loop(loop) for loop in loops((s.child, s.parent) for s in services(model))]


def _late_children(model: Model) -> list[LateChild]:
    due = {key: o.due_on for key, o in live(model).items()}
    found = []
    for service in services(model):
        child, parent = due[service.child], due[service.parent]
        if child is not None and parent is not None and child > parent:
            found.append(LateChild(service.child, service.parent, child, parent))
    return found


def _bad_sums(model: Model) -> list[BadSum]:
    """Weights are judged where every one is given; a gap is filled, and said on the objective, not reproached."""
    groups: dict[str, list[tuple[str, float | None]]] = {"": [(a.key, a.weight) for a in model.axes]}
    for service in services(model):
        groups.setdefault(service.parent, []).append((service.child, service.weight))
    found = []
    for parent, members in groups.items():
        given = [(key, weight) for key, weight in members if weight is not None]
        if len(given) < 2 or len(given) < len(members):
            continue
        sums = normalised([weight for _, weight in given])
        if sums.rule == "rescaled" and abs(sums.total - 1) > TOLERANCE:
            found.append(BadSum(parent, tuple(key for key, _ in given), tuple(weight for _, weight in given), sums.total))
    return found


def _unknown(model: Model) -> list[Unknown]:
    objectives = {o.key for o in model.objectives}
    axes = {a.key for a in model.axes}
    pointing: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for service in model.services:
        for key, other in ((service.parent, service.child), (service.child, service.parent)):
            if key not in objectives:
                pointing.setdefault(("objective", key), set()).add(("objective", other))
    for objective in model.objectives:
        if axes and objective.axis and objective.axis not in axes:
            pointing.setdefault(("axis", objective.axis), set()).add(("objective", objective.key))
    for contribution in model.contributions:
        if objectives and contribution.basis in ("declared", "accepted") and contribution.objective not in objectives:
            pointing.setdefault(("objective", contribution.objective), set()).add(("project", contribution.project))
    return [Unknown(kind, key, tuple(sorted(by))) for (kind, key), by in sorted(pointing.items())]
