"""Forecasts of series that the five methods do not suit: short, constant, mostly zero."""

from __future__ import annotations

import numpy as np

from pupitre.maths.forecast.bands import P
from pupitre.maths.forecast.panel import Floats

ENOUGH = 8
"""The five methods need this many readings."""
RARE = 0.3
"""A series of counts whose readings are zero this often or more is intermittent."""
LATELY = 36
"""An intermittent series is described by at most so many of its last readings."""
LITTLE = 0.02
"""A short series is taken to move by this share of its level at least."""
SMOOTHING = 0.1
"""Weight of the last demand, and of the last wait, in Croston's method."""


def kind(one: Floats) -> str:
    """Return which way a series without gaps is forecast: combination, short, intermittent, constant; none with fewer than two readings."""
    if len(one) < 2:
        return "none"
    if np.ptp(one) == 0 and len(one) >= ENOUGH:
        return "constant"
    if len(one) < ENOUGH:
        return "short"
    if one.min() >= 0 and float((one == 0).mean()) >= RARE:
        return "intermittent"
    return "combination"


def last(one: Floats, horizon: int, season: int) -> Floats:
    """Return the last reading, or that of the same position of the last season when the series holds one, shape (horizon,)."""
    if season > 1 and len(one) >= season:
        return np.asarray(one[len(one) - season + np.arange(horizon) % season])
    return np.full(horizon, one[-1])


def moves(one: Floats) -> float:
    """Return the mean absolute move of a short series from one reading to the next, at least a fiftieth of its level."""
    return max(float(np.abs(np.diff(one)).mean()), LITTLE * float(np.abs(one).mean()))


def croston(one: Floats) -> float:
    """Return the mean demand per step of an intermittent series, by Croston's method as Syntetos and Boylan correct it.

    Source:
        Croston, Oper. Res. Quarterly 23 (1972); Syntetos and Boylan, *The accuracy of intermittent demand estimates*, Int. J. Forecasting
        21 (2005).

    >>> round(croston(np.array([0.0, 2.0, 0.0, 2.0, 0.0, 2.0])), 3)
    0.95
    """
    at = np.flatnonzero(one)
    if len(at) == 0:
        return 0.0
    sizes, waits = one[at], np.diff(at, prepend=-1).astype(np.float64)
    size, wait = float(sizes[0]), float(waits[0])
    for demand, gap in zip(sizes[1:], waits[1:], strict=True):
        size += SMOOTHING * (float(demand) - size)
        wait += SMOOTHING * (float(gap) - wait)
    return (1 - SMOOTHING / 2) * size / wait


def seen(one: Floats) -> Floats:
    """Return the quantiles of the last readings, shape (99,): what an intermittent series reads in one step."""
    return np.asarray(np.quantile(one[-LATELY:], P, method="weibull"))
