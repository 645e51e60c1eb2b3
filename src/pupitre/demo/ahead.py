"""What a demo company expects, allows itself and takes for granted, and what truly moved in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Effect:
    """What a project is said to change in a KPI, in the KPI's own unit."""

    project: str
    kpi: str
    low: float
    likely: float
    high: float
    ramp_days: int
    measured: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """What may not be passed from one day to another (included); `kind` is one of `budget`, `hours`, `changes`, `projects`."""

    kind: str
    skill: str
    role: str
    starts: date
    ends: date
    value: float


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the plan takes for granted: it holds as long as a KPI stays on one side of a threshold."""

    code: str
    text: str
    kpi: str
    above: bool
    threshold: float
    objectives: tuple[str, ...]
    owner: str
    review: date


@dataclass(frozen=True, slots=True)
class Hazard:
    """Something announced, with the days it takes and the cents it costs."""

    code: str
    text: str
    at: date
    projects: tuple[str, ...]
    days: int
    cents: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A KPI that truly moved: by a step of `size` from the week `starts`, or by `size` every week since."""

    kpi: str
    place: str
    starts: date
    size: float
    faint: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision whose true effect is known.

    Args:
        kind: `works`, `idle`, `harms` or `extreme` (taken after one extreme month, without effect).
        decision: Its code. kpi: Code of the KPI it should move. place: Code of the line where it applies; empty everywhere.
        starts: In force from. effect: True change of the KPI. expected: Low, likely, high, as hoped. lag_weeks: Before the effect shows.
        title, role: What was decided, and whose it is.
    """

    kind: str
    decision: str
    kpi: str
    place: str
    starts: date
    effect: float
    expected: tuple[float, float, float]
    lag_weeks: int
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """An objective that only two late projects together make likely.

    Args:
        objective: Its code. kpi: Code of its KPI. levers: Codes of the two projects.
        base: True chance as things stand. alone: With either project on time, the larger of the two. both: With both.
    """

    objective: str
    kpi: str
    levers: tuple[str, str]
    base: float
    alone: float
    both: float
