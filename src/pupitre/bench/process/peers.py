"""The same measures by pm4py or r4pm on the same file; run by an interpreter that has them, with nothing of ours."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Json = Any  # answers of any shape
CASE, ACTIVITY, AT, WHO = "case:concept:name", "concept:name", "time:timestamp", "org:resource"
COLUMNS = {"case": CASE, "activity": ACTIVITY, "at": AT, "resource": WHO}
LIST = 50_000
"""Cases up to which the durations of all are told."""


class Watch:
    """Seconds of each step, by the clock and by the processor."""

    def __init__(self) -> None:
        self.steps: dict[str, dict[str, float]] = {}

    def __call__(self, name: str, make: Callable[[], Json]) -> Json:
        wall, cpu = time.perf_counter(), time.process_time()
        made = make()
        self.steps[name] = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        return made


def peak_mib() -> int:
    """Return the most memory this process held, in MiB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found.group(1)) // 1024 if found else 0


def by_pm4py(path: str) -> Json:
    """Return the answers of pm4py; none on hand-overs where it fails: a resource is missing, or no case has two events."""
    import pandas as pd
    import pm4py

    watch = Watch()
    log = watch("load", lambda: loaded(path))
    log = log.rename(columns={"resource": WHO})
    dfg, _, _ = watch("flow", lambda: pm4py.discover_dfg(log))
    times, _, _ = watch("times", lambda: pm4py.discover_performance_dfg(log))
    variants = watch("variants", lambda: pm4py.get_variants(log))
    starts, ends = watch("ends", lambda: (pm4py.get_start_activities(log), pm4py.get_end_activities(log)))
    durations = watch("durations", lambda: pm4py.get_all_case_durations(log))
    rework = watch("rework", lambda: pm4py.get_rework_cases_per_activity(log))
    is_told = WHO in log and bool(log[WHO].notna().all()) and len(log) > log[CASE].nunique()
    handed = watch("handover", lambda: pm4py.discover_handover_of_work_network(log).connections) if is_told else {}

    def waiting() -> Json:
        gap = (log[AT] - log.groupby(CASE, sort=False)[AT].shift()).dt.total_seconds()
        return gap.groupby(log[ACTIVITY]).agg(["count", "sum"]).to_dict("index")

    waits = watch("waiting", waiting)
    lasts = pd.Series(durations)
    answers = {
        "counts": [int(log[CASE].nunique()), len(log), int(log[ACTIVITY].nunique())],
        "flow": [[one, other, int(count)] for (one, other), count in dfg.items()],
        "times": [[one, other, told["mean"], told["median"]] for (one, other), told in times.items()],
        "variants": [[list(path), int(count)] for path, count in variants.items()],
        "starts": {name: int(count) for name, count in starts.items()},
        "ends": {name: int(count) for name, count in ends.items()},
        "durations": [float(lasts.median()), float(lasts.mean())],
        "every_duration": sorted(map(float, durations)) if len(durations) <= LIST else None,
        "rework": {name: int(count) for name, count in rework.items()},
        "handovers": [[one, other, float(share)] for (one, other), share in handed.items() if share],
        "waits": [[name, int(told["count"]), float(told["sum"])] for name, told in waits.items() if told["count"]],
    }
    return {"steps": watch.steps, "peak_mib": peak_mib(), "answers": answers}


def loaded(path: str) -> Json:
    """Return a log of events from Parquet; of a log of objects, `FILE#KIND`, the one whose cases are the objects of a kind."""
    import pandas as pd
    import pm4py
    import pyarrow.parquet as pq

    file, _, kind = path.partition("#")
    if kind:
        from pm4py.objects.ocel.importer.jsonocel import importer

        # Its own reader of JSON, not the one that it borrows from r4pm.
        log = importer.apply(file, importer.Variants.OCEL20_STANDARD) if file.endswith("json") else pm4py.read_ocel2(file)
        return pm4py.format_dataframe(pm4py.ocel_flattening(log, kind))
    has = [name for name in COLUMNS if name in pq.read_schema(path).names]
    return pm4py.format_dataframe(pd.read_parquet(path, columns=has), case_id="case", activity_key="activity", timestamp_key="at")


def by_r4pm(path: str) -> Json:
    """Return the answers of r4pm: the map and the variants."""
    import polars as pl
    import r4pm
    from r4pm import bindings

    watch = Watch()

    def load() -> Json:
        read = ["case", "activity", "at"]
        frame = pl.read_parquet(path, columns=read).rename({name: COLUMNS[name] for name in read})
        return r4pm.import_item_from_df("EventLog", frame.sort([CASE, AT], maintain_order=True))

    log = watch("load", load)
    dfg = watch("flow", lambda: bindings.discover_dfg(log))
    variants = watch("variants", lambda: bindings.get_variants(r4pm.convert_item(log, "EventLogActivityProjection")))
    flow = [[*edge, int(count)] for edge, count in dfg["directly_follows_relations"]]
    paths = [[one["activities"], int(one["count"])] for one in variants]
    return {"steps": watch.steps, "peak_mib": peak_mib(), "answers": {"flow": flow, "variants": paths}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=("pm4py", "r4pm"))
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--more", help="folder of packages looked at last")
    args = parser.parse_args()
    if args.more:
        sys.path.append(args.more)
    with contextlib.redirect_stdout(sys.stderr):
        made = [by_r4pm(path) if args.peer == "r4pm" else by_pm4py(path) for path in args.paths]
    json.dump(made, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # giving back gigabytes object by object would take longer than the measures


if __name__ == "__main__":
    main()
