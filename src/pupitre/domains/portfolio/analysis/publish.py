"""The derived tables of the portfolio, and the figures it cannot compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import pyarrow as pa

from pupitre.domains.portfolio.analysis import Analysis
from pupitre.domains.portfolio.analysis.costs import Cost
from pupitre.domains.portfolio.analysis.earned_time import by_project
from pupitre.domains.portfolio.analysis.finish import VERY_LATE_DAYS, Outlook
from pupitre.domains.portfolio.analysis.money import axis_shares
from pupitre.domains.portfolio.inputs import PUBLISHES, Model
from pupitre.kernel import N_, Absence, Text
from pupitre.tables.rows import derived_table

EPOCH = date(1970, 1, 1).toordinal()
LATE_DAYS = 14
"""Up to two weeks after the date promised, a project keeps its word."""

Row = Mapping[str, object]


def published(model: Model, analysis: Analysis) -> dict[str, pa.Table]:
    """Return every derived table, by full name."""
    axes = {project: max(shares, key=lambda axis: (shares[axis], axis)) for project, shares in axis_shares(model).items()}
    rows: dict[str, Iterable[Row]] = {
        "portfolio.project_finish": (_finish_row(model, o) for o in analysis.outlooks),
        "portfolio.project_facts": (
            _facts_row(model, o, c) | {"axis": axes.get(o.history.project.key)} | by_project(analysis.times, o.history.project.key)
            for o, c in zip(analysis.outlooks, analysis.costs, strict=True)
        ),
        "portfolio.task_criticality": (
            {"project": project, "task": task, "criticality": share}
            for project, run in analysis.runs.items()
            for task, share in sorted(run.criticality.items())
        ),
        "portfolio.skill_load": (
            {
                "skill": w.skill,
                "unit": w.unit,
                "starts_on": w.starts_on,
                "capacity_hours": w.capacity,
                "asked_hours": w.asked,
                "load": w.load,
                "source": w.source,
            }
            for w in analysis.weeks
        ),
        "portfolio.money": (
            {
                "kind": line.kind,
                "key": line.key,
                "year": line.year,
                "planned": line.planned,
                "committed": line.committed,
                "actual": line.actual,
                "actual_said": line.actual_said,
                "landing": line.landing,
                "landing_method": line.landing_method,
            }
            for line in analysis.money
        ),
    }
    small = {name: derived_table(columns, rows[name]) for name, columns in PUBLISHES.items() if name in rows}
    return small | {"portfolio.finish_draw": _finish_draws(analysis)}


def _finish_draws(analysis: Analysis) -> pa.Table:
    """Return the finish of each project in each draw: one simulation serves both its dates and the probabilities that rest on them."""
    told = [(o.history.project.key, o.best.finish) for o in analysis.outlooks if o.best]
    lengths = [len(finish) for _, finish in told]
    finish = np.concatenate([finish for _, finish in told]) if told else np.empty(0, np.int64)
    return pa.table(
        {
            "project": pa.array(np.repeat(np.array([key for key, _ in told], dtype=object), lengths), pa.string()),
            "draw": pa.array(np.concatenate([np.arange(n) for n in lengths]) if told else [], pa.int64()),
            "finish_on": pa.array((finish - EPOCH).astype(np.int32), pa.int32()).cast(pa.date32()),
        }
    )


def factual_status(outlook: Outlook, *, on: date | None = None) -> str:
    """Return what the facts say of a project: `done`, `stopped`, `unknown`, `on_time`, `late` or `very_late`.

    Without an estimate, a project that announces a late finish or is past its date is late all the same; one that does not
    cannot be told.

    Args:
        outlook: The project.
        on: The day it is judged on; a date past on that day counts only when it is given.
    """
    if outlook.history.life in ("done", "stopped"):
        return outlook.history.life
    days = outlook.fact_days
    if days is None:
        days = _days_said(outlook, on)
    if days is None:
        return "unknown"
    return "on_time" if days <= LATE_DAYS else "late" if days <= VERY_LATE_DAYS else "very_late"


def _days_said(outlook: Outlook, on: date | None) -> int | None:
    """Return the days late that dates alone prove, None when they prove none."""
    history = outlook.history
    if not history.due_on or outlook.reason not in ("loop", "stalled"):
        return None
    days = [finish for _, finish in history.finishes[-1:]] + ([on] if on else [])
    late = max(((day - history.due_on).days for day in days), default=0)
    return late if late > LATE_DAYS else None


def _finish_row(model: Model, outlook: Outlook) -> Row:
    history, best = outlook.history, outlook.best
    other = outlook.estimates[1] if len(outlook.estimates) > 1 else None
    return {
        "project": history.project.key,
        "method": best.method if best else None,
        "seen_on": model.seen_on,
        "due_on": history.due_on,
        "announced_on": history.finishes[-1][1] if history.finishes else None,
        "p20_on": best.by(0.2) if best and best.method != "announced" else None,
        "p50_on": best.by(0.5) if best else None,
        "p80_on": best.by(0.8) if best and best.method != "announced" else None,
        "late_days": outlook.late_days,
        "late_chance": outlook.late_chance,
        "other_method": other.method if other else None,
        "other_p50_on": other.by(0.5) if other else None,
        "reason": outlook.reason or None,
    }


def _facts_row(model: Model, outlook: Outlook, cost: Cost) -> dict[str, object]:
    history, state = outlook.history, cost.earned_value
    told = history.finishes
    return {
        "project": history.project.key,
        "seen_on": model.seen_on,
        "life": history.life,
        "declared": history.last.status if history.last else None,
        "factual": factual_status(outlook, on=model.seen_on),
        "progress": history.progress,
        "time_share": cost.planned_share,
        "report_count": len(history.reports),
        "first_finish_on": told[0][1] if told else None,
        "last_finish_on": told[-1][1] if told else None,
        "slip_days": history.slip_days,
        "budget": cost.budget,
        "spent": history.spent,
        "landing": cost.landing,
        "landing_low": cost.low,
        "landing_high": cost.high,
        "landing_method": cost.method or None,
        "cost_index": state.cost_index if state else None,
        "schedule_index": state.schedule_index if state else None,
        "cost_per_day": cost.per_day,
    }


REASONS = {
    "unreported": N_("The last reports no longer say whether it goes on."),
    "stalled": N_("Its progress has not moved over the last four reports."),
    "no_dates": N_("No report, task or planned date says when it should finish."),
    "old_list": N_("Its date is past, as many others are: the list is older than the day it was loaded, and its date proves nothing."),
    "loop": N_("Its tasks wait for each other in a loop."),
}


def absent(model: Model, analysis: Analysis) -> tuple[Absence, ...]:
    """Return the figures that could not be computed, with their reasons."""
    found = [
        Absence("portfolio.finish", Text(REASONS[o.reason]), "project", o.history.project.key)
        for o in analysis.outlooks
        if o.reason in REASONS
    ]
    if model.projects and not model.capacity:
        found.append(Absence("portfolio.load", Text(N_("No file says how many hours each skill can give."))))
    if model.projects and not model.ledger.num_rows:
        found.append(Absence("portfolio.money", Text(N_("No ledger is loaded: actual spending is what the budget files say."))))
    return tuple(found)
