"""Processes on the company's own engine: are the figures those of DuckDB, and what does going there cost?"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

if TYPE_CHECKING:
    import pyarrow as pa

    from pupitre.maths.process.log import Log

COLUMNS = {
    "case": "case_no",
    "activity": "step",
    "time": "ended",
    "start": "began",
    "resource": "who",
    "unit": "team",
    "cost": "price",
    "order": "seq",
}
"""What the columns of a log are called in the tables made on the engines."""
CANONICAL = {"time": "ts"}
CLOSE = 1e-9
"""How far two floats may lie apart, relative to their size, and still be the same figure summed in another order."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="folder of event logs: helpdesk, LoanApp, UCI 498")
    parser.add_argument("--events", type=int, default=200_000, help="events of the generated log")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many rounds counts")
    parser.add_argument("--postgres", default=os.environ.get("PUPITRE_DATABASE_URL"), help="a server where a schema may be made")
    parser.add_argument("--spark", help="a master, such as local[2]; needs pyspark and Java")


def run(args: argparse.Namespace) -> int:
    logs = {"generated": generated(args.events, seed=1)} | (shipped(args.data) if args.data else {})
    report: dict[str, Any] = {"schema": "pupitre.bench-process-engines/1", "logs": {}}
    with tempfile.TemporaryDirectory() as folder:
        for name, (rows, attributes) in logs.items():
            known = report["logs"][name] = {"events": rows.num_rows, "engines": {}}
            reference, ours = measured(lambda rows=rows, attributes=attributes: here(rows, attributes), args.rounds)
            known["duckdb_seconds"] = ours
            for engine, server in (("postgresql", args.postgres), ("spark", args.spark)):
                if server:
                    url = put(engine, server, rows, attributes, Path(folder) / f"{name}.parquet")
                    answers_there, theirs = measured(lambda url=url: there(url), args.rounds)
                    known["engines"][engine] = {
                        "seconds": theirs,
                        "times_duckdb": {one: round(theirs[one] / max(ours[one], 1e-4), 1) for one in theirs},
                        "different": differences(reference, answers_there),
                    }
    print(json.dumps(report, indent=2))
    return int(any(engine["different"] for log in report["logs"].values() for engine in log["engines"].values()))


def questions() -> dict[str, Callable[[Log], Any]]:
    """Return everything that is asked of a log, under its name."""
    from pupitre.maths.process import measures
    from pupitre.maths.process.loops import loops

    asked: dict[str, Callable[[Log], Any]] = {name: getattr(measures, name) for name in MEASURES}
    asked |= {"filtered": _filtered, "loops": loops, "why_loops": _why, "compare": _halves, "working_time": _working}
    return asked | {kind: lambda log, kind=kind: _rule(log, kind) for kind in ("order", "four_eyes", "forbidden", "required", "deadline")}


def _filtered(log: Log) -> object:
    """Keep the most frequent paths of the cases that hold the way taken most, begun in the last half, of one department and one value."""
    from pupitre.maths.process.filters import Filter, filtered
    from pupitre.maths.process.measures import counts, flow

    edge = flow(log, with_times=False).slice(0, 1).to_pylist()[0]
    told = counts(log)
    kept = filtered(log, Filter(since=(told["first"] + told["last"]) // 2, paths=((edge["from"], edge["to"]),), units=log.units[:1]))
    kept = filtered(kept, Filter(variants=3, without=log.activities[-1:]))
    return {"counts": counts(kept), "flow": sorted(flow(kept).to_pylist(), key=lambda row: (row["from"], row["to"]))}


def _why(log: Log) -> object:
    """Explain the longest loop."""
    from pupitre.maths.process.loops import explained, loops

    return [row for pair in loops(log).slice(0, 1).to_pylist() for row in explained(log, pair["from"], pair["to"]).to_pylist()]


def _halves(log: Log) -> object:
    """Compare one case of two with the others."""
    from pupitre.maths.process.compare import compared

    even = log.steps.cid % 2 == 0
    sides = [replace(log, steps=log.steps.filter(one), cases=None, stored=None) for one in (even, ~even)]
    found = compared(*sides)
    return sorted(found.differences.to_pylist(), key=lambda row: (row["kind"], row["from"] or "", row["to"]))


def _working(log: Log) -> object:
    """Sum the office hours between steps, by step."""
    from pupitre.maths.process.calendar import Week, working

    later = log.steps.filter(log.steps.to_aid.notnull())
    spent = working(later.ts, later.to_ts, Week.of("08:00-12:00,13:00-17:30", "1111100"), offset_s=3600)
    later = later.mutate(spent=spent)
    return log.rows(later.group_by("to_aid").aggregate(hours=later.spent.sum() / 3600.0)).sort_by("to_aid")


def _rule(log: Log, kind: Any) -> object:
    """Hold the log against a rule on the two steps that follow each other most."""
    from pupitre.maths.process.measures import ends, flow
    from pupitre.maths.process.rules import Rule, broken

    edge = flow(log, with_times=False).slice(0, 1).to_pylist()[0]
    finals = ends(log).column("activity").to_pylist()[:2]
    found = broken(log, Rule(kind, edge["from"], edge["to"], days=2.0), finals=finals)
    return {"cases": found.cases, "broken": found.broken, "unknown": found.unknown, "sample": list(found.sample_cases)}


def measured(read: Callable[[], Log], rounds: int) -> tuple[dict[str, object], dict[str, float]]:
    """Return the answers to all questions, and the seconds of each: medians, the log encoded anew each time."""
    spent: dict[str, list[float]] = {}
    answers: dict[str, object] = {}
    for _ in range(rounds):
        begin = time.perf_counter()
        log = read()
        spent.setdefault("encode", []).append(time.perf_counter() - begin)
        for name, ask in questions().items():
            begin = time.perf_counter()
            answers[name] = ask(log)
            spent.setdefault(name, []).append(time.perf_counter() - begin)
        log.engine.close()
    return answers, {name: round(statistics.median(seconds), 4) for name, seconds in spent.items()}


def here(rows: pa.Table, attributes: Sequence[str]) -> Log:
    """Return a log on DuckDB."""
    from pupitre.maths.process.encode import from_arrow

    return from_arrow(rows, attributes=attributes)


def there(url: str) -> Log:
    """Return a log on the engine of an address."""
    from pupitre.maths.process.remote import log_of

    return log_of(url)


def differences(ours: Mapping[str, object], theirs: Mapping[str, object]) -> list[str]:
    """Return the names of the answers that differ."""
    return [name for name in ours if not _same(_plain(ours[name]), _plain(theirs[name]))]


def _plain(answer: Any) -> Any:
    """Return rows of an answer in an order of their own: rows of one rank may stand in any."""
    if not hasattr(answer, "to_pylist"):
        return answer
    told = {key: value for key, value in (answer.schema.metadata or {}).items() if key.startswith(b"total")}
    return [sorted(answer.to_pylist(), key=lambda row: json.dumps(_rough(row), default=str)), sorted(told.items())]


def _rough(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if isinstance(value, float) else value for name, value in row.items()}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=1e-6)
    return bool(one == other)


def put(engine: str, server: str, rows: pa.Table, attributes: Sequence[str], path: Path) -> str:
    """Write a log as a table of an engine and return its address: in a schema of its own on PostgreSQL, in a file for Spark."""
    import pyarrow as pa
    from pyarrow import parquet

    there = {name: column for name, column in COLUMNS.items() if CANONICAL.get(name, name) in (*rows.column_names, "order")}
    held: dict[str, Any] = {}
    for name, column in there.items():
        values = pa.array(range(rows.num_rows), pa.int64()) if name == "order" else rows.column(CANONICAL.get(name, name))
        held[column] = values.cast(pa.timestamp("us")) if name in ("time", "start") else values
    table = pa.table(held | {name: rows.column(name) for name in attributes})
    said = there | {"process_key": path.stem} | ({"attributes": ",".join(attributes)} if attributes else {})
    if engine == "spark":
        parquet.write_table(table, path)
        return f"spark://{server}?{urlencode(said | {'path': str(path)})}"
    place = f"pupitre_bench.{path.stem}"
    parts = urlsplit(server)._replace(path="/postgres")
    _copy(parts.geturl(), place, table)
    query = "&".join(one for one in (parts.query, urlencode(said | {"table": place}, quote_via=quote)) if one)
    return parts._replace(query=query).geturl()


def _copy(server: str, place: str, table: pa.Table) -> None:
    import psycopg
    import pyarrow as pa
    from pyarrow import csv

    kinds = {pa.int64(): "bigint", pa.float64(): "double precision", pa.string(): "text", pa.timestamp("us"): "timestamp"}
    columns = ", ".join(f'"{one.name}" {kinds[one.type]}' for one in table.schema)
    held = io.BytesIO()
    csv.write_csv(table, held, csv.WriteOptions(include_header=False, quoting_style="needed"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(5)")  # two at once would both make the schema
        connection.execute("CREATE SCHEMA IF NOT EXISTS pupitre_bench")
        connection.execute(f"DROP TABLE IF EXISTS {place}")
        connection.execute(f"CREATE TABLE {place} ({columns})")
        with connection.cursor().copy(f"COPY {place} FROM STDIN (FORMAT csv)") as copy:
            copy.write(held.getbuffer())


def generated(events: int, *, seed: int) -> tuple[pa.Table, tuple[str, ...]]:
    """Return a log with all that logs are made of: loops, ties, names with signs, begins and persons missing, moments before 1970."""
    import numpy as np
    import pyarrow as pa

    chance = np.random.default_rng(seed)
    steps = np.array(["Réception", 'Contrôle "final"', "Usinage, lot", "Montage", "Emballage\nexport", "Départ", "Ñandú", "été"])
    size = chance.integers(1, 14, max(events // 7, 1))
    cid = np.repeat(np.arange(len(size)), size)[:events]
    n = len(cid)
    gap = np.where(chance.random(n) < 0.1, 0, chance.exponential(5e10, n).astype(np.int64))
    begin = np.where(np.arange(len(size)) % 97 == 0, -687_000_000_123_457, 1_600_000_000_000_000) + np.arange(len(size)) * 61_000_003
    gone = np.cumsum(gap)
    first = np.concatenate([[True], cid[1:] != cid[:-1]])
    ts = begin[cid] + gone - gone[first][np.cumsum(first) - 1]
    family = np.array(["K", "L", "M"])[chance.integers(0, 3, len(size))]
    at = np.arange(n) - np.flatnonzero(first)[np.cumsum(first) - 1]
    back = (family[cid] == "K") & (chance.random(n) < 0.2)
    aid = np.where(back, np.maximum(at - 2, 0), at) % len(steps)
    rows = {
        "case": pa.array(np.char.add("n° ", cid.astype(str))),
        "activity": pa.array(steps[aid]),
        "ts": pa.array(ts),
        "start": pa.array(ts - chance.integers(0, 9_000_000_000, n), mask=chance.random(n) < 0.05),
        "resource": pa.array(np.char.add("r", chance.integers(0, 12, n).astype(str)), mask=chance.random(n) < 0.1),
        "unit": pa.array(np.array(["achats", "R&D", "", "qualité"])[aid % 4], mask=chance.random(n) < 0.02),
        "cost": pa.array(chance.gamma(2.0, 40.0, n).round(2), mask=chance.random(n) < 0.3),
        "family": pa.array(family[cid]),
        "site": pa.array(np.array(["Bayonne", "Bilbao"])[cid % 2], mask=chance.random(n) < 0.5),
    }
    return pa.table(rows), ("family", "site")


def shipped(data: Path) -> dict[str, tuple[pa.Table, tuple[str, ...]]]:
    """Return the event logs of a folder, as rows of events."""
    import pyarrow as pa
    from pyarrow import csv

    found: dict[str, tuple[pa.Table, tuple[str, ...]]] = {}
    with zipfile.ZipFile(data / "uci498_incident_event_log.zip") as archive, archive.open(archive.namelist()[0]) as held:
        incidents = csv.read_csv(io.BytesIO(held.read()), convert_options=csv.ConvertOptions(column_types={"number": pa.string()}))
    for name, table, columns, kind, attributes in (
        ("helpdesk", csv.read_csv(data / "helpdesk.csv"), HELPDESK, "%Y-%m-%d %H:%M:%S", ()),
        ("loanapp", csv.read_csv(data / "loanapp_simplified.csv"), LOANAPP, "", ()),
        ("incidents", incidents, INCIDENTS, "%d/%m/%Y %H:%M", ("priority", "impact")),
    ):
        rows = {target: _column(table.column(column), target, kind) for target, column in columns.items()}
        found[name] = pa.table(rows | {one: table.column(one).cast(pa.string()) for one in attributes}), attributes
    return found


HELPDESK = {"case": "CaseID", "activity": "ActivityID", "ts": "CompleteTimestamp"}
LOANAPP = {
    "case": "case:concept:name",
    "activity": "concept:name",
    "ts": "time:timestamp",
    "start": "start_timestamp",
    "resource": "org:resource",
    "unit": "role",
}
INCIDENTS = {"case": "number", "activity": "ident_state", "ts": "sys_updated_at", "resource": "assigned_to", "unit": "assignment_group"}


def _column(column: pa.ChunkedArray, target: str, kind: str) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    if target not in ("ts", "start"):
        return column.cast(pa.string())
    if pa.types.is_string(column.type):
        column = pc.strptime(column, kind, "us") if kind else column.cast(pa.timestamp("us", "UTC"))
    return column.cast(pa.timestamp("us")).cast(pa.int64())


MEASURES = (
    "counts",
    "flow",
    "starts",
    "ends",
    "variants",
    "durations",
    "lead_times",
    "rework",
    "handovers",
    "waiting",
    "throughput",
    "open_cases",
    "finals",
)
"""The measures of a log: what is asked of everything that has one."""
