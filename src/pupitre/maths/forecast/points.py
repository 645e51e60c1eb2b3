"""Point forecasts: the median of five methods on series without their season."""

from __future__ import annotations

import numpy as np

from pupitre.maths.forecast.panel import BLOCK, Floats, Panel
from pupitre.maths.forecast.season import is_seasonal, taken_out
from pupitre.maths.forecast.smoothing import DAMPED, SIMPLE, TREND, fitted
from pupitre.maths.forecast.theta import dynamic, theta


def points(panel: Panel, horizon: int, seasons: tuple[int, ...]) -> Floats:
    """Return the forecasts of each series, shape (horizon, series).

    Args:
        panel: Series of two readings or more. horizon: Steps ahead. seasons: Lengths of the seasons looked for, in steps.
    """
    found = np.empty((horizon, panel.count))
    for start in range(0, panel.count, BLOCK):
        part = panel.part(start, start + BLOCK)
        found[:, start : start + part.count] = _points(part, horizon, seasons)
    return found


def _points(panel: Panel, horizon: int, seasons: tuple[int, ...]) -> Floats:
    plain, out = panel, []
    for season in seasons:
        seasonal, plain = taken_out(plain, season, is_seasonal(plain, season))
        out.append(seasonal)
    ahead = np.median(five(plain, horizon), axis=0)
    for seasonal in reversed(out):
        ahead = seasonal.put_back(panel, ahead)
    return np.asarray(ahead)


def five(panel: Panel, horizon: int) -> Floats:
    """Return the forecasts of the five methods, shape (5, horizon, series)."""
    return np.stack(
        [
            fitted(panel, SIMPLE, has_trend=False).ahead(horizon),
            fitted(panel, TREND, has_trend=True).ahead(horizon),
            fitted(panel, DAMPED, has_trend=True).ahead(horizon),
            theta(panel, horizon),
            dynamic(panel).ahead(horizon),
        ]
    )
