"""Computed tables, measures, and what each figure rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal  # JSON is dynamic by nature

import pyarrow as pa
import pyarrow.compute as pc
from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI, Query
from pydantic import BaseModel, Field

from pupitre import words
from pupitre.desk import bulk
from pupitre.desk.lineage import Origin, lineage
from pupitre.desk.proofs import stakes
from pupitre.desk.proofs.basis import Basis, basis, row_key
from pupitre.desk.proofs.known import Known, columns_of, explained, is_known, key_of, run_of
from pupitre.desk.proofs.narrow import narrowed
from pupitre.desk.registry import domains
from pupitre.desk.rights import reach
from pupitre.kernel import N_, Explained, InputError, Place, Text
from pupitre.tables import TABLES
from pupitre.web.api import shapes, values
from pupitre.web.api.gate import offer
from pupitre.web.api.refusals import CHECK, UnknownError, language

FROM, TO = Query(None, alias="from"), Query(None, alias="to")
WHERE, KEY = Query([], max_length=20), Query(..., max_length=8)
Texts = list[Annotated[str, Field(max_length=300)]]


class Column(BaseModel):
    """A column of a computed table."""

    name: str
    type: str
    how: str | None = Field(description="How its figures are made, in one sentence.")


class TableSaid(BaseModel):
    """A computed table in words."""

    name: str
    url: str
    says: str
    key: list[str]
    columns: list[Column]


class Rows(BaseModel):
    """Rows of a computed table; an absent figure is null, `reason` then says why by its code and `reason_said` in words."""

    table: str
    on: str | None = Field(description="The day that was examined; null before the first examination.")
    items: list[dict[str, Any]]
    total: int
    limit: int
    offset: int
    next: str | None = None


class Came(BaseModel):
    """Where a row came from."""

    file: str | None
    sheet: str | None
    row: int | None
    at: str
    by: str
    change: int


class Row(BaseModel):
    """A row that a figure rests on, with the place it came from; a computed row comes from none."""

    values: dict[str, Any]
    came: Came | None


class Part(BaseModel):
    """Rows of one table that a figure rests on: the latest ones, and how many there are."""

    table: str
    count: int
    hidden_count: int
    rows: list[Row]


class Figure(BaseModel):
    """A figure with its proof."""

    table: str
    key: list[str]
    column: str | None
    value: Any = None
    reason: str | None = Field(description="Why it is absent, in words.")
    says: str
    formula: str | None
    method: str | None = Field(description="The name of its method page.")
    row: dict[str, Any]
    came: list[Came]
    rests_on: list[Part]
    on: str | None
    is_behind: bool = Field(description="Whether something was written since it was computed.")


class Measure(BaseModel):
    """One reading of a KPI."""

    kpi: str
    unit: str | None
    starts_on: date
    ends_on: date
    value: float | None
    basis: str | None


class MeasurePage(BaseModel):
    """A page of readings, in order of KPI, department and period."""

    items: list[Measure]
    total: int
    limit: int
    offset: int
    next: str | None = None


def add(api: NinjaAPI) -> None:
    """Give figures their addresses."""
    offered: tuple[tuple[str, str, Callable[..., object], object, str], ...] = (
        ("/measures", "measures", list_measures, {200: MeasurePage}, N_("List")),
        ("/tables", "tables", list_tables, {200: list[TableSaid]}, N_("List")),
        ("/tables/{name}", "tables", read_table, {200: Rows}, N_("Read the rows of one")),
        ("/figures/{name}", "figures", read_figure, {200: Figure}, N_("Read where a figure comes from")),
    )
    for path, tag, view, response, summary in offered:
        offer(api, "GET", path, view, tag=tag, response=response, summary=summary)


def list_measures(
    request: HttpRequest,
    kpi: Annotated[str, Field(max_length=200)] = "",
    unit: Annotated[str, Field(max_length=200)] = "",
    basis: Literal["", "actual", "projected"] = "",
    start: shapes.Day | None = FROM,
    end: shapes.Day | None = TO,
    limit: Annotated[int, Field(ge=1, le=5000)] = 1000,
    offset: shapes.Offset = 0,
) -> values.Json:
    """Readings within reach whose period starts from a day on and before another."""
    (rows,) = bulk.rows(("measure",), {"kpi": [kpi]} if kpi else {})
    rows = reach(request.viewer).table("measure", rows)
    kept: pa.Array | pa.ChunkedArray | None = None
    for test in _tests(rows, {"unit": unit, "basis": basis}, start, end):
        kept = test if kept is None else pc.and_(kept, test)
    rows = rows if kept is None else rows.filter(pc.fill_null(kept, False))
    columns = tuple(Measure.model_fields)
    items = [{name: values.shown(row[name], "key", "") for name in columns} for row in rows.slice(offset, limit).to_pylist()]
    return values.paged(request, items, total=rows.num_rows, limit=limit, offset=offset)


def _tests(rows: pa.Table, same: Mapping[str, str], start: date | None, end: date | None) -> list[pa.ChunkedArray]:
    tests = [pc.equal(rows.column(name), value) for name, value in same.items() if value]
    if start:
        tests.append(pc.greater_equal(rows.column("starts_on"), pa.scalar(start, pa.date32())))
    if end:
        tests.append(pc.less(rows.column("starts_on"), pa.scalar(end, pa.date32())))
    return tests


def published() -> tuple[str, ...]:
    """Return the names of the computed tables that are explained, in order."""
    return tuple(sorted({stakes.NAME, *(name for card in domains() for name in card.publishes if name in card.explains)}))


def list_tables(request: HttpRequest) -> list[values.Json]:
    """What the domains compute, each table with its columns."""
    lang = language(request)
    return [_table_said(name, said, lang) for name in published() if (said := explained(name))]


def _table_said(name: str, said: Explained, lang: words.Lang) -> values.Json:
    hows = {column: words.render(text, lang) for column, text in said.columns.items()}
    columns = [{"name": column, "type": kind, "how": hows.get(column)} for column, kind in columns_of(name).items()]
    url = values.address("tables", name)
    return {"name": name, "url": url, "says": words.render(said.text, lang), "key": list(said.key), "columns": columns}


def read_table(request: HttpRequest, name: str, where: Texts = WHERE, limit: shapes.Limit = 100, offset: shapes.Offset = 0) -> values.Json:
    """Rows within reach. `where` is written `column:value`, several values parted by commas, or `column:>bound`, `column:<bound`,
    `column:!value`; it can be repeated."""
    if name not in published():
        raise UnknownError
    run = run_of(name)
    known = Known(reach(request.viewer), timezone.localdate(), run)
    pairs = [(column, value) for column, _, value in (one.partition(":") for one in where)]
    strange = next((column for column, _ in pairs if column not in columns_of(name)), None)
    if strange is not None:
        raise InputError(Text(N_('There is no column "%(name)s".'), name=strange), where=Place(column="where"), mend=CHECK)
    try:
        rows = narrowed(known.seen(name, known.every(name)), pairs)
    except (ValueError, NotImplementedError) as fault:  # what Arrow raises on a bound that is no value of the column
        what = Text(N_("A bound cannot be read as a value of its column."))
        raise InputError(what, where=Place(column="where"), mend=CHECK) from fault
    items = rows_said(name, rows.slice(offset, limit).to_pylist(), language(request))
    page = values.paged(request, items, total=rows.num_rows, limit=limit, offset=offset)
    return {"table": name, "on": run.on.isoformat() if run else None, **page}


def rows_said(name: str, rows: Sequence[Mapping[str, object]], lang: words.Lang) -> list[values.Json]:
    """Return rows of a table as programs read them, the reason of an absent figure in words beside its code."""
    home, said = values.home_currency(), explained(name)
    kinds = values.kinds_of(TABLES[name]) if name in TABLES else columns_of(name)
    told = [values.row_shown(row, kinds, home=home) for row in rows]
    if said and "reason" in kinds:
        for row in told:
            text = said.reasons.get(str(row["reason"] or ""))
            row["reason_said"] = words.render(text, lang) if text else None
    return told


def read_figure(request: HttpRequest, name: str, key: Texts = KEY, column: Annotated[str, Field(max_length=100)] = "") -> values.Json:
    """A row of a table, or one figure of it: `key` is repeated for each part of the row's key."""
    kinds = (values.kinds_of(TABLES[name]) if name in TABLES else columns_of(name)) if is_known(name) else {}
    if not kinds or (column and column not in kinds) or len(key) != len(key_of(name)):
        raise UnknownError
    known = Known(reach(request.viewer), timezone.localdate(), run_of(name))
    found = known.seen(name, known.matching(name, dict(zip(key_of(name), key, strict=True)))).slice(0, 1).to_pylist()
    if not found:
        raise UnknownError
    return _figure(name, found[0], column, known, language(request))


def _figure(name: str, row: Mapping[str, Any], column: str, known: Known, lang: words.Lang) -> values.Json:
    said = explained(name)
    told = rows_said(name, [row], lang)[0]
    value = told.get(column) if column else None
    formula = said.columns.get(column) if said else None
    rests_on = basis(said, row, known) if said else ()
    return {
        "table": name,
        "key": list(row_key(name, row)),
        "column": column or None,
        "value": value,
        "reason": told.get("reason_said") if column and value is None else None,
        "says": words.render(said.text if said else Text(TABLES[name].says), lang),
        "formula": words.render(formula, lang) if formula else None,
        "method": (said.method or None) if said else None,
        "row": told,
        "came": [_came(one) for one in lineage(name, row_key(name, row))],
        "rests_on": [_part(one, lang) for one in rests_on],
        "on": known.run.on.isoformat() if known.run else None,
        "is_behind": known.is_behind,
    }


def _part(part: Basis, lang: words.Lang) -> values.Json:
    told = rows_said(part.table, part.rows, lang)
    rows = [{"values": row, "came": _came(origin) if origin else None} for row, origin in zip(told, part.origins, strict=True)]
    return {"table": part.table, "count": part.count, "hidden_count": part.hidden_count, "rows": rows}


def _came(origin: Origin) -> values.Json:
    return {
        "file": origin.file,
        "sheet": origin.sheet,
        "row": origin.row,
        "at": origin.at.isoformat(),
        "by": origin.by,
        "change": origin.change_id,
    }
