"""Every level shift and every drift that a series could show, weighed against its own noise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pupitre.maths.moves.noise import MEMORIES, lines, spread, surprises, without

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STEP_LEAST, FRESH_MOST, SLOPE_LEAST = 2, 6, 6
"""A shift is seen on two readings or more, a drift on six: one reading alone proves nothing. A shift is fresh up to six readings."""
HELD = 4.0
"""A surprise counts for at most so many spreads: what moved shows on several readings, not on one extreme one."""
KINDS = ("fresh", "older", "drift")
"""Fresh shifts, older ones and drifts are looked for apart: a move of this week is not lost among all those that the year could hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """What may have moved in series of one length and one memory.

    Args:
        held: Filtered regressors of the usual path, shape (2, readings).
        shapes: Filtered moves, what the usual path explains taken out, of length 1: shape (moves, readings).
        lengths: What each measured before it was brought to length 1, shape (moves,).
        firsts: First reading concerned, shape (moves,).
    """

    kind: str
    memory: int
    held: Floats
    shapes: Floats
    lengths: Floats
    firsts: Ints

    @property
    def readings(self) -> int:
        """Length of the series."""
        return int(self.shapes.shape[1])

    @property
    def is_slope(self) -> bool:
        """Whether the moves are drifts."""
        return self.kind == "drift"


@lru_cache(maxsize=2048)
def design(kind: str, readings: int, first: int, memory: int) -> Design:
    """Return the moves of a kind that could begin on the reading `first` or later."""
    time = np.arange(readings)
    fresh = max(readings - FRESH_MOST, first)
    starts = {
        "fresh": np.arange(fresh, readings - STEP_LEAST + 1),
        "older": np.arange(first, fresh),
        "drift": np.arange(first, readings - SLOPE_LEAST + 1),
    }[kind]
    since = time - starts[:, None] + 1.0
    raw = np.asarray(np.maximum(since, 0.0) if kind == "drift" else (since > 0), dtype=np.float64)
    held = lines(readings, MEMORIES[memory])
    shapes = without(surprises(raw, MEMORIES[memory]), held)
    lengths = np.sqrt((shapes**2).sum(axis=1))
    return Design(kind, memory, held, shapes / np.maximum(lengths, 1e-12)[:, None], lengths, starts)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The move that tells each series best, shape (series,) each.

    Args:
        best: Its position in the design. score: How many standard errors it is from nothing, signed.
        error: Spread of the surprises once it is taken out. sizes: What every move would measure, shape (series, moves).
        left: Surprises before any move is taken out, shape (series, readings).
    """

    best: Ints
    score: Floats
    error: Floats
    sizes: Floats
    left: Floats


def weighed(rows: Floats, moves: Design) -> Weighed:
    """Return the best move of each series, rows being series of the length of the design, shape (series, readings)."""
    return weighed_surprises(surprises(rows, MEMORIES[moves.memory]), moves)


def weighed_surprises(raw: Floats, moves: Design) -> Weighed:
    """Return the best move of each series from its surprises."""
    left = without(raw, moves.held)
    freedom = raw.shape[1] - len(moves.held)
    held_back = HELD * spread(left, freedom)[:, None]
    along = np.clip(left, -held_back, held_back) @ moves.shapes.T
    best = np.abs(along).argmax(axis=1)
    rows = np.arange(len(raw))
    whole = left @ moves.shapes.T
    error = spread(left - whole[rows, best][:, None] * moves.shapes[best], freedom - 1)
    score = along[rows, best] / np.where(error > 0, error, np.inf)
    return Weighed(best, score, error, whole / moves.lengths[None, :], left)
