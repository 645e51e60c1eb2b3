"""The page of trade-offs, and the limits typed on it kept."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from pupitre import words
from pupitre.desk import arbitration
from pupitre.desk.arbitration import Underway
from pupitre.desk.arbitration.saying import STEPS
from pupitre.desk.changes import edit
from pupitre.desk.entry.keys import known_codes, new_code
from pupitre.desk.rights import needs
from pupitre.desk.web.arbitrate.page import page
from pupitre.desk.web.arbitrate.said import said
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, PupitreError, Text


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show today's plan against the best one under the limits declared, or those typed."""
    if request.viewer.is_scoped:
        why = Text(N_("Trade-offs weigh the projects of the whole company: the direction sees them."))
        return render(request, "arbitrate/absent.html", {"why": why})
    lang = words.language(request.LANGUAGE_CODE)
    ground = arbitration.ground(on=timezone.localdate())
    why = arbitration.absent(ground)
    if why is not None:
        return render(request, "arbitrate/absent.html", {"why": why, "can_declare": True})
    asked = said(request.GET, ground, lang)
    try:
        answer = arbitration.ask(ground, asked.wanted)
    except PupitreError as refusal:
        return render(request, "arbitrate/absent.html", {"why": refusal.what, "mend": refusal.mend}, status=400)
    partial = "#far" if "HX-Request" in request.headers and request.headers.get("HX-Target") == "far" else ""
    if isinstance(answer, Underway):
        return render(request, f"arbitrate/wait.html{partial}", {"step": STEPS[answer.step], "share": round(100 * answer.share)})
    if partial:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "arbitrate/home.html", {"page": page(answer, asked, lang)})


@needs("edit")
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Write the limits typed on the page, as one change that can be undone."""
    lang = words.language(request.LANGUAGE_CODE)
    if request.viewer.is_scoped:
        return redirect("decide:arbitrate")
    ground = arbitration.ground(on=timezone.localdate())
    asked = said(request.POST, ground, lang)
    rows: list[dict[str, object]] = [{"key": key, "value": value} for key, value in asked.wanted.limits]
    if asked.wanted.budget is not None:
        key = new_code("limit", "name", "budget", known_codes("limit"))
        rows.append({"key": key, "kind": "budget", "value": asked.wanted.budget})
    if asked.faults:
        return redirect(f"{reverse('decide:arbitrate')}?{urlencode({f'limit-{key}': text for key, text in asked.typed.items()})}")
    if rows:
        change = edit({"limit": rows}, by=request.viewer.name, why=Text(N_("Limits set on the page of trade-offs")))
        done(request, Text(N_("Limits kept.")), change.change_id)
    return redirect("decide:arbitrate")
