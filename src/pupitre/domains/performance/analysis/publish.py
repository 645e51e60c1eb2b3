"""The derived tables of performance, and the figures it cannot compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from pupitre.domains.performance.analysis import Analysis
from pupitre.domains.performance.analysis.publish_outlook import forecast_table, no_outlook, outlook_rows
from pupitre.domains.performance.inputs import PUBLISHES, Model
from pupitre.kernel import N_, Absence, Text
from pupitre.maths.xmr import ENOUGH
from pupitre.tables.rows import derived_table

Row = Mapping[str, object]

FEW = 20
"""Up to this many KPIs are told one by one; more are counted, and each keeps its reason in the published table."""


def published(model: Model, analysis: Analysis) -> dict[str, pa.Table]:
    """Return every derived table, by full name."""
    rows: dict[str, Iterable[Row]] = {
        "performance.catalogue": _catalogue(analysis),
        "performance.target_status": _statuses(analysis),
        "performance.limits": _limits(analysis),
        "performance.period_value": _periods(analysis),
        "performance.formula_value": _formulas(analysis),
        "performance.outlook": outlook_rows(analysis.outlooks),
        "performance.alarm": _alarms(analysis),
    }
    found = {name: derived_table(PUBLISHES[name], rows.get(name, ())) for name in PUBLISHES}
    return found | {"performance.kpi_forecast": forecast_table(analysis.outlooks)}


def _day(value: np.datetime64) -> object:
    return value.astype("datetime64[D]").item()


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _catalogue(analysis: Analysis) -> Iterable[Row]:
    for rhythm in analysis.rhythms.all:
        series = rhythm.series
        yield {
            "kpi": series.kpi,
            "unit": series.unit,
            "reading_count": len(series.values),
            "first_on": _day(series.starts[0]),
            "last_on": _day(series.ends[-1]),
            "last_value": float(series.values[-1]),
            "cadence_days": rhythm.cadence_days,
            "is_stale": rhythm.reason in ("stale", "zero"),
            "reason": rhythm.reason,
        }


def _statuses(analysis: Analysis) -> Iterable[Row]:
    for verdict in analysis.verdicts:
        row: dict[str, object] = {
            "kpi": verdict.series.kpi,
            "unit": verdict.series.unit,
            "run_count": verdict.run,
            "run_since": verdict.since,
            "judged_count": verdict.judged,
            "missed_count": verdict.missed,
            "reason": verdict.reason,
        }
        if not verdict.reason:
            row |= {
                "starts_on": _day(verdict.series.starts[verdict.at]),
                "ends_on": _day(verdict.series.ends[verdict.at]),
                "value": verdict.value,
                "target": verdict.target,
                "is_missed": verdict.is_missed,
                "is_projected": verdict.is_projected,
                "is_detail": verdict.is_detail,
            }
        yield row


def _limits(analysis: Analysis) -> Iterable[Row]:
    for chart in analysis.charts:
        row: dict[str, object] = {
            "kpi": chart.series.kpi,
            "unit": chart.series.unit,
            "reading_count": len(chart.series.values),
            "reason": chart.reason,
        }
        if chart.lines is not None:
            row |= {
                "centre": chart.lines.centre,
                "lower": chart.lines.lower,
                "upper": chart.lines.upper,
                "range_upper": chart.lines.range_upper,
                "signal_count": chart.signal_count,
                "signal_on": chart.signal_on,
            }
        yield row


def _periods(analysis: Analysis) -> Iterable[Row]:
    for total in analysis.totals:
        columns = zip(total.starts, total.ends, total.values, total.counts, total.reasons, strict=True)
        for start, end, value, count, reason in columns:
            yield {
                "kpi": total.series.kpi,
                "unit": total.series.unit,
                "grain": total.grain,
                "starts_on": _day(start),
                "ends_on": _day(end),
                "value": _number(value),
                "reading_count": count,
                "reason": reason,
            }


def _formulas(analysis: Analysis) -> Iterable[Row]:
    for one in analysis.computed:
        for start, value, reason in zip(one.starts, one.column.values, one.column.reasons, strict=True):
            yield {
                "kpi": one.kpi,
                "unit": one.unit,
                "grain": one.grain,
                "starts_on": _day(start),
                "value": _number(value),
                "reason": reason,
            }


def _alarms(analysis: Analysis) -> Iterable[Row]:
    for alarm in analysis.alarms.all:
        move = alarm.move
        yield {
            "kpi": alarm.series.kpi,
            "unit": alarm.series.unit,
            "kind": move.kind,
            "from_on": alarm.from_on,
            "earliest_on": alarm.earliest_on,
            "latest_on": alarm.latest_on,
            "size": move.size,
            "size_low": move.size_low,
            "size_high": move.size_high,
            **({"slope": move.slope, "slope_low": move.slope_low, "slope_high": move.slope_high} if move.kind == "drift" else {}),
            "p_value": move.p_value,
            "is_over": move.is_over,
        }
    for kpi, unit, day in analysis.alarms.alone:
        yield {"kpi": kpi, "unit": unit, "kind": "alone", "from_on": day, "earliest_on": day, "latest_on": day, "is_over": True}


def absent(model: Model, analysis: Analysis) -> tuple[Absence, ...]:
    """Return the figures that cannot be computed, each with its reason."""
    found = [Absence("performance.formula_value", fault.reason, "kpi", fault.kpi) for fault in analysis.uncomputed]
    return (*_no_limits(analysis), *_no_verdict(analysis), *found, *no_outlook(analysis.outlooks))


def _no_limits(analysis: Analysis) -> list[Absence]:
    short = [chart for chart in analysis.charts if chart.reason == "too_few"]
    found = []
    if len(short) <= FEW:
        for chart in short:
            reason = Text.many(
                N_("%(count)s point only; %(enough)s are needed."),
                N_("%(count)s points only; %(enough)s are needed."),
                count=len(chart.series.values),
                enough=ENOUGH,
            )
            found.append(Absence("performance.limits", reason, "kpi", chart.series.kpi))
    else:
        reason = Text.many(
            N_("%(count)s KPI has too few points for control limits; %(enough)s are needed."),
            N_("%(count)s KPIs have too few points for control limits; %(enough)s are needed."),
            count=len(short),
            enough=ENOUGH,
        )
        found.append(Absence("performance.limits", reason))
    moving = sum(chart.reason in ("season", "trend", "autocorrelated") for chart in analysis.charts)
    if moving:
        reason = Text.many(
            N_("%(count)s KPI has a season, a trend or readings that follow one another: fixed control limits would mislead."),
            N_("%(count)s KPIs have a season, a trend or readings that follow one another: fixed control limits would mislead."),
            count=moving,
        )
        found.append(Absence("performance.limits", reason))
    return found


def _no_verdict(analysis: Analysis) -> list[Absence]:
    found = []
    lost = sum(verdict.reason == "no_direction" for verdict in analysis.verdicts)
    if lost:
        reason = Text.many(
            N_("%(count)s KPI with a target does not say whether higher or lower is better."),
            N_("%(count)s KPIs with a target do not say whether higher or lower is better."),
            count=lost,
        )
        found.append(Absence("performance.target_missed", reason))
    other = sum(verdict.reason == "other_period" for verdict in analysis.verdicts)
    if other:
        reason = Text.many(
            N_("%(count)s KPI has a target for another length of time than its readings, and does not say how they add up."),
            N_("%(count)s KPIs have a target for another length of time than their readings, and do not say how they add up."),
            count=other,
        )
        found.append(Absence("performance.target_missed", reason))
    return found
