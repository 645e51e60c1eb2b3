"""Schedule simulation: processor seconds and memory, beside pmcontrols in the same run."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

THEIRS = """
import json, sys, time, pmcontrols
case = json.load(sys.stdin)
start = time.process_time()
stats = pmcontrols.pert(case["activities"], n_sim=case["draws"]).stats
print(json.dumps({"seconds": time.process_time() - start, "p80": stats["mc_p80"]}))
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5, help="the best of so many rounds counts, for each of the two")
    parser.add_argument("--peer", type=Path, default=Path(os.environ.get("PUPITRE_ORACLES", ".venv-oracles/bin/python")))


def run(args: argparse.Namespace) -> int:
    from pupitre.maths.schedule import Link, network, quantile, simulate

    activities = random_network(args.tasks, seed=1)
    links = [Link(str(before), str(a["id"])) for a in activities for before in a["predecessors"]]
    estimates = {str(a["id"]): (int(a["a"]), int(a["m"]), int(a["b"])) for a in activities}
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(args.rounds):
        start = time.process_time()
        result = simulate(network(estimates, links), estimates, seed=1, scope="bench", draws=args.draws)
        ours.append(time.process_time() - start)
        if args.peer.exists():
            case = json.dumps({"activities": activities, "draws": args.draws})
            done = subprocess.run([args.peer, "-c", THEIRS], input=case, capture_output=True, text=True, check=True)
            theirs.append(json.loads(done.stdout)["seconds"])
    report = {
        "schema": "pupitre.bench-schedule/1",
        "tasks": args.tasks,
        "links": len(links),
        "draws": args.draws,
        "cpu_seconds": round(min(ours), 4),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "p50_minutes": quantile(result.finish, 0.5),
        "p80_minutes": quantile(result.finish, 0.8),
        "pmcontrols_cpu_seconds": round(min(theirs), 4) if theirs else None,
        "times_faster": round(min(theirs) / min(ours), 2) if theirs else None,
    }
    if not theirs:
        print(f"pmcontrols is not there ({args.peer}): only our own time is measured.", file=sys.stderr)
    print(json.dumps(report, indent=2))
    return 0


def random_network(tasks: int, *, seed: int) -> list[dict[str, object]]:
    """Return tasks in minutes with one to three links each to one of the thirty before it."""
    chance = random.Random(seed)
    rows: list[dict[str, object]] = []
    for at in range(tasks):
        low = chance.randint(480, 4800)
        likely = low + chance.randint(0, 4800)
        before = chance.sample(range(max(0, at - 30), at), min(at, chance.choice((1, 1, 2, 2, 3))))
        rows.append(
            {
                "id": f"T{at:05}",
                "a": low,
                "m": likely,
                "b": likely + chance.randint(0, 9600),
                "predecessors": [f"T{b:05}" for b in sorted(before)],
            }
        )
    return rows
