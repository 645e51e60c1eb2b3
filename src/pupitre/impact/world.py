"""What the probability of the objectives is computed from, as plain values: projects, KPIs at their dates, effects, risks, objectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LOADING = 0.2
"""Share of the variance that what happens in one department has in common, unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Block:
    """A work of uncertain length that starts on a day: days from `World.on`, then shortest, likely and longest length in days."""

    start: float
    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Sample:
    """The finish in many draws, sorted: days from `World.on`, shape (d,).

    `start` is the day its work starts: a project that waits for another is pushed from there. Without it (NaN) the project only
    cannot finish before the ones it waits for.
    """

    finish: Floats
    start: float = float("nan")


@dataclass(frozen=True, slots=True)
class Project:
    """A project whose effects land when it finishes.

    Args:
        key: Its code. group: The department whose luck it shares; empty for none.
        finish: How its finish is drawn. after: (project, lag in days) that it waits for.
        due_days: The finish promised, in days from `World.on`; NaN when none was.
        is_over: Finished already: its effects that history holds are no longer added, only what is left of their ramp.
        short_days: Days of its finish that come from hands that are missing.
    """

    key: str
    group: str
    finish: Block | Sample
    after: tuple[tuple[str, float], ...] = ()
    due_days: float = float("nan")
    is_over: bool = False
    short_days: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A KPI at the date of a target: one per key result.

    Args:
        key: Code of the key result. kpi, unit: The series behind it. group: The department whose luck it shares.
        at_days: The date of the target, in days from `World.on`.
        p: Fractions, ascending, shape (q,). values: What the KPI reads at that date with these chances, if nothing new lands, shape (q,).
        baseline: Where it starts from; NaN when unknown. target: What is to be reached. is_up: Better when higher.
        low_bound, high_bound: What it cannot pass, infinite when it can.
    """

    key: str
    kpi: str
    unit: str
    group: str
    at_days: float
    p: Floats
    values: Floats
    baseline: float
    target: float
    is_up: bool
    low_bound: float = float("-inf")
    high_bound: float = float("inf")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a project, decision, treatment or risk changes in a measure, in the KPI's unit, with its sign.

    Args:
        source_kind: What acts. source: Its code. measure: Code of the `Measure` that moves.
        low, likely, high: Triangular size. ramp_days: From landing to the full effect. decay_share: Share lost each year after.
        lands_days: When it lands if no project's finish says so, in days from `World.on`; for a risk, how long after it happens.
        basis: Who says so.
    """

    source_kind: Literal["project", "decision", "treatment", "risk"]
    source: str
    measure: str
    low: float
    likely: float
    high: float
    ramp_days: float = 0.0
    decay_share: float = 0.0
    lands_days: float = 0.0
    basis: Literal["declared", "measured"] = "declared"


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may happen: its chance over a year, and the days it adds to projects when it does."""

    key: str
    group: str
    yearly_chance: float
    delays: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What an objective is made of: a `Measure` or another objective, with its weight."""

    kind: Literal["measure", "objective"]
    key: str
    weight: float
    is_must: bool = False


@dataclass(frozen=True, slots=True)
class Objective:
    """What should be true by a date.

    Args:
        key: Its code. parts: Its measures and the objectives that serve it. due_days: Its date, in days from `World.on`.
        rule: `all` its parts, `score` at least `threshold` (0 to 1, parts weighted), or `count`: at least `threshold` parts.
        weight: Its weight in the whole strategy.
    """

    key: str
    parts: tuple[Part, ...]
    due_days: float
    rule: Literal["all", "score", "count"] = "all"
    threshold: float = 1.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the probabilities are computed from, on one day."""

    on: date
    seed: int
    projects: tuple[Project, ...]
    measures: tuple[Measure, ...]
    effects: tuple[Effect, ...]
    risks: tuple[Risk, ...]
    objectives: tuple[Objective, ...]
    loadings: Mapping[str, float] = field(default_factory=dict)
    """Loading of a group when it is not `LOADING`."""
