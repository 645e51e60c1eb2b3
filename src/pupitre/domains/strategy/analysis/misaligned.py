"""Which axes get far less money than they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from pupitre.domains.strategy.analysis.spend import MONTHS, AxisShare, Spend

WIDE = 0.10
"""A gap of this many points is wide for any axis."""
NARROW = 0.05
"""A gap of this many points is wide for an axis that gets half of what it weighs, or less."""


@dataclass(frozen=True, slots=True)
class Misaligned:
    """An axis that gets far less than it weighs.

    Args:
        money: The money it lacks over the window to get what it weighs.
        since: First day of the unbroken run of months in which the gap has been wide; None when the source has no dates.
        gainers: The axes that got more than they weigh, widest gap first.
    """

    axis: AxisShare
    money: Decimal
    since: date | None
    gainers: tuple[AxisShare, ...]


def is_wide(weight: float, share: float) -> bool:
    """Tell whether a share of the money falls far short of a weight.

    >>> is_wide(0.30, 0.09), is_wide(0.30, 0.22), is_wide(0.10, 0.05)
    (True, False, True)
    """
    short = round(weight - share, 9)
    return short >= WIDE or (short >= NARROW and share <= weight / 2)


def misaligned(spend: Spend) -> list[Misaligned]:
    """Return the axes that get far less than they weigh, widest gap first.

    An axis that gets more than it weighs takes it from the others: it is named as a gainer, not reproached a second time.
    """
    gainers = sorted((axis for axis in spend.axes if axis.gap >= NARROW / 2), key=lambda a: (-a.gap, a.axis))
    short = [i for i, axis in enumerate(spend.axes) if is_wide(axis.weight, axis.share)]
    found = [
        Misaligned(
            spend.axes[i], (-Decimal(repr(spend.axes[i].gap)) * spend.total).quantize(Decimal("0.01")), _since(spend, i), tuple(gainers)
        )
        for i in short
    ]
    return sorted(found, key=lambda m: (m.axis.gap, m.axis.axis))


def _since(spend: Spend, row: int) -> date | None:
    """Walk back month by month while the twelve months ending there show the gap; months before the first money are not walked."""
    if not spend.months:
        return None
    running = np.cumsum(np.pad(spend.monthly, ((0, 0), (1, 0))), axis=1)
    since = spend.months[-1]
    for end in range(len(spend.months), MONTHS - 1, -1):
        window = running[:, end] - running[:, end - MONTHS]
        total = float(window.sum())
        if total <= 0 or not is_wide(spend.axes[row].weight, float(window[row]) / total):
            break
        since = spend.months[end - MONTHS]
    return since
