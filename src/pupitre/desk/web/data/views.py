"""Can I trust these figures? Sources, their age and faults, what the next file would bring."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from pupitre.desk import background, changes, data_overview, ladder, sheets
from pupitre.desk.data_overview import SourceSeen
from pupitre.desk.rights import Viewer, needs
from pupitre.desk.web.data.absent import missing
from pupitre.desk.web.data.labels import KINDS, SEVERITIES
from pupitre.desk.web.data.lists import faults_sheet, sources_sheet
from pupitre.desk.web.standing import freshness
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, Text

FIGURES = re.compile(r"\d+")
OLD_DAYS = 35
"""A month and a few days: what is sent every month is late from there on."""

EXPORTED = 100_000
"""Faults of one file that a workbook holds."""

SOUND_SHOWN = 20
"""Sound files listed at once: the others wait under a fold."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as the page lists it: what it is, its state as a tone and a word, what is wrong with it."""

    seen: SourceSeen
    kinds: tuple[Text, ...]
    tone: str
    word: Text
    faults: Text | None


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the sources, their age and faults, then the value ladder."""
    if not sees_files(request.viewer):
        return render(request, "data/freshness.html", {"fresh": freshness()})
    on = timezone.localdate()
    seen = [one for one in data_overview.sources(on=on) if not one.is_undone]
    if sheets.is_asked(request):
        return sheets.answer(request, sources_sheet(seen))
    latest = [one for one in seen if one.is_latest]
    old = aged(latest)
    rungs = ladder.ladder()
    lines = [line(one, old) for one in latest]
    sound = [one for one in lines if one.tone == "good"]
    context = {
        "answer": answer(latest),
        "support": support(latest),
        "attention": sorted((one for one in lines if one.tone != "good"), key=lambda one: (one.tone != "bad", -one.seen.rows_refused)),
        "sound": sound[:SOUND_SHOWN],
        "more_sound": sound[SOUND_SHOWN:],
        "is_complete": all(rung.state == "reached" for rung in rungs),
        "older": [line(one) for one in seen if not one.is_latest],
        "rungs": rungs,
        "kinds": KINDS,
        "missing": missing(),
    }
    return render(request, "data/home.html", context)


def sees_files(viewer: Viewer) -> bool:
    """Tell whether somebody sees what was read from files: it is the whole company's, rows and faults included."""
    return viewer.can("import") or viewer.can("audit")


def answer(latest: list[SourceSeen]) -> Text:
    """Conclude on what can be trusted."""
    if not latest:
        return Text(N_("Drop your first file, and read what it says."))
    read, refused = sum(one.rows_read for one in latest), sum(one.rows_refused for one in latest)
    if not refused:
        return Text.many(
            N_("Your figures rest on %(count)s file, read without losing a row."),
            N_("Your figures rest on %(count)s files, read without losing a row."),
            count=len(latest),
        )
    return Text.many(
        N_("Your figures rest on %(count)s file; %(refused)s of its %(read)s rows could not be loaded."),
        N_("Your figures rest on %(count)s files; %(refused)s of their %(read)s rows could not be loaded."),
        count=len(latest),
        refused=refused,
        read=read,
    )


def support(latest: list[SourceSeen]) -> Text:
    """Say what weakens the figures most: rows refused, then age."""
    if not latest:
        return Text(N_("A list of projects, KPIs, a budget, a ledger: as they are, in Excel or CSV. Nothing leaves this machine."))
    refused = [one for one in latest if one.rows_refused]
    old = aged(latest)
    if refused:
        worst = max(refused, key=lambda one: one.rows_refused)
        return Text.many(
            N_("%(count)s row was refused in %(file)s; each says why and how to mend it."),
            N_("%(count)s rows were refused in %(file)s; each says why and how to mend it."),
            count=worst.rows_refused,
            file=worst.name,
        )
    if old:
        return Text.many(
            N_("%(count)s file speaks of more than a month ago."), N_("%(count)s files speak of more than a month ago."), count=len(old)
        )
    return Text(N_("No row was refused, and everything is less than a month old."))


def aged(latest: list[SourceSeen]) -> frozenset[int]:
    """Return the numbers of the files that are late.

    Files whose names differ by figures alone (a ledger a year, a report a month) are one series: the newest of them says
    whether it is late, the others are its past.
    """
    series: dict[str, SourceSeen] = {}
    for one in latest:
        name = FIGURES.sub("", one.name)
        if name not in series or age(one) < age(series[name]):
            series[name] = one
    return frozenset(one.id for one in series.values() if age(one) > OLD_DAYS)


def age(one: SourceSeen) -> int:
    """Return the days since the last day that a file speaks of; since it was read, when it names no day."""
    return one.age_days if one.data_age_days is None else one.data_age_days


def line(seen: SourceSeen, old: frozenset[int] = frozenset()) -> SourceLine:
    """Return how a source is listed."""
    count = sum(fault.count for fault in seen.faults if fault.severity in ("refused", "absent", "warning"))
    faults = Text.many(N_("%(count)s remark"), N_("%(count)s remarks"), count=count) if count else None
    if seen.rows_refused:
        tone, word = "bad", Text.many(N_("%(count)s row refused"), N_("%(count)s rows refused"), count=seen.rows_refused)
    elif seen.id in old:
        tone, word = "warn", Text(N_("getting old"))
    else:
        tone, word = "good", Text(N_("sound"))
    return SourceLine(seen, tuple(KINDS[kind] for kind in seen.kinds if kind in KINDS), tone, word, faults)


@require_GET
def source(request: HttpRequest, number: int) -> HttpResponse:
    """Show one source: what it brought, its faults with their place, the way to undo it."""
    if not sees_files(request.viewer):
        raise Http404
    seen = _seen(number)
    rule = request.GET.get("rule") or None
    if sheets.is_asked(request):
        return sheets.answer(request, faults_sheet(seen, data_overview.faults_of(number, rule=rule, limit=EXPORTED), rule))
    faults = [(*SEVERITIES[fault.severity], fault) for fault in seen.faults]
    shown = [(*SEVERITIES[fault.severity], fault) for fault in data_overview.faults_of(number, rule=rule)]
    context = {"source": seen, "line": line(seen), "faults": faults, "shown": shown, "rule": rule}
    return render(request, "data/source.html", context)


@needs("import")
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Undo the import that brought a source."""
    return _undo(request, _seen(number), "data:home")


@needs("import")
@require_POST
def undo_import(request: HttpRequest, change_id: int) -> HttpResponse:
    """Undo an import by its change: the way back that is offered right after loading."""
    found = next((one for one in data_overview.sources(on=timezone.localdate()) if one.change_id == change_id), None)
    if found is None:
        raise Http404
    return _undo(request, found, "desk:home")


def _undo(request: HttpRequest, seen: SourceSeen, to: str) -> HttpResponse:
    """Undo an import once; rows changed since stay as they are and are counted."""
    if seen.is_undone:  # asked twice
        return whole_page(request, to)
    result = changes.undo(seen.change_id, by=request.viewer.name)
    left = len(result.left)
    text = Text(N_("The import was undone."))
    if left:
        text = Text.many(
            N_("The import was undone, but for %(count)s row changed since."),
            N_("The import was undone, but for %(count)s rows changed since."),
            count=left,
        )
    done(request, text, result.change_id)
    background.examine_soon()
    return whole_page(request, to)


def whole_page(request: HttpRequest, name: str, *args: str) -> HttpResponse:
    """Go to a page; a request made from inside a page makes the whole page go."""
    answer = redirect(name, *args)
    if not request.headers.get("HX-Request"):
        return answer
    return HttpResponse(headers={"HX-Redirect": answer["Location"]})


def _seen(number: int) -> SourceSeen:
    found = next((one for one in data_overview.sources(on=timezone.localdate()) if one.id == number), None)
    if found is None:
        raise Http404
    return found
