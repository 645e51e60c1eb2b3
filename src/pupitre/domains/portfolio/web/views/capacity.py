"""Capacity: where hands will be missing, and why."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk import sheets
from pupitre.desk.rights import reach
from pupitre.desk.web.cards import best_option
from pupitre.desk.web.dossier import option_lines
from pupitre.domains.portfolio.web import causes, charts, hands
from pupitre.domains.portfolio.web import sheets as lists
from pupitre.domains.portfolio.web.about import about
from pupitre.domains.portfolio.web.capacity import LEGEND, LOAD, STATES, heat
from pupitre.domains.portfolio.web.shelf import shelf


@require_GET
def capacity(request: HttpRequest) -> HttpResponse:
    """Show how loaded each skill is, week by week."""
    found = heat(reach(request.viewer), request.GET, on=timezone.localdate())
    if found is None:
        return render(request, "portfolio/capacity.html", {"heat": None})
    if sheets.is_asked(request):
        return sheets.answer(request, lists.of_capacity(found))
    context = {
        "heat": found,
        "answer": hands.headline(found),
        "support": hands.support(found),
        "legend": [(level, STATES[level][0], word) for level, word in LEGEND.items()],
    }
    return render(request, "portfolio/capacity.html", context)


@require_GET
def skill(request: HttpRequest, key: str) -> HttpResponse:
    """Show who asks for a skill in a week, who is late, what was found and may be decided."""
    within = reach(request.viewer)
    known = shelf(within, also=(LOAD,))
    on = known.seen_on or timezone.localdate()
    found = causes.causes(known, unquote(key), request.GET, on=on)
    if found is None:
        raise Http404
    findings = about(within, "skill", found.key, on=timezone.localdate())
    first = findings.kept[0].finding if findings.kept else None
    context = {
        "found": found,
        "answer": causes.headline(found),
        "support": causes.support(found),
        "hours": charts.hours(found, on=on, lang=words.language(request.LANGUAGE_CODE)),
        "findings": findings,
        "options": option_lines(first.options, best_option(first.options)) if first else (),
    }
    return render(request, "portfolio/skill.html", context)
