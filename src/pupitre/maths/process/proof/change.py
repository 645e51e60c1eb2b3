"""How far a level moved at a date, when seasons, a trend and weeks that resemble one another also move it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from pupitre.maths.process.proof.cases import Floats
from pupitre.maths.process.proof.weeks import Weeks

YEAR: Final = 365.25 * 86_400.0
SEASONS: Final = ((0.03, 0.4), (0.08, 0.4), (0.16, 0.2))
"""How large seasons may be (standard deviation of the logarithm of a lead time) and how often they are, before any reading."""
TRENDS: Final = ((0.02, 0.4), (0.07, 0.35), (0.18, 0.25))
"""The same for a trend, by year."""
WANDERING: Final = ((0.0, 0.0), (0.4, 0.4), (0.4, 0.8), (0.7, 0.4), (0.7, 0.8), (0.9, 0.4), (0.9, 0.8))
"""How much of a week stays in the next one, and the size of what wanders against the spread read."""
SHARED: Final = 0.5
"""Of a season and a trend, what the difference from an untouched group keeps."""
SMOOTH: Final = 0.6
SHARP: Final = 0.12
"""How soon seasons turn, against the radius of a year: slow swings, and dips of a few weeks such as August or the end of the year."""
SHARP_SHARE: Final = 0.25
FAR: Final = 3.5
"""A stretch further than so many usual sizes from the others is believed less."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a level moved.

    Args:
        size: In logarithms. noise: Its standard error from what is left in the weeks. unknown: The same from seasons and trends that the
            history is too short to tell.
        weights: What each stretch counts for in `size`, shape (n,).
        without: The level without the move, shape (n,). left: What nothing explains, shape (n,).
    """

    size: float
    noise: float
    unknown: float
    weights: Floats
    without: Floats
    left: Floats


@dataclass(frozen=True, slots=True)
class _Fit:
    chance: float
    step: float
    variance: float
    noise: float
    weights: Floats
    without: Floats
    left: Floats


def step(weeks: Weeks, *, is_difference: bool = False) -> Step:
    """Return how far the level of weeks moved when the change came.

    The level is a constant, the step, a trend, a season that comes back each year and weeks that wander; how large each is, is weighed by
    how well it fits. Where the history is too short to tell a season or a trend from the step, the range keeps what they may be.

    Args:
        weeks: Levels. is_difference: Whether they are differences from an untouched group, which take most of seasons and trend off.

    Source:
        Regression with prior ranges on the nuisance terms: Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, § 2.7;
        interrupted time series: Bernal, Cummins, Gasparrini, IJE 46, 2017.
    """
    first = _averaged(weeks, weeks.variance, is_difference)
    size = np.abs(first.left) / max(float(np.median(np.abs(first.left))) / 0.6745, 1e-9)
    if not (size > FAR).any():
        return first
    spread = float(np.square(first.left).mean())
    return _averaged(weeks, weeks.variance + np.where(size > FAR, 4 * spread * np.square(size / FAR), 0.0), is_difference)


def _averaged(weeks: Weeks, variance: Floats, is_difference: bool) -> Step:
    fits = _fits(weeks, variance, is_difference)
    chance = np.exp(np.array([one.chance for one in fits]) - max(one.chance for one in fits))
    chance /= chance.sum()
    steps, spreads, noises = (np.array([getattr(one, name) for one in fits]) for name in ("step", "variance", "noise"))
    weights, without, left = (chance @ np.stack([getattr(one, name) for one in fits]) for name in ("weights", "without", "left"))
    size, noise = float(chance @ steps), float(chance @ noises)
    total = float(chance @ (spreads + np.square(steps - size)))
    return Step(size, noise**0.5, max(total - noise, 0.0) ** 0.5, weights, without, left)


def _fits(weeks: Weeks, variance: Floats, is_difference: bool) -> list[_Fit]:
    """Return the step under each guess of how large seasons, trend and wandering are."""
    time = (weeks.at + weeks.days * 43_200.0) / YEAR
    apart = np.abs(time[:, None] - time[None, :])
    turn = -2 * np.sin(np.pi * apart) ** 2
    season = (1 - SHARP_SHARE) * np.exp(turn / SMOOTH**2) + SHARP_SHARE * np.exp(turn / SHARP**2)
    slope = np.outer(time, time)
    less = SHARED**2 if is_difference else 1.0
    design = np.column_stack([np.ones(len(time)), weeks.is_after])
    spread = _spread(weeks)
    gap = apart * YEAR / (7 * 86_400.0)
    found = []
    for (swing, p_swing), (trend, p_trend), (stays, part) in product(SEASONS, TRENDS, WANDERING):
        known = less * (swing**2 * season + trend**2 * slope)
        noise = (part * spread) ** 2 * (stays**gap) + np.diag(variance + (0.3 * spread) ** 2)
        found.append(_fit(weeks.level, design, known, noise, np.log(p_swing * p_trend)))
    return found


def _spread(weeks: Weeks) -> float:
    """Return the usual distance of a stretch from the others of its side."""
    sides = [weeks.level[weeks.is_after == side] for side in (False, True)]
    own = np.concatenate([one - np.median(one) for one in sides if len(one)])
    return max(float(np.median(np.abs(own))) / 0.6745, 1e-4)


def _fit(level: Floats, design: Floats, known: Floats, noise: Floats, prior: float) -> _Fit:
    factor = cho_factor(known + noise, lower=True)
    solved = cho_solve(factor, design)
    inside = np.linalg.inv(design.T @ solved)
    gain = inside @ solved.T
    found = gain @ level
    away = cho_solve(factor, level - design @ found)
    size = float(np.log(np.diag(factor[0])).sum())
    chance = prior - size - 0.5 * float(np.linalg.slogdet(design.T @ solved)[1]) - 0.5 * float((level - design @ found) @ away)
    weights = gain[1]
    return _Fit(
        chance=chance,
        step=float(found[1]),
        variance=float(inside[1, 1]),
        noise=float(weights @ noise @ weights),
        weights=weights,
        without=found[0] + known @ away,
        left=noise @ away,
    )
