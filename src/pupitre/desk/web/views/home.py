"""Le pupitre: what deserves attention today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk import examine
from pupitre.desk.web import standing
from pupitre.desk.web.board import board
from pupitre.desk.web.standing import data_page


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the desk; while the domains examine, it shows what is known so far."""
    desk = board(request.viewer, lang=words.language(request.LANGUAGE_CODE))
    return render(request, "desk/home.html", {"desk": desk, "data_link": data_page(), **watching()})


@require_GET
def watch(request: HttpRequest) -> HttpResponse:
    """Show how far the examination is; the desk reloads each time one more domain is done."""
    now = watching()
    before = request.GET.get("from", "")
    now["reload"] = not (now["is_running"] or now["is_due"]) or str(now["done"]) != before
    return render(request, "desk/home.html#watch", now)


def watching() -> dict[str, object]:
    """Return what the examination banner shows."""
    far = examine.progress()
    return {
        "is_running": far is not None and far.is_running,
        "is_due": far is None and standing.has_data(),
        "now": far.title if far else None,
        "done": far.done if far else 0,
        "total": far.total if far else 0,
    }
