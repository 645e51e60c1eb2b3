"""The events of the latest cases of a log, in arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pupitre.maths.process.log import Log
from pupitre.maths.process.simulation.clock import HOUR, WEEK

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_CASES = 20_000
"""Cases read at most: the latest ones."""
MONDAY = 4 * 86_400
"""Seconds from 1970-01-01, a Thursday, to the first Monday."""
FINAL = 0.05
"""Share of the cases that a step must end to be a final one."""
OVERLAP = 0.1
FEWEST = 3
FARTHEST = 20
"""How far back in a case the step that another waits for is looked for."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a log in arrays, in order of case and place, times in seconds since a Monday at 0:00.

    Args:
        cid: Number in the log of each case, shape (cases,), in order.
        case: Number of the case, from 0, shape (n,). step: Number of the activity. resource, unit: By number, −1 when absent.
        begin: When it began; NaN when absent. end: When it ended. is_first, is_last: Whether it opens or closes its case.
        ready: When the event before ended; NaN on the first.
    """

    cid: Ints
    case: Ints
    step: Ints
    resource: Ints
    unit: Ints
    begin: Floats
    end: Floats
    is_first: npt.NDArray[np.bool_]
    is_last: npt.NDArray[np.bool_]
    ready: Floats


def events_of(log: Log) -> Events:
    """Return the events of the latest cases of a log, in arrays."""
    steps = log.steps
    begun = steps.filter(steps.k == 0).order_by([steps.ts.desc(), steps.cid.asc()]).limit(MOST_CASES).select("cid")
    rows = log.rows(steps.semi_join(begun, "cid").select("cid", "k", "aid", "rid", "uid", "ts", "start"))
    rows = rows.sort_by([("cid", "ascending"), ("k", "ascending")])
    case, step = _ints(rows, "cid"), _ints(rows, "aid")
    end, begin = _seconds(rows, "ts"), _seconds(rows, "start")
    if case.size:
        base = np.floor((np.nanmin([np.nanmin(end), np.nanmin(begin) if not np.isnan(begin).all() else np.inf]) - MONDAY) / (WEEK * HOUR))
        end, begin = end - base * WEEK * HOUR - MONDAY, begin - base * WEEK * HOUR - MONDAY
    change = np.flatnonzero(np.diff(case)) + 1
    cid = case[np.concatenate(([0], change)).astype(np.int64)[: case.size]]
    case = np.searchsorted(cid, case)
    is_first, is_last = np.zeros(case.size, dtype=bool), np.zeros(case.size, dtype=bool)
    is_first[np.concatenate(([0], change)).astype(np.int64)[: case.size]] = True
    is_last[np.concatenate((change - 1, [case.size - 1])).astype(np.int64)[: case.size]] = True
    ready = np.concatenate(([np.nan], end[:-1])) if case.size else end
    ready[is_first] = np.nan
    return Events(cid, case, step, _ints(rows, "rid"), _ints(rows, "uid"), begin, end, is_first, is_last, ready)


def _ints(rows: pa.Table, name: str) -> Ints:
    return np.asarray(rows.column(name).fill_null(-1).to_numpy(), dtype=np.int64)


def _seconds(rows: pa.Table, name: str) -> Floats:
    return np.asarray(rows.column(name).to_numpy().astype(np.float64) / 1e6, dtype=np.float64)


def side_by_side(events: Events) -> frozenset[tuple[int, int]]:
    """Return the pairs of different steps, both ways round, that overlap in at least a tenth of the times one follows the other.

    Source:
        Overlapping lifecycles as evidence of concurrency: van der Werf et al. (2012), *Process discovery using start and end events*.
    """
    later = np.flatnonzero(~events.is_first & ~np.isnan(events.begin))
    one, other = events.step[later - 1], events.step[later]
    low, high = np.minimum(one, other), np.maximum(one, other)
    size = int(events.step.max(initial=0)) + 1
    pairs, where, counts = np.unique(low * size + high, return_inverse=True, return_counts=True)
    overlaps = np.bincount(where, weights=events.begin[later] < events.end[later - 1], minlength=counts.size)
    found = pairs[(overlaps >= OVERLAP * counts) & (overlaps >= FEWEST) & (pairs // size != pairs % size)]
    return frozenset(pair for a, b in zip((found // size).tolist(), (found % size).tolist(), strict=True) for pair in ((a, b), (b, a)))


def ready_of(events: Events, beside: frozenset[tuple[int, int]]) -> Floats:
    """Return when each event could begin: the end of the last one before it in its case that is not done side by side with it."""
    if not beside:
        return events.ready
    size = int(events.step.max()) + 1
    apart = np.ones((size, size), dtype=bool)
    for one, other in beside:
        apart[one, other] = False
    ready = np.full(events.case.size, np.nan)
    for lag in range(1, FARTHEST + 1):
        at = np.flatnonzero(np.isnan(ready[lag:])) + lag
        at = at[(events.case[at] == events.case[at - lag]) & apart[events.step[at - lag], events.step[at]]]
        ready[at] = events.end[at - lag]
    return ready


def is_ended(events: Events) -> npt.NDArray[np.bool_]:
    """Tell, for each event, whether its case ended with it: it is the last, of a final step or too old to go on."""
    last = events.is_last
    count = np.bincount(events.step[last], minlength=int(events.step.max()) + 1)
    finals = np.flatnonzero(count >= FINAL * last.sum())
    lead = events.end[last] - events.end[events.is_first]
    is_old = events.end < events.end.max() - np.quantile(lead, 0.95)
    return np.asarray(last & (np.isin(events.step, finals) | is_old), dtype=bool)


def lead_of(events: Events) -> float:
    """Return the mean lead time of the cases that are over, in seconds, first begin to last end; 0 without any."""
    begin = np.where(np.isnan(events.begin), events.end, events.begin)
    since, until = np.full(events.cid.size, np.inf), np.full(events.cid.size, -np.inf)
    np.minimum.at(since, events.case, begin)
    np.maximum.at(until, events.case, events.end)
    over = events.case[is_ended(events)]
    return float((until[over] - since[over]).mean()) if over.size else 0.0
