"""Tables of events of any size, read where they stand: text with separators, workbooks, Parquet."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.cells.dates import Order
from pupitre.sources.cells.folding import folded
from pupitre.sources.cells.missing import MARKS
from pupitre.sources.cells.moments import is_timed, parse_moments
from pupitre.sources.cells.numbers import style_votes
from pupitre.sources.files.delimited import detect_separator
from pupitre.sources.files.detect import detect_form
from pupitre.sources.files.encoding import detect_encoding
from pupitre.sources.files.opening import open_file
from pupitre.sources.grid import Cells, Sheet, one_array, trimmed
from pupitre.sources.limits import refuse_bombs
from pupitre.sources.logs.clock import clock_of
from pupitre.sources.logs.propose import Proposal, propose
from pupitre.sources.logs.wide import MOMENT, STEP, steps_of
from pupitre.sources.mapping.clocks import Clock, clocks, joined_name
from pupitre.sources.mapping.profile import profile
from pupitre.sources.structure.regions import find_regions

SAMPLE = 20_000
"""Rows looked at before a mapping is proposed."""
HEAD = 1 << 18
LINE_BOUND = 16 << 20
ROW = "row of the sheet"
"""The column of the rows of a workbook that holds their number."""


@dataclass(slots=True)
class Source:
    """Rows that DuckDB can read.

    Args:
        sql: The query that gives them. types: Header → type, in their order.
        rejects: Whether lines that cannot be cut into cells are set aside in `reject_errors`.
        row: What gives the row of the file on which each stands, as SQL.
        modified: When the file was written, in microseconds.
    """

    sql: str
    types: Mapping[str, str]
    rejects: bool
    row: str
    modified: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading a table of events found.

    Args:
        proposal: What each column was taken for. modified: When the file was written, in microseconds.
        lost, lost_rows: How many lines could not be cut into cells, with the first of them.
        remarks: What had to be assumed.
    """

    proposal: Proposal
    modified: int
    lost: int
    lost_rows: tuple[int, ...]
    remarks: tuple[Text, ...]


def load(
    path: Path, told: Mapping[str, str], connection: duckdb.DuckDBPyConnection, *, into: str, folder: Path, is_wide: bool = False
) -> Loaded:
    """Read a table of events into a table of DuckDB: `row`, `case`, `activity`, `ts`, `said`, and what it has of the other roles.

    Args:
        path: The file. told: Role → header, for those that a person named.
        connection: Where to. into: Name of the table. folder: For what has to be written anew.
        is_wide: Whether each row is a case and each column of dates a step.
    """
    source = _source(path, connection, folder)
    try:
        return _loaded(source, path.name, told, connection, into, is_wide)
    except duckdb.Error as error:
        # Lines broken inside quotes cannot be read by several readers at once; they are met only now.
        if not source.rejects or "null_padding" not in str(error):
            raise _uncut(path.name) from error
    connection.execute(f"DROP TABLE IF EXISTS {into}")
    source.sql = source.sql.replace("null_padding = true", "null_padding = true, parallel = false")
    try:
        return _loaded(source, path.name, told, connection, into, is_wide)
    except duckdb.Error as error:
        raise _uncut(path.name) from error


def _loaded(source: Source, file: str, told: Mapping[str, str], connection: duckdb.DuckDBPyConnection, into: str, is_wide: bool) -> Loaded:
    names, cells = _sampled(source, connection)
    remarks: list[Text] = []
    if is_wide:
        source, told, remark = _unpivoted(source, names, cells, told, file)
        remarks.append(remark)
    else:
        source, told = _with_clocks(source, names, cells, told)
    if [name for name in source.types if name != ROW] != names:
        names, cells = _sampled(source, connection)
    proposal = propose(file, names, cells, told)
    columns, orders, assumed = _columns(proposal, source, dict(zip(names, cells, strict=True)), connection)
    if proposal.lifecycle:
        columns["lifecycle"] = _text(proposal.lifecycle)
    listed = ", ".join(f"{sql} AS {_quoted(name)}" for name, sql in columns.items())
    connection.execute(f"CREATE TEMP TABLE {into} AS SELECT {source.row} AS row, {listed} FROM ({source.sql})")
    _reread(connection, into, orders)
    lost, rows = _rejected(connection) if source.rejects else (0, ())
    return Loaded(proposal, source.modified, lost, rows, (*remarks, *((assumed,) if assumed else ())))


def _sampled(source: Source, connection: duckdb.DuckDBPyConnection) -> tuple[list[str], list[Cells]]:
    """Return the headers, and the first cells of each column as texts."""
    names = [name for name in source.types if name != ROW]
    listed = ", ".join(f"CAST({_quoted(name)} AS VARCHAR) AS c{at}" for at, name in enumerate(names))
    head = connection.sql(f"SELECT {listed} FROM ({source.sql}) LIMIT {SAMPLE}").to_arrow_table()
    return names, [Cells(trimmed(one_array(head.column(at)))) for at in range(len(names))]


def _with_clocks(source: Source, names: list[str], cells: Sequence[Cells], told: Mapping[str, str]) -> tuple[Source, Mapping[str, str]]:
    """Return rows whose days and times of the day, when they stand in two columns, are one; a person may have named either."""
    found = clocks(names, cells, [profile(one) for one in cells])
    if not found:
        return source, told
    parts = {names[at] for one in found for at in (one.day, one.time)}
    kept = [_quoted(name) for name in source.types if name not in parts]
    made = {joined_name(names, one): _moment_of(names, one) for one in found}
    types = {name: kind for name, kind in source.types.items() if name not in parts} | dict.fromkeys(made, "VARCHAR")
    listed = ", ".join([*kept, *(f"{sql} AS {_quoted(name)}" for name, sql in made.items())])
    meant = dict(told)
    for role, name in told.items():
        whole = [joined_name(names, one) for one in found if folded(name) in (folded(names[one.day]), folded(names[one.time]))]
        if role in ("time", "start") and whole:
            meant[role] = whole[0 if role == "start" else -1]
    return Source(f"SELECT {listed} FROM ({source.sql})", types, source.rejects, source.row, source.modified), meant


def _moment_of(names: Sequence[str], one: Clock) -> str:
    """Return the text of a day and its time as SQL, as `joined_texts` writes it."""
    day, time = (_text(names[at]) for at in (one.day, one.time))
    bare = f"regexp_replace({day}, '[ T]0{{1,2}}:00(:00(\\.0+)?)?$', '')"
    if one.form == "digits":
        time = f"CASE WHEN {time} IS NULL THEN NULL ELSE lpad({time}, 6, '0') END"
    elif one.form == "fraction":
        second = f"CAST(round(TRY_CAST(replace({time}, ',', '.') AS DOUBLE) * 86400) AS BIGINT)"
        time = f"printf('%02d:%02d:%02d', {second} // 3600, {second} // 60 % 60, {second} % 60)"
    return f"coalesce({bare} || ' ' || {time}, {bare})"


def _unpivoted(
    source: Source, names: Sequence[str], cells: Sequence[Cells], told: Mapping[str, str], file: str
) -> tuple[Source, Mapping[str, str], Text]:
    """Return one row per case and step of a table that has one row per case and one column of dates per step."""
    wide = steps_of(file, names, cells, told)
    kept = [name for name in names if name not in wide.steps]
    listed = ", ".join(_quoted(name) for name in kept)
    parts = [
        f"SELECT {source.row} AS {_quoted(ROW)}, {listed}, {_literal(name)} AS {_quoted(STEP)}, "
        f"CAST({_quoted(name)} AS VARCHAR) AS {_quoted(MOMENT)}, {at} AS place FROM ({source.sql}) WHERE {_text(name)} IS NOT NULL"
        for at, name in enumerate(wide.steps)
    ]
    query = f"SELECT * EXCLUDE (place) FROM ({' UNION ALL '.join(parts)}) ORDER BY {_quoted(ROW)}, place"
    types = {name: source.types[name] for name in kept} | {STEP: "VARCHAR", MOMENT: "VARCHAR"}
    meant = {**told, "case": wide.case, "activity": STEP, "time": MOMENT}
    return Source(query, types, source.rejects, _quoted(ROW), source.modified), meant, wide.remark


def _uncut(file: str) -> InputError:
    return InputError(
        Text(N_("The file cannot be cut into rows and columns.")),
        where=Place(file=file),
        mend=Text(N_("Save it again as CSV UTF-8 from your spreadsheet.")),
    )


def _source(path: Path, connection: duckdb.DuckDBPyConnection, folder: Path) -> Source:
    refuse_bombs(path)
    form = detect_form(path)
    modified = int(path.stat().st_mtime * 1_000_000)
    if form == "parquet":
        sql, rejects = f"SELECT * FROM read_parquet({_literal(str(path))}, hive_partitioning = false)", False
        row = "row_number() OVER () + 1"
    elif form == "csv":
        sql, first = _delimited(path, folder)
        rejects, row = True, f"row_number() OVER () + {first - 1}"
    else:
        connection.register("sheet_of_events", _longest(path))
        sql, rejects, row = "SELECT * FROM sheet_of_events", False, _quoted(ROW)
    try:
        described = connection.execute(f"DESCRIBE {sql}").fetchall()
    except duckdb.Error as error:
        raise _uncut(path.name) from error
    return Source(sql, {one[0]: one[1] for one in described}, rejects, row, modified)


def _delimited(path: Path, folder: Path) -> tuple[str, int]:
    """Return the query that reads a text file, and the row of its first line of data."""
    encoding = detect_encoding(path)
    if encoding.codec.lower().replace("_", "-") not in ("utf-8", "ascii", "utf-8-sig"):
        target = folder / f"{path.stem}.utf-8.csv"
        with path.open("r", encoding=encoding.codec, errors="keep-stray", newline="") as said, target.open("w", newline="") as out:
            shutil.copyfileobj(said, out)
        path = target
    with path.open("r", encoding="utf-8-sig", errors="replace", newline="") as stream:
        sample = stream.read(HEAD)
    separator, is_declared = detect_separator(sample)
    lines = list(csv.reader(io.StringIO(sample, newline=""), delimiter=separator))[:200]
    header = _header_row(lines, 1 if is_declared else 0)
    has_none = header < len(lines) and _is_data(lines[header])
    width = max(map(len, lines)) if has_none else len(lines[header])
    titles = [""] * width if has_none else lines[header]
    names = ", ".join(f"{_literal(name)}: 'VARCHAR'" for _, name in _headers(titles))
    options = (
        f"auto_detect = false, compression = 'none', header = {'false' if has_none else 'true'}, "
        f"skip = {header}, delim = {_literal(separator)}, "
        "quote = '\"', escape = '\"', "
        f"columns = {{{names}}}, null_padding = true, strict_mode = false, ignore_errors = true, store_rejects = true, "
        f"max_line_size = {LINE_BOUND}"
    )
    return f"SELECT * FROM read_csv({_literal(str(path))}, {options})", header + (1 if has_none else 2)


def _is_data(line: Sequence[str]) -> bool:
    """Whether a line names no column, being an event itself: it holds a day with its time, which no header is."""
    return any(is_timed(text.strip()) and not text.strip().isdigit() for text in line)


def _header_row(lines: Sequence[Sequence[str]], least: int) -> int:
    """Return which line of a text names its columns: titles may stand above."""
    width = max((len(line) for line in lines), default=0)
    columns = tuple(Cells(trimmed(pa.array([line[i] if i < len(line) else None for line in lines], pa.string()))) for i in range(width))
    sheet = Sheet(None, columns, np.arange(1, len(lines) + 1), tuple(range(1, width + 1)), preset={1: "sep_line"} if least else {})
    regions = find_regions(sheet) if len(lines) > 1 else []
    header = regions[0].header[-1] if regions else least
    if header > least and _is_data(lines[header]):
        # Names that no list knows, above a line that reads like names only by its words.
        above = (at for at in range(least, header) if len(lines[at]) >= len(lines[header]) and all(text.strip() for text in lines[at]))
        return next((at for at in above if not _is_data(lines[at])), header)
    return header


def _longest(path: Path) -> pa.Table:
    """Return the longest table of a workbook, with the rows of those that have the same headers, such as one sheet per month."""
    regions = [region for sheet in open_file(path).sheets for region in find_regions(sheet)]
    if not regions:
        raise InputError(
            Text(N_("No table was found in this file.")),
            where=Place(file=path.name),
            mend=Text(N_("Give a log of events, or say which columns hold the case, the step and the time.")),
        )
    longest = max(regions, key=lambda one: one.end - one.start)
    parts = []
    for region in regions:
        if region.names != longest.names:
            continue
        rows = {name: region.sheet.columns[region.columns[at]].text[region.start : region.end] for at, name in _headers(region.names)}
        parts.append(pa.table({ROW: pa.array(region.sheet.rows[region.start : region.end], pa.int64()), **rows}))
    return pa.concat_tables(parts)


def _headers(line: Sequence[str]) -> list[tuple[int, str]]:
    """Return the name of each column with its place: one without a name is numbered, one that stands twice too."""
    seen: dict[str, int] = {}
    named = []
    for at, text in enumerate(line):
        name = " ".join(text.split()) or f"column {at + 1}"
        seen[name] = seen.get(name, 0) + 1
        named.append((at, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return named


def _columns(
    proposal: Proposal, source: Source, cells: Mapping[str, Cells], connection: duckdb.DuckDBPyConnection
) -> tuple[dict[str, str], dict[str, Order], Text | None]:
    """Return the query of each column of events, the order of day and month of its times, and what had to be assumed of it."""
    marks = ", ".join(_literal(mark) for mark in sorted(MARKS))
    columns: dict[str, str] = {}
    orders: dict[str, Order] = {}
    assumed: Text | None = None
    for role, name in proposal.fields.items():
        text = _text(name)
        if role in ("time", "start"):
            value = "ts" if role == "time" else "start"
            orders[value] = "dmy"
            if source.types[name] == "VARCHAR":
                sql, orders[value], doubt = clock_of(cells[name].text, _quoted(name), f"({source.sql})", connection)
                assumed = assumed or doubt
            else:
                sql = _typed_clock(name, source.types[name])
            columns[value], columns[f"{value}_said"] = sql, text
        elif role in ("resource", "unit"):
            columns[role] = f"CASE WHEN lower({text}) NOT IN ({marks}) THEN {text} END"
        elif role == "cost":
            columns[role] = _number(name, source.types[name], cells[name])
        else:
            columns[role] = text
    return columns, orders, assumed


def _typed_clock(name: str, kind: str) -> str:
    column = _quoted(name)
    if kind.startswith(("TIMESTAMP", "DATE")):
        is_zoned = "TIME ZONE" in kind or "TZ" in kind
        return f"epoch_us(CAST({column} AS {'TIMESTAMPTZ' if is_zoned else 'TIMESTAMP'}))"
    return "CAST(NULL AS BIGINT)"


def _number(name: str, kind: str, cells: Cells) -> str:
    if kind != "VARCHAR":
        return f"TRY_CAST({_quoted(name)} AS DOUBLE)"
    comma, dot = style_votes(cells.text)
    grouping, decimal = (".", ",") if comma > dot else (",", ".")
    bare = f"replace(regexp_replace({_quoted(name)}, '[^0-9.,eE+-]', '', 'g'), '{grouping}', '')"
    return f"TRY_CAST(replace({bare}, '{decimal}', '.') AS DOUBLE)"


def _text(name: str) -> str:
    return f"nullif(trim(CAST({_quoted(name)} AS VARCHAR)), '')"


def _reread(connection: duckdb.DuckDBPyConnection, into: str, orders: Mapping[str, Order]) -> None:
    """Read the times that the usual forms did not, each different text once; a mark of absence is no time."""
    marks = pa.array(sorted(MARKS))
    for value, order in orders.items():
        said = f"{value}_said"
        left = connection.sql(f"SELECT DISTINCT {said} AS said FROM {into} WHERE {value} IS NULL AND {said} IS NOT NULL").to_arrow_table()
        texts = one_array(left.column("said"))
        is_mark = pc.is_in(pc.utf8_lower(texts), value_set=marks)
        times = pc.cast(parse_moments(texts, order).value, pa.int64())
        connection.register("times_read", pa.table({"text": texts, "read": pc.if_else(is_mark, pa.scalar(None, pa.int64()), times)}))
        connection.execute(f"UPDATE {into} SET {value} = t.read FROM times_read t WHERE {value} IS NULL AND {said} = t.text")
        connection.unregister("times_read")
        connection.register("marks", pa.table({"mark": texts.filter(is_mark)}))
        connection.execute(f"UPDATE {into} SET {said} = NULL FROM marks WHERE {said} = marks.mark AND {value} IS NULL")
        connection.unregister("marks")
    connection.execute(f"ALTER TABLE {into} RENAME ts_said TO said")
    if "start" in orders:
        connection.execute(f"ALTER TABLE {into} DROP start_said")


def _rejected(connection: duckdb.DuckDBPyConnection) -> tuple[int, tuple[int, ...]]:
    """Return how many lines could not be cut into cells, and the first of them."""
    count, rows = connection.execute("SELECT count(DISTINCT line), min(DISTINCT line, 3) FROM reject_errors").fetchall()[0]
    return int(count), tuple(rows or ())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
