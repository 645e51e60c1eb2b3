"""The derived tables of processes, and the figures they cannot compute."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np
import pyarrow as pa

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.analysis.delays import Lost
from pupitre.domains.processes.analysis.improvements import Proved
from pupitre.domains.processes.analysis.loops import shown
from pupitre.domains.processes.analysis.study import DAY, ENOUGH, MOST_STEPS, WEEK_DAYS, Study
from pupitre.domains.processes.inputs import PUBLISHES, Model
from pupitre.kernel import N_, Absence, Text
from pupitre.maths.process.alike import Entry, Pair, Processes, Step
from pupitre.tables.rows import derived_table

Row = Mapping[str, object]

UNJUDGED = {
    "no_log": N_("No event of this process is loaded."),
    "incomplete": N_("The rule does not say which steps it is about, or within how many days."),
    "unknown_step": N_("The log never shows a step that the rule names."),
    "no_persons": N_("The log does not say who did these steps."),
}
"""Why a rule is not judged."""


def published(model: Model, analysis: Analysis) -> dict[str, pa.Table]:
    """Return every derived table, by full name."""
    studies = tuple(analysis.studies.values())
    rows: dict[str, list[Row]] = {name: [] for name in PUBLISHES}
    for study in studies:
        for name, own in rows_of(study, day_price=model.day_price(study.process)).items():
            rows[name] += own
    rows["processes.overview"] += [{"process": key, "case_count": 0, "event_count": 0, "reason": "no_log"} for key in analysis.silent]
    rows["processes.rule_result"] += _rules(analysis)
    rows["processes.improvement"] += [_improvement(one) for one in analysis.improvements]
    rows["processes.duplicate"] += [_whole(one) for one in analysis.twins.wholes]
    rows["processes.duplicate"] += [_entry(one) for one in analysis.twins.entries]
    rows["processes.duplicate"] += [_pair(one) for one in analysis.twins.pairs]
    return {name: derived_table(PUBLISHES[name], rows[name]) for name in PUBLISHES}


def rows_of(study: Study, *, day_price: Decimal | None = None) -> dict[str, list[Row]]:
    """Return the rows of the tables that the log of one process fills by itself, by name of table.

    Args:
        study: What the log says. day_price: What a day of delay of a case costs, in the currency of the company.
    """
    return {
        "processes.overview": [_overview(study, day_price)],
        "processes.step": list(_steps(study, day_price)),
        "processes.flow": list(_flow(study)),
        "processes.variant": list(_variants(study)),
        "processes.loop": list(_loops(study)),
        "processes.handover": list(_handovers(study)),
        "processes.defect": [{"process": study.process, "kind": kind, "event_count": count} for kind, count in study.defects.items()],
    }


def absent(model: Model, analysis: Analysis) -> tuple[Absence, ...]:
    """Return the figures that could not be computed, with their reasons."""
    said = []
    for study in analysis.studies.values():
        if study.reason:
            said.append(Absence("processes.lead_time", _why(study), "process", study.process))
    for key in analysis.silent:
        said.append(Absence("processes.lead_time", Text(N_("No event of this process is loaded.")), "process", key))
    for key, why in analysis.refused.items():
        said.append(Absence("processes.log", why, "process" if key else "", key))
    for one in analysis.rules:
        if one.result is None:
            said.append(Absence("processes.rule_result", Text(UNJUDGED[one.reason]), "process_rule", f"{one.rule.process}/{one.rule.key}"))
    return tuple(said)


def _why(study: Study) -> Text:
    if study.reason == "too_few":
        return Text.many(
            N_("%(count)s finished case only; %(least)s are needed."),
            N_("%(count)s finished cases only; %(least)s are needed."),
            count=study.cases.finished_count,
            least=ENOUGH,
        )
    if study.reason == "single_steps":
        return Text(N_("Each case holds one step only: nothing follows anything."))
    return Text(
        N_("%(count)s different steps, more than %(most)s: the column taken for the step holds something else."),
        count=study.activities,
        most=MOST_STEPS,
    )


def _overview(study: Study, day_price: Decimal | None) -> Row:
    row: dict[str, object] = {
        "process": study.process,
        "case_count": len(study.cases.cid),
        "event_count": study.events,
        "variant_count": study.path_count,
        "activity_count": study.activities,
        "open_count": len(study.cases.cid) - study.cases.finished_count,
        "first_on": study.first_on,
        "last_on": study.last_on,
        "rework_share": study.rework_share,
        "reason": study.reason,
    }
    if study.waits is None or study.curve is None:
        return row
    lead = study.cases.lead_s[study.cases.is_finished]
    median = study.curve.median
    return row | {
        "lead_median_days": None if median is None else median / DAY,
        "lead_mean_days": float(lead.mean()) / DAY,
        "lead_p90_days": float(np.quantile(lead, 0.9)) / DAY,
        "wait_share": study.waits.share if study.waits.has_begins else None,
        "weekly_cases": study.cases.finished_count / max(study.span_days / WEEK_DAYS, 1.0),
        "late_days_year": study.late.likely if study.late is not None else None,
        "late_cost_year": _cost(study.late, day_price),
    }


def _cost(lost: Lost | None, day_price: Decimal | None) -> Decimal | None:
    """Return what days of delay cost in a year."""
    if lost is None or day_price is None:
        return None
    return (Decimal(repr(lost.likely)) * day_price).quantize(Decimal("0.01"))


def _steps(study: Study, day_price: Decimal | None) -> Iterable[Row]:
    count = max(study.cases.finished_count, 1)
    waits = {one.activity: one for one in study.waits.steps} if study.waits is not None else {}
    for done in study.done:
        wait = waits.get(done.activity)
        is_timed = study.waits is not None
        lost = wait.lost if wait is not None else None
        yield {
            "process": study.process,
            "activity": done.activity,
            "case_count": done.cases,
            "event_count": done.times,
            "rework_count": done.again,
            "wait_days": (wait.wait_s / count / DAY if wait is not None else 0.0) if is_timed else None,
            "wait_share": (wait.share if wait is not None else 0.0) if is_timed else None,
            "touch_days": done.touch_s / count / DAY if is_timed and done.touch_s is not None else None,
            "lost_days_year": lost.likely if lost is not None else None,
            "lost_cost_year": _cost(lost, day_price),
        }


def _flow(study: Study) -> Iterable[Row]:
    for row in study.flow.to_pylist():
        yield {
            "process": study.process,
            "from": row["from"],
            "to": row["to"],
            "event_count": row["count"],
            "mean_days": row["mean_s"] / DAY,
            "median_days": row["median_s"] / DAY,
            "p95_days": row["p95_s"] / DAY,
        }


def _variants(study: Study) -> Iterable[Row]:
    for rank, path in enumerate(study.paths, start=1):
        yield {
            "process": study.process,
            "rank": rank,
            "path": list(path.steps),
            "case_count": path.cases,
            "share": path.cases / max(len(study.cases.cid), 1),
            "lead_median_days": None if path.median_s is None else path.median_s / DAY,
        }


def unexplained(table: pa.Table, process: str) -> list[Row]:
    """Return the loops of some cases as published, without what explains them: that is told of all cases, where there are enough."""
    return [
        {
            "process": process,
            "from": row["from"],
            "to": row["to"],
            "case_count": row["cases"],
            "share": row["share"],
            "lost_days": row["lost_s"] / row["cases"] / DAY,
        }
        for row in shown(table).to_pylist()
    ]


def _loops(study: Study) -> Iterable[Row]:
    for loop in study.loops:
        row: dict[str, object] = {
            "process": study.process,
            "from": loop.source,
            "to": loop.target,
            "case_count": loop.cases,
            "share": loop.share,
            "lost_days": loop.lost_s / DAY,
        }
        if loop.told is not None:
            row |= {
                "attribute": loop.told.attribute,
                "value": loop.told.value,
                "value_cases": loop.told.cases,
                "value_share": loop.told.share,
                "other_share": loop.told.other_share,
            }
        yield row


def _handovers(study: Study) -> Iterable[Row]:
    for row in study.handovers.to_pylist():
        wait = row.get("wait_s")
        yield {
            "process": study.process,
            "from": row["from"],
            "to": row["to"],
            "event_count": row["count"],
            "wait_days": None if wait is None else wait / DAY,
        }


def _rules(analysis: Analysis) -> Iterable[Row]:
    for one in analysis.rules:
        if one.result is not None:
            yield {
                "process": one.rule.process,
                "rule": one.rule.key,
                "case_count": one.result.cases,
                "broken_count": one.result.broken,
                "broken_share": one.result.broken / one.result.cases,
            }


def _improvement(one: Proved) -> Row:
    row: dict[str, object] = {
        "improvement": one.improvement.key,
        "process": one.improvement.process,
        "verdict": "cannot_tell",
        "target_share": one.improvement.target_share,
        "reason": one.reason,
    }
    proof = one.proof
    if proof is None:
        return row
    low, high = proof.bounds(90)
    return row | {
        "verdict": proof.verdict,
        "method": proof.method,
        "before_cases": proof.before_cases,
        "after_cases": proof.after_cases,
        "change_share": _number(proof.change),
        "low_90": _number(low),
        "high_90": _number(high),
        "is_target_reached": proof.is_target_reached if one.improvement.target_share is not None and not one.reason else None,
        "smallest_share": _number(proof.smallest),
    }


def _whole(one: Processes) -> Row:
    likeness = {"score": one.score, "context_likeness": one.flow}
    alike = {"process": one.first, "activity": "", "other_process": one.second, "other_activity": "", "kind": "process"}
    return alike | likeness | {"hours_year": one.hours_year}


def _entry(one: Entry) -> Row:
    told = {"kind": "entry", "score": one.share, "name_likeness": one.name_likeness, "case_count": one.objects}
    return _steps_of(one.first, one.second) | told | {"hours_year": one.hours_year, "cost_year": one.cost_year}


def _pair(pair: Pair) -> Row:
    return _steps_of(pair.first, pair.second) | {
        "kind": "step",
        "score": pair.score,
        "name_likeness": pair.name_likeness,
        "context_likeness": pair.context_likeness,
        "duration_likeness": pair.duration_likeness,
        "case_count": pair.second.cases,
        "hours_year": pair.hours_year,
        "cost_year": pair.cost_year,
    }


def _steps_of(first: Step, second: Step) -> dict[str, object]:
    return {
        "process": first.process,
        "activity": first.activity,
        "other_process": second.process,
        "other_activity": second.activity,
        "unit": first.unit,
        "other_unit": second.unit,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
