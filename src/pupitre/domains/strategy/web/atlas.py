"""The strategy as its pages show it: axes, objectives with their pace, what serves them, what serves nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import Cast

from pupitre import words
from pupitre.desk import derived
from pupitre.desk.chances import Chance, chances, reached_when
from pupitre.desk.rights import Reach
from pupitre.desk.settings import currency_of_home
from pupitre.desk.web import standing
from pupitre.desk.web.addresses import address
from pupitre.domains.strategy.web import pace
from pupitre.kernel import N_, Money, Quantity, Share, Text, reading
from pupitre.records.models import MODELS
from pupitre.words import Lang

Cells = Mapping[str, Any]  # a row of any table
PUBLISHED = (
    "strategy.objective_weight",
    "strategy.coverage",
    "strategy.axis_share",
    "strategy.alignment",
    "strategy.alignment_item",
    "strategy.key_result_pace",
    "strategy.objective_pace",
    "strategy.project_link",
)
PLACE = "-the-key-"
"""Stands for a key in an address that is worked out once for all objectives."""
KPI_STATUS = "performance.target_status"
KPI_STATES: Mapping[bool | None, tuple[str, Text]] = {
    True: ("bad", Text(N_("misses its target"))),
    False: ("good", Text(N_("holds its target"))),
    None: ("calm", Text(N_("no target to judge it by"))),
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One square of a waffle: a tone, a place to go, what it is in words."""

    tone: str
    link: str
    text: Text


@dataclass(frozen=True, slots=True)
class Result:
    """A key result on a page."""

    key: str
    name: str
    kpi: str
    kpi_name: str
    measured_in: str
    direction: str
    state: str
    weight: float | None
    baseline: float | None
    target: float | None
    current: float | None
    current_on: date | None
    starts_on: date | None
    due_on: date | None
    shape: str | None
    progress: float | None
    time: float | None
    expected: float | None
    reason: str

    @property
    def chip(self) -> tuple[str, Text]:
        """Tone and word of where it stands."""
        return pace.STATES[self.state]

    @property
    def said(self) -> Text:
        """Its pace in words."""
        return pace.said(self.progress, self.time, self.reason, is_up=self.is_up)

    @property
    def is_up(self) -> bool:
        """Whether it is better when higher: from its two ends, else from its KPI."""
        if self.baseline is None or self.target is None or self.baseline == self.target:
            return self.direction != "down"
        return self.target > self.baseline

    @property
    def done_percent(self) -> int:
        """Width of its bar."""
        return pace.percent(self.progress)

    @property
    def time_percent(self) -> int:
        """Place of the mark of the time."""
        return pace.percent(self.expected)

    @property
    def kpi_link(self) -> str:
        """The page of its KPI."""
        return address("performance:kpi", self.kpi) if self.kpi else ""

    def shown(self, value: float) -> Quantity | Share:
        """Return a value as its KPI is read."""
        largest = max((abs(v) for v in (self.baseline, self.target) if v is not None), default=abs(value))
        return reading(value, self.measured_in, largest=largest)

    def read(self, value: float | None, lang: Lang, *, digits: int | None = None) -> str:
        """Write a value the way its KPI is read, with the decimals asked for."""
        if value is None:
            return "–"
        shown = self.shown(value)
        return words.written(shown if digits is None else replace(shown, digits=digits), lang)


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective on a page.

    Args:
        state: Where it stands, as in `pace.STATES`. is_live: Whether it is still to be reached.
        weight: Its weight in the whole strategy. depth: 0 when it serves no other objective.
        parents, children: What it serves and what serves it, by key, with the weight among those that serve one parent.
        results: Its key results. chance: How likely it is.
        reached_when: The rule by which it counts as reached, in a sentence.
    """

    key: str
    name: str
    axis: str
    axis_name: str
    unit: str
    unit_name: str
    owner: str
    owner_name: str
    starts_on: date | None
    due_on: date | None
    horizon: str
    is_must: bool | None
    description: str
    state: str
    is_live: bool
    progress: float | None
    time: float | None
    expected: float | None
    measured_count: int
    reason: str
    weight: float | None
    depth: int
    project_count: int | None
    parents: tuple[tuple[str, float | None], ...]
    children: tuple[tuple[str, float | None], ...]
    results: tuple[Result, ...]
    kpis: tuple[tuple[str, str, bool | None], ...]
    link: str
    chance: Chance
    reached_when: Text | None

    @property
    def chip(self) -> tuple[str, Text]:
        """Tone and word of where it stands."""
        return pace.STATES[self.state]

    @property
    def said(self) -> Text:
        """Its pace in words."""
        return pace.said(self.progress, self.time, self.reason)

    @property
    def done_percent(self) -> int:
        """Width of its bar."""
        return pace.percent(self.progress)

    @property
    def time_percent(self) -> int:
        """Place of the mark of what is due."""
        return pace.percent(self.expected)

    @property
    def quoted(self) -> str:
        """Its key as a part of an address."""
        return quote(self.key, safe="")

    @property
    def has_chance(self) -> bool:
        """Whether a probability stands for it: it is still to be reached, and the last examination could tell."""
        return self.is_live and self.chance.share is not None

    @property
    def map_chip(self) -> tuple[str, Text]:
        """Tone and word of its card: its probability, else its pace."""
        return (self.chance.tone, self.chance.word) if self.has_chance else self.chip

    @property
    def result_dots(self) -> list[Dot]:
        """Its key results, as squares."""
        return [
            Dot(r.chip[0], f"{self.link}#kr-{n}", Text(N_("%(name)s: %(state)s, %(pace)s"), name=r.name, state=r.chip[1], pace=r.said))
            for n, r in enumerate(self.results, start=1)
        ]

    @property
    def kpi_dots(self) -> list[Dot]:
        """The KPIs that follow it beside its key results, as squares."""
        found = []
        for key, name, is_missed in self.kpis:
            tone, word = KPI_STATES[is_missed]
            found.append(Dot(tone, address("performance:kpi", key) or self.link, Text(N_("%(name)s: %(state)s"), name=name, state=word)))
        return found


@dataclass(frozen=True, slots=True)
class Atlas:
    """The strategy on the day of the last examination, within somebody's reach."""

    on: date
    currency: str
    axes: tuple[Cells, ...]
    goals: Mapping[str, Goal]
    names: Mapping[str, Mapping[str, str]]
    shares: Mapping[str, Cells]
    score: float | None
    parts: tuple[Cells, ...]
    items: tuple[Cells, ...]
    coverage: Mapping[str, Cells]
    loose: tuple[Cells, ...]
    kpis: Mapping[str, Cells]
    more: Mapping[str, pa.Table]

    @property
    def live(self) -> list[Goal]:
        """The objectives still to be reached, in order: those of the top first, then by code."""
        return sorted((goal for goal in self.goals.values() if goal.is_live), key=lambda g: (g.depth, g.key))

    @property
    def is_blank(self) -> bool:
        """Whether there is neither axis nor objective to show."""
        return not self.axes and not self.goals

    @property
    def has_chances(self) -> bool:
        """Whether any objective has a probability."""
        return any(goal.has_chance for goal in self.goals.values())

    def name(self, kind: str, key: str | None) -> str:
        """Return the name a person reads for a key."""
        return self.names.get(kind, {}).get(key or "", key or "")

    def about(self, table: str, column: str, keys: Collection[str]) -> dict[str, Cells]:
        """Return the rows of a derived table that was asked for about these keys, by key."""
        rows = self.more[table]
        kept = rows.filter(pc.is_in(rows[column], pa.array(sorted(keys), pa.string())))
        return {row[column]: row for row in kept.to_pylist()}

    def amount(self, value: Any) -> Money | None:  # a money column of a table
        """Return an amount of the company's currency."""
        return None if value is None else Money(value, self.currency)

    def child_dots(self, goal: Goal) -> list[Dot]:
        """Return the objectives that serve another, as squares."""
        found = []
        for key, _ in goal.children:
            child = self.goals[key]
            said = child.chance.sentence if child.has_chance else child.said
            text = Text(N_("%(name)s: %(state)s, %(pace)s"), name=child.name, state=child.map_chip[1], pace=said)
            found.append(Dot(child.map_chip[0], child.link, text))
        return found


def atlas(within: Reach, *, people: Q | None = None, more: Collection[str] = ()) -> Atlas:
    """Return the strategy within somebody's reach; the same handful of queries whatever its size.

    Args:
        within: What the reader may see.
        people: Which people's names are wanted beside those of the owners of objectives.
        more: Other derived tables that the page needs.
    """
    on = standing.today()
    tables = derived.latest_of((*PUBLISHED, KPI_STATUS, *more))
    known = {name: within.table(name, tables[name]).to_pylist() for name in PUBLISHED}
    rows = [row for row in MODELS["objective"].objects.order_by("key").values() if within.sees("objective", row["key"])]
    results = [row for row in MODELS["key_result"].objects.order_by("key").values() if within.sees("key_result", row["key"])]
    links = list(MODELS["cascade"].objects.order_by("parent", "child").values_list("child", "parent", "weight"))
    loose = [row for row in known["strategy.project_link"] if not row["is_linked"]]
    owners = Q(key__in={row["owner"] for row in rows if row["owner"]})
    names, axes = named(
        {"person": owners | people if people else owners, "project": Q(key__in={row["project"] for row in loose}), "unit": Q(), "axis": Q()}
    )
    columns = ("key", "name", "objective", "unit", "owner", "measured_in", "direction", "aggregation")
    kpis = {row["key"]: row for row in MODELS["kpi"].objects.values(*columns) if within.sees("kpi", row["key"])}
    maker = _Maker(
        on, known, names, kpis, _missed(tables[KPI_STATUS], kpis), results, links, frozenset(row["key"] for row in rows), chances(within)
    )
    alignment = known["strategy.alignment"]
    return Atlas(
        on=on,
        currency=currency_of_home(),
        axes=axes,
        goals={row["key"]: maker.goal(row) for row in rows},
        names=names,
        shares={row["axis"]: row for row in known["strategy.axis_share"]},
        score=next((row["share"] for row in alignment if row["part"] == "score"), None),
        parts=tuple(row for row in alignment if row["part"] != "score"),
        items=tuple(known["strategy.alignment_item"]),
        coverage={row["objective"]: row for row in known["strategy.coverage"]},
        loose=tuple(loose),
        kpis=kpis,
        more={name: within.table(name, tables[name]) for name in more},
    )


def named(wanted: Mapping[str, Q]) -> tuple[dict[str, dict[str, str]], tuple[Cells, ...]]:
    """Return names by kind and key, and the axes in order with the weight they declare, in one query.

    Args:
        wanted: By kind, which ones.
    """
    nothing = Cast(Value(None), FloatField())  # PostgreSQL takes a bare NULL for a text
    parts = [
        MODELS[kind].objects.filter(which).annotate(kind=Value(kind), of=F("weight") if kind == "axis" else nothing)
        for kind, which in wanted.items()
    ]
    rows = [part.values_list("kind", "key", "name", "of") for part in parts]
    found: dict[str, dict[str, str]] = {kind: {} for kind in wanted}
    axes = []
    for kind, key, name, weight in rows[0].union(*rows[1:], all=True):
        found[kind][key] = name
        if kind == "axis":
            axes.append({"key": key, "name": name, "weight": weight})
    return found, tuple(sorted(axes, key=lambda axis: axis["key"]))


def _missed(status: Any, kpis: Iterable[str]) -> dict[str, bool | None]:  # an Arrow table
    """Return, by KPI, whether it misses its target in any department over the last period judged."""
    judged = status.filter(pc.and_(pc.is_valid(status["is_missed"]), pc.invert(status["is_projected"])))
    found: dict[str, tuple[date, bool]] = {}
    for kpi, starts_on, is_missed in zip(*(judged[name].to_pylist() for name in ("kpi", "starts_on", "is_missed")), strict=True):
        before = found.get(kpi)
        if before is None or starts_on >= before[0]:
            found[kpi] = (starts_on, is_missed or (before is not None and before[0] == starts_on and before[1]))
    return {key: found[key][1] if key in found else None for key in kpis}


class _Maker:
    """What is known of every objective, to make each one from its row."""

    def __init__(
        self,
        on: date,
        known: Mapping[str, list[Cells]],
        names: Mapping[str, Mapping[str, str]],
        kpis: Mapping[str, Cells],
        missed: Mapping[str, bool | None],
        results: Iterable[Cells],
        links: Iterable[tuple[str, str, float | None]],
        goals: frozenset[str],
        found: Mapping[str, Chance],
    ) -> None:
        self.chances = found
        self.on, self.names, self.kpis, self.missed = on, names, kpis, missed
        self.page = address("strategy:objective", PLACE)
        self.paces = {row["objective"]: row for row in known["strategy.objective_pace"]}
        self.result_paces = {row["key_result"]: row for row in known["strategy.key_result_pace"]}
        self.weights = {row["objective"]: row for row in known["strategy.objective_weight"]}
        self.coverage = {row["objective"]: row for row in known["strategy.coverage"]}
        self.results: dict[str, list[Cells]] = {}
        for row in results:
            self.results.setdefault(row["objective"], []).append(row)
        self.following: dict[str, list[Cells]] = {}
        for kpi in kpis.values():
            self.following.setdefault(kpi["objective"] or "", []).append(kpi)
        self.above: dict[str, list[tuple[str, float | None]]] = {}
        self.below: dict[str, list[tuple[str, float | None]]] = {}
        for child, parent, weight in links:
            if child in goals and parent in goals:
                self.above.setdefault(child, []).append((parent, weight))
                self.below.setdefault(parent, []).append((child, weight))

    def goal(self, row: Cells) -> Goal:
        """Return an objective as it is shown."""
        key = row["key"]
        found, weighed, covered = self.paces.get(key, {}), self.weights.get(key, {}), self.coverage.get(key, {})
        progress, expected = found.get("progress_share"), found.get("expected_share")
        results = tuple(self.result(one, row) for one in self.results.get(key, ()))
        measured = {one.kpi for one in results}
        axis = row["axis"] or weighed.get("axis") or ""
        is_live = row["status"] == "open" or (row["status"] is None and (row["due_on"] is None or row["due_on"] >= self.on))
        return Goal(
            key=key,
            name=row["name"],
            axis=axis,
            axis_name=self.names["axis"].get(axis, axis),
            unit=row["unit"] or "",
            unit_name=self.names["unit"].get(row["unit"] or "", row["unit"] or ""),
            owner=row["owner"] or "",
            owner_name=self.names["person"].get(row["owner"] or "", row["owner"] or ""),
            starts_on=row["starts_on"],
            due_on=row["due_on"],
            horizon=covered.get("horizon") or row["horizon"] or "",
            is_must=row["is_must"],
            description=row["description"] or "",
            state=pace.state(progress, expected, due_on=row["due_on"], on=self.on, declared=row["status"]),
            is_live=is_live,
            progress=progress,
            time=found.get("time_share"),
            expected=expected,
            measured_count=found.get("measured_count") or 0,
            reason=found.get("reason") or "",
            weight=weighed.get("weight"),
            depth=weighed.get("depth") or 0,
            project_count=covered.get("project_count"),
            parents=tuple(self.above.get(key, ())),
            children=tuple(self.below.get(key, ())),
            results=results,
            kpis=tuple((k["key"], k["name"], self.missed[k["key"]]) for k in self.following.get(key, ()) if k["key"] not in measured),
            link=self.page.replace(PLACE, quote(key, safe="")),
            chance=self.chances.get(key) or Chance(key, row["due_on"]),
            reached_when=reached_when(row, results=len(results), children=len(self.below.get(key, ()))),
        )

    def result(self, row: Cells, objective: Cells) -> Result:
        """Return a key result as it is shown."""
        found = self.result_paces.get(row["key"], {})
        kpi = self.kpis.get(row["kpi"] or "", {})
        due_on = row["due_on"] or objective["due_on"]
        progress, expected = found.get("progress_share"), found.get("expected_share")
        return Result(
            key=row["key"],
            name=row["name"] if row["name"] and row["name"] != row["kpi"] else kpi.get("name") or row["name"] or row["key"],
            kpi=row["kpi"] if kpi else "",
            kpi_name=kpi.get("name") or "",
            measured_in=kpi.get("measured_in") or "",
            direction=kpi.get("direction") or "",
            state=pace.state(progress, expected, due_on=due_on, on=self.on),
            weight=row["weight"],
            baseline=row["baseline"],
            target=row["target"],
            current=found.get("current"),
            current_on=found.get("current_on"),
            starts_on=row["starts_on"] or objective["starts_on"],
            due_on=due_on,
            shape=row["shape"],
            progress=progress,
            time=found.get("time_share"),
            expected=expected,
            reason=found.get("reason") or "",
        )
