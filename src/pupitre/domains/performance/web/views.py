"""The pages of KPIs: the wall, and one of them."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from pupitre import words
from pupitre.desk import sheets
from pupitre.desk.rights import needs, reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.cards import cards as finding_cards
from pupitre.desk.web.methods import pages
from pupitre.desk.web.people import owners
from pupitre.desk.web.proofs import proof
from pupitre.desk.web.toast import done
from pupitre.domains.performance.web import export, notes
from pupitre.domains.performance.web.answer import headline, support
from pupitre.domains.performance.web.cards import Card, cards
from pupitre.domains.performance.web.folder import chosen, folder
from pupitre.domains.performance.web.gauge import Pair, Wall, wall
from pupitre.domains.performance.web.listing import listing
from pupitre.kernel import N_, Text
from pupitre.words import Lang

METHODS = {
    "what-moved": Text(N_("How what really moved is told")),
    "xmr": Text(N_("The usual range and its limits")),
    "target-missed": Text(N_("How a missed target is told")),
    "stale": Text(N_("When a KPI no longer comes in")),
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show every KPI in reach, those that ask for attention first."""
    known, lang = wall(request.viewer), words.language(request.LANGUAGE_CODE)
    listed = listing(known, request.GET)
    if sheets.is_asked(request):
        return sheets.answer(request, export.every_kpi(known, listed, lang=lang))
    found = cards(known, listed.shown, lang=lang)
    shown: dict[Pair, Card | str] = dict(found)
    if not listed.is_list:
        shown = {pair: written(known, card, lang) for pair, card in found.items()}
    context = {
        "known": known,
        "answer": headline(known.gauges),
        "support": support(known.gauges),
        "listed": listed,
        "proof_link": proof("performance.catalogue"),
        "groups": [(group, [shown[gauge.key, gauge.unit] for gauge in group.gauges]) for group in listed.groups],
    }
    return render(request, "performance/home.html", context)


def written(known: Wall, card: Card, lang: Lang) -> str:
    """Return the markup of a card, made once for each state of the home and language."""
    place = (lang, card.gauge.key, card.gauge.unit)
    if place not in known.written:
        known.written[place] = render_to_string("performance/card.html", {"card": card})
    return known.written[place]


@require_GET
def kpi(request: HttpRequest, key: str) -> HttpResponse:
    """Show one KPI: its chart with what was decided, what it measures, the findings about it, its rows."""
    known, lang, seen = wall(request.viewer), words.language(request.LANGUAGE_CODE), reach(request.viewer)
    gauge = chosen(known, unquote(key), request.GET.get("unit"))
    if gauge is None:
        raise Http404
    found = folder(known, gauge, reach=seen, given=request.GET, lang=lang)
    if sheets.is_asked(request):
        return sheets.answer(request, export.readings(gauge, on=known.on))
    may_edit, owner = request.viewer.can("edit") and seen.holds("kpi", gauge.key), gauge.kpi["owner"] or ""
    context = {
        "gauge": gauge,
        "folder": found,
        "findings": finding_cards(found.findings, on=known.on, owners=owners(found.findings)),
        "owner_link": address("portfolio:person", owner) if owner and seen.sees("person", owner) else "",
        "edit_link": address("objects:edit", "kpi", gauge.key) if may_edit else "",
        "may_note": request.viewer.can("answer"),
        "today": known.on,
        "longest": notes.LONGEST,
        "methods": [(reverse("desk:method", args=[name]), title) for name, title in METHODS.items() if name in pages()],
    }
    return render(request, "performance/kpi.html", context)


@require_POST
@needs("answer")
def note(request: HttpRequest, key: str) -> HttpResponse:
    """Note something about a KPI on a date; the note can be undone."""
    gauge = chosen(wall(request.viewer), unquote(key), request.POST.get("unit") or None)
    if gauge is None:
        raise Http404
    text, day = request.POST.get("text", "").strip(), _day(request.POST.get("on", ""))
    if not text or day is None or len(text) > notes.LONGEST:
        done(request, Text(N_("Nothing was noted: it takes a date and a few words, %(most)s characters at most."), most=notes.LONGEST))
    else:
        done(request, Text(N_("Noted on %(day)s."), day=day), notes.note(gauge.key, text, day, by=request.viewer.name))
    return HttpResponseRedirect(gauge.link + "#notes")


def _day(text: str) -> date | None:
    """Return a day up to today, None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None
