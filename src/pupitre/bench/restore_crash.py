"""A restoring killed at every moment of its work: the home is the old one or the new one, always whole."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

MAKE = """
import sys
from datetime import date, timedelta
import pyarrow as pa
from pupitre.desk.homes import open_home
open_home(sys.argv[1])
from pupitre.desk import changes
from pupitre.kernel import Text
name, count = sys.argv[2], int(sys.argv[3])
changes.write("project", {"key": "P", "name": name}, by=name, why=Text("Written"))
days = [date(2020, 1, 1) + timedelta(days=n) for n in range(count)]
rows = pa.table({
    "kpi": pa.array([name] * count), "starts_on": pa.array(days, pa.date32()),
    "ends_on": pa.array([d + timedelta(days=1) for d in days], pa.date32()), "value": pa.array([float(n) for n in range(count)]),
})
changes.commit({"measure": rows}, by=name, why=Text("Poured"))
"""
LOOK = """
import json, sys
from pupitre.desk.homes import open_home
open_home(sys.argv[1])
from pupitre.desk.health import checks
from pupitre.desk.snapshot import take
from pupitre.records.models import MODELS
from datetime import date
kpis = sorted(set(take(on=date(2026, 1, 1)).table("measure").column("kpi").to_pylist()))
bad = [c.name for c in checks() if c.verdict == "bad"]
print(json.dumps({"name": MODELS["project"].objects.get(key="P").name, "kpis": kpis, "bad": bad}))
"""
# Renaming a directory takes microseconds: the child says each step and lingers around it, so that a kill can fall there.
SLOW = """
import pathlib, sys, time
plain = pathlib.Path.rename
def slow(self, target):
    time.sleep(0.03)
    done = plain(self, target)
    print("renamed", file=sys.stderr, flush=True)
    time.sleep(0.03)
    return done
pathlib.Path.rename = slow
from pupitre.cli import main
sys.exit(main(sys.argv[1:]))
"""
PHASES: dict[str, tuple[str, int, float]] = {
    "unpacking": ("unpacking", 1, 0.05),
    "checking": ("checking", 1, 0.8),
    "before the swap": ("swapping", 1, 0.02),
    "old home aside": ("renamed", 2, 0.02),
    "new home in place": ("renamed", 3, 0.02),
}
"""For each phase: the line after which the kill comes, the how-many-th, and the longest wait in seconds."""


@dataclass(slots=True)
class Score:
    """What came of the kills in one phase: homes found old, found new, and found broken or losing what was acknowledged."""

    killed: int = 0
    old: int = 0
    new: int = 0
    broken: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--times", type=int, default=5, help="kills in each phase (default: 5)")
    parser.add_argument("--rows", type=int, default=2000, help="bulk rows of each home (default: 2000)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the moments")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Kill, look, print; return 1 when a home was neither the old one nor the new one."""
    with tempfile.TemporaryDirectory(prefix="pupitre-restore-") as folder:
        scores = measure(Path(folder), times=args.times, rows=args.rows, seed=args.seed)
    is_well = all(score.broken == 0 and score.killed == args.times for score in scores.values())
    if args.json:
        rows = [{"phase": phase, **{name: getattr(score, name) for name in Score.__slots__}} for phase, score in scores.items()]
        print(json.dumps({"schema": "pupitre.bench-restore-crash/1", "phases": rows, "passes": is_well}))
    else:
        print(f"{'phase':<20}{'killed':>8}{'old':>8}{'new':>8}{'broken':>8}")
        for phase, score in scores.items():
            print(f"{phase:<20}{score.killed:>8}{score.old:>8}{score.new:>8}{score.broken:>8}")
    return 0 if is_well else 1


def measure(folder: Path, *, times: int, rows: int, seed: int = 0) -> dict[str, Score]:
    """Restore a backup over another home, again and again, killed in each phase, and look at what stands afterwards.

    Args:
        folder: An empty folder. times: Kills in each phase. rows: Bulk rows of each home. seed: Seed of the moments.
    """
    chance = random.Random(seed)
    old, new = folder / "old", folder / "new"
    for home in (old, new):
        subprocess.run([sys.executable, "-c", MAKE, str(home), home.name, str(rows)], check=True)
    subprocess.run(
        [sys.executable, "-m", "pupitre", "backup", str(folder / "new.zip"), "--home", str(new)], check=True, capture_output=True
    )
    scores = {phase: Score() for phase in PHASES}
    for phase, score in scores.items():
        while score.killed < times:
            work = folder / "work"
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
            shutil.copytree(old, work / "home")
            if killed(folder / "new.zip", work / "home", phase, chance):
                score.killed += 1
                judge(score, work / "home")
    return scores


def killed(backup: Path, home: Path, phase: str, chance: random.Random) -> bool:
    """Start a restoring, kill it in a phase and return whether it was still at work."""
    line, nth, longest = PHASES[phase]
    command = [sys.executable, "-c", SLOW, "restore", str(backup), "--home", str(home), "--replace"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        seen = 0
        for said in process.stderr:
            seen += said.strip() == line
            if seen == nth:
                break
        time.sleep(chance.random() * longest)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def judge(score: Score, home: Path) -> None:
    """Look at a home as the next command finds it."""
    looked = subprocess.run([sys.executable, "-c", LOOK, str(home)], capture_output=True, text=True, check=False)
    state = json.loads(looked.stdout) if looked.returncode == 0 else {}
    for name in ("old", "new"):
        if state == {"name": name, "kpis": [name], "bad": []}:
            setattr(score, name, getattr(score, name) + 1)
            return
    score.broken += 1
