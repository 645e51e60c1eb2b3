"""The change after a date beside units where nothing was decided: their mean, or a mixture that moved alike before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.optimize import nnls

from pupitre.maths.causal.estimate import JUDGED, LEVELS, Estimate, Floats, Method, absent
from pupitre.maths.forecast.slips import bridged

LEAST_UNITS: Final = 2
"""Untouched units under which nothing tells a common move from a single one."""
LEAST_SYNTHETIC: Final = 5
"""Untouched units under which a mixture of them would fit anything."""
LEAST_BEFORE: Final = 6
"""Readings before the date that both the unit and the others need."""
ENOUGH: Final = 20
"""Stretches before the date from which they alone tell how large a difference is."""
NORMAL: Final = {80: 1.2816, 90: 1.6449, 95: 1.96}
POWER_REACH: Final = 0.842
"""How many standard errors beyond its limit a change must stand to be found four times out of five."""


def synthetic_control(unit: Floats, others: Sequence[Floats], cut: int, *, season: int = 1) -> Estimate:
    """Return what changed in a unit beside the mixture of other units that moved like it before the date.

    Every other unit is judged in turn as if it had been touched: the p-value is the rank of the unit's change, each divided by how badly
    its own mixture fitted before.

    Args:
        unit: Readings, oldest first. others: Readings of untouched units at the same times. cut: Position of the first reading after.
        season: Readings in a season: a peak that comes back with it is no slip.

    Source:
        Abadie, Diamond, Hainmueller, "Synthetic control methods for comparative case studies", JASA 105, 2010.
    """
    kept, reason = _comparable(unit, others, cut, LEAST_SYNTHETIC)
    if reason:
        return absent(reason)
    unit, *kept = bridged([unit, *kept], season)
    panel = np.stack([unit, *kept])
    before = panel[:, :cut]
    gaps = np.stack([panel[at] - mixture(before[at], np.delete(before, at, 0), np.delete(panel, at, 0)) for at in range(len(panel))])
    misfit = np.sqrt(np.square(gaps[:, :cut]).mean(axis=1))
    floor = 1e-6 * max(float(np.abs(before).mean()), 1e-300)
    scale = np.maximum(misfit, floor)
    # The published statistic: how much worse the mixture fits after the date than before.
    ratios = np.sqrt(np.square(gaps[:, cut:]).mean(axis=1)) / scale
    p = (1.0 + float((ratios[1:] >= ratios[0]).sum())) / len(panel)
    rivals = np.sort(np.abs(gaps[1:, cut:].mean(axis=1)) / scale[1:]) * scale[0]
    return _estimate("synthetic_control", unit[cut:], unit[cut:] - gaps[0, cut:], rivals, p)


def mixture(target: Floats, before: Floats, whole: Floats) -> Floats:
    """Return the path of the mixture of units, its weights zero or more and adding up to one, that fits a target best before the date.

    Args:
        target: Shape (t,). before: Other units before the date, shape (n, t). whole: The same over all the readings, shape (n, all).
    """
    heavy = 1e3 * max(float(np.abs(before).max()), 1e-300)
    rows = np.vstack([before.T, np.full((1, len(before)), heavy)])
    weights, _ = nnls(rows, np.append(target, heavy), maxiter=50 * len(before))
    total = weights.sum()
    return np.asarray((weights / total if total > 0 else np.full(len(before), 1.0 / len(before))) @ whole)


def difference_in_differences(unit: Floats, others: Sequence[Floats], cut: int, *, season: int = 1) -> Estimate:
    """Return what changed in a unit less what changed in untouched ones.

    The spread is what the same difference did between other stretches of the same length before the date, so that readings which
    follow one another are not counted as so many proofs.

    Args:
        unit: Readings, oldest first. others: Readings of untouched units at the same times. cut: Position of the first reading after.
        season: Readings in a season: the stretch before is then as long as a season, whole ones being compared.

    Source:
        Bertrand, Duflo, Mullainathan, "How much should we trust differences-in-differences estimates?", QJE 119, 2004.
    """
    kept, reason = _comparable(unit, others, cut, LEAST_UNITS)
    if reason:
        return absent(reason)
    unit, *kept = bridged([unit, *kept], season)
    apart = unit - np.mean(kept, axis=0)
    after = len(unit) - cut
    span = max(after, season, LEAST_BEFORE)
    change = float(apart[cut:].mean() - apart[max(cut - span, 0) : cut].mean())
    starts = np.arange(LEAST_BEFORE, cut - after + 1)
    rivals = np.array([apart[at : at + after].mean() - apart[max(at - span, 0) : at].mean() for at in starts])
    usual, seen, count = _spread(apart[:cut], rivals, after, span)
    sizes = np.sort(np.abs(rivals)) * max(1.0, usual / seen) if len(rivals) >= ENOUGH else max(usual, seen) * _student(count)
    p = (1.0 + float((sizes >= abs(change)).sum())) / (len(sizes) + 1.0)
    without = np.mean(kept, axis=0)[cut:] + apart[max(cut - span, 0) : cut].mean()
    return _estimate("difference_in_differences", unit[cut:], without, sizes, p, change=change)


def _spread(before: Floats, rivals: Floats, after: int, span: int) -> tuple[float, float, int]:
    """Return the size that the difference of two stretches has by the readings, the one it had, and how many stretches apart tell it."""
    steps = before - before.mean()
    lag = float(steps[1:] @ steps[:-1] / max(float(steps @ steps), 1e-300)) if len(steps) > 2 else 0.0
    follow = (1 + max(lag, 0.0)) / max(1 - max(lag, 0.0), 0.05)
    usual = float(np.std(before, ddof=1)) * float(np.sqrt(follow * (1 / after + 1 / min(span, len(before)))))
    seen = float(np.sqrt(np.square(rivals).mean())) if len(rivals) else 0.0
    return max(usual, 1e-12), max(seen, 1e-12), max(2, len(before) // max(after, 1))


def _student(count: int) -> Floats:
    """Return the sizes that a Student law of so many degrees gives at a hundred even chances."""
    from scipy.special import stdtrit

    return np.asarray(stdtrit(max(count - 1, 1), 0.5 + 0.5 * (np.arange(1, 200) / 200)))


def _comparable(unit: Floats, others: Sequence[Floats], cut: int, least: int) -> tuple[list[Floats], str]:
    """Return the untouched units that were read whenever the unit was, and why they are not enough."""
    if not np.isfinite(unit[:cut]).sum() and not np.isfinite(unit[cut:]).sum():
        return [], "empty"
    if cut >= len(unit) or not np.isfinite(unit[cut:]).any():
        return [], "nothing_after"
    if np.isfinite(unit[:cut]).sum() < LEAST_BEFORE:
        return [], "too_short"
    if not np.isfinite(unit).all():
        return [], "not_comparable"
    kept = [one for one in others if len(one) == len(unit) and np.isfinite(one).all()]
    return (kept, "") if len(kept) >= least else ([], "not_comparable")


def _estimate(method: Method, actual: Floats, without: Floats, sizes: Floats, p: float, *, change: float | None = None) -> Estimate:
    estimate = float((actual - without).mean()) if change is None else change
    limit = {level: _limit(sizes, level) for level in LEVELS}
    usual = float(np.median(sizes)) / 0.6745 if len(sizes) else 0.0
    band = limit[JUDGED]
    return Estimate(
        method=method,
        estimate=estimate,
        ranges=tuple((level, estimate - limit[level], estimate + limit[level]) for level in LEVELS),
        p_value=p,
        smallest_visible=limit[JUDGED] + POWER_REACH * usual,
        actual=actual,
        without=without,
        low=without - band,
        high=without + band,
        null_count=len(sizes),
    )


def _limit(sizes: Floats, level: int) -> float:
    """Return the size above which a change has a p-value within the level; beyond what was seen, the tail of a normal law."""
    rank = int((1 - level / 100) * (len(sizes) + 1) + 1e-9)
    if rank >= 1:
        return float(sizes[len(sizes) - rank])
    usual = float(np.sqrt(np.square(sizes).mean())) if len(sizes) else float("inf")
    return max(float(sizes.max(initial=0.0)), usual * NORMAL[level])
