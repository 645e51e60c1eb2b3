"""Which work is done twice, by two departments."""

from __future__ import annotations

from decimal import Decimal

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.findings.told import MOST_SURE, fresh
from pupitre.domains.processes.inputs import Model
from pupitre.kernel import N_, Evidence, Finding, Quantity, Stake, Subject, Text
from pupitre.maths.process.alike import Pair


def twice(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return the steps of two departments that look like the same work."""
    alive = {study.process for study in fresh(model, analysis)}
    return tuple(_twice(model, analysis, pair) for pair in analysis.twins if {pair.first.process, pair.second.process} <= alive)


def _twice(model: Model, analysis: Analysis, pair: Pair) -> Finding:
    first, second = pair.first, pair.second
    processes = sorted({first.process, second.process})
    return Finding(
        rule="processes.duplicate_step",
        subjects=(*(Subject("process", key) for key in processes), Subject("activity", first.key), Subject("activity", second.key)),
        text=_text(model, pair),
        evidence=(
            Evidence(
                "processes.duplicate",
                ((first.process, first.activity, second.process, second.activity),),
                ("activity", "unit", "other_activity", "other_unit", "score", "hours_year", "cost_year"),
                (
                    (
                        first.activity,
                        model.name("unit", first.unit),
                        second.activity,
                        model.name("unit", second.unit),
                        round(pair.score, 3),
                        None if pair.hours_year is None else round(pair.hours_year, 1),
                        pair.cost_year,
                    ),
                ),
            ),
        ),
        since=max(analysis.studies[key].first_on for key in processes),
        stake=Stake(Decimal(0), pair.cost_year / 2, pair.cost_year, model.currency) if pair.cost_year else None,
        confidence=round(min(pair.score, MOST_SURE), 2),
        method="processes",
    )


def _text(model: Model, pair: Pair) -> Text:
    first, second = pair.first, pair.second
    said: dict[str, object] = {
        "step": first.activity,
        "process": model.name("process", first.process),
        "other": second.activity,
        "other_process": model.name("process", second.process),
    }
    if pair.hours_year:
        return Text(
            N_("“%(step)s” (%(process)s) and “%(other)s” (%(other_process)s) look like the same work: %(hours)s a year done twice."),
            hours=Quantity(pair.hours_year, "h"),
            **said,
        )
    return Text(N_("“%(step)s” (%(process)s) and “%(other)s” (%(other_process)s) look like the same work, done twice."), **said)
