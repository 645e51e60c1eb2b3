"""Why an objective is as likely as it is: how the mean gap adds up, and what removing each cause would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pupitre.impact.attainment.changes import Family, Fix, mean_of, paired, rework, variant_of
from pupitre.impact.attainment.draws import Draws, Stretch
from pupitre.impact.attainment.luck import Row

NOT_RISKS = frozenset(("project", "decision", "treatment"))


@dataclass(frozen=True, slots=True)
class Waterfall:
    """How the gap of a measure adds up, in its unit: gap = target - mean = trend + effects + late + risks.

    Args:
        trend: Target less what the measure reads by itself. effects: Less what effects on time bring.
        late: What they lose by coming late. risks: What risks take. mean: What it reads in the end, on average.
    """

    target: float
    mean: float
    gap: float
    trend: float
    effects: float
    late: float
    risks: float


@dataclass(frozen=True, slots=True)
class Cause:
    """What removing a cause would give to an objective, in probability; not additive from cause to cause."""

    objective: str
    kind: str
    key: str
    family: Family
    gain: float
    error: float
    is_noise: bool


def waterfall(draws: Draws) -> dict[str, Waterfall]:
    """Return how the mean gap of each measure adds up, exactly.

    Each step is the difference of two means over the same draws: by itself, with effects that land when planned, with effects that
    land when they do, with risks. A bound that the measure cannot pass counts in the step that meets it.
    """
    ready, scene, rows = draws.layout, draws.scene(), Stretch(draws, slice(None))
    planned = {key: np.array([day], np.float32) for key, day in ready.planned.items()}

    def on_time(key: str) -> Row:
        return rows.finish_of(key) if ready.projects[key].is_over else planned[key]

    found: dict[str, Waterfall] = {}
    for key, measure in ready.measures.items():
        base = draws.base[draws.row("measure", key)]
        kinds = {effect.source_kind for _name, effect in ready.effects[key]}
        alone = mean_of(scene.value(key, base, rows.finish_of, rows.strike_of, kinds=frozenset()))
        promised = mean_of(scene.value(key, base, on_time, rows.strike_of, kinds=NOT_RISKS)) if kinds & NOT_RISKS else alone
        landed = mean_of(scene.value(key, base, rows.finish_of, rows.strike_of, kinds=NOT_RISKS)) if "project" in kinds else promised
        mean = mean_of(rows.values_of(key)) if "risk" in kinds else landed
        found[key] = Waterfall(
            target=measure.target,
            mean=mean,
            gap=measure.target - mean,
            trend=measure.target - alone,
            effects=alone - promised,
            late=promised - landed,
            risks=landed - mean,
        )
    return found


def gains(draws: Draws) -> list[Cause]:
    """Return what removing each cause would give to each objective that rests on it.

    A project keeps to its date, waits for nobody, misses no hands; effects are at least as good as likely; a risk cannot happen; the
    middle forecast of a measure is what the plan needs of it. By objective, largest gain first.
    """
    found: list[Cause] = []
    for fix in _causes(draws):
        work = rework(draws, *variant_of(draws, [fix]))
        for objective, reached in work.reached.items():
            gain = paired(draws.reached[draws.row("objective", objective)], reached)
            found.append(Cause(objective, fix.kind, fix.key, fix.family, gain.gain, gain.error, gain.is_noise))
    return sorted(found, key=lambda cause: (cause.objective, -cause.gain, cause.kind, cause.key, cause.family))


def _causes(draws: Draws) -> Iterator[Fix]:
    """Name what can be removed and leads to an objective."""
    ready = draws.layout
    for key, project in ready.projects.items():
        if not project.is_over and any(("project", below) in ready.moved_by for below in ready.downstream([key])):
            yield Fix("project", key, "lateness")
            if project.after:
                yield Fix("project", key, "dependencies")
            if project.short_days:
                yield Fix("project", key, "capacity")
    for kind, key in sorted(ready.moved_by):
        if kind != "risk":
            yield Fix(kind, key, "weak_effects")
    for key in ready.risks:
        if ready.hits[key] or ("risk", key) in ready.moved_by:
            yield Fix("risk", key, "risks")
    for key in ready.measures:
        yield Fix("measure", key, "trend")
