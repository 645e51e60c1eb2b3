"""The links to confirm: what is proposed and why, answered by the dozen."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from pupitre.desk import background
from pupitre.desk.entry.names import of_kind
from pupitre.desk.linking import answers
from pupitre.desk.linking.review import review, waiting_counts
from pupitre.desk.linking.things import LINKS, LinkKind
from pupitre.desk.rights import needs, reach
from pupitre.desk.web.links import shown
from pupitre.desk.web.ours import ours
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, InputError, Text


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what may be linked to what, with the reasons, and what nobody linked yet."""
    counts = waiting_counts(request.viewer, on=timezone.localdate())
    kind = _kind(request.GET.get("kind") or next((name for name, count in counts.items() if count), next(iter(LINKS))))
    return _page(request, kind, counts, shown.Filters.of(request.GET), {"here": request.get_full_path()})


def _page(
    request: HttpRequest, kind: LinkKind, counts: Mapping[str, int], asked: shown.Filters, more: Mapping[str, object], status: int = 200
) -> HttpResponse:
    on, ticked = timezone.localdate(), frozenset(request.POST.getlist("pair"))
    units = of_kind("unit", reach(request.viewer)).labels
    one = review(kind, request.viewer, on=on)
    context = {
        "kind": kind,
        "review": one,
        "answer": shown.sentence(one)[0],
        "support": shown.sentence(one)[1],
        "tabs": shown.tabs(kind, counts),
        "ways": shown.ways(kind, asked),
        "groups": shown.groups(one, asked, units, ticked),
        "silent": [(thing, shown.link_of(kind.source, thing.key)) for thing in one.silent if asked.keeps(thing)],
        "nothing": [(thing, shown.link_of(kind.source, thing.key), why) for thing, why in one.nothing if asked.keeps(thing)],
        "units": units.items(),
        "asked": asked,
        "may_answer": request.viewer.can("decide"),
        **more,
    }
    return render(request, "links/home.html", context, status=status)


@needs("decide")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Write what was answered to everything that is ticked, as one change."""
    kind = _kind(request.POST.get("kind", ""))
    try:
        said, change = _written(request, kind)
    except InputError as refused:
        here = _back(request, kind)
        asked = shown.Filters.of(QueryDict(urlsplit(here).query))
        is_nothing = request.POST.get("do") == "nothing"
        more = {"refused": refused, "is_nothing": is_nothing, "ticked": request.POST.getlist("source"), "here": here}
        return _page(request, kind, waiting_counts(request.viewer, on=timezone.localdate()), asked, more, status=422)
    background.examine_soon()
    done(request, said, change or None)
    return redirect(_back(request, kind))


def _written(request: HttpRequest, kind: LinkKind) -> tuple[Text, int | None]:
    """Write the answer and return what to say of it, with the number of its change."""
    on, viewer = timezone.localdate(), request.viewer
    pairs = [(source, target) for source, _, target in (value.partition("\t") for value in request.POST.getlist("pair"))]
    sources, reason = request.POST.getlist("source"), request.POST.get("reason", "")
    match request.POST.get("do"):
        case "accept":
            change, count = answers.accept(kind, pairs, viewer=viewer)
            said = Text.many(N_("%(count)s link written."), N_("%(count)s links written."), count=count)
        case "refuse":
            change = answers.refuse(kind, pairs, reason, viewer=viewer, on=on)
            said = Text.many(N_("%(count)s proposal refused."), N_("%(count)s proposals refused."), count=len(pairs))
        case "nothing":
            change = answers.say_nothing(kind, sources, reason, viewer=viewer, on=on)
            said = Text.many(N_("%(count)s serves nothing: noted."), N_("%(count)s serve nothing: noted."), count=len(sources))
        case "again":
            change = answers.reconsider(kind, sources[0] if sources else "", viewer=viewer)
            said = Text(N_("To be linked again."))
        case _:
            raise Http404
    return said, change


def _kind(name: str) -> LinkKind:
    if name not in LINKS:
        raise Http404
    return LINKS[name]


def _back(request: HttpRequest, kind: LinkKind) -> str:
    return ours(request, request.POST.get("back", "")) or f"{reverse('links:home')}?kind={kind.name}"
