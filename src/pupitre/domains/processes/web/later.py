"""Work that a page does not wait for: it is done beside, and the page asks again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from typing import TypeVar, cast

from pupitre.domains.processes.web.live import Held

Made = TypeVar("Made")
WAIT_S: float | None = 1.5
"""How long a page waits before it says that it is being worked out; None for as long as it takes."""
KEPT = 60
"""Answers kept for a log; beyond, the oldest goes."""
BESIDE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="what-if")
"""One at a time: two would only slow the pages down."""


FIRST = "model"
"""The answer that all others need."""


def later(held: Held, name: str, make: Callable[[], Made]) -> Made | None:
    """Return what is worked out beside, once; None as long as it is not there."""
    if name not in held.beside:
        held.beside[name] = BESIDE.submit(make)
        if len(held.beside) > KEPT:
            del held.beside[next(one for one in held.beside if one not in {name, FIRST})]
    done = cast("Future[Made]", held.beside[name])
    try:
        return done.result(timeout=WAIT_S)
    except TooLong:
        return None
    except Exception:
        del held.beside[name]  # the next reader tries again
        raise
