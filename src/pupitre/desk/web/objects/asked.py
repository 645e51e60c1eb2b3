"""What a page of hand entry is asked: the thing it is about, the form, where to go back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # what a browser posts
from urllib.parse import quote, unquote

import pyarrow.compute as pc
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from pupitre import words
from pupitre.desk.changes.commit import plain_key
from pupitre.desk.changes.log import dumped
from pupitre.desk.entry.forms import EntryForm, Setting, sentence, texts
from pupitre.desk.entry.keys import key_text, parts_of
from pupitre.desk.entry.kinds import KINDS, Kind
from pupitre.desk.entry.names import Choices, choices
from pupitre.desk.entry.reading import Value
from pupitre.desk.entry.saving import loaded, named
from pupitre.desk.entry.versions import ConflictError, changed_since, version_of
from pupitre.desk.rights import Reach, reach
from pupitre.desk.rows import Key
from pupitre.desk.settings import currency_of_home
from pupitre.desk.snapshot import take
from pupitre.desk.web.addresses import address
from pupitre.desk.web.labels import CHOICES
from pupitre.desk.web.objects import shown
from pupitre.desk.web.ours import ours
from pupitre.kernel import PupitreError
from pupitre.records.cells import spoken
from pupitre.records.models import MODELS, ChangeRow, ExaminationRun

IN_UNITS_OF_KPI = {
    "measure": ("value",),
    "target": ("value",),
    "key_result": ("baseline", "target"),
    "effect": ("low", "likely", "high"),
    "assumption": ("threshold",),
    "decision": ("expected_low", "expected_likely", "expected_high"),
}
"""By kind, the numbers that are counted in the unit of the KPI that the row names."""
LISTED = ("objective", "project")
"""Kinds of things that a field of several names must know; a list of departments may name others."""
FRACTION = 1.5
"""Readings up to so much keep a percentage as a fraction (`kernel.reading`)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The thing a page is about.

    Args:
        kind: Its kind. key: Its key. text: The key in an address. row: Its values; empty when it was deleted. name: What it is called.
    """

    kind: Kind
    key: Key
    text: str
    row: Mapping[str, Value]
    name: str


def find(kind: Kind, text: str, held: Reach, *, may_be_gone: bool = False) -> Asked | None:
    """Return the thing that an address names; None when there is none in reach."""
    parts = parts_of(kind.declared, unquote(text))
    if parts is None or kind.is_bulk:
        return None
    try:
        key = plain_key(kind.declared, parts)
    except (TypeError, ValueError):
        return None
    row = loaded(kind, key, held)
    if row is None and not (may_be_gone and held.is_everything and version_of(kind.table, key)):
        return None
    return Asked(kind, key, key_text(kind.declared, key), row or {}, named(row or {}, kind, key))


def own_form(kind: Kind) -> str:
    """Return the page where such a thing is made with more care than here; empty when there is none."""
    return address("decide:new") if kind.name == "decision" else ""


def setting(request: HttpRequest, kind: Kind, fields: tuple[str, ...], row: Mapping[str, Value], kpi: str) -> Setting:
    """Return what the form of a kind must know."""
    refs = {ref for name in fields if (ref := _points_at(kind, name))}
    lists = choices(refs - {"task"}, reach(request.viewer))
    for name in fields:
        held, value = lists.get(kind.field(name).ref or ""), row.get(name)
        if held is not None and value and kind.field(name).type == "key" and str(value) not in held.labels:
            held.labels[str(value)] = str(value)  # a code that nothing is known by stays until somebody changes it
    percents = frozenset(IN_UNITS_OF_KPI.get(kind.table, ())) if is_share(kind, kpi, lists.get("kpi")) else frozenset()
    return Setting(words.language(request.LANGUAGE_CODE), str(row.get("currency") or currency_of_home()), lists, CHOICES, percents)


def _points_at(kind: Kind, name: str) -> str:
    """Return the kind of thing that a field names, one or several; empty when it names none, or things that may stand in no list."""
    declared = kind.field(name)
    is_known = declared.type == "key" or (declared.type == "list" and declared.ref in LISTED)
    return (declared.ref or "") if is_known else ""


def is_share(kind: Kind, said: str, known: Choices | None) -> bool:
    """Tell whether the numbers of a form are percentages that are kept as fractions, by the KPI it names."""
    if kind.table not in IN_UNITS_OF_KPI or not said or known is None:
        return False
    try:
        key = known.key(said)
    except PupitreError:
        return False
    measured_in = MODELS["kpi"].objects.filter(key=key).values_list("measured_in", flat=True).first()
    if (measured_in or "").strip() != "%":
        return False
    readings = take(on=timezone.localdate()).table("measure")
    largest = pc.max(pc.abs(readings.filter(pc.equal(readings.column("kpi"), key)).column("value"))).as_py()
    return largest is None or largest <= FRACTION


def new_form(request: HttpRequest, kind: Kind) -> EntryForm:
    """Return the form that makes a thing, with what the address says already filled in."""
    fields = (*kind.first, *kind.more)
    given: dict[str, Value] = {name: request.GET[name] for name in fields if request.GET.get(name)}
    if "at" in fields:
        given.setdefault("at", timezone.localdate())
    known = setting(request, kind, fields, {}, (request.POST or request.GET).get("kpi", ""))
    start = {name: _start(kind, name, value, known) for name, value in given.items()}
    return EntryForm(kind, known, request.POST or None, start=start, fields=fields)


def _start(kind: Kind, name: str, value: Value, known: Setting) -> str:
    """Return a value given by an address as the form shows it; text that is no key or date is left to the reader to correct."""
    return texts(kind, {name: value}, known, (name,))[name] if kind.field(name).type in ("key", "date") else str(value)


def edit_form(request: HttpRequest, one: Asked) -> tuple[EntryForm, int]:
    """Return the form of a thing and the version it shows: the one posted, as it was then, or the present one."""
    posted = request.POST.get("seen", "")
    seen = int(posted) if posted.isdecimal() else version_of(one.kind.table, one.key)
    fields = tuple(name for name in (*one.kind.first, *one.kind.more) if name not in one.kind.declared.key)
    row = dict(one.row)
    if request.method == "POST":
        since = changed_since(one.kind.table, one.key, seen)
        row |= {name: spoken(change.then, one.kind.field(name)) for name, change in since.items() if name != "extra"}
    kpi = request.POST.get("kpi") or str(one.row.get("kpi") or "")
    known = setting(request, one.kind, fields, row, kpi)
    start = texts(one.kind, row, known, fields)
    return EntryForm(one.kind, known, _chosen(request.POST, start) if request.method == "POST" else None, start=start, fields=fields), seen


def _chosen(posted: Any, start: Mapping[str, str]) -> dict[str, str]:  # what a browser posts
    """Return what was posted; where a person chose to keep what somebody else wrote, that."""
    return {name: text if posted.get(f"keep-{name}") == "theirs" else posted.get(name, text) for name, text in start.items()}


def clashed(request: HttpRequest, one: Asked, form: EntryForm, refusal: ConflictError) -> tuple[EntryForm, int, tuple[shown.Clash, ...]]:
    """Return the form with what both wrote: the person's own words, beside those of the others, on the present version."""
    say(form, refusal)
    if not refusal.fields:
        return form, int(request.POST.get("seen", 0)), ()
    now = version_of(one.kind.table, one.key)
    row = loaded(one.kind, one.key, reach(request.viewer)) or {}
    fields = tuple(form.fields)
    known = setting(request, one.kind, fields, row, str(row.get("kpi") or ""))
    start = texts(one.kind, row, known, fields)
    mine = {name: form.data[name] if name in form.changed else text for name, text in start.items()}
    again = EntryForm(one.kind, known, mine, start=start, fields=fields)
    again.is_valid()
    return again, now, shown.clashes(one.kind, refusal, form.cleaned_data, reach(request.viewer), known.lang)


def say(form: EntryForm, refusal: PupitreError) -> None:
    """Put a refusal beside the field it is about, or above the form."""
    column = refusal.where.column
    form.add_error(column if column in form.fields else None, sentence(refusal, form_lang(form)))


def form_lang(form: EntryForm) -> words.Lang:
    """Return the language that a form is shown in."""
    return next(field.setting.lang for field in form.fields.values() if hasattr(field, "setting"))


def back(request: HttpRequest, otherwise: str = "") -> str:
    """Return the page a form was opened from, when it is one of ours."""
    return ours(request, request.POST.get("back") or request.GET.get("back") or "") or otherwise


def page_known(kind: Kind, row: Mapping[str, Any]) -> str:  # values of a form or of a row
    """Return the page of a thing once an examination has known it: until then that page is not there yet."""
    page = shown.page_of(kind, row)
    if not page or not kind.home:
        return page
    first = ChangeRow.objects.filter(table=kind.table, key=dumped([row.get("key")])).order_by("change_id").values_list("change_id").first()
    known = ExaminationRun.objects.filter(state="done").order_by("-id").values_list("known").first()
    return page if first and known and first <= known else ""


def home_of(kind: Kind, row: Mapping[str, Value]) -> str:
    """Return where to go once a thing is gone: what it hung on, or the list of such things."""
    holder = KINDS.get(kind.field(kind.holder).ref or "") if kind.holder else None
    page = address(holder.home, str(row.get(kind.holder))) if holder and holder.home else ""
    return page or (address(f"{kind.home.split(':')[0]}:home") if kind.home else "") or reverse("desk:home")


def edit_link(kind: Kind, row: Mapping[str, object]) -> str:
    """Return the address of the form of a thing; that of a new one for a row that is poured."""
    if kind.is_bulk:
        return reverse("objects:new", args=[kind.name])
    return address("objects:edit", kind.name, key_text(kind.declared, [row.get(part, "") for part in kind.declared.key]))


def quoted(text: str) -> str:
    """Return a key as one part of an address."""
    return quote(text, safe="")
