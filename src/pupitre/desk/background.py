"""Work that a page starts and does not wait for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from threading import Event, Lock, Thread

from django.db import connection

from pupitre.desk.homes import current

_running: set[Thread] = set()
"""The threads at work, so that a program that ends, or a test, can wait for them."""
_examining = Lock()
"""Held while an examination started here is under way."""
_again = Event()
"""Set when one was asked for meanwhile."""


def apart(work: Callable[[], None]) -> None:
    """Do some work in a thread of its own, with its own connection to the database."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()
            _running.discard(thread)

    thread = Thread(target=run, daemon=True)
    _running.add(thread)
    thread.start()


def finish() -> None:
    """Wait for the work under way to end."""
    for thread in tuple(_running):
        thread.join()


def examine_soon() -> None:
    """Start an examination of this home in a process of its own; the desk shows how far it is.

    What is written while one started here is under way is examined right after it, once, however often it is asked for.
    """
    if _examining.acquire(blocking=False):
        _start()
    else:
        _again.set()


def _start() -> None:
    _again.clear()
    home = current()
    with (home.path / "examine.log").open("ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "pupitre", "examine", "--home", str(home.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,  # it goes on when the server is restarted
        )
    apart(lambda: _reap(child))


def _reap(child: subprocess.Popen[bytes]) -> None:
    """Wait for a process, so that none is left behind without a parent's word; examine again when something was written meanwhile."""
    child.wait()
    if _again.is_set():
        _start()
    else:
        _examining.release()
