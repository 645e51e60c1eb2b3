"""What a project serves: objectives and the KPIs that tell whether they are reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from pupitre.desk.rights import Reach
from pupitre.desk.web.addresses import address
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS

BASES = {
    "proposed": Text(N_("proposed, to be accepted")),
    "accepted": Text(N_("proposed, then accepted")),
    "declared": None,
}


@dataclass(frozen=True, slots=True)
class Tie:
    """An objective or a KPI: its name, its page, a remark."""

    key: str
    name: str
    link: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Ties:
    """The objectives a project serves, and their KPIs."""

    objectives: tuple[Tie, ...]
    kpis: tuple[Tie, ...]


def ties(reach: Reach, project: str) -> Ties:
    """Return what a project serves and what tells, in reach; a link that was refused is none."""
    linked = MODELS["contribution"].objects.filter(project=project)
    bases = {objective: basis for objective, basis in linked.values_list("objective", "basis") if basis != "refused"}
    served = MODELS["objective"].objects.filter(key__in=bases).order_by("name").values_list("key", "name") if bases else ()
    objectives = tuple(
        Tie(key, name, address("strategy:objective", key), BASES.get(bases[key] or "declared"))
        for key, name in served
        if reach.sees("objective", key)
    )
    keys = [one.key for one in objectives]
    measured = MODELS["key_result"].objects.filter(objective__in=keys).values("kpi")
    rows = MODELS["kpi"].objects.filter(Q(objective__in=keys) | Q(key__in=measured)).order_by("name").values_list("key", "name")
    kpis = tuple(Tie(key, name, address("performance:kpi", key)) for key, name in (rows if keys else ()) if reach.sees("kpi", key))
    return Ties(objectives, kpis)
