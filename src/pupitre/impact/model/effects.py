"""What acts on the KPIs of the objectives: projects, decisions, treatments and risks, with their landing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.impact.model.gaps import Gap
from pupitre.impact.model.rows import Effect as Row
from pupitre.impact.model.rows import Rows
from pupitre.impact.world import Effect, Measure, Project, Risk


@dataclass(frozen=True, slots=True)
class Acting:
    """The effects and risks kept, and what is left out."""

    effects: tuple[Effect, ...]
    risks: tuple[Risk, ...]
    gaps: tuple[Gap, ...]


def acting_on(rows: Rows, measures: Sequence[Measure], projects: Collection[Project]) -> Acting:
    """Return what acts on measures: an effect lands on each measure of its KPI, in its department when it names one.

    Args:
        rows: The small rows. measures: The KPIs at their dates. projects: Those whose finish is known.
    """
    places = _places(rows, measures)
    dated = {project.key for project in projects}
    effects: list[Effect] = []
    gaps: list[Gap] = []
    for row in rows.effects:
        reason = _fault(rows, row, dated)
        there = places.get(row.kpi, ())
        moved = [m for m, units in there if not row.unit or row.unit in units]
        if reason or not moved:
            gaps.append(Gap(_kind(row), row.source, reason or "effect_no_objective", row.kpi))
            continue
        effects.extend(_effect(rows, row, measure) for measure in moved)
    kept = {effect.source for effect in effects if effect.source_kind == "risk"}
    risks = tuple(Risk(r.key, r.unit or "", r.likelihood or 0.0) for r in rows.risks.values() if r.key in kept)
    return Acting(tuple(effects), risks, tuple(gaps))


def _places(rows: Rows, measures: Sequence[Measure]) -> Mapping[str, list[tuple[Measure, set[str]]]]:
    """Return the measures still to come of each KPI, each with the departments that its series tells of."""
    found: dict[str, list[tuple[Measure, set[str]]]] = {}
    for measure in measures:
        if measure.at_days > 0:
            own = rows.kpis[measure.kpi].unit if not measure.unit else measure.unit
            found.setdefault(measure.kpi, []).append((measure, {measure.unit, own or ""}))
    return found


def _kind(row: Row) -> str:
    return "risk" if row.source_kind == "treatment" else row.source_kind


def _fault(rows: Rows, row: Row, dated: Collection[str]) -> str:
    if row.kpi not in rows.kpis:
        return "effect_unknown_kpi"
    low, high = _ends(row)
    if not low <= row.likely <= high:
        return "effect_out_of_order"
    match row.source_kind:
        case "project":
            return _project_fault(rows, row, dated)
        case "decision":
            decision = rows.decisions.get(row.source)
            if decision is None:
                return "effect_unknown_source"
            return "effect_stopped" if decision.status == "dropped" else "" if _landing(rows, row) else "effect_no_landing"
        case "risk":
            risk = rows.risks.get(row.source)
            return "effect_unknown_source" if risk is None else "effect_no_likelihood" if risk.likelihood is None else ""
    return "" if _landing(rows, row) else "effect_no_landing"


def _project_fault(rows: Rows, row: Row, dated: Collection[str]) -> str:
    if row.source not in rows.projects:
        return "effect_unknown_source"
    if rows.life.get(row.source) == "stopped":
        return "effect_stopped"
    return "" if row.source in dated else "effect_no_landing"


def _ends(row: Row) -> tuple[float, float]:
    """Return the ends of a range: the likely value itself where nothing was said; written in any order."""
    low, high = (row.likely if end is None else end for end in (row.low, row.high))
    return min(low, high), max(low, high)


def _landing(rows: Rows, row: Row) -> date | None:
    if row.starts_on is not None or row.source_kind == "treatment":
        risk = rows.risks.get(row.source)
        return row.starts_on or (risk.due_on if risk else None)
    decision = rows.decisions.get(row.source)
    return (decision.starts_on or decision.decided_on) if decision else None


def _effect(rows: Rows, row: Row, measure: Measure) -> Effect:
    low, high = _ends(row)
    landing = _landing(rows, row) if row.source_kind in ("decision", "treatment") else None
    return Effect(
        source_kind=row.source_kind,
        source=row.source,
        measure=measure.key,
        low=low,
        likely=row.likely,
        high=high,
        ramp_days=max(row.ramp_days or 0.0, 0.0),
        decay_share=min(max(row.decay_share or 0.0, 0.0), 1.0),
        lands_days=float((landing - rows.on).days) if landing else 0.0,
        basis=row.basis or "declared",
    )
