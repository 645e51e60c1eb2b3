"""Control limits of individual readings, on the series that allow them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

ENOUGH = 12
"""Limits need at least this many readings."""
TO_LIMIT, UPPER_RANGE = 2.66, 3.268
"""From the mean moving range to the distance of the limits, and to the upper limit of the range, as published."""
MEDIAN_TO_LIMIT, MEDIAN_UPPER_RANGE = 3.145, 3.865
"""The same from the median moving range."""
CRITICAL_95 = 1.96
CRITICAL_95_ONE_SIDE = 1.645
"""Of a normal variable, at 5 % on two sides and on one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a chart of individual readings and of their moving range.

    Args:
        centre: Central line of the readings. lower, upper: Natural process limits.
        range_centre: Central line of the moving range. range_upper: Its upper limit.
    """

    centre: float
    lower: float
    upper: float
    range_centre: float
    range_upper: float


@dataclass(frozen=True, slots=True)
class Signals:
    """Which readings stand out, by Wheeler's three rules, shape (readings,) each.

    Args:
        outside: Beyond a limit.
        near: Completes three of four successive readings on one side, nearer the limit than the centre.
        run: Completes eight or more successive readings on one side of the centre.
    """

    outside: Bools
    near: Bools
    run: Bools

    @property
    def any(self) -> Bools:
        """Which readings stand out by one rule or more."""
        return np.asarray(self.outside | self.near | self.run)


def limits(values: Floats, *, centre: str = "mean") -> Limits:
    """Return the limits of a series.

    Args:
        values: Readings in order, shape (n,), no NaN, at least 2.
        centre: `mean`, or `median` for limits that a few extreme readings do not widen.

    Raises:
        ValueError: Fewer than two readings, one that is no number, or an unknown centre.

    Source:
        Wheeler, *Understanding Variation* (1993): X̄ ± 2.660 mean moving range, upper range limit 3.268; with the median moving range
        3.145 and 3.865. docs/methods/xmr.md gives the published examples that are equalled.

    >>> limits(np.array([10.0, 50.0, 40.0, 30.0])).upper
    85.7
    """
    if len(values) < 2 or not np.isfinite(values).all():
        raise ValueError("limits need two readings or more, all of them numbers")
    moves = np.abs(np.diff(values))
    if centre == "mean":
        middle, spread = float(values.mean()), float(moves.mean())
        width, top = TO_LIMIT, UPPER_RANGE
    elif centre == "median":
        middle, spread = float(np.median(values)), float(np.median(moves))
        width, top = MEDIAN_TO_LIMIT, MEDIAN_UPPER_RANGE
    else:
        raise ValueError(f"the centre is mean or median, not {centre}")
    return Limits(middle, middle - width * spread, middle + width * spread, spread, top * spread)


def signals(values: Floats, lines: Limits) -> Signals:
    """Return which readings stand out of the limits of a chart."""
    side = np.sign(values - lines.centre)
    near = np.abs(values - lines.centre) > (lines.upper - lines.centre) / 2
    run = np.zeros(len(values), dtype=bool)
    length = 0
    for i in range(len(values)):
        length = length + 1 if i and side[i] == side[i - 1] else 1
        run[i] = length >= 8 and side[i] != 0
    three = np.zeros(len(values), dtype=bool)
    for sign in (-1, 1):
        close = near & (side == sign)
        last_four = np.convolve(close.astype(np.int64), np.ones(4, dtype=np.int64))[: len(values)]
        three |= close & (last_four >= 3)
    return Signals((values > lines.upper) | (values < lines.lower), three, run)


def why_not(values: Floats, *, season: int = 0) -> str:
    """Return why limits would mislead on a series, or nothing when they may be drawn.

    Args:
        values: Readings in order, shape (n,), no NaN.
        season: Readings in a year, to look for a yearly season; 0 when a season makes no sense.

    Returns:
        `too_few` (under 12), `constant`, `season`, `trend`, `autocorrelated`, or an empty text; the cause is told before what it brings
        with it. About one sound series in nine is set aside for nothing, which costs a chart and no false alarm.

    Source:
        Season by the variance between its positions against that within them, on the series without its straight line; trend by Mann
        (1945) and Kendall (1975) with ties; autocorrelation at lag 1 against 1.96 / √n (Bartlett 1946). docs/methods/xmr.md gives what
        was measured on simulated series.
    """
    n = len(values)
    if n < ENOUGH:
        return "too_few"
    if np.ptp(values) == 0:
        return "constant"
    if season > 1 and n >= 3 * season and seasonality(straightened(values), season) > CRITICAL_95_ONE_SIDE:
        return "season"
    if abs(trend(values)) > CRITICAL_95:
        return "trend"
    return "autocorrelated" if autocorrelation(values, 1) > CRITICAL_95 / np.sqrt(n) else ""


def autocorrelation(values: Floats, lag: int) -> float:
    """Return the autocorrelation of a series at a lag, -1 to 1; 0 for a constant one."""
    centred = values - values.mean()
    total = float(centred @ centred)
    return float(centred[:-lag] @ centred[lag:]) / total if total > 0 else 0.0


def seasonality(values: Floats, season: int) -> float:
    """Return how far the positions of a season differ: about standard normal when they do not, larger when they do.

    Args:
        values: At least two whole seasons and one reading, shape (n,).
        season: Readings in a season.

    Source:
        One-way analysis of variance; the F ratio is brought to a normal variable by Paulson, *An approximate normalization of the analysis
        of variance distribution*, Ann. Math. Statist. 13 (1942).
    """
    n = len(values)
    position = np.arange(n) % season
    counts = np.bincount(position, minlength=season)
    means = np.bincount(position, weights=values, minlength=season) / counts
    between = float((counts * (means - values.mean()) ** 2).sum()) / (season - 1)
    within = float(((values - means[position]) ** 2).sum()) / (n - season)
    if within <= 0:
        return np.inf if between > 0 else 0.0
    root, a, b = (between / within) ** (1 / 3), 2 / (9 * (season - 1)), 2 / (9 * (n - season))
    return float(((1 - b) * root - (1 - a)) / np.sqrt(b * root**2 + a))


def straightened(values: Floats) -> Floats:
    """Return a series without its straight line of least squares."""
    time = np.arange(len(values)) - (len(values) - 1) / 2
    return np.asarray(values - values.mean() - time * float(time @ values) / float(time @ time))


def trend(values: Floats) -> float:
    """Return the Mann–Kendall statistic of a series: about standard normal when it has no trend, positive when it rises.

    Ties are corrected for; readings are compared two by two, so that one extreme reading weighs no more than another.
    """
    n = len(values)
    score = float(np.sign(values[None, :] - values[:, None])[np.triu_indices(n, 1)].sum())
    _, ties = np.unique(values, return_counts=True)
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    if variance <= 0 or score == 0:
        return 0.0
    return float((score - np.sign(score)) / np.sqrt(variance))
