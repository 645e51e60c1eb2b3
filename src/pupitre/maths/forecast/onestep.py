"""Forecasts of the next reading made with the past only, for control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.maths.forecast.panel import BLOCK, Floats, Panel, filled, gathered
from pupitre.maths.forecast.points import back, calmed, five, weighted_median, weights
from pupitre.maths.forecast.prior import Rhythm, prior
from pupitre.maths.forecast.season import is_seasonal, taken_out
from pupitre.maths.forecast.special import ENOUGH

REFITS = 8
"""The parameters are fitted again so many times over the longest series; in between, the states alone follow the readings."""
TRUST = 2.0
"""Errors that the pool counts for against the own errors of a series."""
FAR = 5.0
"""An error weighs no more than this many typical ones."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How far each reading was from what its past announced, in the order given; NaN before 8 readings and where there is none.

    Args:
        errors: Reading minus forecast, shape (series, readings of the longest).
        scores: The errors over the usual error of their series up to then, shrunk toward the others.
        p_values: Two-sided conformal p-values: share of all earlier scores of all series that are as large.
    """

    errors: Floats
    scores: Floats
    p_values: Floats


def one_step(series: Sequence[npt.ArrayLike], *, season: int | Sequence[int] = 1, rhythm: Rhythm = "other") -> Scores:
    """Return the one-step errors of series of one rhythm, oldest reading first, with their scores and p-values.

    Args:
        series: Readings of each, shape (readings,); NaN is a missing reading: it has no error, and a straight line stands for it in the
            past of the others.
        season, rhythm: As in `forecast`.

    Source:
        docs/methods/forecast.md, "One step ahead".
    """
    seasons = tuple(sorted({int(s) for s in np.atleast_1d(np.asarray(season)) if s > 1}))
    raw = [np.asarray(one, dtype=np.float64) for one in series]
    width = max((len(one) for one in raw), default=0)
    errors = np.full((len(raw), width), np.nan)
    whole = [filled(one) for one in raw]
    firsts = [int(np.flatnonzero(np.isfinite(one))[0]) if np.isfinite(one).any() else 0 for one in raw]
    used = [at for at, one in enumerate(whole) if len(one) > ENOUGH]
    if used:
        panel, order = gathered([whole[at] for at in used])
        found = _errors(panel, seasons)
        for column, place in enumerate(order):
            at = used[place]
            rows = np.arange(panel.lengths[column])
            known = np.isfinite(raw[at][firsts[at] + rows])
            errors[at, firsts[at] + rows[known]] = found[rows[known], column]
    scores = _scores(errors)
    return Scores(errors, scores, _p_values(scores, prior(rhythm, 1)[0]))


def _errors(panel: Panel, seasons: tuple[int, ...]) -> Floats:
    """Return the errors, shape (time, series): the parameters come from the readings before each stretch."""
    errors = np.full(panel.values.shape, np.nan)
    for start in range(0, panel.count, BLOCK):
        part = panel.part(start, start + BLOCK)
        stretch = max(1, -(-(part.values.shape[0] - ENOUGH) // REFITS))
        for origin in range(ENOUGH, part.values.shape[0], stretch):
            some = int((part.lengths > origin).sum())
            if some:
                stop = min(origin + stretch, part.values.shape[0])
                errors[origin:stop, start : start + some] = _stretch(part.part(0, some), origin, stop, seasons)
    return errors


def _stretch(panel: Panel, origin: int, stop: int, seasons: tuple[int, ...]) -> Floats:
    """Return the errors from one origin to the next, shape (steps, series), NaN after the end of a series."""
    count, steps = panel.count, stop - origin
    past = panel.cut(np.full(count, origin, dtype=np.int64))
    plain, factor, add = past, np.ones((steps, count)), np.zeros((steps, count))
    for season in seasons:
        seasonal, plain = taken_out(plain, season, is_seasonal(plain, season))
        over = seasonal.over(past, 0, steps)
        factor = np.where(seasonal.is_ratio, factor * over, factor)
        add = np.where(seasonal.is_ratio, add, add + over)
    readings = panel.values[origin:stop]
    if len(readings) < steps:
        readings = np.concatenate([readings, np.full((steps - len(readings), count), np.nan)])
    errors = (readings - add) / factor - _followed(plain, (readings - add) / factor)
    return np.asarray(errors * factor)


def _followed(past: Panel, readings: Floats) -> Floats:
    """Return the forecast of each reading, the states following the readings with fixed parameters."""
    calm, is_root = calmed(past)
    methods = five(calm)
    weight = weights(methods, past.lengths)
    found = np.empty_like(readings)
    for step, reading in enumerate(readings):
        ahead = np.stack([method.next() for method in methods])[:, None, :]
        found[step] = back(weighted_median(ahead, weight), is_root)[0]
        value = np.where(is_root, np.sqrt(np.maximum(reading, 0.0)), reading)
        first, second, third, fourth, fifth = methods
        methods = (first.told(value), second.told(value), third.told(value), fourth.told(value), fifth.told(value))
    return found


def _scores(errors: Floats) -> Floats:
    """Return the errors over the usual size of the earlier errors of their series, held near that of all series over their own scale."""
    known = np.isfinite(errors)
    size = np.abs(np.where(known, errors, 0.0))
    scores = np.full(errors.shape, np.nan)
    typical = np.zeros(len(errors))
    seen = np.zeros(len(errors))
    for t in range(errors.shape[1]):
        at = known[:, t]
        usual = np.where(seen > 0, typical / np.maximum(seen, 1), 0.0)
        ready = at & (usual > 0) & (seen >= 2)
        scores[ready, t] = errors[ready, t] / usual[ready]
        capped = np.where(usual > 0, np.minimum(size[:, t], FAR * usual), size[:, t])
        typical += np.where(at, capped, 0.0)
        seen += at
    return scores


def _p_values(scores: Floats, shipped: Floats) -> Floats:
    """Return the two-sided p-values of the scores against all earlier ones, the shipped quantiles standing in for the first."""
    middle = np.abs(shipped) / np.abs(shipped).mean()
    pool = [middle]
    found = np.full(scores.shape, np.nan)
    for t in range(scores.shape[1]):
        known = np.isfinite(scores[:, t])
        if known.any():
            before = np.sort(np.concatenate(pool))
            size = np.abs(scores[known, t])
            found[known, t] = (len(before) - np.searchsorted(before, size, side="left") + 1) / (len(before) + 1)
            pool.append(size)
    return found
