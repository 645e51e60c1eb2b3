"""Why a figure changed, in parts that add up exactly to the change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MOST_FACTORS = 5
"""A product is shared among at most so many factors: each doubles the work and none could still be told in words."""


@dataclass(frozen=True, slots=True)
class MixRate:
    """The change of a ratio, by segment: shape (segments,) each, and the two together sum to `change`.

    Args:
        rate: Because the segment itself does better or worse. mix: Because it weighs more or less in the whole.
    """

    rate: Floats
    mix: Floats
    before: float
    after: float

    @property
    def change(self) -> float:
        """The change of the whole ratio."""
        return self.after - self.before


def mix_rate(parts_before: Floats, whole_before: Floats, parts_after: Floats, whole_after: Floats) -> MixRate:
    """Share the change of a ratio between what its segments did and what they weigh.

    Args:
        parts_before, whole_before: Numerator and denominator of each segment before, shape (segments,): 7 pieces scrapped of 100 made.
        parts_after, whole_after: The same after. A segment absent on one side has a denominator of 0 there: all of it is mix.

    Raises:
        ValueError: The shapes differ, something is no number, or the denominators of a side add up to nothing.

    Source:
        Midpoint (Marshall-Edgeworth) weights, which are the Shapley value of two factors; docs/methods/drivers.md.

    >>> found = mix_rate(np.array([4.0, 6.0]), np.array([100.0, 100.0]), np.array([4.0, 12.0]), np.array([100.0, 100.0]))
    >>> found.rate.round(3).tolist(), abs(found.mix).round(3).tolist(), round(found.change, 3)
    ([0.0, 0.03], [0.0, 0.0], 0.03)
    """
    sides = [np.asarray(one, dtype=np.float64) for one in (parts_before, whole_before, parts_after, whole_after)]
    if len({one.shape for one in sides}) != 1 or sides[0].ndim != 1 or not all(np.isfinite(one).all() for one in sides):
        raise ValueError("the four lists hold one number for each segment")
    n0, d0, n1, d1 = sides
    if d0.sum() == 0 or d1.sum() == 0:
        raise ValueError("the denominators of a side add up to nothing")
    w0, w1 = d0 / d0.sum(), d1 / d1.sum()
    own0, own1 = _ratio(n0, d0), _ratio(n1, d1)
    r0, r1 = np.where(np.isnan(own0), own1, own0), np.where(np.isnan(own1), own0, own1)
    r0, r1 = np.nan_to_num(r0), np.nan_to_num(r1)
    before, after = float(w0 @ r0), float(w1 @ r1)
    rate = (w0 + w1) / 2 * (r1 - r0)
    mix = (w1 - w0) * ((r0 + r1) / 2 - (before + after) / 2)
    return MixRate(rate, mix, before, after)


def _ratio(parts: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(parts, whole, out=np.full(len(parts), np.nan), where=whole != 0))


def added(before: Floats, after: Floats) -> Floats:
    """Share the change of a sum: each part brings what it changed by; NaN (a part new or gone) counts for nothing.

    >>> added(np.array([3.0, np.nan]), np.array([1.0, 4.0])).tolist()
    [-2.0, 4.0]
    """
    return np.asarray(np.nan_to_num(np.asarray(after, dtype=np.float64)) - np.nan_to_num(np.asarray(before, dtype=np.float64)))


def multiplied(before: Floats, after: Floats) -> Floats:
    """Share the change of a product, such as volume × price × share, among its factors.

    Args:
        before, after: The factors, shape (factors,) or (factors, cases); at most five; zeros and negative numbers are allowed.

    Returns:
        What each factor brings, same shape; the sum over the factors is the change of the product.

    Source:
        Shapley value over the factors: each enters in every order, and its contribution is the mean.

    >>> multiplied(np.array([2.0, 3.0]), np.array([4.0, 5.0])).tolist()
    [8.0, 6.0]
    """
    return shapley(lambda chosen: np.prod(chosen, axis=0), before, after)


def shapley(whole: Callable[[Floats], Floats], before: Floats, after: Floats) -> Floats:
    """Share the change of any function of at most five factors among them.

    Args:
        whole: From the factors, shape (factors, …), to the figure, shape (…).
        before, after: The factors on the two sides, shape (factors, …).

    Raises:
        ValueError: The shapes differ, or there are more than five factors or none.
    """
    one, two = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    count = len(one) if one.ndim else 0
    if one.shape != two.shape or not 1 <= count <= MOST_FACTORS:
        raise ValueError(f"one to {MOST_FACTORS} factors, the same on both sides")
    values = {moved: np.asarray(whole(_sides(one, two, moved)), dtype=np.float64) for moved in _subsets(count)}
    brought = np.zeros_like(one)
    for factor in range(count):
        for moved, value in values.items():
            if not moved >> factor & 1:
                size = moved.bit_count()
                weight = factorial(size) * factorial(count - 1 - size) / factorial(count)
                brought[factor] += weight * (values[moved | 1 << factor] - value)
    return brought


def _subsets(count: int) -> list[int]:
    return [sum(1 << factor for factor in chosen) for size in range(count + 1) for chosen in combinations(range(count), size)]


def _sides(before: Floats, after: Floats, moved: int) -> Floats:
    chosen = np.array([bool(moved >> factor & 1) for factor in range(len(before))])
    return np.asarray(np.where(chosen.reshape(-1, *[1] * (before.ndim - 1)), after, before))
