"""The web server, in the process that calls it."""

from __future__ import annotations

import multiprocessing
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from pupitre.desk.homes import served
from pupitre.web.clock import ticking
from pupitre.web.sign_in import new_token

HOST = "127.0.0.1"
PORT = 8420


@dataclass(frozen=True, slots=True)
class Front:
    """How a browser reaches the server.

    Args:
        host: The address listened on; only this machine unless it is said otherwise. port: The port.
        names: The names under which a browser may ask for pages, beside this machine's own.
        is_behind_proxy: Whether a proxy in front serves HTTPS, and says for whom it asks.
    """

    host: str = HOST
    port: int = PORT
    names: tuple[str, ...] = ()
    is_behind_proxy: bool = False

    @property
    def is_open(self) -> bool:
        """Whether other machines can reach it."""
        return self.host not in ("127.0.0.1", "localhost", "::1")

    @property
    def origin(self) -> str:
        """The beginning of every address, as a browser writes it."""
        name = self.names[0] if self.names else (socket.gethostname() if self.host in ("0.0.0.0", "::") else self.host)
        if self.is_behind_proxy:
            return f"https://{name}"
        return f"http://[{name}]:{self.port}" if ":" in name else f"http://{name}:{self.port}"


def sign_in_link(home: Path, front: Front, *, name: str) -> str:
    """Return a new link that signs one person in, once, within a day."""
    return f"{front.origin}/sign-in/{new_token(home, name=name)}/"


def serve(home: Path, front: Front, *, workers: int = 1) -> None:
    """Serve a home until interrupted.

    Args:
        home: The home directory, already made.
        front: How a browser reaches it.
        workers: Processes that answer.
    """
    os.environ["PUPITRE_HOME"] = str(home)
    if front.is_open or front.names:
        own = [front.host, socket.gethostname()] if front.is_open else []
        os.environ["PUPITRE_HOSTS"] = ",".join(filter(None, [os.environ.get("PUPITRE_HOSTS", ""), *own, *front.names]))
    if front.is_behind_proxy:
        os.environ |= {"PUPITRE_HTTPS": "1", "PUPITRE_PROXY": "1"}

    # A process that was forked has the locks of DuckDB's threads and none of the threads: its first query would wait for ever.
    multiprocessing.set_start_method("spawn", force=True)
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        "pupitre.web.wsgi:application",
        address=front.host,
        port=front.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        log_enabled=False,
    )
    with served(home), ticking(home, front.origin):
        server.serve()
