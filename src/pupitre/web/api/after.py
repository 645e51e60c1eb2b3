"""Examinations asked for by programs: many writes in a row ask for one."""

from __future__ import annotations

from threading import Lock, Timer
from typing import Final

from pupitre.desk import background

WAIT: Final = 3.0
"""Seconds after a first write during which others join the same examination."""

_lock: Final = Lock()
_waiting: list[Timer] = []


def soon() -> None:
    """Examine the company in a few seconds, once for all that is written meanwhile."""
    with _lock:
        if _waiting:
            return
        timer = Timer(WAIT, _start)
        timer.daemon = True
        _waiting.append(timer)
        timer.start()


def _start() -> None:
    with _lock:
        _waiting.clear()
    background.examine_soon()
