"""The executive brief, downloaded from a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.brief.content import document
from pupitre.brief.pdf import pdf
from pupitre.desk.web import standing


@require_GET
def note(request: HttpRequest) -> HttpResponse:
    """Answer with the two pages in the language of the page."""
    made = pdf(document(request.viewer, lang=words.language(request.LANGUAGE_CODE)))
    name = f"pupitre-{standing.today().isoformat()}.pdf"
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
