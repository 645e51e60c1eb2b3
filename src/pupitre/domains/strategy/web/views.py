"""The pages of the strategy."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk import findings, sheets
from pupitre.desk.findings import Kept
from pupitre.desk.rights import reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.cards import Card, cards
from pupitre.desk.web.people import Owner
from pupitre.desk.web.shortlist import others_of_a_kind, shortlist
from pupitre.domains.strategy.web import answer, bands
from pupitre.domains.strategy.web.atlas import Atlas, atlas
from pupitre.domains.strategy.web.levers import bench
from pupitre.domains.strategy.web.listing import listing
from pupitre.domains.strategy.web.outlook import TABLES, outlook
from pupitre.domains.strategy.web.portrait import FACTS, FINISH, people_of, portrait, works_of
from pupitre.domains.strategy.web.sheet import objectives_sheet

DOMAIN_NAME = "strategy"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the strategy map, or the list of the objectives."""
    within = reach(request.viewer)
    known = atlas(within)
    if known.is_blank:
        return render(request, "strategy/blank.html", {"new": address("objects:new", "objective")})
    listed, aside = listing(known, request.GET), bands.beside(known)
    if sheets.is_asked(request):
        return sheets.answer(request, objectives_sheet(listed.goals))
    live = [item for item in findings.ranked(on=known.on) if item.domain == DOMAIN_NAME]
    context = {
        "known": known,
        "answer": answer.headline(known),
        "support": answer.support(known, aside),
        "listed": listed,
        "parts": bands.parts(known),
        "bands": bands.bands(known, listed.goals) if listed.view == "map" else (),
        "aside": aside,
        "horizons": bands.horizons(known),
        "cards": _cards(known, within.findings(live)),
    }
    return render(request, "strategy/home.html", context)


@require_GET
def part(request: HttpRequest, name: str) -> HttpResponse:
    """Show the list behind one part of the alignment score."""
    known = atlas(reach(request.viewer))
    found = next((one for one in bands.parts(known) if one.name == name and one.share is not None), None)
    if found is None:
        raise Http404
    return render(request, "strategy/part.html", {"part": found, "items": bands.items(known, name), "score": known.score})


@require_GET
def axis(request: HttpRequest, key: str) -> HttpResponse:
    """Show one axis: what it weighs and gets, its objectives, the projects that serve it, the findings about it."""
    within, key = reach(request.viewer), unquote(key)
    known = atlas(within, more=(FACTS, FINISH))
    if key not in {row["key"] for row in known.axes}:
        raise Http404
    goals = [goal for goal in known.goals.values() if goal.axis == key]
    ranked = within.findings(findings.ranked(on=known.on))
    live = [item for item in ranked if any(one.kind == "axis" and one.key == key for one in item.finding.subjects)]
    context = {
        "band": next(band for band in bands.bands(known, [goal for goal in goals if goal.is_live]) if band.key == key),
        "answer": answer.axis_headline(known, key),
        "support": answer.axis_support(known, [goal for goal in goals if goal.is_live]),
        "closed": [goal for goal in goals if not goal.is_live],
        "works": works_of(known, [goal.key for goal in goals], within, axis=key),
        "cards": _cards(known, live),
        "edit": address("objects:edit", "axis", key),
    }
    return render(request, "strategy/axis.html", context)


@require_GET
def objective(request: HttpRequest, key: str) -> HttpResponse:
    """Show one objective: its pace, its key results, its projects, what was decided, the causes known so far."""
    within, key = reach(request.viewer), unquote(key)
    known = atlas(within, people=people_of(key), more=(FACTS, FINISH, *TABLES))
    goal = known.goals.get(key)
    if goal is None:
        raise Http404
    lang = words.language(request.LANGUAGE_CODE)
    ahead = outlook(known, goal, lang=lang)
    found = portrait(known, goal, within, ahead, lang=lang)
    context = {
        "known": known,
        "goal": goal,
        "ahead": ahead,
        "answer": answer.objective_headline(goal),
        "support": answer.objective_support(goal, ahead, late_projects=found.late_count, project_count=len(found.running)),
        "portrait": found,
        "parents": [(known.goals[one], weight) for one, weight in goal.parents],
        "children": [(known.goals[one], weight) for one, weight in goal.children],
        "cards": _cards(known, found.findings),
        "axis_link": address("strategy:axis", goal.axis) if goal.axis else "",
        "owner_link": address("portfolio:person", goal.owner) if goal.owner and within.sees("person", goal.owner) else "",
        "edit": address("objects:edit", "objective", key) if within.holds("objective", key) and request.viewer.can("edit") else "",
        "history": address("objects:history", "objective", key),
        "assistant": address("links:home"),
        "is_lazy": "levers" not in request.GET,
    }
    if "levers" in request.GET and goal.has_chance:
        context["bench"] = bench(known, goal, ahead, [work.key for work in found.works], request.GET, within, lang=lang)
    return render(request, "strategy/objective.html", context)


@require_GET
def levers(request: HttpRequest, key: str) -> HttpResponse:
    """Show what can be done about an objective, and what the levers ticked would give together; without script, on its page."""
    within, key = reach(request.viewer), unquote(key)
    known = atlas(within, more=(FACTS, FINISH, *TABLES))
    goal = known.goals.get(key)
    if goal is None:
        raise Http404
    if "HX-Request" not in request.headers:
        return redirect(f"{goal.link}?{_with_levers(request)}#levers")
    projects = [work.key for work in works_of(known, [goal.key], within)]
    lang = words.language(request.LANGUAGE_CODE)
    found = bench(known, goal, outlook(known, goal, lang=lang), projects, request.GET, within, lang=lang) if goal.has_chance else None
    part = "#supposed" if request.headers.get("HX-Target") == "supposed" else ""
    return render(request, f"strategy/levers.html{part}", {"goal": goal, "bench": found})


def _with_levers(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked["levers"] = "1"
    return asked.urlencode()


def _cards(known: Atlas, items: Sequence[Kept]) -> list[Card]:
    """Return the cards of at most seven findings; the owner shown is that of the objective they are about."""
    shown = shortlist(items)
    owners = {
        item.fingerprint: Owner(goal.owner_name)
        for item in shown
        for subject in item.finding.subjects
        if subject.kind == "objective" and (goal := known.goals.get(subject.key)) is not None and goal.owner_name
    }
    return cards(shown, on=known.on, owners=owners, others=others_of_a_kind(items, shown))
