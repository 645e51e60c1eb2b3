"""How far each key result is on its way, against the time gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.strategy.analysis.cascade import serving
from pupitre.domains.strategy.analysis.weights import normalised
from pupitre.domains.strategy.inputs import KeyResult, Kpi, Model, Objective

YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Pace:
    """A key result on the day.

    Args:
        current: What the KPI reads, added up over time the way the KPI says. current_on: Last day that reading covers.
        progress_share: Part of the way from baseline to target; below 0 when it moved away, above 1 when it went past.
        time_share: Part of the time gone, 0–1. expected_share: Part of the way due by now, by the shape of the path.
        reason: Why a share is absent: `no_kpi`, `no_reading`, `no_target`, `no_baseline`, `no_dates`, `flat`, `not_enough_readings`.
    """

    result: KeyResult
    starts_on: date | None
    due_on: date | None
    current: float | None
    current_on: date | None
    progress_share: float | None
    time_share: float | None
    expected_share: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class ObjectivePace:
    """The weighted mean of the key results of an objective, or of the objectives that serve it when it has none of its own."""

    objective: str
    progress_share: float | None
    time_share: float | None
    expected_share: float | None
    measured_count: int
    key_result_count: int
    reason: str


def expected(time_share: float, shape: str | None) -> float:
    """Return the part of the way due after a part of the time.

    Linear unless said otherwise; `s_curve` starts and ends slowly (3t² − 2t³); `step` comes all at once at the end.

    >>> expected(0.25, "linear"), expected(0.25, "s_curve"), expected(0.99, "step")
    (0.25, 0.15625, 0.0)
    """
    if shape == "step":
        return 1.0 if time_share >= 1 else 0.0
    if shape == "s_curve":
        return 3 * time_share**2 - 2 * time_share**3
    return time_share


def key_result_paces(model: Model) -> list[Pace]:
    """Return where every key result stands, in order of key."""
    objectives = {o.key: o for o in model.objectives}
    kpis = {k.key: k for k in model.kpis}
    followed = pa.array(sorted({k.kpi for k in model.key_results if k.kpi}), type=pa.string())
    actual = pc.and_(pc.is_valid(model.measure["value"]), pc.not_equal(pc.fill_null(model.measure["basis"], "actual"), "projected"))
    known = pc.and_(actual, pc.less_equal(model.measure["starts_on"], pa.scalar(model.on, pa.date32())))
    readings = model.measure.filter(pc.and_(known, pc.is_in(model.measure["kpi"], followed))).sort_by(
        [("kpi", "ascending"), ("starts_on", "ascending")]
    )
    return [_pace(model, result, objectives.get(result.objective), kpis.get(result.kpi or ""), readings) for result in model.key_results]


def _pace(model: Model, result: KeyResult, objective: Objective | None, kpi: Kpi | None, readings: pa.Table) -> Pace:
    starts_on = result.starts_on or (objective.starts_on if objective else None)
    due_on = result.due_on or (objective.due_on if objective else None)
    time_share = None
    if starts_on is not None and due_on is not None and starts_on < due_on:
        time_share = min(max((model.on - starts_on).days / (due_on - starts_on).days, 0.0), 1.0)
    current, current_on, reason = _current(model, result, objective, kpi, readings, starts_on)
    progress = None
    if not reason:
        progress, reason = _progress(result, current)
    if not reason and time_share is None:
        reason = "no_dates"
    due = None if time_share is None else expected(time_share, result.shape)
    return Pace(result, starts_on, due_on, current, current_on, progress, time_share, due, reason)


def _progress(result: KeyResult, current: float | None) -> tuple[float | None, str]:
    if result.target is None:
        return None, "no_target"
    if result.baseline is None:
        return None, "no_baseline"
    if result.baseline == result.target or current is None:
        return None, "flat"
    return (current - result.baseline) / (result.target - result.baseline), ""


def _current(
    model: Model, result: KeyResult, objective: Objective | None, kpi: Kpi | None, readings: pa.Table, starts_on: date | None
) -> tuple[float | None, date | None, str]:
    """Return what the KPI reads now, the last day covered, and why not when it reads nothing.

    A KPI that adds up over time is counted since the start when its baseline is zero or unknown; else it is its last reading, or its last
    twelve months, whichever its baseline is of the size of.
    """
    if kpi is None:
        return None, None, "no_kpi"
    own = of_unit(readings.filter(pc.equal(readings["kpi"], kpi.key)), ((objective.unit if objective else None) or "", kpi.unit or ""))
    if not own.num_rows:
        return None, None, "no_reading"
    last = own.num_rows - 1
    covered_on = own["ends_on"][last].as_py()
    if kpi.aggregation != "sum":
        return own["value"][last].as_py(), covered_on, ""
    if not result.baseline and starts_on is not None:
        since = own.filter(pc.greater_equal(own["starts_on"], pa.scalar(starts_on, pa.date32())))
        return float(pc.sum(since["value"]).as_py() or 0.0), covered_on, ""
    if is_of_one_reading(result.baseline, own):
        return own["value"][last].as_py(), covered_on, ""
    months = (covered_on.year * 12 + covered_on.month) - 12
    first = date((months - 1) // 12, (months - 1) % 12 + 1, min(covered_on.day, 28))
    year = own.filter(pc.greater_equal(own["starts_on"], pa.scalar(first, pa.date32())))
    days = np.asarray(pc.days_between(year["starts_on"], year["ends_on"])).sum()
    return (float(pc.sum(year["value"]).as_py()), covered_on, "") if days >= 350 else (None, covered_on, "not_enough_readings")


def of_unit(readings: pa.Table, units: Sequence[str]) -> pa.Table:
    """Return the readings of one KPI in the first of these departments with any, else the company's, else of the only one there is."""
    known = pc.fill_null(readings["unit"], "")
    for unit in (*units, ""):
        own = readings.filter(pc.equal(known, unit))
        if own.num_rows:
            return own
    return readings if pc.count_distinct(known).as_py() == 1 else readings.slice(0, 0)


def is_of_one_reading(baseline: float | None, readings: pa.Table) -> bool:
    """Tell whether a baseline is nearer, in ratio, to one usual reading than to a year of them."""
    usual = float(np.median(np.abs(np.asarray(readings["value"], dtype=float))))
    days = float(np.median(np.asarray(pc.days_between(readings["starts_on"], readings["ends_on"]), dtype=float)))
    in_a_year = usual * YEAR_DAYS / days if days > 0 else usual
    return baseline is not None and usual > 0 and baseline**2 <= usual * in_a_year


def objective_paces(model: Model, paces: list[Pace]) -> list[ObjectivePace]:
    """Return the pace of every objective: of its own key results, else of those of the objectives that serve it."""
    of: dict[str, list[Pace]] = {}
    for pace in paces:
        of.setdefault(pace.result.objective, []).append(pace)
    below = serving(model)
    found = []
    for objective in model.objectives:
        its = of.get(objective.key) or [pace for child in sorted(below.get(objective.key, ())) for pace in of.get(child, [])]
        found.append(_joined(objective.key, its))
    return found


def _joined(objective: str, paces: list[Pace]) -> ObjectivePace:
    """Average the key results that have a pace, by their weights; one that went past its target counts as reached, no more."""
    whole = [p for p in paces if p.progress_share is not None and p.expected_share is not None and p.time_share is not None]
    if not whole:
        reason = "no_key_result" if not paces else min(p.reason for p in paces)
        return ObjectivePace(objective, None, None, None, 0, len(paces), reason)
    shares = normalised([p.result.weight for p in whole]).shares

    def mean(values: list[float]) -> float:
        return sum(share * value for share, value in zip(shares, values, strict=True))

    return ObjectivePace(
        objective,
        mean([min(max(p.progress_share or 0.0, 0.0), 1.0) for p in whole]),
        mean([p.time_share or 0.0 for p in whole]),
        mean([p.expected_share or 0.0 for p in whole]),
        len(whole),
        len(paces),
        "",
    )
