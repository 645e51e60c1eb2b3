"""The web server, in the process that calls it."""

from __future__ import annotations

import os
from pathlib import Path

from pupitre.desk.homes import served
from pupitre.web.sign_in import new_token

HOST = "127.0.0.1"
PORT = 8420


def sign_in_link(home: Path, *, name: str, host: str = HOST, port: int = PORT) -> str:
    """Return a new link that signs one person in, once, within a day."""
    return f"http://{host}:{port}/sign-in/{new_token(home, name=name)}/"


def serve(home: Path, *, host: str = HOST, port: int = PORT, workers: int = 1) -> None:
    """Serve a home until interrupted.

    Args:
        home: The home directory, already made.
        host: The address to listen on; only this machine unless it is said otherwise.
        port: The port.
        workers: Processes that answer.
    """
    os.environ["PUPITRE_HOME"] = str(home)
    if host not in ("127.0.0.1", "localhost"):
        os.environ["PUPITRE_HOSTS"] = ",".join(filter(None, [os.environ.get("PUPITRE_HOSTS", ""), host]))

    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        "pupitre.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        log_enabled=False,
    )
    with served(home):
        server.serve()
