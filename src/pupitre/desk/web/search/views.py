"""Searching, what somebody holds, the help of a page, the pulse of what changes."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk import search
from pupitre.desk.rights import reach
from pupitre.desk.web.search.guide import EVERYWHERE, guide_of
from pupitre.desk.web.search.holdings import holdings
from pupitre.desk.web.search.places import ICONS, Place, commands_called, kind_name, link_of, screens_called
from pupitre.desk.web.search.pulse import news, state
from pupitre.desk.web.search.saved import own_page, views_called
from pupitre.kernel import N_, Text

SEARCH, HELP = Text(N_("Search")), Text(N_("Help"))
SHOWN = 12
LISTED = 60
FEW = 5
"""Commands shown beside what was found; all of them when nothing was typed."""


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Search, as a page or as the lines of the palette."""
    asked = request.GET.get("q", "")[:120]
    page = own_page(request, request.GET.get("from", ""))
    is_palette = "HX-Request" in request.headers
    hits = search.find(asked, request.viewer, words.language(request.LANGUAGE_CODE), limit=SHOWN if is_palette else LISTED)
    found = [Place(hit.name or hit.key, link_of(hit.kind, hit.key), ICONS[hit.kind], _about(request, hit)) for hit in hits]
    titled, asking = screens_called(asked)
    commands = commands_called(asked, request, request.viewer, page if is_palette else "")
    context = {
        "asked": asked,
        "page": page,
        "screens": titled,
        "others": asking,
        "found": found,
        "views": views_called(asked, request),
        "commands": commands[:FEW] if asked else commands,
    }
    context["heading"] = SEARCH
    context["is_nothing"] = not any(context[name] for name in ("screens", "found", "views", "others", "commands"))
    return render(request, "search/home.html#lines" if is_palette else "search/home.html", context)


def _about(request: HttpRequest, hit: search.Hit) -> str:
    kind = words.render(kind_name(hit.kind), words.language(request.LANGUAGE_CODE))
    return " · ".join(filter(None, (kind, "" if hit.kind == "finding" else hit.key, hit.about)))


@require_GET
def held(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show what a person or a department is in charge of, or what stands about something that has no page of its own."""
    key = unquote(key)
    found = holdings(kind, key, request.viewer) if reach(request.viewer).sees(kind, key) else None
    if found is None:
        raise Http404
    return render(
        request, "search/held.html", {"held": found, "kind": kind_name(kind), "icon_name": ICONS[kind], "heading": kind_name(kind)}
    )


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Say what a page answers, where its figures come from, what to do next, and its keys."""
    page = own_page(request, request.GET.get("from", ""))
    context = {"guide": guide_of(_name_of(page)), "everywhere": EVERYWHERE, "back": page or "/", "heading": HELP}
    return render(request, "search/help.html" + ("#dialog" if "HX-Request" in request.headers else ""), context)


def _name_of(page: str) -> str:
    try:
        return resolve(page.partition("?")[0]).view_name
    except Resolver404:
        return ""


@require_GET
def pulse(request: HttpRequest) -> HttpResponse:
    """Tell what changed since a page was made; nothing when nothing did."""
    now, seen = state(), request.GET.get("seen", "")
    if now == seen:
        return HttpResponse(status=204)
    return JsonResponse({"state": now, **news(seen, request.viewer, words.language(request.LANGUAGE_CODE))})
