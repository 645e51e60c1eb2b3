"""Random numbers that belong to a case, a step and a visit, drawn for many of them at once."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

ROUNDS: Final = 10
WORD: Final = np.uint64(0xFFFFFFFF)
HALF: Final = np.uint64(32)
MULTIPLIERS: Final = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
STRIDES: Final = (0x9E3779B9, 0xBB67AE85)


def uniforms(seed: int, *identity: Ints | int) -> Floats:
    """Return four independent uniform numbers for each identity.

    The same identity has the same numbers whatever else is drawn, in whatever order: what a change leaves alone keeps its luck.

    Args:
        seed: Names the run; its lower 64 bits count.
        identity: Up to four parts, each a number or an array of shape (n,), lower 32 bits: the play, the case, the step, the visit.

    Returns:
        Numbers in (0, 1), shape (4, n).

    Source:
        Philox-4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
    """
    parts = np.broadcast_arrays(*(np.atleast_1d(np.asarray(part)) for part in (*identity, 0, 0, 0, 0)[:4]))
    counter = [part.astype(np.int64).astype(np.uint64) & WORD for part in parts]
    found = philox(counter, (seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF))
    return (np.stack(found).astype(np.float64) + 0.5) / 2.0**32


def philox(counter: list[Words], key: tuple[int, int]) -> list[Words]:
    """Return the four words of 32 bits that the generator makes of each counter of four words, under a key of two."""
    a, b, c, d = counter
    for at in range(ROUNDS):
        first, second = (np.uint64((word + at * stride) & 0xFFFFFFFF) for word, stride in zip(key, STRIDES, strict=True))
        one, other = a * MULTIPLIERS[0], c * MULTIPLIERS[1]
        a, b, c, d = (other >> HALF) ^ b ^ first, other & WORD, (one >> HALF) ^ d ^ second, one & WORD
    return [a, b, c, d]
