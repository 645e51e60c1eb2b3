"""What declared effects were worth once measured, and what that makes of those declared now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pupitre.impact.world import Effect, Floats, World

FEWEST = 10
"""Measured cases below which declared effects are taken as they are."""

PRIOR_SPREAD = 0.5
"""How far from 1 the share kept of what is declared may be, one standard deviation, before any case is known."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The share of declared effects that is kept: its mean, how it varies from case to case, on how many cases."""

    share: float
    spread: float
    cases: int


def kept(declared: Sequence[float], measured: Sequence[float], errors: Sequence[float]) -> Kept | None:
    """Return what past declarations were worth, or None with fewer than ten usable cases.

    Args:
        declared: Likely sizes declared. measured: Sizes measured afterwards. errors: Standard errors of these, same order and units.

    Source:
        Random-effects mean of the shares measured / declared (DerSimonian and Laird 1986), drawn to 1 by a normal prior.
    """
    said, seen, error = (np.asarray(each, np.float64) for each in (declared, measured, errors))
    usable = (said != 0) & np.isfinite(said) & np.isfinite(seen) & np.isfinite(error) & (error > 0)
    if np.count_nonzero(usable) < FEWEST:
        return None
    shares, variances = seen[usable] / said[usable], (error[usable] / said[usable]) ** 2
    between = _between(shares, variances)
    weights = 1 / (variances + between)
    known, prior = float(weights.sum()), 1 / PRIOR_SPREAD**2
    share = (float((weights * shares).sum()) + prior) / (known + prior)
    return Kept(share, float(np.sqrt(between)), len(shares))


def corrected(world: World, past: Kept | None) -> World:
    """Return a world whose declared effects of projects and decisions are worth what past ones were; measured ones stay.

    The likely size is multiplied by the share kept; the range is that of the declaration and that of past cases together.
    """
    if past is None:
        return world
    return replace(world, effects=tuple(_corrected(effect, past) for effect in world.effects))


def _corrected(effect: Effect, past: Kept) -> Effect:
    if effect.basis == "measured" or effect.source_kind not in ("project", "decision"):
        return effect
    likely = effect.likely * past.share
    # A symmetric triangle has a variance of a sixth of the square of its half width.
    from_cases = 6 * (past.spread * effect.likely) ** 2
    down = np.sqrt(((effect.likely - effect.low) * past.share) ** 2 + from_cases)
    up = np.sqrt(((effect.high - effect.likely) * past.share) ** 2 + from_cases)
    return replace(effect, low=float(likely - down), likely=likely, high=float(likely + up))


def _between(shares: Floats, variances: Floats) -> float:
    """Return the variance of the share from case to case, beyond what errors of measure explain."""
    weights = 1 / variances
    mean = (weights * shares).sum() / weights.sum()
    excess = (weights * (shares - mean) ** 2).sum() - (len(shares) - 1)
    room = weights.sum() - (weights**2).sum() / weights.sum()
    return float(max(excess / room, 0.0))
