"""An importer killed at every moment of its work: nothing half-written, nothing acknowledged lost."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TextIO

PROJECTS, KPIS, READINGS = 300, 10, 200
PATIENCE_SECONDS = 120
TRIES = 8
"""A phase may last a few milliseconds: a kill that comes too late is tried again so many times."""


@dataclass(slots=True)
class Import:
    """One run of the import command, watched from outside.

    Args:
        wave: Its number: the codes of its rows begin with it.
        process: The command.
        bulk: The folder of bulk files. before: Those that were there.
        said: Lines of its error stream: how far it is. acknowledged: Lines of its output: it is done.
    """

    wave: int
    process: subprocess.Popen[str]
    bulk: Path
    before: frozenset[str]
    said: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    listeners: list[Thread] = field(default_factory=list)

    def kill(self) -> None:
        """Kill it, and hear what it still had to say."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for listener in self.listeners:
            listener.join(PATIENCE_SECONDS)

    def new_files(self) -> list[str]:
        """Return the bulk files that came since it started, half-written ones too."""
        return [name for name in names_in(self.bulk) if name not in self.before]


def names_in(folder: Path) -> frozenset[str]:
    """Return the names of the files of a folder of folders."""
    found: set[str] = set()
    for inner in os.scandir(folder) if folder.exists() else ():
        if inner.is_dir():
            found.update(entry.name for entry in os.scandir(inner))
    return frozenset(found)


PHASES: dict[str, Callable[[Import], bool]] = {
    "parsing": lambda one: any(line.startswith("Reading the files") for line in one.said),
    "in the transaction": lambda one: any(line.startswith("Loading") for line in one.said),
    "writing Parquet": lambda one: any(name.endswith(".part") for name in one.new_files()),
    "before commit": lambda one: any(name.endswith(".parquet") for name in one.new_files()),
    "after commit": lambda one: bool(one.acknowledged),
}
"""How each phase is seen from outside: by what the command says, and by the files that appear."""
LINGER = {"parsing": 0.5, "in the transaction": 0.02}
"""Longest wait, in seconds, before the kill, in the phases that last: the kill falls anywhere in them."""


@dataclass(slots=True)
class Score:
    """What came of the kills in one phase.

    Args:
        killed: Imports killed in the phase. acknowledged: Imports that had said that they were done. whole: Imports found whole afterwards.
        half: Imports found half-written. lost: Imports acknowledged and not found.
    """

    killed: int = 0
    acknowledged: int = 0
    whole: int = 0
    half: int = 0
    lost: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--times", type=int, default=5, help="kills in each phase (default: 5)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the moments")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Kill, look, print; return 1 when something was lost or half-written."""
    with tempfile.TemporaryDirectory(prefix="pupitre-crash-") as folder:
        scores, faults = measure(Path(folder), times=args.times, seed=args.seed)
    is_well = not faults and all(score.half == score.lost == 0 and score.killed >= args.times for score in scores.values())
    if args.json:
        rows = [{"phase": phase, **{name: getattr(score, name) for name in Score.__slots__}} for phase, score in scores.items()]
        print(json.dumps({"schema": "pupitre.bench-crash/1", "phases": rows, "faults": faults, "passes": is_well}))
    else:
        print(f"{'phase':<20}{'killed':>8}{'said done':>11}{'whole':>8}{'half':>8}{'lost':>8}")
        for phase, score in scores.items():
            print(f"{phase:<20}{score.killed:>8}{score.acknowledged:>11}{score.whole:>8}{score.half:>8}{score.lost:>8}")
        print("\n".join(faults) or "the home is in order: log whole, every file of bulk rows as it was written")
    return 0 if is_well else 1


def measure(folder: Path, *, times: int, seed: int = 0) -> tuple[dict[str, Score], list[str]]:
    """Kill imports into one home and look at it after each phase.

    Args:
        folder: An empty folder.
        times: Kills in each phase.
        seed: Seed of the moments.

    Returns:
        The scores by phase, and what is wrong with the home in the end.
    """
    chance = random.Random(seed)
    home, wave = folder / "home", 0
    scores = {phase: Score() for phase in PHASES}
    faults: list[str] = []
    for phase, score in scores.items():
        runs: list[Import] = []
        for _ in range(times + TRIES):
            if score.killed == times:
                break
            wave += 1
            runs.append(started(wave, folder, home))
            score.killed += killed_in(runs[-1], phase, chance)
        state = json.loads(subprocess.run([*python("show"), str(home)], capture_output=True, text=True, check=True).stdout)
        judge(score, runs, state["waves"])
        faults = state["faults"]
    return scores, faults


def started(wave: int, folder: Path, home: Path) -> Import:
    """Write the files of a wave and start importing them."""
    projects, readings = folder / f"projects-{wave}.csv", folder / f"readings-{wave}.csv"
    rows = [f"W{wave}-P{n};Project {wave} {n};05/01/2026;18/12/2026;{n * 100};green" for n in range(PROJECTS)]
    projects.write_text("\n".join(["Project code;Project name;Start date;End date;Budget;Status", *rows]) + "\n")
    dates = [f"{2005 + m // 12}-{m % 12 + 1:02}" for m in range(READINGS)]
    rows = [f"W{wave}-K{k};Indicator {wave} {k};{at};{k}.{m}" for k in range(KPIS) for m, at in enumerate(dates)]
    readings.write_text("\n".join(["KPI code;KPI name;Period;Value", *rows]) + "\n")
    command = [
        sys.executable,
        "-m",
        "pupitre",
        "import",
        str(projects),
        str(readings),
        "--home",
        str(home),
        "--yes",
        "--json",
        "--lang",
        "en",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    one = Import(wave, process, home / "bulk", names_in(home / "bulk"))
    for stream, lines in ((process.stderr, one.said), (process.stdout, one.acknowledged)):
        one.listeners.append(Thread(target=listen, args=(stream, lines), daemon=True))
        one.listeners[-1].start()
    return one


def listen(stream: TextIO, lines: list[str]) -> None:
    """Keep every line that a stream says, until it ends."""
    with stream:
        lines.extend(stream)


def killed_in(one: Import, phase: str, chance: random.Random) -> bool:
    """Kill an import once it is in a phase, and say whether it was still alive by then."""
    reached = PHASES[phase]
    end = time.monotonic() + PATIENCE_SECONDS
    while not reached(one) and one.process.poll() is None and time.monotonic() < end:
        time.sleep(0.0002)
    time.sleep(chance.random() * LINGER.get(phase, 0))
    seen = reached(one)
    was_alive = one.process.poll() is None
    one.kill()
    is_past = phase != "after commit" and bool(one.acknowledged)
    return seen and not is_past and (was_alive or phase == "after commit")


def judge(score: Score, runs: list[Import], waves: dict[str, list[int]]) -> None:
    """Count what became of the imports killed, those killed too late for the phase too."""
    full = [PROJECTS, KPIS, KPIS * READINGS]
    for one in runs:
        found = waves.get(str(one.wave), [0, 0, 0])
        score.acknowledged += bool(one.acknowledged)
        score.whole += found == full
        score.half += found not in (full, [0, 0, 0])
        score.lost += bool(one.acknowledged) and found != full


def python(function: str) -> list[str]:
    """Return the command that calls a function of this module in a process of its own."""
    return [sys.executable, "-c", f"import sys; from pupitre.bench.crash import {function}; {function}(sys.argv[1])"]


def show(home: str) -> None:
    """Print how many rows of each wave a home holds, and what is wrong with it."""
    from datetime import date

    from pupitre.desk.homes import open_home

    open_home(home)
    from pupitre import words
    from pupitre.desk.health import checks
    from pupitre.desk.snapshot import take

    snapshot = take(on=date(2026, 1, 1))
    waves: dict[str, list[int]] = {}
    for place, (table, column) in enumerate((("project", "key"), ("kpi", "key"), ("measure", "kpi"))):
        for key in snapshot.table(table).column(column).to_pylist():
            waves.setdefault(key.split("-")[0].removeprefix("W"), [0, 0, 0])[place] += 1
    faults = [words.render(check.says, "en") for check in checks() if check.verdict == "bad"]
    print(json.dumps({"waves": waves, "faults": faults}))
