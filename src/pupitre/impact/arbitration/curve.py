"""The chance to reach a target as a broken line over the mean of the KPI, for a solver that knows only lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from pupitre.impact.arbitration.problem import Floats

REACH = 3.5
"""Standard deviations beyond which a chance no longer moves (0.02 % are left)."""
SEGMENTS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A broken line that follows the normal distribution function.

    Args:
        z: Nodes, ascending, in standard deviations from the target, shape (n,). chance: Its height there, shape (n,).
        steep: How many of its first segments get steeper and steeper: these must be filled in order.
    """

    z: Floats
    chance: Floats
    steep: int


def line(low: float, high: float, segments: int = SEGMENTS) -> Line:
    """Return the broken line of the normal distribution function between two means.

    Its nodes are closest where the function bends most. Both ends keep their exact height, and zero is a node when it lies between them,
    so that the line is first convex, then concave.

    Args:
        low, high: Ends, in standard deviations from the target.
        segments: How many segments at most.

    >>> line(0.0, 1.0).steep
    0
    """
    if high - low < 1e-9:
        return Line(np.array([low]), np.array([float(ndtr(low))]), 0)
    inside_low, inside_high = max(low, -REACH), min(high, REACH)
    if inside_low >= inside_high:  # the whole range is flat
        return _of(np.array([low, high]))
    grid = np.linspace(inside_low, inside_high, 257)
    bend = np.sqrt(np.abs(grid) * np.exp(-0.5 * grid**2) + 1e-4)
    effort = np.concatenate([[0.0], np.cumsum((bend[1:] + bend[:-1]) / 2)])
    count = max(1, min(segments, int(np.ceil((inside_high - inside_low) * 2)) + 1))
    nodes = np.interp(np.linspace(0, effort[-1], count + 1), effort, grid)
    if inside_low < 0 < inside_high:
        inner = nodes[1:-1]
        if inner.size:
            inner[np.argmin(np.abs(inner))] = 0.0
        else:
            nodes = np.array([inside_low, 0.0, inside_high])
    ends = [[low] if low < inside_low else [], [high] if high > inside_high else []]
    return _of(np.unique(np.concatenate([ends[0], nodes, ends[1]])))


def _of(z: Floats) -> Line:
    chance = np.asarray(ndtr(z), dtype=np.float64)
    slopes = np.diff(chance) / np.diff(z)
    return Line(z, chance, int(np.sum(slopes[1:] > slopes[:-1] + 1e-12)))
