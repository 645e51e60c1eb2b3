"""Which readings miss their target, and for how long in a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from pupitre.domains.performance.analysis.cadence import cadence
from pupitre.domains.performance.inputs import Aims, Bools, Floats, Kpi, Model, Series
from pupitre.maths.formula import unit

SAME_LENGTH = 1.5
"""A target covers the same length of time as a reading when neither is this many times the other."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One series against its targets.

    Args:
        at: Position of the last judged reading in the series; -1 when none is.
        target: The target of that reading.
        is_missed: Whether that reading misses it.
        run: Judged readings missed in a row up to that one. since: First day of the first of them.
        judged: Readings judged. missed: Those missed.
        is_detail: Whether a KPI above it in the tree misses its target too, so that this one is told under it.
        reason: Why nothing is judged: `no_target`, `no_direction`, `other_period` (the target is for another length of time); or empty.
    """

    series: Series
    at: int
    target: float
    is_missed: bool
    run: int
    since: date | None
    judged: int
    missed: int
    is_detail: bool
    reason: str
    cadence_days: float | None

    @property
    def value(self) -> float:
        """The last judged reading."""
        return float(self.series.values[self.at])

    @property
    def is_projected(self) -> bool:
        """Whether the last judged reading is a projection."""
        return bool(self.series.projected[self.at])

    @property
    def is_lasting(self) -> bool:
        """Whether it has missed long enough to be more than a swing."""
        return is_lasting(self.run, self.cadence_days)


def is_lasting(run: int, cadence_days: float | None) -> bool:
    """Tell whether as many misses in a row are more than a swing: three, two for quarters, one for longer periods."""
    days = cadence_days or 365.0
    return run >= (3 if days <= 45 else 2 if days <= 120 else 1)


def verdicts(model: Model) -> list[Verdict]:
    """Return every series that has a target, judged; the details of a missed KPI are marked."""
    found = []
    for series in model.series:
        aims = model.aims.get((series.kpi, series.unit)) or model.aims.get((series.kpi, ""))
        if aims is not None:
            found.append(_verdict(series, model.kpis[series.kpi], aims))
    missed = {(v.series.kpi, v.series.unit) for v in found if v.is_missed}
    return [_marked(model, v, missed) for v in found]


def _verdict(series: Series, kpi: Kpi, aims: Aims) -> Verdict:
    target = aim_of(series, kpi, aims)
    usual = cadence(series.starts, kpi)
    judged = np.flatnonzero(~np.isnan(target))
    if len(judged) == 0:
        reason = "other_period" if (_valid(series, aims)).any() else "no_target"
        return Verdict(series, -1, np.nan, False, 0, None, 0, 0, False, reason, usual)
    if kpi.direction not in ("up", "down"):
        return Verdict(series, -1, np.nan, False, 0, None, 0, 0, False, "no_direction", usual)
    gap = series.values[judged] - target[judged]
    missed = gap < 0 if kpi.direction == "up" else gap > 0
    kept = np.flatnonzero(~missed)
    run = len(missed) - 1 - int(kept[-1]) if len(kept) else len(missed)
    at = int(judged[-1])
    since = series.starts[judged[len(missed) - run]].astype("datetime64[D]").item() if run else None
    return Verdict(series, at, float(target[at]), bool(missed[-1]), run, since, len(judged), int(missed.sum()), False, "", usual)


def _valid(series: Series, aims: Aims) -> Bools:
    """Tell which target (columns) holds on the first day of which reading (rows)."""
    begun = aims.starts[None, :] <= series.starts[:, None]
    running = np.isnat(aims.ends)[None, :] | (aims.ends[None, :] > series.starts[:, None])
    return np.asarray(begun & running)


def aim_of(series: Series, kpi: Kpi, aims: Aims) -> Floats:
    """Return the target of each reading, NaN where there is none.

    Of several targets that hold, the one for the nearest length of time serves, then the latest. A target for another length of time
    serves only a KPI that does not add up over time: a month is not judged by a yearly total.
    """
    lengths = (series.ends - series.starts).astype(np.int64).astype(float)
    spans = np.where(np.isnat(aims.ends), np.nan, (aims.ends - aims.starts).astype(np.int64).astype(float))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.abs(np.log(spans[None, :] / lengths[:, None]))
    ratio = np.where(np.isnan(ratio), 0.0, ratio)
    allowed = _valid(series, aims)
    if not is_level(kpi):
        allowed &= ratio <= np.log(SAME_LENGTH)
    rank = np.where(allowed, ratio, np.inf)
    best = rank.shape[1] - 1 - np.argmin(rank[:, ::-1], axis=1)
    return np.where(allowed.any(axis=1), aims.values[best], np.nan)


def is_level(kpi: Kpi) -> bool:
    """Tell whether a KPI reads a level or a rate, which a target for a longer time may judge."""
    if kpi.aggregation in ("mean", "last", "max", "min"):
        return True
    counted_in = unit(kpi.measured_in)
    return kpi.aggregation is None and counted_in is not None and counted_in.dimensions == ()


def _marked(model: Model, verdict: Verdict, missed: set[tuple[str, str]]) -> Verdict:
    """Mark a missed series as a detail when a KPI above it is missed too, in the same department or the company's."""
    above, seen = model.kpis[verdict.series.kpi].parent, {verdict.series.kpi}
    while above and above not in seen and above in model.kpis:
        if verdict.is_missed and missed & {(above, verdict.series.unit), (above, "")}:
            values = {name: getattr(verdict, name) for name in Verdict.__slots__}
            return Verdict(**values | {"is_detail": True})
        seen.add(above)
        above = model.kpis[above].parent
    return verdict
