"""One play of a simulated process: cases come, queue first come first served, are worked on, go on."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.simulation.clock import HOUR, QUARTER, WEEK, Clock
from pupitre.maths.process.simulation.model import END, QUARTERS, START, Model

Floats = npt.NDArray[np.float64]

VISITS = 6
"""Times that a step of a case has draws of its own; later ones use them again."""
LONGEST = 500
"""Steps after which a case is ended: a loop without a way out."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a play gives, over the cases after the warm part.

    Args:
        lead: Seconds from arrival to the end of the last step, shape (cases,). wait: Seconds queued in all, same shape.
        pool_wait: Mean wait of a passing in each pool, in seconds, shape (pools,). step_wait: The same of each step, shape (steps,);
            step_idle: within the hours of its team only.
        use: Share of the hours of each pool that is worked, shape (pools,); NaN without a limit.
        events: Steps done in all.
    """

    lead: Floats
    wait: Floats
    pool_wait: Floats
    step_wait: Floats
    step_idle: Floats
    use: Floats
    events: int


def play(model: Model, *, seed: int, replication: int = 0, merged: tuple[tuple[int, int, float], ...] = ()) -> Run:
    """Play a process once.

    Draws are keyed by case, step and visit: two models that differ in one thing share all the others (common random numbers).

    Args:
        model: The process.
        seed, replication: Name the draws.
        merged: (kept, absorbed, share): the absorbed step is done within the kept one, in that share of its time.

    Returns:
        What happened.

    Source:
        Event-scheduling of a G/G/c network, Law, *Simulation Modeling and Analysis*, 5th ed., chapters 1 and 11 (common random numbers).
    """
    n, count = model.cases, len(model.steps)
    draws = np.random.Generator(np.random.Philox(key=np.array([seed, replication], dtype=np.uint64)))
    shape = (VISITS, count, n)
    arrivals = _arrivals(model, draws.random(n))
    kinds = _kinds(model, draws.random(n))
    ways = draws.random((VISITS, count + 1, n))
    shares, pauses = draws.random(shape), draws.random(shape)
    service = np.stack([[step.service.at(shares[v, s]) for s, step in enumerate(model.steps)] for v in range(VISITS)]) if count else shares
    delay = np.stack([[step.delay.at(pauses[v, s]) for s, step in enumerate(model.steps)] for v in range(VISITS)]) if count else pauses
    for kept, absorbed, share in merged:
        service[:, kept] += share * service[:, absorbed]
    weeks = int(arrivals[-1] // (WEEK * HOUR)) + 60 if n else 1
    clocks = [Clock(pool.hours, weeks) for pool in model.pools]
    return _played(model, arrivals, kinds, ways, service, delay, clocks)


def _arrivals(model: Model, u: Floats) -> Floats:
    """Return when each case comes, in seconds since a Monday at 0:00, in order."""
    gaps = model.gaps.at(u)
    stretched = np.cumsum(gaps) - gaps[0] / 2
    week = np.concatenate(([0.0], np.cumsum(model.rate * QUARTER)))
    whole, rest = np.divmod(stretched, week[-1])
    return np.asarray(whole * WEEK * HOUR + np.interp(rest, week, np.arange(QUARTERS + 1) * QUARTER), dtype=np.float64)


def _kinds(model: Model, u: Floats) -> list[str]:
    names = sorted(model.routing.kinds)
    edges = np.cumsum([model.routing.kinds[name] for name in names])
    return [names[at] for at in np.minimum(np.searchsorted(edges, u * edges[-1], side="right"), len(names) - 1).tolist()]


def _tables(model: Model) -> dict[tuple[str, tuple[int, int]], tuple[list[float], list[int]]]:
    """Return, for each state of a case, the upper edges of the chances of what comes next."""
    found = {}
    for state, nexts in model.routing.ways.items():
        edges = np.cumsum([chance for _, chance in nexts])
        found[state] = ((edges / edges[-1]).tolist(), [step for step, _ in nexts])
    return found


def _traces(model: Model, kinds: list[str], ways: Floats) -> list[list[int]]:
    """Return the steps of each case, in order."""
    tables, remembers, count = _tables(model), model.routing.state, len(model.steps)
    draws = ways.tolist()
    traces = []
    for case, kind in enumerate(kinds):
        trace: list[int] = []
        visits = [0] * count
        step = before = START
        while len(trace) < LONGEST:
            visit = visits[step] if step != START else 0
            memory = before if remembers == "pair" else min(visit, 2) if remembers == "visit" else 0
            table = tables.get((kind, (step, memory))) or tables.get(("", (step, memory)))
            if table is None:
                break
            edges, nexts = table
            u = draws[max(visit - 1, 0) % VISITS][step if step != START else count][case]
            following = nexts[min(bisect_right(edges, u), len(nexts) - 1)]
            if following == END:
                break
            before, step = step, following
            visits[step] += 1
            trace.append(step)
        traces.append(trace)
    return traces


def _waits_for(trace: list[int], beside: frozenset[tuple[int, int]]) -> list[list[int]]:
    """Return, for each place of a case, the places that must be done before: those before it that are not done side by side with it."""
    if not beside:
        return [[at - 1] if at else [] for at in range(len(trace))]
    return [[other for other in range(at) if (trace[other], step) not in beside] for at, step in enumerate(trace)]


@dataclass(slots=True)
class _Tally:
    """What a play adds up, by step and by pool, over the cases after the warm part."""

    queued: list[float]
    idle: list[float]
    passed: list[int]
    worked: list[float]
    ends: Floats
    waits: Floats
    events: int = 0


def _played(model: Model, arrivals: Floats, kinds: list[str], ways: Floats, service: Floats, delay: Floats, clocks: list[Clock]) -> Run:
    n, count = model.cases, len(model.steps)
    traces = _traces(model, kinds, ways)
    free: list[list[float]] = [[0.0] * pool.capacity for pool in model.pools]
    pool_of = [step.pool for step in model.steps]
    nothing = [0.0] * count
    events = sum(map(len, traces))
    tally = _Tally(nothing, list(nothing), [0] * count, [0.0] * len(model.pools), np.array(arrivals), np.zeros(n), events)
    first = int(n * model.warm)
    times, pauses = service.tolist(), delay.tolist()
    heap: list[tuple[float, int, int]] = []
    needs, ready, nexts = _ready(traces, model.beside, arrivals.tolist())
    visit_of = [_visits(trace) for trace in traces]

    def paused(case: int, at: int, step: int) -> float:
        came, pause = ready[case][at], pauses[visit_of[case][at]][step][case]
        if not pause:
            return came
        clock = clocks[pool_of[step]]
        return clock.after(clock.opening(came), pause)

    for case, trace in enumerate(traces):
        for at, step in enumerate(trace):
            if not needs[case][at]:
                heapq.heappush(heap, (paused(case, at, step), case, at))
    while heap:
        now, case, at = heapq.heappop(heap)
        step = traces[case][at]
        pool = pool_of[step]
        servers, clock = free[pool], clocks[pool]
        work = times[visit_of[case][at]][step][case]
        begin = clock.opening(max(now, servers[0]) if servers else now)
        end = clock.after(begin, work)
        if servers:
            heapq.heapreplace(servers, end)
        if case >= first:
            tally.queued[step] += begin - now
            tally.idle[step] += clock.spent(now, begin)
            tally.passed[step] += 1
            tally.worked[pool] += work
            tally.waits[case] += begin - now
        tally.ends[case] = max(tally.ends[case], end)
        for later in nexts[case][at]:
            ready[case][later] = max(ready[case][later], end)
            needs[case][later] -= 1
            if not needs[case][later]:
                heapq.heappush(heap, (paused(case, later, traces[case][later]), case, later))
    return _summed(model, arrivals, tally, clocks)


def _visits(trace: list[int]) -> list[int]:
    """Return which draws each place of a case uses: one set for each time that its step comes."""
    seen: dict[int, int] = {}
    places = []
    for step in trace:
        places.append(seen.get(step, 0) % VISITS)
        seen[step] = seen.get(step, 0) + 1
    return places


def _ready(
    traces: list[list[int]], beside: frozenset[tuple[int, int]], arrivals: list[float]
) -> tuple[list[list[int]], list[list[float]], list[list[list[int]]]]:
    """Return, for each place of each case: how many places it waits for, when it is ready at the earliest, the places that wait for it."""
    needs, ready, nexts = [], [], []
    for trace, came in zip(traces, arrivals, strict=True):
        befores = _waits_for(trace, beside)
        needs.append([len(one) for one in befores])
        ready.append([came] * len(trace))
        own: list[list[int]] = [[] for _ in trace]
        for at, one in enumerate(befores):
            for other in one:
                own[other].append(at)
        nexts.append(own)
    return needs, ready, nexts


def _summed(model: Model, arrivals: Floats, tally: _Tally, clocks: list[Clock]) -> Run:
    first = int(model.cases * model.warm)
    span = np.array([arrivals[first], arrivals[-1]]) if model.cases else np.zeros(2)
    sums, counts = np.zeros(len(model.pools)), np.zeros(len(model.pools))
    for at, step in enumerate(model.steps):
        sums[step.pool] += tally.queued[at]
        counts[step.pool] += tally.passed[at]
    hours = np.array([np.diff(clock.worked(span))[0] * pool.capacity for clock, pool in zip(clocks, model.pools, strict=True)])
    passed = np.asarray(tally.passed)
    with np.errstate(invalid="ignore", divide="ignore"):
        use = np.where(hours > 0, np.asarray(tally.worked) / hours, np.nan)
        step_wait, step_idle = (np.asarray(one) / np.maximum(passed, 1) for one in (tally.queued, tally.idle))
        pool_wait = np.where(counts > 0, sums / np.maximum(counts, 1), 0.0)
    return Run((tally.ends - arrivals)[first:], tally.waits[first:], pool_wait, step_wait, step_idle, use, tally.events)
