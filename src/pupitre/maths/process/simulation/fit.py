"""From a log to the process that may have written it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pupitre.maths.process.log import Log
from pupitre.maths.process.simulation.clock import ENOUGH, HOUR, QUARTER, WEEK, Clock, hours_of
from pupitre.maths.process.simulation.model import QUARTERS, Empirical, Model, Pool, Step
from pupitre.maths.process.simulation.routing import fitted_routing
from pupitre.maths.process.simulation.run import play

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_CASES = 20_000
"""Cases read at most: the latest ones."""
PLAYED = 3_000
"""Cases of a play at most."""
MONDAY = 4 * 86_400
"""Seconds from 1970-01-01, a Thursday, to the first Monday."""
ALIKE = 0.5
"""Share of people in common (Jaccard) from which two steps are taken to share a team, when the log names none."""
OVERLAP = 0.1
FEWEST = 3
FARTHEST = 20
"""How far back in a case the step that another waits for is looked for."""
PLAYS = 3
ROUNDS = 3
"""Times that delays are adjusted so that simulated waits meet those of the log."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a log in arrays, in order of case and place, times in seconds since a Monday at 0:00.

    Args:
        case: Number of the case, from 0, shape (n,). step: Number of the activity. resource, unit: By number, −1 when absent.
        begin: When it began; NaN when absent. end: When it ended. is_first, is_last: Whether it opens or closes its case.
        ready: When the event before ended; NaN on the first.
    """

    case: Ints
    step: Ints
    resource: Ints
    unit: Ints
    begin: Floats
    end: Floats
    is_first: npt.NDArray[np.bool_]
    is_last: npt.NDArray[np.bool_]
    ready: Floats


def fit(log: Log, *, hours: Sequence[bool] | None = None, seed: int = 0) -> Model:
    """Return the model of a log: arrivals, hours, teams with what is seen of their strength, routing, durations, other delays.

    Args:
        log: The events; with begins, waits are told from work, and only then has capacity a limit.
        hours: The hours of the week worked by everybody, from Monday 0:00; found team by team when absent.
        seed: Of the plays that adjust the delays.

    Returns:
        A model that, played, gives back the waits of the log.

    Raises:
        ValueError: Fewer than two cases.

    Source:
        The parts are those of Camargo, Dumas, González-Rojas (2020), *Automated discovery of business process simulation models from event
        logs*, Decision Support Systems 134; docs/methods/process-simulation.md says how each is found and its limits.
    """
    events = events_of(log)
    if not events.case.size or events.case[-1] < 1:
        raise ValueError("two cases are needed")
    pool_of, names = _pools(events, log)
    times = np.where(np.isnan(events.begin), events.end, events.begin)
    found = [tuple(hours)] * len(names) if hours is not None else _hours(times, events.end, pool_of[events.step], len(names))
    weeks = int(events.end.max() // (WEEK * HOUR)) + 2
    clocks = [Clock(one, weeks) for one in found]
    events = replace(events, ready=ready_of(events, side_by_side(events)))
    service = _service(events, pool_of, clocks, has_begins=log.has_start)
    strength = [_capacity(events, pool_of[events.step] == pool, clocks[pool]) if log.has_start else 0 for pool in range(len(names))]
    often = np.bincount(events.step, minlength=len(log.activities)) / (events.case[-1] + 1)
    steps = tuple(Step(name, int(pool_of[at]), Empirical(service[at]), often=float(often[at])) for at, name in enumerate(log.activities))
    pools = tuple(Pool(name, size, one) for name, size, one in zip(names, strength, found, strict=True))
    gaps, rate = _arrivals(events)
    cases = min(int(events.case[-1]) + 1, PLAYED)
    beside = side_by_side(events)
    model = Model(steps, pools, fitted_routing(events, log), gaps, rate, cases, has_begins=log.has_start, beside=beside)
    return _with_delays(model, events, clocks, seed) if log.has_start else model


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
        case = np.unique(case, return_inverse=True)[1].astype(np.int64)
    change = np.flatnonzero(np.diff(case)) + 1
    is_first, is_last = np.zeros(case.size, dtype=bool), np.zeros(case.size, dtype=bool)
    is_first[np.concatenate(([0], change)).astype(np.int64)[: case.size]] = True
    is_last[np.concatenate((change - 1, [case.size - 1])).astype(np.int64)[: case.size]] = True
    ready = np.concatenate(([np.nan], end[:-1])) if case.size else end
    ready[is_first] = np.nan
    return Events(case, step, _ints(rows, "rid"), _ints(rows, "uid"), begin, end, is_first, is_last, ready)


def _ints(rows: pa.Table, name: str) -> Ints:
    return np.asarray(rows.column(name).fill_null(-1).to_numpy(), dtype=np.int64)


def _seconds(rows: pa.Table, name: str) -> Floats:
    return np.asarray(rows.column(name).to_numpy().astype(np.float64) / 1e6, dtype=np.float64)


def _pools(events: Events, log: Log) -> tuple[Ints, list[str]]:
    """Return the team of each activity and the names of the teams: the department that does it most, else those who share people."""
    count = len(log.activities)
    if (events.unit >= 0).any():
        counted = np.zeros((count, len(log.units) + 1), dtype=np.int64)
        np.add.at(counted, (events.step, events.unit), 1)  # an absent department falls in the last column
        usual = np.where(counted[:, :-1].any(axis=1), counted[:, :-1].argmax(axis=1), -1)
        used = sorted({int(one) for one in usual})
        place = {unit: at for at, unit in enumerate(used)}
        return np.array([place[int(one)] for one in usual]), [log.units[one] if one >= 0 else "" for one in used]
    if (events.resource >= 0).any():
        return _sharing(events, log)
    return np.arange(count), list(log.activities)


def _sharing(events: Events, log: Log) -> tuple[Ints, list[str]]:
    known = events.resource >= 0
    pairs = np.unique(np.stack((events.step[known], events.resource[known])), axis=1)
    people = [set(pairs[1, pairs[0] == step].tolist()) for step in range(len(log.activities))]
    pool = list(range(len(people)))
    for one in range(len(people)):
        for other in range(one):
            both = people[one] | people[other]
            if both and len(people[one] & people[other]) / len(both) >= ALIKE:
                kept, gone = sorted((pool[one], pool[other]))
                pool = [kept if at == gone else at for at in pool]
    used = sorted(set(pool))
    names = [next(log.activities[at] for at, own in enumerate(pool) if own == one) for one in used]
    return np.array([used.index(one) for one in pool]), names


def _hours(begin: Floats, end: Floats, pool: Ints, count: int) -> list[tuple[bool, ...]]:
    """Return the hours of each team; one that did too little to tell has those of all together."""
    found = []
    for one in range(count):
        mine = pool == one
        if 2 * int(mine.sum()) < ENOUGH:
            mine = np.ones(pool.size, dtype=bool)
        found.append(hours_of(np.concatenate((begin[mine], end[mine]))))
    return found


def side_by_side(events: Events) -> frozenset[tuple[int, int]]:
    """Return the pairs of different steps, both ways round, that overlap in at least a tenth of the times one follows the other.

    Source:
        Overlapping lifecycles as evidence of concurrency: van der Werf et al. (2012), *Process discovery using start and end events*.
    """
    later = np.flatnonzero(~events.is_first & ~np.isnan(events.begin))
    one, other = events.step[later - 1], events.step[later]
    low, high = np.minimum(one, other), np.maximum(one, other)
    pairs, where, counts = np.unique(np.stack((low, high)), axis=1, return_inverse=True, return_counts=True)
    overlaps = np.bincount(where.ravel(), weights=events.begin[later] < events.end[later - 1], minlength=counts.size)
    found = (overlaps >= OVERLAP * counts) & (overlaps >= FEWEST) & (pairs[0] != pairs[1])
    return frozenset(pair for a, b in pairs[:, found].T.tolist() for pair in ((a, b), (b, a)))


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


def _service(events: Events, pool_of: Ints, clocks: Sequence[Clock], *, has_begins: bool) -> list[Floats]:
    """Return the seconds worked on each activity, within the hours of its team; without begins, the seconds since the event before."""
    since = events.begin if has_begins else events.ready
    found = []
    for step, pool in enumerate(pool_of.tolist()):
        mine = (events.step == step) & ~np.isnan(since)
        worked = clocks[pool].worked(events.end[mine]) - clocks[pool].worked(since[mine])
        found.append(np.maximum(worked, 0.0))
    return found


def _capacity(events: Events, mine: npt.NDArray[np.bool_], clock: Clock) -> int:
    """Return how many of a team work at once.

    It is the usual number of people seen in a day (never the head count of the whole log), at least what the work asked takes on average
    and the number at work at once nine times in ten.
    """
    mine = mine & ~np.isnan(events.begin)
    if not mine.any():
        return 1
    begin, end = events.begin[mine], events.end[mine]
    order = np.argsort(np.concatenate((begin, end)), kind="stable")
    change = np.concatenate((np.ones(begin.size), -np.ones(end.size)))[order]
    at_once = np.cumsum(change)[change > 0]
    worked = float((clock.worked(end) - clock.worked(begin)).sum())
    asked = worked / max(float(np.diff(clock.worked(np.array([begin.min(), end.max()])))[0]), 1.0)
    sizes = [float(np.quantile(at_once, 0.9)), np.floor(asked) + 1]
    who = events.resource[mine]
    if (who >= 0).any():
        days = np.unique(np.stack(((begin[who >= 0] // 86_400).astype(np.int64), who[who >= 0])), axis=1)[0]
        sizes.append(float(np.median(np.unique(days, return_counts=True)[1])))
    return max(1, int(np.ceil(max(sizes) - 1e-9)))


def _arrivals(events: Events) -> tuple[Empirical, Floats]:
    """Return the law of the time between arrivals, with mean 1, and the rate of each quarter of an hour of the week."""
    first = events.is_first
    came = np.sort(np.where(np.isnan(events.begin[first]), events.end[first], events.begin[first]))
    weeks = max((came[-1] - came[0]) / (WEEK * HOUR), 1 / WEEK)
    rate = np.bincount((came // QUARTER).astype(np.int64) % QUARTERS, minlength=QUARTERS) / (weeks * QUARTER)
    week = np.concatenate(([0.0], np.cumsum(rate * QUARTER)))
    whole, rest = np.divmod(came, WEEK * HOUR)
    stretched = whole * week[-1] + np.interp(rest, np.arange(QUARTERS + 1) * QUARTER, week)
    gaps = np.diff(stretched)
    mean = float(gaps.mean()) if gaps.size else 0.0
    return Empirical(gaps / mean if mean > 0 else np.ones(1)), np.asarray(rate, dtype=np.float64)


def _with_delays(model: Model, events: Events, clocks: Sequence[Clock], seed: int) -> Model:
    """Return the model with the delays that queues do not explain: the mean wait of each step, in hours worked, is then that of the log."""
    seen = []
    for step, one in enumerate(model.steps):
        mine = (events.step == step) & ~np.isnan(events.begin) & ~np.isnan(events.ready)
        seen.append(np.maximum(clocks[one.pool].worked(events.begin[mine]) - clocks[one.pool].worked(events.ready[mine]), 0.0))
    wanted = np.array([one.mean() if one.size else 0.0 for one in seen])
    delay = np.zeros(len(model.steps))
    for _ in range(ROUNDS):
        queue = np.mean([play(model, seed=seed, replication=at).step_idle for at in range(PLAYS)], axis=0)
        delay = np.maximum(0.0, wanted - queue)
        scaled = [one * (size / mean) if mean > 0 else np.zeros(0) for one, size, mean in zip(seen, delay, wanted, strict=True)]
        model = replace(model, steps=tuple(replace(step, delay=Empirical(law)) for step, law in zip(model.steps, scaled, strict=True)))
    return model
