"""The logs that are measured: made up at the size asked for, or those of others, each as one Parquet file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

from pupitre.bench.process import generate, hostile, own
from pupitre.bench.process.equal import differences
from pupitre.maths.process.engine import duck
from pupitre.sources.logs.reading import form_of, objects_of


@dataclass(frozen=True, slots=True)
class Made:
    """Made-up logs, written once each."""

    folder: Path

    def of(self, events: int) -> Path:
        """Return the file of a log of about so many events."""
        path = self.folder / f"made-{events}.parquet"
        if not path.exists():
            generate.write(path, events=events)
        return path

    def drop(self, events: int) -> None:
        """Remove the file of a log."""
        self.of(events).unlink()


@dataclass(frozen=True, slots=True)
class Real:
    """A log of others: its file, which columns are which, how its moments are written."""

    file: str
    columns: dict[str, str]
    moments: str
    separator: str = ","


REAL = (
    Real("helpdesk.csv", {"case": "CaseID", "activity": "ActivityID", "at": "CompleteTimestamp"}, "%Y-%m-%d %H:%M:%S"),
    Real(
        "uci498_incident_event_log.zip",
        {"case": "number", "activity": "ident_state", "at": "sys_updated_at", "resource": "assigned_to"},
        "%d/%m/%Y %H:%M",
    ),
    Real(
        "loanapp_simplified.csv",
        {"case": "case:concept:name", "activity": "concept:name", "at": "time:timestamp", "resource": "org:resource"},
        "",
    ),
)


OBJECTS = ("synthetic_order_to_cash.ocel2.json", "synthetic_order_to_cash.ocel2.sqlite")


def equality(data: Path, folder: Path, peers: Any) -> list[dict[str, object]]:
    """Return, by log, how many figures differ between Pupitre and pm4py.

    Logs of others, a log of objects by each of their kinds, and made-up ones of hostile shapes.
    """
    where = data / "event-logs" if (data / "event-logs").is_dir() else data
    asked: dict[str, tuple[Path, Path | str]] = {}
    for real in REAL:
        path = folder / f"{Path(real.file).stem}.parquet"
        pq.write_table(read(where / real.file, real), path)
        asked[real.file] = path, path
    for name in OBJECTS:
        for kind, path in flattened(where / name, folder).items():
            asked[f"{name} {kind}"] = path, f"{where / name}#{kind}"
    for name, make in hostile.SHAPES.items():
        path = folder / f"hostile-{name}.parquet"
        pq.write_table(hostile.table(make()), path)
        asked[f"made up: {name}"] = path, path
    theirs = peers.answer("pm4py", *(other for _, other in asked.values()))
    if theirs is None:
        raise SystemExit(f"pm4py is not there ({peers.oracles}): run ./pupitre test once, or say where it is with --oracles.")
    found: list[dict[str, object]] = []
    for (name, (path, _)), told in zip(asked.items(), theirs, strict=True):
        engine = duck()
        ours = own.measured(str(path), engine)["answers"]
        engine.close()
        found.append({"log": name, "counts": ours["counts"], **differences(ours, told["answers"])})
    return found


def flattened(path: Path, folder: Path) -> dict[str, Path]:
    """Return, by kind of object, the file of the log whose cases are its objects."""
    form = form_of(path)
    assert form is not None
    log = objects_of(path, form)
    found = {}
    for kind in sorted(set(log.objects.column("type").to_pylist())):
        rows = log.flattened(kind).rows
        at = rows.column("ts").cast(pa.timestamp("us", tz="UTC"))
        found[kind] = folder / f"{path.name}-{kind}.parquet"
        pq.write_table(pa.table({"case": rows.column("case"), "activity": rows.column("activity"), "at": at}), found[kind])
    return found


def read(path: Path, real: Real) -> pa.Table:
    """Return a log of others with the columns `case`, `activity`, `at` and, where it tells, `resource`."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as packed:
            text = packed.read(next(name for name in packed.namelist() if name.endswith(".csv") and not name.startswith("__")))
    else:
        text = path.read_bytes()
    names = list(real.columns.values())
    options = pc_csv.ConvertOptions(include_columns=names, column_types=dict.fromkeys(names, pa.string()))
    rows = pc_csv.read_csv(io.BytesIO(text), convert_options=options).rename_columns(list(real.columns))
    moments = rows.column("at")
    read_as = pc.strptime(moments, real.moments, "us") if real.moments else pc.cast(moments, pa.timestamp("us"))
    return rows.set_column(2, "at", pc.assume_timezone(read_as, "UTC"))
