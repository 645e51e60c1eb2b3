"""The processes as the register shows them: whose they are, what follows them, how long their cases take, where work waits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import pyarrow as pa
from django.db.models import Value

from pupitre.desk import derived, findings
from pupitre.desk.findings import LIVE, Kept
from pupitre.desk.rights import Reach
from pupitre.desk.web.addresses import address
from pupitre.domains.processes.explains import OVERVIEW
from pupitre.kernel import Text
from pupitre.records.models import MODELS

Cells = Mapping[str, Any]  # rows of any table
OVERVIEWS, STEPS = "processes.overview", "processes.step"
DEFINED = ("key", "name", "unit", "owner", "kpis", "systems", "target_days", "delay_cost", "hour_cost", "currency", "comment")


@dataclass(frozen=True, slots=True)
class Tie:
    """Something a process is tied to: its name, and its page when there is one in reach."""

    key: str
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One process of the register.

    Args:
        row: What is written of it. seen: What its log says, empty before an examination. steps: Its steps, as published.
        unit_name, owner_name, owner_link: Whose it is. kpis: What follows it. systems: What it runs on.
        findings: What was found about it and waits, the heaviest first.
    """

    row: Cells
    seen: Cells
    steps: tuple[Cells, ...]
    unit_name: str
    owner_name: str
    owner_link: str
    kpis: tuple[Tie, ...]
    systems: tuple[str, ...]
    findings: tuple[Kept, ...]

    @property
    def key(self) -> str:
        """Its code."""
        return str(self.row["key"])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.row["name"] or self.key)

    @property
    def quoted(self) -> str:
        """Its code as an address writes it."""
        return quote(self.key, safe="")

    @property
    def link(self) -> str:
        """The page about it."""
        return address("processes:process", self.key)

    @property
    def target_days(self) -> float | None:
        """The lead time promised."""
        return None if self.row["target_days"] is None else float(self.row["target_days"])

    @property
    def is_late(self) -> bool:
        """Whether more than half of its cases take longer than promised."""
        median, target = self.seen.get("lead_median_days"), self.target_days
        return median is not None and target is not None and median > target

    @property
    def worst(self) -> Cells | None:
        """The step before which cases wait longest, in share of the lead time; None when no share is known."""
        shares = [step for step in self.steps if step["wait_share"]]
        return max(shares, key=lambda step: (step["wait_share"], step["activity"]), default=None)

    @property
    def reason(self) -> Text | None:
        """Why its times are not told."""
        return OVERVIEW.reasons.get(str(self.seen.get("reason") or ""))

    @property
    def has_log(self) -> bool:
        """Whether any event of it was read."""
        return bool(self.seen.get("event_count"))


@dataclass(frozen=True, slots=True)
class Register:
    """Every process in somebody's reach, those that wait longest first, with the names that go with them."""

    on: date
    entries: tuple[Entry, ...]
    units: Mapping[str, str]
    tables: Mapping[str, pa.Table]
    reach: Reach

    def get(self, key: str) -> Entry | None:
        """Return a process, or None when there is no such one in reach."""
        return next((one for one in self.entries if one.key == key), None)


def register(reach: Reach, *, on: date, also: Collection[str] = ()) -> Register:
    """Return the processes in reach as the last examination left them.

    Args:
        reach: What the reader may see. on: Today. also: Other derived tables that the page reads.
    """
    rows = [row for row in MODELS["process"].objects.values(*DEFINED) if reach.sees("process", row["key"])]
    names = _names(rows)
    tables = {name: reach.table(name, table) for name, table in derived.latest_of((OVERVIEWS, STEPS, *also)).items()}
    seen = {row["process"]: row for row in tables[OVERVIEWS].to_pylist()}
    steps: dict[str, list[Cells]] = {}
    for row in tables[STEPS].to_pylist():
        steps.setdefault(row["process"], []).append(row)
    told = _told(reach, on=on) if rows else {}
    entries = [
        Entry(
            row=row,
            seen=seen.get(row["key"], {}),
            steps=tuple(steps.get(row["key"], ())),
            unit_name=names["unit"].get(row["unit"] or "", row["unit"] or ""),
            owner_name=names["person"].get(row["owner"] or "", row["owner"] or ""),
            owner_link=address("portfolio:person", row["owner"]) if row["owner"] and reach.sees("person", row["owner"]) else "",
            kpis=tuple(_kpi(reach, key, names["kpi"]) for key in row["kpis"] or ()),
            systems=tuple(row["systems"] or ()),
            findings=told.get(row["key"], ()),
        )
        for row in rows
    ]
    entries.sort(key=lambda one: (-((one.worst or {}).get("wait_share") or 0.0), not one.has_log, one.name.casefold(), one.key))
    return Register(on, tuple(entries), names["unit"], tables, reach)


def _kpi(reach: Reach, key: str, names: Mapping[str, str]) -> Tie:
    return Tie(key, names.get(key, key), address("performance:kpi", key) if key in names and reach.sees("kpi", key) else "")


def _names(rows: Collection[Cells]) -> dict[str, dict[str, str]]:
    """Return the names of departments, owners and KPIs, by kind and key; one query."""
    owners, kpis = {row["owner"] for row in rows} - {None}, {key for row in rows for key in row["kpis"] or ()}
    parts = [
        MODELS["unit"].objects.values_list(Value("unit"), "key", "name"),
        MODELS["person"].objects.filter(key__in=owners).values_list(Value("person"), "key", "name"),
        MODELS["kpi"].objects.filter(key__in=kpis).values_list(Value("kpi"), "key", "name"),
    ]
    found: dict[str, dict[str, str]] = {"unit": {}, "person": {}, "kpi": {}}
    for kind, key, name in parts[0].union(*parts[1:], all=True):
        found[kind][key] = name
    return found


def _told(reach: Reach, *, on: date) -> dict[str, tuple[Kept, ...]]:
    """Return the live findings about each process that are in reach, the heaviest first."""
    live = [one for one in reach.findings(findings.kept(on=on, closed=False)) if one.state in LIVE]
    found: dict[str, tuple[Kept, ...]] = {}
    for one in sorted(live, key=findings.rank):
        for key in dict.fromkeys(subject.key for subject in one.finding.subjects if subject.kind == "process"):
            found[key] = (*found.get(key, ()), one)
    return found
