"""Random numbers that belong to an identity, not to a place in a list."""

from __future__ import annotations

import hashlib

import numpy as np

BLOCK = 8
"""Single-precision numbers that one step of the counter gives: a stretch of a stream starts at a multiple of it."""


def stream(seed: int, kind: str, key: str, *, start: int = 0) -> np.random.Generator:
    """Return the random numbers of one thing.

    The generator is counter-based and named by the seed, the kind of thing and its business key: a stream does not move when
    another thing is added, removed or put in another order, and any stretch of it can be drawn alone.

    Args:
        seed: Seed of the run.
        kind: Kind of thing, such as `task`.
        key: Its business key.
        start: How many single-precision numbers to pass over, a multiple of `BLOCK`.

    Raises:
        ValueError: `start` is not a multiple of `BLOCK`.

    Source:
        Philox-4x64: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
    """
    if start % BLOCK:
        raise ValueError(f"a stretch of a stream starts at a multiple of {BLOCK}")
    name = "\x1f".join((str(seed), kind, key))
    philox_key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "little")
    return np.random.Generator(np.random.Philox(key=philox_key, counter=start // BLOCK))
