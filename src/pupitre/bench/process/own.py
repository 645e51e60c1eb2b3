"""The measures of one Parquet file by Pupitre, in a process of its own: seconds, peak memory, answers."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pyarrow.parquet as pq

from pupitre.bench.process.peers import LIST, Watch, peak_mib
from pupitre.maths.process import encode, measures
from pupitre.maths.process.engine import MEMORY, Engine, duck
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.handover import handovers_between_resources

Json = Any  # answers of any shape


def scan(path: str) -> encode.Scan:
    """Return how a file with the columns `case`, `activity`, `at`, `resource`, `unit` is read, those that it has."""
    has = [name for name in ("case", "activity", "resource", "unit") if name in pq.read_schema(path).names]
    columns = ", ".join(f'"{name}"' for name in has)
    return encode.Scan(f"SELECT {columns}, epoch_us(\"at\") AS ts FROM '{path}'", (*has, "ts"), is_columnar=True)


def measured(path: str, engine: Engine) -> Json:
    """Return the seconds of each measure and all answers."""
    watch = Watch()
    log: Log = watch("load", lambda: encode.from_scan(scan(path), engine=engine))
    watch("flow", lambda: measures.flow(log, with_times=False))
    flow = watch("times", lambda: measures.flow(log))
    variants = watch("variants", lambda: measures.variants(log))
    starts, ends = watch("ends", lambda: (measures.starts(log), measures.ends(log)))
    durations = watch("durations", lambda: measures.durations(log))
    rework = watch("rework", lambda: measures.rework(log))
    handed = watch("handover", lambda: handovers_between_resources(log)) if log.resources else None
    waits = watch("waiting", lambda: measures.waiting(log))
    peak, counts = peak_mib(), measures.counts(log)
    total = max(1, sum(handed.column("count").to_pylist())) if handed is not None else 1
    every = measures.variants(log, top=counts["cases"]) if counts["cases"] <= 10 * LIST else variants
    answers = {
        "counts": [counts["cases"], counts["events"], counts["activities"]],
        "flow": [[way["from"], way["to"], way["count"]] for way in flow.to_pylist()],
        "times": [[way["from"], way["to"], way["mean_s"], way["median_s"]] for way in flow.to_pylist()],
        "variants": [[one["path"], one["count"]] for one in every.to_pylist()],
        "starts": {one["activity"]: one["count"] for one in starts.to_pylist()},
        "ends": {one["activity"]: one["count"] for one in ends.to_pylist()},
        "durations": [durations["median"], durations["mean"]],
        "every_duration": sorted(measures.lead_times(log).column("lead_s").to_pylist()) if counts["cases"] <= LIST else None,
        "rework": {one["activity"]: one["cases"] for one in rework.to_pylist()},
        "handovers": [
            [log.resources[one["from"]], log.resources[one["to"]], one["count"] / total] for one in (handed.to_pylist() if handed else [])
        ],
        "waits": [[one["activity"], one["count"], one["wait_s"]] for one in waits.to_pylist() if one["count"]],
    }
    return {"steps": watch.steps, "peak_mib": peak, "answers": answers}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--memory", default=MEMORY)
    parser.add_argument("--on-disk", action="store_true")
    args = parser.parse_args()
    engine = duck(memory=args.memory, is_on_disk=args.on_disk)
    print(json.dumps(measured(args.path, engine)))
    engine.close()
