"""Seasons of many series at once: whether there is one, its factors, and the series without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pupitre.maths.forecast.panel import Bools, Floats, Panel

CRITICAL = 1.0
"""Standard errors that the autocorrelation at a season must pass: fewer than the 1.645 of a test at 90 %: doubtful factors are shrunk."""
SMALLEST = 0.01
"""No factor that multiplies is smaller."""
LONG = 24
"""A season of so many steps or more is tested on the series without its trend."""
SEASONS = 3
"""A season is looked for in a series that holds it this many times."""


@dataclass(frozen=True, slots=True)
class Seasonal:
    """The season taken out of each series.

    Args:
        factors: What each position of the season multiplies or adds, shape (season, series); 1 or 0 where there is no season.
        is_ratio: Whether the factors multiply, shape (series,).
        has_season: Whether a season was found, shape (series,).
    """

    factors: Floats
    is_ratio: Bools
    has_season: Bools

    def over(self, panel: Panel, start: int, steps: int) -> Floats:
        """Return the factors of steps that begin so many after the end of each series, shape (steps, series)."""
        position = (panel.lengths[None, :] + start + np.arange(steps)[:, None]) % self.factors.shape[0]
        return np.asarray(self.factors[position, np.arange(panel.count)[None, :]])

    def put_back(self, panel: Panel, ahead: Floats) -> Floats:
        """Return forecasts with their season, shape (horizon, series)."""
        factors = self.over(panel, 0, len(ahead))
        return np.asarray(np.where(self.is_ratio, ahead * factors, ahead + factors))


def autocorrelations(values: Floats, lags: Sequence[int]) -> Floats:
    """Return the autocorrelation of each series at some lags, shape (lags, series); NaN are left out; 0 for a constant one."""
    known = np.isfinite(values)
    mean = np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    centred = np.where(known, values - mean, 0.0)
    total = (centred**2).sum(axis=0)
    products = [(centred[lag:] * centred[:-lag]).sum(axis=0) for lag in lags]
    return np.asarray(np.array(products) / np.where(total > 0, total, 1.0))


def is_seasonal(panel: Panel, season: int) -> Bools:
    """Tell which series repeat after so many steps: their autocorrelation there is larger than chance makes it.

    For a season of many steps, the shorter lags of a series with a trend drown that one: the trend is then taken off first, and the lag
    judged alone.

    Source:
        The test of the Theta method, Assimakopoulos and Nikolopoulos (2000); variance by Bartlett (1946).
    """
    if season < 2 or panel.values.shape[0] < SEASONS * season:
        return np.zeros(panel.count, dtype=bool)
    if season >= LONG:
        left = panel.values - trend_cycle(panel, season)
        found, known = autocorrelations(left, (season,)), np.isfinite(left).sum(axis=0)
        bound = CRITICAL / np.sqrt(np.maximum(known, 1))
        return np.asarray((found[-1] > bound) & (panel.lengths >= SEASONS * season))
    found = autocorrelations(panel.values, range(1, season + 1))
    bound = CRITICAL * np.sqrt((1 + 2 * (found[:-1] ** 2).sum(axis=0)) / panel.lengths)
    return np.asarray((np.abs(found[-1]) > bound) & (panel.lengths >= SEASONS * season))


def trend_cycle(panel: Panel, season: int) -> Floats:
    """Return the centred moving average over a season, shape (time, series); NaN in the half season at each end."""
    steps, count = panel.values.shape
    sums = np.zeros((steps + 1, count))
    np.cumsum(np.where(panel.inside(), panel.values, 0.0), axis=0, out=sums[1:])
    smooth = np.full((steps, count), np.nan)
    half = season // 2
    window = (sums[season:] - sums[:-season]) / season
    if season % 2:
        smooth[half : half + len(window)] = window
    else:
        smooth[half : half + len(window) - 1] = (window[1:] + window[:-1]) / 2
    smooth[np.arange(steps)[:, None] >= panel.lengths - half] = np.nan
    return smooth


def taken_out(panel: Panel, season: int, chosen: Bools) -> tuple[Seasonal, Panel]:
    """Return the season of the chosen series, and every series without its season.

    Factors multiply when all readings are above zero, else they add; they are means by position of what the moving average leaves, brought
    to a mean of 1 or 0.
    """
    is_ratio = np.asarray(np.where(panel.inside(), panel.values, np.inf).min(axis=0) > 0) & chosen
    factors = np.where(is_ratio, 1.0, 0.0) * np.ones((season, 1))
    if not chosen.any():
        return Seasonal(factors, is_ratio, chosen), panel
    at = np.flatnonzero(chosen)
    some = Panel(panel.values[:, at], panel.lengths[at])
    ratio = is_ratio[at]
    smooth = trend_cycle(some, season)
    left = np.where(ratio, some.values / np.where(ratio, smooth, 1.0), some.values - smooth)
    found = shrunk(left, season, np.where(ratio, 1.0, 0.0))
    mean = found.mean(axis=0)
    found = np.where(ratio, np.maximum(found / np.where(ratio, mean, 1.0), SMALLEST), found - mean)
    factors[:, at] = found
    repeated = np.tile(found, (some.values.shape[0] // season + 1, 1))[: some.values.shape[0]]
    values = panel.values.copy()
    values[:, at] = np.where(ratio, some.values / np.where(ratio, repeated, 1.0), some.values - repeated)
    return Seasonal(factors, is_ratio, chosen), Panel(values, panel.lengths)


def shrunk(left: Floats, season: int, neutral: Floats) -> Floats:
    """Return the mean at each position of the season, drawn toward the neutral factor as far as it is doubtful, shape (season, series).

    Args:
        left: What the moving average leaves, shape (time, series). neutral: 1 for factors that multiply, 0 for those that add, (series,).

    Source:
        James–Stein shrinkage of seasonal factors, Miller and Williams, *Shrinkage estimators of time series seasonal factors and their
        effect on forecasting accuracy*, Int. J. Forecasting 19 (2003).
    """
    steps, count = left.shape
    rows = -(-steps // season)
    padded = np.full((rows * season, count), np.nan)
    padded[:steps] = left
    cube = padded.reshape(rows, season, count)
    known = np.isfinite(cube)
    number = known.sum(axis=0)
    found = np.where(known, cube, 0.0).sum(axis=0) / np.maximum(number, 1)
    rest = np.where(known, cube - found, 0.0)
    each = number.sum(axis=0) / season
    doubt = (rest**2).sum(axis=(0, 1)) / np.maximum(number.sum(axis=0) - season, 1) / np.maximum(each, 1)
    spread = np.maximum(found.var(axis=0, ddof=1) - doubt, 0.0)
    pull = np.clip((season - 3) / (season - 1) * doubt / np.maximum(spread + doubt, 1e-300), 0.0, 1.0) if season > 3 else 0.0
    return np.asarray(pull * neutral + (1 - pull) * found)
