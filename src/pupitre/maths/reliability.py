"""Whether probabilities came true as often as they said."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import beta

ENOUGH = 30
"""Cases below which nothing is said of how right probabilities are."""
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Bounds of the buckets: five, so that each holds cases in a company of fifty objectives."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """The cases whose probability lies between two bounds (the upper one belongs to the next bucket).

    Args:
        low, high: The bounds. count: How many cases. happened: How many came true.
        said: The mean of the probabilities; None without a case. share: The share that came true.
        share_low, share_high: Where the true share lies at 95 %.
    """

    low: float
    high: float
    count: int
    happened: int
    said: float | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None

    @property
    def verdict(self) -> str:
        """Whether what was said is within the range of what came true: `in_line`, `too_low`, `too_high`, or empty without a case."""
        if self.said is None or self.share_low is None or self.share_high is None:
            return ""
        return "too_low" if self.said < self.share_low else "too_high" if self.said > self.share_high else "in_line"


@dataclass(frozen=True, slots=True)
class Reliability:
    """How right probabilities were.

    Args:
        count: Cases resolved. buckets: By probability said.
        brier: Mean of the squared gaps between what was said and what came true: 0 is perfect, 0.25 is a coin.
        base: The same, had the share that came true been said each time; None without a case.
    """

    count: int
    buckets: tuple[Bucket, ...]
    brier: float | None
    base: float | None

    @property
    def has_enough(self) -> bool:
        """Whether there are enough cases to say something."""
        return self.count >= ENOUGH


def reliability(said: Sequence[float], happened: Sequence[bool]) -> Reliability:
    """Return how right probabilities were.

    Source:
        Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78 (1950).

    >>> reliability([0.9, 0.9, 0.1], [True, True, False]).brier
    0.01
    """
    chances, outcomes = np.asarray(said, np.float64), np.asarray(happened, np.bool_)
    place = np.clip(np.searchsorted(EDGES, chances + 1e-12, side="right") - 1, 0, len(EDGES) - 2)
    buckets = tuple(
        _bucket(low, high, chances[place == at], outcomes[place == at]) for at, (low, high) in enumerate(itertools.pairwise(EDGES))
    )
    if not len(chances):
        return Reliability(0, buckets, None, None)
    share = float(outcomes.mean())
    return Reliability(len(chances), buckets, round(float(np.mean((chances - outcomes) ** 2)), 6), share * (1 - share))


def _bucket(
    low: float, high: float, chances: np.ndarray[tuple[int], np.dtype[np.float64]], outcomes: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> Bucket:
    count, happened = len(chances), int(np.count_nonzero(outcomes))
    if not count:
        return Bucket(low, high, 0, 0)
    first, last = clopper_pearson(happened, count)
    return Bucket(low, high, count, happened, float(chances.mean()), happened / count, first, last)


def clopper_pearson(happened: int, count: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return the range of a share of which so many cases came true.

    Source:
        Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934).

    >>> tuple(round(one, 4) for one in clopper_pearson(5, 10))
    (0.1871, 0.8129)
    """
    tail = (1 - level) / 2
    low = 0.0 if happened == 0 else float(beta.ppf(tail, happened, count - happened + 1))
    high = 1.0 if happened == count else float(beta.ppf(1 - tail, happened + 1, count - happened))
    return low, high
