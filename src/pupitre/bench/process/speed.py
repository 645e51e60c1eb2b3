"""Seconds and memory of the measures, each round in a process of its own, in turn with the peers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from pupitre.bench.process.equal import differences

Json = Any  # reports of any shape
HERE = Path(__file__).parent
LARGE = 20_000_000
"""Events from which tables go to a temporary database file."""
LARGE_MEMORY = "2500MB"


@dataclass(frozen=True, slots=True)
class Peers:
    """Where pm4py and r4pm are, and polars that r4pm reads with."""

    oracles: Path
    frames: Path
    is_wanted: bool

    def answer(self, peer: str, *paths: Path | str) -> Json | None:
        """Return what a peer measures of a file, or of each of several, in a process of its own; None when it is not there."""
        command = self._command(peer, *paths)
        if not command:
            return None
        answers = child(command)
        return answers[0] if len(paths) == 1 else answers

    def _command(self, peer: str, *paths: Path | str) -> list[str] | None:
        packages = next(iter(self.oracles.parent.parent.glob("lib/python3*/site-packages")), None)
        if not self.is_wanted or packages is None or not (packages / peer).exists():
            return None
        if peer == "pm4py":
            return [str(self.oracles), str(HERE / "peers.py"), peer, *map(str, paths)]
        if not self.frames.exists():
            return None
        return [str(self.frames), str(HERE / "peers.py"), peer, *map(str, paths), "--more", str(packages)]


def own(path: Path, *more: str) -> Json:
    """Return what Pupitre measures of a file, in a process of its own."""
    return child([sys.executable, "-c", "from pupitre.bench.process.own import main; main()", str(path), *more])


def child(command: list[str]) -> Json:
    """Return the JSON that a command prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def beside(path: Path, peers: Peers, *, rounds: int) -> dict[str, object]:
    """Return the medians of Pupitre and of its peers on one file, how many times faster it is, and whether the answers are the same."""
    runs: dict[str, list[Json]] = {"pupitre": [], "pm4py": [], "r4pm": []}
    for _ in range(rounds):
        runs["pupitre"].append(own(path))
        for peer in ("pm4py", "r4pm"):
            answer = peers.answer(peer, path)
            if answer:
                runs[peer].append(answer)
    told = {name: _told(done) for name, done in runs.items() if done}
    ours = runs["pupitre"][0]
    report: dict[str, object] = {"events": ours["answers"]["counts"][1], "rounds": rounds, **told}
    for peer, steps in (("pm4py", None), ("r4pm", ("load", "flow", "variants"))):
        if not runs[peer]:
            continue
        ratios = {
            "cpu": _ratio(runs[peer], runs["pupitre"], "cpu", steps),
            "wall": _ratio(runs[peer], runs["pupitre"], "wall", steps),
            "memory": round(_peak(runs["pupitre"]) / _peak(runs[peer]), 3),
        }
        if peer == "pm4py":
            fewer = tuple(step for step in ours["steps"] if step != "handover")
            ratios |= {f"{clock}_without_handover": _ratio(runs[peer], runs["pupitre"], clock, fewer) for clock in ("cpu", "wall")}
        report[f"over_{peer}"] = ratios
        report[f"equal_to_{peer}"] = differences(ours["answers"], runs[peer][0]["answers"])
    return report


def alone(made: Any, events: int) -> dict[str, object]:
    """Return what one run costs on a made-up log of so many events; the largest go to a temporary database file."""
    path = made.of(events)
    is_large = events >= LARGE
    done = own(path, *(("--on-disk", "--memory", LARGE_MEMORY) if is_large else ()))
    mib = round(path.stat().st_size / 2**20)
    made.drop(events)
    return {"events": done["answers"]["counts"][1], "parquet_mib": mib, "is_on_disk": is_large, **_told([done])}


def _total(done: Json, clock: str, steps: tuple[str, ...] | None) -> float:
    return sum(told[clock] for step, told in done["steps"].items() if steps is None or step in steps)


def _median(runs: list[Json], clock: str, steps: tuple[str, ...] | None = None) -> float:
    return median(_total(done, clock, steps) for done in runs)


def _peak(runs: list[Json]) -> float:
    return median(done["peak_mib"] for done in runs)


def _ratio(theirs: list[Json], ours: list[Json], clock: str, steps: tuple[str, ...] | None) -> float:
    return round(_median(theirs, clock, steps) / _median(ours, clock, steps), 2)


def _told(runs: list[Json]) -> dict[str, object]:
    """Return the medians of some runs: seconds in all and by step, peak memory."""
    by_step = {step: round(median(done["steps"][step]["cpu"] for done in runs), 3) for step in runs[0]["steps"]}
    totals = {f"{clock}_seconds": round(_median(runs, clock), 2) for clock in ("cpu", "wall")}
    return {**totals, "peak_mib": _peak(runs), "cpu_by_step": by_step}
