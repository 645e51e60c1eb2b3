"""What something changed in a series: how much, between which bounds, and what could have been seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Method = Literal["placebo_in_time", "difference_in_differences", "synthetic_control", "none"]
Verdict = Literal["works", "no_effect", "harmful", "cannot_tell"]
Side = Literal["up", "down", "either"]

LEVELS: Final = (80, 90, 95)
"""Ranges that every estimate carries, in percent."""
JUDGED: Final = 90
"""The range that verdicts are read from, in percent."""
POWER: Final = 0.8
"""The smallest effect that could be seen is the one found this often."""
NO_EFFECT_SHARE: Final = 0.5
"""No effect: the range stays within this share of the effect expected, on both sides."""


def _none() -> Floats:
    return np.empty(0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What changed in a series after a date, in the unit of the series.

    Args:
        method: How it was measured; `none` when it was not, with the `reason`.
        estimate: Mean change over the readings after the date (after the lag when there is one).
        ranges: By level in percent, the bounds of the estimate.
        p_value: How often a change as large appears where nothing happened.
        smallest_visible: The change that would be told from nothing four times out of five.
        actual, without, low, high: The readings after the date, what they would have been, and its bounds at 90 %, shape (h,).
        lag: Readings from the date to the first one that moves; 0 when it moves at once or when no start stands out.
        null_count: Dates or units where nothing happened that the change was compared with.
        reason: Why nothing is measured: `empty`, `constant`, `too_short`, `nothing_after`, `not_comparable`.
    """

    method: Method
    estimate: float = float("nan")
    ranges: tuple[tuple[int, float, float], ...] = ()
    p_value: float = float("nan")
    smallest_visible: float = float("nan")
    actual: Floats = field(default_factory=_none)
    without: Floats = field(default_factory=_none)
    low: Floats = field(default_factory=_none)
    high: Floats = field(default_factory=_none)
    lag: int = 0
    null_count: int = 0
    reason: str = ""

    def bounds(self, level: int) -> tuple[float, float]:
        """Return the bounds of the estimate at a level in percent, NaN when nothing is measured."""
        return next(((low, high) for at, low, high in self.ranges if at == level), (float("nan"), float("nan")))


def absent(reason: str) -> Estimate:
    """Return the estimate of a series that cannot be judged."""
    return Estimate("none", reason=reason)


def p_of(sizes: Floats, size: float, *, prior: float = 0.0, prior_weight: float = 0.0) -> float:
    """Return the share of sizes at least as large, the one judged counted among them.

    Args:
        sizes: Sizes where nothing happened, shape (n,). size: The one judged.
        prior: Share of a wider experience that is as large. prior_weight: How many sizes that experience is worth.
    """
    beyond = float((sizes >= size).sum())
    return min(1.0, (beyond + prior * prior_weight + 1.0) / (len(sizes) + prior_weight + 1.0))


def verdict_of(low: float, high: float, *, side: Side = "either", expected: float | None = None) -> Verdict:
    """Return whether something worked, from the range of its effect.

    A change that is surely smaller than half of what was expected is no effect, even when it is surely not nothing.

    Args:
        low, high: Bounds of the effect at 90 %.
        side: Which way is wanted; `either` when nobody said.
        expected: The size expected, with its sign; without it, no range can be called no effect.

    >>> verdict_of(-2.4, -0.9, side="down"), verdict_of(-0.4, 0.3, side="down", expected=-2.0)
    ('works', 'no_effect')
    """
    if not (np.isfinite(low) and np.isfinite(high)):
        return "cannot_tell"
    # A change that is sure but lost beside what was expected is no effect: this is looked at first.
    if expected and max(abs(low), abs(high)) <= NO_EFFECT_SHARE * abs(expected):
        return "no_effect"
    if low > 0 or high < 0:
        moved: Side = "up" if low > 0 else "down"
        return "works" if side in ("either", moved) else "harmful"
    return "cannot_tell"
