"""What may be linked to what: each kind of link, with the things on both sides as the company model says them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pupitre.desk.linking.scoring import Thing
from pupitre.desk.rows import Key, columns, read
from pupitre.kernel import N_, Text
from pupitre.records.cells import Plain
from pupitre.records.system import ROWS

ENDED: Final = ("done", "stopped")
CLOSED: Final = ("draft", "reached", "missed", "dropped")
COUNTED: Final = ("declared", "accepted", None)
Rows = Mapping[str, Mapping[str, Plain]]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything about one kind of link.

    Args:
        sources: What may serve: the things still to be linked and those linked. targets: What may be served.
        linked: Pairs written down or accepted.
    """

    sources: tuple[Thing, ...]
    targets: tuple[Thing, ...]
    linked: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LinkKind:
    """One kind of link that is proposed.

    Args:
        name: Its word in `link_state` and in addresses. source: Kind of what serves. target: Kind of what is served.
        title: What is linked to what. nothing: What is said of a thing that serves none.
        field: The field of the source that holds the link; empty when the link is a row of its own (`contribution`).
        board: Reads the things.
    """

    name: str
    source: str
    target: str
    title: Text
    nothing: Text
    field: str
    board: Callable[[Known], Board]


def projects_to_objectives(known: Known) -> Board:
    """Return the running projects and the open objectives, with the links that count."""
    links = {(str(p), str(o)) for (p, o), row in known.read("contribution").items() if o and row["basis"] in COUNTED}
    kept = known.running() | {project for project, _ in links}
    sources = tuple(known.thing(row, key) for key, row in known.rows("project").items() if key in kept)
    return Board(sources, known.objectives(), frozenset(links))


def projects_to_axes(known: Known) -> Board:
    """Return the running projects and the axes where no objective is written down; nothing elsewhere, since an objective says its axis."""
    if known.rows("objective"):
        return Board((), (), frozenset())
    axes = tuple(Thing(key, str(row["name"]), str(row["name"])) for key, row in known.rows("axis").items())
    sources = tuple(known.thing(row, key) for key, row in known.rows("project").items() if key in known.running())
    return Board(sources, axes, known.held("project", "axis"))


def kpis_to_objectives(known: Known) -> Board:
    """Return the KPIs that no key result lays to an objective, and the open objectives."""
    counted = {str(row["kpi"]) for row in known.rows("key_result").values() if row["kpi"]}
    linked = known.held("kpi", "objective")
    told = {source for source, _ in linked}
    sources = tuple(known.thing(row, key) for key, row in known.rows("kpi").items() if key in told or key not in counted)
    through = {(str(r["kpi"]), str(r["objective"])) for r in known.rows("key_result").values() if r["kpi"] and str(r["kpi"]) in told}
    # The words of the KPIs of an objective would make each KPI look like its own objective.
    return Board(sources, known.objectives(has_kpis=False), linked | through)


def key_results_to_kpis(known: Known) -> Board:
    """Return the key results, and the KPIs that may count them."""
    objectives = known.rows("objective")
    sources = []
    for key, row in known.rows("key_result").items():
        held = objectives.get(str(row["objective"]), {})
        sources.append(known.thing({**dict(held), **dict(row), "name": row["name"] or held.get("name") or key, "description": None}, key))
    return Board(tuple(sources), tuple(known.thing(row, key) for key, row in known.rows("kpi").items()), known.held("key_result", "kpi"))


def actions_to_decisions(known: Known) -> Board:
    """Return the actions still to be done, and the decisions they may carry out."""
    linked = known.held("action", "decision")
    told = {source for source, _ in linked}
    actions = tuple(
        _dated(known.thing({**dict(row), "name": row["title"]}, key), row, "decided_on", "due_on")
        for key, row in known.rows("action").items()
        if key in told or not row["is_done"]
    )
    decisions = tuple(
        _dated(known.thing({**dict(row), "name": row["title"], "description": row["choice"]}, key), row, "decided_on", "")
        for key, row in known.rows("decision").items()
    )
    return Board(actions, decisions, linked)


LINKS: Final[Mapping[str, LinkKind]] = {
    kind.name: kind
    for kind in (
        LinkKind(
            "project_objective",
            "project",
            "objective",
            Text(N_("Projects and objectives")),
            Text(N_("Serves no objective")),
            "",
            projects_to_objectives,
        ),
        LinkKind(
            "kpi_objective",
            "kpi",
            "objective",
            Text(N_("KPIs and objectives")),
            Text(N_("Tells of no objective")),
            "objective",
            kpis_to_objectives,
        ),
        LinkKind(
            "key_result_kpi",
            "key_result",
            "kpi",
            Text(N_("Key results and KPIs")),
            Text(N_("No KPI counts it")),
            "kpi",
            key_results_to_kpis,
        ),
        LinkKind(
            "project_axis", "project", "axis", Text(N_("Projects and axes")), Text(N_("Belongs to no axis")), "axis", projects_to_axes
        ),
        LinkKind(
            "action_decision",
            "action",
            "decision",
            Text(N_("Actions and decisions")),
            Text(N_("Comes from no decision")),
            "decision",
            actions_to_decisions,
        ),
    )
}
"""Every kind of link that is proposed, the most useful first."""


class Known:
    """The rows of the company, read once each."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._rows: dict[str, Rows] = {}

    def rows(self, table: str) -> Rows:
        """Return the rows of a table whose key has one part, by key."""
        if table not in self._rows:
            self._rows[table] = {str(key[0]): row for key, row in self.read(table).items()}
        return self._rows[table]

    def read(self, table: str) -> Mapping[Key, Mapping[str, Plain]]:
        """Return the rows of any table, by key."""
        return {key: dict(zip(columns(ROWS[table]), row, strict=True)) for key, row in read(ROWS[table]).items()}

    def held(self, table: str, field: str) -> frozenset[tuple[str, str]]:
        """Return the links that a field of a table holds."""
        return frozenset((key, str(row[field])) for key, row in self.rows(table).items() if row[field])

    def running(self) -> frozenset[str]:
        """Return the projects that no last report says done or stopped."""
        last: dict[str, tuple[str, Plain]] = {}
        for (project, at), row in self.read("project_report").items():
            if str(at) >= last.get(str(project), ("", None))[0]:
                last[str(project)] = (str(at), row["status"])
        return frozenset(key for key in self.rows("project") if last.get(key, ("", None))[1] not in ENDED)

    def thing(self, row: Mapping[str, Plain], key: str, *more: Plain) -> Thing:
        """Return a row as something that can be linked."""
        unit = str(row.get("unit") or self.rows("person").get(str(row.get("owner") or ""), {}).get("unit") or "")
        return Thing(
            key=key,
            name=str(row.get("name") or key),
            text=_said(row.get("name"), row.get("description"), row.get("definition"), row.get("category"), *more),
            unit=unit,
            units=self._above(unit),
            owner=str(row.get("owner") or ""),
            axis=str(row.get("axis") or ""),
            starts_on=_day(row.get("starts_on")),
            ends_on=_day(row.get("due_on")),
        )

    def objectives(self, *, has_kpis: bool = True) -> tuple[Thing, ...]:
        """Return the open objectives, each with the words of its axis, of its key results and, when asked, of its KPIs."""
        words: dict[str, list[Plain]] = defaultdict(list)
        for row in self.rows("key_result").values():
            kpi = self.rows("kpi").get(str(row["kpi"] or ""), {})
            words[str(row["objective"])] += [row["name"], kpi.get("name"), kpi.get("definition")]
        for row in self.rows("kpi").values():
            if row["objective"] and has_kpis:
                words[str(row["objective"])].append(row["name"])
        return tuple(
            self.thing(row, key, *words[key], self.rows("axis").get(str(row["axis"] or ""), {}).get("name"))
            for key, row in self.rows("objective").items()
            if row["status"] not in CLOSED and (row["status"] == "open" or not row["due_on"] or str(row["due_on"]) >= self._on.isoformat())
        )

    def _above(self, unit: str) -> frozenset[str]:
        found: set[str] = set()
        while unit and unit not in found:
            found.add(unit)
            unit = str(self.rows("unit").get(unit, {}).get("parent") or "")
        return frozenset(found)


def _said(*parts: Plain) -> str:
    """Return texts as one, each once."""
    return ". ".join(dict.fromkeys(str(part) for part in parts if part))


def _day(value: Plain) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _dated(thing: Thing, row: Mapping[str, Plain], starts: str, ends: str) -> Thing:
    return Thing(
        thing.key,
        thing.name,
        thing.text,
        thing.unit,
        thing.units,
        thing.owner,
        thing.axis,
        _day(row[starts]),
        _day(row[ends]) if ends else None,
    )
