"""How far forecasts of the same kind missed before: the quantiles around the next ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pupitre.maths.forecast.panel import Floats, Panel
from pupitre.maths.forecast.points import Points, points

P = np.arange(1, 100) / 100
"""The probabilities of the quantiles kept."""
LEAST, LEAST_SHARE = 6, 0.25
"""A back-test begins with at least this many readings, and at least this share of those of its series."""
REACH = 0.45
"""Back-tests look no further ahead than this share of the readings that half of the series have."""
TRUST = 4.0
"""Back-tests that the pool counts for against those of a series, when the width of its range is set."""
FAR = 5.0
"""A scaled error weighs no more than this many standard errors in the width of its series."""
WEIGHT = 30.0
"""Series that the shipped quantiles count for against those of the firm."""
LEARNED = 10.0
"""A forecast from n readings errs as if its parameters added this much over n to the variance of one error."""
SEASON_SHARE, CURVE, SHORTEST = 0.9, 0.6, 6
"""How the size of an error goes from that of one step to that of a season: share reached after a season (6 steps at least), and bend."""
SMALLEST = 0.02
"""The error of one step counts for no less than this share of the change over a season."""
WANDER, MOST_WANDER = 0.5, 0.7
"""Growth of the range beyond the back-tests, as a power of time: that of a random walk without more knowledge, and the most."""
ENOUGH_CHANGES = 4
"""A change over a season is told by so many of them at least, and by a quarter of a season."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Scaled errors of back-tests, shape (origins, horizon, series); NaN where there was none."""

    errors: Floats

    @property
    def series(self) -> int:
        """Series with a back-test."""
        return int(np.isfinite(self.errors).any(axis=(0, 1)).sum())


def scale(panel: Panel, error: Floats, horizon: int, season: int) -> Floats:
    """Return the size that the errors of each series are measured in, shape (horizon, series).

    It goes from the error of one step to the mean absolute change over a season, as errors of back-tests were seen to do: the exponent
    of the second is 0 at the first step and 0.9 after a season.

    Args:
        panel: Series. error: Usual one-step error of each, shape (series,). horizon: Steps ahead. season: The longest season; 1 for none.
    """
    steps = _change(panel, 1, 1)
    change = _change(panel, season, max(ENOUGH_CHANGES, season // 4)) if season > 1 else steps
    change = np.where(np.isfinite(change) & (change > 0), change, steps)
    level = np.abs(np.where(panel.inside(), panel.values, 0.0)).sum(axis=0) / panel.lengths
    change = np.maximum(np.where(np.isfinite(change), change, 0.0), 1e-6 * level + 1e-300)
    first = np.maximum(error, SMALLEST * change)
    share = SEASON_SHARE * np.minimum(np.arange(horizon) / max(season, SHORTEST), 1.0) ** CURVE
    return np.asarray(np.exp((1 - share)[:, None] * np.log(first) + share[:, None] * np.log(change)))


def _change(panel: Panel, lag: int, enough: int) -> Floats:
    """Return the mean absolute change over so many steps, NaN where there are not enough of them."""
    if panel.values.shape[0] <= lag:
        return np.full(panel.count, np.nan)
    moves = np.abs(panel.values[lag:] - panel.values[:-lag])
    known = np.isfinite(moves)
    count = known.sum(axis=0)
    return np.asarray(np.where(count >= enough, np.where(known, moves, 0.0).sum(axis=0) / np.maximum(count, 1), np.nan))


def origins(horizon: int) -> tuple[int, ...]:
    """Return how many readings before the end each back-test begins; the first looks half as far as the others."""
    return tuple(sorted({max(horizon // 2, 1), horizon, horizon + horizon // 2, 2 * horizon}))


def tested(panel: Panel, horizon: int) -> int:
    """Return how far ahead the back-tests can look."""
    return max(1, min(horizon, int(REACH * float(np.median(panel.lengths)))))


def back_tests(panel: Panel, horizon: int, seasons: tuple[int, ...]) -> Missed:
    """Return how far forecasts made with the past of each series only would have missed, in the size of the errors of that past.

    An error from few readings is brought to what it would be from all of them.
    """
    longest = max(seasons, default=1)
    found = []
    for back in origins(horizon):
        errors = np.full((horizon, panel.count), np.nan)
        keep = panel.lengths - back
        some = int((keep >= LEAST).sum())
        if some:
            reach, past = min(horizon, back), panel.part(0, some).cut(keep[:some])
            rows = panel.lengths[:some] - back + np.arange(reach)[:, None]
            actual = panel.values[rows, np.arange(some)[None, :]]
            made = points(past, reach, seasons)
            learned = np.sqrt((1 + LEARNED / panel.lengths[:some]) / (1 + LEARNED / keep[:some]))
            errors[:reach, :some] = (actual - made.ahead) / scale(past, made.error, horizon, longest)[:reach] * learned
            errors[:, keep < LEAST_SHARE * panel.lengths] = np.nan
        found.append(errors)
    return Missed(np.stack(found))


@dataclass(frozen=True, slots=True)
class Widths:
    """How much wider or narrower than the others each series misses; 1 without a back-test.

    Args:
        whole: By all its back-tests, shape (series,). apart: By its back-tests but one, shape (origins, series): what each of them is
            measured in, since an error that had its part in the width would look smaller than the next one.
    """

    whole: Floats
    apart: Floats


def widths(missed: Missed, shipped: Floats, weight: float = WEIGHT) -> Widths:
    """Return the widths of the series.

    Args:
        missed: Back-tests. shipped: Quantiles of the scaled error on public series, shape (horizon, 99); they count for `weight` series.
    """
    errors = missed.errors
    known = np.isfinite(errors)
    own, squares = known.any(axis=0).sum(axis=1), _mean(errors**2, (0, 2))
    size = np.sqrt((own * squares + weight * (shipped**2).mean(axis=1)) / (own + weight))
    z = np.minimum(np.abs(errors) / np.maximum(size, 1e-300)[None, :, None], FAR)
    tests = known.any(axis=1)
    each = np.where(tests, _mean(z**2, (1,)), 0.0)
    total, count = each.sum(axis=0), tests.sum(axis=0)
    apart = (TRUST + total - each) / (TRUST + np.maximum(count - 1, 0))
    return Widths(np.asarray(np.sqrt((TRUST + total) / (TRUST + count))), np.asarray(np.sqrt(apart)))


def _mean(values: Floats, axis: tuple[int, ...]) -> Floats:
    known = np.isfinite(values)
    return np.asarray(np.where(known, values, 0.0).sum(axis=axis) / np.maximum(known.sum(axis=axis), 1))


def pooled(missed: Missed, width: Widths, shipped: Floats, weight: float = WEIGHT) -> Floats:
    """Return the quantiles of the scaled errors, shape (horizon, 99): those of the pool, blended with those shipped."""
    standard = missed.errors / width.apart[:, None, :]
    found = np.array(shipped)
    for step in range(len(shipped)):
        errors = standard[:, step]
        known = errors[np.isfinite(errors)]
        own = int(np.isfinite(errors).any(axis=0).sum())
        if own:
            share = own / (own + weight)
            found[step] = share * np.quantile(known, P, method="weibull") + (1 - share) * shipped[step]
    return found


def stretched(table: Floats, horizon: int, own: int) -> Floats:
    """Return the quantiles up to a horizon beyond that of the back-tests, shape (horizon, 99).

    The range goes on growing as a power of time: as it grew over the second half of the back-tests, for as much as the firm's own series
    tell it, and as a random walk does for the rest.
    """
    last = len(table)
    if horizon <= last:
        return table[:horizon]
    width = table[:, 89] - table[:, 9]
    half = max(last // 2, 1)
    seen = np.log(max(width[-1], 1e-300) / max(width[half - 1], 1e-300)) / np.log(last / half) if last > half else WANDER
    power = (own * float(np.clip(seen, 0.0, MOST_WANDER)) + WEIGHT * WANDER) / (own + WEIGHT)
    growth = (np.arange(last + 1, horizon + 1) / last) ** power
    return np.concatenate([table, table[-1] * growth[:, None]])


__all__ = ["WEIGHT", "Missed", "P", "Points", "back_tests", "origins", "pooled", "scale", "stretched", "tested", "widths"]
