"""How the objectives hang together: their measures, those that serve them, when they count as reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pupitre.impact.model.measures import Reading
from pupitre.impact.model.rows import Objective as Row
from pupitre.impact.model.rows import Rows
from pupitre.impact.world import Objective, Part
from pupitre.maths.graph import in_order, loops, without_knots

ASPIRATION = 0.7
"""Score from which an aspirational objective counts as reached, when nobody said another."""


@dataclass(frozen=True, slots=True)
class Told:
    """An objective still to be reached.

    Args:
        row: As the strategy writes it. objective: What is simulated; None without a probability. reason: Why, then.
        measured_count, part_count: Parts that have a probability, and all of them.
    """

    row: Row
    objective: Objective | None
    reason: str
    due_on: date | None
    measured_count: int
    part_count: int


def objectives_of(rows: Rows, readings: Sequence[Reading]) -> tuple[Told, ...]:
    """Return every objective still to be reached, those that serve others first.

    An objective is told by its own key results; one that has none, by the objectives that serve it.
    """
    live = {o.key: o for o in rows.objectives if o.is_live(rows.on)}
    own: dict[str, list[Reading]] = {}
    for reading in readings:
        own.setdefault(reading.result.objective, []).append(reading)
    links = {(s.child, s.parent): s.weight for s in rows.services if s.child in live and s.parent in live}
    ways = without_knots(links)
    circular = {key for loop in loops(links) for key in loop}
    told: dict[str, Told] = {}
    for key in in_order(live, ways):
        if key in own:
            told[key] = _of_measures(rows, live[key], own[key])
        else:
            children = {child: links[child, parent] for child, parent in ways if parent == key}
            told[key] = _of_children(rows, live[key], children, told, is_circular=key in circular)
    return tuple(told.values())


def _of_measures(rows: Rows, row: Row, its: Sequence[Reading]) -> Told:
    known = [(r, r.measure) for r in its if r.measure is not None]
    weights = shares([r.result.weight for r, _ in known])
    parts = tuple(Part("measure", measure.key, weight) for (_, measure), weight in zip(known, weights, strict=True))
    due_on = row.due_on or max((r.due_on for r, _ in known if r.due_on), default=None)
    reasons = {r.reason for r in its}
    reason = "" if known else reasons.pop() if len(reasons) == 1 else "no_part"
    return Told(row, _objective(rows, row, parts, due_on) if known else None, reason, due_on, len(known), len(its))


def _of_children(rows: Rows, row: Row, children: Mapping[str, float | None], told: Mapping[str, Told], *, is_circular: bool) -> Told:
    known = [told[key] for key in sorted(children) if told[key].objective is not None]
    if not known:
        reasons = {told[key].reason for key in children}
        reason = "circular" if is_circular else reasons.pop() if len(reasons) == 1 else "no_part" if children else "no_key_result"
        return Told(row, None, reason, row.due_on, 0, len(children))
    weights = shares([children[one.row.key] for one in known])
    parts = tuple(Part("objective", one.row.key, weight, bool(one.row.is_must)) for one, weight in zip(known, weights, strict=True))
    due_on = row.due_on or max((one.due_on for one in known if one.due_on), default=None)
    return Told(row, _objective(rows, row, parts, due_on), "", due_on, len(known), len(children))


def _objective(rows: Rows, row: Row, parts: tuple[Part, ...], due_on: date | None) -> Objective:
    rule, threshold = rule_of(row, len(parts))
    days = float((due_on - rows.on).days) if due_on else 0.0
    return Objective(row.key, parts, days, rule, threshold, rows.weights.get(row.key, 0.0))


def rule_of(row: Row, count: int) -> tuple[Literal["all", "score", "count"], float]:
    """Return when an objective counts as reached: as it says; else all its parts, or a score of 0.7 when it is aspirational.

    Args:
        row: The objective. count: Its parts; no more of them can be asked for.
    """
    match row.rule:
        case "score":
            return "score", ASPIRATION if row.threshold is None else min(max(row.threshold, 0.0), 1.0)
        case "count":
            return "count", float(count if row.threshold is None else min(max(round(row.threshold), 1), count))
        case "all":
            return "all", 1.0
    return ("score", ASPIRATION) if row.is_must is False else ("all", 1.0)


def shares(declared: Sequence[float | None]) -> tuple[float, ...]:
    """Return weights as shares of their total: a missing one takes the mean of those given; all equal when none is."""
    known = [w for w in declared if w is not None and w >= 0]
    filler = sum(known) / len(known) if known and sum(known) > 0 else 1.0
    filled = [filler if w is None or w < 0 else w for w in declared]
    total = sum(filled)
    return tuple(w / total if total > 0 else 1 / len(filled) for w in filled)
