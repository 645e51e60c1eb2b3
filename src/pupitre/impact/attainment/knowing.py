"""What would be worth knowing better, and how much of what is uncertain is declared rather than measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pupitre.impact.attainment.draws import Draws, draw
from pupitre.impact.attainment.layout import YEAR

BINS = 20
"""Into how many bins of equal count the draws of a driver are cut."""

Bins = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Worth:
    """What knowing one thing beforehand would be worth to one objective.

    Args:
        objective: Its code. kind, key: A project (its finish), an effect (its size: the code of its source, and the `measure` it
            moves), a risk (whether it happens in time) or a measure (what it reads by itself).
        points: How much more often the right call would be made between counting on the objective and changing the plan.
    """

    objective: str
    kind: str
    key: str
    measure: str
    points: float


def worth_knowing(draws: Draws) -> list[Worth]:
    """Return what would be worth knowing, per objective, the most first; what would change no call is left out.

    Without knowing, one counts on an objective that is more likely than not. Knowing a driver, one would count on it or not according
    to its value. The points are the share of the draws in which that call is right, less the share without knowing. The call of a bin
    is decided on one half of its draws and judged on the other, so that chance alone is worth nothing.

    Source:
        Expected value of partial perfect information by binning: Strong and Oakley 2013.
    """
    ready, found = draws.layout, list[Worth]()
    for kind, key, measure, measures, bins in _drivers(draws):
        for objective in sorted(ready.served(measures) - ready.unknown):
            points = _points(draws.reached[draws.row("objective", objective)], bins)
            if points > 0:
                found.append(Worth(objective, kind, key, measure, points))
    return sorted(found, key=lambda worth: (worth.objective, -worth.points, worth.kind, worth.key, worth.measure))


def declared_share(draws: Draws) -> dict[str, float]:
    """Return, per objective, the share of its variance that comes from what is declared and not measured.

    Lengths of projects, chances of risks and effects declared are drawn anew while what is measured stays: what the two drawings of
    "reached or not" still have in common is what measures explain. An objective that is reached always or never has no share.

    Source:
        Total-effect index by pick and freeze: Sobol 1993, Saltelli 2002.
    """
    ready = draws.layout
    other = draw(replace(ready.world, loadings=dict(draws.luck.loadings)), draws=draws.count, is_second_copy=True)
    found: dict[str, float] = {}
    for key in ready.objectives:
        first, second = (each.reached[each.row("objective", key)].astype(np.float64) for each in (draws, other))
        variance = (first.var() + second.var()) / 2
        if key not in ready.unknown and variance > 0:
            common = float(((first - first.mean()) * (second - second.mean())).mean())
            found[key] = float(min(max(1 - common / variance, 0.0), 1.0))
    return found


def _drivers(draws: Draws) -> Iterator[tuple[str, str, str, tuple[str, ...], Bins]]:
    """Name each driver, the measures through which it acts, and the bin of each draw."""
    ready, scene = draws.layout, draws.scene()
    for key, project in ready.projects.items():
        below = [("project", other) for other in sorted(ready.downstream([key]))]
        measures = tuple(measure for source in below for measure in ready.moved_by.get(source, ()))
        if measures and not project.is_over:
            yield "project", key, "", measures, _bins(draws.finish[draws.row("project", key)])
    for key, risk in ready.risks.items():
        below = [("risk", key), *(("project", other) for other in sorted(ready.downstream(ready.hits[risk.key])))]
        measures = tuple(measure for source in below for measure in ready.moved_by.get(source, ()))
        if measures:
            latest = max(ready.measures[measure].at_days for measure in measures)
            is_hit = draws.strikes[draws.row("risk", key)] <= (latest if latest > 0 else YEAR)
            yield "risk", key, "", measures, is_hit.astype(np.int64)
    for key, effects in ready.effects.items():
        for name, effect in effects:
            if effect.high > effect.low:
                yield "effect", effect.source, key, (key,), _bins(np.asarray(scene.size(name, effect)))
    for key in ready.measures:
        yield "measure", key, key, (key,), _bins(draws.base[draws.row("measure", key)])


def _bins(values: npt.NDArray[np.floating]) -> Bins:
    """Cut the draws into bins of equal count, by value."""
    places = np.empty(len(values), np.int64)
    places[np.argsort(values, kind="stable")] = np.arange(len(values))
    return places * BINS // len(values)


def _points(reached: npt.NDArray[np.bool_], bins: Bins) -> float:
    total = 0
    halves = [slice(0, None, 2), slice(1, None, 2)]
    for learn, judge in (halves, halves[::-1]):
        size = np.bincount(bins[learn], minlength=BINS)
        yes = np.bincount(bins[learn], weights=reached[learn], minlength=BINS)
        judged = np.bincount(bins[judge], minlength=BINS)
        right = np.bincount(bins[judge], weights=reached[judge], minlength=BINS)
        total += int(np.where(2 * yes > size, right, judged - right).sum())
    share = float(np.count_nonzero(reached)) / len(reached)
    return total / len(reached) - max(share, 1 - share)
