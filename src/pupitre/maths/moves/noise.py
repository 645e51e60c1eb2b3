"""How the readings of a figure follow one another when nothing happens, and the filter that makes them independent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FAR = 3.0
"""A surprise weighs no more than this many spreads: one jump must not pass for the habit of a figure."""
ROUNDS = 3
"""Times that what is usual among the figures of the firm is learned again."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a reading keeps of those before it.

    Args:
        kept: Share of the last reading that comes back (autoregressive); 0 when `gain` serves.
        gain: How fast the level follows the readings (a wandering level); 0 when the level does not wander.
    """

    kept: float = 0.0
    gain: float = 0.0


MEMORIES = (Memory(), *(Memory(kept=k) for k in (0.3, 0.6)), *(Memory(gain=g) for g in (0.1, 0.25, 0.5, 1.0)))
"""The memories tried, from none to a random walk."""


def surprises(rows: Floats, memory: Memory) -> Floats:
    """Return what each reading brings that those before it did not announce.

    Args:
        rows: Series, or regressors to be filtered as the series are, shape (rows, readings), no NaN.
        memory: What a reading keeps of those before it.
    """
    if memory.gain > 0:
        found = np.empty_like(rows)
        level = np.zeros(len(rows))
        for t in range(rows.shape[1]):
            found[:, t] = rows[:, t] - level
            level = level + memory.gain * found[:, t]
        return found
    if memory.kept > 0:
        found = rows.copy()
        found[:, 1:] -= memory.kept * rows[:, :-1]
        found[:, 0] *= np.sqrt(1 - memory.kept**2)
        return found
    return rows


def without(rows: Floats, held: Floats) -> Floats:
    """Return rows less their projection on some regressors.

    Args:
        rows: Shape (rows, readings). held: Regressors, shape (regressors, readings).
    """
    base, _ = np.linalg.qr(held.T)
    return np.asarray(rows - (rows @ base) @ base.T)


def lines(readings: int, memory: Memory) -> Floats:
    """Return the filtered regressors of the usual path, a level and a slope, shape (2, readings).

    The slope is always allowed for: a path taken for level when it slopes a little would end away from where it was said to be.
    """
    time = (np.arange(readings) - readings / 2) / readings
    return surprises(np.stack([np.ones(readings), time]), memory)


def spread(rows: Floats, freedom: int) -> Floats:
    """Return the usual size of surprises, shape (rows,), a few extreme ones held back.

    Args:
        rows: Surprises left after fitting, shape (rows, readings). freedom: Readings less fitted parameters.
    """
    size = 1.4826 * np.median(np.abs(rows), axis=1)
    rough = np.where(size > 0, size, np.sqrt(np.mean(rows**2, axis=1)))
    capped = np.minimum(np.abs(rows), FAR * rough[:, None])
    for _ in range(2):
        rough = np.sqrt((capped**2).sum(axis=1) / max(freedom, 1))
        capped = np.minimum(np.abs(rows), FAR * rough[:, None])
    return np.asarray(np.sqrt((capped**2).sum(axis=1) / max(freedom, 1)))


def codes(rows: Floats) -> Floats:
    """Return how long the past of each series is to tell under each memory, in natural units of information.

    Args:
        rows: The past of each series, shape (series, readings).

    Returns:
        Shape (series, memories), in the order of `MEMORIES`.
    """
    count, n = rows.shape
    found = np.empty((count, len(MEMORIES)))
    for at, memory in enumerate(MEMORIES):
        held = lines(n, memory)
        size = spread(without(surprises(rows, memory), held), n - 2)
        found[:, at] = (n - 2) * np.log(np.maximum(size, 1e-300)) + 0.5 * np.log(np.linalg.det(held @ held.T))
    return found


def shares(lengths: Sequence[Floats]) -> list[Floats]:
    """Return how much each memory is to be believed for each series, the firm's figures lending each other what is usual among them.

    Args:
        lengths: Of each group of series, what `codes` returns.

    Returns:
        Of each group, shares that sum to 1 for each series, same shape.
    """
    if not lengths:
        return []
    usual = np.full(len(MEMORIES), 1 / len(MEMORIES))
    found: list[Floats] = []
    for _ in range(ROUNDS):
        found = []
        for one in lengths:
            weight = usual * np.exp(-(one - one.min(axis=1, keepdims=True)))
            found.append(weight / weight.sum(axis=1, keepdims=True))
        total = np.concatenate(found)
        usual = (total.sum(axis=0) + 1) / (len(total) + len(usual))
    return found
