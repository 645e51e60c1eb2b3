"""Calibration on made-up companies whose outcomes are known: are our 60 % really 60 %, and is the main cause found?"""

from __future__ import annotations

import argparse
import json
import sys
import time


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--worlds", type=int, default=250, help="companies of each kind, of 40 objectives each")
    parser.add_argument("--planted", type=int, default=200, help="companies with one main cause planted")
    parser.add_argument("--draws", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> int:
    from pupitre.bench.worlds.judging import calibration, causes

    report: dict[str, object] = {"schema": "pupitre.bench-worlds/1", "worlds": args.worlds, "draws": args.draws}
    for name in ("well_specified", "misspecified"):
        start = time.process_time()
        report[name] = calibration(args.worlds, is_kind=name == "well_specified", draws=args.draws, seed=args.seed)
        print(f"{name}: {time.process_time() - start:.0f} s of processor", file=sys.stderr)
    report["planted"] = causes(args.planted, draws=args.draws, seed=args.seed)
    print(json.dumps(report, indent=2))
    return 0
