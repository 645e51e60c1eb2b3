"""What one person owns: things to look after, never a figure about the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from pupitre.desk.web.addresses import address
from pupitre.domains.portfolio.web.about import Taken, taken
from pupitre.domains.portfolio.web.shelf import ProjectRow, Shelf
from pupitre.domains.portfolio.web.ties import Tie
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS

SHOWN = 12
OVER = ("reached", "missed", "dropped")


@dataclass(frozen=True, slots=True)
class Duty:
    """An open task that somebody is in charge of."""

    name: str
    project: ProjectRow
    key: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Owned:
    """A person and what they own; of decisions and actions, those still open."""

    key: str
    name: str
    unit: str
    role: str
    projects: tuple[ProjectRow, ...]
    objectives: tuple[Tie, ...]
    kpis: tuple[Tie, ...]
    decisions: tuple[Taken, ...]
    actions: tuple[Taken, ...]
    duties: tuple[Duty, ...]

    @property
    def answer(self) -> Text:
        """What they own, in one sentence."""
        counted = (
            Text.many(N_("%(count)s project"), N_("%(count)s projects"), count=len(self.projects)) if self.projects else None,
            Text.many(N_("%(count)s objective"), N_("%(count)s objectives"), count=len(self.objectives)) if self.objectives else None,
            Text.many(N_("%(count)s KPI"), N_("%(count)s KPIs"), count=len(self.kpis)) if self.kpis else None,
            Text.many(N_("%(count)s open decision"), N_("%(count)s open decisions"), count=len(self.decisions)) if self.decisions else None,
            Text.many(N_("%(count)s open action"), N_("%(count)s open actions"), count=len(self.actions)) if self.actions else None,
        )
        said = tuple(text for text in counted if text)
        if not said:
            return Text(N_("%(name)s owns nothing that is listed here"), name=self.name)
        return Text(N_("%(name)s looks after %(things)s"), name=self.name, things=said)


def person(known: Shelf, key: str, *, on: date) -> Owned | None:
    """Return what somebody owns, within reach; None when they are unknown or out of reach.

    Args:
        known: The projects in reach.
        key: The person.
        on: Today.
    """
    row = MODELS["person"].objects.filter(key=key).values("name", "unit", "role").first()
    if row is None or not known.reach.sees("person", key):
        return None
    going_on = MODELS["objective"].objects.filter(Q(status=None) | ~Q(status__in=OVER), owner=key).order_by("due_on", "name")
    kpis = MODELS["kpi"].objects.filter(owner=key).order_by("name")
    what = [one for one in taken(known.reach, on=on, owner=key) if one.state in ("open", "late", "decided")]
    return Owned(
        key=key,
        name=row["name"],
        unit=known.name("unit", row["unit"] or ""),
        role=row["role"] or "",
        projects=tuple(sorted((one for one in known.rows if one.owner == key), key=lambda one: (not one.is_alive, one.name.lower()))),
        objectives=tuple(
            Tie(objective, name, address("strategy:objective", objective), Text(N_("due %(day)s"), day=due_on) if due_on else None)
            for objective, name, due_on in going_on.values_list("key", "name", "due_on")
            if known.reach.sees("objective", objective)
        ),
        kpis=tuple(
            Tie(kpi, name, address("performance:kpi", kpi)) for kpi, name in kpis.values_list("key", "name") if known.reach.sees("kpi", kpi)
        ),
        decisions=tuple(one for one in what if one.kind == "decision"),
        actions=tuple(sorted((one for one in what if one.kind == "action"), key=lambda one: (one.due_on or date.max, one.key))),
        duties=_duties({one.key: one for one in known.rows}, key),
    )


def _duties(projects: Mapping[str, ProjectRow], key: str) -> tuple[Duty, ...]:
    rows = MODELS["task"].objects.filter(Q(progress=None) | Q(progress__lt=1), person=key, finished_on=None).order_by("due_on", "key")
    found = rows.values_list("name", "project", "key", "due_on")
    return tuple(Duty(name or task, projects[project], task, due_on) for name, project, task, due_on in found if project in projects)
