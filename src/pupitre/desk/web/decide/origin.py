"""What a new decision is about: a KPI, an objective, or nothing yet."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, QueryDict

from pupitre.desk.rights import reach
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS

NOTHING = Text("")
ABOUT = ("kpi", "objective")
BEGUN = {"question": 300, "choice": 300, "comment": 2000}
"""Fields that a link may fill in, and how long each may be."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the form was opened from.

    Args:
        words: What it is about, as a phrase. question: The question that the form opens with. kpi: The KPI it opens with.
    """

    words: Text
    question: Text
    kpi: str = ""


def origin(request: HttpRequest) -> Origin:
    """Return what `?kpi=` or `?objective=` asks a decision about.

    Raises:
        Http404: There is no such thing in reach.
    """
    for kind in ABOUT:
        key = request.GET.get(kind, "")
        if key:
            row = MODELS[kind].objects.filter(key=key).first()
            if row is None or not reach(request.viewer).sees(kind, key):
                raise Http404
            return _of_kpi(row) if kind == "kpi" else _of_objective(row)
    return Origin(Text(N_("A choice that no finding asked for.")), NOTHING)


def asked(request: HttpRequest) -> str:
    """Return the part of the address that says what the decision is about: a form sent with a fault still names it."""
    kept = QueryDict(mutable=True)
    kept.update({kind: request.GET[kind] for kind in ABOUT if request.GET.get(kind)})
    return f"?{kept.urlencode()}" if kept else ""


def begun(request: HttpRequest) -> dict[str, object]:
    """Return what a link wrote in the form beforehand, such as what was simulated."""
    said: dict[str, object] = {name: request.GET[name][:longest] for name, longest in BEGUN.items() if request.GET.get(name)}
    with suppress(ValueError):  # a day that is none leaves the usual one
        said["due_on"] = date.fromisoformat(request.GET.get("due_on", ""))
    with suppress(ValueError):  # an effect that is no number is left for whoever decides to write
        said["expected_likely"] = float(request.GET.get("expected_likely", ""))
    return said


def _of_kpi(row: object) -> Origin:
    name = str(row.name)  # type: ignore[attr-defined]  # a model made from the declaration
    return Origin(Text(N_("KPI: %(name)s"), name=name), Text(N_("What do we decide for “%(name)s”?"), name=name), str(row.key))  # type: ignore[attr-defined]


def _of_objective(row: object) -> Origin:
    name, key = str(row.name), str(row.key)  # type: ignore[attr-defined]  # as above
    kpi = MODELS["key_result"].objects.filter(objective=key).exclude(kpi=None).order_by("key").values_list("kpi", flat=True).first()
    kpi = kpi or MODELS["kpi"].objects.filter(objective=key).order_by("key").values_list("key", flat=True).first()
    return Origin(Text(N_("Objective: %(name)s"), name=name), Text(N_("What do we decide for “%(name)s”?"), name=name), kpi or "")
