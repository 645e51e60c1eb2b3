"""Forecasts of the next reading made with the past only, for control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.maths.forecast.bands import FAR, SMALLEST, TRUST, WEIGHT
from pupitre.maths.forecast.panel import BLOCK, Floats, Panel, filled, gathered
from pupitre.maths.forecast.points import back, calmed, five, usual_error, weighted_median, weights
from pupitre.maths.forecast.prior import Rhythm, prior
from pupitre.maths.forecast.season import is_seasonal, taken_out
from pupitre.maths.forecast.special import ENOUGH

REFITS = 8
"""The parameters are fitted again so many times over the longest series; in between, the states alone follow the readings."""
STALE = 0.1
"""The pool of earlier scores is put in order again once it lacks a tenth of them."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How far each reading was from what its past announced, in the order given; NaN before 8 readings and where there is none.

    Args:
        errors: Reading minus forecast, shape (series, readings of the longest).
        scores: The errors over the usual error of their series up to then, drawn toward that of the others.
        p_values: Two-sided conformal p-values: share of the earlier scores of all series that are as large.
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
    errors, usual = np.full((len(raw), width), np.nan), np.full((len(raw), width), np.nan)
    whole = [filled(one) for one in raw]
    firsts = [int(np.flatnonzero(np.isfinite(one))[0]) if np.isfinite(one).any() else 0 for one in raw]
    used = [at for at, one in enumerate(whole) if len(one) > ENOUGH]
    if used:
        panel, order = gathered([whole[at] for at in used])
        found, fitted = _errors(panel, seasons)
        for column, place in enumerate(order):
            at = used[place]
            rows = np.arange(panel.lengths[column])
            known = np.isfinite(raw[at][firsts[at] + rows])
            errors[at, firsts[at] + rows[known]] = found[rows[known], column]
            usual[at, firsts[at] + rows[known]] = fitted[rows[known], column]
    shipped = prior(rhythm, 1)[0]
    scores = _scores(errors, usual, float((shipped**2).mean()))
    return Scores(errors, scores, _p_values(scores, shipped))


def _errors(panel: Panel, seasons: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return the errors, and the usual error of each fit, shape (time, series): parameters come from the readings before each stretch."""
    errors, usual = np.full(panel.values.shape, np.nan), np.full(panel.values.shape, np.nan)
    for start in range(0, panel.count, BLOCK):
        part = panel.part(start, start + BLOCK)
        stretch = max(1, -(-(part.values.shape[0] - ENOUGH) // REFITS))
        for origin in range(ENOUGH, part.values.shape[0], stretch):
            some = int((part.lengths > origin).sum())
            if some:
                stop = min(origin + stretch, part.values.shape[0])
                at = (slice(origin, stop), slice(start, start + some))
                errors[at], usual[at] = _stretch(part.part(0, some), origin, stop, seasons)
    return errors, usual


def _stretch(panel: Panel, origin: int, stop: int, seasons: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return the errors from one origin to the next, NaN after the end of a series, and the usual error, shape (steps, series) each."""
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
    ahead, usual = _followed(plain, (readings - add) / factor)
    change = np.abs(np.diff(past.values, axis=0)).mean(axis=0)
    return readings - (add + ahead * factor), np.maximum(usual, SMALLEST * change) * factor


def _followed(past: Panel, readings: Floats) -> tuple[Floats, Floats]:
    """Return the forecast of each reading, the states following the readings with fixed parameters, and the usual error (series,)."""
    calm, is_root = calmed(past)
    methods = five(calm)
    weight = weights(methods, past.lengths)
    usual = usual_error(methods, is_root)
    found = np.empty_like(readings)
    for step, reading in enumerate(readings):
        ahead = np.stack([method.next() for method in methods])[:, None, :]
        found[step] = back(weighted_median(ahead, weight), is_root)[0]
        value = np.where(is_root, np.sqrt(np.maximum(reading, 0.0)), reading)
        first, second, third, fourth, fifth = methods
        methods = (first.told(value), second.told(value), third.told(value), fourth.told(value), fifth.told(value))
    return found, usual


def _scores(errors: Floats, usual: Floats, square: float) -> Floats:
    """Return the errors over their usual size, itself over how much wider the series missed before, drawn toward the others.

    Args:
        errors, usual: Shape (series, readings). square: Mean squared scaled error on public series.
    """
    known = np.isfinite(errors) & (usual > 0)
    scaled = np.where(known, errors / np.where(known, usual, 1.0), 0.0)
    scores = np.full(errors.shape, np.nan)
    squares, seen = np.zeros(len(errors)), np.zeros(len(errors))
    total, count = WEIGHT * square, WEIGHT
    for t in range(errors.shape[1]):
        at = known[:, t]
        typical = total / count
        width = np.sqrt((TRUST + squares) / (TRUST + seen))
        scores[at, t] = scaled[at, t] / width[at]
        now = np.minimum(scaled[:, t] ** 2, FAR**2 * typical)
        squares += np.where(at, now / typical, 0.0)
        seen += at
        total, count = total + float(now[at].sum()), count + int(at.sum())
    return scores


def _p_values(scores: Floats, shipped: Floats) -> Floats:
    """Return the two-sided p-values of the scores, the shipped quantiles standing in for the first.

    A score is compared with those of the later half of the past: forecasts from few readings miss more wildly.
    """
    public = np.abs(shipped)
    told: list[Floats] = []
    ordered, since = np.sort(public), 0
    found = np.full(scores.shape, np.nan)
    for t in range(scores.shape[1]):
        known = np.isfinite(scores[:, t])
        now = np.abs(scores[known, t])
        if since > STALE * len(ordered):
            ordered, since = np.sort(np.concatenate([public, *told[t // 2 :]])), 0
        larger = len(ordered) - np.searchsorted(ordered, now, side="left")
        found[known, t] = (larger + 1) / (len(ordered) + 1)
        told.append(now)
        since += len(now)
    return found
