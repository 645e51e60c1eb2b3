"""The targets that KPIs are still to reach, each with its date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from pupitre.domains.performance.inputs import KeyResult, Model

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AimAhead:
    """A target to come.

    Args:
        at: The last day to reach it. target: What is to be read then. is_up: Better when higher; None when nothing says.
        is_result: Whether it is that of a key result. key: Code of the key result; empty for a target of the KPI.
    """

    at: date
    target: float
    is_up: bool | None
    is_result: bool
    key: str


def aims_ahead(model: Model) -> dict[tuple[str, str], tuple[AimAhead, ...]]:
    """Return the targets to come of each series, in order of date: those of its key results, and those of the KPI that end after today."""
    found: dict[tuple[str, str], list[AimAhead]] = {}
    places: dict[str, list[str]] = {}
    for series in model.series:
        places.setdefault(series.kpi, []).append(series.unit)
    for result in model.key_results:
        kpi = model.kpis.get(result.kpi)
        if kpi is None or result.due_on <= model.on:
            continue
        unit = _place(places.get(result.kpi, []), (result.unit, kpi.unit or "", ""))
        if unit is not None:
            found.setdefault((result.kpi, unit), []).append(
                AimAhead(result.due_on, result.target, _is_up(kpi.direction, result), True, result.key)
            )
    for series in model.series:
        aims = model.aims.get((series.kpi, series.unit)) or model.aims.get((series.kpi, ""))
        if aims is None:
            continue
        direction = {"up": True, "down": False}.get(model.kpis[series.kpi].direction or "")
        for end, target in zip(aims.ends, aims.values, strict=True):
            if not np.isnat(end) and (last := end.astype("datetime64[D]").item() - DAY) > model.on:
                found.setdefault((series.kpi, series.unit), []).append(AimAhead(last, float(target), direction, False, ""))
    return {place: tuple(sorted(aims, key=lambda a: (a.at, a.key))) for place, aims in found.items()}


def _place(known: Sequence[str], wanted: Sequence[str]) -> str | None:
    """Return the department whose readings tell a key result: the first one wanted with readings, else the only one there is."""
    return next((unit for unit in wanted if unit in known), known[0] if len(set(known)) == 1 else None)


def _is_up(direction: str | None, result: KeyResult) -> bool | None:
    if direction in ("up", "down"):
        return direction == "up"
    if result.baseline is None or result.baseline == result.target:
        return None
    return result.target > result.baseline
