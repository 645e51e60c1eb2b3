"""Weights as people write them, made to add up to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE = 0.015
"""How far from 1 declared weights may add up before it is a fault: three thirds written 33 % are not one."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares that add up to one, and how they were obtained.

    Args:
        shares: One per declared weight, in the same order; they add up to 1 unless there are none.
        rule: `declared` as they stand; `points` when they are whole points such as 3, 2, 1; `equal` when none is given;
            `completed` when the missing ones share what is left; `rescaled` when they do not add up to one.
        total: What the declared ones add up to.
    """

    shares: tuple[float, ...]
    rule: str
    total: float


def normalised(declared: Sequence[float | None]) -> Weights:
    """Return the weights as shares of their total.

    A negative weight is read as missing. Missing weights share equally what the others leave below 1; when the others leave nothing,
    or are points, each missing one takes their mean.

    >>> normalised([0.5, None, None])
    Weights(shares=(0.5, 0.25, 0.25), rule='completed', total=0.5)
    """
    known = [w for w in declared if w is not None and w >= 0]
    total = sum(known)
    if not declared:
        return Weights((), "equal", 0.0)
    if total <= 0:
        return Weights(tuple(1 / len(declared) for _ in declared), "equal", 0.0)
    has_points = all(w == int(w) for w in known) and total > 1
    missing = len(declared) - len(known)
    if missing:
        filler = (1 - total) / missing if total < 1 - TOLERANCE else total / len(known)
        filled = [w if w is not None and w >= 0 else filler for w in declared]
        return Weights(tuple(w / sum(filled) for w in filled), "points" if has_points else "completed", total)
    rule = "points" if has_points else "declared" if abs(total - 1) <= TOLERANCE else "rescaled"
    return Weights(tuple(w / total for w in known), rule, total)
