"""Whether probabilities came true as often as they said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk import derived
from pupitre.desk.probabilities import Origin, cases
from pupitre.desk.rights import reach
from pupitre.desk.web.ledger.page import ORIGINS, ledger
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS

HEADING = Text(N_("Probabilities checked"))


@require_GET
def probabilities(request: HttpRequest) -> HttpResponse:
    """Show how often what was said came true, published and replayed probabilities apart."""
    every = cases(reach(request.viewer))
    origin: Origin | None = next((name for name in ORIGINS if name == request.GET.get("origin")), None)
    names = dict(MODELS["objective"].objects.filter(key__in={one.objective for one in every}).values_list("key", "name"))
    horizons = derived.latest("impact.horizon_chance").select(["objective", "horizon_days"])
    current = set(zip(*(column.to_pylist() for column in horizons.columns), strict=True))
    lang = words.language(request.LANGUAGE_CODE)
    shown = ledger(every, names, origin=origin, lang=lang, is_whole="all" in request.GET, current=current)
    return render(request, "ledger/probabilities.html", {"ledger": shown, "heading": HEADING})
