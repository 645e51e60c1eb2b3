"""The forecasts of KPIs as derived tables, and those that cannot be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa

from pupitre.domains.performance.analysis.outlook import Outlook
from pupitre.kernel import N_, Absence, Text
from pupitre.maths.forecast import chance_of
from pupitre.maths.forecast.special import ENOUGH

KEPT = np.array([1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 98, 99]) - 1
"""The quantiles published, by position."""
FEW = 20
"""Up to this many KPIs are told one by one; more are counted."""


def forecast_table(outlooks: Sequence[Outlook]) -> pa.Table:
    """Return `performance.kpi_forecast`: what each KPI will read at each date, with so many chances."""
    told = [one for one in outlooks if one.dates]
    rows = np.array([len(one.dates) for one in told], dtype=np.int64) * len(KEPT)
    parts = [one.values[:, KEPT].ravel() for one in told]
    dates = [np.repeat(np.array(one.dates, dtype="datetime64[D]"), len(KEPT)) for one in told]
    values = np.concatenate([np.empty(0), *parts])
    days = np.concatenate([np.empty(0, dtype="datetime64[D]"), *dates])
    places = pa.array(np.repeat(np.arange(len(told)), rows), pa.int64())
    names = {name: pa.array([getattr(one.series, name) for one in told], pa.string()).take(places) for name in ("kpi", "unit")}
    p = np.tile((KEPT + 1) / 100, len(values) // len(KEPT))
    return pa.table({**names, "at": pa.array(days, pa.date32()), "p": pa.array(p), "value": pa.array(values)})


def outlook_rows(outlooks: Iterable[Outlook]) -> Iterable[Mapping[str, object]]:
    """Return the rows of `performance.outlook`: each target to come, or the reason why a series is not forecast."""
    for one in outlooks:
        row: dict[str, object] = {"kpi": one.series.kpi, "unit": one.series.unit, "method": one.method, "season": one.season}
        if one.reason:
            yield row | {"reason": one.reason}
            continue
        seen = set()
        for aim, at in one.aims:
            if (aim.at, aim.target) in seen:
                continue
            seen.add((aim.at, aim.target))
            yield row | {
                "at": aim.at,
                "target": aim.target,
                "miss_chance": miss_chance(one, aim.target, at, is_up=aim.is_up),
                "mean": float(one.means[at]),
                "low_80": float(one.values[at, 9]),
                "high_80": float(one.values[at, 89]),
                "reason": "" if aim.is_up is not None else "no_direction",
            }
        if not one.aims:
            yield row | {"reason": "no_target"}


def miss_chance(one: Outlook, target: float, at: int, *, is_up: bool | None) -> float | None:
    """Return the probability that a series misses a target at one of its dates; None when nothing says which way is better."""
    return None if is_up is None else 1 - float(chance_of(one.values[at], target, is_up=is_up))


def no_outlook(outlooks: Sequence[Outlook]) -> list[Absence]:
    """Return the KPIs that are not forecast because they have too few points, one by one while they are few."""
    short = [one for one in outlooks if one.reason == "too_few"]
    if len(short) > FEW:
        reason = Text.many(
            N_("%(count)s KPI has too few points to be forecast; %(enough)s are needed."),
            N_("%(count)s KPIs have too few points to be forecast; %(enough)s are needed."),
            count=len(short),
            enough=ENOUGH,
        )
        return [Absence("performance.outlook", reason)]
    return [Absence("performance.outlook", missing(len(one.series.values)), "kpi", one.series.kpi) for one in short]


def missing(points: int) -> Text:
    """Say how many points a KPI has, and how many more a forecast needs."""
    said = Text.many(N_("%(count)s point only"), N_("%(count)s points only"), count=points)
    return Text.many(
        N_("%(said)s: %(count)s more is needed."), N_("%(said)s: %(count)s more are needed."), count=ENOUGH - points, said=said
    )
