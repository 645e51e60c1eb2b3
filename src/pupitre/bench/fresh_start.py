"""How long a newcomer waits: from a fresh clone and an empty home to the first page of the demo, then a second start."""

from __future__ import annotations

import argparse
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TICKS = os.sysconf("SC_CLK_TCK")
LINK = re.compile(r"http://127\.0\.0\.1\S*")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a stage took: seconds by the clock, seconds of processor, bytes received from the network."""

    seconds: float
    cpu: float
    received: int

    def __str__(self) -> str:
        return f"{self.seconds:6.1f} s, {self.cpu:6.1f} s of processor, {self.received / 1e6:7.1f} MB received"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", default="420", help="size of the demo company (default: 420)")
    parser.add_argument("--wait", type=float, default=600, help="seconds after which a stage is given up (default: 600)")


def received() -> int:
    """Return the bytes this machine received from others since it started (everything on it, so measure alone)."""
    lines = Path("/proc/net/dev").read_text("utf-8").splitlines()[2:]
    return sum(int(figures.split()[0]) for name, _, figures in (line.partition(":") for line in lines) if name.strip() != "lo")


def processor(session: int) -> float:
    """Return the seconds of processor of every process of a session, ended children included."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it ended between the listing and the reading
            continue
        if int(fields[3]) == session:
            total += sum(map(int, fields[11:15]))
    return total / TICKS


def newcomer(home: Path) -> dict[str, str]:
    """Return the environment of somebody who has never run Pupitre: an empty home, and nothing of ours."""
    ours = ("PUPITRE_", "PYTEST_", "UV_CACHE", "PIP_CACHE", "XDG_", "VIRTUAL_ENV", "PYTHONPATH", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = os.pathsep.join(part for part in kept["PATH"].split(os.pathsep) if not part.startswith(str(ROOT)))
    return kept | {"HOME": str(home), "PATH": path}


class Running:
    """A command in a session of its own, whose lines are kept as they come."""

    def __init__(self, command: list[str], clone: Path, environment: dict[str, str]) -> None:
        self.began, self.before = time.monotonic(), received()
        self.process = subprocess.Popen(
            command, cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        """Keep what the command prints."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    def spent(self) -> Spent:
        """Return what the command has taken so far."""
        return Spent(time.monotonic() - self.began, processor(self.process.pid), received() - self.before)

    def link(self, wait: float) -> str:
        """Wait for the sign-in link and return it."""
        while time.monotonic() - self.began < wait:
            found = next((match for line in [*self.lines] if (match := LINK.search(line))), None)
            if found:
                return found.group()
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit("The command gave no link. It said:\n" + "".join(self.lines))

    def stop(self) -> None:
        """End the command and its children."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)
        self.reader.join(5)


@contextmanager
def running(command: list[str], clone: Path, environment: dict[str, str]) -> Iterator[Running]:
    """Run a command and end it at the end of the block."""
    started = Running(command, clone, environment)
    try:
        yield started
    finally:
        started.stop()


def first_page(link: str, wait: float) -> int:
    """Follow the sign-in link as a browser does, trying until the server answers, and return the length of the page."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    until = time.monotonic() + wait
    while True:
        try:
            with browser.open(link, timeout=30) as answer:
                return len(answer.read())
        except urllib.error.HTTPError as refusal:
            raise SystemExit(f"{link} answered {refusal.code}:\n{refusal.read().decode()[:2000]}") from refusal
        except (urllib.error.URLError, ConnectionError) as fault:
            if not isinstance(getattr(fault, "reason", fault), ConnectionError):
                raise
        if time.monotonic() > until:
            raise SystemExit(f"No page at {link} after {wait:.0f} s.")
        time.sleep(0.05)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def run(args: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="pupitre-fresh-") as folder:
        home, clone = Path(folder) / "home", Path(folder) / "pupitre"
        home.mkdir()
        environment = newcomer(home)
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        with running(["./pupitre", "--help"], clone, environment) as setup:
            while setup.process.poll() is None and time.monotonic() - setup.began < args.wait:
                spent = setup.spent()
                time.sleep(0.02)
            print(f"set-up (download, install):  {spent}", flush=True)
        demo = ["./pupitre", "demo", "--size", args.size, "--port", str(free_port())]
        for name in ("demo to first page:         ", "second start to first page: "):
            with running(demo, clone, environment) as served:
                try:
                    length = first_page(served.link(args.wait), args.wait)
                finally:
                    print("".join(f"    {line}" for line in served.lines), end="", file=sys.stderr)
                print(f"{name} {served.spent()} ({length / 1e3:.0f} kB of page)", flush=True)
    return 0
