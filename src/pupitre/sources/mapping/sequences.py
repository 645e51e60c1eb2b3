"""Which column of a log holds its steps when no header says it: the one whose cells follow each other in an order."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.grid import Cells
from pupitre.sources.mapping.profile import Profile

Numbers = npt.NDArray[Any]
MOST_KINDS = 500
"""Different steps above which the order of a sample says nothing."""
CHANGES = 0.4
"""Share of the events that must differ from the one before them."""
ORDERED = 0.15
"""Share of what the next cell tells that the cell before it must tell already."""
AHEAD = 1.25
"""Times by which the best column must be ahead of the next."""


def steps_among(cells: Sequence[Cells], profiles: Sequence[Profile], fields: Mapping[int, str]) -> int | None:
    """Return the column of steps among those that have no field, None when none or several could be it.

    Steps follow one another: knowing one, the next is half known, and cases begin alike. People, amounts and places come in any order.

    Args:
        cells: The first cells of each column, in the order of the file. profiles: What they look like.
        fields: Column → field, the case among them.
    """
    case = next((i for i, name in fields.items() if name == "case"), None)
    if case is None:
        return None
    owner = _codes(cells[case].text)
    scored = []
    for i, (some, seen) in enumerate(zip(cells, profiles, strict=True)):
        could_be = i not in fields and seen.count and 2 <= seen.kinds <= min(MOST_KINDS, 0.5 * seen.count) and seen.filled > 0.9
        if could_be and seen.date < 0.1 and seen.money < 0.1 and seen.truth < 0.9:
            scored.append((order_of(owner, _codes(some.text)), -i))
    scored.sort(reverse=True)
    if not scored or scored[0][0] < ORDERED or (len(scored) > 1 and scored[0][0] < AHEAD * scored[1][0]):
        return None
    return -scored[0][1]


def order_in(case: Cells, steps: Cells) -> float:
    """Return how much the steps of cases follow each other, 0–1."""
    return order_of(_codes(case.text), _codes(steps.text))


def order_of(case: Numbers, value: Numbers) -> float:
    """Return the share (0–1) of what each cell of a case tells that the cell before it tells already; 0 when cells hardly change."""
    at = np.argsort(case, kind="stable")
    same = case[at][1:] == case[at][:-1]
    before, after = value[at][:-1][same], value[at][1:][same]
    if len(after) < 10 or np.mean(before != after) < CHANGES:
        return 0.0
    own = _entropy(after)
    if own == 0:
        return 0.0
    width = int(value.max()) + 1
    both = _entropy(before.astype(np.int64) * width + after)
    shared = _entropy(before) + own - both
    # Pairs met by chance alone tell something of each other: as much as their number over that of the events.
    by_chance = (len(np.unique(before)) - 1) * (len(np.unique(after)) - 1) / (2 * len(after) * math.log(2))
    return max(0.0, float((shared - by_chance) / own))


def _entropy(codes: Numbers) -> float:
    _, counts = np.unique(codes, return_counts=True)
    share = counts / counts.sum()
    return float(-(share * np.log2(share)).sum())


def _codes(text: pa.Array) -> Numbers:
    return np.asarray(pc.fill_null(text, "").dictionary_encode().indices.to_numpy()).astype(np.int64)
