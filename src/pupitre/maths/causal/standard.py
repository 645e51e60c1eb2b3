"""Changes divided by their usual size, so that what happened at one date of one series compares with all the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pupitre.maths.causal.estimate import Floats
from pupitre.maths.causal.shipped import law
from pupitre.maths.causal.trials import Bools, Ints, Trials

SHRINK: Final = 4.0
"""Earlier dates that the experience of all series is worth, against those of one."""
CLIP: Final = 2.5
"""A change beyond this many usual sizes says no more of a series than one of this size."""
FAR: Final = 5.0
"""Beyond this many usual sizes a surprise is cut before surprises are averaged over series."""
WIDE: Final = 4.0
"""The same for the distance of a forecast from the mean of its history."""
SHIPPED: Final = 8.0
"""Rows that the shipped law is worth against those at hand, for the spread."""
SHIPPED_SHAPE: Final = 20.0
"""The same for the way surprises hold together along a path."""
LEAN_ROWS: Final = 100.0
"""Rows needed before the return towards the mean is half believed."""
EVEN: Final = 0.1
"""How far the weights of a path are drawn towards equal ones."""
SCANNED: Final = 16
"""A path at least this long is looked at for an effect that starts late."""
EVERY: Final = 2
"""Starts looked at: one in so many readings."""
EQUAL_START: Final = 0.9
"""An effect is said to start late when starting at once explains less than this share of it."""


@dataclass(frozen=True, slots=True)
class Standard:
    """One row per series and date.

    Args:
        change: Mean change of the path, in the unit of the series. spread: Its usual size, in the same unit. size: Their ratio, unsigned.
        lag: Readings before the part of the path that is averaged.
        without: What the path would have been, shape (n, h). step: Usual size of one reading's surprise, shape (n, h).
        scanned: How many starts were looked at.
    """

    change: Floats
    spread: Floats
    size: Floats
    lag: Ints
    without: Floats
    step: Floats
    scanned: int


def standardised(rows: Trials, *, season: int, shared: Floats | None = None) -> Standard:
    """Return the change of every row beside its usual size.

    Args:
        rows: Rows of one horizon. season: Readings in a season.
        shared: What untouched units did at the same date, in scales, shape (n, h); taken off when given.
    """
    null, horizon = ~rows.is_judged, rows.ahead.shape[1]
    beside = np.zeros_like(rows.ahead) if shared is None else shared
    expected = beside + _toward_mean(rows, rows.surprise - beside, null)
    surprise = rows.surprise - expected
    covariance = _covariance(surprise[null], horizon, season)
    means, usual, own = _at_once(rows, surprise, null, covariance)
    lags = list(range(EVERY, horizon // 2 + 1, EVERY)) if horizon >= SCANNED else []
    tried = [(means, usual)]
    for start in lags:
        weights = np.where(np.arange(horizon) >= start, 1.0 / (horizon - start), 0.0)
        later = _mean(surprise, weights)
        sigma, factor = _spread(rows, later, null, float(weights @ covariance @ weights))
        tried.append((later, sigma * factor))
    changes, spreads = (np.stack([one[place] for one in tried]) for place in (0, 1))
    sizes = np.abs(changes / spreads)
    biased = sizes.copy()
    biased[0] /= EQUAL_START
    best, each = np.argmax(np.nan_to_num(biased), axis=0), np.arange(len(means))
    scale = rows.scale[:, None]
    step = np.sqrt(np.diag(covariance))[None, :] * own[:, None] * scale
    return Standard(
        change=changes[best, each] * rows.scale,
        spread=spreads[best, each] * rows.scale,
        size=sizes[best, each],
        lag=np.array([0, *lags], dtype=np.int64)[best],
        without=rows.ahead + expected * scale,
        step=step,
        scanned=1 + len(lags),
    )


def _at_once(rows: Trials, surprise: Floats, null: Bools, covariance: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the mean of each path, its usual size, and how much wider its series is than usual.

    Three ways to weigh a path are tried: all readings alike, the first third alone, and those that best tell a lasting step from what
    surprises usually do. Each series keeps the one whose changes were smallest at its earlier dates.
    """
    horizon = len(covariance)
    third = np.where(np.arange(horizon) < max(1, horizon // 3), 1.0, 0.0)
    drawn = (1 - EVEN) * covariance + EVEN * np.eye(horizon) * np.trace(covariance) / horizon
    telling = np.maximum(np.linalg.solve(drawn, np.ones(horizon)), 0.0)
    found = []
    for weights in (np.full(horizon, 1.0 / horizon), telling / telling.sum(), third / third.sum()):
        mean = _mean(surprise, weights)
        sigma, factor = _spread(rows, mean, null, float(weights @ covariance @ weights))
        found.append((mean, sigma * factor, factor))
    best, each = np.argmin(np.stack([one[1] for one in found]), axis=0), np.arange(len(surprise))
    means, usual, own = (np.stack([one[place] for one in found])[best, each] for place in range(3))
    return means, usual, own


def _mean(surprise: Floats, weights: Floats) -> Floats:
    """Return the weighted mean of each path over the readings it has; NaN when half of the weight or more is missing."""
    known = np.isfinite(surprise)
    total = known @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0.5, (np.where(known, surprise, 0.0) @ weights) / total, np.nan)


def _toward_mean(rows: Trials, surprise: Floats, null: Bools) -> Floats:
    """Return how far each path is expected to come back towards the mean of its history, in scales, shape (n, h).

    What a decision taken at an extreme owes to the return towards the mean is learnt at earlier dates, where nothing was decided.
    """
    lean, paths = _cut(rows.lean, null, WIDE), surprise[null]
    known = np.isfinite(paths) & np.isfinite(lean[null])[:, None]
    seen = np.where(known, np.nan_to_num(lean[null])[:, None], 0.0)
    usual = float(np.square(lean[null][np.isfinite(lean[null])]).mean()) if np.isfinite(lean[null]).any() else 0.0
    moved = (seen * _cut_columns(np.where(known, paths, np.nan))).sum(axis=0)
    slope = moved / np.maximum((seen**2).sum(axis=0) + LEAN_ROWS * usual, 1e-12)
    return np.asarray(np.nan_to_num(lean)[:, None] * slope[None, :])


def _cut(values: Floats, null: Bools, most: float) -> Floats:
    """Return values no further from zero than so many times their usual distance."""
    known = np.abs(values[null])
    known = known[np.isfinite(known)]
    return np.asarray(np.clip(values, -most * np.median(known), most * np.median(known))) if len(known) else values


def _cut_columns(paths: Floats) -> Floats:
    """Return surprises, none further from zero than `FAR` times what is usual at its step; 0 where one is missing."""
    if not len(paths):
        return paths
    known = np.isfinite(paths)
    usual = np.array([np.median(np.abs(paths[known[:, at], at])) / 0.6745 if known[:, at].any() else 0.0 for at in range(paths.shape[1])])
    return np.where(known, np.clip(np.nan_to_num(paths), -FAR * usual, FAR * usual), 0.0)


def _covariance(paths: Floats, horizon: int, season: int) -> Floats:
    """Return how surprises hold together along a path, drawn towards what is shipped when few paths are at hand."""
    shipped, whole = law(season).covariance(horizon), np.isfinite(paths).all(axis=1)
    if not whole.any():
        return shipped
    kept = _cut_columns(paths[whole])
    weight = len(kept) / (len(kept) + SHIPPED_SHAPE)
    return np.asarray(weight * (kept.T @ kept) / len(kept) + (1 - weight) * shipped)


def _spread(rows: Trials, mean: Floats, null: Bools, shipped: float) -> tuple[float, Floats]:
    """Return the usual size of a mean over all series, and by row how much wider its own series is, shape (n,).

    Each row is compared with the other dates of its series whose paths do not overlap its own.
    """
    known = mean[null][np.isfinite(mean[null])]
    middle = float(np.median(np.abs(known))) / 0.6745 if len(known) else 0.0
    square = float(np.square(np.clip(known, -FAR * middle, FAR * middle)).sum())
    sigma = float(np.sqrt((square + SHIPPED * shipped) / (len(known) + SHIPPED)))
    usual = np.square(np.clip(np.nan_to_num(mean / sigma), -CLIP, CLIP))
    counted, factor, horizon = null & np.isfinite(mean), np.ones(len(mean)), rows.ahead.shape[1]
    order = np.argsort(rows.series, kind="stable")
    for mine in np.split(order, np.flatnonzero(np.diff(rows.series[order])) + 1):
        apart = (np.abs(rows.cut[mine][:, None] - rows.cut[mine][None, :]) >= horizon) & counted[mine][None, :]
        factor[mine] = np.sqrt((SHRINK + apart @ usual[mine]) / (SHRINK + apart.sum(axis=1)))
    return sigma, factor
