"""Projects: all of them, one, their money."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk import sheets
from pupitre.desk.rights import reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.objects.unexamined import unexamined
from pupitre.domains.portfolio.web import bars, charts, purse
from pupitre.domains.portfolio.web import sheets as lists
from pupitre.domains.portfolio.web.about import about, taken
from pupitre.domains.portfolio.web.answer import headline, support
from pupitre.domains.portfolio.web.folder import folder, neighbours
from pupitre.domains.portfolio.web.listing import listing
from pupitre.domains.portfolio.web.shelf import METHODS, shelf
from pupitre.domains.portfolio.web.spending import spending
from pupitre.domains.portfolio.web.ties import ties


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show which projects will keep their word."""
    known, lang, today = shelf(reach(request.viewer)), words.language(request.LANGUAGE_CODE), timezone.localdate()
    listed = listing(known.rows, request.GET)
    if sheets.is_asked(request):
        return sheets.answer(request, lists.of_projects(listed))
    on = known.seen_on or today
    axis = None if listed.is_list else bars.axis(listed.rows, on=on, is_today=on == today, lang=lang)
    context = {
        "known": known,
        "answer": headline(known.rows),
        "support": support(known),
        "listed": listed,
        "axis": axis,
        "drawn": [(row, bars.bar(row, axis) if axis else "") for row in listed.rows],
        "method_words": [METHODS[name] for name in METHODS if any(row.method == name for row in listed.rows)],
        "new_link": address("objects:new", "project") if request.viewer.can("edit") else "",
    }
    return render(request, "portfolio/home.html", context)


@require_GET
def money(request: HttpRequest) -> HttpResponse:
    """Show the money of a year by department, axis or project."""
    known = shelf(reach(request.viewer), also=("portfolio.money",))
    return render(request, "portfolio/money.html", {"purse": purse.purse(known, request.GET)})


@require_GET
def project(request: HttpRequest, key: str) -> HttpResponse:
    """Show one project: its dates and their history, what holds its end, what it serves and costs, what was found and decided about it."""
    within = reach(request.viewer)
    known = shelf(within, also=("portfolio.task_criticality", "portfolio.money"))
    row = known.get(unquote(key))
    if row is None:
        return unexamined(request, "project", unquote(key))
    today = timezone.localdate()
    opened = folder(known, row, on=today)
    found = about(within, "project", row.key, on=today, owner=row.owner_name)
    can_edit = request.viewer.can("edit") and within.holds("project", row.key)
    context = {
        "row": row,
        "folder": opened,
        "slips": charts.slip_line(opened.finishes, due_on=row.due_on, lang=words.language(request.LANGUAGE_CODE)),
        "ties": ties(within, row.key),
        "others": neighbours(known.rows, row),
        "found": found,
        "taken": taken(within, on=today, fingerprints=found.fingerprints) if found.fingerprints else (),
        "spending": spending(known, row),
        "edit_link": address("objects:edit", "project", row.key) if can_edit else "",
        "history_link": address("objects:history", "project", row.key),
    }
    return render(request, "portfolio/project.html", context)
