"""The luck of each thing, draw by draw: numbers that belong to its identity and that a department partly shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from pupitre.maths.streams import BLOCK, stream

Row = npt.NDArray[np.float32]

HALF_STEP = np.float32(2**-25)
"""Half of the smallest step between two single-precision fractions: it keeps them off 0."""

BELOW_ONE = np.float32(1 - 2**-24)
"""The largest single-precision number under 1: the half step rounds the last fraction to 1, whose luck would be infinite."""


@dataclass(frozen=True, slots=True)
class Span:
    """Draws from `start` up to `stop`, not included."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Luck:
    """Where the random numbers come from.

    Args:
        seed: Seed of the run. loadings: Share of the variance that a group has in common, by group.
        is_second_copy: Draw anew what is declared and keep what is measured: for the share of the variance that is declared.
    """

    seed: int
    loadings: Mapping[str, float] = field(default_factory=dict)
    is_second_copy: bool = False

    def fractions(self, kind: str, key: str, span: Span, *, is_declared: bool = False) -> Row:
        """Return uniform fractions in (0, 1), one per draw of the span."""
        skipped = span.start % BLOCK
        name = f"{kind}, second copy" if is_declared and self.is_second_copy else kind
        numbers = stream(self.seed, name, key, start=span.start - skipped).random(span.stop - span.start + skipped, dtype=np.float32)
        numbers += HALF_STEP
        return np.minimum(numbers, BELOW_ONE, out=numbers)[skipped:]

    def shared(self, group: str, span: Span) -> Row:
        """Return the luck that a group has in common: standard normal, one per draw."""
        return _normal(self.fractions("group", group, span))

    def normal(self, kind: str, key: str, span: Span, *, group: str, common: Mapping[str, Row], is_declared: bool = False) -> Row:
        """Return the luck of one thing: standard normal, good when high, correlated within its group (a one-factor Gaussian copula)."""
        own = _normal(self.fractions(kind, key, span, is_declared=is_declared))
        loading = self.loadings.get(group, 0.0) if group else 0.0
        if loading <= 0:
            return own
        own *= np.float32(np.sqrt(1 - loading))
        own += np.float32(np.sqrt(loading)) * common[group]
        return own


def share_below(luck: Row) -> Row:
    """Return the share of the draws that have less luck than each: uniform."""
    below: Row = ndtr(luck)
    return below


def triangular(fractions: Row, low: float, likely: float, high: float) -> Row:
    """Return the values that a triangular distribution has at given fractions of its draws."""
    if high <= low:
        return np.full(fractions.shape, likely, np.float32)
    turn = np.float32((likely - low) / (high - low))
    # Both sides of the likely value at once, each held at it where the other speaks: a choice per draw would cost far more.
    rise = np.minimum(fractions, turn)
    rise *= turn
    np.sqrt(rise, out=rise)
    fall = np.maximum(fractions, turn)
    np.subtract(np.float32(1), fall, out=fall)
    fall *= np.float32(1) - turn
    np.sqrt(fall, out=fall)
    rise -= fall
    rise += np.float32(1) - turn
    rise *= np.float32(high - low)
    rise += np.float32(low)
    return rise


def _normal(fractions: Row) -> Row:
    normal: Row = ndtri(fractions)
    return normal
