"""Logs of millions of events: answers, seconds and memory beside pm4py and r4pm on the same files."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pupitre.bench.process import logs, speed
from pupitre.bench.process.adding import adding
from pupitre.bench.process.looking import looking

PARTS = ("equality", "speed", "curve", "append", "look")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="folder that holds event-logs/ (logs of others), for equality")
    parser.add_argument("--events", type=float, default=5e6, help="events of the made-up log (5e6)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in turn, of which the median counts")
    parser.add_argument("--part", choices=PARTS, action="append", help="only these parts; all but the curve when absent")
    parser.add_argument("--curve", default="1e5,1e6,1e7", help="sizes of the cost curve; 1e8 takes minutes and 4 GB of disk")
    parser.add_argument("--without-peers", action="store_true", help="measure Pupitre alone")
    parser.add_argument("--oracles", type=Path, default=Path(os.environ.get("PUPITRE_ORACLES", ".venv-oracles/bin/python")))
    parser.add_argument("--frames", type=Path, default=Path(".venv-peers/bin/python"), help="a Python that has polars, for r4pm")
    parser.add_argument("--json", action="store_true", help="as always: the report is JSON")


def run(args: argparse.Namespace) -> int:
    parts = args.part or [part for part in PARTS if part != "curve" and (part != "equality" or args.data)]
    peers = speed.Peers(args.oracles, args.frames, is_wanted=not args.without_peers)
    report: dict[str, object] = {"schema": "pupitre.bench-process/1"}
    with TemporaryDirectory(prefix="pupitre-bench-") as name:
        folder = Path(name)
        made = logs.Made(folder)
        for part in parts:
            print(f"{part}…", file=sys.stderr)
            if part == "equality":
                report[part] = logs.equality(args.data, folder, peers)
            elif part == "speed":
                report[part] = speed.beside(made.of(int(args.events)), peers, rounds=args.rounds)
            elif part == "curve":
                report[part] = [speed.alone(made, int(float(size))) for size in args.curve.split(",")]
            elif part == "append":
                report[part] = adding(int(args.events), folder, rounds=args.rounds)
            else:
                report[part] = looking(made.of(int(args.events)))
    report["load"] = [round(one, 1) for one in os.getloadavg()]
    print(json.dumps(report, indent=2))
    return 0
