"""Forecasts of many series at once, with their predictive quantiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.maths.forecast.bands import P, back_tests, pooled, scale, stretched, tested, widths
from pupitre.maths.forecast.panel import Floats, Ints, Panel, filled, gathered
from pupitre.maths.forecast.points import points
from pupitre.maths.forecast.prior import Rhythm, prior
from pupitre.maths.forecast.slips import unslipped
from pupitre.maths.forecast.special import croston, kind, last, moves, seen

LATEST, CYCLES = 520, 4
"""A forecast rests on the last readings only: so many, or so many of the longest season when these are more."""
LASTING, FADING = 0.6, 0.6
"""Errors of two steps of one series: the correlation that stays however far apart, and how the rest fades with each step between."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What each series will read, in the order given.

    Args:
        mean: Point forecasts, the median of the five methods, shape (series, horizon).
        values: Predictive quantiles 1 to 99 %, rising, shape (series, steps kept, 99).
        methods: Of each series: combination, short, intermittent, constant or none.
        reasons: Of each series: why there is no forecast (`empty`, `too_few`, `not_a_number`: its values are then NaN), or an empty text.
        reach: Size of the errors of each series, NaN unless its method is the combination, shape (series, horizon).
        table: Quantiles of the error, in that size, at each step, shape (horizon, 99).
    """

    mean: Floats
    values: Floats
    methods: tuple[str, ...]
    reasons: tuple[str, ...]
    reach: Floats
    table: Floats

    def total(self, at: int, steps: Ints) -> Floats:
        """Return the quantiles of the sum of some steps of one series (0 is the first), shape (99,).

        Errors of steps near each other go together; how much was measured on public series.
        """
        spread = self.reach[at, steps, None] * self.table[steps]
        width = np.maximum(spread[:, -10] - spread[:, 9], 1e-12)
        apart = np.abs(steps[:, None] - steps[None, :])
        together = np.sqrt(width @ (LASTING + (1 - LASTING) * FADING**apart) @ width) / width.sum()
        return np.asarray(self.mean[at, steps].sum() + together * spread.sum(axis=0))


def forecast(
    series: Sequence[Floats],
    *,
    horizon: int,
    season: int | Sequence[int] = 1,
    rhythm: Rhythm = "other",
    low: npt.ArrayLike = -np.inf,
    high: npt.ArrayLike = np.inf,
    steps: Sequence[int] | None = None,
) -> Forecast:
    """Return the forecasts of series of one rhythm, which lend each other their errors.

    Args:
        series: Readings of each, oldest first, shape (readings,); NaN is a reading that is missing.
        horizon: Steps ahead, 1 or more.
        season: Readings in a season, or in each of several, the shortest first; 1 when there is none to look for.
        rhythm: How often the series are read; it chooses the quantiles learned on public series.
        low, high: Bounds that no reading passes, for all series or one per series.
        steps: The steps whose quantiles are kept, 1 is the next reading; all of them unless said otherwise.

    Raises:
        ValueError: The horizon or a season is under 1.

    Source:
        docs/methods/forecast.md gives the method, what was measured and its limits.
    """
    seasons = tuple(sorted({int(s) for s in np.atleast_1d(np.asarray(season)) if s > 1}))
    if horizon < 1 or np.min(np.asarray(season), initial=1) < 1:
        raise ValueError("the horizon and the seasons are 1 or more")
    count = len(series)
    floor, ceiling = (np.broadcast_to(np.asarray(b, dtype=np.float64), (count,)) for b in (low, high))
    kept = np.arange(horizon) if steps is None else np.asarray(steps, dtype=np.int64) - 1
    mean, values = np.full((count, horizon), np.nan), np.full((count, len(kept), len(P)), np.nan)
    reach, table = np.full((count, horizon), np.nan), prior(rhythm, horizon)
    wrong = [_reason(np.asarray(one)) for one in series]
    latest = max(LATEST, CYCLES * max(seasons, default=1))
    ready = [np.empty(0) if why else filled(np.asarray(one, dtype=np.float64))[-latest:] for one, why in zip(series, wrong, strict=True)]
    methods = [kind(one) for one in ready]
    reasons = [why or ("too_few" if how == "none" else "") for why, how in zip(wrong, methods, strict=True)]
    grown = np.array([at for at, how in enumerate(methods) if how == "combination"], dtype=np.int64)
    if len(grown):
        panel, order = gathered([filled(one) for one in unslipped([ready[at] for at in grown], seasons)])
        places = grown[order]
        ahead, size, table = _combined(panel, horizon, seasons, rhythm)
        mean[places], reach[places] = ahead.T, size.T
        for column, place in enumerate(places):
            values[place] = ahead[kept, column, None] + size[kept, column, None] * table[kept]
    for at, how in enumerate(methods):
        if how in ("short", "intermittent", "constant"):
            mean[at], special = _special(ready[at], how, horizon, seasons, rhythm)
            values[at] = special[kept]
    np.clip(mean, floor[:, None], ceiling[:, None], out=mean)
    np.clip(values, floor[:, None, None], ceiling[:, None, None], out=values)
    return Forecast(mean, values, tuple(methods), tuple(reasons), reach, table)


def _reason(one: npt.NDArray[np.generic]) -> str:
    if one.ndim != 1 or not np.issubdtype(one.dtype, np.number) or np.isinf(one).any():
        return "not_a_number"
    return "empty" if not np.isfinite(one).any() else ""


def _combined(panel: Panel, horizon: int, seasons: tuple[int, ...], rhythm: Rhythm) -> tuple[Floats, Floats, Floats]:
    """Return the point forecasts (horizon, series), the size of their errors (horizon, series), and its quantiles (horizon, 99)."""
    made = points(panel, horizon, seasons)
    reach = tested(panel, horizon)
    missed, shipped = back_tests(panel, reach, seasons), prior(rhythm, reach)
    width = widths(missed, shipped)
    table = stretched(pooled(missed, width, shipped), horizon, missed.series)
    return made.ahead, width.whole * scale(panel, made.error, horizon, max(seasons, default=1)), table


def _special(one: Floats, how: str, horizon: int, seasons: tuple[int, ...], rhythm: Rhythm) -> tuple[Floats, Floats]:
    """Return the point forecasts (horizon,) and the quantiles (horizon, 99)."""
    if how == "constant":
        return np.full(horizon, one[-1]), np.full((horizon, len(P)), one[-1])
    if how == "intermittent":
        return np.full(horizon, croston(one)), np.tile(seen(one), (horizon, 1))
    ahead = last(one, horizon, max(seasons, default=1))
    return ahead, ahead[:, None] + moves(one) * prior(rhythm, horizon, "short")


__all__ = ["Forecast", "forecast"]
