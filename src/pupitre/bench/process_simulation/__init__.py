"""Whether simulated queues wait as Erlang's formula says, and whether a process found in one period tells the next."""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path
from typing import Any, Final

import numpy as np

from pupitre.bench.process_simulation.periods import documented, made_up, of_others, summed
from pupitre.maths.process.simulation import Exponential, Model, Pool, Routing, Step, play

QUEUES: Final = ((0.8, 1), (1.6, 2), (4.25, 5), (9.0, 10))
"""Arrivals a second and servers, each serving one a second."""
TRIALS: Final = 100
PLAYS: Final = 120
"""Plays of each queue: enough for their mean to be known to half a per cent."""
SEEDS: Final = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--data", type=Path, help="folder of logs of others (event-logs)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="logs of each made-up workplace")
    parser.add_argument("--trials", type=int, default=TRIALS, help="how many times the range of a mean wait is asked to hold the exact one")


def run(args: argparse.Namespace) -> int:
    """Measure, and print what came out."""
    told: dict[str, Any] = {"schema": "pupitre.bench-process-simulation/1", "queues": [_queue(*one) for one in QUEUES]}
    told["covered"] = _covered(args.trials)
    told["trials"] = args.trials
    found = made_up(args.seeds) + (of_others(args.data) if args.data else [])
    told["judged"], told["logs"] = documented(found), summed(found)
    if args.json:
        print(json.dumps(told))
        return 0
    for one in told["queues"]:
        print(
            "{servers} servers at {load:.0%}: wait {simulated:.4f} s for {exact:.4f} ({error:+.2%}, give or take {standard_error:.2%}), "
            "{speed:,.0f} steps a second of processor".format(**one)
        )
    print(f"95 % ranges that hold the exact wait: {told['covered']} of {args.trials}")
    for one in told["logs"]:
        print(
            "{log}: mean {mean_bias:+.1%}, p90 {p90_bias:+.1%}, ranges that hold {held} of {logs}, halves {moved:.0%} apart".format(**one)
        )
        if "true" in one:
            print("    the change told {told:+.1%}, true {true:+.1%}".format(**one))
    print(f"ranges that hold the mean of the next period: {sum(one.holds for one in found)} of {len(found)}")
    return 0


def erlang_wait(rate: float, servers: int) -> float:
    """Return the mean wait in M/M/c, service rate 1: Erlang's C formula over the spare capacity (Kleinrock, *Queueing Systems* I, 3.5)."""
    below = sum(rate**k / math.factorial(k) for k in range(servers))
    last = rate**servers / math.factorial(servers) * servers / (servers - rate)
    return last / (below + last) / (servers - rate)


def _model(rate: float, servers: int, cases: int) -> Model:
    ways = {("", (-1, 0)): ((0, 1.0),), ("", (0, 0)): ((-2, 1.0),)}
    steps = (Step("serve", 0, Exponential(1.0)),)
    return Model(steps, (Pool("desk", servers),), Routing("step", {"": 1.0}, "", ways), Exponential(1.0), np.full(672, rate), cases)


def _queue(rate: float, servers: int) -> dict[str, float]:
    exact, began = erlang_wait(rate, servers), time.process_time()
    runs = [play(_model(rate, servers, 100_000), seed=1, replication=at) for at in range(PLAYS)]
    spent = time.process_time() - began
    waits = np.array([one.pool_wait[0] for one in runs])
    simulated = float(waits.mean())
    steps = sum(one.events for one in runs)
    return {
        "servers": servers,
        "load": rate / servers,
        "exact": exact,
        "simulated": simulated,
        "error": simulated / exact - 1,
        "standard_error": float(waits.std(ddof=1)) / PLAYS**0.5 / exact,
        "speed": steps / spent,
    }


def _covered(trials: int) -> int:
    """Return in how many trials the range of the mean of ten plays holds the exact wait."""
    from scipy import stats

    rate, servers = 2.4, 3
    exact, held = erlang_wait(rate, servers), 0
    for trial in range(trials):
        waits = np.array([play(_model(rate, servers, 4_000), seed=1000 + trial, replication=at).pool_wait[0] for at in range(10)])
        half = float(stats.t.ppf(0.975, 9)) * waits.std(ddof=1) / 10**0.5
        held += abs(float(waits.mean()) - exact) <= half
    return held


__all__ = ["add_arguments", "erlang_wait", "run"]
