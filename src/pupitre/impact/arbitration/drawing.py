"""The draws of a world as what each way to run each project adds to each measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from pupitre.impact.arbitration.case import Case, Way
from pupitre.impact.arbitration.problem import Bools, Floats
from pupitre.impact.arbitration.sampling import Draw, Goal, Sample
from pupitre.impact.attainment.changes import Cancel, Change, Delay, Run, variant_of, what_if
from pupitre.impact.attainment.draws import Draws, draw
from pupitre.impact.attainment.evaluate import CLOSE, adopted
from pupitre.impact.world import Measure, World

OTHER_DRAWS = 1_000_003
"""Added to the seed of the draws that the search sees, so that those it is judged on are others."""


def unbounded(world: World) -> World:
    """Return a world whose measures have no bounds, so that what is added to them adds up; no target lies beyond a bound."""
    infinite = float("inf")
    return replace(world, measures=tuple(replace(m, low_bound=-infinite, high_bound=infinite) for m in world.measures))


def searching(world: World, draws: int) -> Draws:
    """Return draws for the search: other ones than those of the world's own seed."""
    return draw(replace(unbounded(world), seed=world.seed + OTHER_DRAWS), draws=draws)


def judging(world: World, draws: int) -> Draws:
    """Return draws for judging: those that every page shows."""
    return draw(unbounded(world), draws=draws)


def sample_of(draws: Draws, case: Case) -> Sample:
    """Return the draws of a world as those of a choice."""
    ready = draws.layout
    places = {key: at for at, key in enumerate(ready.measures)}
    signs = np.array([1.0 if m.is_up else -1.0 for m in ready.measures.values()])
    lifts: dict[int, tuple[tuple[int, Draw], ...]] = {}
    base = np.stack([sign * (draws.values[draws.row("measure", key)] - m.target) + _margin(m) for (key, m), sign in _signed(draws)])
    for at, (choice, way) in enumerate(zip(case.problem.choices, case.ways, strict=True)):
        added = _added(draws, choice.subject, way)
        lifts[at] = tuple((places[key], (signs[places[key]] * row).astype(np.float32)) for key, row in sorted(added.items()))
        if choice.is_current:
            for key, row in added.items():
                base[places[key]] -= signs[places[key]] * row
    goals = _goals(draws, places)
    ways = np.array([_way(m) for m in ready.measures.values()])
    return Sample(base.astype(np.float32), lifts, goals, ways)


def exactly(draws: Draws, case: Case) -> Callable[[Bools], Floats] | None:
    """Return what gives the chances of a plan by drawing it whole; None when the choices simply add up.

    They do not where a project that can be run later is waited for by another one.
    """
    if not any(draws.layout.waited_by.get(key) for key in case.works):
        return None
    keys = [key for key in draws.layout.objective_order if key not in draws.layout.unknown]

    def chances(taken: Bools) -> Floats:
        answer = what_if(draws, changes_of(draws, case, taken))
        return np.array([answer.objectives[key].after for key in keys])

    return chances


def changes_of(draws: Draws, case: Case, taken: Bools) -> list[Change]:
    """Return a plan as changes of what happens today."""
    found: list[Change] = []
    for subject in case.works:
        if ("project", subject) not in draws.rows:
            continue
        held = [at for at in case.problem.of(subject) if taken[at]]
        found += _changes(subject, case.ways[held[0]]) if held else [Cancel(subject)]
    return found


def objectives_of(draws: Draws) -> list[str]:
    """Return the objectives that the goals of a sample stand for, in their order."""
    return [key for key in draws.layout.objective_order if key not in draws.layout.unknown]


def _changes(subject: str, way: Way) -> list[Change]:
    later: list[Change] = [Delay(subject, way.start_days)] if way.start_days else []
    return [*later, Run(subject, way.length_days, way.effect_share)] if way.length_days or way.effect_share != 1 else later


def _added(draws: Draws, subject: str, way: Way) -> dict[str, Floats]:
    """Return what a way to run a project adds to each measure, everything else being as it is."""
    if ("project", subject) not in draws.rows:
        return {}
    variant, _ = variant_of(draws, _changes(subject, way))
    scene = draws.scene(variant)
    finish = scene.finish(subject, lambda key: draws.finish[draws.row("project", key)], lambda key: draws.strikes[draws.row("risk", key)])
    found: dict[str, Floats] = {}
    for key in draws.layout.moved_by.get(("project", subject), ()):
        measure = draws.layout.measures[key]
        for name, effect in draws.layout.effects[key] if measure.at_days > 0 else ():
            if (effect.source_kind, effect.source) == ("project", subject):
                row = adopted(effect, finish, measure.at_days) * scene.size(name, effect)
                found[key] = found[key] + row if key in found else row
    return found


def _goals(draws: Draws, places: dict[str, int]) -> tuple[Goal, ...]:
    ready, keys = draws.layout, objectives_of(draws)
    at = {key: place for place, key in enumerate(keys)}
    weighs = sum(ready.objectives[key].weight for key in keys) > 0
    found = []
    for key in keys:
        objective = ready.objectives[key]
        measures = [part for part in ready.parts[key] if part.kind == "measure"]
        goals = [part for part in ready.parts[key] if part.kind == "objective"]
        parts = [*measures, *goals]
        found.append(
            Goal(
                objective.weight if weighs else 1.0,
                tuple(places[part.key] for part in measures),
                tuple(at[part.key] for part in goals),
                tuple(max(part.weight, 0.0) for part in parts),
                tuple(part.is_must for part in parts),
                objective.rule,
                objective.threshold,
            )
        )
    return tuple(found)


def _signed(draws: Draws) -> Sequence[tuple[tuple[str, Measure], float]]:
    return [((key, measure), 1.0 if measure.is_up else -1.0) for key, measure in draws.layout.measures.items()]


def _margin(measure: Measure) -> float:
    return CLOSE * max(1.0, abs(measure.target))


def _way(measure: Measure) -> float:
    way = (measure.target - measure.baseline) * (1 if measure.is_up else -1)
    return float(way) if np.isfinite(way) and way > 0 else 0.0
