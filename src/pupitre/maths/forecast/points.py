"""Point forecasts: the weighted median of five methods on series without their season."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pupitre.maths.forecast.panel import BLOCK, Bools, Floats, Ints, Panel
from pupitre.maths.forecast.season import is_seasonal, taken_out
from pupitre.maths.forecast.smoothing import DAMPED, SIMPLE, TREND, Fit, fitted
from pupitre.maths.forecast.theta import Dynamic, Theta, dynamic, theta

PARAMETERS = np.array([2.0, 4.0, 5.0, 3.0, 3.0])
"""What each method estimates: weights and initial states."""
EQUAL_UP_TO = 40
"""Up to so many readings, the past errors of one series tell nothing of which method suits it: the five count the same."""
FULL_AFTER = 100.0
"""Readings beyond those over which the evidence would come to count in full."""
MOST = 0.4
"""The share of the evidence that counts at most: one-step errors are not those of the steps beyond."""

Five = tuple[Fit, Fit, Fit, Theta, Dynamic]


@dataclass(frozen=True, slots=True)
class Points:
    """Point forecasts.

    Args:
        ahead: Shape (horizon, series). error: Usual one-step error of each series, in its own unit, shape (series,).
    """

    ahead: Floats
    error: Floats


def points(panel: Panel, horizon: int, seasons: tuple[int, ...]) -> Points:
    """Return the forecasts of each series.

    Args:
        panel: Series of two readings or more. horizon: Steps ahead. seasons: Lengths of the seasons looked for, in steps.
    """
    ahead, error = np.empty((horizon, panel.count)), np.empty(panel.count)
    for start in range(0, panel.count, BLOCK):
        part = panel.part(start, start + BLOCK)
        at = slice(start, start + part.count)
        ahead[:, at], error[at] = _points(part, horizon, seasons)
    return Points(ahead, error)


def _points(panel: Panel, horizon: int, seasons: tuple[int, ...]) -> tuple[Floats, Floats]:
    plain, out = panel, []
    for season in seasons:
        seasonal, plain = taken_out(plain, season, is_seasonal(plain, season))
        out.append(seasonal)
    calm, is_root = calmed(plain)
    methods = five(calm)
    ahead = np.stack([method.ahead(horizon) for method in methods])
    found = back(weighted_median(ahead, weights(methods, panel.lengths)), is_root)
    error = usual_error(methods, is_root)
    for seasonal in reversed(out):
        found = seasonal.put_back(panel, found)
    return np.asarray(found), np.asarray(error)


def calmed(panel: Panel) -> tuple[Panel, Bools]:
    """Return the square roots of the series that are never below zero, the others as they are, and which are roots, shape (series,).

    A trend is then between a straight line and a growth, and errors that grow with the level weigh less.
    """
    is_root = np.asarray(np.where(panel.inside(), panel.values, 0.0).min(axis=0, initial=0.0) >= 0)
    return Panel(np.where(is_root, np.sqrt(np.where(is_root, panel.values, 0.0)), panel.values), panel.lengths), is_root


def back(values: Floats, is_root: Bools) -> Floats:
    """Return readings from the roots that `calmed` gave, the series on the last axis."""
    return np.asarray(np.where(is_root, np.maximum(values, 0.0) ** 2, values))


def five(panel: Panel) -> Five:
    """Return the five methods fitted to each series."""
    return (
        fitted(panel, SIMPLE, has_trend=False),
        fitted(panel, TREND, has_trend=True),
        fitted(panel, DAMPED, has_trend=True),
        theta(panel),
        dynamic(panel),
    )


def usual_error(methods: Five, is_root: Bools) -> Floats:
    """Return the usual one-step error of each series at its last level, in the unit of its readings, shape (series,)."""
    error = np.sqrt(np.median(np.stack([method.error for method in methods]), axis=0))
    return np.asarray(np.where(is_root, 2 * np.maximum(methods[0].mean_level, 0.0) * error, error))


def weights(methods: Five, lengths: Ints) -> Floats:
    """Return how much each method counts in each series, shape (5, series): the same for all on short series, by evidence on long ones.

    The evidence is Akaike's criterion, of which a share grows with the readings.
    """
    error = np.stack([method.error for method in methods])
    share = np.clip((lengths - EQUAL_UP_TO) / FULL_AFTER, 0.0, MOST)
    told = -0.5 * share * (lengths * np.log(error) + 2 * PARAMETERS[:, None])
    told = np.exp(told - told.max(axis=0))
    return np.asarray(told / told.sum(axis=0))


def weighted_median(values: Floats, weight: Floats) -> Floats:
    """Return the weighted median over the first axis, straight lines between the middles of the weights.

    Args:
        values: Shape (methods, horizon, series). weight: Shape (methods, series), sum 1.

    >>> weighted_median(np.array([1.0, 2.0, 9.0])[:, None, None], np.full((3, 1), 1 / 3))
    array([[2.]])
    """
    order = np.argsort(values, axis=0)
    ranked = np.take_along_axis(values, order, axis=0)
    mass = np.take_along_axis(np.broadcast_to(weight[:, None, :], values.shape), order, axis=0)
    middle = np.cumsum(mass, axis=0) - mass / 2
    above = np.clip((middle < 0.5 - 1e-12).sum(axis=0, keepdims=True), 1, len(values) - 1)
    left, right = (np.take_along_axis(middle, at, axis=0)[0] for at in (above - 1, above))
    low, high = (np.take_along_axis(ranked, at, axis=0)[0] for at in (above - 1, above))
    share = np.clip((0.5 - left) / np.maximum(right - left, 1e-12), 0.0, 1.0)
    return np.asarray(low + share * (high - low))
