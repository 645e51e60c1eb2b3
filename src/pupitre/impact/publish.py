"""The derived tables of the probabilities, and the figures that cannot be computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

import numpy as np
import pyarrow as pa

from pupitre.impact.attainment import Cause
from pupitre.impact.inputs import PUBLISHES
from pupitre.impact.model import Model, Reading
from pupitre.impact.reasons import LEFT_OUT, REASONS
from pupitre.impact.results import FAN_P, Results, about
from pupitre.kernel import Absence, Text
from pupitre.tables.rows import derived_table

Row = Mapping[str, object]
FEW = 5
"""Up to so many things left out for one reason are told one by one."""


def published(results: Results) -> dict[str, pa.Table]:
    """Return every derived table of the probabilities, by full name."""
    rows: dict[str, Iterable[Row]] = {
        "impact.objective_chance": _objectives(results),
        "impact.measure_outlook": (_outlook(results, reading) for reading in results.model.readings),
        "impact.fan": (
            {"key_result": key, "at": day, "p": float(p), "value": float(value)}
            for key, days in results.fans.items()
            for day, values in days.items()
            for p, value in zip(FAN_P, values, strict=True)
        ),
        "impact.cause": _causes(results),
        "impact.family_share": (
            {"objective": key, "family": family, "points": points}
            for key, shares in results.families.items()
            for family, points in shares.items()
        ),
        "impact.worth_knowing": _worth(results),
        "impact.horizon_chance": _horizons(results),
        "impact.assumption_state": _assumptions(results),
    }
    return {name: derived_table(PUBLISHES[name], listed) for name, listed in rows.items()}


def _objectives(results: Results) -> Iterator[Row]:
    for one in sorted(results.model.told, key=lambda told: told.row.key):
        row: dict[str, object] = {
            "objective": one.row.key,
            "due_on": one.due_on,
            "measured_count": one.measured_count,
            "part_count": one.part_count,
            "reason": one.reason,
        }
        likely = results.likely.get(one.row.key)
        if likely is not None:
            row |= {"chance": likely.share, "low": likely.low, "high": likely.high}
            row |= {"chance_apart": likely.apart, "chance_together": likely.together}
            row |= {"declared_share": results.declared.get(one.row.key)}
            row |= {"mean_score": float(results.draws.scores[results.draws.row("objective", one.row.key)].mean(dtype=np.float64))}
        yield row


def _outlook(results: Results, reading: Reading) -> Row:
    result = reading.result
    row: dict[str, object] = {
        "key_result": result.key,
        "objective": result.objective,
        "kpi": result.kpi,
        "unit": reading.place[1] if reading.place else None,
        "at": reading.due_on,
        "baseline": result.baseline,
        "target": result.target,
        "reason": reading.reason,
    }
    if reading.measure is None:
        return row
    values, fall = results.draws.values[results.draws.row("measure", result.key)], results.waterfalls[result.key]
    p10, p50, p90 = (float(value) for value in np.quantile(values, (0.1, 0.5, 0.9)))
    row |= {"chance": results.measures[result.key].share, "mean": fall.mean, "p10": p10, "p50": p50, "p90": p90}
    return row | {"gap": fall.gap, "gap_trend": fall.trend, "gap_effects": fall.effects, "gap_late": fall.late, "gap_risks": fall.risks}


def named_cause(cause: Cause) -> tuple[str, str, str]:
    """Return the kind, the code and the family of a cause; a measure that stands for an assumption is told as the assumption."""
    kind, key = about(cause.key) if cause.kind == "measure" else (cause.kind, cause.key)
    return kind, key, cause.family


def _causes(results: Results) -> Iterator[Row]:
    for causes in results.causes.values():
        for one in causes:
            kind, key, family = named_cause(one)
            row: dict[str, object] = {"objective": one.objective, "kind": kind, "key": key, "family": family}
            yield row | {"gain": one.gain, "error": one.error, "is_noise": one.is_noise}


def _worth(results: Results) -> Iterator[Row]:
    for several in results.worth.values():
        for one in several:
            kind, key = about(one.key) if one.kind == "measure" else (one.kind, one.key)
            yield {"objective": one.objective, "kind": kind, "key": key, "measure": one.measure, "points": one.points}


def _horizons(results: Results) -> Iterator[Row]:
    on = results.model.rows.on
    for days, several in results.ahead.items():
        for key, one in several.items():
            row: dict[str, object] = {"objective": key, "horizon_days": days, "at": on + timedelta(days=days), "question": "on_path"}
            yield row | {"chance": one.share, "low": one.low, "high": one.high}
    for told in results.model.told:
        likely = results.likely.get(told.row.key)
        if likely is not None and told.due_on is not None and told.due_on > on:
            row = {"objective": told.row.key, "horizon_days": 0, "at": told.due_on, "question": "reached"}
            yield row | {"chance": likely.share, "low": likely.low, "high": likely.high}


def _assumptions(results: Results) -> Iterator[Row]:
    for one in results.model.standing:
        row: dict[str, object] = {
            "assumption": one.row.key,
            "kpi": one.place[0],
            "unit": one.place[1],
            "reading": one.reading,
            "read_on": one.read_on,
            "threshold": one.row.threshold,
            "looked_on": one.looked_on,
            "break_chance": one.break_chance,
            "state": one.state,
        }
        for objective in one.objectives or (None,):
            likely = results.likely.get(objective) if objective else None
            chance = likely.share if likely else None
            yield row | {"objective": objective, "chance_taken": results.taken.get(objective or "", chance), "chance": chance}


def absent(model: Model) -> tuple[Absence, ...]:
    """Return the figures that cannot be computed, each with its reason."""
    found = [Absence("impact.chance", REASONS[one.reason], "objective", one.row.key) for one in model.told if one.reason]
    found += [Absence("impact.chance", REASONS[r.reason], "key_result", r.result.key) for r in model.readings if r.reason]
    groups: dict[str, list[Absence]] = {}
    for gap in model.gaps:
        said = Text(LEFT_OUT[gap.reason].msgid, kpi=model.rows.name("kpi", gap.kpi))
        groups.setdefault(gap.reason, []).append(Absence("impact.effect", said, gap.kind, gap.key))
    return (*found, *(one for group in groups.values() for one in group[:FEW]))
