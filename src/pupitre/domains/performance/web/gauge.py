"""The KPIs as the pages show them: each series with how it stands, whose it is and what it measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone

from pupitre.desk import derived, findings
from pupitre.desk.findings import LIVE, Kept
from pupitre.desk.homes import current
from pupitre.desk.rights import SYSTEM, Reach, Viewer, reach
from pupitre.desk.web.addresses import address
from pupitre.domains.performance.analysis.targets import is_lasting
from pupitre.domains.performance.inputs import Kpi
from pupitre.records.models import MODELS, Change, ExaminationRun
from pupitre.words import Lang

Cells = Mapping[str, Any]  # rows of any table
Pair = tuple[str, str]

TABLES = (
    "performance.catalogue",
    "performance.target_status",
    "performance.limits",
    "performance.period_value",
    "performance.formula_value",
    "performance.alarm",
)
RECENT = 4.5
"""A reading that stands out among the last four is news; an older one is history."""
YEARS = timedelta(days=2 * 366)
"""The last whole quarter and the same one a year before are not older than this."""
DEFINED = (*Kpi.__slots__, "objective")


@dataclass(frozen=True, slots=True)
class Gauge:
    """One KPI read in one department, or in the whole company when the department is empty.

    Args:
        kpi: What defines it. unit: The department of its readings. home: That department, else the one that holds the KPI.
        last: How it comes in. status: How it stands against its target. limits: Its usual range. Each as published, empty without any.
        change: How the last whole quarter differs from the same one a year before, None when unknown. since: Its first day.
        findings: Fingerprints of the live findings that name it. alarms: What moved in its last year, oldest first, as published.
    """

    kpi: Cells
    unit: str
    home: str
    home_name: str
    owner_name: str
    objectives: tuple[str, ...]
    last: Cells
    status: Cells
    limits: Cells
    change: float | None
    since: date | None
    findings: tuple[str, ...]
    alarms: tuple[Cells, ...] = ()

    @property
    def shifts(self) -> tuple[Cells, ...]:
        """The shifts and drifts that nothing took back, oldest first."""
        return tuple(row for row in self.alarms if row["kind"] in ("level_shift", "drift") and not row["is_over"])

    @property
    def is_worse(self) -> bool:
        """Whether its last move goes the wrong way, or in no known direction."""
        size = self.shifts[-1]["size"] if self.shifts else 0.0
        return bool(self.shifts) and (self.kpi["direction"] not in ("up", "down") or (size > 0) == (self.kpi["direction"] == "down"))

    @property
    def key(self) -> str:
        """The code of its KPI."""
        return str(self.kpi["key"])

    @property
    def name(self) -> str:
        """The name of its KPI."""
        return str(self.kpi["name"])

    @property
    def link(self) -> str:
        """The page about it."""
        return address("performance:kpi", self.key) + (f"?unit={self.unit}" if self.unit else "")

    @property
    def is_missed(self) -> bool:
        """Whether its last judged reading misses its target."""
        return bool(self.status.get("is_missed"))

    @property
    def is_lasting(self) -> bool:
        """Whether it has missed its target for more than a swing."""
        return self.is_missed and is_lasting(self.status["run_count"], self.last.get("cadence_days"))

    @property
    def has_moved(self) -> bool:
        """Whether one of its last four readings is out of its usual range."""
        on, last_on, days = self.limits.get("signal_on"), self.last.get("last_on"), self.last.get("cadence_days")
        return bool(on and last_on and days and (last_on - on).days <= RECENT * days)

    @property
    def state(self) -> str:
        """How it stands, as a key of `STATES`."""
        reason = self.last.get("reason")
        if not self.last and not self.status:
            return "unread"
        if reason in ("stale", "zero"):
            return "stale"
        if reason == "retired":
            return "ended"
        if self.is_missed:
            return "missed"
        if self.shifts:
            return "shifted"
        if self.has_moved:
            return "moved"
        if self.limits.get("reason") == "too_few":
            return "few"
        return "kept" if self.status.get("target") is not None else "no_target"

    def is_in(self, state: str) -> bool:
        """Tell whether it belongs to the list of a state; one that moved does, whatever else is said of it."""
        return self.state == state or (state == "moved" and self.has_moved) or (state == "shifted" and bool(self.shifts))

    @property
    def gap(self) -> float | None:
        """By how much its last judged reading passes its target, as read."""
        value, target = self.status.get("value"), self.status.get("target")
        return None if value is None or target is None else value - target

    @property
    def weight(self) -> tuple[object, ...]:
        """Its place among those that ask for attention: the first come first."""
        gap, target = self.gap or 0.0, self.status.get("target") or 0.0
        rank = list(ORDER).index(self.state)
        size = abs(gap) / max(abs(target), 1e-9) if self.is_missed else 0.0
        return (
            not (self.shifts and self.is_worse),
            not (rank == 0 and self.is_lasting),
            rank,
            not self.findings,
            not self.kpi["is_critical"],
            -size,
            self.name.casefold(),
            self.key,
            self.unit,
        )


ORDER = ("missed", "shifted", "moved", "stale", "few", "kept", "no_target", "unread", "ended")


@dataclass(frozen=True, slots=True)
class Wall:
    """Every KPI in reach, with the names that go with them, their key results by KPI and what formulas gave."""

    on: date
    gauges: tuple[Gauge, ...]
    units: Mapping[str, str]
    objectives: Mapping[str, Cells]
    axes: Mapping[str, str]
    results: Mapping[str, list[Cells]]
    computed: pa.Table
    findings: tuple[Kept, ...] = ()
    by_kpi: Mapping[str, tuple[Gauge, ...]] = field(default_factory=dict)
    written: dict[tuple[Lang, str, str], str] = field(default_factory=dict, compare=False)
    drawn: dict[tuple[Lang, str, str], Any] = field(default_factory=dict, compare=False)  # cards, kept by who draws them

    def axis_of(self, objective: str) -> str:
        """Return the axis of an objective, empty when it has none."""
        return str(self.objectives[objective]["axis"] or "") if objective in self.objectives else ""

    def is_over(self, objective: str) -> bool:
        """Return whether an objective is closed, or past its date."""
        row = self.objectives[objective]
        return row["status"] in ("reached", "missed", "dropped") or (row["due_on"] or date.max) < self.on


def wall(viewer: Viewer) -> Wall:
    """Return every KPI in someone's reach as the last examination left it, those that ask for attention first.

    It is worked out once for each state of the home: every write has its change, every examination its run.
    """
    change = Change.objects.order_by("-id").values_list("digest", flat=True).first() or ""
    run, on = ExaminationRun.objects.order_by("-id").values_list("id", "on").first() or (0, timezone.localdate())
    return _kept(viewer if viewer.is_scoped else SYSTEM, (str(current().path), change, run), on)


@lru_cache(maxsize=32)
def _kept(viewer: Viewer, _state: tuple[str, str, int], on: date) -> Wall:
    return _wall(reach(viewer), on)


def _wall(seen: Reach, on: date) -> Wall:
    kpis = {row["key"]: row for row in MODELS["kpi"].objects.values(*DEFINED) if seen.sees("kpi", row["key"])}
    units = dict(MODELS["unit"].objects.values_list("key", "name"))
    people = dict(MODELS["person"].objects.filter(key__in={row["owner"] for row in kpis.values()} - {None}).values_list("key", "name"))
    objectives = {
        row["key"]: row
        for row in MODELS["objective"].objects.values("key", "name", "axis", "status", "due_on")
        if seen.sees("objective", row["key"])
    }
    results = _results()
    measured = _measured(kpis, objectives, results)
    published = {name: seen.table(name, rows) for name, rows in derived.latest_of(TABLES).items()}
    last, status, limits = (_by_pair(published[name]) for name in TABLES[:3])
    alarms = _alarms(published["performance.alarm"])
    changes = _changes(published["performance.period_value"], on)
    live = tuple(item for item in seen.findings(findings.kept(on=on, closed=False)) if item.state in LIVE)
    told = _told(live)
    pairs = [pair for pair in dict.fromkeys([*last, *status]) if pair[0] in kpis]
    pairs += [(key, "") for key in kpis.keys() - {key for key, _ in pairs}]
    gauges = []
    for key, unit in pairs:
        kpi, pair = kpis[key], (key, unit)
        home = unit or kpi["unit"] or ""
        change, since = changes.get(pair, (None, None))
        gauges.append(
            Gauge(
                kpi=kpi,
                unit=unit,
                home=home,
                home_name=units.get(home, home),
                owner_name=people.get(kpi["owner"] or "", kpi["owner"] or ""),
                objectives=measured.get(key, ()),
                last=last.get(pair, {}),
                status=status.get(pair, {}),
                limits=limits.get(pair, {}),
                change=change,
                since=since,
                findings=told.get(pair, ()) or told.get((key, "*"), ()),
                alarms=alarms.get(pair, ()),
            )
        )
    gauges.sort(key=lambda gauge: gauge.weight)
    by_kpi: dict[str, tuple[Gauge, ...]] = {}
    for gauge in gauges:
        by_kpi[gauge.key] = (*by_kpi.get(gauge.key, ()), gauge)
    axes = dict(MODELS["axis"].objects.values_list("key", "name"))
    return Wall(on, tuple(gauges), units, objectives, axes, results, published["performance.formula_value"], live, by_kpi)


def _by_pair(rows: pa.Table) -> dict[Pair, Cells]:
    return {(row["kpi"], row["unit"] or ""): row for row in rows.to_pylist()}


def _alarms(rows: pa.Table) -> dict[Pair, tuple[Cells, ...]]:
    """Return what moved in each series, oldest first."""
    found: dict[Pair, tuple[Cells, ...]] = {}
    for row in rows.sort_by("from_on").to_pylist():
        found[row["kpi"], row["unit"] or ""] = (*found.get((row["kpi"], row["unit"] or ""), ()), row)
    return found


def _results() -> dict[str, list[Cells]]:
    """Return the key results of each KPI."""
    found: dict[str, list[Cells]] = {}
    for row in MODELS["key_result"].objects.exclude(kpi=None).values("kpi", "objective", "baseline", "target", "due_on"):
        found.setdefault(row["kpi"], []).append(row)
    return found


def _measured(kpis: Mapping[str, Cells], objectives: Mapping[str, Cells], results: Mapping[str, list[Cells]]) -> dict[str, tuple[str, ...]]:
    """Return the objectives that each KPI measures, those still open first."""
    pairs = [(kpi, row["objective"]) for kpi, its in results.items() for row in its]
    pairs += [(key, row["objective"]) for key, row in kpis.items() if row["objective"]]
    found: dict[str, set[str]] = {}
    for kpi, objective in pairs:
        if objective in objectives:
            found.setdefault(kpi, set()).add(objective)

    def place(objective: str) -> tuple[object, ...]:
        row = objectives[objective]
        return (row["status"] in ("reached", "missed", "dropped"), -(row["due_on"] or date.min).toordinal(), objective)

    return {kpi: tuple(sorted(its, key=place)) for kpi, its in found.items()}


def _changes(rows: pa.Table, on: date) -> dict[Pair, tuple[float, date]]:
    """Return by how much the last whole quarter of each series differs from the same quarter a year before."""
    rows = rows.filter(pc.and_(pc.equal(rows.column("grain"), "quarter"), pc.greater(rows.column("starts_on"), on - YEARS)))
    quarters: dict[Pair, dict[date, float]] = {}
    columns = (rows.column(name).to_pylist() for name in ("kpi", "unit", "starts_on", "ends_on", "value"))
    for kpi, unit, start, end, value in zip(*columns, strict=True):
        if value is not None and end <= on:
            quarters.setdefault((kpi, unit or ""), {})[start] = value
    found = {}
    for pair, values in quarters.items():
        start = max(values)
        before = values.get(start.replace(year=start.year - 1))
        if before is not None:
            found[pair] = (values[start] - before, start)
    return found


def _told(live: tuple[Kept, ...]) -> dict[Pair, tuple[str, ...]]:
    """Return the findings that name each series; one that is about a KPI names all its series, under the department `*`."""
    found: dict[Pair, tuple[str, ...]] = {}
    for item in live:
        named = {(subject.key, "*") for subject in item.finding.subjects if subject.kind == "kpi"}
        for one in item.finding.evidence:
            if one.table in ("performance.target_status", "performance.catalogue", "performance.alarm", "performance.outlook"):
                named |= {(str(key[0]), str(key[1])) for key in one.keys if len(key) > 1}
        for pair in named:
            found[pair] = (*found.get(pair, ()), item.fingerprint)
    return found
