"""The verdict on a change made to go faster: how much, between which bounds, and whether the target is proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import numpy as np
import pyarrow as pa

from pupitre.maths.causal import JUDGED, LEVELS, Verdict, verdict_of
from pupitre.maths.process.proof.cases import SECOND, Cases, Floats, read
from pupitre.maths.process.proof.change import YEAR, Step, step
from pupitre.maths.process.proof.weeks import Weeks, median, weekly
from pupitre.maths.streams import stream

Method = Literal["interrupted_series", "difference_in_differences", "none"]
Reason = Literal["", "empty", "too_few_before", "too_few_after", "too_short_before", "nothing_after", "not_comparable"]

DRAWS: Final = 2000
BLOCK: Final = 6
"""Stretches of weeks drawn together, so that weeks which resemble one another stay so."""
LEAST_STRETCHES_BEFORE: Final = 8
LEAST_STRETCHES_AFTER: Final = 3
LEAST_CASES_BEFORE: Final = 30
LEAST_CASES_AFTER: Final = 20
NORMAL_JUDGED: Final = 1.6449
POWER_REACH: Final = 0.8416
"""How many standard errors beyond its limit a change must stand to be found four times out of five."""
DAY: Final = 86_400.0


def _none() -> Floats:
    return np.empty(0)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a change did to the usual (median) lead time.

    Args:
        verdict: Works, no effect, harmful or cannot tell, read from the range at 90 %.
        method: How it was measured; `none` when it was not, with the `reason`.
        change: Share of the lead time, −0.2 for 20 % less. ranges: By level in percent, its bounds.
        is_target_reached: Whether the change is proved to be at least the target: the upper bound at 95 %, one-sided, is at most it.
        smallest: The cut that would be told from nothing four times out of five, as a share. needed: The change that would have to be true
            for the target to be proved four times out of five.
        before_cases, after_cases: Touched cases counted on each side. before_days, after_days: Their median lead time as it is, in days.
        left_out: Cases of a sort unknown before the change.
        columns: Attributes that told sorts of case apart. has_last_year: Whether the history holds a year before the change.
        at: Begin of each stretch of weeks, microseconds since 1970 UTC, shape (n,). level, without: The usual lead time of its cases with
            the mix of before, and what it would have been without the change, in days, shape (n,).
        reason: Why nothing is measured: no touched case at all (`empty`), too few of them before or after, too few weeks before or after
            whose cases were watched long enough (`too_short_before`, `nothing_after`), none of a sort known before (`not_comparable`).
    """

    verdict: Verdict
    method: Method
    change: float = float("nan")
    ranges: tuple[tuple[int, float, float], ...] = ()
    is_target_reached: bool = False
    smallest: float = float("nan")
    needed: float = float("nan")
    before_cases: int = 0
    after_cases: int = 0
    before_days: float = float("nan")
    after_days: float = float("nan")
    left_out: int = 0
    columns: tuple[str, ...] = ()
    has_last_year: bool = False
    at: Floats = field(default_factory=_none)
    level: Floats = field(default_factory=_none)
    without: Floats = field(default_factory=_none)
    reason: Reason = ""

    def bounds(self, level: int) -> tuple[float, float]:
        """Return the bounds of the change at a level in percent, NaN when nothing is measured."""
        return next(((low, high) for at, low, high in self.ranges if at == level), (float("nan"), float("nan")))


def proved(
    cases: pa.Table,
    at: int,
    *,
    until: int | None = None,
    target: float = -0.2,
    strata: Sequence[str] = (),
    control: str | None = None,
    seed: int = 0,
) -> Proof:
    """Return whether a change made a process faster, and whether its target is proved.

    The statistic is the ratio of median lead times: half of the cases are known long before the slowest are closed, and one endless
    case does not move it. Cases count on the side on which they began, open ones as lasting at least as long as watched.

    Args:
        cases: `begin`, `end` (microseconds since 1970 UTC; `end` null while open) and the columns named below.
        at: When the change came into force. until: The end of the data; the last moment of the table when absent.
        target: The change aimed at, as a share of the lead time.
        strata: Attributes that tell sorts of case apart; none that the change itself decides.
        control: A column, true for cases left as they were.
        seed: Seed of the drawing.

    Source:
        docs/methods/proof-of-improvement.md.
    """
    known = read(cases, at, until=until, strata=strata, control=control)
    touched = known.rows(known.is_touched & (known.sort >= 0))
    facts = _facts(known, touched)
    if not len(touched.begin):
        return replace(facts, reason="not_comparable" if facts.left_out else "empty")
    weeks = weekly(known)
    reason = _reason(touched, weeks)
    if reason:
        return replace(facts, reason=reason)
    beside = None if known.is_touched.all() else _beside(weeks, weekly(known, touched=False))
    judged = weeks if beside is None else beside
    found = step(judged, is_difference=beside is not None)
    errors = _errors(found, int(min(judged.is_after.sum(), (~judged.is_after).sum())), seed)
    ranges = tuple((level, *_bounds(found.size, errors, level)) for level in LEVELS)
    low, high = next((low, high) for level, low, high in ranges if level == JUDGED)
    reach = float(np.std(errors)) * (NORMAL_JUDGED + POWER_REACH)
    mine = np.isin(weeks.at, judged.at)
    level = weeks.level[mine]
    return replace(
        facts,
        verdict=verdict_of(low, high, side="down", expected=target),
        method="interrupted_series" if beside is None else "difference_in_differences",
        change=_share(found.size),
        ranges=ranges,
        is_target_reached=high <= target,
        smallest=-_share(-reach),
        needed=_share(float(np.log1p(target)) - reach) if target > -1 else float("nan"),
        has_last_year=bool(judged.at[0] <= -YEAR),
        at=at + judged.at * SECOND,
        level=facts.before_days * np.exp(level),
        without=facts.before_days * np.exp(level - judged.level + found.without),
    )


def _facts(known: Cases, touched: Cases) -> Proof:
    """Return a proof that says nothing yet, with what it would rest on."""
    before, after = touched.rows(~touched.is_after), touched.rows(touched.is_after)
    return Proof(
        "cannot_tell",
        "none",
        before_cases=len(before.begin),
        after_cases=len(after.begin),
        before_days=median(before.watched, before.is_finished) / DAY,
        after_days=median(after.watched, after.is_finished) / DAY,
        left_out=int((known.is_touched & (known.sort < 0)).sum()),
        columns=known.columns,
    )


def _reason(touched: Cases, weeks: Weeks) -> Reason:
    """Return why nothing can be measured, nothing when it can."""
    is_after, counted = touched.is_after, weeks.count
    if (~is_after).sum() < LEAST_CASES_BEFORE:
        return "too_few_before"
    if is_after.sum() < LEAST_CASES_AFTER:
        return "too_few_after"
    if (~weeks.is_after).sum() < LEAST_STRETCHES_BEFORE or counted[~weeks.is_after].sum() < LEAST_CASES_BEFORE:
        return "too_short_before"
    if weeks.is_after.sum() < LEAST_STRETCHES_AFTER or counted[weeks.is_after].sum() < LEAST_CASES_AFTER:
        return "nothing_after"
    return ""


def _beside(weeks: Weeks, others: Weeks) -> Weeks | None:
    """Return the differences between touched and untouched cases, None when these are too few to compare with."""
    common, mine, theirs = np.intersect1d(weeks.at, others.at, return_indices=True)
    if (common < 0).sum() < LEAST_STRETCHES_BEFORE or (common >= 0).sum() < LEAST_STRETCHES_AFTER:
        return None
    if others.count[theirs][common < 0].sum() < LEAST_CASES_BEFORE or others.count[theirs][common >= 0].sum() < LEAST_CASES_AFTER:
        return None
    level = weeks.level[mine] - others.level[theirs]
    return Weeks(common, weeks.days, level, weeks.variance[mine] + others.variance[theirs], weeks.count[mine])


def _errors(found: Step, fewest: int, seed: int) -> Floats:
    """Return by how much the step may be wrong: blocks of weeks drawn again, and what the history cannot tell, shape (DRAWS,).

    Args:
        found: The step. fewest: Stretches on the shorter side of the change: how well they tell their own spread. seed: Of the drawing.
    """
    chance = stream(seed, "proof", "weeks")
    size, block = len(found.left), min(BLOCK, max(len(found.left) // 4, 1))
    begins = chance.integers(0, size, (DRAWS, -(-size // block)))
    places = ((begins[:, :, None] + np.arange(block)).reshape(DRAWS, -1)[:, :size]) % size
    drawn = (found.left - found.left.mean())[places] @ found.weights
    drawn -= drawn.mean()
    seen = float(np.std(drawn))
    # What was left in the weeks has been smoothed by the fit: the range is never narrower than the fit itself says.
    wider = max(found.noise / seen, 1.0) if seen > 0 else 1.0
    free = max(fewest - 1, 3)
    drawn *= wider * np.sqrt(free / chance.chisquare(free, DRAWS))
    return np.asarray(drawn + found.unknown * chance.standard_normal(DRAWS))


def _bounds(size: float, errors: Floats, level: int) -> tuple[float, float]:
    """Return the bounds of the change at a level in percent, as shares, from errors in order."""
    tail = (1 - level / 100) / 2
    low, high = np.quantile(errors, (tail, 1 - tail))
    return _share(size - float(high)), _share(size - float(low))


def _share(size: float) -> float:
    return float(np.expm1(size))
