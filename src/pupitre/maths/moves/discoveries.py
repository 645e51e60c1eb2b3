"""How many signals among many figures are worth telling, so that few of those told are false."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def discoveries(p_values: Floats, *, rate: float = 0.1) -> Bools:
    """Tell which p-values are worth telling, so that on average at most a share `rate` of those told are false.

    Args:
        p_values: One per figure tested, shape (figures,); NaN was not tested and is never told.
        rate: False discoveries accepted, 0 to 1.

    Source:
        Benjamini and Hochberg, *Controlling the false discovery rate*, J. R. Statist. Soc. B 57 (1995).

    >>> discoveries(np.array([0.001, 0.03, 0.5, np.nan])).tolist()
    [True, True, False, False]
    """
    return np.asarray(p_values <= bar(p_values, rate=rate))


def bar(p_values: Floats, *, rate: float = 0.1) -> float:
    """Return the largest p-value worth telling, 0 when none is."""
    tested = np.sort(p_values[np.isfinite(p_values)])
    held = np.flatnonzero(tested <= rate * np.arange(1, len(tested) + 1) / max(len(tested), 1))
    return float(tested[held[-1]]) if len(held) else 0.0
