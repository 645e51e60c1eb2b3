"""What was read of each KPI, with what is forecast of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Floats = npt.NDArray[np.float64]
Place = tuple[str, str]
"""A KPI and a department; an empty department is the KPI's own."""


@dataclass(frozen=True, slots=True)
class History:
    """The readings of a series in short.

    Args:
        count: How many. last, last_on: The last one, with the day after the period it covers. low, high: The extremes.
    """

    count: int
    last: float
    last_on: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Quantiles:
    """What a KPI may read at a date: fractions, ascending, and values, shape (q,)."""

    p: Floats
    values: Floats


@dataclass(frozen=True, slots=True)
class Series:
    """The readings and forecasts of all KPIs.

    Args:
        histories: By place. forecasts: By place, then date, in order of date.
        reasons: By place, why nothing is forecast, when something says.
    """

    histories: Mapping[Place, History]
    forecasts: Mapping[Place, Mapping[date, Quantiles]]
    reasons: Mapping[Place, str] = field(default_factory=dict)

    def place(self, kpi: str, units: Sequence[str | None]) -> Place | None:
        """Return the series of the first of these departments with readings, else the company's, else the only one there is."""
        for unit in (*units, ""):
            if (kpi, unit or "") in self.histories:
                return kpi, unit or ""
        own = [place for place in self.histories if place[0] == kpi]
        return own[0] if len(own) == 1 else None

    def at(self, place: Place, day: date) -> Quantiles | None:
        """Return what is forecast for a day; between two dates forecast, the quantiles go straight from one to the next."""
        known = self.forecasts.get(place, {})
        if day in known:
            return known[day]
        before, after = max((d for d in known if d < day), default=None), min((d for d in known if d > day), default=None)
        if before is None or after is None:
            return None
        share = (day - before).days / (after - before).days
        return Quantiles(known[before].p, (1 - share) * known[before].values + share * known[after].values)


def series_of(measure: pa.Table, forecast: pa.Table, outlook: pa.Table, kpis: Collection[str], on: date) -> Series:
    """Return the series of some KPIs up to a day.

    Args:
        measure: Readings; projections are left out. forecast: `performance.kpi_forecast`. outlook: `performance.outlook`.
        kpis: Those wanted. on: Today.
    """
    wanted = pa.array(sorted(kpis), pa.string())
    told = outlook.filter(pc.and_(pc.is_in(outlook["kpi"], wanted), pc.not_equal(pc.fill_null(outlook["reason"], ""), "")))
    reasons = {
        (kpi, unit or ""): why for kpi, unit, why in zip(*(told[name].to_pylist() for name in ("kpi", "unit", "reason")), strict=True)
    }
    return Series(_histories(measure, wanted, on), _forecasts(forecast, wanted), reasons)


def _histories(measure: pa.Table, wanted: pa.Array, on: date) -> dict[Place, History]:
    read = pc.and_(pc.is_valid(measure["value"]), pc.is_finite(measure["value"]))
    actual = pc.not_equal(pc.fill_null(measure["basis"], "actual"), "projected")
    known = pc.and_(pc.and_(read, actual), pc.less_equal(measure["starts_on"], pa.scalar(on, pa.date32())))
    rows = measure.filter(pc.and_(known, pc.is_in(measure["kpi"], wanted))).select(["kpi", "unit", "starts_on", "ends_on", "value"])
    rows = rows.set_column(1, "unit", pc.fill_null(rows["unit"], "")).sort_by("starts_on")
    sums = [("value", "count"), ("value", "last"), ("ends_on", "last"), ("value", "min"), ("value", "max")]
    told = rows.group_by(["kpi", "unit"], use_threads=False).aggregate(sums).sort_by([("kpi", "ascending"), ("unit", "ascending")])
    names = ("kpi", "unit", "value_count", "value_last", "ends_on_last", "value_min", "value_max")
    return {(kpi, unit): History(*rest) for kpi, unit, *rest in zip(*(told[name].to_pylist() for name in names), strict=True)}


def _forecasts(forecast: pa.Table, wanted: pa.Array) -> dict[Place, dict[date, Quantiles]]:
    valid = pc.and_(pc.is_valid(forecast["value"]), pc.is_finite(pc.fill_null(forecast["value"], float("nan"))))
    rows = forecast.filter(pc.and_(pc.is_in(forecast["kpi"], wanted), valid))
    rows = rows.set_column(rows.schema.get_field_index("unit"), "unit", pc.fill_null(rows["unit"], ""))
    order = [(name, "ascending") for name in ("kpi", "unit", "at", "p")]
    rows = rows.sort_by(order)
    # Groups do not come in the order of the rows: sorted again, their counts cut the rows where each begins.
    told = rows.group_by(["kpi", "unit", "at"], use_threads=False).aggregate([("p", "count")]).sort_by(order[:-1])
    p, values = rows["p"].to_numpy(), rows["value"].to_numpy()
    found: dict[Place, dict[date, Quantiles]] = {}
    start = 0
    for kpi, unit, at, count in zip(*(told[name].to_pylist() for name in ("kpi", "unit", "at", "p_count")), strict=True):
        end = start + count
        found.setdefault((kpi, unit), {})[at] = Quantiles(p[start:end], np.maximum.accumulate(values[start:end]))
        start = end
    return found
