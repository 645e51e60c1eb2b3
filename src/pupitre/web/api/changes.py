"""The log of changes, and changes taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal  # JSON is dynamic by nature

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI
from pydantic import BaseModel, Field

from pupitre import words
from pupitre.desk import changes as log
from pupitre.desk.rights import Permission
from pupitre.kernel import N_
from pupitre.kernel.wire import unpack
from pupitre.records import models
from pupitre.records.cells import spoken
from pupitre.records.system import ROWS
from pupitre.tables import TABLES
from pupitre.web.api import after, shapes, values
from pupitre.web.api.gate import offer
from pupitre.web.api.refusals import UnknownError, language

Number = Annotated[int, Field(ge=1, le=2**53)]


class Change(BaseModel):
    """One entry of the log."""

    id: int
    url: str
    at: str
    by: str
    kind: str
    why: str | None
    undoes: int | None
    row_count: int


class ChangePage(BaseModel):
    """A page of entries, the last one first."""

    items: list[Change]
    total: int
    limit: int
    offset: int
    next: str | None = None


class ChangedRow(BaseModel):
    """What a change did to one row: the fields it touched, as they were and as they became; null for values that were erased."""

    table: str
    key: list[str | float | None]
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    source: str | None
    sheet: str | None
    row: int | None


class ChangedRowPage(BaseModel):
    """A page of the rows of one change, in the order in which it wrote them."""

    items: list[ChangedRow]
    total: int
    limit: int
    offset: int
    next: str | None = None


class Left(BaseModel):
    """A row that changed since, left as it is."""

    table: str
    key: list[str | float | None]
    by: str
    at: str


class Undone(shapes.Written):
    """What became of an undo."""

    restored: dict[str, int]
    left: list[Left]


def add(api: NinjaAPI) -> None:
    """Give the log its addresses."""
    offered: tuple[tuple[str, str, Permission, Callable[..., object], object, str], ...] = (
        ("/changes", "GET", "audit", list_changes, {200: ChangePage}, N_("List")),
        ("/changes/{number}", "GET", "audit", read_change, {200: Change}, N_("Read one")),
        ("/changes/{number}/rows", "GET", "audit", list_changed_rows, {200: ChangedRowPage}, N_("Read what it changed")),
        ("/changes/{number}/undo", "POST", "answer", undo, {200: Undone}, N_("Take back")),
    )
    for path, method, needs, view, response, summary in offered:
        offer(api, method, path, view, tag="changes", needs=needs, response=response, summary=summary)


def list_changes(
    request: HttpRequest,
    kind: Literal["", "import", "edit", "undo", "erasure"] = "",
    table: Annotated[str, Field(max_length=60)] = "",
    by: Annotated[str, Field(max_length=200)] = "",
    limit: shapes.Limit = 100,
    offset: shapes.Offset = 0,
) -> values.Json:
    """Entries of the log, the last one first."""
    rows = models.Change.objects.order_by("-id")
    if kind:
        rows = rows.filter(kind=kind)
    if by:
        rows = rows.filter(by=by)
    if table:
        rows = rows.filter(pk__in=models.ChangeRow.objects.filter(table=table).values("change_id"))
    items = [_shown(one, language(request)) for one in rows[offset : offset + limit]]
    return values.paged(request, items, total=rows.count(), limit=limit, offset=offset)


def read_change(request: HttpRequest, number: Number) -> values.Json:
    """One entry; what it did to each row is at its address followed by /rows."""
    return _shown(_found(number), language(request))


def list_changed_rows(request: HttpRequest, number: Number, limit: shapes.Limit = 100, offset: shapes.Offset = 0) -> values.Json:
    """What one change did, row by row, before and after."""
    change = _found(number)
    rows = change.rows.select_related("source").order_by("position")
    page = list(rows[offset : offset + limit])
    kept = models.ChangeValue.objects.filter(change=change, position__in=[one.position for one in page])
    said = {one.position: (one.before, one.after) for one in kept}
    items = [_row(one, said.get(one.position)) for one in page]
    return values.paged(request, items, total=change.row_count, limit=limit, offset=offset)


def undo(request: HttpRequest, number: Number) -> values.Json:
    """Rows that changed since stay as they are and are listed. People who see their departments only take back what they did themselves;
    an import is taken back by those who may load files."""
    change, viewer = models.Change.objects.filter(pk=number).first(), request.viewer
    if change is None or (viewer.is_scoped and change.by != viewer.name) or (change.kind == "import" and not viewer.can("import")):
        raise UnknownError
    done = log.undo(number, by=viewer.name)
    after.soon()
    left = [{"table": one.table, "key": list(one.key), "by": one.by, "at": one.at.isoformat()} for one in done.left]
    return values.written(done.change_id) | {"restored": dict(done.restored), "left": left}


def _found(number: int) -> models.Change:
    found = models.Change.objects.filter(pk=number).first()
    if found is None:
        raise UnknownError
    return found


def _shown(change: models.Change, lang: words.Lang) -> values.Json:
    return {
        "id": change.pk,
        "url": values.address("changes", str(change.pk)),
        "at": timezone.localtime(change.at).isoformat(),
        "by": change.by,
        "kind": change.kind,
        "why": None if change.why is None else words.render(unpack(change.why), lang),
        "undoes": change.undoes_id,
        "row_count": change.row_count,
    }


def _row(row: models.ChangeRow, said: tuple[str | None, str | None] | None) -> values.Json:
    before, later = (_values(row.table, one) for one in said) if said else (None, None)
    place = {"source": row.source.name if row.source else None, "sheet": row.sheet or None, "row": row.row}
    return {"table": row.table, "key": json.loads(row.key), "action": row.action, "before": before, "after": later, **place}


def _values(table: str, text: str | None) -> Mapping[str, Any]:
    """Return plain values of the log as programs read them; of a person, only what is told of people."""
    said: Mapping[str, Any] = json.loads(text or "{}")
    declared = ROWS.get(table)
    if declared is None:
        return said
    kinds = values.kinds_of(declared) if table in TABLES else {f.name: f.type for f in declared.fields}
    home = values.home_currency()
    return {
        name: values.shown(spoken(value, declared.field(name)), kinds[name], str(said.get("currency") or home))
        for name, value in said.items()
        if name in kinds
    }
