"""The projects as the pages show them: what is declared, what the facts say, side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from urllib.parse import quote

import pyarrow as pa
from django.db.models import Q, Value
from django.urls import reverse

from pupitre.desk import derived
from pupitre.desk.rights import Reach
from pupitre.desk.settings import currency_of_home
from pupitre.desk.web.addresses import address
from pupitre.kernel import N_, Money, Share, Text
from pupitre.records.models import MODELS

Words = Mapping[str, tuple[str, Text]]

DECLARED: Words = {
    "green": ("good", Text(N_("green"))),
    "amber": ("warn", Text(N_("amber"))),
    "red": ("bad", Text(N_("red"))),
    "done": ("calm", Text(N_("finished"))),
    "not_started": ("calm", Text(N_("not started"))),
    "stopped": ("calm", Text(N_("stopped"))),
    "": ("calm", Text(N_("nothing declared"))),
}
FACTUAL: Words = {
    "on_time": ("good", Text(N_("keeps its word"))),
    "late": ("warn", Text(N_("late"))),
    "very_late": ("bad", Text(N_("very late"))),
    "done": ("calm", Text(N_("finished"))),
    "stopped": ("calm", Text(N_("stopped"))),
    "contradictory": ("bad", Text(N_("contradicts itself"))),
    "unknown": ("calm", Text(N_("cannot be told"))),
}
ALMOST_DONE, BARELY_BEGUN = 0.95, 0.05
"""Progress below which nothing is finished, and above which something has begun, whatever is declared; rounding is forgiven."""
METHODS: Mapping[str, Text] = {
    "tasks": Text(N_("4,000 simulations of its tasks and their links, from where they stand")),
    "reports": Text(N_("the steps of progress it reported, drawn again until the end")),
    "slips": Text(N_("the date it announces, moved as announced dates have moved in this portfolio")),
    "pace": Text(N_("its progress so far, carried on along a straight or bent line")),
    "announced": Text(N_("the date it announces: nothing more is known")),
}


@dataclass(frozen=True)
class ProjectRow:
    """A project on a page."""

    key: str
    name: str
    unit: str
    unit_name: str
    axis: str
    axis_name: str
    programme: str
    programme_name: str
    owner: str
    owner_name: str
    is_owner_seen: bool
    description: str
    starts_on: date | None
    life: str
    declared: str
    said: str
    method: str
    reason: str
    seen_on: date
    due_on: date | None
    announced_on: date | None
    p50_on: date | None
    p80_on: date | None
    late_days: int | None
    late_chance: float | None
    progress: float | None
    time_share: float | None
    slip_days: int | None
    report_count: int
    first_finish_on: date | None
    budget: Money | None
    spent: Money | None
    landing: Money | None
    landing_low: Money | None
    landing_high: Money | None
    cost_index: float | None
    schedule_index: float | None
    earned_days: float | None
    gone_days: float | None
    time_index: float | None

    @cached_property
    def link(self) -> str:
        """The page about it."""
        return reverse("portfolio:project", args=[quote(self.key, safe="")])

    @cached_property
    def owner_link(self) -> str:
        """The page about its owner, nothing when nobody listed them or when they are out of reach."""
        return address("portfolio:person", self.owner) if self.is_owner_seen else ""

    @cached_property
    def factual(self) -> str:
        """What the facts say: `on_time`, `late`, `very_late`, `done`, `stopped`, `contradictory` or `unknown`."""
        return "contradictory" if self.contradiction else self.said

    @property
    def is_alive(self) -> bool:
        """Whether it is still to be finished."""
        return self.life in ("planned", "running")

    @property
    def is_late(self) -> bool:
        """Whether the facts put its finish more than two weeks after the date promised."""
        return self.factual in ("late", "very_late")

    @property
    def contradiction(self) -> Text | None:
        """What its own reports say that cannot both be true."""
        done = self.progress
        if done is None:
            return None
        if self.declared == "done" and done < ALMOST_DONE:
            return Text(N_("Declared finished with %(progress)s of its work done: one of the two is wrong."), progress=Share(done))
        if self.declared == "not_started" and done > BARELY_BEGUN:
            return Text(N_("Declared not started with %(progress)s of its work done: one of the two is wrong."), progress=Share(done))
        return None

    @property
    def declared_word(self) -> tuple[str, Text]:
        """Tone and word of what is declared."""
        return DECLARED[self.declared]

    @property
    def factual_word(self) -> tuple[str, Text]:
        """Tone and word of what the facts say."""
        return FACTUAL[self.factual]

    @property
    def is_late_though_green(self) -> bool:
        """Whether green is declared where the facts say very late."""
        return self.declared == "green" and self.factual == "very_late"

    @property
    def gap(self) -> Text | None:
        """How far the likely finish is from the date promised, in words."""
        days = self.late_days
        if days is None:
            return None
        if days == 0:
            return Text(N_("on the day"))
        if days > 0:
            return Text.many(N_("%(count)s day late"), N_("%(count)s days late"), count=days)
        return Text.many(N_("%(count)s day early"), N_("%(count)s days early"), count=-days)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every project of the last examination in somebody's reach, with the names and the derived tables the pages use."""

    rows: tuple[ProjectRow, ...]
    names: Mapping[str, Mapping[str, str]]
    currency: str
    reach: Reach
    tables: Mapping[str, pa.Table]

    @property
    def seen_on(self) -> date | None:
        """The day the projects were judged on."""
        return self.rows[0].seen_on if self.rows else None

    @property
    def says_status(self) -> bool:
        """Whether any project declares a status."""
        return any(row.declared for row in self.rows)

    def get(self, key: str) -> ProjectRow | None:
        """Return a project, or None when there is no such one."""
        return next((row for row in self.rows if row.key == key), None)

    def name(self, kind: str, key: str) -> str:
        """Return the name a person reads for a key."""
        return self.names[kind].get(key, key)


NAMED = ("unit", "axis", "programme", "skill")
OF_PROJECTS = ("key", "name", "description", "unit", "owner", "programme", "starts_on", "currency")
JUDGED = ("portfolio.project_facts", "portfolio.project_finish")


def shelf(reach: Reach, also: Collection[str] = ()) -> Shelf:
    """Return the projects in reach as the last examination left them.

    Args:
        reach: What the reader may see.
        also: Other derived tables that the page reads.
    """
    rows = MODELS["project"].objects.values_list(*OF_PROJECTS)
    projects = {row[0]: dict(zip(OF_PROJECTS, row, strict=True)) for row in rows if reach.sees("project", row[0])}
    tables = {name: reach.table(name, rows) for name, rows in derived.latest_of((*JUDGED, *also)).items()}
    facts, finishes = ({row["project"]: row for row in tables[name].to_pylist()} for name in JUDGED)
    names = named() | {"project": {key: str(row["name"]) for key, row in projects.items()}}
    known = Shelf((), names, currency_of_home(), reach, tables)
    listed = [_row(known, projects[key], finish, facts[key]) for key, finish in finishes.items() if key in projects and key in facts]
    return replace(known, rows=tuple(listed))


def named() -> dict[str, dict[str, str]]:
    """Return the names of departments, axes, programmes, skills, owners of projects and persons in charge of tasks, by kind and key."""
    parts = [MODELS[kind].objects.values_list(Value(kind), "key", "name") for kind in NAMED]
    owners = MODELS["project"].objects.exclude(owner=None).values("owner")
    in_charge = MODELS["task"].objects.exclude(person=None).values("person")
    people = MODELS["person"].objects.filter(Q(key__in=owners) | Q(key__in=in_charge)).values_list(Value("person"), "key", "name")
    found: dict[str, dict[str, str]] = {kind: {} for kind in (*NAMED, "person")}
    for kind, key, name in parts[0].union(*parts[1:], people, all=True):
        found[kind][key] = name
    return found


Cells = Mapping[str, object]
OF_FINISH = ("seen_on", "due_on", "announced_on", "p50_on", "p80_on", "late_days", "late_chance")
OF_FACTS = (
    *("life", "progress", "time_share", "slip_days", "report_count", "first_finish_on"),
    *("cost_index", "schedule_index", "earned_days", "gone_days", "time_index"),
)


def _row(known: Shelf, project: Cells, finish: Cells, facts: Cells) -> ProjectRow:
    unit, programme, owner = (str(project[name] or "") for name in ("unit", "programme", "owner"))
    axis = str(facts["axis"] or "")
    coin = str(project["currency"] or known.currency)

    def amount(name: str) -> Money | None:
        value = facts[name]
        return Money(value, coin) if isinstance(value, Decimal) else None

    return ProjectRow(
        key=str(project["key"]),
        name=str(project["name"]),
        unit=unit,
        unit_name=known.name("unit", unit),
        axis=axis,
        axis_name=known.name("axis", axis),
        programme=programme,
        programme_name=known.name("programme", programme),
        owner=owner,
        owner_name=known.name("person", owner),
        is_owner_seen=owner in known.names["person"] and known.reach.sees("person", owner),
        description=str(project["description"] or ""),
        starts_on=project["starts_on"],
        declared=str(facts["declared"] or ""),
        said=str(facts["factual"]),
        method=str(finish["method"] or ""),
        reason=str(finish["reason"] or ""),
        **{name: amount(name) for name in ("budget", "spent", "landing", "landing_low", "landing_high")},
        **{name: finish[name] for name in OF_FINISH},
        **{name: facts.get(name) for name in OF_FACTS},
    )
