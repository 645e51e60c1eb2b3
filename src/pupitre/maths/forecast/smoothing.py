"""Exponential smoothing of many series at once: simple, with a trend, with a damped trend."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pupitre.maths.forecast.panel import Floats, Ints, Panel

RIDGE = 1e-9
"""Keeps the two equations of the initial states soluble when the readings hardly tell them apart."""

PRECISION, TINY = 1e-12, 1e-300
"""A sum of squared errors is not known better than this share of the squares it comes from, and is never nothing."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The parameters tried, shape (tried,) each: weight of a new reading on the level, on the trend, and damping of the trend."""

    alpha: Floats
    beta: Floats
    phi: Floats


@dataclass(frozen=True, slots=True)
class Fit:
    """The smoothing of each series, shape (series,) each unless said otherwise.

    Args:
        level, trend, alpha, beta, phi: States after the last reading and parameters, of the best of those tried.
        error: Mean squared one-step error of the best.
        mean_level: Level after the last reading, averaged over all parameters tried, each with its weight.
        phis: The dampings tried, shape (dampings,). mean_trends: Share of the averaged trend with each damping, shape (dampings, series).
    """

    level: Floats
    trend: Floats
    alpha: Floats
    beta: Floats
    phi: Floats
    error: Floats
    mean_level: Floats
    phis: Floats
    mean_trends: Floats

    def ahead(self, horizon: int) -> Floats:
        """Return the forecasts, averaged over the parameters tried, shape (horizon, series)."""
        damped = np.cumsum(self.phis[None, :] ** np.arange(1, horizon + 1)[:, None], axis=0)
        return np.asarray(self.mean_level + damped @ self.mean_trends)

    def next(self) -> Floats:
        """Return the forecast of the next reading by the best parameters."""
        return np.asarray(self.level + self.phi * self.trend)

    def told(self, value: Floats) -> Fit:
        """Return the states of the best parameters once the next reading is known."""
        ahead = self.next()
        error = value - ahead
        return replace(self, level=ahead + self.alpha * error, trend=self.phi * self.trend + self.beta * error)


def grid(alphas: tuple[float, ...], betas: tuple[float, ...], phis: tuple[float, ...]) -> Grid:
    """Return every combination; the weight on the trend is given as a share of that on the level."""
    a, b, p = (axis.ravel() for axis in np.meshgrid(alphas, betas, phis, indexing="ij"))
    return Grid(a, a * b, p)


SIMPLE = grid((0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99), (0.0,), (0.0,))
TREND = grid((0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9, 0.99), (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7), (1.0,))
DAMPED = grid((0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.99), (0.0, 0.03, 0.1, 0.2, 0.4, 0.8), (0.8, 0.9, 0.95, 0.98))


@dataclass(frozen=True, slots=True)
class Response:
    """What an initial level of 1, then an initial trend of 1, does to the errors and to the states.

    Args:
        errors: Shape (2, time, tried). gram: Sums of products up to each step: level², level·trend, trend², shape (3, time + 1, tried).
        states: Level from level, level from trend, trend from level, trend from trend, shape (4, time + 1, tried).
    """

    errors: Floats
    gram: Floats
    states: Floats


def response(tried: Grid, steps: int) -> Response:
    """Return what the initial states do, which is the same for every series."""
    size = len(tried.alpha)
    errors, states = np.empty((2, steps, size)), np.empty((4, steps + 1, size))
    for source in (0, 1):
        level, trend = np.full(size, 1.0 - source), np.full(size, float(source))
        states[source, 0], states[2 + source, 0] = level, trend
        for t in range(steps):
            ahead = level + tried.phi * trend
            errors[source, t] = -ahead
            level, trend = ahead * (1 - tried.alpha), tried.phi * trend - tried.beta * ahead
            states[source, t + 1], states[2 + source, t + 1] = level, trend
    gram = np.zeros((3, steps + 1, size))
    for row, (i, j) in enumerate(((0, 0), (0, 1), (1, 1))):
        np.cumsum(errors[i] * errors[j], axis=0, out=gram[row, 1:])
    return Response(errors, gram, states)


def fitted(panel: Panel, tried: Grid, *, has_trend: bool) -> Fit:
    """Return the smoothing of each series over the grid: the best, and the average by likelihood.

    The one-step errors are linear in the initial level and trend: one pass from zero states gives the sums from which the best initial
    states are solved exactly, for every series and every parameter.

    Args:
        panel: Series with at least two readings each. tried: Parameters. has_trend: Whether an initial trend is estimated.

    Source:
        Hyndman et al., *Forecasting with Exponential Smoothing* (2008), §2.3 and §5; docs/methods/forecast.md.
    """
    known = response(tried, panel.values.shape[0])
    level, trend, squares, first, second = _pass(panel, tried, known, has_trend=has_trend)
    a, b, c = (known.gram[row][panel.lengths].T for row in range(3))
    if has_trend:
        a, c = a * (1 + RIDGE) + RIDGE, c * (1 + RIDGE) + RIDGE
        determinant = a * c - b * b
        start = -(c * first - b * second) / determinant
        slope = -(a * second - b * first) / determinant
    else:
        start, slope = -first / np.maximum(a, RIDGE), np.zeros_like(first)
    error = np.maximum(squares + start * first + slope * second, PRECISION * squares + TINY)
    best, one = np.argmin(error, axis=0), np.arange(panel.count)
    moved = known.states[:, panel.lengths].transpose(0, 2, 1)
    level += moved[0] * start + moved[1] * slope
    trend += moved[2] * start + moved[3] * slope
    weight = likelihoods(error, panel.lengths)
    phis, which = np.unique(tried.phi, return_inverse=True)
    weighted = weight * trend
    return Fit(
        level=level[best, one],
        trend=trend[best, one],
        alpha=tried.alpha[best],
        beta=tried.beta[best],
        phi=tried.phi[best],
        error=error[best, one] / panel.lengths,
        mean_level=(weight * level).sum(axis=0),
        phis=phis,
        mean_trends=np.stack([weighted[which == at].sum(axis=0) for at in range(len(phis))]),
    )


def likelihoods(error: Floats, lengths: Ints) -> Floats:
    """Return the weight of each set of parameters, their likelihood with normal errors, brought to a sum of 1.

    Args:
        error: Sums of squared one-step errors, shape (tried, series). lengths: Readings of each series.

    Source:
        Burnham and Anderson, *Model Selection and Multimodel Inference* (2002), §2.9: the parameters are as many in each set.
    """
    told = -0.5 * lengths * np.log(error)
    told -= told.max(axis=0)
    np.exp(told, out=told)
    told /= told.sum(axis=0)
    return np.asarray(told)


def _pass(panel: Panel, tried: Grid, known: Response, *, has_trend: bool) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return the last states from zero, the sum of squared errors, and those of the errors times each response, (tried, series) each."""
    shape = (len(tried.alpha), panel.count)
    ahead, trend, squares, first, second = (np.zeros(shape) for _ in range(5))
    level = np.zeros(shape)
    work, error = np.empty(shape), np.empty(shape)
    alpha, beta, phi = tried.alpha[:, None], tried.beta[:, None], tried.phi[:, None]
    for t, alive in enumerate(panel.alive()):
        e, w = error[:, :alive], work[:, :alive]
        np.subtract(panel.values[t, None, :alive], ahead[:, :alive], out=e)
        squares[:, :alive] += np.multiply(e, e, out=w)
        first[:, :alive] += np.multiply(e, known.errors[0, t][:, None], out=w)
        np.add(ahead[:, :alive], np.multiply(e, alpha, out=w), out=level[:, :alive])
        if has_trend:
            second[:, :alive] += np.multiply(e, known.errors[1, t][:, None], out=w)
            slope = trend[:, :alive]
            slope *= phi
            slope += np.multiply(e, beta, out=w)
            np.add(level[:, :alive], np.multiply(slope, phi, out=w), out=ahead[:, :alive])
        else:
            ahead[:, :alive] = level[:, :alive]
    return level, trend, squares, first, second
