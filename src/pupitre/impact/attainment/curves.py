"""Quantile functions, read at many points fast."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from pupitre.impact.attainment.luck import Row, share_below
from pupitre.impact.world import Floats, Measure

TAIL = 8.5
"""Standard deviations up to which a quantile function is extended: no draw goes further."""

CELLS = 4096
"""Cells into which the normal scale is cut, from one tail to the other: none holds two quantiles a hundredth apart."""

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Curve:
    """A quantile function, straight between its knots.

    Args:
        x: Knots on the normal scale, or fractions when both ends are known (`is_bounded`). y: Its values there.
        cells: Per cell of the normal scale, the knot at or before its left edge; None when it must be searched for.
    """

    x: Floats
    y: Floats
    is_bounded: bool = False
    cells: Ints | None = None

    @property
    def middle(self) -> float:
        """The value that half of the draws pass."""
        return float(np.interp(0.5 if self.is_bounded else 0.0, self.x, self.y))

    def at(self, luck: Row) -> Row:
        """Return what is read with a given luck, standard normal."""
        if self.cells is None:
            return np.interp(share_below(luck) if self.is_bounded else luck, self.x, self.y).astype(np.float32)
        spots = ((luck + np.float32(TAIL)) * np.float32(CELLS / (2 * TAIL))).astype(np.intp)
        knots = self.cells[spots]
        knots += luck >= self.x[1:][knots]
        slopes = np.diff(self.y) / np.diff(self.x)
        return (self.y[knots] + slopes[knots] * (luck - self.x[knots])).astype(np.float32)


def curve(measure: Measure) -> Curve:
    """Return the quantile function of a measure.

    Between quantiles it is straight on the normal scale, tails included; in fractions when both ends (0 and 1) are known.
    """
    p, y = np.asarray(measure.p, np.float64), np.maximum.accumulate(np.asarray(measure.values, np.float64))
    if p[0] <= 0 and p[-1] >= 1:
        return Curve(p, y, is_bounded=True)
    inside = (p > 0) & (p < 1)
    if np.count_nonzero(inside) < 2:
        return Curve(np.zeros(1), np.array([np.median(y)]))
    x, cells = _scale(p[inside].tobytes())
    y = y[inside]
    # Beyond the last quantiles given, the tails go on as a normal distribution's would.
    first = y[0] - (y[1] - y[0]) / (x[2] - x[1]) * (x[1] + TAIL)
    last = y[-1] + (y[-1] - y[-2]) / (x[-2] - x[-3]) * (TAIL - x[-2])
    return Curve(x, np.array([first, *y, last]), cells=cells)


@lru_cache(maxsize=64)
def _scale(fractions: bytes) -> tuple[Floats, Ints | None]:
    """Return the knots of these fractions on the normal scale, tails added, and the cells that find them."""
    x = np.array([-TAIL, *ndtri(np.frombuffer(fractions)), TAIL])
    edges = np.linspace(-TAIL, TAIL, CELLS + 1)
    before = np.searchsorted(x, edges, side="right") - 1
    has_two = bool((np.diff(before) > 1).any())
    return x, None if has_two else np.minimum(before[:-1], len(x) - 2)
