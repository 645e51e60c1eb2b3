"""What a simulated process is made of: arrivals, steps, teams, ways from step to step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.simulation.clock import ALWAYS

Floats = npt.NDArray[np.float64]
QUARTERS = 672
"""Quarters of an hour of a week."""
START, END = -1, -2
"""Where a case comes from before its first step, where it goes after its last."""


class Law(Protocol):
    """How long something takes."""

    @property
    def mean(self) -> float:
        """The mean, in seconds."""

    def at(self, u: Floats) -> Floats:
        """Return the quantiles of shares in (0, 1), in seconds, shape as given."""


@dataclass(frozen=True, slots=True)
class Exponential:
    """An exponential law, mean in seconds."""

    mean: float

    def at(self, u: Floats) -> Floats:
        """Return the quantiles of shares in (0, 1)."""
        return np.asarray(-self.mean * np.log1p(-u), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Empirical:
    """The readings themselves, in seconds, shape (n,), in order once held."""

    values: Floats

    def __post_init__(self) -> None:
        """Put the readings in order, once for all the draws."""
        object.__setattr__(self, "values", np.sort(self.values))

    @property
    def mean(self) -> float:
        """The mean of the readings; 0 without any."""
        return float(self.values.mean()) if self.values.size else 0.0

    def at(self, u: Floats) -> Floats:
        """Return the readings at shares in (0, 1): each reading is as likely as another."""
        if not self.values.size:
            return np.zeros_like(u)
        return np.asarray(self.values[np.minimum((u * self.values.size).astype(np.int64), self.values.size - 1)], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Readings drawn by stretches of consecutive ones: what comes in groups keeps coming in groups.

    Args:
        values: The readings, in seconds or units, in the order in which they came, shape (n,). length: How many follow each other.

    Source:
        Circular block bootstrap: Politis, Romano (1992), in *Exploring the Limits of Bootstrap*.
    """

    values: Floats
    length: int

    @property
    def mean(self) -> float:
        """The mean of the readings."""
        return float(self.values.mean())

    def at(self, u: Floats) -> Floats:
        """Return as many readings as shares, the first share of each stretch telling where it begins."""
        begins = (u[:: self.length] * self.values.size).astype(np.int64)
        places = (begins[:, None] + np.arange(self.length)).ravel()[: u.size]
        return np.asarray(self.values[places % self.values.size], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Scaled:
    """A law with every duration multiplied by a factor."""

    law: Law
    factor: float

    @property
    def mean(self) -> float:
        """The mean, in seconds."""
        return self.law.mean * self.factor

    def at(self, u: Floats) -> Floats:
        """Return the quantiles of shares in (0, 1)."""
        return self.law.at(u) * self.factor


@dataclass(frozen=True, slots=True)
class Pool:
    """People or machines that do the same steps.

    Args:
        name: The team, or the step when the log names no team.
        capacity: How many work at once; 0 when it has no limit that can be told.
        hours: The hours of the week worked, from Monday 0:00.
    """

    name: str
    capacity: int
    hours: Sequence[bool] = ALWAYS


@dataclass(frozen=True, slots=True)
class Step:
    """An activity: who does it and how long it takes.

    Args:
        activity: Its name.
        pool: Number of its team in `Model.pools`.
        service: Seconds worked on it.
        delay: Seconds, within the hours of the team, that a case waits before it whatever the queue: for an answer, a delivery, a batch.
        often: How many times a case passes by it, on average.
    """

    activity: str
    pool: int
    service: Law
    delay: Law = field(default_factory=lambda: Empirical(np.zeros(0)))
    often: float = 1.0


@dataclass(frozen=True, slots=True)
class Routing:
    """Where cases go after each step.

    Args:
        state: What is remembered of a case: `step`, `visit` (the step, done before or not) or `pair` (the step and the one before).
        kinds: Shares of the kinds of cases, by value of the attribute that routing depends on; one kind "" without one.
        attribute: Its name; empty without one.
        ways: By (kind, state) the next steps and their chances; the state is a pair of numbers of steps (`START` and `END` included).
    """

    state: str
    kinds: Mapping[str, float]
    attribute: str
    ways: Mapping[tuple[str, tuple[int, int]], tuple[tuple[int, float], ...]]


@dataclass(frozen=True, slots=True)
class Model:
    """A process found in a log.

    Args:
        steps, pools: Its activities and its teams.
        routing: Its ways.
        gaps: Law of the time between two arrivals, in units of the mean gap (mean 1).
        rate: Arrivals per second in each quarter of an hour of the week, from Monday 0:00, shape (672,).
        cases: How many cases a play lasts. warm: Share of them, at the beginning, that only fills the queues.
        beside: Pairs of steps, both ways round, that are done side by side: neither waits for the other.
        removed: Steps no longer done: cases pass over them without time nor team, and go where they would have gone.
        within: By step no longer done apart, the step of the same case within which it is done, and the share of its time it then takes.
        lead: Mean lead time of the cases that are over, in seconds, as the log tells it: what the model has to give back.
        read, known: Cases that the model was found in, and cases of the log. days: From the first to the last that came.
        has_begins: Whether the log says when steps begin; else what is worked cannot be told from what waits, and capacity has no limit.
    """

    steps: tuple[Step, ...]
    pools: tuple[Pool, ...]
    routing: Routing
    gaps: Law
    rate: Floats
    cases: int
    warm: float = 0.1
    has_begins: bool = True
    beside: frozenset[tuple[int, int]] = frozenset()
    lead: float = 0.0
    read: int = 0
    known: int = 0
    days: float = 0.0
    removed: frozenset[int] = frozenset()
    within: Mapping[int, tuple[int, float]] = field(default_factory=dict)
