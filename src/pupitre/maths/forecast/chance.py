"""The probability of reaching a target, read off predictive quantiles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pupitre.maths.forecast.bands import P
from pupitre.maths.forecast.panel import Floats

LEAST = 0.001
"""Beyond the quantiles nothing is said surer than one in a thousand."""


def chance_of(values: Floats, target: npt.ArrayLike, *, is_up: npt.ArrayLike) -> Floats:
    """Return the probability that a reading reaches its target.

    Args:
        values: Predictive quantiles 1 to 99 %, last axis 99.
        target: One number, or one per forecast (the shape of `values` without its last axis).
        is_up: Whether the target is reached from below (the reading must be at least the target) or from above.

    Returns:
        Shares 0 to 1, NaN where the quantiles or the target are NaN. Between two quantiles the straight line serves; beyond the last
        ones the tail falls exponentially, at the pace of the last five.

    >>> round(float(chance_of(np.arange(1, 100) / 1.0, 80.0, is_up=True)), 3)
    0.2
    """
    aim = np.broadcast_to(np.asarray(target, dtype=np.float64), values.shape[:-1])[..., None]
    low, high = values[..., :1], values[..., -1:]
    inside = _inside(values, aim)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        fall = np.log(5.0) / (values[..., 4:5] - low)
        rise = np.log(5.0) / (high - values[..., -5:-4])
        under = P[0] * np.exp(-np.where(np.isfinite(fall), fall, np.inf) * (low - aim))
        over = 1 - (1 - P[-1]) * np.exp(-np.where(np.isfinite(rise), rise, np.inf) * (aim - high))
    below = np.where(aim < low, under, np.where(aim > high, over, inside))[..., 0]
    known = np.isfinite(values).all(axis=-1) & np.isfinite(aim[..., 0])
    up = np.broadcast_to(np.asarray(is_up, dtype=bool), below.shape)
    flat = values[..., 0] == values[..., -1]
    sure = np.where(up, flat & (aim[..., 0] <= values[..., 0]), flat & (aim[..., 0] >= values[..., 0]))
    chance = np.where(flat, np.where(sure, 1.0, 0.0), np.where(up, 1 - below, below))
    return np.asarray(np.where(known, np.clip(chance, LEAST, 1 - LEAST), np.nan))


def _inside(values: Floats, aim: Floats) -> Floats:
    """Return the share of the distribution below the aim, by straight lines between the quantiles."""
    at = np.clip((values < aim).sum(axis=-1, keepdims=True), 1, len(P) - 1)
    left, right = np.take_along_axis(values, at - 1, axis=-1), np.take_along_axis(values, at, axis=-1)
    gap = right - left
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(gap > 0, (aim - left) / np.where(gap > 0, gap, 1.0), 0.0)
    return np.asarray(P[at - 1] + np.clip(share, 0.0, 1.0) * (P[at] - P[at - 1]))
