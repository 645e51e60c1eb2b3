"""The pages of hand entry."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pupitre import words
from pupitre.desk import background
from pupitre.desk.entry import past, removing, saving
from pupitre.desk.entry.kinds import KINDS, Kind
from pupitre.desk.entry.names import of_kind
from pupitre.desk.entry.versions import ConflictError, version_of
from pupitre.desk.rights import needs, reach
from pupitre.desk.web.objects import asked, rippling, shown
from pupitre.desk.web.objects.asked import Asked
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, PupitreError, Text

NAMES_SENT = 30


@needs("edit")
@require_GET
def menu(request: HttpRequest) -> HttpResponse:
    """List what can be added by hand."""
    return render(request, "objects/menu.html", {"kinds": KINDS.values(), "heading": Text(N_("Add"))})


@needs("edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Make a thing from at most five fields."""
    one = _kind(kind)
    if (own := asked.own_form(one)) and request.method == "GET":
        return redirect(own)
    form = asked.new_form(request, one)
    is_preview = rippling.is_asked(request, one)
    if request.method == "POST" and not is_preview and form.is_valid():
        try:
            made = saving.make(one, form.cleaned_data, viewer=request.viewer, on=timezone.localdate())
        except PupitreError as refusal:
            asked.say(form, refusal)
        else:
            row = form.cleaned_data | dict(zip(one.declared.key, made.key, strict=True))
            return _saved(
                request, one, Text(N_("%(kind)s added: %(name)s."), kind=one.title, name=shown.spoken_name(one, row)), made.change, row
            )
    context = {"kind": one, "heading": one.title, "form": form, "back": asked.back(request), **rippling.context(request, one, form)}
    part = is_preview and request.headers.get("HX-Target") == "ripple"
    return render(request, "objects/ripple.html" if part else "objects/form.html", context)


@needs("edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Change a thing; two people who change it at once are both heard."""
    one = _asked(request, kind, key)
    form, seen = asked.edit_form(request, one)
    clashes: tuple[shown.Clash, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            change = saving.change(one.kind, one.key, form.changed, seen=seen, viewer=request.viewer)
        except ConflictError as refusal:
            form, seen, clashes = asked.clashed(request, one, form, refusal)
        except PupitreError as refusal:
            asked.say(form, refusal)
        else:
            return _saved(request, one.kind, Text(N_("Saved.")) if change else Text(N_("Nothing had changed.")), change, {**one.row})
    context = {
        "kind": one.kind,
        "heading": one.kind.title,
        "form": form,
        "key": one.text,
        "name": one.name,
        "row": one.row,
        "seen": seen,
        "clashes": clashes,
        "back": asked.back(request, asked.page_known(one.kind, one.row)),
        **rippling.of_row(request, one.kind, one.row),
    }
    return render(request, "objects/form.html", context)


@needs("edit")
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Delete a thing once what hangs on it has been said."""
    one = _asked(request, kind, key)
    saving.refuse_unless_theirs(one.kind, one.row, reach(request.viewer))
    if request.method == "POST":
        change = removing.remove(one.kind, one.key, seen=_number(request.POST.get("seen")), by=request.viewer.name)
        background.examine_soon()
        done(request, Text(N_("Deleted: %(name)s."), name=one.name), change)
        return redirect(asked.home_of(one.kind, one.row))
    context = {
        "kind": one.kind,
        "heading": one.kind.title,
        "name": one.name,
        "key": one.text,
        "hanging": shown.hanging(removing.hanging(one.kind, one.key)),
        "seen": version_of(one.kind.table, one.key),
        "back": asked.back(request, asked.page_known(one.kind, one.row)),
    }
    return render(request, "objects/delete.html", context)


@require_GET
def history(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show who changed what and when, each value as it was and as it became."""
    one = _asked(request, kind, key, may_be_gone=True)
    held = reach(request.viewer)
    context = {
        "kind": one.kind,
        "heading": one.kind.title,
        "name": one.name,
        "key": one.text,
        "row": one.row,
        "link": asked.page_known(one.kind, one.row),
        "steps": shown.steps(one.kind, past.steps(one.kind, one.key), held, words.language(request.LANGUAGE_CODE)),
        "seen": version_of(one.kind.table, one.key),
        "may_write": request.viewer.can("edit") and (not one.row or saving.is_theirs(one.kind, one.row, held)),
    }
    return render(request, "objects/history.html", context)


@needs("edit")
@require_POST
def restore(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Bring back the value that a field had before a change."""
    one = _asked(request, kind, key)
    said = request.POST
    change = past.bring_back(
        one.kind, one.key, said.get("field", ""), _number(said.get("change")), seen=_number(said.get("seen")), viewer=request.viewer
    )
    background.examine_soon()
    done(request, Text(N_("Value brought back.")), change or None)
    return redirect("objects:history", kind, asked.quoted(one.text))


@require_GET
def names(request: HttpRequest, kind: str) -> HttpResponse:
    """Propose the names that hold what was typed, for lists too long to be sent whole."""
    if kind not in {field.ref for one in KINDS.values() for field in one.declared.fields}:
        raise Http404
    asked_for = next((value for name, value in request.GET.items() if value), "").casefold()
    found = [label for label in of_kind(kind, reach(request.viewer)).labels.values() if asked_for in label.casefold()]
    return render(request, "objects/names.html", {"labels": found[:NAMES_SENT]})


def _saved(request: HttpRequest, kind: Kind, said: Text, change: int, row: dict[str, object]) -> HttpResponse:
    done(request, said, change or None)
    if change:
        background.examine_soon()
    if "again" in request.POST:
        return redirect(request.get_full_path())
    return redirect(asked.back(request, asked.page_known(kind, row)) or asked.edit_link(kind, row))


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _asked(request: HttpRequest, kind: str, key: str, *, may_be_gone: bool = False) -> Asked:
    """Return the row that an address names, in reach of whoever asks; one out of reach is answered as one that does not exist."""
    found = asked.find(_kind(kind), key, reach(request.viewer), may_be_gone=may_be_gone)
    if found is None:
        raise Http404
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
