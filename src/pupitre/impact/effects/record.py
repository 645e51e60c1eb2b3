"""The decisions taken and the readings of the KPIs they meant to move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import Share, Snapshot, reading
from pupitre.tables.rows import typed_rows

Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice made, as its row says it."""

    key: str
    title: str
    choice: str | None
    unit: str | None
    decided_on: date | None
    review_on: date | None
    status: str | None
    starts_on: date | None
    applies_to: list[str] | None
    kpi: str | None
    expected_low: float | None
    expected_likely: float | None
    expected_high: float | None
    cost: Decimal | None
    currency: str | None

    @property
    def from_on(self) -> date | None:
        """The first day on which it could act."""
        return self.starts_on or self.decided_on


@dataclass(frozen=True, slots=True)
class Kpi:
    """What a decision needs to know of a KPI."""

    key: str
    name: str
    unit: str | None
    measured_in: str | None
    direction: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something else that may have moved a KPI: another decision, a project that landed, a hazard."""

    kind: str
    key: str
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one KPI in one department, oldest first, projections left out.

    Args:
        starts, ends: First day of each and the day after its last, shape (n,). values: Shape (n,), no NaN.
    """

    kpi: str
    unit: str
    starts: Days
    ends: Days
    values: Floats


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that judging decisions reads, on one day."""

    on: date
    currency: str
    decisions: tuple[Decision, ...]
    kpis: Mapping[str, Kpi]
    readings: Mapping[tuple[str, str], Readings]
    events: Mapping[str, tuple[Event, ...]]
    """By KPI."""


@dataclass(frozen=True, slots=True)
class _Landing:
    source_kind: str
    source: str
    kpi: str
    starts_on: date | None


def read(snapshot: Snapshot) -> Record:
    """Return the decisions with the readings of every KPI up to the day."""
    decisions = tuple(sorted(typed_rows(snapshot.table("decision"), Decision), key=lambda one: one.key))
    kpis = {one.key: one for one in typed_rows(snapshot.table("kpi"), Kpi)}
    return Record(
        on=snapshot.on,
        currency=snapshot.currency,
        decisions=decisions,
        kpis=kpis,
        readings={(one.kpi, one.unit): one for one in as_read(readings_of(snapshot.table("measure"), snapshot.on), kpis)},
        events=_events(decisions, typed_rows(snapshot.table("effect"), _Landing), _names(snapshot, "project", "name")),
    )


def readings_of(measure: pa.Table, on: date) -> list[Readings]:
    """Return the readings over by a day, by KPI and department; a period that is still open is left out."""
    known = pc.and_(pc.is_valid(measure["value"]), pc.is_finite(measure["value"]))
    is_read = pc.not_equal(pc.fill_null(measure["basis"], "actual"), "projected")
    kept = measure.filter(pc.and_(pc.and_(known, is_read), pc.less_equal(measure["ends_on"], pa.scalar(on, pa.date32()))))
    if not kept.num_rows:
        return []
    kept = kept.set_column(kept.schema.get_field_index("unit"), "unit", pc.fill_null(kept["unit"], ""))
    kept = kept.sort_by([("kpi", "ascending"), ("unit", "ascending"), ("starts_on", "ascending")])
    key = pc.binary_join_element_wise(kept["kpi"], kept["unit"], "\x1f").combine_chunks()
    moved = np.asarray(pc.not_equal(key[1:], key[:-1]).to_numpy(zero_copy_only=False), dtype=bool)
    bounds = [0, *(np.flatnonzero(moved) + 1).tolist(), kept.num_rows]
    firsts = kept.select(["kpi", "unit"]).take(pa.array(bounds[:-1])).to_pylist()
    starts, ends = (np.asarray(kept[name].to_numpy(), dtype="datetime64[D]") for name in ("starts_on", "ends_on"))
    values = np.asarray(kept["value"].to_numpy(), dtype=np.float64)
    return [
        Readings(row["kpi"], row["unit"], starts[a:b], ends[a:b], values[a:b])
        for row, a, b in zip(firsts, bounds[:-1], bounds[1:], strict=True)
    ]


def as_read(found: Sequence[Readings], kpis: Mapping[str, Kpi]) -> list[Readings]:
    """Return readings as people read them: a percentage that is kept as a fraction in percent, since effects are expected in points."""
    largest: dict[str, float] = {}
    for one in found:
        largest[one.kpi] = max(largest.get(one.kpi, 0.0), float(np.abs(one.values).max(initial=0.0)))
    is_fraction = {
        key for key, size in largest.items() if key in kpis and isinstance(reading(size, kpis[key].measured_in, largest=size), Share)
    }
    return [replace(one, values=100 * one.values) if one.kpi in is_fraction else one for one in found]


def _names(snapshot: Snapshot, table: str, column: str) -> dict[str, str]:
    rows = snapshot.table(table).select(["key", column]).to_pylist()
    return {row["key"]: row[column] or row["key"] for row in rows}


def _events(decisions: tuple[Decision, ...], landings: list[_Landing], projects: Mapping[str, str]) -> dict[str, tuple[Event, ...]]:
    """Return by KPI what was decided or landed on it, oldest first."""
    found: dict[str, list[Event]] = {}
    for one in decisions:
        if one.kpi and one.from_on and one.status != "dropped":
            found.setdefault(one.kpi, []).append(Event("decision", one.key, one.choice or one.title, one.from_on))
    for landing in landings:
        if landing.source_kind == "project" and landing.starts_on:
            name = projects.get(landing.source, landing.source)
            found.setdefault(landing.kpi, []).append(Event("project", landing.source, name, landing.starts_on))
    return {kpi: tuple(sorted(events, key=lambda e: (e.on, e.kind, e.key))) for kpi, events in found.items()}
