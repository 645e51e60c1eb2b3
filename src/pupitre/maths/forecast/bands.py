"""How far forecasts of the same kind missed before: the quantiles around the next ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pupitre.maths.forecast.panel import Bools, Floats, Ints, Panel
from pupitre.maths.forecast.points import points

P = np.arange(1, 100) / 100
"""The probabilities of the quantiles kept."""
LEAST = 6
"""A back-test begins with at least this many readings."""
TRUST = 2.0
"""Errors that the pool counts for against the own errors of a series, when its width is set."""
FAR = 5.0
"""A scaled error weighs no more than this many standard errors in the width of its series."""
WEIGHT = 30.0
"""Series that the shipped quantiles count for against those of the firm."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Scaled errors of the back-tests: shape (origins, horizon, series); NaN where there was none."""

    errors: Floats


def scale(panel: Panel, season: int) -> Floats:
    """Return the mean absolute change over a season of each series, over one step when it is shorter; shape (series,)."""
    found = _change(panel, season) if season > 1 else np.full(panel.count, np.nan)
    steps = _change(panel, 1)
    found = np.where(np.isfinite(found) & (found > 0), found, steps)
    spread = np.abs(np.where(panel.inside(), panel.values, 0.0)).sum(axis=0) / panel.lengths
    return np.asarray(np.where(np.isfinite(found) & (found > 0), found, np.maximum(spread, 1e-12) * 1e-3))


def _change(panel: Panel, lag: int) -> Floats:
    if panel.values.shape[0] <= lag:
        return np.full(panel.count, np.nan)
    moves = np.abs(panel.values[lag:] - panel.values[:-lag])
    known = np.isfinite(moves)
    count = known.sum(axis=0)
    return np.asarray(np.where(count > 0, np.where(known, moves, 0.0).sum(axis=0) / np.maximum(count, 1), np.nan))


def back_tests(panel: Panel, horizon: int, seasons: tuple[int, ...]) -> Missed:
    """Return how far forecasts made with the past of each series only would have missed, from three origins."""
    longest = max((s for s in seasons), default=1)
    found = []
    for back in sorted({horizon, horizon + horizon // 2, 2 * horizon}):
        keep = panel.lengths - back
        some = int((keep >= LEAST).sum())
        errors = np.full((horizon, panel.count), np.nan)
        if some:
            past = panel.part(0, some).cut(keep[:some])
            rows = panel.lengths[:some] - back + np.arange(horizon)[:, None]
            actual = panel.values[rows, np.arange(some)[None, :]]
            errors[:, :some] = (actual - points(past, horizon, seasons)) / scale(past, longest)
        found.append(errors)
    return Missed(np.stack(found))


def widths(missed: Missed) -> Floats:
    """Return how much wider or narrower than the others each series misses, shape (series,); 1 without a back-test."""
    errors = missed.errors
    size = np.sqrt(_mean(errors**2, (0, 2)))
    standard = np.abs(errors) / np.where(size > 0, size, 1.0)[None, :, None]
    z = np.minimum(standard, FAR)
    count = np.isfinite(errors).sum(axis=(0, 1))
    return np.asarray(np.sqrt((TRUST + np.nansum(z**2, axis=(0, 1))) / (TRUST + count)))


def _mean(values: Floats, axis: tuple[int, ...]) -> Floats:
    known = np.isfinite(values)
    return np.asarray(np.where(known, values, 0.0).sum(axis=axis) / np.maximum(known.sum(axis=axis), 1))


def pooled(missed: Missed, width: Floats, shipped: Floats) -> Floats:
    """Return the quantiles of the scaled errors, shape (horizon, 99): those of the pool, blended with those shipped."""
    standard = missed.errors / width
    found = np.empty_like(shipped)
    for step in range(len(shipped)):
        errors = standard[:, step]
        known = errors[np.isfinite(errors)]
        own = int(np.isfinite(errors).any(axis=0).sum())
        share = own / (own + WEIGHT)
        found[step] = shipped[step] if own == 0 else share * np.quantile(known, P) + (1 - share) * shipped[step]
    return found


__all__ = ["Bools", "Ints", "Missed", "P", "back_tests", "pooled", "scale", "widths"]
