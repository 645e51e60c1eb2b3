"""How many days of delay a year brings: those waited beyond the usual before a step, those spent beyond the lead time promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pupitre.domains.processes.analysis.finished import Cases
from pupitre.maths.process.measures.flow import SECOND
from pupitre.maths.streams import stream

DAY: Final = 86_400.0
YEAR_DAYS: Final = 365
YEAR_US: Final = YEAR_DAYS * int(DAY) * SECOND
LEAST_SPAN: Final = 90
"""Days of log under which nothing is brought to a year."""
GROUPS: Final = 2000
DRAWS: Final = 1000
LOW, HIGH = 5.0, 95.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lost:
    """Days of delay in a year, all cases together.

    Args:
        low, high: Its range at 90 %. likely: What the log shows.
    """

    low: float
    likely: float
    high: float


def yearly(cases: Cases) -> float | None:
    """Return by what to multiply what the last 365 days of a log show to have a year of it; None for a log of less than 90 days.

    >>> yearly(Cases(np.array([0]), np.array([0]), np.array([73 * 5 * 86_400_000_000]), np.array([True]), ()))
    1.0
    """
    if not len(cases.cid):
        return None
    span = (cases.last - int(cases.begin.min())) / SECOND / DAY
    return None if span < LEAST_SPAN else YEAR_DAYS / min(span, YEAR_DAYS)


def beyond_usual(lasted: Floats, passages: Floats, there: npt.NDArray[np.int64]) -> Floats:
    """Return, by step, the time waited beyond what the other steps usually make a case wait, 0 when it waits less.

    Args:
        lasted: Time waited before each step, last axis; draws may come first. passages: Times each comes after another.
        there: The steps that come after another at all: the usual wait is the median of the mean waits of the others among them.
    """
    means = np.divide(lasted, passages, out=np.zeros_like(lasted), where=passages > 0)
    found = np.zeros_like(lasted)
    for at in there.tolist():
        others = there[there != at]
        if len(others):
            usual = np.median(means[..., others], axis=-1)
            found[..., at] = np.maximum(lasted[..., at] - usual * passages[..., at], 0.0)
    return found


def ranged(drawn: Floats, likely: float, factor: float) -> Lost:
    """Return days of a year with their range, from draws and a figure in seconds."""
    low, high = np.percentile(drawn, (LOW, HIGH)).tolist()
    days = factor / DAY
    return Lost(min(low, likely) * days, likely * days, max(high, likely) * days)


def late(cases: Cases, promised_days: float, *, seed: int, key: str) -> Lost | None:
    """Return the days that cases have spent beyond the lead time promised, over the last 365 days of the log.

    Each case counts for the part of these 365 days that lies after the promised end of it and before its last step, open or not: what was
    promised before and what is still to come stay out. A log of less than 365 days is brought to a year.

    Args:
        cases: Every case. promised_days: Days promised from the first to the last step. seed, key: Name the draws.

    Returns:
        None for a log of less than 90 days.

    Source:
        docs/methods/processes.md; bootstrap over cases: Efron, Ann. Statist. 7 (1979).
    """
    factor = yearly(cases)
    if factor is None:
        return None
    due = cases.begin + round(promised_days * DAY * SECOND)
    spent = np.maximum(cases.end - np.maximum(due, cases.last - YEAR_US), 0) / SECOND
    groups = min(GROUPS, len(spent))
    sums = np.bincount(cases.cid % groups, weights=spent, minlength=groups)
    weights = stream(seed, "processes.late", key).multinomial(groups, np.full(groups, 1 / groups), size=DRAWS).astype(np.float64)
    return ranged(weights @ sums, float(spent.sum()), factor)
