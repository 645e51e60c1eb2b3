"""How long cases take when some of them are not over yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NORMAL_975: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of cases that take longer than each time.

    Args:
        times: Times at which a case ended, in order, shape (n,).
        share: The share that takes longer, shape (n,). low, high: Its range at 95 %; NaN where the curve is 0 or 1 and gives none.
        at_risk: Cases still running just before. ended: Cases that ended then.
    """

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: Ints
    ended: Ints

    def quantile(self, p: float) -> float | None:
        """Return the time by which a share `p` of cases is over; None when too many are still open to tell."""
        return _crossing(self.times, self.share, 1 - p)

    @property
    def median(self) -> float | None:
        """The time by which half of the cases are over; None when too many are still open to tell."""
        return self.quantile(0.5)

    @property
    def median_range(self) -> tuple[float | None, float | None]:
        """Where the true median lies at 95 %; a None side is not bounded by the data (Brookmeyer and Crowley)."""
        low = np.where(np.isnan(self.low), self.share, self.low)
        high = np.where(np.isnan(self.high), self.share, self.high)
        return _crossing(self.times, low, 0.5), _crossing(self.times, high, 0.5)


def kaplan_meier(durations: npt.ArrayLike, finished: npt.ArrayLike) -> Curve:
    """Return the curve of Kaplan and Meier.

    Args:
        durations: How long each case was watched, any one unit, shape (cases,).
        finished: Whether it ended then; a case still open counts for as long as it was watched.

    Source:
        Kaplan and Meier, J. Am. Stat. Assoc. 53 (1958); variance of Greenwood (1926), range on the scale of log(−log) (Kalbfleisch and
        Prentice 1980); range of the median of Brookmeyer and Crowley, Biometrics 38 (1982). docs/methods/process-rules.md.

    >>> kaplan_meier([1, 2, 2, 3], [True, True, False, True]).share.tolist()
    [0.75, 0.5, 0.0]
    """
    lasted = np.asarray(durations, np.float64)
    over = np.asarray(finished, np.bool_)
    all_times, where = np.unique(lasted, return_inverse=True)
    ended = np.bincount(where[over], minlength=len(all_times))
    left = np.bincount(where, minlength=len(all_times))
    at_risk = len(lasted) - np.concatenate([[0], np.cumsum(left)[:-1]]) if len(lasted) else left
    held = ended > 0
    times, ended, at_risk = all_times[held], ended[held].astype(np.int64), at_risk[held].astype(np.int64)
    share: Floats = np.cumprod(1 - ended / at_risk, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(ended / (at_risk * (at_risk - ended)))
        spread = NORMAL_975 * np.sqrt(greenwood) / np.abs(np.log(share))
        low, high = share ** np.exp(spread), share ** np.exp(-spread)
    unsaid = (share <= 0) | (share >= 1)
    return Curve(times, share, np.where(unsaid, np.nan, low), np.where(unsaid, np.nan, high), at_risk, ended)


def median_of(ended: npt.ArrayLike, running: npt.ArrayLike) -> float | None:
    """Return the median of the curve of Kaplan and Meier alone, in a fraction of the time: what the ranges need is left out.

    Args:
        ended: How long each case that is over took, any one unit; quickest in rising order.
        running: How long each other case has been watched.

    >>> median_of([1, 2, 3], [2])
    2.0
    """
    over, watched = np.asarray(ended, np.float64), np.sort(np.asarray(running, np.float64))
    if (over[1:] < over[:-1]).any():
        over = np.sort(over)
    before = np.flatnonzero(np.r_[True, over[1:] != over[:-1]][: len(over)])
    times, count = over[before], np.diff(np.r_[before, len(over)])
    at_risk = (len(over) - before) + (len(watched) - np.searchsorted(watched, times, side="left"))
    return _crossing(times, np.cumprod(1 - count / at_risk, dtype=np.float64), 0.5)


def _crossing(times: Floats, share: Floats, level: float) -> float | None:
    """Return the first time at which a curve is at a level or under it, to the rounding of a product."""
    under = np.flatnonzero(share <= level + 1e-12)
    return float(times[under[0]]) if len(under) else None
