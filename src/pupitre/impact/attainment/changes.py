"""What a change would do to each objective, on the draws that are already there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from pupitre.impact.attainment.draws import Draws, Stretch
from pupitre.impact.attainment.evaluate import Flags, Scene, Variant, is_reached, objective_reached, objective_score
from pupitre.impact.attainment.layout import Source
from pupitre.impact.attainment.luck import Row
from pupitre.kernel import N_, InputError, Text

Family = Literal["trend", "lateness", "weak_effects", "risks", "capacity", "dependencies"]
FAMILIES: tuple[Family, ...] = ("trend", "lateness", "weak_effects", "risks", "capacity", "dependencies")


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop a project: what waits for it never finishes either."""

    project: str


@dataclass(frozen=True, slots=True)
class Delay:
    """Start a project so many days later (sooner when negative)."""

    project: str
    days: float


@dataclass(frozen=True, slots=True)
class Run:
    """Run a project another way: so many days longer (shorter when negative), with this share of its effects."""

    project: str
    days: float = 0.0
    effect_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Treat:
    """Treat a risk: only this share of its chance is left (0: it cannot happen)."""

    risk: str
    chance_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Shift:
    """Move what a measure reads by itself, in its own unit."""

    measure: str
    by: float


@dataclass(frozen=True, slots=True)
class Learn:
    """Suppose that the effect of a source on a measure is known: this size, in the measure's unit."""

    source: str
    measure: str
    size: float


@dataclass(frozen=True, slots=True)
class Fix:
    """Remove a cause: a project's lateness, the weakness of effects, a risk, a trend that falls short of what the plan needs."""

    kind: str
    key: str
    family: Family


Change = Cancel | Delay | Run | Treat | Shift | Learn | Fix


@dataclass(frozen=True, slots=True)
class Gain:
    """What a change does to one chance.

    Args:
        before, after: The chance without and with it. gain: Their difference.
        error: Its standard error: both are read on the same draws, so only those that turn count.
        is_noise: Not distinguishable from noise: no more than two standard errors.
    """

    before: float
    after: float
    gain: float
    error: float
    is_noise: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What changes do.

    Args:
        objectives: By code, all of which something can be said; exactly 0 where nothing changes.
        measures: The chance to be at target, for the measures that move.
        means: Mean before and after, for the same measures.
        finishes: Median finish before and after, in days, for the projects that move; infinite when never.
    """

    objectives: Mapping[str, Gain]
    measures: Mapping[str, Gain]
    means: Mapping[str, tuple[float, float]]
    finishes: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Rework:
    """The rows that a variant changes; the others are those of the draws."""

    scene: Scene
    old: Stretch
    finish: dict[str, Row] = field(default_factory=dict)
    strikes: dict[str, Row] = field(default_factory=dict)
    values: dict[str, Row] = field(default_factory=dict)
    met: dict[str, Flags] = field(default_factory=dict)
    reached: dict[str, Flags] = field(default_factory=dict)
    scores: dict[str, Row] = field(default_factory=dict)

    def finish_of(self, key: str) -> Row:
        """Return the finish of a project."""
        return self.finish[key] if key in self.finish else self.old.finish_of(key)

    def strike_of(self, key: str) -> Row:
        """Return the day of a risk."""
        return self.strikes[key] if key in self.strikes else self.old.strike_of(key)

    def values_of(self, key: str) -> Row:
        """Return the values of a measure."""
        return self.values[key] if key in self.values else self.old.values_of(key)

    def met_of(self, key: str) -> Flags:
        """Return whether a measure is at its target."""
        return self.met[key] if key in self.met else self.old.met_of(key)

    def reached_of(self, key: str) -> Flags:
        """Return whether an objective is reached."""
        return self.reached[key] if key in self.reached else self.old.reached_of(key)

    def score_of(self, key: str) -> Row:
        """Return the score of an objective."""
        return self.scores[key] if key in self.scores else self.old.score_of(key)


@dataclass(frozen=True, slots=True)
class Touched:
    """What a variant touches first."""

    projects: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()


def what_if(draws: Draws, changes: Sequence[Change]) -> Answer:
    """Return what changes would do, together, on the same draws.

    Only what lies downstream is worked out again, by the same steps as the first time: the answer is what a fresh drawing of the
    changed world would give, to the last bit.

    Args:
        draws: The world as it is. changes: What to suppose; of two on one thing, days add up and shares multiply.

    Raises:
        InputError: A change names something that is not there, a project that is over, or an impossible share.
    """
    variant, touched = variant_of(draws, changes)
    work, ready = rework(draws, variant, touched), draws.layout
    old = work.old
    return Answer(
        objectives={key: _objective_gain(work, key) for key in ready.objectives if key not in ready.unknown},
        measures={key: paired(old.met_of(key), met) for key, met in sorted(work.met.items())},
        means={key: (mean_of(old.values_of(key)), mean_of(row)) for key, row in sorted(work.values.items())},
        finishes={key: (float(np.median(old.finish_of(key))), float(np.median(row))) for key, row in sorted(work.finish.items())},
    )


def paired(before: Flags, after: Flags) -> Gain:
    """Return the difference between two chances read on the same draws.

    Source:
        McNemar 1947: with b and c the draws that turn each way, the variance is (b + c - (b - c)² / N) / N².
    """
    count = len(before)
    won = int(np.count_nonzero(after & ~before))
    lost = int(np.count_nonzero(before & ~after))
    gain = (won - lost) / count
    error = float(np.sqrt(max(won + lost - (won - lost) ** 2 / count, 0.0))) / count
    start = int(np.count_nonzero(before))
    return Gain(start / count, (start + won - lost) / count, gain, error, is_noise=abs(gain) <= 2 * error)


def rework(draws: Draws, variant: Variant, touched: Touched) -> Rework:
    """Return the rows that a variant changes: what it touches and all that lies downstream."""
    ready = draws.layout
    work = Rework(draws.scene(variant), Stretch(draws, slice(None)))
    for key in sorted(touched.risks):
        work.strikes[key] = work.scene.strike(key)
    delayed = {project for risk in touched.risks for project in ready.hits[risk]}
    moved = ready.downstream({key for key in touched.projects | delayed if not ready.projects[key].is_over})
    # Few of many projects move: they are sorted by their place rather than looked for among all.
    for key in sorted(moved, key=ready.project_place.__getitem__):
        work.finish[key] = work.scene.finish(key, work.finish_of, work.strike_of)
    sources: set[Source] = {("project", key) for key in moved} | {("risk", key) for key in touched.risks}
    measures = touched.measures | {measure for source in sources for measure in ready.moved_by.get(source, ())}
    for key in sorted(measures):
        base = draws.base[draws.row("measure", key)]
        work.values[key] = work.scene.value(key, base, work.finish_of, work.strike_of)
        work.met[key] = is_reached(ready.measures[key], work.values[key])
    for key in sorted(ready.served(measures) - ready.unknown, key=ready.objective_place.__getitem__):
        if key in ready.scored:
            work.scores[key] = objective_score(ready, key, work)
        work.reached[key] = objective_reached(ready, key, work, work.scores.get(key))
    return work


def variant_of(draws: Draws, changes: Iterable[Change]) -> tuple[Variant, Touched]:
    """Return what changes amount to, together, and what they touch first."""
    later: dict[str, float] = {}
    longer: dict[str, float] = {}
    shares: dict[Source, float] = {}
    chances: dict[str, float] = {}
    shifts: dict[str, float] = {}
    learnt: dict[tuple[str, str], float] = {}
    fixes: list[Fix] = []
    cancelled: set[str] = set()
    projects: set[str] = set()
    measures: set[str] = set()
    for change in changes:
        match change:
            case Cancel(key):
                cancelled.add(_running(draws, key))
            case Delay(key, days):
                later[_running(draws, key)] = later.get(key, 0.0) + _finite(days)
            case Run(key, days, share):
                longer[_running(draws, key)] = longer.get(key, 0.0) + _finite(days)
                shares["project", key] = shares.get(("project", key), 1.0) * _finite(share)
                measures.update(draws.layout.moved_by.get(("project", key), ()))
            case Treat(key, share):
                chances[_there(draws, "risk", key)] = chances.get(key, 1.0) * _chance_share(draws, key, share)
            case Shift(key, by):
                shifts[_there(draws, "measure", key)] = shifts.get(key, 0.0) + _finite(by)
            case Learn(source, key, size):
                learnt[source, _there(draws, "measure", key)] = _finite(size)
                measures.add(key)
            case Fix():
                fixes.append(change)
    projects |= cancelled | later.keys() | longer.keys()
    variant = Variant(frozenset(cancelled), later, longer, shares, chances, shifts, learnt)
    touched = Touched(frozenset(projects), frozenset(chances), frozenset(measures | shifts.keys()))
    return _fixed(draws, variant, touched, fixes) if fixes else (variant, touched)


def _fixed(draws: Draws, variant: Variant, touched: Touched, fixes: Iterable[Fix]) -> tuple[Variant, Touched]:
    """Add the removal of causes to a variant."""
    kept: set[str] = set()
    unhindered: set[str] = set()
    staffed: set[str] = set()
    firm: set[Source] = set()
    carried: set[str] = set()
    chances = dict(variant.chances)
    for fix in fixes:
        match fix.family:
            case "lateness":
                kept.add(_running(draws, fix.key))
            case "dependencies":
                unhindered.add(_running(draws, fix.key))
            case "capacity":
                staffed.add(_running(draws, fix.key))
            case "risks":
                chances[_there(draws, "risk", fix.key)] = 0.0
            case "weak_effects":
                firm.add((fix.kind, fix.key))
            case "trend":
                carried.add(_there(draws, "measure", fix.key))
    moved = {measure for source in firm for measure in draws.layout.moved_by.get(source, ())}
    return (
        Variant(
            cancelled=variant.cancelled,
            later=variant.later,
            longer=variant.longer,
            shares=variant.shares,
            chances=chances,
            shifts=variant.shifts,
            learnt=variant.learnt,
            kept=frozenset(kept),
            unhindered=frozenset(unhindered),
            staffed=frozenset(staffed),
            firm=frozenset(firm),
            carried=frozenset(carried),
        ),
        Touched(
            touched.projects | kept | unhindered | staffed,
            touched.risks | chances.keys(),
            touched.measures | moved | carried,
        ),
    )


def _objective_gain(work: Rework, key: str) -> Gain:
    if key in work.reached:
        return paired(work.old.reached_of(key), work.reached[key])
    draws = work.old.draws
    share = int(draws.wins[draws.row("objective", key)]) / draws.count
    return Gain(share, share, 0.0, 0.0, is_noise=True)


def mean_of(row: Row) -> float:
    """Return the mean of a row, in double precision."""
    return float(row.mean(dtype=np.float64))


def _there(draws: Draws, kind: str, key: str) -> str:
    if (kind, key) not in draws.rows:
        raise InputError(
            Text(N_("Nothing can be changed about %(key)s: it is not in the computation."), key=key),
            mend=Text(N_("Name a project, a risk or an indicator that an objective rests on.")),
        )
    return key


def _running(draws: Draws, key: str) -> str:
    if draws.layout.projects[_there(draws, "project", key)].is_over:
        raise InputError(Text(N_("The project %(key)s is over: it can no longer be changed."), key=key))
    return key


def _finite(value: float) -> float:
    if not np.isfinite(value):
        raise InputError(Text(N_("A change must be a number.")))
    return float(value)


def _chance_share(draws: Draws, key: str, share: float) -> float:
    if not (np.isfinite(share) and share >= 0 and draws.layout.risks[key].yearly_chance * share <= 1):
        raise InputError(Text(N_("What is left of the chance of the risk %(key)s is not between 0 and 1."), key=key))
    return float(share)
