"""Logs of events as tables to be loaded, one per kind of case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.cells.zones import on_clock, says_zone
from pupitre.sources.doubts import asked
from pupitre.sources.fill.columns import with_texts
from pupitre.sources.fill.processes import name_of_file
from pupitre.sources.grid import one_array
from pupitre.sources.logs import canon
from pupitre.sources.logs.canon import Canon
from pupitre.sources.logs.defects import YEAR, Defect, counted, in_order
from pupitre.sources.logs.ocel import Ocel
from pupitre.sources.logs.ocel_json import is_ocel_json, read_ocel_json
from pupitre.sources.logs.ocel_sqlite import MAGIC, read_ocel_sqlite
from pupitre.sources.logs.ocel_xml import is_ocel_xml, read_ocel_xml
from pupitre.sources.logs.xes import is_xes, tables_of
from pupitre.sources.reading import Choice, Question, ReadColumn, Reading, ReadOptions, ReadTable

Form = Literal["xes", "ocel-json", "ocel-sqlite", "ocel-xml"]
HEAD = 1 << 16
OBJECTS = "objects"
"""The question about which objects are the cases."""
FIELDS = {
    "case": "case",
    "activity": "activity",
    "ts": "at",
    "start": "start",
    "resource": "resource",
    "unit": "department",
    "cost": "cost",
}
"""Name in a log → canonical column of the kind `events`."""


def form_of(path: Path) -> Form | None:
    """Return which form of log a file is, by its content; None when it is none of them."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(MAGIC):
        return "ocel-sqlite"
    if is_ocel_json(path, head):
        return "ocel-json"
    if is_ocel_xml(head):
        return "ocel-xml"
    return "xes" if is_xes(path, head) else None


def objects_of(path: Path, form: Form) -> Ocel:
    """Return a log of objects, whichever form it is written in."""
    readers = {"ocel-json": read_ocel_json, "ocel-sqlite": read_ocel_sqlite, "ocel-xml": read_ocel_xml}
    return readers[form](path)


def read_log(path: Path, form: Form, options: ReadOptions) -> Reading:
    """Return what a log holds, as rows of the kind `events` with every attribute in `extra`.

    Raises:
        InputError: The log is damaged, or of no use.
    """
    newest = int(path.stat().st_mtime * 1_000_000) + YEAR
    logs: list[tuple[str | None, str, Canon]]
    question: tuple[Question, ...] = ()
    if form == "xes":
        log, tables = tables_of(path)
        raw = _joined(list(tables), path.name)

        def read(told: Mapping[str, str]) -> Canon:
            named = {"ts" if role == "time" else role: name for role, name in told.items()}
            return canon.from_xes(raw, told=named, classifiers=log.classifiers)

        made = _as_told(read, options, "-", raw.column_names)
        made.defects.append(Defect("unnamed_case", log.unnamed))
        logs = [(None, "", made)]
    else:
        logs, question = _of_objects(path, form, options)
    tables_read = tuple(
        _table(one, path.name, sheet, process, newest, question if at == 0 else (), options.zone)
        for at, (sheet, process, one) in enumerate(logs)
    )
    kept = [(_set_aside(table) if options.answers.get(f"kind:{table.scope}") == "none" else table, told) for table, told in tables_read]
    return Reading(
        path.name,
        form,
        tables=tuple(table for table, _ in kept),
        problems=tuple(defect.problem(path.name, sheet) for (sheet, _, _), (_, told) in zip(logs, kept, strict=True) for defect in told),
        signature=hashlib.sha256(repr((form, [sorted(one.rows.column_names) for _, _, one in logs])).encode()).hexdigest()[:16],
    )


def _of_objects(path: Path, form: Form, options: ReadOptions) -> tuple[list[tuple[str | None, str, Canon]], tuple[Question, ...]]:
    """Return the log of each kind of object chosen: that of most events per object when nothing was said."""
    ocel = objects_of(path, form)
    types = ocel.types() or ocel.workers()
    told = options.answers.get(f"{OBJECTS}:-", "")
    wanted = [one.strip() for one in told.split(",") if one.strip() in types] or types[:1]
    logs: list[tuple[str | None, str, Canon]] = []
    for name in wanted:
        faults = ocel.faults if name == wanted[0] else {}

        def read(told: Mapping[str, str], kind: str = name, faults: Mapping[str, int] = faults) -> Canon:
            flat = ocel.flattened(kind, told)
            named = {"ts" if role == "time" else role: at for role, at in flat.fields.items()}
            return canon.from_objects(flat.rows, ocel.unlinked(kind), faults, {"case": kind, "activity": "type", "ts": "time", **named})

        made = _as_told(read, options, name, [*ocel.attributes(), *ocel.workers()])
        logs.append((name, "" if len(wanted) == 1 else f"{name_of_file(path.name)}/{name}", made))
    if len(types) < 2:
        return logs, ()
    choices = (*(Choice(name, Text(N_("%(name)s"), name=name)) for name in types), Choice(",".join(types), Text(N_("All of them"))))
    question = asked(
        OBJECTS,
        Place(path.name),
        Text(N_('Events are about objects of several kinds; those of the kind "%(kind)s" are taken as cases.'), kind=", ".join(wanted)),
        Text(N_("Say which objects are followed from beginning to end.")),
        scope="-",
        choices=choices if told in {choice.code for choice in choices} or not told else (),
        assumption=wanted[0],
        answers={f"{OBJECTS}:-": told or wanted[0]},
    )
    return logs, (question,)


def _as_told(read: Callable[[Mapping[str, str]], Canon], options: ReadOptions, scope: str, names: Sequence[str]) -> Canon:
    """Return a log read with the attributes that answers give: `field:<table>:<header>` → canonical name, or `-` for none."""
    roles = {canonical: "time" if role == "ts" else role for role, canonical in FIELDS.items()}
    told: dict[str, str] = {}
    without: set[str] = set()
    for key, answer in options.answers.items():
        if not key.startswith(f"field:{scope}:"):
            continue
        header = key.removeprefix(f"field:{scope}:")
        meant = next((name for name in names if header in (" ".join(name.split()), name.removeprefix("case:"))), None)
        if meant is not None and answer in roles:
            told[roles[answer]] = meant
        elif answer == "-":
            without.add(header)
    made = read(told)
    dropped = {"time" if role == "ts" else role: "" for role, name in made.fields.items() if name in without}
    freed = {role: name for role, name in dropped.items() if role not in told}
    return read(told | freed) if freed else made


def _joined(tables: list[pa.Table], file: str) -> pa.Table:
    if not tables or not sum(table.num_rows for table in tables):
        raise no_event(file)
    return pa.concat_tables(tables, promote_options="default").combine_chunks()


def no_event(file: str) -> InputError:
    """Return the refusal of a log without an event."""
    return InputError(Text(N_("The log holds no event.")), where=Place(file=file), mend=Text(N_("Export it again over a longer period.")))


def _table(
    made: Canon, file: str, sheet: str | None, process: str, newest: int, questions: tuple[Question, ...], zone: str
) -> tuple[ReadTable, tuple[Defect, ...]]:
    """Return a log as a table to be loaded, and its defects."""
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}) as connection:
        connection.register("lines", made.rows)
        told = in_order([*made.defects, *counted(connection, "lines", made.rows.column_names, newest=newest)])
    rows = made.rows.filter(pc.and_(pc.is_valid(made.rows.column("ts")), _both(made.rows)))
    if not rows.num_rows:
        raise no_event(file)
    data: dict[str, pa.Array] = {"source_row": one_array(rows.column("row"))}
    if process:
        data["process"] = pa.array([process] * rows.num_rows, pa.string())
    for name, role in FIELDS.items():
        if name in rows.column_names and rows.column(name).null_count < rows.num_rows:
            values = one_array(rows.column(name))
            data[role] = _told(values, rows, zone) if name in ("ts", "start") else values
    others = _named(canon.kept_columns(rows, made.attributes))
    data["extra"] = with_texts(pa.nulls(rows.num_rows, pa.string()), others)
    names = {role: made.fields.get(name, name) for name, role in FIELDS.items() if role in data}
    columns = [ReadColumn(at, header, role, confidence=1.0) for at, (role, header) in enumerate(names.items(), 1)]
    columns += [ReadColumn(len(columns) + at, header) for at, header in enumerate(others, 1)]
    key, scope = ("case", "activity", "at"), sheet or "-"
    table = ReadTable(sheet, "events", 1.0, "long", key, (), tuple(columns), pa.table(data), questions=questions, scope=scope)
    return table, told


def _told(moments: pa.Array, rows: pa.Table, zone: str) -> pa.Array:
    """Return moments on the clock of a place where the log says the zone of its times."""
    if zone:
        there = moments.is_valid()
        shown = pa.array(on_clock(pc.fill_null(moments, 0).to_numpy(), zone))
        moments = pc.if_else(pc.and_(there, says_zone(one_array(rows.column("said")))), shown, moments)
    return moments.cast(pa.timestamp("us", tz="UTC"))


def _set_aside(table: ReadTable) -> ReadTable:
    """Return a log that a person said is not for the desk: nothing of it is loaded."""
    return replace(table, kind=None, confidence=0.0, data=table.data.slice(0, 0), questions=())


def _named(columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """Return attributes under their own names: `case:` goes where no attribute of events bears the same name."""
    return {name if (bare := name.removeprefix("case:")) in columns else bare: column for name, column in columns.items()}


def _both(rows: pa.Table) -> pa.ChunkedArray:
    return pc.and_(pc.is_valid(rows.column("case")), pc.is_valid(rows.column("activity")))
