"""Forecasts made at many dates of many series, beside what was read afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pupitre.maths.causal.estimate import Floats
from pupitre.maths.forecast.panel import filled, gathered
from pupitre.maths.forecast.points import points

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FEWEST: Final = 8
"""A forecast needs this many readings before the date."""
TO_LEVEL: Final = 0.25
"""How far the usual move is drawn towards the level, on the scale of logarithms."""
TINY: Final = 1e-9
"""Below this share of its level, what moves in a series is rounding."""


@dataclass(frozen=True, slots=True)
class Trials:
    """One row per series and date: what was forecast with the readings before, and what was read after.

    Args:
        series: Position of the series, shape (n,). cut: Position of the first reading after the date, shape (n,).
        room: Readings from there to the date judged in that series, shape (n,); 0 on the row judged.
        is_judged: The date that is judged; the others are earlier dates where nothing is known to have happened.
        ahead: Forecasts, shape (n, h). actual: Readings, NaN where none, shape (n, h).
        scale: Usual size of a move of the series before the date, shape (n,); 0 for one that never moved.
        lean: How far the forecasts stand from the mean of the history, in scales, shape (n,).
    """

    series: Ints
    cut: Ints
    room: Ints
    is_judged: Bools
    ahead: Floats
    actual: Floats
    scale: Floats
    lean: Floats

    @property
    def surprise(self) -> Floats:
        """Reading less forecast, in scales, shape (n, h)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((self.actual - self.ahead) / self.scale[:, None])

    def rows(self, kept: Bools) -> Trials:
        """Return some of the rows."""
        return Trials(*(getattr(self, name)[kept] for name in self.__slots__))


def trials(series: Sequence[Floats], cuts: Sequence[int], *, horizon: int, step: int, most: int, season: int, judged: Bools) -> Trials:
    """Return the forecasts at the dates judged and at earlier ones.

    Args:
        series: Readings, oldest first, NaN where one is missing. cuts: Position of the first reading after each date.
        horizon: Readings ahead. step: Readings between two earlier dates. most: Earlier dates tried in one series, the latest ones.
        season: Readings in a season; 1 when there is none.
        judged: Series whose date is judged; the others only lend their earlier dates.
    """
    who: list[int] = []
    cut: list[int] = []
    is_judged: list[bool] = []
    for at, (one, date) in enumerate(zip(series, cuts, strict=True)):
        first = fewest(season) + int(np.argmax(np.isfinite(one))) if np.isfinite(one).any() else len(one)
        earlier = list(range(date - horizon, first - 1, -step))[:most]
        dates = ([date] if judged[at] else []) + earlier
        who += [at] * len(dates)
        cut += dates
        is_judged += [judged[at] and place == 0 for place in range(len(dates))]
    histories = [_history(series[at][:date]) for at, date in zip(who, cut, strict=True)]
    ahead = _forecast(histories, horizon, season)
    actual = np.full((len(who), horizon), np.nan)
    for row, (at, date) in enumerate(zip(who, cut, strict=True)):
        read = series[at][date : date + horizon]
        actual[row, : len(read)] = read
    scale = np.array([scale_of(one, season) for one in histories])
    means = np.array([one.mean() if len(one) else np.nan for one in histories])
    with np.errstate(divide="ignore", invalid="ignore"):
        lean = (ahead.mean(axis=1) - means) / scale if horizon else means
    places, at_dates = np.array(who, dtype=np.int64), np.array(cut, dtype=np.int64)
    room = np.asarray(cuts, dtype=np.int64)[places] - at_dates
    return Trials(places, at_dates, room, np.array(is_judged, dtype=bool), ahead, actual, scale, lean)


def fewest(season: int) -> int:
    """Return how many readings an earlier date needs before it: two seasons and a little more to tell a season of months or quarters."""
    return max(FEWEST, 2 * season + 2) if 1 < season <= 12 else FEWEST + 18 * (season > 12)


def scale_of(history: Floats, season: int) -> float:
    """Return the usual size of a move: the mean move from season to season, drawn a quarter of the way towards the mean level.

    The moves of a short series are a matter of luck; the level is not, and noise grows with it in most figures of a company.

    >>> round(scale_of(np.array([100.0, 110.0, 100.0, 110.0]), 1), 4)
    18.001
    """
    if len(history) < 2:
        return 0.0
    lag = season if 1 < season <= 12 and season < len(history) - 4 else 1
    move, level = float(np.abs(history[lag:] - history[:-lag]).mean()), float(np.abs(history).mean())
    if np.ptp(history) <= TINY * level:
        return 0.0
    return float(max(move, TINY * level) ** (1 - TO_LEVEL) * level**TO_LEVEL)


def _history(read: Floats) -> Floats:
    """Return the readings before a date without holes; the last one known stands for those missing at the end."""
    known = filled(read)
    missing = len(read) - 1 - int(np.flatnonzero(np.isfinite(read))[-1]) if len(known) else 0
    return np.concatenate([known, np.repeat(known[-1:], missing)])


def _forecast(histories: Sequence[Floats], horizon: int, season: int) -> Floats:
    found = np.full((len(histories), horizon), np.nan)
    usable = [at for at, one in enumerate(histories) if len(one) >= 2]
    if usable and horizon:
        panel, order = gathered([histories[at] for at in usable])
        found[np.asarray(usable)[order]] = points(panel, horizon, (season,) if season > 1 else ()).ahead.T
    return found
