"""Who one is, what is called so, and the executive brief."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from pydantic import BaseModel, Field

from pupitre.brief.content import document
from pupitre.brief.pdf import pdf
from pupitre.desk import search as desk_search
from pupitre.desk.rights import PERMISSIONS
from pupitre.desk.web import standing
from pupitre.kernel import N_
from pupitre.web.api import values
from pupitre.web.api.gate import offer
from pupitre.web.api.objects import RESOURCES
from pupitre.web.api.refusals import language

PLACES = {kind: path for path, kind in RESOURCES.items()} | {"finding": "findings"}


class Me(BaseModel):
    """Whoever asks, and what they may do here."""

    name: str
    role: str
    units: list[str]
    person: str | None
    permissions: list[str]
    language: str


class Hit(BaseModel):
    """Something found."""

    kind: str
    key: str
    name: str
    about: str
    url: str | None


def add(api: NinjaAPI) -> None:
    """Give them their addresses."""
    offered: tuple[tuple[str, str, Callable[..., object], object, str], ...] = (
        ("/me", "me", read_me, {200: Me}, N_("Read who you are")),
        ("/search", "search", search, {200: list[Hit]}, N_("Search by name or code")),
        ("/brief.pdf", "brief", read_brief, {200: None}, N_("Read the executive brief")),
    )
    for path, tag, view, response, summary in offered:
        offer(api, "GET", path, view, tag=tag, response=response, summary=summary)


def read_me(request: HttpRequest) -> values.Json:
    """The account that the token or the session stands for."""
    viewer = request.viewer
    may = [one for one in PERMISSIONS if viewer.can(one)]
    known = {"units": sorted(viewer.units), "person": viewer.person or None, "permissions": may, "language": language(request)}
    return {"name": viewer.name, "role": viewer.role, **known}


def search(
    request: HttpRequest,
    q: Annotated[str, Field(min_length=1, max_length=120)] = Query(...),
    limit: Annotated[int, Field(ge=1, le=60)] = 20,
) -> list[values.Json]:
    """What answers to a name, a code, or a few letters of either, the best first."""
    hits = desk_search.find(q, request.viewer, language(request), limit=limit)
    return [
        {
            "kind": hit.kind,
            "key": hit.key,
            "name": hit.name,
            "about": hit.about,
            "url": values.address(PLACES[hit.kind], hit.key) if hit.kind in PLACES else None,
        }
        for hit in hits
    ]


def read_brief(request: HttpRequest) -> HttpResponse:
    """The two pages as a PDF, in the language asked for."""
    made = pdf(document(request.viewer, lang=language(request)))
    name = f"pupitre-{standing.today().isoformat()}.pdf"
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
