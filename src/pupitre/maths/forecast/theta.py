"""The Theta method and its dynamic optimised form, for many series at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pupitre.maths.forecast.panel import Floats, Ints, Panel
from pupitre.maths.forecast.smoothing import PRECISION, SIMPLE, TINY, Fit, fitted

ALPHAS = np.array([0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99])
LARGEST = 1.0
"""Largest weight of the line: theta without bound."""


@dataclass(frozen=True, slots=True)
class Line:
    """The straight line of least squares of each series: value = start + slope × time, the first reading at time 0."""

    start: Floats
    slope: Floats


def line(panel: Panel) -> Line:
    """Return the line of least squares of each series."""
    n = panel.lengths.astype(np.float64)
    values = np.where(panel.inside(), panel.values, 0.0)
    middle = (n - 1) / 2
    mean = values.sum(axis=0) / n
    times = np.arange(values.shape[0])[:, None] - middle
    spread = n * (n * n - 1) / 12
    slope = (times * values).sum(axis=0) / np.maximum(spread, 1e-12)
    return Line(mean - slope * middle, np.where(n > 1, slope, 0.0))


@dataclass(frozen=True, slots=True)
class Theta:
    """The Theta method: half the line, half the smoothing of the series moved away from it.

    Args:
        line: The line of least squares. smooth: Smoothing of the series at twice its distance from the line.
        count: Readings, shape (series,).
    """

    line: Line
    smooth: Fit
    count: Ints

    @property
    def error(self) -> Floats:
        """Mean squared one-step error, shape (series,)."""
        return self.smooth.error / 4

    def ahead(self, horizon: int) -> Floats:
        """Return the forecasts, shape (horizon, series)."""
        times = self.count + np.arange(horizon)[:, None]
        return np.asarray((self.smooth.ahead(horizon) + self.line.start + self.line.slope * times) / 2)

    def next(self) -> Floats:
        """Return the forecast of the next reading by the best parameters."""
        return (self.smooth.next() + self.line.start + self.line.slope * self.count) / 2

    def told(self, value: Floats) -> Theta:
        """Return the states once the next reading is known; the line stays."""
        there = self.line.start + self.line.slope * self.count
        return Theta(self.line, self.smooth.told(2 * value - there), self.count + 1)


def theta(panel: Panel) -> Theta:
    """Return the Theta method fitted to each series.

    Source:
        Assimakopoulos and Nikolopoulos, *The theta model*, Int. J. Forecasting 16 (2000).
    """
    straight = line(panel)
    return Theta(straight, fitted(away(panel, straight), SIMPLE, has_trend=False), panel.lengths)


def away(panel: Panel, straight: Line) -> Panel:
    """Return the series at twice their distance from the line."""
    times = np.arange(panel.values.shape[0])[:, None]
    return Panel(2 * panel.values - (straight.start + straight.slope * times), panel.lengths)


@dataclass(frozen=True, slots=True)
class Dynamic:
    """The states of the dynamic optimised Theta after the last reading, shape (series,) each.

    Args:
        level: Smoothed level. mean, slope: Mean of the readings and slope of their line. count: Readings. alpha: Weight of a new reading.
        weight: 1 - 1 / theta. error: Mean squared one-step error.
    """

    level: Floats
    mean: Floats
    slope: Floats
    count: Ints
    alpha: Floats
    weight: Floats
    error: Floats

    def next(self) -> Floats:
        """Return the forecast of the next reading."""
        return self.level + self.weight * _lean(self.alpha, self.mean, self.slope, self.count)

    def told(self, value: Floats) -> Dynamic:
        """Return the states once the next reading is known."""
        mean, slope, count = _line_after(self.mean, self.slope, self.count, value)
        level = self.alpha * value + (1 - self.alpha) * self.level
        return replace(self, level=level, mean=mean, slope=slope, count=count)

    def ahead(self, horizon: int) -> Floats:
        """Return the forecasts, shape (horizon, series)."""
        found = np.empty((horizon, len(self.level)))
        state = self
        for h in range(horizon):
            found[h] = state.next()
            state = state.told(found[h])
        return found


def _lean(alpha: Floats, mean: Floats, slope: Floats, count: Ints) -> Floats:
    """Return what the line adds to the level at the next step."""
    fade = (1 - alpha) ** count
    return np.asarray(fade * (mean - (count + 1) / 2 * slope) + (1 - fade * (1 - alpha)) / alpha * slope)


def _line_after(mean: Floats, slope: Floats, count: Ints, value: Floats) -> tuple[Floats, Floats, Ints]:
    """Return the mean and the slope of the line once one more reading is known."""
    t = count + 1
    return (count * mean + value) / t, ((t - 2) * slope + 6 / t * (value - mean)) / (t + 1) * (t > 1), t


def dynamic(panel: Panel) -> Dynamic:
    """Return the dynamic optimised Theta of each series.

    The errors are linear in the initial level and in 1 - 1/theta: for each alpha both are solved exactly, theta held at 1 or more.

    Source:
        Fiorucci et al., *Models for optimising the theta method and their relationship to state space models*, Int. J. Forecasting 32
        (2016), the dynamic optimised theta model.
    """
    steps, count = panel.values.shape
    alpha = ALPHAS[:, None]
    fade = (1 - ALPHAS[:, None]) ** np.arange(steps + 1)[None, :]
    shape = (len(ALPHAS), count)
    level, ee, ed, eg, dg, gg, work = (np.zeros(shape) for _ in range(7))
    mean, slope, known = np.zeros(count), np.zeros(count), np.zeros(count, dtype=np.int64)
    for t, alive in enumerate(panel.alive()):
        y, w, low = panel.values[t, :alive], work[:, :alive], level[:, :alive]
        lean = _lean(alpha, mean[:alive], slope[:alive], known[:alive]) if t else np.zeros((len(ALPHAS), alive))
        error = y - low
        decay = fade[:, t : t + 1]
        ee[:, :alive] += np.multiply(error, error, out=w)
        ed[:, :alive] += np.multiply(error, decay, out=w)
        eg[:, :alive] += np.multiply(error, lean, out=w)
        dg[:, :alive] += np.multiply(lean, decay, out=w)
        gg[:, :alive] += np.multiply(lean, lean, out=w)
        low += np.multiply(error, alpha, out=w)
        mean[:alive], slope[:alive], known[:alive] = _line_after(mean[:alive], slope[:alive], known[:alive], y)
    dd = np.cumsum(fade**2, axis=1)[:, panel.lengths - 1]
    top = eg - ed * dg / dd
    weight = np.clip(top / np.maximum(gg - dg * dg / dd, 1e-12 * (1 + gg)), 0.0, LARGEST)
    start = (ed - weight * dg) / dd
    total = ee - 2 * start * ed - 2 * weight * eg + start**2 * dd + 2 * start * weight * dg + weight**2 * gg
    best, one = np.argmin(total, axis=0), np.arange(count)
    last = level[best, one] + fade[best, panel.lengths] * start[best, one]
    error = np.maximum(total, PRECISION * ee + TINY)[best, one] / panel.lengths
    return Dynamic(last, mean, slope, known, ALPHAS[best], weight[best, one], error)


__all__ = ["Dynamic", "Line", "Theta", "dynamic", "line", "theta"]
