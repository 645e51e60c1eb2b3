"""Everything that is said of how likely the objectives of a day are, computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from pupitre.impact.attainment import (
    Cause,
    Chance,
    Draws,
    Family,
    Waterfall,
    Worth,
    chances,
    declared_share,
    draw,
    families,
    gains,
    measure_chances,
    waterfall,
    worth_knowing,
)
from pupitre.impact.model import HORIZONS, Model, fan_world, horizon_world
from pupitre.impact.model.assumptions import PREFIX
from pupitre.impact.world import Floats, Measure, World

DRAWS = 10_000
AHEAD_DRAWS = 4_000
"""A probability three, six or twelve months ahead is told within a point and a half."""
FAN_DRAWS = 2_000
APART, TOGETHER = 0.0, 0.5
"""Loadings between which a probability is given: nothing in common within a department, and half of the variance."""
WIDTH = 1.96
DOUBT_DRAWS = 2_000
"""The doubt about forecasts is told by differences on the same draws, which few of them give well."""
SPREAD_DOUBT = 0.2
"""Share by which the spread of a forecast may be wrong."""
CENTRE_DOUBT = 0.1
"""Share of the half-width of its 80 % range by which the middle of a forecast may be wrong."""
FAN_P = np.array([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])


@dataclass(frozen=True, slots=True)
class Likely:
    """A probability with the range it is given with.

    Args:
        share: The probability. low, high: Sampling error, every dependence between `APART` and `TOGETHER`, and what the
            forecasts may be wrong by (`SPREAD_DOUBT`, `CENTRE_DOUBT`).
        apart, together: The probability at these two.
    """

    share: float
    low: float
    high: float
    apart: float
    together: float


@dataclass(frozen=True, slots=True)
class Results:
    """What is said of a day.

    Args:
        likely: By objective. measures: The chance of each key result. taken: By objective, when every assumption is taken for granted.
        causes: By objective, the largest gain first. ahead: By horizon, by objective.
        fans: By key result, by date, the values at `FAN_P`.
    """

    model: Model
    draws: Draws
    likely: Mapping[str, Likely]
    measures: Mapping[str, Chance]
    taken: Mapping[str, float]
    waterfalls: Mapping[str, Waterfall]
    causes: Mapping[str, Sequence[Cause]]
    families: Mapping[str, Mapping[Family, float]]
    worth: Mapping[str, Sequence[Worth]]
    declared: Mapping[str, float]
    ahead: Mapping[int, Mapping[str, Likely]]
    fans: Mapping[str, Mapping[date, Floats]]


def results_of(model: Model, *, draws: int = DRAWS) -> Results:
    """Draw the world of a day, and explain what comes out.

    Args:
        model: The world. draws: How many simulated futures.
    """
    drawn = draw(model.world, draws=draws)
    causes: dict[str, list[Cause]] = {}
    for cause in gains(drawn):
        causes.setdefault(cause.objective, []).append(cause)
    worth: dict[str, list[Worth]] = {}
    for one in worth_knowing(drawn):
        worth.setdefault(one.objective, []).append(one)
    return Results(
        model=model,
        draws=drawn,
        likely=likely(model.world, chances(drawn), draws),
        measures=measure_chances(drawn),
        taken={key: one.share for key, one in chances(draw(model.taken, draws=draws)).items()} if model.world is not model.taken else {},
        waterfalls=waterfall(drawn),
        causes=causes,
        families=families(drawn),
        worth=worth,
        declared=declared_share(drawn),
        ahead={days: _ahead(horizon_world(model, days), min(draws, AHEAD_DRAWS)) for days in HORIZONS},
        fans=_fans(model),
    )


def _ahead(world: World, draws: int) -> Mapping[str, Likely]:
    return likely(world, chances(draw(world, draws=draws)), draws) if world.objectives else {}


def likely(world: World, middle: Mapping[str, Chance], draws: int) -> dict[str, Likely]:
    """Return the probability of each objective with its range.

    Args:
        world: What was drawn. middle: The chances drawn from it, at the loading of each department. draws: How many times.
    """
    apart, together = (chances(draw(world, draws=draws, loading=loading)) for loading in (APART, TOGETHER))
    doubts = _doubts(world, min(draws, DOUBT_DRAWS))
    found = {}
    for key, chance in middle.items():
        moved = [min(max(chance.share + by, 0.0), 1.0) for by in doubts[key]]
        every = (chance.share, apart[key].share, together[key].share, *moved)
        low, high = _wilson(min(every), draws)[0], _wilson(max(every), draws)[1]
        found[key] = Likely(chance.share, low, high, apart[key].share, together[key].share)
    return found


def _doubts(world: World, draws: int) -> dict[str, list[float]]:
    """Return by how much each probability moves when every forecast is wider, narrower, worse or better than it is told."""
    told = chances(draw(world, draws=draws))
    changes = ((1 + SPREAD_DOUBT, 0.0), (1 - SPREAD_DOUBT, 0.0), (1.0, -CENTRE_DOUBT), (1.0, CENTRE_DOUBT))
    moved = [
        chances(draw(replace(world, measures=tuple(_doubted(one, scale, by) for one in world.measures)), draws=draws))
        for scale, by in changes
    ]
    return {key: [one[key].share - chance.share for one in moved] for key, chance in told.items()}


def _doubted(measure: Measure, scale: float, by: float) -> Measure:
    """Return a measure whose forecast is `scale` times as wide, and moved the good way by a share of its half-width."""
    low, middle, high = np.interp([0.1, 0.5, 0.9], measure.p, measure.values)
    way = by * (high - low) / 2 * (1 if measure.is_up else -1)
    return replace(measure, values=middle + (measure.values - middle) * scale + way)


def _wilson(share: float, count: int) -> tuple[float, float]:
    """Return the range of a share of so many draws at 95 %, which says something even when all draws agree.

    Source:
        Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    """
    z = WIDTH**2 / count
    middle = (share + z / 2) / (1 + z)
    half = WIDTH / (1 + z) * np.sqrt(share * (1 - share) / count + z / (4 * count))
    return max(float(middle - half), 0.0), min(float(middle + half), 1.0)


def _fans(model: Model) -> dict[str, dict[date, Floats]]:
    world, names = fan_world(model)
    drawn = draw(world, draws=FAN_DRAWS)
    found: dict[str, dict[date, Floats]] = {}
    for name, (key, day) in names.items():
        found.setdefault(key, {})[day] = np.quantile(drawn.values[drawn.row("measure", name)], FAN_P)
    return found


def about(cause_key: str) -> tuple[str, str]:
    """Return what a measure stands for: a key result, or an assumption."""
    if cause_key.startswith(PREFIX):
        return "assumption", cause_key.removeprefix(PREFIX).rsplit(":", 1)[0]
    return "measure", cause_key
