"""The points of probability that each family of causes costs an objective, which add up."""

from __future__ import annotations

from itertools import combinations
from math import factorial

import numpy as np

from pupitre.impact.attainment.changes import FAMILIES, Family, Rework
from pupitre.impact.attainment.draws import Draws, Stretch
from pupitre.impact.attainment.evaluate import Scene, Variant, is_reached, objective_reached, objective_score
from pupitre.impact.attainment.layout import Layout
from pupitre.impact.attainment.luck import Row, Span

WORK = 12_000_000
"""Draws of effects that one evaluation may take: a large company is explained on fewer draws."""

FEWEST = 1_000


def families(draws: Draws) -> dict[str, dict[Family, float]]:
    """Return, per objective, the points of probability that each family of causes costs.

    The points of an objective add up to all that it misses. Each family's part is its mean contribution over all the orders in which
    the families could be removed; what is missing even then is the uncertainty of the indicators themselves, and counts as trend. In a
    large company the first draws only are used.

    Source:
        Shapley 1953, "A value for n-person games".
    """
    ready = draws.layout
    known = [key for key in ready.objective_order if key not in ready.unknown]
    size = max(len(ready.measures) + sum(len(effects) for effects in ready.effects.values()), 1)
    span = Span(0, min(draws.count, max(WORK // size, FEWEST)))
    present = _present(ready)
    worth: dict[frozenset[Family], dict[str, float]] = {}
    subsets = _Subsets(draws, span, present)
    # Subsets that share their finishes follow each other: finishes are the dearest part.
    for subset in sorted(_subsets(present), key=lambda chosen: sorted(chosen & subsets.late)):
        worth[subset] = subsets.shares(subset, known)
    empty: dict[Family, float] = dict.fromkeys(FAMILIES, 0.0)
    found = {key: empty | {family: _shapley(family, present, worth, key) for family in present} for key in sorted(known)}
    for key, points in found.items():
        # What is left when all else is removed is the uncertainty of the indicators' own course.
        points["trend"] += 1 - worth[frozenset(present)][key]
    return found


def _subsets(present: tuple[Family, ...]) -> list[frozenset[Family]]:
    return [frozenset(chosen) for size in range(len(present) + 1) for chosen in combinations(present, size)]


def _shapley(family: Family, present: tuple[Family, ...], worth: dict[frozenset[Family], dict[str, float]], key: str) -> float:
    others = tuple(other for other in present if other != family)
    total = 0.0
    for subset in _subsets(others):
        share = factorial(len(subset)) * factorial(len(others) - len(subset)) / factorial(len(present))
        total += share * (worth[subset | {family}][key] - worth[subset][key])
    return total


def _present(ready: Layout) -> tuple[Family, ...]:
    """Return the families of which this world has at least one cause."""
    running = [project for project in ready.projects.values() if not project.is_over]
    has: dict[Family, bool] = {
        "trend": bool(ready.measures),
        "lateness": any(("project", project.key) in ready.moved_by for project in running),
        "weak_effects": any(kind != "risk" for kind, _key in ready.moved_by),
        "risks": bool(ready.risks),
        "capacity": any(project.short_days for project in running),
        "dependencies": any(project.after for project in running),
    }
    return tuple(family for family in FAMILIES if has[family])


def _variant(ready: Layout, removed: frozenset[Family]) -> Variant:
    everyone: frozenset[str] = frozenset(ready.projects)
    nobody: frozenset[str] = frozenset()
    return Variant(
        chances=dict.fromkeys(ready.risks, 0.0) if "risks" in removed else {},
        kept=everyone if "lateness" in removed else nobody,
        unhindered=everyone if "dependencies" in removed else nobody,
        staffed=everyone if "capacity" in removed else nobody,
        firm=frozenset(ready.moved_by) if "weak_effects" in removed else frozenset(),
        carried=frozenset(ready.measures) if "trend" in removed else nobody,
    )


class _Subsets:
    """Works out the objectives for one subset of the families after the other."""

    def __init__(self, draws: Draws, span: Span, present: tuple[Family, ...]) -> None:
        self.draws, self.span = draws, span
        self.late: frozenset[Family] = frozenset(present) - {"trend", "weak_effects"}
        self.matters = {key: self._matters(key) for key in draws.layout.measures}
        self.finishes: tuple[frozenset[Family], dict[str, Row], dict[str, Row]] | None = None

    def shares(self, removed: frozenset[Family], objectives: list[str]) -> dict[str, float]:
        """Return how likely the objectives are with these families removed."""
        ready = self.draws.layout
        here = slice(self.span.start, self.span.stop)
        work = Rework(self.draws.scene(_variant(ready, removed), span=self.span), Stretch(self.draws, here))
        finish, strikes = self._finishes(removed & self.late, work.scene)
        found: dict[str, float] = {}
        for key, measure in ready.measures.items():
            if removed & self.matters[key]:
                base = self.draws.base[self.draws.row("measure", key), here]
                work.values[key] = work.scene.value(key, base, finish.__getitem__, strikes.__getitem__)
                work.met[key] = is_reached(measure, work.values[key])
        for key in objectives:
            if key in ready.scored:
                work.scores[key] = objective_score(ready, key, work)
            work.reached[key] = objective_reached(ready, key, work, work.scores.get(key))
            found[key] = float(np.count_nonzero(work.reached[key])) / (self.span.stop - self.span.start)
        return found

    def _finishes(self, removed: frozenset[Family], scene: Scene) -> tuple[dict[str, Row], dict[str, Row]]:
        """Return the finishes and the days of the risks; those of the families last asked for are kept."""
        if self.finishes is None or self.finishes[0] != removed:
            ready = self.draws.layout
            strikes = {key: scene.strike(key) for key in ready.risks}
            finish: dict[str, Row] = {}
            for key in ready.project_order:
                finish[key] = scene.finish(key, finish.__getitem__, strikes.__getitem__)
            self.finishes = (removed, finish, strikes)
        return self.finishes[1], self.finishes[2]

    def _matters(self, key: str) -> frozenset[Family]:
        kinds = {effect.source_kind for _name, effect in self.draws.layout.effects[key]}
        families: set[Family] = {"trend"}
        if kinds - {"risk"}:
            families.add("weak_effects")
        if "risk" in kinds:
            families.add("risks")
        if "project" in kinds:
            families |= self.late
        return frozenset(families)
