"""Readings added up over quarters and years, the way each KPI says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pupitre.domains.performance.inputs import Days, Floats, Model, Series

GRAINS = {"quarter": 3, "year": 12}
"""Months in a period."""
GAP_DAYS = 7
"""A period is whole when fewer than this many of its days are left unread: weeks do not stop at the end of a month."""


@dataclass(frozen=True, slots=True)
class Totals:
    """One series over longer periods, oldest first.

    Args:
        starts, ends: First day of each period and of the next, shape (n,). values: NaN where absent. counts: Readings in each.
        reasons: `incomplete` (a sum over days not all read), `no_rule` (the KPI does not say how it adds up), or empty.
    """

    series: Series
    grain: str
    starts: Days
    ends: Days
    values: Floats
    counts: list[int]
    reasons: list[str]


def totals(model: Model) -> list[Totals]:
    """Return every series over quarters and years, where its readings are shorter than that."""
    found = []
    for series in model.series:
        for grain, months in GRAINS.items():
            read = series.actual
            if len(read.values) and float(np.median((read.ends - read.starts).astype(np.int64))) < 28 * months:
                found.append(added_up(read, grain, model.kpis[series.kpi].aggregation))
    return found


def added_up(series: Series, grain: str, rule: str | None) -> Totals:
    """Return a series added up over the periods its readings begin in.

    Args:
        series: Readings, at least one.
        grain: `quarter` or `year`.
        rule: `sum`, `mean`, `last`, `max`, `min`; anything else gives no value.
    """
    months = series.starts.astype("datetime64[M]").astype(np.int64)
    period = months // GRAINS[grain]
    numbers, firsts, counts = np.unique(period, return_index=True, return_counts=True)
    starts, ends = _month(numbers * GRAINS[grain]), _month((numbers + 1) * GRAINS[grain])
    read = np.add.reduceat((series.ends - series.starts).astype(np.int64), firsts)
    is_whole = (ends - starts).astype(np.int64) - read < GAP_DAYS
    match rule:
        case "sum":
            values = np.where(is_whole, np.add.reduceat(series.values, firsts), np.nan)
        case "mean":
            values = np.add.reduceat(series.values, firsts) / counts
        case "last":
            values = series.values[firsts + counts - 1]
        case "max":
            values = np.maximum.reduceat(series.values, firsts)
        case "min":
            values = np.minimum.reduceat(series.values, firsts)
        case _:
            values = np.full(len(numbers), np.nan)
    no_rule = rule not in ("sum", "mean", "last", "max", "min")
    reasons = ["no_rule" if no_rule else "incomplete" if rule == "sum" and not whole else "" for whole in is_whole]
    return Totals(series, grain, starts, ends, values, counts.tolist(), reasons)


def _month(numbers: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Days:
    return np.asarray(numbers.astype("datetime64[M]").astype("datetime64[D]"))
