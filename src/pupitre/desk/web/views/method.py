"""How a rule is computed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from pupitre.desk.web import methods


@require_GET
def method(request: HttpRequest, name: str) -> HttpResponse:
    """Show the page of a method, in the reader's language."""
    if name not in methods.pages():
        raise Http404
    page, language = methods.page_in(name, request.LANGUAGE_CODE)
    context = {"body": mark_safe(methods.as_html(page)), "title": methods.title(page), "written_in": language}
    return render(request, "desk/method.html", context)
