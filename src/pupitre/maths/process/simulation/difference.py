"""What a change would bring: the process as it is and as it would be, played with the same draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import stats

from pupitre.maths.process.simulation.model import Model, Scaled
from pupitre.maths.process.simulation.run import Run, play
from pupitre.maths.process.simulation.walk import Walk, walked

LEAST, MOST = 5, 20
"""Plays of a process before and after a change."""
NEAR = 0.005
"""Half the range of a difference, as a share of the lead time, that is narrow enough."""


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
    """A process as played.

    Args:
        lead_mean, lead_median, lead_p90: Lead times in seconds. entry: Mean wait before the first step, in seconds: no log tells it.
        use: By team, the hours of work asked as a share of those it has. work: By step, the hours worked for a case on average.
    """

    lead_mean: Range
    lead_median: Range
    lead_p90: Range
    entry: Range
    use: Mapping[str, float]
    work: Mapping[str, float]


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


@dataclass(slots=True)
class Played:
    """A process as it is, with its plays so far: every change is held against the same ones.

    Args:
        model: The process. seed: Names the draws.
    """

    model: Model
    seed: int = 0
    walks: list[Walk] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def at(self, replication: int) -> tuple[Walk, Run]:
        """Return a play of the process as it is, and the steps that its cases take."""
        while len(self.runs) <= replication:
            walk = walked(self.model, seed=self.seed, replication=len(self.runs))
            self.walks.append(walk)
            self.runs.append(play(self.model, seed=self.seed, replication=len(self.runs), walk=walk))
        return self.walks[replication], self.runs[replication]


def compare(played: Played, changes: Changes, *, least: int = LEAST, most: int = MOST) -> Difference:
    """Return what a change would bring, with the range of the difference.

    The process is played until the range of the mean difference is narrow: `NEAR` of the lead time either way, or a tenth of it.

    Args:
        played: The process as it is. changes: What would change.
        least, most: Plays of each at least and at most; at least 2.

    Raises:
        KeyError: A change names an activity or a team that the process does not have.

    Source:
        Paired-t interval with common random numbers, Law, *Simulation Modeling and Analysis*, 5th ed., section 10.2; plays until the
        range is narrow, section 9.4.
    """
    altered = changed(played.model, changes)
    before: list[Run] = []
    after: list[Run] = []
    while len(after) < most:
        walk, run = played.at(len(after))
        before.append(run)
        after.append(play(altered, seed=played.seed, replication=len(after), walk=walk))
        if len(after) >= least and _is_narrow(before, after):
            break
    now, then = (np.array([_figures(run) for run in runs]) for runs in (before, after))
    gaps = then - now
    share = (then[:, 0] - now[:, 0]) / now[:, 0]
    return Difference(
        _outcome(played.model, before, now),
        _outcome(altered, after, then),
        lead_mean=_range(gaps[:, 0]),
        lead_median=_range(gaps[:, 1]),
        lead_p90=_range(gaps[:, 2]),
        lead_share=_range(share),
        replications=len(after),
    )


def _is_narrow(before: Sequence[Run], after: Sequence[Run]) -> bool:
    """Tell whether more plays would hardly tell more."""
    gap = _range(np.array([then.lead.mean() / now.lead.mean() - 1 for now, then in zip(before, after, strict=True)]))
    return (gap.high - gap.low) / 2 <= max(NEAR, abs(gap.mean) / 10)


def expected(model: Model, *, cases: int, plays: int = 20, seed: int = 0) -> Outcome:
    """Return what the next cases would take if nothing changed.

    Args:
        model: The process. cases: How many come. plays, seed: How often it is played, and the name of the draws.

    Returns:
        Figures whose `least` and `most` hold what a period of so many cases gives 95 times in 100. The log that the model was found in is
        itself one period: its own chance widens the range by the root of one plus the cases to come over the cases read.
    """
    longer = replace(model, cases=cases)
    runs = [play(longer, seed=seed, replication=at) for at in range(plays)]
    wider = (1 + cases / model.read) ** 0.5 if model.read else 1.0
    return _outcome(longer, runs, np.array([_figures(run) for run in runs]), wider=wider)


def _figures(run: Run) -> tuple[float, float, float, float]:
    return float(run.lead.mean()), float(np.median(run.lead)), float(np.quantile(run.lead, 0.9)), float(run.entry.mean())


def _outcome(
    model: Model, runs: Sequence[Run], figures: np.ndarray[tuple[int, int], np.dtype[np.float64]], *, wider: float = 1.0
) -> Outcome:
    use = np.mean([run.use for run in runs], axis=0)
    named = {pool.name: float(one) for pool, one in zip(model.pools, use, strict=True) if not np.isnan(one)}
    work = np.mean([run.work for run in runs], axis=0)
    hours = {step.activity: float(one) for step, one in zip(model.steps, work, strict=True)}
    mean, median, p90, entry = (_range(figures[:, at], wider) for at in range(4))
    return Outcome(mean, median, p90, entry, named, hours)


def _range(values: np.ndarray[tuple[int], np.dtype[np.float64]], wider: float = 1.0) -> Range:
    mean, spread = float(values.mean()), float(values.std(ddof=1)) / len(values) ** 0.5
    half = float(stats.t.ppf(0.975, len(values) - 1)) * spread
    least, most = mean + wider * (np.quantile(values, [0.025, 0.975]) - mean)
    return Range(mean, mean - half, mean + half, float(least), float(most))


def changed(model: Model, changes: Changes) -> Model:
    """Return the process with the changes made.

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
    return replace(
        model,
        steps=tuple(steps),
        pools=tuple(pools),
        rate=np.asarray(model.rate * changes.arrivals, dtype=np.float64),
        removed=model.removed | {step_of[name] for name in changes.removed},
        within={**model.within, **{step_of[gone]: (step_of[kept], changes.merged_share) for kept, gone in changes.merged}},
    )
