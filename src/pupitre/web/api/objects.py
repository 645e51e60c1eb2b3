"""Objectives, projects, actions and all that is made by hand, with the forms' own rules."""
# Annotations are shapes made at run time: they are not postponed here.

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final  # shapes are made at run time

import pyarrow as pa
import pyarrow.compute as pc
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, NinjaAPI, Query, Status
from pydantic import BaseModel
from pydantic import Field as Said

from pupitre.desk import decisions
from pupitre.desk.decisions import Terms
from pupitre.desk.entry import removing, saving
from pupitre.desk.entry.keys import key_text
from pupitre.desk.entry.kinds import KINDS, Kind
from pupitre.desk.entry.versions import version_of
from pupitre.desk.rights import Permission, reach
from pupitre.desk.rows import Key
from pupitre.desk.web import choices
from pupitre.desk.web.forms import NewDecisionForm
from pupitre.desk.web.objects.asked import Asked, find
from pupitre.kernel import N_, Text
from pupitre.tables import Field
from pupitre.web.api import after, shapes, values
from pupitre.web.api.additions import Addition, additions
from pupitre.web.api.gate import offer
from pupitre.web.api.refusals import FormError, UnknownError, UnversionedError, language

RESOURCES: Final[Mapping[str, str]] = {
    "axes": "axis",
    "objectives": "objective",
    "key-results": "key_result",
    "kpis": "kpi",
    "programmes": "programme",
    "projects": "project",
    "tasks": "task",
    "budget-lines": "budget_line",
    "decisions": "decision",
    "actions": "action",
    "risks": "risk",
    "units": "unit",
    "people": "person",
    "skills": "skill",
    "suppliers": "supplier",
    "processes": "process",
    "process-rules": "process_rule",
    "improvements": "improvement",
}
"""The name in addresses → the kind of thing."""
LIST, READ, MAKE, CHANGE, REMOVE = N_("List"), N_("Read one"), N_("Add"), N_("Change"), N_("Delete")
VERSION = "The version read, as its header ETag said it: a write on an older one is refused where both wrote the same field; * means any."


@dataclass(frozen=True)
class Resource:
    """One kind of thing as programs see it.

    Args:
        path: Its name in addresses. kind: The kind.
    """

    path: str
    kind: Kind

    @property
    def name(self) -> str:
        """The word that its shapes and operations bear."""
        return self.kind.name.title().replace("_", "")

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are told; an amount says its own currency."""
        told = values.kinds_of(self.kind.declared)
        return tuple(f for f in self.kind.declared.fields if f.name in told and not (f.name == "currency" and self.has_money))

    @property
    def has_money(self) -> bool:
        """Whether some field is an amount."""
        return any(f.type == "money" for f in self.kind.declared.fields)

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields that make one, in the order of the form."""
        told = {f.name for f in self.fields}
        return tuple(name for name in (*self.kind.first, *self.kind.more) if name in told)

    @property
    def changing(self) -> tuple[str, ...]:
        """The fields that a change may write."""
        return tuple(name for name in self.asked if name not in self.kind.declared.key)

    @property
    def addition(self) -> Addition | None:
        """What a domain says of it, beside what is written of it."""
        return additions().get(self.kind.name)

    @property
    def more(self) -> dict[str, Any]:
        """The field that tells what a domain says of it."""
        one = self.addition
        return {one.name: (one.shape | None, Said(None, description=one.says))} if one else {}

    def told(self, request: HttpRequest, keys: Collection[str]) -> Mapping[str, values.Json]:
        """Return what a domain says of some of them, by key."""
        one = self.addition
        found = one.said(reach(request.viewer), keys, language(request)) if one and keys else {}
        return {key: {one.name: found.get(key)} for key in keys} if one else {}

    def shown(self, row: Mapping[str, object], key: Key, version: int, home: str) -> values.Json:
        """Return one as a program reads it."""
        text = key_text(self.kind.declared, key)
        told = values.row_shown(row, {f.name: f.type for f in self.fields}, home=str(row.get("currency") or home))
        return {"id": text, "url": values.address(self.path, text), "version": version, **told}

    def one(self, found: Asked, request: HttpRequest, response: HttpResponse) -> values.Json:
        """Return one that was found, its version in the header."""
        version, text = version_of(self.kind.table, found.key), key_text(self.kind.declared, found.key)
        response["ETag"] = f'"{version}"'
        return {**self.shown(found.row, found.key, version, values.home_currency()), **self.told(request, [text]).get(text, {})}


class NewDecision(shapes.Given):
    """A decision that no finding asked for; what is known now is kept with it."""

    title: shapes.Some
    choice: shapes.Some
    owner: shapes.Code
    due_on: shapes.Day
    unit: shapes.Code | None = None
    review_on: shapes.Day | None = None
    kpi: shapes.Code | None = None
    expected_low: shapes.Number | None = None
    expected_likely: shapes.Number | None = None
    expected_high: shapes.Number | None = None
    others: shapes.Long = ""
    comment: shapes.Long = ""


def add(api: NinjaAPI) -> None:
    """Give each kind its addresses."""
    for path, name in RESOURCES.items():
        _add(api, Resource(path, KINDS[name]))


def _add(api: NinjaAPI, of: Resource) -> None:
    one = shapes.shown_model(of.name, of.fields, of.kind.declared.says, of.more)
    new = NewDecision if of.kind.name == "decision" else shapes.new_model(f"New{of.name}", of.kind, of.asked)
    changed = shapes.changed_model(f"Changed{of.name}", of.kind, of.changing)
    make = _make_decision if of.kind.name == "decision" else _maker(of, new)
    place, a_key = f"/{of.path}", f"/{of.path}/{{key}}"
    offered: tuple[tuple[str, str, Permission, Callable[..., object], object, str], ...] = (
        (place, "GET", "read", _lister(of), {200: shapes.page_of(one, f"{of.name}Page")}, LIST),
        (place, "POST", "edit" if of.kind.name != "decision" else "decide", make, {201: shapes.Written}, MAKE),
        (a_key, "GET", "read", _reader(of), {200: one}, READ),
        (a_key, "PATCH", "edit", _changer(of, changed), {200: one}, CHANGE),
        (a_key, "DELETE", "edit", _remover(of), {200: shapes.Written}, REMOVE),
    )
    for address, method, needs, view, response, summary in offered:
        name = f"{method.lower()}_{of.kind.name}" + ("_list" if view.__name__ == "list_all" else "")
        offer(api, method, address, view, tag=of.path, needs=needs, response=response, summary=summary, name=name)


def _lister(of: Resource) -> Callable[..., values.Json]:
    filters = shapes.filters_model(f"{of.name}Filters", of.fields)
    in_query = Query(...)

    def list_all(
        request: HttpRequest,
        asked: filters = in_query,  # type: ignore[valid-type]  # a shape made at run time
        limit: shapes.Limit = 100,
        offset: shapes.Offset = 0,
    ) -> values.Json:
        """Those within reach, in order of key."""
        rows = reach(request.viewer).table(of.kind.table, values.known(of.kind.table))
        rows = narrowed(rows, asked.model_dump(exclude_none=True))
        page = rows.slice(offset, limit).to_pylist()
        declared = of.kind.declared
        keys = [tuple(row[part] for part in declared.key) for row in page]
        last, home = values.versions(declared, keys), values.home_currency()
        texts = [key_text(declared, key) for key in keys]
        told = of.told(request, texts)
        items = [
            {**of.shown(row, key, last.get(text, 0), home), **told.get(text, {})} for row, key, text in zip(page, keys, texts, strict=True)
        ]
        return values.paged(request, items, total=rows.num_rows, limit=limit, offset=offset)

    return list_all


def narrowed(rows: pa.Table, wanted: Mapping[str, object]) -> pa.Table:
    """Return the rows whose columns hold these values."""
    for name, value in wanted.items():
        rows = rows.filter(pc.fill_null(pc.equal(rows.column(name), pa.scalar(value)), False))
    return rows


def _reader(of: Resource) -> Callable[..., values.Json]:
    def read_one(request: HttpRequest, response: HttpResponse, key: str) -> values.Json:
        """One, with its version in the header ETag."""
        return of.one(found(of, request, key), request, response)

    return read_one


def _maker(of: Resource, new: type[BaseModel]) -> Callable[..., object]:
    def make_one(request: HttpRequest, response: HttpResponse, body: new) -> object:  # type: ignore[valid-type]  # made at run time
        """Its address comes in the header Location."""
        said = values.given(of.kind, body.model_dump(exclude_unset=True), reach(request.viewer), currency=values.home_currency())
        made = saving.make(of.kind, said, viewer=request.viewer, on=timezone.localdate())
        return _made(of, made.change, made.key, response)

    return make_one


def _made(of: Resource, change: int, key: Key, response: HttpResponse) -> object:
    after.soon()
    response["Location"] = values.address(of.path, key_text(of.kind.declared, key))
    response["ETag"] = f'"{change}"'
    return Status(201, values.written(change))


def _make_decision(request: HttpRequest, response: HttpResponse, body: NewDecision) -> object:
    """Its address comes in the header Location; what is known now is frozen with it."""
    viewer, lang = request.viewer, language(request)
    data = {name: value for name, value in body.model_dump().items() if value not in (None, "")}
    data["question"] = data.pop("title")
    form = NewDecisionForm(
        data, on=timezone.localdate(), people=choices.people(viewer), kpis=choices.kpis(viewer, lang), units=choices.units(viewer)
    )
    if not form.is_valid():
        raise FormError(form, {"question": "title"})
    held = form.cleaned_data
    terms = Terms(
        question=held["question"],
        choice=held["choice"],
        owner=held["owner"],
        unit=held["unit"] or None,
        due_on=held["due_on"],
        review_on=held["review_on"],
        kpi=held["kpi"] or None,
        expected=form.expected,
        others=held["others"],
        comment=held["comment"],
    )
    change, key = decisions.take(terms, by=viewer.name)
    return _made(Resource("decisions", KINDS["decision"]), change, (key,), response)


def _changer(of: Resource, changed: type[BaseModel]) -> Callable[..., object]:
    def change_one(
        request: HttpRequest,
        response: HttpResponse,
        key: str,
        body: changed,  # type: ignore[valid-type]  # a shape made at run time
        if_match: str | None = Header(None, alias="If-Match", description=VERSION, max_length=100),
    ) -> values.Json:
        """The fields sent are written, null erases; what others wrote in other fields meanwhile stays."""
        one = found(of, request, key)
        seen = version_said(if_match, of, one)
        said = values.given(of.kind, body.model_dump(exclude_unset=True), reach(request.viewer), currency=_currency(one))
        if saving.change(of.kind, one.key, said, seen=seen, viewer=request.viewer):
            after.soon()
        return of.one(found(of, request, key), request, response)

    return change_one


def _currency(one: Asked) -> str:
    return str(one.row.get("currency") or values.home_currency())


def _remover(of: Resource) -> Callable[..., values.Json]:
    def remove_one(
        request: HttpRequest, key: str, if_match: str | None = Header(None, alias="If-Match", description=VERSION, max_length=100)
    ) -> values.Json:
        """Removed with what cannot stand without it, as one change that can be taken back."""
        one = found(of, request, key)
        saving.refuse_unless_theirs(of.kind, one.row, reach(request.viewer))
        change = removing.remove(of.kind, one.key, seen=version_said(if_match, of, one), by=request.viewer.name)
        after.soon()
        return values.written(change)

    return remove_one


def found(of: Resource, request: HttpRequest, key: str) -> Asked:
    """Return the thing that an address names.

    Raises:
        UnknownError: There is none, or none in reach.
    """
    one = find(of.kind, key, reach(request.viewer))
    if one is None:
        raise UnknownError
    return one


def version_said(if_match: str | None, of: Resource, one: Asked) -> int:
    """Return the version that a change was made on.

    Raises:
        UnversionedError: It does not say, or in no form that is read.
    """
    said = (if_match or "").strip().removeprefix("W/").strip('"')
    if said == "*":
        return version_of(of.kind.table, one.key)
    if not (said.isascii() and said.isdecimal() and len(said) < 16):
        what = Text(N_("This change does not say which version it was made on."))
        raise UnversionedError(what, mend=Text(N_("Repeat the header ETag of what you read in the header If-Match.")))
    return int(said)
