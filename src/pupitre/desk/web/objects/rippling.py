"""The form of a hazard shows what it would move before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any  # values of a form

from django.http import HttpRequest
from django.utils import timezone

from pupitre.desk.attainment import held
from pupitre.desk.chances import points_between, told
from pupitre.desk.entry.forms import EntryForm
from pupitre.desk.entry.kinds import Kind
from pupitre.desk.rights import reach
from pupitre.desk.ripple import ripple
from pupitre.desk.supposing import Moved
from pupitre.kernel import N_, Text

KIND = "hazard"


def is_asked(request: HttpRequest, kind: Kind) -> bool:
    """Tell whether the form was sent to see what it would move, not to be saved."""
    return kind.name == KIND and request.method == "POST" and "preview" in request.POST


def context(request: HttpRequest, kind: Kind, form: EntryForm) -> dict[str, Any]:
    """Return what the form of a hazard shows besides its fields; nothing for any other kind."""
    if kind.name != KIND:
        return {}
    if not is_asked(request, kind):
        return {"has_ripple": True}
    if not form.is_valid():  # nothing is concluded from a form that could not be saved; each fault stands beside its field
        return {"has_ripple": True, "must_mend": True}
    return _shown(request, form.cleaned_data)


def of_row(request: HttpRequest, kind: Kind, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page of a hazard that is written shows besides its fields; nothing for any other kind."""
    return _shown(request, row) if kind.name == KIND and request.method == "GET" else {}


def _shown(request: HttpRequest, said: Mapping[str, Any]) -> dict[str, Any]:
    found = ripple(
        held(),
        projects=said.get("projects") or (),
        tasks=said.get("tasks") or (),
        days=float(said.get("delay_days") or 0),
        cost=said.get("cost"),
        within=reach(request.viewer),
        on=timezone.localdate(),
        happens_on=said.get("happens_on"),
    )
    moved = [(found.names.get(one.objective, one.objective), _said(one)) for one in found.objectives]
    return {"has_ripple": True, "ripple": found, "moved": moved}


def _said(one: Moved) -> Text:
    text = N_("%(points)s less: from %(before)s to %(after)s") if one.gain < 0 else N_("%(points)s more: from %(before)s to %(after)s")
    return Text(text, points=points_between(one.before, one.after), before=told(one.before), after=told(one.after))
