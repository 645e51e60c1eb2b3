"""The projects as the pages show them: what is declared, what the facts say, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone

from pupitre.desk import derived, snapshot
from pupitre.kernel import N_, Money, Snapshot, Text

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
    "unknown": ("calm", Text(N_("cannot be told"))),
}
METHODS: Mapping[str, Text] = {
    "tasks": Text(N_("4,000 simulations of its tasks and their links, from where they stand")),
    "reports": Text(N_("the steps of progress it reported, drawn again until the end")),
    "slips": Text(N_("the date it announces, moved as announced dates have moved in this portfolio")),
    "pace": Text(N_("its progress so far, carried on along a straight or bent line")),
    "announced": Text(N_("the date it announces: nothing more is known")),
}


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project on a page."""

    key: str
    name: str
    unit: str
    unit_name: str
    axis: str
    axis_name: str
    starts_on: date | None
    life: str
    declared: str
    factual: str
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
    cost_index: float | None
    schedule_index: float | None

    @property
    def link(self) -> str:
        """The page about it."""
        return reverse("portfolio:project", args=[quote(self.key, safe="")])

    @property
    def is_alive(self) -> bool:
        """Whether it is still to be finished."""
        return self.life in ("planned", "running")

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


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every project of the last examination, with the names the pages use."""

    rows: tuple[ProjectRow, ...]
    names: Mapping[str, Mapping[str, str]]
    currency: str
    snapshot: Snapshot

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


def shelf() -> Shelf:
    """Return the projects as the last examination left them."""
    known = snapshot.take(on=timezone.localdate())
    names = {kind: _named(known, kind) for kind in ("unit", "axis", "skill")}
    projects = {row["key"]: row for row in known.table("project").to_pylist()}
    facts = {row["project"]: row for row in derived.latest("portfolio.project_facts").to_pylist()}
    rows = [
        _row(projects[finish["project"]], finish, facts[finish["project"]], names, known.currency)
        for finish in derived.latest("portfolio.project_finish").to_pylist()
        if finish["project"] in projects and finish["project"] in facts
    ]
    return Shelf(tuple(rows), names | {"project": {key: row["name"] for key, row in projects.items()}}, known.currency, known)


def _named(known: Snapshot, kind: str) -> dict[str, str]:
    table = known.table(kind)
    return dict(zip(table.column("key").to_pylist(), table.column("name").to_pylist(), strict=True))


Cells = Mapping[str, object]


def _row(project: Cells, finish: Cells, facts: Cells, names: Mapping[str, Mapping[str, str]], currency: str) -> ProjectRow:
    unit, axis = str(project["unit"] or ""), str(facts["axis"] or "")
    coin = str(project["currency"] or currency)

    def amount(name: str) -> Money | None:
        value = facts[name]
        return Money(value, coin) if isinstance(value, Decimal) else None

    kept = {name: finish[name] for name in ("seen_on", "due_on", "announced_on", "p50_on", "p80_on", "late_days", "late_chance")}
    kept |= {name: facts[name] for name in ("life", "factual", "progress", "time_share", "slip_days", "report_count", "first_finish_on")}
    kept |= {name: facts[name] for name in ("cost_index", "schedule_index")}
    return ProjectRow(
        key=str(project["key"]),
        name=str(project["name"]),
        unit=unit,
        unit_name=names["unit"].get(unit, unit),
        axis=axis,
        axis_name=names["axis"].get(axis, axis),
        starts_on=project["starts_on"],
        declared=str(facts["declared"] or ""),
        method=str(finish["method"] or ""),
        reason=str(finish["reason"] or ""),
        budget=amount("budget"),
        spent=amount("spent"),
        landing=amount("landing"),
        **kept,
    )
