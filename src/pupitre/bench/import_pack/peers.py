"""What the default readers of pandas, polars and DuckDB make of the same files; run in an environment that has them."""

from __future__ import annotations

import datetime as dt
import json
import math
import sys
from pathlib import Path
from typing import Any

Json = Any  # rows as dynamic values


def main() -> None:
    """Read each file named on standard input by each reader present and print one verdict per file and reader."""
    out: dict[str, dict[str, str]] = {}
    for line in sys.stdin:
        path = Path(line.strip())
        truth = json.loads(Path(f"{path}.truth.json").read_text(encoding="utf-8"))
        out[path.name] = {name: _verdict(reader, path, truth) for name, reader in READERS.items()}
    print(json.dumps({"versions": _versions(), "files": out}))


def _versions() -> dict[str, str]:
    import duckdb
    import pandas as pd
    import polars as pl

    return {"pandas": pd.__version__, "polars": pl.__version__, "duckdb": duckdb.__version__}


def _pandas(path: Path, form: str) -> tuple[list[str], list[list[object]]]:
    import pandas as pd

    frame = pd.read_csv(path) if form == "csv" else pd.read_excel(path)
    return [str(c) for c in frame.columns], [list(row) for row in frame.itertuples(index=False)]


def _polars(path: Path, form: str) -> tuple[list[str], list[list[object]]]:
    import polars as pl

    frame = pl.read_csv(path) if form == "csv" else pl.read_excel(path)
    return frame.columns, [list(row) for row in frame.iter_rows()]


def _duckdb(path: Path, form: str) -> tuple[list[str], list[list[object]]]:
    import duckdb

    if form != "csv":
        raise ValueError("workbooks need an extension that is downloaded")
    relation = duckdb.sql(f"select * from read_csv_auto('{path}')")
    return list(relation.columns), [list(row) for row in relation.fetchall()]


READERS = {"pandas": _pandas, "polars": _polars, "duckdb": _duckdb}


def _verdict(reader: Any, path: Path, truth: Json) -> str:
    """Return `right`, `silently_wrong` (a typed value that is another), `text` (values left as text), `shape` or `error`."""
    try:
        names, rows = reader(path, truth["format"])
    except Exception as fault:  # noqa: BLE001 - whatever a peer says of a file is an error of that file
        return f"error: {type(fault).__name__}"
    table = truth["tables"][0]
    if len(truth["tables"]) > 1 or table["layout"] == "wide":
        return "shape"
    columns = {c["field"]: c["header"].strip() for c in table["columns"] if c["field"]}
    stripped = [n.strip() for n in names]
    if any(header not in stripped for header in columns.values()):
        return "shape"
    place = {field: stripped.index(header) for field, header in columns.items()}
    expected = [r["values"] for r in table["rows"]]
    if len(rows) != len(expected) + len(table["refused"]):
        return "shape"
    keyed = {tuple(str(v[k]) for k in table["key"]): v for v in expected}
    worst = "right"
    for row in rows:
        key = tuple(str(row[place[k]]) for k in table["key"] if k in place)
        wanted = keyed.get(key)
        if wanted is None:
            return "silently_wrong"
        for field, at in place.items():
            state = _state(wanted.get(field), row[at])
            if state == "wrong":
                return "silently_wrong"
            worst = "text" if state == "text" else worst
    return worst


def _state(wanted: object, got: object) -> str:
    if isinstance(got, float) and math.isnan(got):
        got = None
    if isinstance(got, dt.datetime):
        got = got.date().isoformat()
    elif isinstance(got, dt.date):
        got = got.isoformat()
    if wanted == got or (
        isinstance(wanted, int | float) and isinstance(got, int | float) and abs(wanted - got) < 1e-6 * max(1.0, abs(wanted))
    ):
        return "right"
    return "text" if isinstance(got, str) else "wrong"


if __name__ == "__main__":
    main()
