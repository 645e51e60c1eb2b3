"""How long pages take with several readers at once, against a server of its own."""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pupitre.bench.screenshots import served

ROUNDS: Final = 3
"""Times that each reader reads each page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What several readers waited.

    Args:
        readers: How many at once. count: Pages read. median_ms, p95_ms, worst_ms: What they waited.
        cpu_ms: Processor time of the server per page. load: What else the machine had to do: its load over the last minute.
    """

    readers: int
    count: int
    median_ms: float
    p95_ms: float
    worst_ms: float
    cpu_ms: float
    load: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--home", required=True, help="the home that is read")
    parser.add_argument("--readers", type=int, default=8, help="readers at once (default: 8)")
    parser.add_argument("address", nargs="+", help="addresses read, such as /fr/")


def run(args: argparse.Namespace) -> int:
    """Measure and print."""
    done = read_together(Path(args.home), args.address, readers=args.readers)
    print(done)
    return 0


def read_together(home: Path, addresses: Sequence[str], *, readers: int, rounds: int = ROUNDS) -> Reading:
    """Read pages, each reader in turn all of them, starting at another one.

    Args:
        home: The home; it is served for as long as it takes.
        addresses: The pages.
        readers: How many at once.
        rounds: Times that each reader reads each page.

    Raises:
        RuntimeError: A page does not answer.
    """
    with served(home) as link:
        port = int(link.split(":")[2].split("/")[0])
        cookie = signed_in(port, "/" + link.split("/", 3)[3])
        for address in addresses:
            _read(port, address, cookie)
        servers = children(os.getpid())
        before, waits = cpu_seconds(servers), _all_read(port, cookie, addresses, readers, rounds)
        spent = cpu_seconds(servers) - before
    ordered = sorted(waits)
    return Reading(
        readers=readers,
        count=len(waits),
        median_ms=1000 * statistics.median(ordered),
        p95_ms=1000 * ordered[int(0.95 * len(ordered))],
        worst_ms=1000 * ordered[-1],
        cpu_ms=1000 * spent / len(waits),
        load=os.getloadavg()[0],
    )


def _all_read(port: int, cookie: str, addresses: Sequence[str], readers: int, rounds: int) -> list[float]:
    waits: list[float] = []
    faults: list[Exception] = []

    def one(shift: int) -> None:
        try:
            for _ in range(rounds):
                for at in range(len(addresses)):
                    waits.append(_read(port, addresses[(at + shift) % len(addresses)], cookie))
        except (OSError, RuntimeError) as refused:
            faults.append(refused)

    threads = [threading.Thread(target=one, args=(shift * len(addresses) // readers,)) for shift in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{len(faults)} readers stopped: {faults[0]}")
    return waits


def signed_in(port: int, link: str) -> str:
    """Return the cookie of somebody who opened the one-time link."""
    answer = asked(port, "GET", link, {})
    if answer[0] == 200:  # the link shows a button first: opening it spends nothing
        form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer[2])
        kept = _cookies(answer[1])
        body = f"csrfmiddlewaretoken={form.group(1)}" if form else ""
        answer = asked(port, "POST", link, {"Cookie": kept, "Content-Type": "application/x-www-form-urlencoded"}, body)
    return _cookies(answer[1])


def _cookies(headers: Sequence[tuple[str, str]]) -> str:
    return "; ".join(value.split(";")[0] for name, value in headers if name.lower() == "set-cookie")


def asked(port: int, method: str, address: str, headers: dict[str, str], body: str = "") -> tuple[int, list[tuple[str, str]], str]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as wire:
        wire.request(method, address, body, headers)
        response = wire.getresponse()
        return response.status, response.getheaders(), response.read().decode("utf-8", "replace")


def _read(port: int, address: str, cookie: str) -> float:
    """Return the seconds that a page took, to its last byte."""
    start = time.perf_counter()
    status, _, _ = asked(port, "GET", address, {"Cookie": cookie, "Accept-Encoding": "gzip"})
    if status != 200:
        raise RuntimeError(f"{address} answers {status}")
    return time.perf_counter() - start


def children(process: int) -> list[int]:
    """Return the processes that one started, and those that they started."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *children(int(child))]
    return found


def cpu_seconds(processes: Sequence[int]) -> float:
    ticks = 0
    for process in processes:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(int(field) for field in fields[11:15])  # their own, and that of those they waited for
    return ticks / os.sysconf("SC_CLK_TCK")
