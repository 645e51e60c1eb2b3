"""Which cases are over: the steps that end a case, told from cases that have been quiet for long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.flow import SECOND

if TYPE_CHECKING:
    from ibis.expr import types as ir

LATE: Final = 0.95
"""A case quiet for longer than this share of lead times is taken as over when its step usually ends cases."""
USUAL: Final = 0.05
"""Share of the quiet cases that a step ends, for it to be a last step."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cases:
    """Every case of a log, one per position.

    Args:
        cid: Its number. begin, end: Its first and last moment, microseconds since 1970 UTC. is_finished: Whether it is over.
        finals: Steps that end a case.
    """

    cid: Numbers
    begin: Numbers
    end: Numbers
    is_finished: npt.NDArray[np.bool_]
    finals: tuple[str, ...]

    @property
    def last(self) -> int:
        """The last moment of the log."""
        return int(self.end.max(initial=0))

    @property
    def lead_s(self) -> npt.NDArray[np.float64]:
        """Seconds from the first to the last moment of each case."""
        return np.asarray((self.end - self.begin) / SECOND)

    @property
    def finished_count(self) -> int:
        """How many are over."""
        return int(self.is_finished.sum())


def cases_of(log: Log) -> Cases:
    """Return every case of a log, and whether it is over."""
    steps = log.steps
    spans = steps.group_by("cid").aggregate(begin=steps.ts.min(), end=steps.ts.max(), aid=steps.aid.max(where=steps.to_aid.isnull()))
    rows = log.rows(spans).sort_by("cid")
    cid, begin, end, aid = (rows.column(name).to_numpy().astype(np.int64) for name in ("cid", "begin", "end", "aid"))
    return told(cid, begin, end, aid, log.activities)


def told(cid: Numbers, begin: Numbers, end: Numbers, aid: Numbers, activities: tuple[str, ...]) -> Cases:
    """Return cases with whether they are over, from when each begins and ends and the number of its last activity."""
    if not len(cid):
        return Cases(cid, begin, end, np.zeros(0, bool), ())
    quiet = end < end.max() - np.quantile(end - begin, LATE)
    counted = np.bincount(aid[quiet] if quiet.any() else aid, minlength=len(activities))
    finals = np.flatnonzero(counted >= np.maximum(1, USUAL * counted.sum()))
    is_final = np.isin(np.arange(len(activities)), finals)
    return Cases(cid, begin, end, is_final[aid], tuple(activities[at] for at in finals.tolist()))


def steps_of(log: Log, cases: Cases) -> ir.Table:
    """Return the steps of the finished cases, kept on the engine."""
    if cases.is_finished.all():
        return log.steps
    finals = [log.activities.index(name) for name in cases.finals] or [-1]
    over = log.steps.filter(log.steps.to_aid.isnull() & log.steps.aid.isin(finals))
    return log.engine.keep("over", log.steps.semi_join(over, "cid"))
