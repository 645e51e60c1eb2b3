"""The tables that performance reads, as typed rows and series, and those it publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import Snapshot
from pupitre.tables.rows import typed_rows

READS = ("kpi", "target", "measure", "unit", "entity", "key_result", "objective", "effect", "comment")

PUBLISHES: dict[str, dict[str, str]] = {
    "performance.catalogue": {
        "kpi": "key",
        "unit": "key",
        "reading_count": "count",
        "first_on": "date",
        "last_on": "date",
        "last_value": "number",
        "cadence_days": "number",
        "is_stale": "bool",
        "reason": "text",
    },
    "performance.target_status": {
        "kpi": "key",
        "unit": "key",
        "starts_on": "date",
        "ends_on": "date",
        "value": "number",
        "target": "number",
        "is_missed": "bool",
        "is_projected": "bool",
        "is_detail": "bool",
        "run_count": "count",
        "run_since": "date",
        "judged_count": "count",
        "missed_count": "count",
        "reason": "text",
    },
    "performance.limits": {
        "kpi": "key",
        "unit": "key",
        "centre": "number",
        "lower": "number",
        "upper": "number",
        "range_upper": "number",
        "reading_count": "count",
        "signal_count": "count",
        "signal_on": "date",
        "reason": "text",
    },
    "performance.period_value": {
        "kpi": "key",
        "unit": "key",
        "grain": "text",
        "starts_on": "date",
        "ends_on": "date",
        "value": "number",
        "reading_count": "count",
        "reason": "text",
    },
    "performance.formula_value": {
        "kpi": "key",
        "unit": "key",
        "grain": "text",
        "starts_on": "date",
        "value": "number",
        "reason": "text",
    },
    "performance.kpi_forecast": {
        "kpi": "key",
        "unit": "key",
        "at": "date",
        "p": "number",
        "value": "number",
    },
    "performance.outlook": {
        "kpi": "key",
        "unit": "key",
        "method": "text",
        "season": "count",
        "at": "date",
        "target": "number",
        "miss_chance": "share",
        "mean": "number",
        "low_80": "number",
        "high_80": "number",
        "reason": "text",
    },
    "performance.alarm": {
        "kpi": "key",
        "unit": "key",
        "kind": "text",
        "from_on": "date",
        "earliest_on": "date",
        "latest_on": "date",
        "size": "number",
        "size_low": "number",
        "size_high": "number",
        "slope": "number",
        "slope_low": "number",
        "slope_high": "number",
        "p_value": "share",
        "is_over": "bool",
    },
}
"""Each derived table and its columns; docs/methods says what each holds."""

Days = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Kpi:
    """The definition of a number the company follows."""

    key: str
    name: str
    parent: str | None
    unit: str | None
    owner: str | None
    measured_in: str | None
    direction: str | None
    aggregation: str | None
    frequency: str | None
    formula: str | None
    definition: str | None
    is_critical: bool | None
    category: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a key and a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Series:
    """The readings of one KPI in one department, oldest first; an empty department is the KPI's own.

    Args:
        starts, ends: First day of each period and the day after its last, shape (n,), `datetime64[D]`.
        values: Shape (n,), no NaN. projected: Whether each is a projection.
    """

    kpi: str
    unit: str
    starts: Days
    ends: Days
    values: Floats
    projected: Bools

    @property
    def actual(self) -> Series:
        """The readings that are not projections."""
        kept = ~self.projected
        return Series(self.kpi, self.unit, self.starts[kept], self.ends[kept], self.values[kept], self.projected[kept])


@dataclass(frozen=True, slots=True)
class Aims:
    """The targets of one KPI in one department, in order of start; an open end is NaT."""

    starts: Days
    ends: Days
    values: Floats


@dataclass(frozen=True, slots=True)
class KeyResult:
    """The target of a KPI by a date, for an objective still to be reached."""

    key: str
    kpi: str
    unit: str
    baseline: float | None
    target: float
    due_on: date


@dataclass(frozen=True, slots=True)
class Model:
    """Everything performance reads, on one day; `moved` are the KPIs that something declared is expected to move."""

    on: date
    kpis: Mapping[str, Kpi]
    series: tuple[Series, ...]
    aims: Mapping[tuple[str, str], Aims]
    units: Mapping[str, str]
    company: str
    key_results: tuple[KeyResult, ...] = ()
    moved: frozenset[str] = frozenset()

    def sizes(self) -> dict[str, float]:
        """Return the largest size of a reading or target of each KPI."""
        found: dict[str, float] = {}
        parts = [(one.kpi, one.values) for one in self.series] + [(kpi, aims.values) for (kpi, _), aims in self.aims.items()]
        for kpi, values in parts:
            found[kpi] = max(found.get(kpi, 0.0), float(np.abs(values).max(initial=0.0)))
        return found

    def home(self, series: Series) -> str:
        """Return the department a series belongs to: its own, else that of its KPI; empty when neither is known."""
        return series.unit or self.kpis[series.kpi].unit or ""


def read(snapshot: Snapshot) -> Model:
    """Return the KPIs with their readings and targets up to the day; readings of unknown KPIs are left out."""
    kpis = {k.key: k for k in sorted(typed_rows(snapshot.table("kpi"), Kpi), key=lambda k: k.key)}
    entities = typed_rows(snapshot.table("entity"), Named)
    return Model(
        on=snapshot.on,
        kpis=kpis,
        series=tuple(s for s in series_of(snapshot.table("measure"), snapshot.on) if s.kpi in kpis),
        aims=aims_of(snapshot.table("target")),
        units={u.key: u.name for u in typed_rows(snapshot.table("unit"), Named)},
        company=min((e.key for e in entities), default="company"),
        key_results=key_results_of(snapshot.table("key_result"), snapshot.table("objective"), snapshot.on),
        moved=frozenset(snapshot.table("effect")["kpi"].to_pylist()),
    )


def key_results_of(results: pa.Table, objectives: pa.Table, on: date) -> tuple[KeyResult, ...]:
    """Return the key results with a KPI, a target and a date, its own or that of its objective, of the objectives still to be reached."""
    columns = ("key", "unit", "status", "due_on")
    live = {
        key: (unit, due_on)
        for key, unit, status, due_on in zip(*(objectives[name].to_pylist() for name in columns), strict=True)
        if status == "open" or (status is None and (due_on is None or due_on >= on))
    }
    found = []
    for row in results.select(["key", "objective", "kpi", "baseline", "target", "due_on"]).to_pylist():
        unit, objective_due = live.get(row["objective"], (None, None))
        due_on = row["due_on"] or objective_due
        if row["objective"] in live and row["kpi"] and row["target"] is not None and due_on is not None:
            found.append(KeyResult(row["key"], row["kpi"], unit or "", row["baseline"], row["target"], due_on))
    return tuple(sorted(found, key=lambda r: r.key))


def _sorted(table: pa.Table) -> pa.Table:
    table = table.set_column(table.schema.get_field_index("unit"), "unit", pc.fill_null(table["unit"], ""))
    return table.sort_by([("kpi", "ascending"), ("unit", "ascending"), ("starts_on", "ascending")])


def _groups(table: pa.Table) -> list[tuple[str, str, int, int]]:
    """Return the key and the first and last row of each KPI and department of a sorted table."""
    if table.num_rows == 0:
        return []
    key = pc.binary_join_element_wise(table["kpi"], table["unit"], "\x1f").combine_chunks()
    change = np.flatnonzero(np.asarray(pc.not_equal(key[1:], key[:-1]).to_numpy(zero_copy_only=False), dtype=bool)) + 1
    bounds = [0, *change.tolist(), table.num_rows]
    firsts = table.select(["kpi", "unit"]).take(pa.array(bounds[:-1])).to_pylist()
    return [(row["kpi"], row["unit"], a, b) for row, a, b in zip(firsts, bounds[:-1], bounds[1:], strict=True)]


def _days(column: pa.ChunkedArray) -> Days:
    return np.asarray(column.to_numpy(), dtype="datetime64[D]")


def series_of(measure: pa.Table, on: date) -> list[Series]:
    """Return the readings up to a day, by KPI and department."""
    known = pc.and_(pc.is_valid(measure["value"]), pc.is_finite(measure["value"]))
    table = _sorted(measure.filter(pc.and_(known, pc.less_equal(measure["starts_on"], pa.scalar(on, pa.date32())))))
    starts, ends, values = _days(table["starts_on"]), _days(table["ends_on"]), np.asarray(table["value"].to_numpy())
    projected = np.asarray(pc.equal(pc.fill_null(table["basis"], "actual"), "projected").to_numpy(), dtype=bool)
    return [Series(kpi, unit, starts[a:b], ends[a:b], values[a:b], projected[a:b]) for kpi, unit, a, b in _groups(table)]


def aims_of(target: pa.Table) -> dict[tuple[str, str], Aims]:
    """Return the targets by KPI and department."""
    table = _sorted(target.filter(pc.is_finite(target["value"])))
    starts, ends, values = _days(table["starts_on"]), _days(table["ends_on"]), np.asarray(table["value"].to_numpy())
    return {(kpi, unit): Aims(starts[a:b], ends[a:b], values[a:b]) for kpi, unit, a, b in _groups(table)}
