"""The form of a hazard shows what it would move before it is saved."""

from __future__ import annotations

from typing import Any  # values of a form

from django.http import HttpRequest
from django.utils import timezone

from pupitre.desk.attainment import held
from pupitre.desk.chances import points, told
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
    said = form.cleaned_data
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
    return Text(text, points=points(one.gain), before=told(one.before), after=told(one.after))
