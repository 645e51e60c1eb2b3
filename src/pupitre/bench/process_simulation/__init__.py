"""Whether simulated queues wait as Erlang's formula says, and whether a process found in one period tells the next."""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from pupitre.maths.process.encode import from_arrow
from pupitre.maths.process.log import Log
from pupitre.maths.process.simulation import Exponential, Model, Pool, Routing, Step, fit, play

QUEUES: Final = ((0.8, 1), (1.6, 2), (4.25, 5), (9.0, 10))
"""Arrivals a second and servers, each serving one a second."""
TRIALS: Final = 100
PLAYS: Final = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """A log cut in two by when cases begin: the model of the first half against the second, lead times in hours."""

    log: str
    cases: int
    simulated_mean: float
    simulated_least: float
    simulated_most: float
    simulated_p90: float
    next_mean: float
    next_p90: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--data", type=Path, help="folder of real event logs, with loanapp_simplified.csv")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--trials", type=int, default=TRIALS, help="how many times the range of a mean wait is asked to hold the exact one")


def run(args: argparse.Namespace) -> int:
    """Measure, and print what came out."""
    told: dict[str, Any] = {"schema": "pupitre.bench-process-simulation/1", "queues": [_queue(*one) for one in QUEUES]}
    told["covered"] = _covered(args.trials)
    told["trials"] = args.trials
    logs = {"generated shop": _shop()}
    if args.data:
        logs["loanapp_simplified.csv"] = _loans(args.data / "loanapp_simplified.csv")
    told["judged"] = [_judged(name, rows) for name, rows in logs.items()]
    if args.json:
        print(json.dumps(told))
        return 0
    for one in told["queues"]:
        print(
            "{servers} servers at {load:.0%}: wait {simulated:.4f} s for {exact:.4f} ({error:+.2%}), "
            "{speed:,.0f} steps a second of processor".format(**one)
        )
    print(f"95 % ranges that hold the exact wait: {told['covered']} of {args.trials}")
    for one in told["judged"]:
        print(
            "{log}: mean {simulated_mean:.2f} h [{simulated_least:.2f}, {simulated_most:.2f}] for {next_mean:.2f}, "
            "p90 {simulated_p90:.2f} h for {next_p90:.2f}".format(**one)
        )
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
    simulated = float(np.mean([one.pool_wait[0] for one in runs]))
    steps = sum(one.events for one in runs)
    return {
        "servers": servers,
        "load": rate / servers,
        "exact": exact,
        "simulated": simulated,
        "error": simulated / exact - 1,
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


def _judged(name: str, rows: pa.Table) -> dict[str, Any]:
    begun = rows.group_by("case").aggregate([("start", "min")]).sort_by("start_min")
    half = begun.num_rows // 2
    parts = [begun.column("case").slice(0, half), begun.column("case").slice(half)]
    first, second = (from_arrow(rows.filter(pc.is_in(rows.column("case"), value_set=part.combine_chunks()))) for part in parts)
    model = fit(first)
    plays = [play(replace(model, cases=begun.num_rows - half), seed=11, replication=at) for at in range(30)]
    means = np.array([one.lead.mean() for one in plays]) / 3600
    least, most = np.quantile(means, [0.025, 0.975])
    leads = _leads(second)
    judged = Judged(
        log=name,
        cases=half,
        simulated_mean=float(means.mean()),
        simulated_least=float(least),
        simulated_most=float(most),
        simulated_p90=float(np.mean([np.quantile(one.lead, 0.9) for one in plays])) / 3600,
        next_mean=float(leads.mean()),
        next_p90=float(np.quantile(leads, 0.9)),
    )
    return {field: getattr(judged, field) for field in Judged.__slots__}


def _leads(log: Log) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the hours of each case from its first begin to its last end."""
    rows = log.rows(log.steps.group_by("cid").aggregate(first=log.steps.start.min(), last=log.steps.ts.max()))
    return (np.asarray(rows.column("last").to_numpy()) - np.asarray(rows.column("first").to_numpy())) / 3.6e9


def _loans(path: Path) -> pa.Table:
    rows = pyarrow.csv.read_csv(path)
    moments = {new: pc.cast(pc.cast(rows.column(old), pa.timestamp("us")), pa.int64()) for new, old in MOMENTS.items()}
    texts = {new: pc.cast(rows.column(old), pa.string()) for new, old in TEXTS.items()}
    return pa.table({**texts, **moments})


TEXTS: Final = {"case": "case:concept:name", "activity": "concept:name", "resource": "org:resource", "unit": "role"}
MOMENTS: Final = {"ts": "time:timestamp", "start": "start_timestamp"}


def _shop() -> pa.Table:
    """Return a log of a shop that works day and night: lognormal work, one queue a step by Lindley's recursion, three in ten touched up."""
    draws = np.random.default_rng(3)
    cases = 4_000
    came = np.cumsum(draws.exponential(1000.0, cases))
    rows: list[tuple[str, str, int, int, str]] = []
    ready, people = came, {"cut": 2, "weld": 3, "test": 1}
    for name, mean in (("cut", 1500.0), ("weld", 2200.0), ("test", 600.0)):
        free = [0.0] * people[name]
        ends = np.empty(cases)
        for case in np.argsort(ready, kind="stable").tolist():
            who = int(np.argmin(free))
            begin = max(float(ready[case]), free[who])
            ends[case] = free[who] = begin + float(draws.lognormal(math.log(mean) - 0.18, 0.6))
            rows.append((f"c{case}", name, int(ends[case] * 1e6), int(begin * 1e6), f"{name}{who}"))
        ready = ends
    again = np.flatnonzero(draws.random(cases) < 0.3)
    for case in again.tolist():
        begin = float(ready[case])
        rows.append((f"c{case}", "touch up", int((begin + 900) * 1e6), int(begin * 1e6), f"hand{case % 20}"))
    names = ("case", "activity", "ts", "start", "resource")
    return pa.table({name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)})


__all__ = ["add_arguments", "erlang_wait", "run"]
