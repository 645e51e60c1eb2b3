"""The company model as the world that the probabilities are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pupitre.impact.attainment.promises import Kept, corrected
from pupitre.impact.model.assumptions import Standing, gates, standings
from pupitre.impact.model.effects import acting_on
from pupitre.impact.model.gaps import Gap
from pupitre.impact.model.measures import Reading, fan_measures, on_path, readings_of
from pupitre.impact.model.objectives import Told, objectives_of
from pupitre.impact.model.projects import Portfolio, projects_of
from pupitre.impact.model.rows import Rows, read
from pupitre.impact.model.series import Series, series_of
from pupitre.impact.model.shortage import short_days
from pupitre.impact.world import Effect, Measure, Objective, World
from pupitre.kernel import Snapshot

HORIZONS = (90, 180, 365)
"""Days ahead at which each objective is asked whether it is on its path."""
FAN_DATES = 24
"""Dates of a fan at most, the target's own included."""


@dataclass(frozen=True, slots=True)
class Model:
    """The world of a day, with what it was made from.

    Args:
        world: What is simulated. taken: The same with every assumption taken for granted; the world itself when all hold.
        readings: The key results. told: The objectives. standing: The assumptions.
        gaps: What is left out, with its reason.
    """

    rows: Rows
    series: Series
    world: World
    taken: World
    readings: tuple[Reading, ...]
    told: tuple[Told, ...]
    standing: tuple[Standing, ...]
    gaps: tuple[Gap, ...]
    currency: str = ""


def model_of(snapshot: Snapshot, past: Kept | None = None) -> Model:
    """Return the world of a snapshot; what the company model does not say is left out with its reason, never guessed.

    Args:
        snapshot: The company. past: What past decisions kept of the effects declared: those declared now are worth the same.
    """
    rows = read(snapshot)
    followed = {k.kpi for k in rows.key_results if k.kpi} | {a.kpi for a in rows.assumptions if a.kpi}
    forecast, outlook = snapshot.table("performance.kpi_forecast"), snapshot.table("performance.outlook")
    series = series_of(snapshot.table("measure"), forecast, outlook, followed, rows.on)
    readings = readings_of(rows, series)
    told = objectives_of(rows, readings)
    standing, unread = standings(rows, series)
    promised, kept = _taken(snapshot, rows, readings, told)
    taken = corrected(promised, past)
    guards, guarded = gates(rows, series, standing, told)
    world = taken if not guards else _guarded(rows, taken, guards, guarded)
    return Model(rows, series, world, taken, readings, guarded if guards else told, standing, (*kept, *unread), snapshot.currency)


def _taken(snapshot: Snapshot, rows: Rows, readings: tuple[Reading, ...], told: tuple[Told, ...]) -> tuple[World, list[Gap]]:
    measures = tuple(r.measure for r in readings if r.measure is not None)
    sources = {e.source for e in rows.effects if e.source_kind == "project"}
    short = short_days(snapshot.table("portfolio.skill_load"), snapshot.table("allocation"), on=rows.on)
    told_of = Portfolio(snapshot.table("portfolio.finish_draw"), snapshot.table("portfolio.project_finish"), short)
    projects, loops = projects_of(rows, told_of, sources)
    acting = acting_on(rows, measures, projects)
    world = World(
        on=rows.on,
        seed=rows.seed,
        projects=projects,
        measures=measures,
        effects=acting.effects,
        risks=acting.risks,
        objectives=tuple(one.objective for one in told if one.objective is not None),
    )
    return world, [*loops, *acting.gaps]


def _guarded(rows: Rows, world: World, guards: tuple[Measure, ...], told: tuple[Told, ...]) -> World:
    """Return a world whose objectives also wait for assumptions; what acts on an indicator acts on it there too."""
    acting = acting_on(rows, guards, world.projects)
    known = {risk.key for risk in world.risks}
    return replace(
        world,
        measures=(*world.measures, *guards),
        effects=(*world.effects, *acting.effects),
        risks=(*world.risks, *(risk for risk in acting.risks if risk.key not in known)),
        objectives=tuple(one.objective for one in told if one.objective is not None),
    )


def horizon_world(model: Model, days: int) -> World:
    """Return the world a number of days ahead: each key result is to be where its path says by then.

    An objective is kept when its date is later and all its measured parts have a path.
    """
    found = ((r.result.key, on_path(r, model.series, days=days, on=model.rows.on)) for r in model.readings)
    measures = {key: measure for key, measure in found if measure is not None}
    kept: dict[str, Objective] = {}
    for one in model.told:
        objective = one.objective
        if objective is None or objective.due_days <= days:
            continue
        parts = tuple(p for p in objective.parts if p.weight > 0 or p.kind == "objective")
        if parts and all(p.key in (measures if p.kind == "measure" else kept) for p in parts):
            kept[objective.key] = replace(objective, parts=parts, due_days=float(days))
    return replace(
        model.world,
        measures=tuple(measures.values()),
        effects=tuple(e for e in model.world.effects if e.measure in measures),
        objectives=tuple(kept.values()),
    )


def fan_world(model: Model) -> tuple[World, Mapping[str, tuple[str, date]]]:
    """Return a world of every key result at several dates, without objectives, and by measure the key result and the date."""
    measures: list[Measure] = []
    names: dict[str, tuple[str, date]] = {}
    effects: list[Effect] = []
    acting: dict[str, list[int]] = {}
    for at, effect in enumerate(model.taken.effects):
        acting.setdefault(effect.measure, []).append(at)
    for reading in model.readings:
        for day, measure in fan_measures(reading, model.series, on=model.rows.on, most=FAN_DATES).items():
            name = f"{reading.result.key}@{day.isoformat()}"
            names[name] = (reading.result.key, day)
            measures.append(replace(measure, key=name))
            effects.extend(replace(model.taken.effects[at], measure=name) for at in acting.get(reading.result.key, ()))
    return replace(model.taken, measures=tuple(measures), effects=tuple(effects), objectives=()), names


__all__ = ["FAN_DATES", "HORIZONS", "Gap", "Model", "Reading", "Series", "Standing", "Told", "fan_world", "horizon_world", "model_of"]
