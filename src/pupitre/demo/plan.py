"""What is planted in a company, how often, how big."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.demo.streams import stream

LATE_LIMIT_DAYS = 42
"""A project is "more than six weeks late" past this."""


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
    """

    overlaps: tuple[int, ...]
    orphans: tuple[int, ...]
    misaligned: tuple[float, float] | None
    overloads: tuple[Overload, ...]
    late_green: tuple[int, ...]
    twice: int
    ownerless: int
    blocked: tuple[int, ...]


LANDREVAL = Plan(
    overlaps=(186,),
    orphans=(95, 145),
    misaligned=(0.30, 0.09),
    overloads=(Overload(1.43, 10, 2),),
    late_green=(64, 79, 91, 103),
    twice=1,
    ownerless=9,
    blocked=(12,),
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
    return Plan(overlaps, orphans, misaligned, overloads, late, times(1), ownerless, blocked)
