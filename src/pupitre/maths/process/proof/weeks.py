"""The usual lead time of the cases that begin in each week, whatever their sort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pupitre.maths.process.proof.cases import Bools, Cases, Floats, Ints

WEEK: Final = 7 * 86_400.0
WEEKS_TOGETHER: Final = (1, 2, 4)
"""Weeks that may be taken together, so that enough cases begin in each stretch."""
CASES_OF_A_STRETCH: Final = 8.0
MOST_BEFORE: Final = 156
MOST_AFTER: Final = 52
"""Weeks looked at on each side: a trend holds no longer than three years, and an effect is told over its first year."""
FOLLOWED: Final = 0.75
"""A stretch counts once its cases have been watched as long as this share of cases took before the change."""
FOLLOWED_CLOSED: Final = 0.95
"""The same where the log holds no open case at all: it may hold closed cases only, and the last stretches lack the slow ones."""
AROUND: Final = 6
"""Stretches on each side in which the mix of sorts is counted."""
DRAWN: Final = 10.0
"""Cases that the mix before the change is worth, against those around a stretch."""
HEAVIEST: Final = 4.0
"""No case counts more often than this, nor less than its inverse, to bring a mix back to that before."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """Stretches of whole weeks with cases, oldest first.

    Args:
        at: Seconds from the change to the begin of each, shape (n,). days: Length of one.
        level: Logarithm of the usual lead time of its cases, each as a multiple of what its sort took before, shape (n,).
        variance: How uncertain that is with so few cases, shape (n,). count: Cases that began in it.
    """

    at: Floats
    days: float
    level: Floats
    variance: Floats
    count: Ints

    @property
    def is_after(self) -> Bools:
        """Whether each begins after the change."""
        return np.asarray(self.at >= 0)


def median(lasted: Floats, is_finished: Bools, weight: Floats | None = None, *, share: float = 0.5) -> float:
    """Return the lead time that a share of cases stays under, open ones counted as lasting at least as long as watched; NaN without cases.

    The longest time watched stands for it when too many cases are open to tell: it is then at least that long.

    Args:
        lasted: Time from begin to end, or watched, shape (n,). is_finished: Whether it ended. weight: How often each counts; 1 when absent.

    Source:
        Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958.

    >>> median(np.array([1.0, 2.0, 4.0, 9.0]), np.array([True, True, True, False]))
    3.0
    """
    if not len(lasted):
        return float("nan")
    order = np.lexsort((~is_finished, lasted))
    times, ended = lasted[order], is_finished[order]
    weights = np.ones(len(times)) if weight is None else weight[order]
    at_risk = np.cumsum(weights[::-1])[::-1]
    staying = np.cumprod(np.where(ended, 1.0 - weights / np.maximum(at_risk, weights), 1.0))
    wanted = 1.0 - share
    reached = np.flatnonzero((staying <= wanted + 1e-9) & ended)
    if not len(reached):
        return float(times[-1])
    first = int(reached[0])
    later = np.flatnonzero(ended[first + 1 :])
    if abs(staying[first] - wanted) <= 1e-9 and len(later):
        return float((times[first] + times[first + 1 + int(later[0])]) / 2)
    return float(times[first])


def followed(cases: Cases) -> float:
    """Return how many seconds the cases of a stretch must have been watched before it counts."""
    before = cases.rows(~cases.is_after)
    return median(before.watched, before.is_finished, share=FOLLOWED if cases.has_open else FOLLOWED_CLOSED)


def together(cases: Cases) -> int:
    """Return how many weeks are taken together, so that enough touched cases begin in each stretch."""
    begin = cases.begin[cases.is_touched & (cases.begin >= -MOST_BEFORE * WEEK)]
    weeks = max(float(np.ptp(begin)) / WEEK, 1.0) if len(begin) else 1.0
    return next((one for one in WEEKS_TOGETHER if one * len(begin) / weeks >= CASES_OF_A_STRETCH), WEEKS_TOGETHER[-1])


def weekly(cases: Cases, *, touched: bool = True) -> Weeks:
    """Return the usual lead time of each stretch in one group, cases of unknown sorts left out.

    Every lead time is divided by the usual one of its sort before the change; sorts then count as often as they did before among touched
    cases, so that neither a change of mix nor an effect that differs by sort passes for something else.
    """
    cases = cases.rows(cases.sort >= 0)
    length = together(cases) * WEEK
    follow = followed(cases)
    stretch = np.floor(cases.begin / length).astype(np.int64)
    ratio = cases.watched / _usual(cases)[cases.sort]
    mine = cases.is_touched == touched
    known = mine & _whole(cases, stretch, mine, length, follow)
    weight = _weights(cases, stretch, mine)
    order = np.flatnonzero(known)
    order = order[np.argsort(stretch[order], kind="stable")]
    places, begins = np.unique(stretch[order], return_index=True)
    groups = np.split(order, begins[1:]) if len(places) else []
    level = np.array([np.log(median(ratio[one], cases.is_finished[one], weight[one])) for one in groups])
    count = np.array([len(one) for one in groups], dtype=np.int64)
    worth = np.array([weight[one].sum() ** 2 / np.square(weight[one]).sum() for one in groups])
    own = np.log(ratio[order]) - np.repeat(level, count)
    variance = _spread(own, cases.is_finished[order]) / np.maximum(worth, 1.0)
    return Weeks(np.asarray(places * length), length / 86_400.0, level, variance, count)


def _usual(cases: Cases) -> Floats:
    """Return the usual lead time of each sort before the change, in seconds."""
    before = cases.rows(~cases.is_after)
    found = np.ones(int(cases.sort.max(initial=0)) + 1)
    for at in range(len(found)):
        mine = before.sort == at
        if mine.any():
            found[at] = median(before.watched[mine], before.is_finished[mine])
    return found


def _whole(cases: Cases, stretch: Ints, mine: Bools, length: float, follow: float) -> Bools:
    """Tell which cases began in a stretch that is whole, watched long enough on its side, and not too far from the change."""
    first = int(np.floor(cases.begin[mine].min(initial=0.0) / length)) + 1
    most_before, most_after = (int(np.ceil(most * WEEK / length)) for most in (MOST_BEFORE, MOST_AFTER))
    closes = (stretch + 1) * length
    before = (stretch >= max(first, -most_before)) & (closes <= -follow)
    after = (stretch >= 0) & (stretch < most_after) & (closes <= cases.until - follow)
    return np.asarray(before | after)


def _weights(cases: Cases, stretch: Ints, mine: Bools) -> Floats:
    """Return how often each case counts for the sorts around it to be those of touched cases before the change."""
    sorts = int(cases.sort.max(initial=0)) + 1
    aim = np.bincount(cases.sort[~cases.is_after & cases.is_touched], minlength=sorts).astype(np.float64)
    aim /= max(aim.sum(), 1.0)
    low, high = int(stretch.min(initial=0)), int(stretch.max(initial=0))
    table = np.zeros((high - low + 1, sorts))
    np.add.at(table, (stretch[mine] - low, cases.sort[mine]), 1.0)
    sums = np.vstack([np.zeros(sorts), np.cumsum(table, axis=0)])
    places = np.arange(len(table))
    around = sums[np.minimum(places + AROUND + 1, len(table))] - sums[np.maximum(places - AROUND, 0)]
    share = (around + DRAWN * aim) / (around.sum(axis=1, keepdims=True) + DRAWN)
    heavy = np.where(share > 0, aim / np.where(share > 0, share, 1.0), 1.0)
    return np.asarray(np.clip(heavy, 1 / HEAVIEST, HEAVIEST)[stretch - low, cases.sort])


def _spread(own: Floats, is_finished: Bools) -> float:
    """Return the variance of the median of one case: a fourth of the inverse square of the density where half of the cases stand."""
    gap = median(own, is_finished, share=0.65) - median(own, is_finished, share=0.35)
    return max((gap / 0.3) ** 2 / 4, 1e-6) if len(own) else 1.0
