"""Discovery and conformance beside pm4py: the same logs, the same judge, the time of each."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from pupitre.bench.process_miner.logs import LOGS, Paths

PEER = Path(__file__).parent / "peers.py"
CLOSE = 0.005
Json = dict[str, Any]  # a report is dynamic values


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="the folder that holds event-logs")
    parser.add_argument("--only", nargs="*", choices=sorted(LOGS), help="logs to measure; all when absent")
    parser.add_argument("--aligned", type=int, default=100, help="most frequent paths whose alignment costs are compared")
    parser.add_argument("--seconds", type=int, default=300, help="how long pm4py may take for one log")
    parser.add_argument("--trees", type=int, default=0, help="logs of so many random trees, played with noise, instead of the logs named")
    parser.add_argument("--seed", type=int, default=1, help="of the random trees")
    parser.add_argument("--peer", type=Path, default=Path(os.environ.get("PUPITRE_ORACLES", ".venv-oracles/bin/python")))


def run(args: argparse.Namespace) -> int:
    if args.trees:
        return random_trees(args)
    if not args.data:
        raise SystemExit("Say where the logs are with --data, or how many random trees are wanted with --trees.")
    rows = [measured(name, LOGS[name](args.data / "event-logs"), args) for name in args.only or LOGS]
    print(json.dumps({"schema": "pupitre.bench-process-miner/1", "logs": rows}, indent=2))
    return 0 if all(row["is_sound"] is not False and row.get("is_equal", True) for row in rows) else 1


def random_trees(args: argparse.Namespace) -> int:
    """Compare the trees found of random ones, with and without noise."""
    from pupitre.bench.process_miner import trees

    report: Json = {"schema": "pupitre.bench-process-miner/1", "trees": {}}
    for noise in (0.0, 0.1):
        made = trees.logs(args.trees, seed=args.seed, noise=noise)
        theirs = asked(args.peer, {"logs": [[[list(path), count] for path, count in paths.items()] for paths in made]}, args.seconds)
        if "trees" not in theirs:
            raise SystemExit(f"pm4py is not there, or needs more than {args.seconds} seconds ({args.peer}): see --peer and --seconds.")
        report["trees"][f"noise {noise}"] = trees.beside(made, theirs["trees"])
    print(json.dumps(report, indent=2))
    return 0


def measured(name: str, paths: Paths, args: argparse.Namespace) -> Json:
    """Return what we find of a log, and what pm4py does."""
    from pupitre.maths.process.conformance import align, fault, precision, replay
    from pupitre.maths.process.discovery import mine, to_net
    from pupitre.maths.process.discovery.pnml import pnml

    mined, mine_s = timed(lambda: mine(paths))
    net = to_net(mined.tree)
    replayed, replay_s = timed(lambda: replay(net, paths))
    precise, precision_s = timed(lambda: precision(net, paths))
    aligned, align_s = timed(lambda: align(net, paths))
    row: Json = {
        "log": name,
        "cases": sum(paths.values()),
        "variants": len(paths),
        "places": net.places,
        "transitions": len(net.transitions),
        "fallthroughs": sorted({fall.name for fall in mined.fallthroughs}),
        "is_sound": {None: True, "too_large": None}.get(fault(net), False),
        "fitness": round(replayed.fitness, 5),
        "precision": round(precise.value, 5),
        "alignment_fitness": round(aligned.fitness, 5),
        "aligned_share": round(aligned.aligned_share, 5),
        "seconds": {"mine": mine_s, "replay": replay_s, "precision": precision_s, "align": align_s},
    }
    if not args.peer.exists():
        print(f"pm4py is not there ({args.peer}): only our own figures are measured.", file=sys.stderr)
        return row
    most = sorted(paths, key=lambda path: (-paths[path], path))[: args.aligned]
    costs = {item.path: item.cost for item in aligned.paths}
    question = {
        "paths": [[list(path), count] for path, count in paths.items()],
        "aligned": [list(path) for path in most],
        "net": pnml(net, name),
    }
    theirs = asked(args.peer, question, args.seconds)
    return row | compared(row, theirs, paths, [costs[path] for path in most])


def compared(row: Json, theirs: Json, paths: Paths, costs: list[int | None]) -> Json:
    """Return pm4py's figures, and how far ours are: both nets under our judge, both under theirs."""
    from pupitre.bench.process_miner.nets import from_pnml
    from pupitre.maths.process.conformance import precision, replay

    if "own_net" not in theirs:
        return {"pm4py": theirs}
    other = from_pnml(theirs.pop("own_net"))
    fitness, precise = replay(other, paths).fitness, precision(other, paths).value
    answered = theirs.pop("costs", None)
    found: Json = {
        "pm4py": theirs,
        "same_judge_ours": {"fitness": round(abs(row["fitness"] - fitness), 5), "precision": round(abs(row["precision"] - precise), 5)},
        "same_judge_pm4py": {
            figure: round(abs(theirs[f"{figure}_of_ours"] - theirs[figure]), 5)
            for figure in ("fitness", "precision")
            if f"{figure}_of_ours" in theirs
        },
        "fitness_gap": round(abs(row["fitness"] - theirs["fitness"]), 5),
        "precision_gap": round(abs(row["precision"] - theirs["precision"]), 5),
        "precision_times_faster": round(theirs["precision_s"] / max(row["seconds"]["precision"], 1e-6), 1),
    }
    if answered is not None:
        found |= {"aligned_paths": len(costs), "costs_equal": sum(ours == cost for ours, cost in zip(costs, answered, strict=True))}
    same = found["same_judge_ours"]
    is_close = same["fitness"] <= CLOSE and same["precision"] <= CLOSE and found["fitness_gap"] <= CLOSE
    found["is_equal"] = is_close and found.get("costs_equal") == found.get("aligned_paths")
    return found


def asked(peer: Path, question: Json, seconds: int) -> Json:
    """Ask pm4py, in its own environment; what it answered before its time was up."""
    try:
        done = subprocess.run([peer, PEER], input=json.dumps(question), capture_output=True, text=True, timeout=seconds, check=True)
        lines = done.stdout
    except subprocess.TimeoutExpired as late:
        lines = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
    answer: Json = {}
    for line in lines.splitlines():
        if line.startswith("{"):
            answer |= json.loads(line)
    return answer


def timed(work: Any) -> tuple[Any, float]:
    """Return what some work gives, and its processor seconds."""
    start = time.process_time()
    made = work()
    return made, round(time.process_time() - start, 5)
