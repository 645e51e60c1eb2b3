"""What is known of forecasts before a company has enough of its own: how surprises spread, and how rare a large one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pupitre.maths.causal.estimate import Floats


@dataclass(frozen=True, slots=True)
class Law:
    """How forecasts miss, in scales of their series.

    Args:
        lasting: Variance that each step adds and that stays. passing: Variance of one reading alone.
    """

    lasting: float
    passing: float

    def covariance(self, horizon: int) -> Floats:
        """Return the covariance of the surprises of a path, shape (h, h)."""
        steps = np.arange(1, horizon + 1)
        return np.asarray(self.lasting * np.minimum(steps[:, None], steps[None, :]) + self.passing * np.eye(horizon))


BY_SEASON: Final = {1: Law(0.9, 0.05), 4: Law(0.22, 0.03), 12: Law(0.033, 0.15)}
"""Measured on the development series of the M3 competition: by readings in a season."""
SIZES: Final = np.array([0.0, 0.674, 1.281, 1.645, 1.96, 2.326, 2.576, 3.291])
TAIL: Final = np.array([1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001])
"""How often a change where nothing happened, divided by its usual size, is at least as large: measured on the same series."""


def law(season: int) -> Law:
    """Return the law of a rhythm; what is read more often than monthly is taken as monthly."""
    return BY_SEASON[1 if season == 1 else 4 if season <= 4 else 12]


def share_beyond(size: float) -> float:
    """Return how often a standardised change at least as large appears where nothing happened.

    >>> share_beyond(0.0)
    1.0
    """
    if size <= SIZES[-1]:
        return float(np.exp(np.interp(size, SIZES, np.log(TAIL))))
    return float(TAIL[-1] * (SIZES[-1] / size) ** 4)
