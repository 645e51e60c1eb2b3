"""How long a reader waits for some cases of a process through HTTP: the page, and the address for programs, each set of cases new."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlencode

import duckdb
import numpy as np

from pupitre.bench.process import generate
from pupitre.bench.readers import asked, children, cpu_seconds, signed_in
from pupitre.bench.screenshots import served

LOOKS: Final = 60
KEY: Final = "PUR"
"""The process that the events are of."""
SEEDS: Final = {"page": 1, "api": 2}
"""What is drawn for each, so that neither finds what the other left."""
Asked = list[tuple[str, str]]


def through_http(path: Path) -> dict[str, object]:
    """Return quantiles of the wait for the page and for the address of programs, the log being held by the server."""
    with TemporaryDirectory(prefix="pupitre-served-") as folder:
        home = Path(folder) / "home"
        done = subprocess.run(
            [sys.executable, "-m", "pupitre.bench.process.poured", str(home), str(path)], stdout=subprocess.PIPE, check=True, text=True
        )
        token = json.loads(done.stdout)["token"]
        first, last = duckdb.connect().execute(f'SELECT min("at")::DATE, max("at")::DATE FROM \'{path}\'').fetchall()[0]
        with served(home) as link:
            port = int(link.split(":")[2].split("/")[0])
            cookie = signed_in(port, "/" + link.split("/", 3)[3])
            page = (f"/en/processes/process/{KEY}/", {"Cookie": cookie, "Accept-Encoding": "gzip"})
            apart = (f"/en/processes/apart/{KEY}/", page[1])
            program = (f"/api/v1/processes/{KEY}/flow", {"Authorization": f"Bearer {token}"})
            start = time.perf_counter()
            _wait(port, *page, [("of", "country=FR")])
            told: dict[str, object] = {"looks": LOOKS, "first_of_all_s": round(time.perf_counter() - start, 1)}
            asked_for = list(looks(SEEDS["page"], first, last))
            told |= _told("page", port, page, asked_for) | _told("apart", port, apart, asked_for[:10])
            told |= _told("page_again", port, page, asked_for)
            told |= _told("api", port, program, list(looks(SEEDS["api"], first, last)))
            told["server_mib"] = round(sum(_memory(process) for process in children(os.getpid())))
    return told


def looks(seed: int, first: date, last: date) -> Sequence[Asked]:
    """Return sets of cases of every sort, wide and narrow ones, as addresses write them, no two alike."""
    chance = random.Random(seed)
    names = list(dict.fromkeys(name for name, _, _ in generate.SLOTS))
    span = (last - first).days
    found: list[Asked] = []
    while len(found) < LOOKS:
        since = first + timedelta(days=chance.randrange(int(0.8 * span)))
        begun = ("since", since.isoformat())
        one = chance.choice(
            (
                [begun],
                [begun, ("until", (since + timedelta(days=span // 8)).isoformat())],
                [("of", f"country={name}") for name in chance.sample(generate.COUNTRIES, 3)],
                [("of", "country=FR"), ("of", f"kind={chance.choice(generate.KINDS)}"), begun],
                [("through", chance.choice(names))],
                [("without", chance.choice(("Block invoice", "Return goods", "Remind"))), begun],
                [("path", "Create order → Approve order"), begun],
                [("top", str(chance.choice((1, 5, 20, 200)))), begun],
                [begun, ("of", "kind=Service"), ("of", "kind=Tooling"), ("without", "Change price")],
            )
        )
        if one not in found:
            found.append(one)
    return found


def _told(name: str, port: int, to: tuple[str, dict[str, str]], wanted: Sequence[Asked]) -> dict[str, object]:
    """Return the quantiles of the waits, and of the processor time of the server."""
    servers = children(os.getpid())
    walls, cpus = [], []
    for one in wanted:
        before, start = cpu_seconds(servers), time.perf_counter()
        _wait(port, *to, one)
        walls.append(time.perf_counter() - start)
        cpus.append(cpu_seconds(servers) - before)
    both = {"wall": walls, "cpu": cpus}
    return {
        f"{name}_{clock}_p{at}_ms": round(float(np.quantile(times, at / 100)) * 1000) for clock, times in both.items() for at in (50, 95)
    }


def _wait(port: int, address: str, headers: dict[str, str], wanted: Asked) -> None:
    status, _, text = asked(port, "GET", f"{address}?{urlencode(wanted)}", headers)
    if status != 200:
        raise RuntimeError(f"{address}?{urlencode(wanted)} answers {status}: {text[:300]}")


def _memory(process: int) -> float:
    """Return the memory that a process holds, in MiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
