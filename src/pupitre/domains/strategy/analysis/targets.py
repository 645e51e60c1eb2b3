"""Which targets of one KPI cannot all be meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.strategy.analysis.cascade import live
from pupitre.domains.strategy.inputs import KeyResult, Kpi, Model

SAME_DATE = timedelta(days=15)
"""Two due dates this near mean the same milestone: the end of a month and the first day of the next."""
SAME_VALUE = 0.005
"""Two targets within this share of the larger one are the same number written twice."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two aims for one KPI that cannot both be meant.

    Args:
        kind: `two_targets` for two values at one date; `opposite` for two directions over the same time.
        first, second: The two key results, smallest key first.
        owners: The owners of their objectives, when known. units: Their departments.
    """

    kpi: Kpi
    kind: str
    first: KeyResult
    second: KeyResult
    owners: tuple[str, str]
    units: tuple[str, str]


def clashes(model: Model) -> list[Clash]:
    """Return the pairs of key results on one KPI, of two live objectives, that contradict each other.

    Two objectives of two departments are left apart when the KPI is read department by department: each then aims at its own reading.
    So are two targets of which one must be reached and the other is an aspiration.
    """
    objectives = live(model)
    by_kpi: dict[str, list[KeyResult]] = {}
    for result in model.key_results:
        if result.kpi and result.target is not None and result.objective in objectives:
            by_kpi.setdefault(result.kpi, []).append(result)
    by_unit = _read_by_unit(model.measure)
    kpis = {k.key: k for k in model.kpis}
    found = []
    for key, results in by_kpi.items():
        if key not in kpis:
            continue
        for first, second in combinations(results, 2):
            one, other = objectives[first.objective], objectives[second.objective]
            if one.key == other.key or (key in by_unit and one.unit != other.unit):
                continue
            kind = _kind(first, second, one.starts_on, other.starts_on, one.due_on, other.due_on)
            if kind == "two_targets" and bool(one.is_must) != bool(other.is_must):
                continue
            if kind:
                found.append(
                    Clash(kpis[key], kind, first, second, (one.owner or "", other.owner or ""), (one.unit or "", other.unit or ""))
                )
    return found


def _kind(
    first: KeyResult, second: KeyResult, start: date | None, other_start: date | None, due: date | None, other_due: date | None
) -> str | None:
    """Return how two key results contradict each other, if they do."""
    assert first.target is not None  # kept by the caller
    assert second.target is not None
    starts, ends = (first.starts_on or start, second.starts_on or other_start), (first.due_on or due, second.due_on or other_due)
    if first.baseline is not None and second.baseline is not None:
        moves = (first.target - first.baseline) * (second.target - second.baseline)
        if moves < 0 and _overlap(starts, ends):
            return "opposite"
    if ends[0] is None or ends[1] is None or abs(ends[0] - ends[1]) > SAME_DATE:
        return None
    gap = abs(first.target - second.target)
    return "two_targets" if gap > SAME_VALUE * max(abs(first.target), abs(second.target)) else None


def _overlap(starts: tuple[date | None, date | None], ends: tuple[date | None, date | None]) -> bool:
    """Tell whether two stretches of time share a day; an unknown bound is open."""
    latest = max((s for s in starts if s is not None), default=date.min)
    earliest = min((e for e in ends if e is not None), default=date.max)
    return latest < earliest


def _read_by_unit(measure: pa.Table) -> set[str]:
    """Return the KPIs that are read for several departments."""
    if measure.num_rows == 0:
        return set()
    pairs = pa.table({"kpi": measure["kpi"], "unit": pc.fill_null(measure["unit"], "")})
    counted = pairs.group_by("kpi").aggregate([("unit", "count_distinct")])
    return set(counted.filter(pc.greater(counted["unit_count_distinct"], 1))["kpi"].to_pylist())
