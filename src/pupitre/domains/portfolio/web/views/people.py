"""People: what one person owns."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pupitre.desk.rights import reach
from pupitre.domains.portfolio.web.person import person as person_of
from pupitre.domains.portfolio.web.shelf import shelf


@require_GET
def person(request: HttpRequest, key: str) -> HttpResponse:
    """Show what somebody looks after."""
    owned = person_of(shelf(reach(request.viewer)), unquote(key), on=timezone.localdate())
    if owned is None:
        raise Http404
    return render(request, "portfolio/person.html", {"owned": owned})
