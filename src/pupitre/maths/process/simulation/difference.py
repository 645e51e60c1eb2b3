"""What a change would bring: the process as it is and as it would be, played with the same draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import stats

from pupitre.maths.process.simulation.model import END, Model, Routing, Scaled
from pupitre.maths.process.simulation.run import Run, play

Way = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What would change; everything else stays.

    Args:
        capacity: By team, how many work at once instead. duration: By activity, the factor of the time worked. delay: The same of the
            other delays before it.
        arrivals: Factor of the number of cases that come.
        removed: Activities no longer done. merged: Pairs (kept, absorbed): the second is done within the first.
        merged_share: Share of the absorbed step's own time that it then takes.
        hours: By team, the hours of the week worked instead.
    """

    capacity: Mapping[str, int] = field(default_factory=dict)
    duration: Mapping[str, float] = field(default_factory=dict)
    delay: Mapping[str, float] = field(default_factory=dict)
    arrivals: float = 1.0
    removed: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    merged_share: float = 1.0
    hours: Mapping[str, Sequence[bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Range:
    """A mean over plays with the range of the mean at 95 % (Student); and the 2.5 and 97.5 % quantiles of single plays."""

    mean: float
    low: float
    high: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A process as played: lead times and waits in seconds, use of each team as a share."""

    lead_mean: Range
    lead_median: Range
    lead_p90: Range
    wait_mean: Range
    use: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """The process as it is, as it would be, and what the change brings: with the same draws, so that chance cancels out.

    Args:
        now, then: Both processes. lead_mean, lead_median, lead_p90: Seconds gained (negative) or lost. lead_share: Of the mean, as a share.
        replications: Plays of each.
    """

    now: Outcome
    then: Outcome
    lead_mean: Range
    lead_median: Range
    lead_p90: Range
    lead_share: Range
    replications: int


def compare(model: Model, changes: Changes, *, replications: int = 20, seed: int = 0) -> Difference:
    """Return what a change would bring, with the range of the difference.

    Args:
        model: The process as it is. changes: What would change. replications: Plays of each, at least 2. seed: Names the draws.

    Raises:
        KeyError: A change names an activity or a team that the process does not have.

    Source:
        Paired-t interval with common random numbers, Law, *Simulation Modeling and Analysis*, 5th ed., section 10.2.
    """
    altered, merged = changed(model, changes)
    before = [play(model, seed=seed, replication=at) for at in range(replications)]
    after = [play(altered, seed=seed, replication=at, merged=merged) for at in range(replications)]
    now, then = (np.array([_figures(run) for run in runs]) for runs in (before, after))
    gaps = then - now
    share = (then[:, 0] - now[:, 0]) / now[:, 0]
    return Difference(
        _outcome(model, before, now),
        _outcome(altered, after, then),
        lead_mean=_range(gaps[:, 0]),
        lead_median=_range(gaps[:, 1]),
        lead_p90=_range(gaps[:, 2]),
        lead_share=_range(share),
        replications=replications,
    )


def _figures(run: Run) -> tuple[float, float, float, float]:
    return float(run.lead.mean()), float(np.median(run.lead)), float(np.quantile(run.lead, 0.9)), float(run.wait.mean())


def _outcome(model: Model, runs: Sequence[Run], figures: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Outcome:
    use = np.mean([run.use for run in runs], axis=0)
    named = {pool.name: float(one) for pool, one in zip(model.pools, use, strict=True) if not np.isnan(one)}
    mean, median, p90, wait = (_range(figures[:, at]) for at in range(4))
    return Outcome(mean, median, p90, wait, named)


def _range(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Range:
    mean, spread = float(values.mean()), float(values.std(ddof=1)) / len(values) ** 0.5
    half = float(stats.t.ppf(0.975, len(values) - 1)) * spread
    least, most = np.quantile(values, [0.025, 0.975])
    return Range(mean, mean - half, mean + half, float(least), float(most))


def changed(model: Model, changes: Changes) -> tuple[Model, tuple[tuple[int, int, float], ...]]:
    """Return the process with the changes made, and the steps merged, by number.

    Raises:
        KeyError: A change names an activity or a team that the process does not have.
    """
    step_of = {step.activity: at for at, step in enumerate(model.steps)}
    pool_of = {pool.name: at for at, pool in enumerate(model.pools)}
    pools, steps = list(model.pools), list(model.steps)
    for name, size in changes.capacity.items():
        pools[pool_of[name]] = replace(pools[pool_of[name]], capacity=size)
    for name, hours in changes.hours.items():
        pools[pool_of[name]] = replace(pools[pool_of[name]], hours=hours)
    for name, factor in changes.duration.items():
        at = step_of[name]
        steps[at] = replace(steps[at], service=Scaled(steps[at].service, factor))
    for name, factor in changes.delay.items():
        at = step_of[name]
        steps[at] = replace(steps[at], delay=Scaled(steps[at].delay, factor))
    merged = tuple(_merged(model, step_of[kept], step_of[gone], changes.merged_share) for kept, gone in changes.merged)
    gone = {step_of[name] for name in changes.removed} | {absorbed for _, absorbed, _ in merged}
    routing = without(model.routing, gone) if gone else model.routing
    rate = np.asarray(model.rate * changes.arrivals, dtype=np.float64)
    return replace(model, steps=tuple(steps), pools=tuple(pools), routing=routing, rate=rate), merged


def _merged(model: Model, kept: int, absorbed: int, share: float) -> tuple[int, int, float]:
    """Return two steps and the share of the absorbed one's time that each passing of the kept one then takes: not every case needs it."""
    often = min(1.0, model.steps[absorbed].often / model.steps[kept].often) if model.steps[kept].often else 1.0
    return kept, absorbed, share * often


def without(routing: Routing, gone: set[int]) -> Routing:
    """Return the ways of cases that pass over some steps: who would have gone there goes where the step leads."""
    ways = dict(routing.ways)
    for step in sorted(gone):
        ways = {state: _over(ways, state[0], nexts, step) for state, nexts in ways.items()}
    return replace(routing, ways=ways)


def _over(ways: Mapping[tuple[str, tuple[int, int]], Way], kind: str, nexts: Way, gone: int) -> Way:
    share = sum(chance for step, chance in nexts if step == gone)
    if not share:
        return nexts
    found = {step: chance for step, chance in nexts if step != gone}
    after: dict[int, float] = {}
    for (own, (step, _)), own_nexts in ways.items():
        if own == kind and step == gone:
            for following, chance in own_nexts:
                if following != gone:
                    after[following] = after.get(following, 0.0) + chance
    total = sum(after.values())
    for following, chance in (after or {END: 1.0}).items():
        found[following] = found.get(following, 0.0) + share * chance / (total or 1.0)
    return tuple(sorted(found.items()))
