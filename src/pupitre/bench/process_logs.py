"""Logs read where they stand: XES beside pm4py and r4pm on one made-up file, and published figures of real logs."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Json = Any  # documents of any shape
PEAK = """
import re, pathlib
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text()).group(1)) // 1024
"""
OURS = (
    """
import json, sys, time
from pathlib import Path
import pyarrow as pa
from pupitre.sources.logs import canon, xes
start, spent = time.perf_counter(), time.process_time()
log, tables = xes.tables_of(Path(sys.argv[1]))
made = pa.concat_tables([canon.from_xes(table, fold=False).rows for table in tables], promote_options="default")
wall, cpu = time.perf_counter() - start, time.process_time() - spent
events = made.num_rows
"""
    + PEAK
    + 'print(json.dumps({"events": events, "wall": wall, "cpu": cpu, "peak_mib": peak}))'
)
PM4PY = (
    """
import contextlib, io, json, sys, time
sys.path += sys.argv[2:]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    import pm4py
    start, spent = time.perf_counter(), time.process_time()
    log = pm4py.read_xes(sys.argv[1])
    wall, cpu = time.perf_counter() - start, time.process_time() - spent
events = len(log)
"""
    + PEAK
    + 'print(json.dumps({"events": events, "wall": wall, "cpu": cpu, "peak_mib": peak}))'
)
R4PM = (
    """
import json, sys, time
sys.path += sys.argv[2:]
import r4pm
start, spent = time.perf_counter(), time.process_time()
log, _ = r4pm.df.import_xes(sys.argv[1])
wall, cpu = time.perf_counter() - start, time.process_time() - spent
events = len(log)
"""
    + PEAK
    + 'print(json.dumps({"events": events, "wall": wall, "cpu": cpu, "peak_mib": peak}))'
)
PUBLISHED: dict[str, Json] = {
    "helpdesk.csv": {
        "cases": 3_804, "events": 13_710, "activities": 9, "variants": 154, "rework": 1_371,
        "start": {"1": 3_644, "3": 108, "8": 48, "6": 2, "2": 1, "9": 1}, "end": {"6": 3_804}, "edges": 33, "followed": 9_906,
        "median": 339_363.0, "mean": 760_160.825,
    },
    "uci498_incident_event_log.zip": {
        "cases": 24_918, "events": 141_712, "activities": 9, "variants": 2_080, "rework": 21_917,
        "start": {"New": 16_397, "Active": 6_503, "Resolved": 1_819, "Awaiting User Info": 193, "Awaiting Problem": 6},
        "end": {"Closed": 24_918}, "edges": 50, "followed": 116_794, "median": 524_460.0, "mean": 1_134_874.344,
    },
    "loanapp_simplified.csv": {
        "cases": 500, "events": 3_310, "activities": 9, "variants": 18, "rework": 0,
        "start": {"Check application form completeness": 500},
        "end": {"Reject application": 190, "Cancel application": 185, "Approve application": 125}, "edges": 16, "followed": 2_810,
        "median": 7_352.416, "mean": 25_799.448,
    },
    "synthetic_order_to_cash.ocel2.json --objects order": {"cases": 400, "events": 1_771, "edges": 6, "followed": 1_371},
    "synthetic_order_to_cash.ocel2.json --objects item": {"cases": 1_209, "events": 6_387, "edges": 7, "followed": 5_178},
    "synthetic_order_to_cash.ocel2.sqlite --objects order": {"cases": 400, "events": 1_771, "edges": 6, "followed": 1_371},
    "synthetic_order_to_cash.ocel2.sqlite --objects item": {"cases": 1_209, "events": 6_387, "edges": 7, "followed": 5_178},
}  # fmt: skip
"""File, with what is asked of it → the figures that its publisher, or pm4py, gives."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="folder that holds event-logs/, or those logs; without it, only XES is measured")
    parser.add_argument("--events", type=int, default=338_000, help="events of the made-up XES log")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in turn, of which the median counts")
    parser.add_argument("--oracles", type=Path, default=Path(os.environ.get("PUPITRE_ORACLES", ".venv-oracles/bin/python")))
    parser.add_argument(
        "--frames", type=Path, default=Path(".venv-peers/bin/python"), help="a Python that has polars, which r4pm reads with"
    )
    parser.add_argument("--json", action="store_true", help="as always: the report is JSON")


def run(args: argparse.Namespace) -> int:
    report: Json = {"schema": "pupitre.bench-process-logs/1"}
    if args.data:
        report["published"] = published(args.data / "event-logs" if (args.data / "event-logs").is_dir() else args.data)
    with TemporaryDirectory(prefix="pupitre-bench-") as folder:
        path = Path(folder) / "log.xes"
        write(path, args.events)
        report["xes"] = {"events": args.events, "mib": path.stat().st_size >> 20} | beside(path, args)
    report["load"] = [round(one, 1) for one in os.getloadavg()]
    print(json.dumps(report, indent=2))
    return 0 if all(not one["differs"] for one in report.get("published", {}).values()) else 1


def published(folder: Path) -> Json:
    """Return, for each real log, the figures that differ from the published ones."""
    from pupitre.cli import main

    found = {}
    for asked, figures in PUBLISHED.items():
        name, *options = asked.split()
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            main(["process", str(folder / name), "--json", *options])
        body = json.loads(out.getvalue())
        told = body | {"edges": len(body["dfg"]), "followed": sum(row["count"] for row in body["dfg"]), **body["duration_s"]}
        differs = {key: told[key] for key, value in figures.items() if not _same(told[key], value)}
        found[asked] = {"checked": len(figures), "differs": differs}
    return found


def _same(ours: Json, theirs: Json) -> bool:
    return abs(ours - theirs) <= 0.001 if isinstance(theirs, float) else bool(ours == theirs)


def beside(path: Path, args: argparse.Namespace) -> Json:
    """Return seconds and memory of each reader, in turn, and how ours compares."""
    frames = [str(one) for one in args.frames.parent.parent.glob("lib/python*/site-packages")]
    readers = {"pupitre": [sys.executable, "-c", OURS, str(path)]}
    if args.oracles.exists():
        readers["pm4py"] = [str(args.oracles), "-c", PM4PY, str(path), *frames]
        readers["r4pm"] = [str(args.oracles), "-c", R4PM, str(path), *frames]
    told: dict[str, list[Json]] = {name: [] for name in readers}
    for _ in range(args.rounds):
        for name, command in readers.items():
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                told[name].append(json.loads(done.stdout.splitlines()[-1]))
            else:
                print(f"{name}: {done.stderr[-500:]}", file=sys.stderr)
    medians = {
        name: {key: round(statistics.median(one[key] for one in rounds), 3) for key in ("events", "wall", "cpu", "peak_mib")}
        for name, rounds in told.items()
        if rounds
    }
    times = {f"of_{name}": round(medians["pupitre"]["cpu"] / one["cpu"], 2) for name, one in medians.items() if name != "pupitre"}
    return {"readers": medians, "cpu_times": times}


def write(path: Path, events: int) -> None:
    """Write a log as a purchasing system would: cases of five to sixteen events, six attributes each."""
    chance = random.Random(3)
    first = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n')
        out.write('\t<string key="concept:name" value="Purchases"/>\n')
        done = case = 0
        while done < events:
            case += 1
            out.write(f'\t<trace>\n\t\t<string key="concept:name" value="PO{case}"/>\n\t\t<string key="Vendor" value="V{case % 900}"/>\n')
            at = first + dt.timedelta(minutes=13 * case)
            for _ in range(min(chance.randint(5, 16), events - done)):
                at += dt.timedelta(seconds=chance.randint(1, 90_000))
                done += 1
                out.write(
                    f'\t\t<event>\n\t\t\t<string key="org:resource" value="user_{chance.randint(0, 300):03d}"/>\n'
                    f'\t\t\t<string key="concept:name" value="Step {chance.randint(0, 19)}"/>\n'
                    f'\t\t\t<date key="time:timestamp" value="{at:%Y-%m-%dT%H:%M:%S}.000+00:00"/>\n'
                    f'\t\t\t<float key="Net worth" value="{chance.randint(1, 99_999)}.0"/>\n'
                    f'\t\t\t<string key="Document" value="{chance.randint(1, 9_999)}"/>\n'
                    '\t\t\t<string key="lifecycle:transition" value="complete"/>\n\t\t</event>\n'
                )
            out.write("\t</trace>\n")
        out.write("</log>\n")
