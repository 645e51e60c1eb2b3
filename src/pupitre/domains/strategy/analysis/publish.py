"""The derived tables of strategy, and the figures it cannot compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from pupitre.domains.strategy.analysis import Analysis
from pupitre.domains.strategy.inputs import PUBLISHES, Model
from pupitre.kernel import N_, Absence, Text
from pupitre.tables.rows import derived_table

Row = Mapping[str, object]


def published(analysis: Analysis) -> dict[str, pa.Table]:
    """Return every derived table, by full name."""
    rows: dict[str, Iterable[Row]] = {
        "strategy.objective_weight": (
            {"objective": w.objective, "axis": w.axis, "weight": w.weight, "depth": w.depth, "rule": w.rule} for w in analysis.weights
        ),
        "strategy.coverage": (
            {
                "objective": c.objective,
                "horizon": c.horizon,
                "near_count": c.near_count,
                "far_count": c.far_count,
                "project_count": c.project_count,
                "is_covered": c.is_covered,
            }
            for c in analysis.coverage
        ),
        "strategy.axis_share": _axis_shares(analysis),
        "strategy.alignment": (
            {"part": p.name, "share": p.share, "right_count": p.right_count, "total_count": len(p.items), "reason": p.reason}
            for p in analysis.alignment
        ),
        "strategy.alignment_item": (
            {"part": part.name, "kind": item.kind, "key": item.key, "is_right": item.is_right, "reason": item.reason}
            for part in analysis.alignment
            for item in part.items
        ),
        "strategy.key_result_pace": _paces(analysis),
        "strategy.objective_pace": (
            {
                "objective": p.objective,
                "progress_share": p.progress_share,
                "time_share": p.time_share,
                "expected_share": p.expected_share,
                "measured_count": p.measured_count,
                "key_result_count": p.key_result_count,
                "reason": p.reason,
            }
            for p in analysis.objective_paces
        ),
        "strategy.project_link": (
            {"project": x.project.key, "is_live": True, "is_linked": x.is_linked, "is_reviewed": x.is_reviewed, "reason": x.reason}
            for x in analysis.links
        ),
    }
    return {name: derived_table(PUBLISHES[name], rows[name]) for name in PUBLISHES}


def _axis_shares(analysis: Analysis) -> Iterable[Row]:
    for axis in analysis.spend.axes if analysis.spend is not None else ():
        known = bool(analysis.spend is not None and analysis.spend.source)
        yield {
            "axis": axis.axis,
            "source": analysis.spend.source if analysis.spend is not None else "",
            "weight": axis.weight,
            "money": axis.money if known else None,
            "money_share": axis.share if known else None,
            "gap": axis.gap if known else None,
            "hours": axis.hours if axis.hours_share is not None else None,
            "hours_share": axis.hours_share,
            "objective_count": axis.objective_count,
            "project_count": axis.project_count,
        }


def _paces(analysis: Analysis) -> Iterable[Row]:
    for pace in analysis.paces:
        yield {
            "key_result": pace.result.key,
            "objective": pace.result.objective,
            "kpi": pace.result.kpi,
            "baseline": pace.result.baseline,
            "target": pace.result.target,
            "current": pace.current,
            "current_on": pace.current_on,
            "starts_on": pace.starts_on,
            "due_on": pace.due_on,
            "progress_share": pace.progress_share,
            "time_share": pace.time_share,
            "expected_share": pace.expected_share,
            "reason": pace.reason,
        }


NO_ALIGNMENT = Text(N_("The alignment score needs at least two of its parts: links of projects, weights of axes, measures, cascade."))
NO_WEIGHT = Text(N_("No axis declares a weight: give each axis its weight to compare it with what is spent."))
NO_MONEY = Text(
    N_("No ledger, budget or project spending can be laid to the axes yet: link projects to objectives, or budget lines to axes.")
)


def absent(model: Model, analysis: Analysis) -> tuple[Absence, ...]:
    """Return the figures that cannot be computed, each with its reason; nothing is said of a strategy that was not loaded."""
    found: list[Absence] = []
    if not model.objectives and not model.axes:
        return ()
    if analysis.alignment[0].share is None:
        found.append(Absence("strategy.alignment", NO_ALIGNMENT))
    if model.axes and analysis.spend is None:
        found.append(Absence("strategy.misaligned_spend", NO_WEIGHT))
    if analysis.spend is not None and not analysis.spend.source:
        found.append(Absence("strategy.misaligned_spend", NO_MONEY))
    waiting = sum(link.reason == "not_reviewed" for link in analysis.links)
    if waiting:
        reason = Text.many(
            N_("%(count)s project is not linked yet: its programme's links to objectives have not been reviewed."),
            N_("%(count)s projects are not linked yet: the links of their portfolio to objectives have not been reviewed."),
            count=waiting,
        )
        found.append(Absence("strategy.orphan_project", reason))
    unlinked = sum(m.reason == "not_linked" for m in analysis.measures)
    if unlinked:
        reason = Text.many(
            N_("%(count)s objective is not linked to its measures yet: most objectives have none."),
            N_("%(count)s objectives are not linked to their measures yet: most objectives have none."),
            count=unlinked,
        )
        found.append(Absence("strategy.not_measurable", reason))
    return tuple(found)
