"""A log of events opened where it stands, to be analysed without being loaded into a home."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.maths.process.encode import Scan
from pupitre.maths.process.engine import Engine
from pupitre.sources.logs import canon
from pupitre.sources.logs.canon import Canon
from pupitre.sources.logs.defects import YEAR, Defect, counted, in_order
from pupitre.sources.logs.pairs import is_paired
from pupitre.sources.logs.reading import Form, form_of, no_event, objects_of
from pupitre.sources.logs.tabular import load
from pupitre.sources.logs.unpacked import unpacked
from pupitre.sources.logs.xes import tables_of

KINDS: Mapping[str, pa.DataType] = {
    "row": pa.int64(),
    "case": pa.string(),
    "activity": pa.string(),
    "ts": pa.int64(),
    "said": pa.string(),
    "start": pa.int64(),
    "resource": pa.string(),
    "unit": pa.string(),
    "cost": pa.float64(),
    "lifecycle": pa.string(),
    "instance": pa.string(),
}
MEASURED = ("case", "activity", "ts", "start", "resource", "unit", "cost")


@dataclass(frozen=True, slots=True)
class OpenedLog:
    """A log whose events are on an engine.

    Args:
        form: `table`, `xes`, `ocel-json`, `ocel-sqlite`, `ocel-xml`. name: What it says it is called, if it does.
        scan: What gives its events, in the order of the file. table: The table of the engine that holds them.
        fields: Role → column it was read from. reasons: Role → why that one.
        defects: What is wrong in it. remarks: What had to be assumed.
        objects: For a log of objects, the kinds that can be cases, the one taken first.
    """

    form: str
    name: str
    scan: Scan
    table: str
    fields: Mapping[str, str]
    reasons: Mapping[str, Text] = field(default_factory=dict)
    defects: tuple[Defect, ...] = ()
    remarks: tuple[Text, ...] = ()
    objects: tuple[str, ...] = ()


def open_log(
    path: Path, engine: Engine, *, told: Mapping[str, str] | None = None, kind: str | None = None, is_wide: bool = False
) -> OpenedLog:
    """Read the events of a file onto an engine, once, and count what is wrong in them.

    Args:
        path: The log: text with separators, workbook, Parquet, an archive of one of them, XES (packed or not), OCEL 2.0.
        engine: A DuckDB engine.
        told: Role (`case`, `activity`, `time`, `start`, `resource`, `unit`, `cost`) → the column or the attribute that a person named; for
            a log of objects, a kind of object can be the case and the resource.
        kind: For a log of objects, which kind is the case.
        is_wide: Whether each row of a table is a case, and each of its columns of dates a step.

    Raises:
        InputError: The file is no log, is damaged, or holds no event that can be placed.
        LookupError: A header told, or a kind of object, is not one of the file.
    """
    assert engine.duck is not None
    if not path.is_file():
        raise InputError(Text(N_("There is no such file.")), where=Place(file=path.name), mend=Text(N_("Check its name and its folder.")))
    into = engine.fresh("events")
    form, told = form_of(path), told or {}
    if form is not None:
        return _of_form(path, form, engine.duck, into, told, kind)
    with unpacked(path) as inner:
        if inner is not path and (form := form_of(inner)) is not None:
            return _of_form(inner, form, engine.duck, into, told, kind)
        return _table(inner, engine.duck, told, into, is_wide=is_wide)


def _of_form(
    path: Path, form: Form, connection: duckdb.DuckDBPyConnection, into: str, told: Mapping[str, str], kind: str | None
) -> OpenedLog:
    modified = int(path.stat().st_mtime * 1_000_000)
    if form == "xes":
        return _xes(path, connection, into, modified, told)
    return _objects(path, form, connection, into, modified, told, kind)


def _table(path: Path, connection: duckdb.DuckDBPyConnection, told: Mapping[str, str], into: str, *, is_wide: bool) -> OpenedLog:
    with tempfile.TemporaryDirectory(prefix="pupitre-log-") as folder:
        loaded = load(path, told, connection, into=into, folder=Path(folder), is_wide=is_wide)
    proposal = loaded.proposal
    defects = [Defect("unreadable_line", loaded.lost, loaded.lost_rows)]
    if proposal.lifecycle:
        defects += _paired(connection, into)
    fields = {**proposal.fields, **({"lifecycle": proposal.lifecycle} if proposal.lifecycle else {})}
    told_of = _finished(path, connection, into, defects, loaded.modified)
    return OpenedLog("table", "", _scan(connection, into), into, fields, proposal.reasons, told_of, loaded.remarks)


def _xes(path: Path, connection: duckdb.DuckDBPyConnection, into: str, modified: int, told: Mapping[str, str]) -> OpenedLog:
    log, tables = tables_of(path)
    listed = ", ".join(f'"{name}" {_sql(kind)}' for name, kind in KINDS.items())
    connection.execute(f"CREATE TEMP TABLE {into} ({listed})")
    wanted = {"ts" if role == "time" else role: name for role, name in told.items() if (role, name) != ("case", canon.CASE)}
    fields: dict[str, str] = {}
    names: set[str] = set()
    for raw in tables:
        names |= set(raw.column_names) - {"row"}
        made = canon.from_xes(raw, fold=False, told=wanted, known=fields, classifiers=log.classifiers)
        fields = {role: name for role, name in made.fields.items() if name != canon.CASE}
        _append(connection, into, made.rows)
    if missing := next((name for role, name in wanted.items() if role not in fields), None):
        raise LookupError(missing, tuple(sorted(names)))
    for name in ("start", "resource", "unit", "cost"):
        if name not in fields:
            connection.execute(f"ALTER TABLE {into} DROP {name}")
    defects = [Defect("unnamed_case", log.unnamed), *_paired(connection, into)]
    roles = {"time" if role == "ts" else role: name for role, name in ({"case": canon.CASE} | fields).items()}
    return OpenedLog("xes", log.name, *_ready(path, connection, into, defects, modified, roles))


def _ready(
    path: Path, connection: duckdb.DuckDBPyConnection, into: str, defects: list[Defect], modified: int, fields: Mapping[str, str]
) -> tuple[Scan, str, Mapping[str, str], Mapping[str, Text], tuple[Defect, ...]]:
    told = _finished(path, connection, into, defects, modified)
    return _scan(connection, into), into, fields, {}, told


def _objects(
    path: Path, form: Form, connection: duckdb.DuckDBPyConnection, into: str, modified: int, told: Mapping[str, str], kind: str | None
) -> OpenedLog:
    ocel = objects_of(path, form)
    types = ocel.types() or ocel.workers()
    taken = ocel.kind_named(kind or told.get("case") or types[0])
    wanted = {role: name for role, name in told.items() if role != "case"}
    flat = ocel.flattened(taken, wanted)
    made = canon.from_objects(flat.rows, ocel.unlinked(taken), ocel.faults)
    rows = made.rows.select([name for name in made.rows.column_names if name in KINDS])
    _create(connection, into, rows)
    told_of = _finished(path, connection, into, made.defects, modified)
    remark = Text(N_('The cases are the objects of the kind "%(kind)s".'), kind=taken)
    objects = (taken, *(one for one in types if one != taken))
    return OpenedLog(form, "", _scan(connection, into), into, {"case": taken, **flat.fields}, {}, told_of, (remark,), objects)


def _paired(connection: duckdb.DuckDBPyConnection, into: str) -> list[Defect]:
    """Fold the two lines of each step into one event, when the log writes both; return what it found."""
    words = connection.sql(f"SELECT DISTINCT lifecycle FROM {into}").to_arrow_table().column("lifecycle")
    found: list[Defect] = []
    if is_paired(words.combine_chunks()):
        rows = connection.sql(f"SELECT * FROM {into}").to_arrow_table()
        lifecycle = rows.column("lifecycle").combine_chunks()
        has_instance = "instance" in rows.column_names
        instance = rows.column("instance").combine_chunks() if has_instance else pa.nulls(rows.num_rows, pa.string())
        bare = rows.drop_columns(["lifecycle", "instance"] if has_instance else ["lifecycle"])
        made = canon.paired(Canon(bare, {}), lifecycle, instance)
        connection.execute(f"DROP TABLE {into}")
        _create(connection, into, made.rows)
        return made.defects
    for name in ("lifecycle", "instance"):
        connection.execute(f"ALTER TABLE {into} DROP COLUMN IF EXISTS {name}")
    return found


def _create(connection: duckdb.DuckDBPyConnection, into: str, rows: pa.Table) -> None:
    connection.register("lines_read", rows)
    connection.execute(f"CREATE TEMP TABLE {into} AS SELECT * FROM lines_read")
    connection.unregister("lines_read")


def _append(connection: duckdb.DuckDBPyConnection, into: str, rows: pa.Table) -> None:
    there = [name for name in KINDS if name in rows.column_names]
    connection.register("lines_read", rows.select(there))
    listed = ", ".join(f'"{name}"' for name in there)
    connection.execute(f"INSERT INTO {into} ({listed}) SELECT {listed} FROM lines_read")
    connection.unregister("lines_read")


def _finished(path: Path, connection: duckdb.DuckDBPyConnection, into: str, defects: list[Defect], modified: int) -> tuple[Defect, ...]:
    """Return every defect of a log, in order; one without an event that can be placed is refused."""
    names = _names(connection, into)
    told = in_order([*defects, *counted(connection, into, names, newest=modified + YEAR)])
    kept = '"case" IS NOT NULL AND activity IS NOT NULL AND ts IS NOT NULL'
    if not connection.execute(f"SELECT count(*) FROM {into} WHERE {kept}").fetchall()[0][0]:
        raise no_event(path.name)
    return told


def _scan(connection: duckdb.DuckDBPyConnection, into: str) -> Scan:
    names = tuple(name for name in MEASURED if name in _names(connection, into))
    listed = ", ".join(f'"{name}"' for name in names)
    return Scan(f"SELECT {listed} FROM {into}", names)


def _names(connection: duckdb.DuckDBPyConnection, into: str) -> list[str]:
    return [row[0] for row in connection.execute(f"DESCRIBE {into}").fetchall()]


def _sql(kind: pa.DataType) -> str:
    return {pa.int64(): "BIGINT", pa.string(): "VARCHAR", pa.float64(): "DOUBLE"}[kind]
