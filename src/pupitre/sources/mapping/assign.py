"""The best pairing of columns and fields, all together rather than one after the other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def best_pairs(gain: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) whose total gain is the largest; a row or column that would not gain stays alone.

    Args:
        gain: One row per column of the file, one column per field; a pair with no positive gain is never made.

    Source:
        Successive shortest augmenting paths with potentials (Jonker and Volgenant, 1987), on the matrix padded with pairs of gain 0.
    """
    if gain.size == 0:
        return []
    some_rows, some_columns = np.flatnonzero(gain.max(axis=1) > 0), np.flatnonzero(gain.max(axis=0) > 0)
    if len(some_rows) < gain.shape[0] or len(some_columns) < gain.shape[1]:
        inner = best_pairs(gain[np.ix_(some_rows, some_columns)])
        return [(int(some_rows[row]), int(some_columns[column])) for row, column in inner]
    rows, columns = gain.shape
    wanted = gain.argmax(axis=1)
    eager = np.flatnonzero(gain.max(axis=1) > 0)
    if len(set(wanted[eager].tolist())) == len(eager):
        # Every column can have its favourite field: no pairing gains more.
        return [(int(row), int(wanted[row])) for row in eager]
    size = rows + columns
    cost = np.zeros((size + 1, size + 1))
    cost[1 : rows + 1, 1 : columns + 1] = -np.maximum(gain, 0.0)
    row_price, column_price = np.zeros(size + 1), np.zeros(size + 1)
    matched = np.zeros(size + 1, dtype=np.int64)
    for row in range(1, size + 1):
        way = np.zeros(size + 1, dtype=np.int64)
        slack = np.full(size + 1, np.inf)
        used = np.zeros(size + 1, dtype=bool)
        matched[0], at = row, 0
        while True:
            used[at] = True
            reduced = cost[matched[at]] - row_price[matched[at]] - column_price
            better = ~used & (reduced < slack)
            better[0] = False
            slack[better], way[better] = reduced[better], at
            free = np.where(used, np.inf, slack)
            free[0] = np.inf
            following = int(np.argmin(free))
            delta = free[following]
            row_price[matched[used]] += delta
            column_price[used] -= delta
            slack[~used] -= delta
            at = following
            if matched[at] == 0:
                break
        while at:
            matched[at] = matched[way[at]]
            at = int(way[at])
    return sorted((int(matched[c]) - 1, c - 1) for c in range(1, columns + 1) if matched[c] <= rows and gain[matched[c] - 1, c - 1] > 0)
