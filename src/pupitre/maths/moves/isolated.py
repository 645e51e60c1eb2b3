"""Readings that stand alone, such as one typed with a zero too many: told apart, and left out of what moved."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

ALONE = 8.0
"""A reading stands alone when it is this many spreads from its neighbours, which agree with one another."""


def isolated(rows: Floats) -> Bools:
    """Tell which readings stand alone, shape (series, readings).

    The last reading can only be suspected: it counts as alone until the next one comes.

    Args:
        rows: Series without their season, shape (series, readings), at least 5 readings, no NaN.
    """
    count, n = rows.shape
    padded = np.concatenate([np.full((count, 2), np.nan), rows, np.full((count, 2), np.nan)], axis=1)
    beside = np.stack([padded[:, at : at + n] for at in (0, 1, 3, 4)])
    near = np.stack([padded[:, at : at + n] for at in (1, 3)])
    with np.errstate(all="ignore"):
        middle = np.nanmedian(beside, axis=0)
        apart = np.nanmin(np.abs(beside - rows), axis=0)
        agreed = np.nanmax(near, axis=0) - np.nanmin(near, axis=0)
    usual = 1.4826 * np.median(np.abs(rows - middle), axis=1)
    rough = np.where(usual > 0, usual, np.abs(np.diff(rows, axis=1)).mean(axis=1))[:, None]
    away = np.abs(rows - middle)
    return np.asarray((rough > 0) & (apart > ALONE * rough) & (agreed < away / 2))


def mended(rows: Floats, alone: Bools) -> Floats:
    """Return series with the lonely readings replaced by the line between their neighbours."""
    found = rows.copy()
    steps = np.arange(rows.shape[1])
    for at in np.flatnonzero(alone.any(axis=1)):
        kept = ~alone[at]
        found[at] = np.interp(steps, steps[kept], rows[at, kept])
    return found
