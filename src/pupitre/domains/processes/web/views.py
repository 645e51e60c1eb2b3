"""The pages of processes: the register, one of them, two groups of its cases compared, what would follow from a change, its model."""

from __future__ import annotations

import re
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk import sheets
from pupitre.desk.rights import reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.proofs import proof
from pupitre.domains.processes.web import answer, export, page, supposed, versus
from pupitre.domains.processes.web.asked import OTHER, asked
from pupitre.domains.processes.web.cases import attributes
from pupitre.domains.processes.web.live import Held, held, more_tables, size
from pupitre.domains.processes.web.model import bpmn
from pupitre.domains.processes.web.priced import price
from pupitre.domains.processes.web.register import Entry, Register, register
from pupitre.domains.processes.web.sight import READ, sight
from pupitre.words import Lang

ASKED = ("step", "pace", "held", "wait", "arrivals", "absorbed", "kept", "keeping", "shift", "days", "opens", "closes")
"""What an address of the page of suppositions may hold, beside the strength of teams."""


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show every process in reach, those whose cases wait longest first."""
    known, lang = register(reach(request.viewer), on=timezone.localdate()), words.language(request.LANGUAGE_CODE)
    if sheets.is_asked(request):
        return sheets.answer(request, export.every_process(known))
    context = {
        "known": known,
        "answer": answer.of_register(known.entries),
        "support": answer.around_register(known.entries),
        "entries": [page.line(one, lang) for one in known.entries],
        "new_link": address("objects:new", "process") if request.viewer.can("edit") else "",
    }
    return render(request, "processes/home.html", context)


@require_GET
def process(request: HttpRequest, key: str) -> HttpResponse:
    """Show one process: its map, where its cases wait, the paths they take, what is kept and broken, what was done about it."""
    within, lang = reach(request.viewer), words.language(request.LANGUAGE_CODE)
    known = register(within, on=timezone.localdate(), also=READ)
    entry = known.get(unquote(key))
    if entry is None:
        raise Http404
    wanted = asked(request.GET, activities={step["activity"] for step in entry.steps})
    can_edit = request.viewer.can("edit") and within.holds("process", entry.key)
    context = page.context(known, entry, wanted, lang, is_whole="all" in request.GET) | {
        "edit_link": address("objects:edit", "process", entry.key) if can_edit else "",
        "price": price(entry) if not wanted.is_filtered else None,
    }
    return render(request, "processes/process.html", context)


@require_GET
def apart(request: HttpRequest, key: str) -> HttpResponse:
    """Show the rules and the departments for the cases kept: the page asks for them once it stands."""
    known = register(reach(request.viewer), on=timezone.localdate(), also=READ)
    entry, lang = known.get(unquote(key)), words.language(request.LANGUAGE_CODE)
    if entry is None:
        raise Http404
    wanted = asked(request.GET, activities={step["activity"] for step in entry.steps})
    log = held(entry.key, on=known.on)
    kept = more_tables(log, wanted, entry.key, on=known.on) if log is not None and wanted.is_filtered else None
    whole = page.apart(known, sight(known, entry), wanted, lang)
    context = page.apart(known, sight(known, entry, kept), wanted, lang)
    return render(request, "processes/apart.html", context | {"had_rules": bool(whole["rules"]), "had_matrix": bool(whole["matrix"])})


@require_GET
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """Show what differs between two groups of cases, beyond chance."""
    _, entry, log, lang = _logged(request, key)
    if log is None:
        return HttpResponseRedirect(entry.link)
    activities = set(log.log.activities)
    given = (asked(request.GET, activities=activities), asked(request.GET, activities=activities, side=OTHER))
    offered = attributes(log)
    one, other = versus.sides(given, offered, first=entry.seen.get("first_on"), last=entry.seen.get("last_on"))
    is_full = all(log.once("size", side, size) for side in (one, other))
    context = {
        "entry": entry,
        "found": versus.versus(log, one, other, lang) if is_full else None,
        "sides": versus.forms(one, other, offered),
        "events_proof": proof("event", "", entry.key),
    }
    return render(request, "processes/compare.html", context)


@require_GET
def simulate(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a change would bring, played on the model found in the log."""
    known, entry, log, lang = _logged(request, key)
    if log is None:
        return HttpResponseRedirect(entry.link)
    refused = supposed.refusal(log)
    context = {
        "entry": entry,
        "refused": refused,
        "found": None if refused else supposed.supposed(log, request.GET, entry.row, known.units, lang),
        "days": supposed.DAYS,
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "events_proof": proof("event", "", entry.key),
        "edit_link": address("objects:edit", "process", entry.key)
        if request.viewer.can("edit") and known.reach.holds("process", entry.key)
        else "",
    }
    return render(request, "processes/simulate.html", context)


@require_GET
def model(request: HttpRequest, key: str) -> HttpResponse:
    """Give the model found in the cases kept as a BPMN 2.0 file, with its drawing."""
    _, entry, log, _ = _logged(request, key)
    if log is None:
        return HttpResponseRedirect(entry.link)
    text = bpmn(log, asked(request.GET, activities=set(log.log.activities)), entry.name)
    name = re.sub(r"[^A-Za-z0-9]+", "-", entry.key).strip("-") or "process"
    return HttpResponse(text, content_type="application/xml", headers={"Content-Disposition": f'attachment; filename="{name}.bpmn"'})


def _logged(request: HttpRequest, key: str) -> tuple[Register, Entry, Held | None, Lang]:
    """Return the register, a process in reach and its log, None when nothing of it is logged.

    Raises:
        Http404: There is no such process in reach.
    """
    known = register(reach(request.viewer), on=timezone.localdate())
    entry = known.get(unquote(key))
    if entry is None:
        raise Http404
    return known, entry, held(entry.key, on=known.on), words.language(request.LANGUAGE_CODE)
