"""Tables of events of any size, read where they stand: text with separators, workbooks, Parquet."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.cells.dates import Order
from pupitre.sources.cells.missing import MARKS
from pupitre.sources.cells.moments import parse_moments
from pupitre.sources.cells.numbers import style_votes
from pupitre.sources.files.delimited import detect_separator
from pupitre.sources.files.detect import detect_form
from pupitre.sources.files.encoding import detect_encoding
from pupitre.sources.files.opening import open_file
from pupitre.sources.grid import Cells, Sheet, one_array, trimmed
from pupitre.sources.limits import RATIO_BOUND, RATIO_FROM, UNPACKED_BOUND, refuse_bombs
from pupitre.sources.logs.clock import clock_of
from pupitre.sources.logs.propose import Proposal, propose
from pupitre.sources.structure.regions import find_regions

SAMPLE = 20_000
"""Rows looked at before a mapping is proposed."""
HEAD = 1 << 18
LINE_BOUND = 16 << 20


@dataclass(slots=True)
class Source:
    """Rows that DuckDB can read.

    Args:
        sql: The query that gives them. types: Header → type, in their order.
        rejects: Whether lines that cannot be cut into cells are set aside in `reject_errors`.
        first: Row of the file on which the first of them stands.
        modified: When the file was written, in microseconds.
    """

    sql: str
    types: Mapping[str, str]
    rejects: bool
    first: int
    modified: int


def load(
    path: Path, told: Mapping[str, str], connection: duckdb.DuckDBPyConnection, *, into: str, folder: Path, attributes: bool = False
) -> tuple[Proposal, int, tuple[int, tuple[int, ...]], Text | None]:
    """Read a table of events into a table of DuckDB: `row`, `case`, `activity`, `ts`, `said`, and what it has of the other roles.

    Args:
        path: The file, or an archive that holds one. told: Role → header, for those that a person named.
        connection: Where to. into: Name of the table. folder: For what has to be written anew.
        attributes: Whether the other columns are read too, as texts.

    Returns:
        What each column was taken for, when the file was written (microseconds), how many lines could not be cut into cells with the first
        of them, and what had to be assumed of its dates.
    """
    path = _unzipped(path, folder)
    source = _source(path, connection, folder)
    names = list(source.types)
    head = connection.sql(f"SELECT * FROM ({source.sql}) LIMIT {SAMPLE}").to_arrow_table()
    cells = [Cells(trimmed(pc.cast(one_array(head.column(at)), pa.string()))) for at in range(len(names))]
    proposal = propose(path.name, names, cells, told)
    columns, orders, assumed = _columns(proposal, source, dict(zip(names, cells, strict=True)), connection)
    if proposal.lifecycle:
        columns["lifecycle"] = _text(proposal.lifecycle)
    if attributes:
        columns |= {name: _text(name) for name in names if name not in (*proposal.fields.values(), proposal.lifecycle)}
    listed = ", ".join(f"{sql} AS {_quoted(name)}" for name, sql in columns.items())
    connection.execute(f"CREATE TEMP TABLE {into} AS SELECT row_number() OVER () + {source.first - 1} AS row, {listed} FROM ({source.sql})")
    _reread(connection, into, orders)
    return proposal, source.modified, _rejected(connection) if source.rejects else (0, ()), assumed


def _unzipped(path: Path, folder: Path) -> Path:
    """Return the file that an archive holds, unpacked within bounds; another file as it is."""
    if not zipfile.is_zipfile(path) or _is_workbook(path):
        return path
    where = Place(file=path.name)
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir() and not part.filename.startswith("__MACOSX/")]
        if len(parts) != 1:
            raise InputError(
                Text(N_("The archive holds %(count)s files; one log of events is wanted."), count=len(parts)),
                where=where,
                mend=Text(N_("Take the log out of the archive, and give that file.")),
            )
        part = parts[0]
        if part.file_size > UNPACKED_BOUND or (part.file_size > RATIO_FROM and part.file_size > RATIO_BOUND * max(1, part.compress_size)):
            raise InputError(
                Text(N_("A part of the file grows %(ratio)s times when unpacked."), ratio=part.file_size // max(1, part.compress_size)),
                where=where,
                mend=Text(N_("Take the log out of the archive, and give that file.")),
            )
        target = folder / Path(part.filename).name
        try:
            with archive.open(part) as packed, target.open("wb") as out:
                shutil.copyfileobj(packed, out)
        except (zipfile.BadZipFile, EOFError, RuntimeError) as error:
            raise InputError(
                Text(N_("The compressed file is cut or damaged.")),
                where=where,
                mend=Text(N_("Export it again from your tool, and check its size.")),
            ) from error
    return target


def _is_workbook(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    return "mimetype" in names or any(name.startswith("xl/") for name in names)


def _source(path: Path, connection: duckdb.DuckDBPyConnection, folder: Path) -> Source:
    refuse_bombs(path)
    form = detect_form(path)
    modified = int(path.stat().st_mtime * 1_000_000)
    if form == "parquet":
        sql, rejects, first = f"SELECT * FROM read_parquet({_literal(str(path))}, hive_partitioning = false)", False, 2
    elif form == "csv":
        sql, first = _delimited(path, folder)
        rejects = True
    else:
        sheet, header, end = _widest(path)
        rows = {name: sheet.columns[at].text[header + 1 : end] for at, name in _headers(sheet.line(header))}
        connection.register("sheet_of_events", pa.table(rows))
        sql, rejects, first = "SELECT * FROM sheet_of_events", False, int(sheet.rows[min(header + 1, sheet.height - 1)])
    try:
        described = connection.execute(f"DESCRIBE {sql}").fetchall()
    except duckdb.Error as error:
        raise InputError(
            Text(N_("The file cannot be cut into rows and columns.")),
            where=Place(file=path.name),
            mend=Text(N_("Save it again as CSV UTF-8 from your spreadsheet.")),
        ) from error
    return Source(sql, {row[0]: row[1] for row in described}, rejects, first, modified)


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
    names = ", ".join(f"{_literal(name)}: 'VARCHAR'" for _, name in _headers(lines[header]))
    options = (
        f"auto_detect = false, header = true, skip = {header}, delim = {_literal(separator)}, quote = '\"', escape = '\"', "
        f"columns = {{{names}}}, null_padding = true, strict_mode = false, ignore_errors = true, store_rejects = true, "
        f"max_line_size = {LINE_BOUND}"
    )
    return f"SELECT * FROM read_csv({_literal(str(path))}, {options})", header + 2


def _header_row(lines: Sequence[Sequence[str]], least: int) -> int:
    """Return which line of a text names its columns: titles may stand above."""
    width = max((len(line) for line in lines), default=0)
    columns = tuple(Cells(trimmed(pa.array([line[i] if i < len(line) else None for line in lines], pa.string()))) for i in range(width))
    sheet = Sheet(None, columns, np.arange(1, len(lines) + 1), tuple(range(1, width + 1)), preset={1: "sep_line"} if least else {})
    regions = find_regions(sheet) if len(lines) > 1 else []
    return regions[0].header[-1] if regions else least


def _widest(path: Path) -> tuple[Sheet, int, int]:
    """Return the sheet of a workbook that holds the longest table, with the position of its header and its end."""
    found = [(region.end - region.start, region) for sheet in open_file(path).sheets for region in find_regions(sheet)]
    if not found:
        raise InputError(
            Text(N_("No table was found in this file.")),
            where=Place(file=path.name),
            mend=Text(N_("Give a log of events, or say which columns hold the case, the step and the time.")),
        )
    region = max(found, key=lambda one: one[0])[1]
    return region.sheet, region.header[-1], region.end


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
        return f"epoch_us(CAST({column} AS TIMESTAMP))" if "TIME ZONE" not in kind else f"epoch_us({column})"
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
