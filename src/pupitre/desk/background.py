"""Work that a page starts and does not wait for."""

from __future__ import annotations

import subprocess
import sys
from threading import Thread

from pupitre.desk.homes import current


def examine_soon() -> None:
    """Start an examination of this home in a process of its own; the desk shows how far it is."""
    home = current()
    with (home.path / "examine.log").open("ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "pupitre", "examine", "--home", str(home.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,  # it goes on when the server is restarted
        )
    Thread(target=child.wait, daemon=True).start()
