"""One process at a time, by a lock that the system gives back when its holder dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock that a file stands for.

    Args:
        path: The file, made when it does not exist and never removed.
        wait: Wait for another holder to end.

    Raises:
        BlockingIOError: Another process holds it and `wait` is false.
    """
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
