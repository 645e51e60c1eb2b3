"""The pages of the portfolio."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.domains.portfolio.web import charts, purse
from pupitre.domains.portfolio.web.answer import headline, support
from pupitre.domains.portfolio.web.folder import folder
from pupitre.domains.portfolio.web.listing import listing
from pupitre.domains.portfolio.web.load import heat_map
from pupitre.domains.portfolio.web.shelf import METHODS, shelf


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show which projects will keep their word."""
    known, lang = shelf(), words.language(request.LANGUAGE_CODE)
    listed, today = listing(known.rows, request.GET), timezone.localdate()
    context = {
        "known": known,
        "answer": headline(known.rows),
        "support": support(known),
        "listed": listed,
        "bars": charts.finish_bars(listed.rows, on=known.seen_on or today, is_today=known.seen_on == today, lang=lang),
        "heat": heat_map(known, everything=False),
        "purse": purse.purse(known, {}, everything=False),
        "method_words": [METHODS[name] for name in METHODS if any(row.method == name for row in listed.rows)],
    }
    return render(request, "portfolio/home.html", context)


@require_GET
def load(request: HttpRequest) -> HttpResponse:
    """Show every skill and week."""
    return render(request, "portfolio/load.html", {"heat": heat_map(shelf(), everything=True)})


@require_GET
def money(request: HttpRequest) -> HttpResponse:
    """Show the money of a year by department, axis or project."""
    return render(request, "portfolio/money.html", {"purse": purse.purse(shelf(), request.GET, everything=True)})


@require_GET
def project(request: HttpRequest, key: str) -> HttpResponse:
    """Show one project: its dates and their history, what holds its end, its cost, the findings about it."""
    known = shelf()
    row = known.get(unquote(key))
    if row is None:
        raise Http404
    found = folder(known, row)
    lang = words.language(request.LANGUAGE_CODE)
    context = {"row": row, "folder": found, "slips": charts.slip_line(found.finishes, due_on=row.due_on, lang=lang)}
    return render(request, "portfolio/project.html", context)
