"""The process beside the server in which letters leave and the day is followed; it ends with the server.

A process and not a thread: the server makes its workers by forking, and a fork copies the locks that a thread holds at that moment.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.db import transaction

from pupitre.desk.homes import open_home
from pupitre.words import Lang

if TYPE_CHECKING:  # it knows the models, which need a home
    from pupitre.desk.rights import Viewer

PATIENCE_SECONDS = 10


@contextmanager
def ticking(home: Path, origin: str) -> Iterator[None]:
    """Keep the clock of a home going beside what is done inside.

    Args:
        home: The home directory.
        origin: How the addresses of this Pupitre begin.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "pupitre.web.clock", str(home), origin],
        stdin=subprocess.PIPE,  # it ends when nobody holds the other end any more
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        assert child.stdin is not None  # asked for above
        child.stdin.close()
        try:
            child.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            child.terminate()
            child.wait()


def brief_of(viewer: Viewer, lang: Lang) -> bytes:
    """Return the executive brief of one reader as a PDF; making it for them is not a visit of theirs, and leaves no trace."""
    from pupitre.brief.content import document
    from pupitre.brief.pdf import pdf

    with transaction.atomic():
        said = document(viewer, lang=lang)
        transaction.set_rollback(True)
    return pdf(said)


def main(home: str, origin: str) -> None:
    """Work until the server that started this process ends."""
    path = open_home(home).path
    from pupitre.desk.mail.clock import Clock, run

    stop = Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        stop.set()

    Thread(target=wait_for_the_end, daemon=True).start()
    run(Clock(origin, brief_of), stop, home=path)


if __name__ == "__main__":
    main(*sys.argv[1:3])
