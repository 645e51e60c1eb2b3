"""What a project serves: objectives and the KPIs that tell whether they are reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

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
    name = MODELS["objective"].objects.filter(key=OuterRef("objective")).values("name")[:1]
    linked = MODELS["contribution"].objects.filter(project=project).annotate(name=Subquery(name))
    rows = linked.values_list("objective", "basis", "name")
    served = sorted((name or key, key, basis or "declared") for key, basis, name in rows if basis != "refused")
    objectives = tuple(
        Tie(key, name, address("strategy:objective", key), BASES.get(basis)) for name, key, basis in served if reach.sees("objective", key)
    )
    keys = [one.key for one in objectives]
    measured = MODELS["key_result"].objects.filter(objective__in=keys).values("kpi")
    rows = MODELS["kpi"].objects.filter(Q(objective__in=keys) | Q(key__in=measured)).order_by("name").values_list("key", "name")
    kpis = tuple(Tie(key, name, address("performance:kpi", key)) for key, name in (rows if keys else ()) if reach.sees("kpi", key))
    return Ties(objectives, kpis)
