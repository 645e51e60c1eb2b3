"""How a demo company works: its processes, the log of each, what they must keep to, what was done to make them better."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Process:
    """A way of working of the register; `owner` is None and `kpis` empty when nobody follows it."""

    id: str
    code: str
    name: str
    role: str
    owner: str | None
    kpis: tuple[str, ...]
    systems: tuple[str, ...]
    target: int | None
    hour_cost: int | None
    delay_cost: int | None


@dataclass(frozen=True, slots=True)
class ProcessRule:
    """What every case of a process keeps to; `first` and `second` are names of steps."""

    code: str
    process: str
    name: str
    kind: str
    first: str
    second: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something done to a process; `where` is a value of one of its columns, `gain` in cents a year."""

    code: str
    title: str
    process: str
    owner: str
    stage: str
    starts: date | None
    review: date | None
    target: float | None
    where: tuple[str, str] | None
    gain: int | None
    decision: str | None


@dataclass(frozen=True, slots=True)
class Stalled:
    """A step that work waits for: the true share of the lead time of finished orders, over all hours and over working hours."""

    step: str
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Looped:
    """Work that goes back from a step to another, in one family more than in the others; `cases` and `share` are those of the family."""

    leaves: str
    returns: str
    family: str
    cases: int
    share: float
    other_share: float


@dataclass(frozen=True, slots=True)
class OrderLog:
    """What the workshops recorded.

    Args:
        events: One row per step done, in order of end: `case`, `family`, `site`, `line`, `client`, `quantity`, `step`, `post`, `starts`,
            `ends` (timestamps to the minute), `operator`, `role`.
        stalled: The planted waits. looped: The planted returns. even: Names of the steps of a return as frequent in every family.
        slow: Name of the step that takes long and does not wait.
    """

    events: pa.Table
    stalled: tuple[Stalled, ...]
    looped: tuple[Looped, ...]
    even: tuple[str, str]
    slow: str


@dataclass(frozen=True, slots=True)
class Purchased:
    """A step of a purchase: its moment, the things it is about, by identifier, and who did it."""

    step: str
    at: datetime
    things: tuple[str, ...]
    by: str


@dataclass(slots=True)
class PurchaseLog:
    """What the purchasing tool recorded: steps in order of time, and each thing with its kind, its attributes and those it belongs to.

    `rare` is the name of a step with long waits and few cases.
    """

    events: list[Purchased]
    things: dict[str, tuple[str, dict[str, str], tuple[str, ...]]]
    rare: str
