"""A world made ready for drawing: in key order, checked, with who waits for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from pupitre.impact.attainment.curves import Curve, curve
from pupitre.impact.world import Block, Effect, Measure, Objective, Part, Project, Risk, World
from pupitre.kernel import N_, InputError, Text

Source = tuple[str, str]
"""Kind and code of what has an effect."""

YEAR = 365.0

Thing = TypeVar("Thing", Project, Measure, Risk, Objective)
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Layout:
    """A world in key order.

    Args:
        projects, measures, risks, objectives: By code, in the order of the codes.
        project_order, objective_order: Codes, each after those it rests on; `project_place`, `objective_place`: their places there.
        effects: By measure, in key order; each with the name of its random numbers.
        moved_by: The measures that a source moves.
        hit_by: The risks that delay a project, with their days. hits: The projects that a risk delays.
        waited_by: The projects that wait for a project.
        serves: The objectives that a part serves. parts: The parts of an objective that can be measured.
        left_out: The parts of an objective that cannot be. unknown: Objectives of which nothing can be said.
        planned: When each project should finish: the date promised, else its median.
        scored: Objectives whose score decides whether something is reached.
        lacking: What the middle forecast of each measure lacks to reach its target when all that is planned holds its promise on time;
            0 when it lacks nothing, negative where lower is better.
    """

    world: World
    projects: Mapping[str, Project]
    measures: Mapping[str, Measure]
    risks: Mapping[str, Risk]
    objectives: Mapping[str, Objective]
    project_order: tuple[str, ...]
    objective_order: tuple[str, ...]
    effects: Mapping[str, tuple[tuple[str, Effect], ...]]
    moved_by: Mapping[Source, tuple[str, ...]]
    hit_by: Mapping[str, tuple[tuple[str, tuple[float, float, float]], ...]]
    hits: Mapping[str, tuple[str, ...]]
    waited_by: Mapping[str, tuple[str, ...]]
    serves: Mapping[tuple[str, str], tuple[str, ...]]
    parts: Mapping[str, tuple[Part, ...]]
    left_out: Mapping[str, tuple[str, ...]]
    unknown: frozenset[str]
    curves: Mapping[str, Curve]
    planned: Mapping[str, float]
    lacking: Mapping[str, float]
    groups: tuple[str, ...]
    scored: frozenset[str]
    project_place: Mapping[str, int]
    objective_place: Mapping[str, int]

    def downstream(self, projects: Iterable[str]) -> set[str]:
        """Return these projects and all those that wait for them."""
        found: set[str] = set()
        todo = list(projects)
        while todo:
            key = todo.pop()
            if key not in found:
                found.add(key)
                todo.extend(self.waited_by.get(key, ()))
        return found

    def served(self, measures: Iterable[str]) -> set[str]:
        """Return the objectives that rest on these measures, near or far."""
        found: set[str] = set()
        todo = [("measure", key) for key in measures]
        while todo:
            for key in self.serves.get(todo.pop(), ()):
                if key not in found:
                    found.add(key)
                    todo.append(("objective", key))
        return found


def layout(world: World) -> Layout:
    """Return the world made ready for drawing.

    Raises:
        InputError: Two things have one code, something unknown is named, a size is out of order, a chance is not a share, or things
            wait for each other in a circle, which is named.
    """
    projects = _by_key("project", world.projects)
    measures = {key: measure for key, measure in _by_key("measure", world.measures).items() if _is_known(measure)}
    risks = _by_key("risk", world.risks)
    objectives = _by_key("objective", world.objectives)
    _check(world, projects, risks)
    effects, moved_by = _effects(world, measures)
    waits = {key: tuple(before for before, _lag in project.after) for key, project in projects.items()}
    serving = {key: tuple(p.key for p in o.parts if p.kind == "objective" and p.key in objectives) for key, o in objectives.items()}
    objective_order = _in_order(serving, N_("These objectives serve each other in a circle: %(loop)s."))
    parts, left_out, unknown = _parts(objectives, objective_order, measures)
    planned = {key: _planned(project) for key, project in projects.items()}
    curves = {key: curve(measure) for key, measure in measures.items()}
    project_order = _in_order(waits, N_("These projects wait for each other in a circle: %(loop)s."))
    return Layout(
        world=world,
        projects=projects,
        measures=measures,
        risks=risks,
        objectives=objectives,
        project_order=project_order,
        objective_order=objective_order,
        effects=effects,
        moved_by=moved_by,
        hit_by=_inverted((p, (key, risk.delays[p])) for key, risk in risks.items() for p in sorted(risk.delays) if p in projects),
        hits={key: tuple(sorted(set(risk.delays) & projects.keys())) for key, risk in risks.items()},
        waited_by=_inverted((before, key) for key, befores in waits.items() for before in befores),
        serves=_inverted(((p.kind, p.key), key) for key, known in parts.items() for p in known),
        parts=parts,
        left_out=left_out,
        unknown=unknown,
        curves=curves,
        planned=planned,
        lacking={
            key: _lacking(measure, curves[key], _promised(measure, effects[key], projects, planned)) for key, measure in measures.items()
        },
        groups=tuple(sorted(_groups(world) - {""})),
        scored=_scored(objectives, objective_order, parts),
        project_place={key: at for at, key in enumerate(project_order)},
        objective_place={key: at for at, key in enumerate(objective_order)},
    )


def adoption(effect: Effect, days: float) -> float:
    """Return the share of an effect that is there so many days after it landed."""
    if days < 0:
        return 0.0
    risen = min(days / effect.ramp_days, 1.0) if effect.ramp_days > 0 else 1.0
    kept: float = (1 - effect.decay_share) ** (max(days - effect.ramp_days, 0.0) / YEAR)
    return risen * kept


def held(effect: Effect, lands: float) -> float:
    """Return the share of an effect that history holds already."""
    return adoption(effect, -lands) if lands < 0 else 0.0


def _by_key(kind: str, things: Iterable[Thing]) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for thing in sorted(things, key=lambda one: one.key):
        if thing.key in found:
            raise InputError(Text(N_("Two things of one kind (%(kind)s) have the same code: %(key)s."), kind=kind, key=thing.key))
        found[thing.key] = thing
    return found


def _groups(world: World) -> set[str]:
    return {p.group for p in world.projects} | {m.group for m in world.measures} | {r.group for r in world.risks}


def _inverted(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    found: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        if value not in found[key]:
            found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _is_known(measure: Measure) -> bool:
    return bool(len(measure.p) and np.isfinite(measure.values).all() and np.isfinite([measure.target, measure.at_days]).all())


def _check(world: World, projects: Mapping[str, Project], risks: Mapping[str, Risk]) -> None:
    measures = {measure.key for measure in world.measures}
    for project in projects.values():
        unknown = sorted(before for before, _lag in project.after if before not in projects)
        if unknown:
            raise InputError(Text(N_("%(key)s waits for a project that is not there: %(before)s."), key=project.key, before=unknown[0]))
        if isinstance(project.finish, Block):
            _check_triangle(project.key, (project.finish.low, project.finish.likely, project.finish.high))
        elif not len(project.finish.finish) or not np.isfinite(project.finish.finish).all():
            raise InputError(Text(N_("No finish could be drawn for the project %(key)s."), key=project.key))
    for effect in world.effects:
        _check_effect(effect, measures, projects, risks)
    for risk in risks.values():
        if not 0 <= risk.yearly_chance <= 1:
            raise InputError(Text(N_("The yearly chance of the risk %(key)s is not between 0 and 1."), key=risk.key))
        for triangle in risk.delays.values():
            _check_triangle(risk.key, triangle)
    for group, loading in world.loadings.items():
        if not 0 <= loading <= 1:
            raise InputError(Text(N_("What %(group)s shares of its luck is not between 0 and 1."), group=group))


def _check_effect(effect: Effect, measures: Collection[str], projects: Collection[str], risks: Collection[str]) -> None:
    source = effect.source
    _check_triangle(source, (effect.low, effect.likely, effect.high))
    if effect.measure not in measures:
        raise InputError(
            Text(N_("An effect of %(source)s names an indicator that is not there: %(key)s."), source=source, key=effect.measure)
        )
    known = projects if effect.source_kind == "project" else risks if effect.source_kind == "risk" else (source,)
    if source not in known:
        raise InputError(Text(N_("An effect comes from something that is not there: %(source)s."), source=source))
    if not (0 <= effect.decay_share <= 1 and effect.ramp_days >= 0):
        raise InputError(Text(N_("The effect of %(source)s rises over a negative time or fades by more than all."), source=source))


def _check_triangle(key: str, sizes: tuple[float, float, float]) -> None:
    if not (np.isfinite(sizes).all() and sizes[0] <= sizes[1] <= sizes[2]):
        raise InputError(
            Text(N_("The three values given for %(key)s are not in order."), key=key),
            mend=Text(N_("Give a lowest, a likely and a highest value, in that order.")),
        )


def _effects(
    world: World, measures: Mapping[str, Measure]
) -> tuple[dict[str, tuple[tuple[str, Effect], ...]], dict[Source, tuple[str, ...]]]:
    """Name each effect by what acts, what moves and, when a source says two things of one measure, its rank among them."""
    ranked = sorted(
        (effect for effect in world.effects if effect.measure in measures),
        key=lambda e: (e.measure, e.source_kind, e.source, e.low, e.likely, e.high, e.ramp_days, e.decay_share, e.lands_days, e.basis),
    )
    found: dict[str, list[tuple[str, Effect]]] = {key: [] for key in measures}
    for effect in ranked:
        rank = sum((e.source_kind, e.source) == (effect.source_kind, effect.source) for _, e in found[effect.measure])
        found[effect.measure].append(("\x1f".join((effect.source_kind, effect.source, effect.measure, str(rank))), effect))
    moved: list[tuple[Source, str]] = [((effect.source_kind, effect.source), effect.measure) for effect in ranked]
    return {key: tuple(effects) for key, effects in found.items()}, _inverted(moved)


def _in_order(rests_on: Mapping[str, tuple[str, ...]], said: str) -> tuple[str, ...]:
    """Return the keys, each after those it rests on; ties in key order."""
    order: list[str] = []
    state: dict[str, int] = {}
    for root in rests_on:
        path: list[tuple[str, int]] = [(root, 0)] if root not in state else []
        while path:
            key, at = path.pop()
            state[key] = 1
            before = sorted(set(rests_on[key]))
            while at < len(before) and state.get(before[at]) == 2:
                at += 1
            if at == len(before):
                state[key] = 2
                order.append(key)
                continue
            path.append((key, at + 1))
            if state.get(before[at]) == 1:
                names = [name for name, _at in path]
                loop = [*names[names.index(before[at]) :], before[at]]
                raise InputError(Text(said, loop=" → ".join(loop)), mend=Text(N_("Remove one of these links.")))
            path.append((before[at], 0))
    return tuple(order)


def _parts(
    objectives: Mapping[str, Objective], order: tuple[str, ...], measures: Mapping[str, Measure]
) -> tuple[dict[str, tuple[Part, ...]], dict[str, tuple[str, ...]], frozenset[str]]:
    """Part by part, tell what can be measured: an objective is unknown without a part, or without one that it must have."""
    known: dict[str, tuple[Part, ...]] = {}
    left_out: dict[str, tuple[str, ...]] = {}
    unknown: set[str] = set()
    for key in order:
        objective = objectives[key]
        ordered = sorted(objective.parts, key=lambda part: (part.kind, part.key))
        usable = [p for p in ordered if (p.key in measures if p.kind == "measure" else p.key in objectives and p.key not in unknown)]
        missing = [part for part in ordered if part not in usable]
        known[key] = tuple(usable)
        left_out[key] = tuple(part.key for part in missing)
        too_few = objective.rule == "count" and len(usable) < objective.threshold
        if not usable or too_few or any(part.is_must for part in missing):
            unknown.add(key)
    return known, left_out, frozenset(unknown)


def _scored(objectives: Mapping[str, Objective], order: tuple[str, ...], parts: Mapping[str, tuple[Part, ...]]) -> frozenset[str]:
    found: set[str] = set()
    for key in reversed(order):
        if objectives[key].rule == "score" or key in found:
            found |= {key} | {part.key for part in parts[key] if part.kind == "objective"}
    return frozenset(found)


def _planned(project: Project) -> float:
    finish = project.finish
    median = finish.start + finish.likely if isinstance(finish, Block) else float(np.median(finish.finish))
    if project.is_over:
        return median
    # A date that is past can no longer be kept: the best is today.
    return max(project.due_days if np.isfinite(project.due_days) else median, 0.0)


def _lacking(measure: Measure, own: Curve, promised: float) -> float:
    gap = measure.target - promised - own.middle
    return max(gap, 0.0) if measure.is_up else min(gap, 0.0)


def _promised(
    measure: Measure, effects: Iterable[tuple[str, Effect]], projects: Mapping[str, Project], planned: Mapping[str, float]
) -> float:
    """Return what the effects add at least if each has its likely size, on time or sooner (one that fades loses by coming sooner)."""
    total = 0.0
    for _name, effect in effects if measure.at_days > 0 else ():
        if effect.source_kind == "risk":
            continue
        latest = planned[effect.source] if effect.source_kind == "project" else effect.lands_days
        soonest = min(latest, 0.0) if effect.source_kind == "project" and not projects[effect.source].is_over else latest
        days = {measure.at_days - latest, measure.at_days - soonest}
        if measure.at_days - latest <= effect.ramp_days <= measure.at_days - soonest:
            days.add(effect.ramp_days)
        sizes = [effect.likely * (adoption(effect, since) - held(effect, latest)) for since in days]
        total += min(sizes) if measure.is_up else max(sizes)
    return total
