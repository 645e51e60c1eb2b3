"""One play of a simulated process: cases come, queue first come first served, are worked on, go on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.simulation.clock import HOUR, QUARTER, WEEK, Clock
from pupitre.maths.process.simulation.model import QUARTERS, Law, Model
from pupitre.maths.process.simulation.queues import Done, served
from pupitre.maths.process.simulation.walk import Walk, links, walked

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROUNDING = 1e-6
"""Seconds below which a wait is none."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a play gives, over the cases after the warm part.

    Args:
        lead: Seconds from the begin of the first step to the end of the last, as a log tells them, shape (cases,).
        entry: Seconds from arrival to the begin of the first step, same shape. wait: Seconds queued in all, same shape.
        pool_wait: Mean wait of a passing in each pool, in seconds, shape (pools,). step_wait: The same of each step, shape (steps,);
            step_idle: within the hours of its team only.
        use: Hours of work asked of each pool, as a share of those it has, shape (pools,); above 1 when it cannot keep up, NaN without
            a limit.
        work: Hours worked for a case on average, of each step, shape (steps,).
        events: Steps done in all.
    """

    lead: Floats
    entry: Floats
    wait: Floats
    pool_wait: Floats
    step_wait: Floats
    step_idle: Floats
    use: Floats
    work: Floats
    events: int


def play(model: Model, *, seed: int, replication: int = 0, walk: Walk | None = None) -> Run:
    """Play a process once.

    Draws are keyed by case, step and visit: two models that differ in one thing share all the others (common random numbers).

    Args:
        model: The process.
        seed, replication: Name the draws.
        walk: The steps that cases take in this play, when they are known from the play of a model with the same ways.

    Returns:
        What happened.

    Source:
        Event-scheduling of a G/G/c network, Law, *Simulation Modeling and Analysis*, 5th ed., chapters 1 and 11 (common random numbers).
    """
    walk = walk or walked(model, seed=seed, replication=replication)
    came = _arrivals(model, walk.gap)
    work = _lasting([step.service for step in model.steps], walk.step, walk.work)
    pause = _lasting([step.delay for step in model.steps], walk.step, walk.pause)
    if not model.has_begins:
        work[walk.first[:-1][np.diff(walk.first) > 0]] = 0.0  # the log begins with the end of the first step
    gone = np.isin(walk.step, list(model.removed))
    for absorbed, (kept, share) in model.within.items():
        gone |= _moved(walk, work, absorbed, kept, share)
    case, step = walk.case[~gone], walk.step[~gone]
    pool = np.array([one.pool for one in model.steps], dtype=np.int64)[step]
    done = Done(came, case, step, pool, work[~gone], pause[~gone], links(case, step, model.beside, len(model.steps)))
    return _summed(model, done, *served(done, model.pools))


def _arrivals(model: Model, share: Floats) -> Floats:
    """Return when each case comes, in seconds since a Monday at 0:00, in order: from the second week on, so that every team has worked."""
    gaps = model.gaps.at(share)
    if not gaps.size:
        return gaps
    stretched = np.cumsum(gaps) - gaps[0] / 2
    week = np.concatenate(([0.0], np.cumsum(model.rate * QUARTER)))
    whole, rest = np.divmod(stretched, week[-1])
    return np.asarray((whole + 1) * WEEK * HOUR + np.interp(rest, week, np.arange(QUARTERS + 1) * QUARTER), dtype=np.float64)


def _lasting(laws: list[Law], step: Ints, share: Floats) -> Floats:
    """Return the seconds of each step done, from the law of its step and its own share."""
    found = np.zeros(step.size)
    order = np.argsort(step, kind="stable")
    edges = np.searchsorted(step[order], np.arange(len(laws) + 1))
    for law, (begin, end) in zip(laws, pairwise(edges.tolist()), strict=True):
        if end > begin:
            found[order[begin:end]] = law.at(share[order[begin:end]])
    return found


def _moved(walk: Walk, work: Floats, absorbed: int, kept: int, share: float) -> npt.NDArray[np.bool_]:
    """Move the work of a step into another of the same case, the last one before it, else the first after it; tell where it was moved."""
    at, hosts = np.flatnonzero(walk.step == absorbed), np.flatnonzero(walk.step == kept)
    moved = np.zeros(walk.step.size, dtype=bool)
    if at.size and hosts.size:
        after = np.searchsorted(hosts, at)
        before, later = hosts[np.maximum(after - 1, 0)], hosts[np.minimum(after, hosts.size - 1)]
        host = np.where((after > 0) & (walk.case[before] == walk.case[at]), before, later)
        is_own = walk.case[host] == walk.case[at]
        np.add.at(work, host[is_own], share * work[at[is_own]])
        moved[at[is_own]] = True
    return moved


def _summed(model: Model, done: Done, ready: Floats, begin: Floats, end: Floats, idle: Floats) -> Run:
    first, n = int(model.cases * model.warm), model.cases
    since, last = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(since, done.case, begin)
    np.maximum.at(last, done.case, end)
    lead = np.where(np.isinf(last), 0.0, last - since)
    entry = np.where(np.isinf(last), 0.0, since - done.came)
    queued = np.where(begin - ready > ROUNDING, begin - ready, 0.0)
    steps, pools = len(model.steps), len(model.pools)
    counted = done.case >= first
    step, pool, work = done.step[counted], done.pool[counted], done.work[counted]
    passed, passes = np.bincount(step, minlength=steps), np.bincount(pool, minlength=pools)
    wait = np.zeros(n)
    np.add.at(wait, done.case, queued)
    span = done.came[[first, -1]] if n else np.zeros(2)
    hours = np.array([np.diff(Clock(one.hours).worked(span))[0] * one.capacity for one in model.pools])
    with np.errstate(invalid="ignore", divide="ignore"):
        use = np.where(hours > 0, np.bincount(pool, weights=work, minlength=pools) / hours, np.nan)
    return Run(
        lead=lead[first:],
        entry=entry[first:],
        wait=wait[first:],
        pool_wait=np.bincount(pool, weights=queued[counted], minlength=pools) / np.maximum(passes, 1),
        step_wait=np.bincount(step, weights=queued[counted], minlength=steps) / np.maximum(passed, 1),
        step_idle=np.bincount(step, weights=idle[counted], minlength=steps) / np.maximum(passed, 1),
        use=use,
        work=np.bincount(step, weights=work, minlength=steps) / max(n - first, 1) / HOUR,
        events=int(done.step.size),
    )
