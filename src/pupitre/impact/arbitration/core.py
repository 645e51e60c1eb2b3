"""The part of a program that is worth solving by itself: the choices that its relaxation leaves in doubt."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import vstack

from pupitre.impact.arbitration.problem import Floats

LEAST, SHARE = 25, 0.1
"""Choices in doubt: at least so many, else this share of them all."""


def best_of_core(
    worth: Floats, whole: Floats, high: Floats, rows: list[LinearConstraint], *, choices: int, gap: float, seconds: float
) -> Floats | None:
    """Return the best values found when only the choices in doubt are left open; None when none was found in time.

    Those whose worth is clearly above or below what their means could bring elsewhere (their reduced cost in the linear relaxation) keep
    the place that it gives them.

    Args:
        worth, whole, high: Worth, wholeness and upper bound of every variable, the choices first. rows: What they must respect.
        choices: How many of them are choices. gap: Share of the value that may be left. seconds: Time given.

    Source:
        Balas, Zemel 1980, "An algorithm for large zero-one knapsack problems" (the core); Puchinger, Raidl, Pferschy 2010 (several limits).
    """
    relaxed = _relaxed(worth, high, rows)
    if relaxed is None:
        return None
    values, doubt = relaxed
    order = np.argsort(doubt[:choices], kind="stable")
    fixed = order[max(LEAST, round(SHARE * choices)) :]
    low, top = np.zeros(len(high)), high.copy()
    low[fixed] = top[fixed] = np.round(values[fixed])
    options = {"mip_rel_gap": gap, "time_limit": seconds}
    found = milp(-worth, integrality=whole, bounds=Bounds(low, top), constraints=rows, options=options)
    return None if found.x is None else np.asarray(found.x)


def _relaxed(worth: Floats, high: Floats, rows: list[LinearConstraint]) -> tuple[Floats, npt.NDArray[np.float64]] | None:
    """Return the values of the linear relaxation, and how far each variable is from being in doubt."""
    above = [(row.A[np.isfinite(row.ub)], np.asarray(row.ub)[np.isfinite(row.ub)]) for row in rows]
    below = [(-row.A[np.isfinite(row.lb)], -np.asarray(row.lb)[np.isfinite(row.lb)]) for row in rows]
    sides = [(matrix, most) for matrix, most in (*above, *below) if len(most)]
    matrix = vstack([one for one, _ in sides], format="csr") if sides else None
    most = np.concatenate([one for _, one in sides]) if sides else None
    found = linprog(-worth, A_ub=matrix, b_ub=most, bounds=np.stack([np.zeros(len(high)), high], axis=1), method="highs")
    if found.x is None:
        return None
    return np.asarray(found.x), np.abs(found.lower.marginals + found.upper.marginals)
