"""How many requests a minute each token or account may make, over all processes of the server."""

from __future__ import annotations

import time
from threading import Lock
from typing import Final

from django.core.cache import cache

from pupitre.kernel import N_, Text
from pupitre.web.api.refusals import ManyError

A_MINUTE: Final = 600
SHARED_EVERY: Final = 20
"""Requests counted in this process before the count is shared: a write for each of them would make readers wait for each other.
A limit may thus be passed by so many requests for each process."""

_lock: Final = Lock()
_counts: dict[tuple[str, int], list[int]] = {}


def count(who: str, *, now: float | None = None) -> None:
    """Count one request.

    Args:
        who: A token or an account. now: Seconds since 1970; those of the clock when absent.

    Raises:
        ManyError: It has made too many in this minute.
    """
    minute = int((time.time() if now is None else now) // 60)
    with _lock:
        for old in [key for key in _counts if key[1] != minute]:
            del _counts[old]
        kept = _counts.setdefault((who, minute), [0, 0])
        kept[0] += 1
        own, others = kept
        is_shared = own % SHARED_EVERY == 0
    if is_shared:
        name = f"api-rate:{who}:{minute}"
        total = int(cache.get(name, 0)) + SHARED_EVERY
        cache.set(name, total, timeout=120)
        with _lock:
            kept[1] = others = total - own
    if own + others > A_MINUTE:
        what = Text(N_("More than %(count)s requests in a minute."), count=A_MINUTE)
        raise ManyError(what, mend=Text(N_("Wait a minute, and ask for longer pages rather than more of them.")))


def forget() -> None:
    """Start to count anew."""
    with _lock:
        _counts.clear()
