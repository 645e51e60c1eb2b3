"""Many series side by side, so that one step of time is one operation on all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

BLOCK = 256
"""Series worked on at once: their states fit the cache of one core."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Series of different lengths, the longest first, all beginning on the first row.

    Args:
        values: Shape (time, series); NaN after the end of a series, and nowhere else.
        lengths: Readings of each series, falling, shape (series,).
    """

    values: Floats
    lengths: Ints

    @property
    def count(self) -> int:
        """How many series there are."""
        return len(self.lengths)

    def alive(self) -> Ints:
        """Return how many series have a reading at each step, shape (time,): they are the first ones."""
        steps = np.arange(self.values.shape[0])
        return np.asarray(np.searchsorted(-self.lengths, -steps, side="left"), dtype=np.int64)

    def inside(self) -> Bools:
        """Tell which cells hold a reading, shape (time, series)."""
        return np.asarray(np.arange(self.values.shape[0])[:, None] < self.lengths[None, :])

    def cut(self, keep: Ints) -> Panel:
        """Return the first readings only: `keep` of each series, which must leave the order of lengths falling."""
        rows = int(keep.max(initial=0))
        values = self.values[:rows].copy()
        values[np.arange(rows)[:, None] >= keep[None, :]] = np.nan
        return Panel(values, keep)

    def part(self, start: int, stop: int) -> Panel:
        """Return some of the series, by position, without the empty rows they leave."""
        lengths = self.lengths[start:stop]
        return Panel(np.ascontiguousarray(self.values[: int(lengths.max(initial=0)), start:stop]), lengths)


def gathered(series: Sequence[Floats]) -> tuple[Panel, Ints]:
    """Return the panel of some series with neither gap nor NaN, and the position of each of its columns in the input."""
    lengths = np.fromiter((len(one) for one in series), dtype=np.int64, count=len(series))
    order = np.argsort(-lengths, kind="stable")
    values = np.full((int(lengths.max(initial=0)), len(series)), np.nan)
    for column, at in enumerate(order):
        values[: lengths[at], column] = series[at]
    return Panel(values, lengths[order]), order


def filled(one: Floats) -> Floats:
    """Return a series from its first to its last reading, with straight lines over the gaps.

    >>> filled(np.array([np.nan, 1.0, np.nan, 3.0]))
    array([1., 2., 3.])
    """
    known = np.flatnonzero(np.isfinite(one))
    if len(known) == 0:
        return np.empty(0)
    if known[-1] - known[0] + 1 == len(known):
        return np.asarray(one[known], dtype=np.float64)
    steps = np.arange(known[0], known[-1] + 1)
    return np.asarray(np.interp(steps, known, one[known]), dtype=np.float64)
