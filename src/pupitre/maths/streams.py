"""Random numbers that belong to an identity, not to a place in a list."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

BLOCK = 8
"""Numbers that one step of the generator's counter gives: a block of draws starts at a multiple of it."""


def stream_key(seed: int, kind: str, key: str) -> int:
    """Return the 128-bit key of the stream of one thing: sha256 of the seed, its kind and its business key."""
    name = "\x1f".join((str(seed), kind, key))
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "little")


def uniforms(stream: int, *, start: int, count: int, out: npt.NDArray[np.float32] | None = None) -> npt.NDArray[np.float32]:
    """Return the draws `start` to `start + count` of a stream, uniform on [0, 1).

    The generator is counter-based: any stretch of a stream is the same whether it is drawn alone or with the rest, and a stream
    does not move when another thing is added, removed or put in another order.

    Args:
        stream: A key made by `stream_key`.
        start: Index of the first draw, a multiple of `BLOCK`.
        count: How many draws.
        out: Where to write them, when the caller keeps the memory.

    Raises:
        ValueError: `start` is not a multiple of `BLOCK`.

    Source:
        Philox-4x64: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
    """
    if start % BLOCK:
        raise ValueError(f"a stretch of draws starts at a multiple of {BLOCK}")
    generator = np.random.Generator(np.random.Philox(key=stream, counter=start // BLOCK))
    if out is None:
        out = np.empty(count, np.float32)
    generator.random(dtype=np.float32, out=out)
    return out
