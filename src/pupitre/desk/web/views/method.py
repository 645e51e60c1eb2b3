"""How a rule is computed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from pupitre.desk.web.methods import as_html, pages


@require_GET
def method(request: HttpRequest, name: str) -> HttpResponse:
    """Show the page of a method."""
    if name not in pages():
        raise Http404
    return render(request, "desk/method.html", {"body": mark_safe(as_html(name))})
