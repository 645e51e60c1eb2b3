"""Cases as the proof sees them: when each began, how long it was watched, and what sort of case it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

SECOND: Final = 1_000_000.0
LEAST_OF_A_SORT: Final = 20
"""Finished cases before the change under which a sort of case is judged with a wider one."""
TELLING: Final = 0.005
"""Share of the spread of lead times under which an attribute tells no sorts apart."""
SHORTEST: Final = 1.0
"""Seconds that a case lasts at least, so that one written at a single moment still has a logarithm."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases that can be placed, one per position.

    Args:
        begin: Seconds from the change to the begin, negative before it, shape (n,).
        watched: Seconds from begin to end, or as long as the case was watched, shape (n,).
        is_finished: Whether it ended while it was watched.
        is_touched: Whether the change applies to it; False in the group left as it was.
        sort: Number of the sort of case, from 0; −1 for a sort unknown before the change.
        until: Seconds from the change to the end of the data.
        has_open: Whether any case of the log was still open; a log without one may hold closed cases only.
        columns: The attributes that tell sorts apart, the most telling first.
    """

    begin: Floats
    watched: Floats
    is_finished: Bools
    is_touched: Bools
    sort: Ints
    until: float
    has_open: bool
    columns: tuple[str, ...]

    @property
    def is_after(self) -> Bools:
        """Whether each began after the change."""
        return np.asarray(self.begin >= 0)

    def rows(self, kept: Bools) -> Cases:
        """Return some of the cases."""
        return Cases(
            self.begin[kept],
            self.watched[kept],
            self.is_finished[kept],
            self.is_touched[kept],
            self.sort[kept],
            self.until,
            self.has_open,
            self.columns,
        )


def read(table: pa.Table, at: int, *, until: int | None = None, strata: Sequence[str] = (), control: str | None = None) -> Cases:
    """Return the cases of a table.

    A case belongs to the side of the change on which it began. One begun before is watched until the change only: what was left of it
    was done the new way. Cases that end before they begin, or begin after the end of the data, are left out.

    Args:
        table: `begin` and `end` in microseconds since 1970 UTC, `end` null while the case is open; the columns named below.
        at: When the change came into force, in the same unit.
        until: The end of the data; the last moment of the table when absent.
        strata: Attributes that tell sorts of case apart. control: A column, true where the case was left as it was.
    """
    kept = table.filter(pc.is_valid(table.column("begin")))
    begin = kept.column("begin").to_numpy().astype(np.int64)
    is_open = pc.is_null(kept.column("end")).to_numpy(zero_copy_only=False)
    end = pc.fill_null(kept.column("end"), 0).to_numpy().astype(np.int64)
    last = until if until is not None else int(max(begin.max(initial=at), np.where(is_open, at, end).max(initial=at)))
    usable = (begin < last) & (is_open | (end >= begin))
    kept, begin, end, is_open = kept.filter(pa.array(usable)), begin[usable], end[usable], is_open[usable]
    stop = np.where(begin < at, min(at, last), last)
    is_finished = ~is_open & (end <= stop)
    watched = np.maximum((np.where(is_finished, end, stop) - begin) / SECOND, SHORTEST)
    since = (begin - at) / SECOND
    touched = np.ones(len(begin), bool)
    if control is not None:
        touched = ~pc.fill_null(kept.column(control).cast(pa.bool_()), False).to_numpy(zero_copy_only=False)
    codes = {name: _codes(kept.column(name)) for name in strata}
    columns, sort = _sorts(codes, np.log(watched), is_finished, since < 0)
    has_open = bool((is_open | (end > last)).any())
    return Cases(since, watched, is_finished, touched, sort, (last - at) / SECOND, has_open, columns)


def _codes(column: pa.ChunkedArray) -> Ints:
    """Return the values of an attribute as numbers; an empty value is one of them."""
    encoded = pc.fill_null(column.cast(pa.string()), "").combine_chunks().dictionary_encode()
    return np.asarray(encoded.indices.to_numpy(), dtype=np.int64)


def _sorts(codes: dict[str, Ints], length: Floats, is_finished: Bools, is_before: Bools) -> tuple[tuple[str, ...], Ints]:
    """Return the attributes by how much they tell, and the sort of each case.

    A sort is a combination of values with enough finished cases before the change; a rarer one joins the sort of its first attributes,
    and in the end that of all cases. Only cases before the change decide, so that its effect shapes no sort.
    """
    known = is_finished & is_before
    telling = {name: _told(codes[name][known], length[known]) for name in codes}
    columns = tuple(sorted((name for name in codes if telling[name] > TELLING), key=lambda name: (-telling[name], name)))
    sort, is_new = np.zeros(len(length), np.int64), np.zeros(len(length), bool)
    deep, base = np.zeros(len(length), np.int64), 1
    for depth, name in enumerate(columns):
        _, deep = np.unique(deep * (codes[name].max(initial=0) + 1) + codes[name], return_inverse=True)
        counts = np.bincount(deep[known], minlength=deep.max(initial=0) + 1)
        if depth == 0:
            is_new = np.bincount(deep[is_before], minlength=len(counts))[deep] == 0
        is_own = counts[deep] >= LEAST_OF_A_SORT
        sort[is_own] = base + deep[is_own]
        base += len(counts)
    _, numbered = np.unique(sort, return_inverse=True)
    return columns, np.where(is_new, -1, numbered)


def _told(values: Ints, length: Floats) -> float:
    """Return the share of the spread of lengths that the values of an attribute tell, less what as many values tell by luck."""
    count = np.bincount(values) if len(values) else np.zeros(0)
    free = len(values) - int((count > 0).sum())
    if free < 1:
        return 0.0
    mean = np.bincount(values, length) / np.maximum(count, 1)
    total = float(np.square(length - length.mean()).sum())
    left = total - float((count * np.square(mean - length.mean())).sum())
    return 1.0 - (left / free) / (total / (len(values) - 1)) if total > 0 else 0.0
