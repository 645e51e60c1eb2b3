"""What is planted in a company, how often, how big."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from pupitre.demo.streams import stream

LATE_LIMIT_DAYS = 42
"""A project is "more than six weeks late" past this."""
LINES_AT_MOST = 2
"""Lines whose way of working a decision changes: the others stay as they were."""
STALLS_AT_MOST = 2
"""Steps of one process that can each take a large share of the lead time."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """A company whose names, currency, dates and language are others, with each problem planted 0 to 3 times.

    Args:
        seed: Draws the disguise; the company itself is drawn by the generator's own seed.
    """

    seed: int


@dataclass(frozen=True, slots=True)
class Overload:
    """A skill asked for more than it can give.

    Args:
        load: Hours asked over hours available, mean of the weeks.
        weeks: Consecutive weeks.
        ahead: Weeks between today and the first of them.
    """

    load: float
    weeks: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Step:
    """A KPI of one plant that gets worse at once.

    Args:
        size: In spreads of its weekly readings. weeks: Between that week and today.
    """

    size: float
    weeks: int


@dataclass(frozen=True, slots=True)
class Slope:
    """A KPI that gets worse week after week.

    Args:
        size: Change per week, in spreads of its weekly readings. weeks: Between the first of them and today.
    """

    size: float
    weeks: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision whose effect is known.

    Args:
        size: True effect over the effect hoped for; in spreads of the weekly readings when the decision harms.
        weeks: Between its coming into force and today. lag: Weeks before the effect shows.
    """

    size: float
    weeks: int
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """True chances of the objective that needs two levers: as things stand, and with both."""

    base: float
    both: float


@dataclass(frozen=True, slots=True)
class Stall:
    """A step that finished work waits for.

    Args:
        share: Of the lead time, spent waiting there.
    """

    share: float


@dataclass(frozen=True, slots=True)
class Return:
    """Work that goes back to an earlier step in one family of products.

    Args:
        share: Of the orders of the family.
    """

    share: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The problems of one company.

    Args:
        overlaps: Budget spent twice by each duplicate pair (the smaller of the two), in thousands.
        orphans: Budget of each project that serves no objective, in thousands.
        misaligned: Declared weight and share of spend of the axis that is short of money, or None.
        overloads: Skills asked too much.
        late_green: Days late of each project still declared green.
        twice: Number of KPI names that hide two definitions.
        ownerless: Number of decisions without owner.
        blocked: Number of actions held by each pending approval.
        steps: KPIs that got worse at once. slopes: KPIs that get worse slowly.
        works: Decisions that work on one line. idle: Decisions without effect. harms: Decisions that harm.
        reach: The objective that needs two levers, or None.
        broken: Number of assumptions of the plan that no longer hold.
        stalls: Steps that orders wait for. returns: Work that goes back.
    """

    overlaps: tuple[int, ...]
    orphans: tuple[int, ...]
    misaligned: tuple[float, float] | None
    overloads: tuple[Overload, ...]
    late_green: tuple[int, ...]
    twice: int
    ownerless: int
    blocked: tuple[int, ...]
    steps: tuple[Step, ...] = ()
    slopes: tuple[Slope, ...] = ()
    works: tuple[Choice, ...] = ()
    idle: tuple[Choice, ...] = ()
    harms: tuple[Choice, ...] = ()
    reach: Reach | None = None
    broken: int = 0
    stalls: tuple[Stall, ...] = ()
    returns: tuple[Return, ...] = ()


LANDREVAL = Plan(
    overlaps=(186,),
    orphans=(95, 145),
    misaligned=(0.30, 0.09),
    overloads=(Overload(1.43, 10, 2),),
    late_green=(64, 79, 91, 103),
    twice=1,
    ownerless=9,
    blocked=(12,),
    steps=(Step(7.2, 14),),
    slopes=(Slope(0.15, 20),),
    works=(Choice(0.85, 26),),
    idle=(Choice(0.0, 34),),
    harms=(Choice(3.4, 44, 8),),
    reach=Reach(0.62, 0.86),
    broken=1,
    stalls=(Stall(0.46),),
    returns=(Return(0.11),),
)
"""Seed 0 at full size: the company as its documentation describes it."""


def draw(seed: int, *, size: int, disguise: Disguise | None) -> Plan:
    """Return the problems of a company: the documented ones for seed 0, others with every other seed.

    Args:
        seed: The company's seed. size: 20 or 420; a small company has smaller sums and fewer cases.
        disguise: When given, each problem is planted 0 to 3 times, with no regard to the documented company.
    """
    if seed == 0 and size == 420 and disguise is None:
        return LANDREVAL
    rng = stream(seed, "plan", size, disguise.seed if disguise else "")
    small = size < 100
    top = 1 if small else 3

    def times(usual: int) -> int:
        return int(rng.integers(0, top + 1)) if disguise else min(usual, top)

    overlaps = tuple(int(v) for v in rng.integers(18, 60, times(1)) * (1 if small else 4))
    orphans = tuple(int(v) for v in rng.integers(15, 40, times(2)) * (1 if small else 4))
    weight = round(float(rng.uniform(0.24, 0.34)), 2)
    gap = round(float(rng.uniform(0.08, 0.22)), 2)
    misaligned = (weight, round(weight - gap, 2)) if times(1) else None
    overloads = tuple(
        Overload(round(float(rng.uniform(1.1, 1.6)), 2), int(rng.integers(5, 13)), int(rng.integers(1, 5))) for _ in range(times(1))
    )
    late = tuple(int(v) for v in rng.integers(LATE_LIMIT_DAYS + 2, 121, times(3) + (0 if small or disguise else 1)))
    ownerless = int(rng.integers(2, 5 if small else 15)) if times(1) else 0
    blocked = tuple(int(v) for v in rng.integers(3, 6 if small else 15, times(1)))
    twice, moves = times(1), _moves(rng, times, small=small)
    # Drawn last: what was planted before work was looked at stays as it was.
    stalls, returns = _work(rng, times, small=small)
    return Plan(overlaps, orphans, misaligned, overloads, late, twice, ownerless, blocked, **moves, stalls=stalls, returns=returns)


class _Moves(TypedDict):
    steps: tuple[Step, ...]
    slopes: tuple[Slope, ...]
    works: tuple[Choice, ...]
    idle: tuple[Choice, ...]
    harms: tuple[Choice, ...]
    reach: Reach | None
    broken: int


def _moves(rng: np.random.Generator, times: Callable[[int], int], *, small: bool) -> _Moves:
    """Return what truly moves; a small company has no plants, no lines and no objective that needs two levers."""

    def sized(count: int, low: float, high: float) -> list[float]:
        return [round(float(v), 2) for v in rng.uniform(low, high, count)]

    def whole(low: int, high: int) -> int:
        return int(rng.integers(low, high + 1))

    steps = tuple(Step(size, whole(6, 40)) for size in sized(times(1), 3.5, 8.5))
    slopes = tuple(Slope(size, whole(12, 30)) for size in sized(times(1), 0.09, 0.18))
    works = tuple(Choice(size, whole(20, 40)) for size in sized(times(1), 0.6, 1.1))
    idle = tuple(Choice(0.0, whole(26, 44)) for _ in range(times(1)))
    harms = tuple(Choice(size, whole(36, 56), whole(5, 11)) for size in sized(times(1), 2.6, 4.6))
    reach = Reach(*(round(float(rng.uniform(*span)), 2) for span in ((0.55, 0.65), (0.83, 0.88)))) if times(1) else None
    broken = times(1)
    return {
        "steps": () if small else steps,
        "slopes": slopes,
        "works": () if small else works[:LINES_AT_MOST],
        "idle": idle,
        "harms": harms,
        "reach": None if small else reach,
        "broken": broken,
    }


def _work(rng: np.random.Generator, times: Callable[[int], int], *, small: bool) -> tuple[tuple[Stall, ...], tuple[Return, ...]]:
    """Return what holds work up; in a small company a family has few orders, and more of them must go back to be seen."""
    count = min(times(1), STALLS_AT_MOST)
    stalls = tuple(Stall(round(float(v), 3)) for v in rng.uniform(*((0.36, 0.54) if count < 2 else (0.28, 0.36)), count))
    returns = tuple(Return(round(float(v), 3)) for v in rng.uniform(*((0.2, 0.3) if small else (0.07, 0.15)), times(1)))
    return stalls, returns
