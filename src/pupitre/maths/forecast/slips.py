"""Gross slips in the past of a series, such as a zero too many: told from real moves, and bridged before anything is fitted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from pupitre.maths.forecast.panel import BLOCK, Bools, Floats, Ints, Panel, filled, gathered

LEAST: Final = 18
"""Readings under which nothing tells a slip from the life of the series."""
HALF: Final = 3
"""Readings on each side of the running median; as many must follow a slip, so that the last readings are never one."""
FAR: Final = 8.0
"""Robust standard errors from the running median beyond which a reading may be a slip."""
GROSS: Final = 0.5
"""Nor is a reading a slip less than this share of its running median away from it: a bad month is not."""
BESIDE: Final = 5
"""Readings looked at on each side of a slip: they must be calm."""
CALM: Final = 3.0
"""Calm readings are so many times nearer to their running median than the slip."""
RUN: Final = 2
"""Readings in a row that one slip may spoil."""
RARE: Final = 40
"""When readings go far several times, and more often than one in so many, it is the nature of the series."""
REPEATED: Final = 1 / 3
"""A reading this share as far, on the same side, a season before or after makes it a peak that comes back."""
SLIDE: Final = 10
"""A peak may come a tenth of a season sooner or later: feasts and closures move."""


def unslipped(series: Sequence[Floats], seasons: tuple[int, ...]) -> list[Floats]:
    """Return the series with their gross slips as missing readings (NaN).

    A slip is one reading or two in a row, far from the running median, with calm readings before and after, and none like it a season
    away. A shift of level, a peak of each year and a series that often jumps stay as they are.

    Args:
        series: Readings of each, oldest first, shape (readings,); NaN is a reading that is missing.
        seasons: Readings in each season looked for.

    Source:
        The median filter with a robust scale of Hampel, *The influence curve and its role in robust estimation*, J. Am. Stat. Assoc. 69
        (1974); docs/methods/forecast.md gives the conditions.
    """
    found = list(series)
    known = [np.flatnonzero(np.isfinite(one)) for one in series]
    long = [at for at, places in enumerate(known) if len(places) >= LEAST]
    for start in range(0, len(long), BLOCK):
        some = long[start : start + BLOCK]
        panel, order = gathered([series[at][known[at]] for at in some])
        left = _left(panel)
        wrong = _alone(left, panel) & (np.abs(left) >= GROSS * np.abs(panel.values - left))
        for column in np.flatnonzero(wrong.any(axis=0)):
            at = some[order[column]]
            slips = np.flatnonzero(wrong[:, column])
            slips = slips[~_comes_back(left[: panel.lengths[column], column], known[at], slips, seasons)]
            if len(slips):
                found[at] = np.array(series[at], dtype=np.float64)
                found[at][known[at][slips]] = np.nan
    return found


def bridged(series: Sequence[Floats], season: int) -> list[Floats]:
    """Return series without a missing reading, with straight lines over their gross slips; 1 when there is no season.

    >>> bridged([np.array([1.0, 2.0])], 1)
    [array([1., 2.])]
    """
    return [filled(one) for one in unslipped(series, (season,) if season > 1 else ())]


def _left(panel: Panel) -> Floats:
    """Return how far readings are from their running median, shape (time, series); those at the ends, from the median nearest to them."""
    values, left = panel.values, np.full(panel.values.shape, np.nan)
    middle = np.sort(sliding_window_view(values, 2 * HALF + 1, axis=0), axis=-1)[..., HALF]
    columns, last = np.arange(panel.count), panel.lengths - 1
    left[HALF:-HALF] = values[HALF:-HALF] - middle
    for at in range(HALF):
        left[at] = values[at] - middle[0]
        left[last - at, columns] = values[last - at, columns] - middle[last - 2 * HALF, columns]
    return left


def _alone(left: Floats, panel: Panel) -> Bools:
    """Tell which readings are far and alone, shape (time, series); none at the ends, nor in a series that hardly moves or often jumps."""
    count, steps = panel.lengths, np.arange(len(left))[:, None]
    size = np.abs(left)
    usual = 1.4826 * np.sort(size, axis=0)[(count - 1) // 2, np.arange(panel.count)]
    size = np.nan_to_num(size)
    far = (size > FAR * usual) & (usual > 0)
    beside = _summed(far, BESIDE)
    alone = far & (beside <= RUN) & (_summed(far, 1) == beside) & (steps >= HALF) & (steps < count - HALF)
    near = sliding_window_view(np.pad(np.where(far, 0.0, size), ((BESIDE, BESIDE), (0, 0))), 2 * BESIDE + 1, axis=0).max(axis=-1)
    times = (far & ~np.pad(far[:-1], ((1, 0), (0, 0)))).sum(axis=0)
    return np.asarray(alone & (near * CALM < size) & ((times <= 1) | (times * RARE <= count)))


def _summed(marks: Bools, half: int) -> Ints:
    padded = np.pad(marks.astype(np.int64), ((half, half), (0, 0)))
    return np.asarray(sliding_window_view(padded, 2 * half + 1, axis=0).sum(axis=-1))


def _comes_back(left: Floats, places: Ints, slips: Ints, seasons: tuple[int, ...]) -> Bools:
    """Tell which readings have one like them a season before or after, or were read too briefly to know, shape (slips,).

    Args:
        left: Distances from the running median of one series, shape (readings,). places: Step of each reading. slips: Their positions.
    """
    found, seen = np.zeros(len(slips), dtype=bool), np.zeros(len(slips), dtype=bool)
    judged = np.isfinite(left)
    steps, sizes = places[judged], left[judged]
    for season in seasons:
        apart = np.abs(np.abs(steps[None, :] - places[slips, None]) - season) <= season // SLIDE
        alike = sizes[None, :] * np.sign(left[slips])[:, None] > REPEATED * np.abs(left[slips])[:, None]
        found |= (apart & alike).any(axis=1)
        seen |= apart.any(axis=1)
    return found | ~seen if seasons else found
