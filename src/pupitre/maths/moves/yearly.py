"""The part of a figure that comes back every year, so that a dip of every August is no news."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SURE = 1.645
"""The positions of a year differ by more than chance beyond this normal value (5 % on one side)."""
NARROW = 24
"""Years cut in more positions than this are smoothed with their neighbours: week 33 is not quite the same days each year."""


def yearly(rows: Floats, past: int, season: int) -> tuple[Floats, Bools]:
    """Return the season of each series, shape (series, readings), and which series have one, shape (series,).

    Each past reading is given the mean of the *other* years at its place, and each recent one that of the past: what moved lately does
    not hide in its own season, and the error of the season weighs on the past as much as on the present.

    Args:
        rows: Series, shape (series, readings), no NaN.
        past: Readings the season is learned from, at least two seasons of them.
        season: Readings in a year.

    Source:
        One-way analysis of variance brought to a normal variable (Paulson 1942), as in docs/methods/xmr.md; shrunk by 1 - 1/F.
    """
    count, n = rows.shape
    time = np.arange(n) - (past - 1) / 2
    flat = rows[:, :past] - rows[:, :past].mean(axis=1, keepdims=True)
    slope = flat @ time[:past] / float(time[:past] @ time[:past])
    flat = flat - slope[:, None] * time[None, :past]
    position = np.arange(past) % season
    sums, times = np.zeros((count, season)), np.bincount(position, minlength=season).astype(np.float64)
    np.add.at(sums.T, position, flat.T)
    between = (times * (sums / times) ** 2).sum(axis=1) / (season - 1)
    within = ((flat - (sums / times)[:, position]) ** 2).sum(axis=1) / max(past - season - 1, 1)
    ratio = np.where(within > 0, between / np.where(within > 0, within, 1.0), np.where(between > 0, np.inf, 0.0))
    is_seasonal = _normal(ratio, season - 1, max(past - season - 1, 1)) > SURE
    trust = np.where(is_seasonal, 1 - 1 / np.maximum(ratio, 1.0), 0.0)[:, None]
    others = _near(sums, season)[:, position] - _own(flat, season)
    weight = _near(times[None], season)[0][position] - _own(np.ones((1, past)), season)[0]
    later = (_near(sums, season) / _near(times[None], season))[:, np.arange(past, n) % season]
    return np.concatenate([trust * others / np.maximum(weight, 1e-9), trust * later], axis=1), is_seasonal


def _near(sums: Floats, season: int) -> Floats:
    """Add to each position of a year half of the two beside it, where years are cut finely."""
    if season <= NARROW:
        return sums
    return np.asarray(sums + 0.5 * (np.roll(sums, 1, axis=1) + np.roll(sums, -1, axis=1)))


def _own(flat: Floats, season: int) -> Floats:
    """Return what the year of each reading itself brought to its position."""
    if season <= NARROW:
        return flat
    beside = np.pad(flat, ((0, 0), (1, 1)))
    return np.asarray(flat + 0.5 * (beside[:, :-2] + beside[:, 2:]))


def _normal(ratio: Floats, one: float, two: float) -> Floats:
    a, b = 2 / (9 * one), 2 / (9 * two)
    root = np.cbrt(np.minimum(ratio, 1e12))
    return np.asarray(((1 - b) * root - (1 - a)) / np.sqrt(b * root**2 + a))


def came_back(rows: Floats, size: Floats, first: npt.NDArray[np.int64], season: int) -> Bools:
    """Tell which moves happened at the same time a year before as well, for series whose past is too short to learn a season.

    Args:
        rows: Shape (series, readings). size: Of each move, in the unit of the series. first: Its first reading.
        season: Readings in a year.
    """
    n = rows.shape[1]
    found = np.zeros(len(rows), dtype=bool)
    for at in range(len(rows)):
        begin = int(first[at]) - season
        if season > 1 and begin >= 2:
            last = min(n - season, begin + max(n - int(first[at]), 1))
            before = rows[at, max(0, begin - 4) : begin].mean()
            found[at] = (rows[at, begin:last].mean() - before) / size[at] > 0.5 if last > begin and size[at] != 0 else False
    return found
