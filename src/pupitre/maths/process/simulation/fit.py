"""From a log to the process that may have written it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.log import Log
from pupitre.maths.process.simulation.arrivals import arrivals_of
from pupitre.maths.process.simulation.clock import Clock
from pupitre.maths.process.simulation.events import Events, events_of, lead_of, ready_of, side_by_side
from pupitre.maths.process.simulation.model import Empirical, Model, Pool, Step
from pupitre.maths.process.simulation.routing import fitted_routing
from pupitre.maths.process.simulation.run import play
from pupitre.maths.process.simulation.teams import hours_by_team, strength_of, teams_of
from pupitre.maths.process.simulation.walk import walked

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DAY = 86_400.0
FEWEST_CASES, MOST_STEPS = 20, 500
"""Cases below which chance is all that a log tells, and steps above which they are names of something else."""
PLAYED, FEWEST_PLAYED = 3_000, 200
"""Cases of a play at most, and at least when cases are long."""
STEPS_PLAYED = 30_000
"""Steps of a play, about."""
PLAYS = 3
ROUNDS = 3
"""Times that delays are adjusted so that simulated waits meet those of the log."""


def fit(log: Log, *, hours: Sequence[bool] | None = None, seed: int = 0) -> Model:
    """Return the model of a log: arrivals, hours, teams with what is seen of their strength, routing, durations, other delays.

    Args:
        log: The events; with begins, waits are told from work, and only then has capacity a limit.
        hours: The hours of the week worked by everybody, from Monday 0:00; found team by team when absent.
        seed: Of the plays that adjust the delays.

    Returns:
        A model that, played, gives back the waits of the log.

    Raises:
        ValueError: Fewer than `FEWEST_CASES` cases, or more than `MOST_STEPS` different steps.

    Source:
        The parts are those of Camargo, Dumas, González-Rojas (2020), *Automated discovery of business process simulation models from event
        logs*, Decision Support Systems 134; docs/methods/process-simulation.md says how each is found and its limits.
    """
    events = events_of(log)
    if events.cid.size < FEWEST_CASES or len(log.activities) > MOST_STEPS:
        raise ValueError(
            f"from {FEWEST_CASES} cases and up to {MOST_STEPS} steps, this log has {events.cid.size} and {len(log.activities)}"
        )
    pool_of, names = teams_of(events, log)
    times = np.where(np.isnan(events.begin), events.end, events.begin)
    found = [tuple(hours)] * len(names) if hours is not None else hours_by_team(times, events.end, pool_of[events.step], len(names))
    clocks = [Clock(one) for one in found]
    beside = side_by_side(events)
    events = replace(events, ready=ready_of(events, beside))
    service = _service(events, pool_of, clocks, has_begins=log.has_start)
    strength = [strength_of(events, pool_of[events.step] == pool, clocks[pool]) if log.has_start else 0 for pool in range(len(names))]
    often = np.bincount(events.step, minlength=len(log.activities)) / events.cid.size
    steps = tuple(Step(name, int(pool_of[at]), Empirical(service[at]), often=float(often[at])) for at, name in enumerate(log.activities))
    pools = tuple(Pool(name, size, one) for name, size, one in zip(names, strength, found, strict=True))
    gaps, rate = arrivals_of(events)
    cases = min(events.cid.size, PLAYED, max(FEWEST_PLAYED, int(STEPS_PLAYED / often.sum())))
    model = Model(
        steps=steps,
        pools=pools,
        routing=fitted_routing(events, log),
        gaps=gaps,
        rate=rate,
        cases=cases,
        has_begins=log.has_start,
        beside=beside,
        lead=lead_of(events),
        read=events.cid.size,
        known=int(log.rows(log.steps.filter(log.steps.k == 0).count().as_table()).column(0)[0].as_py()),
        days=float(np.ptp(events.end[events.is_first])) / DAY,
    )
    return _with_delays(model, events, clocks, seed) if log.has_start else model


def _service(events: Events, pool_of: Ints, clocks: Sequence[Clock], *, has_begins: bool) -> list[Floats]:
    """Return the seconds worked on each activity, within the hours of its team; without begins, the seconds since the event before."""
    since = events.begin if has_begins else events.ready
    return _by_step(events, np.maximum(_worked(events, pool_of, clocks, since, events.end), 0.0), pool_of.size)


def _worked(events: Events, pool_of: Ints, clocks: Sequence[Clock], since: Floats, until: Floats) -> Floats:
    """Return the seconds worked by the team of each event from one time to another; NaN when one of them is not known."""
    found = np.full(events.step.size, np.nan)
    pool = pool_of[events.step]
    for at, clock in enumerate(clocks):
        mine = (pool == at) & ~np.isnan(since)
        found[mine] = clock.worked(until[mine]) - clock.worked(since[mine])
    return found


def _by_step(events: Events, values: Floats, count: int) -> list[Floats]:
    """Return the values known of each activity."""
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(events.step[known], kind="stable")]
    edges = np.searchsorted(events.step[order], np.arange(1, count))
    return np.split(values[order], edges)


def _with_delays(model: Model, events: Events, clocks: Sequence[Clock], seed: int) -> Model:
    """Return the model with the delays that queues do not explain: the mean wait of each step, in hours worked, is then that of the log."""
    pool_of = np.array([step.pool for step in model.steps])
    seen = _by_step(events, np.maximum(_worked(events, pool_of, clocks, events.ready, events.begin), 0.0), pool_of.size)
    wanted = np.array([one.mean() if one.size else 0.0 for one in seen])
    walks = [walked(model, seed=seed, replication=at) for at in range(PLAYS)]
    for _ in range(ROUNDS):
        queue = np.mean([play(model, seed=seed, replication=at, walk=walk).step_idle for at, walk in enumerate(walks)], axis=0)
        delay = np.maximum(0.0, wanted - queue)
        scaled = [one * (size / mean) if mean > 0 else np.zeros(0) for one, size, mean in zip(seen, delay, wanted, strict=True)]
        model = replace(model, steps=tuple(replace(step, delay=Empirical(law)) for step, law in zip(model.steps, scaled, strict=True)))
    return model
