"""What happens to one project, risk, indicator or objective in each draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pupitre.impact.attainment.layout import YEAR, Layout, Source
from pupitre.impact.attainment.luck import Luck, Row, Span, share_below, triangular
from pupitre.impact.world import Block, Effect, Floats, Measure

Flags = npt.NDArray[np.bool_]

CLOSE = 1e-6
"""Share of a target within which it counts as reached: values are kept in single precision."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What differs from the world as it is.

    Args:
        cancelled: Projects that stop. later: Days added to the start. longer: Days added to the length. shares: What is left of the
            effects of a source. chances: What is left of the yearly chance of a risk. shifts: What is added to a measure.
        learnt: Size of the effects of a source on a measure, known instead of drawn.
        kept: Projects whose own work keeps to its date. unhindered: Those that wait for nobody. staffed: Those that miss no hands.
        firm: Sources whose effects are at least as good as likely. carried: Measures whose middle forecast is what the plan needs of it.
    """

    cancelled: frozenset[str] = frozenset()
    later: Mapping[str, float] = field(default_factory=dict)
    longer: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[Source, float] = field(default_factory=dict)
    chances: Mapping[str, float] = field(default_factory=dict)
    shifts: Mapping[str, float] = field(default_factory=dict)
    learnt: Mapping[tuple[str, str], float] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    unhindered: frozenset[str] = frozenset()
    staffed: frozenset[str] = frozenset()
    firm: frozenset[Source] = frozenset()
    carried: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of draws of one variant of a world: every row below is worked out alone, from the rows it rests on."""

    layout: Layout
    luck: Luck
    span: Span
    common: Mapping[str, Row]
    variant: Variant = Variant()

    def strike(self, key: str) -> Row:
        """Return the day on which a risk happens, infinite when it never does: its chance is the same at every moment."""
        risk = self.layout.risks[key]
        chance = risk.yearly_chance * self.variant.chances.get(key, 1.0)
        if chance <= 0:
            return np.full(self.span.stop - self.span.start, np.inf, np.float32)
        luck = self.luck.normal("risk", key, self.span, group=risk.group, common=self.common, is_declared=True)
        if chance >= 1:
            return np.zeros(luck.shape, np.float32)
        days: Row = np.log1p(-np.minimum(share_below(luck), np.float32(1 - 2**-24)))
        days *= np.float32(YEAR / np.log1p(-chance))
        return days

    def finish(self, key: str, finish_of: Callable[[str], Row], strike_of: Callable[[str], Row]) -> Row:
        """Return the day on which a project finishes, infinite when it never does: stopped, or waiting for one that is."""
        project, variant = self.layout.projects[key], self.variant
        if key in variant.cancelled:
            return np.full(self.span.stop - self.span.start, np.inf, np.float32)
        luck = self.luck.normal("project", key, self.span, group=project.group, common=self.common, is_declared=True)
        late = share_below(-luck)
        finish = project.finish
        if isinstance(finish, Block):
            start = finish.start
            own = triangular(late, start + finish.low, start + finish.likely, start + finish.high)
        else:
            start = finish.start
            places = (late * np.float32(len(finish.finish))).astype(np.int64)
            own = finish.finish.astype(np.float32)[np.minimum(places, len(finish.finish) - 1)]
        if project.is_over:
            return own
        changed = variant.longer.get(key, 0.0) - (project.short_days if key in variant.staffed else 0.0)
        if changed:
            own += np.float32(changed)
        if key in variant.kept:
            own = np.minimum(own, np.float32(self.layout.planned[key]))
        own = self._pushed(key, own, start, finish_of)
        np.maximum(own, np.float32(0), out=own)
        for risk, days in self.layout.hit_by.get(key, ()):
            is_hit = strike_of(risk) <= own
            if is_hit.any():
                delay = triangular(self.luck.fractions("delay", f"{risk}\x1f{key}", self.span, is_declared=True), *days)
                own += np.where(is_hit, delay, np.float32(0))
        return own

    def _pushed(self, key: str, own: Row, start: float, finish_of: Callable[[str], Row]) -> Row:
        """Move a finish by what its start must wait: the projects before it, and a later start that was asked for."""
        later = self.variant.later.get(key, 0.0)
        waits = () if key in self.variant.unhindered else self.layout.projects[key].after
        if not np.isfinite(start):
            own = own + np.float32(later)
            for before, lag in waits:
                own = np.maximum(own, finish_of(before) + np.float32(lag))
            return own
        push: Row = np.full(own.shape, later, np.float32)
        for before, lag in waits:
            np.maximum(push, finish_of(before) + np.float32(lag - start), out=push)
        return own + push

    def base(self, key: str) -> Row:
        """Return what a measure reads by itself."""
        measure = self.layout.measures[key]
        luck = self.luck.normal("measure", key, self.span, group=measure.group, common=self.common)
        return self.layout.curves[key].at(luck if measure.is_up else -luck)

    def size(self, name: str, effect: Effect) -> Floats | float:
        """Return the size of an effect once it is whole; one number when nothing of it is uncertain."""
        variant, measure = self.variant, self.layout.measures[effect.measure]
        share = variant.shares.get((effect.source_kind, effect.source), 1.0)
        learnt = variant.learnt.get((effect.source, effect.measure))
        if learnt is not None:
            return learnt * share
        if effect.high <= effect.low:
            return effect.likely * share
        fractions = self.luck.fractions("effect", name, self.span, is_declared=effect.basis == "declared")
        drawn = triangular(fractions, effect.low, effect.likely, effect.high).astype(np.float64)
        if (effect.source_kind, effect.source) in variant.firm:
            drawn = np.maximum(drawn, effect.likely) if measure.is_up else np.minimum(drawn, effect.likely)
        if share != 1.0:
            drawn *= share
        return drawn

    def landing(self, effect: Effect, finish_of: Callable[[str], Row], strike_of: Callable[[str], Row]) -> Row:
        """Return the day on which an effect lands; one number when it is sure."""
        if effect.source_kind == "project":
            return finish_of(effect.source)
        if effect.source_kind == "risk":
            return strike_of(effect.source) + np.float32(max(effect.lands_days, 0.0))
        return np.array([effect.lands_days], np.float32)

    def value(
        self,
        key: str,
        base: Row,
        finish_of: Callable[[str], Row],
        strike_of: Callable[[str], Row],
        *,
        kinds: frozenset[str] = frozenset(("project", "decision", "treatment", "risk")),
    ) -> Row:
        """Return what a measure reads in the end: by itself, plus the effects of these kinds, within its bounds."""
        measure, variant = self.layout.measures[key], self.variant
        total: Row | Floats = base
        if key in variant.carried:
            total = total + self.layout.lacking[key]
        if key in variant.shifts:
            total = total + variant.shifts[key]
        for name, effect in self.layout.effects[key] if measure.at_days > 0 else ():
            if effect.source_kind in kinds:
                landed = adopted(effect, self.landing(effect, finish_of, strike_of), measure.at_days)
                total = total + landed * self.size(name, effect)
        return np.clip(total, measure.low_bound, measure.high_bound).astype(np.float32)


def adopted(effect: Effect, lands: Row, at_days: float) -> Floats:
    """Return the share of an effect that is new at a day: what is there, less what history holds already."""
    there = _there(effect, np.float32(at_days) - lands)
    if effect.source_kind != "risk" and bool((lands < 0).any()):
        there -= np.where(lands < 0, _there(effect, -lands), 0.0)
    return there


def _there(effect: Effect, days: Row) -> Floats:
    share: Floats
    if effect.ramp_days > 0:
        share = np.clip(days / np.float32(effect.ramp_days), 0, 1).astype(np.float64)
    else:
        share = (days >= 0).astype(np.float64)
    if effect.decay_share > 0:
        share *= np.power(1 - effect.decay_share, np.maximum(days - np.float32(effect.ramp_days), 0).astype(np.float64) / YEAR)
    return share


def is_reached(measure: Measure, values: Row) -> Flags:
    """Return whether the target is reached, draw by draw."""
    margin = CLOSE * max(1.0, abs(measure.target))
    return values >= measure.target - margin if measure.is_up else values <= measure.target + margin


def score(measure: Measure, values: Row) -> Row:
    """Return how far from its baseline to its target a measure is, 0 to 1; without a usable baseline, 1 once the target is reached."""
    way = measure.target - measure.baseline
    if not np.isfinite(way) or (way <= 0 if measure.is_up else way >= 0):
        return is_reached(measure, values).astype(np.float32)
    share = values - np.float32(measure.baseline)
    share *= np.float32(1 / way)
    return np.clip(share, 0, 1, out=share)


class Rows(Protocol):
    """Where an objective reads the draws of its parts."""

    def values_of(self, key: str) -> Row:
        """Return the values of a measure."""
        ...

    def met_of(self, key: str) -> Flags:
        """Return whether a measure is at its target."""
        ...

    def reached_of(self, key: str) -> Flags:
        """Return whether an objective is reached."""
        ...

    def score_of(self, key: str) -> Row:
        """Return the score of an objective."""
        ...


def objective_score(layout: Layout, key: str, rows: Rows) -> Row:
    """Return the score of an objective, draw by draw: 0 to 1, its parts weighted."""
    parts = layout.parts[key]
    weights = np.array([max(part.weight, 0.0) for part in parts])
    weights = weights / weights.sum() if weights.sum() > 0 else np.full(len(parts), 1 / len(parts))
    total: Row | None = None
    for part, weight in zip(parts, weights, strict=True):
        own = score(layout.measures[part.key], rows.values_of(part.key)) if part.kind == "measure" else rows.score_of(part.key)
        own = own * np.float32(weight)
        total = own if total is None else np.add(total, own, out=total)
    assert total is not None
    return total


def objective_reached(layout: Layout, key: str, rows: Rows, scores: Row | None) -> Flags:
    """Return whether an objective is reached, draw by draw.

    Args:
        layout: The world. key: The objective, one of which something can be said. rows: The draws of its parts.
        scores: Its score, needed when its rule is `score`.
    """
    objective = layout.objectives[key]
    needed = [part for part in layout.parts[key] if part.is_must or objective.rule != "score"]
    flags = {(part.kind, part.key): rows.met_of(part.key) if part.kind == "measure" else rows.reached_of(part.key) for part in needed}
    if objective.rule == "score":
        assert scores is not None
        whole = scores >= np.float32(objective.threshold - CLOSE)
    elif objective.rule == "count":
        whole = np.sum(list(flags.values()), axis=0) >= objective.threshold
    else:
        whole = np.ones_like(next(iter(flags.values())))
    for part in needed:
        if part.is_must or objective.rule == "all":
            whole &= flags[part.kind, part.key]
    return whole
