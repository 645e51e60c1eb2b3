"""Which work is done twice, by two departments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.findings.told import MOST_SURE, fresh
from pupitre.domains.processes.inputs import Model
from pupitre.kernel import N_, Evidence, Finding, Quantity, Share, Stake, Subject, Text
from pupitre.maths.process.alike import Entry, Pair, Processes, Step

MOST: Final = 5
"""Pairs of steps told, the most alike; the published table holds all."""
STEPS: Final = ("activity", "other_activity", "kind", "score", "hours_year", "cost_year")


def twice(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return what two departments do alike: whole processes, the same thing entered twice, steps that look like the same work."""
    alive = {study.process for study in fresh(model, analysis)}
    found = analysis.twins
    return (
        *(_whole(model, analysis, one) for one in found.wholes if {one.first, one.second} <= alive),
        *(_entry(model, analysis, one) for one in found.entries if {one.first.process, one.second.process} <= alive),
        *[_pair(model, analysis, one) for one in found.pairs if {one.first.process, one.second.process} <= alive][:MOST],
    )


def _whole(model: Model, analysis: Analysis, one: Processes) -> Finding:
    said: dict[str, object] = {
        "process": model.name("process", one.first),
        "other": model.name("process", one.second),
        "steps": len(one.steps),
        "covered": Share(one.covered),
    }
    return Finding(
        rule="processes.duplicate_step",
        subjects=(Subject("process", one.first), Subject("process", one.second)),
        text=Text(
            N_(
                "“%(process)s” and “%(other)s” look like the same process in two departments: %(steps)s steps in common, in the same order "
                "(%(covered)s of the work)."
            ),
            **said,
        ),
        evidence=(_evidence((one.first, "", one.second, ""), ("", "", "process", round(one.score, 3), _hours(one.hours_year), None)),),
        since=max(analysis.studies[key].first_on for key in (one.first, one.second)),
        confidence=round(min(one.score, MOST_SURE), 2),
        method="processes",
    )


def _entry(model: Model, analysis: Analysis, one: Entry) -> Finding:
    return Finding(
        rule="processes.duplicate_step",
        subjects=_subjects(one.first, one.second),
        text=Text(
            N_(
                "“%(step)s” (%(process)s) and “%(other)s” (%(other_process)s) enter the same things twice: %(objects)s of them, "
                "%(share)s of those of the rarer step."
            ),
            objects=one.objects,
            share=Share(one.share),
            **_named(model, one.first, one.second),
        ),
        evidence=(
            _evidence(
                _key(one.first, one.second),
                (one.first.activity, one.second.activity, "entry", round(one.share, 3), _hours(one.hours_year), one.cost_year),
            ),
        ),
        since=_since(analysis, one.first, one.second),
        stake=_stake(model, one.cost_year),
        confidence=round(min(max(one.share, one.name_likeness), MOST_SURE), 2),
        method="processes",
    )


def _pair(model: Model, analysis: Analysis, one: Pair) -> Finding:
    said = _named(model, one.first, one.second)
    text = Text(N_("“%(step)s” (%(process)s) and “%(other)s” (%(other_process)s) look like the same work, done twice."), **said)
    if one.hours_year:
        text = Text(
            N_("“%(step)s” (%(process)s) and “%(other)s” (%(other_process)s) look like the same work: %(hours)s a year done twice."),
            hours=Quantity(one.hours_year, "h"),
            **said,
        )
    return Finding(
        rule="processes.duplicate_step",
        subjects=_subjects(one.first, one.second),
        text=text,
        evidence=(
            _evidence(
                _key(one.first, one.second),
                (one.first.activity, one.second.activity, "step", round(one.score, 3), _hours(one.hours_year), one.cost_year),
            ),
        ),
        since=_since(analysis, one.first, one.second),
        stake=_stake(model, one.cost_year),
        confidence=round(min(one.score, MOST_SURE), 2),
        method="processes",
    )


def _evidence(key: tuple[str, ...], values: tuple[str | float | Decimal | None, ...]) -> Evidence:
    return Evidence("processes.duplicate", (key,), STEPS, (values,))


def _key(first: Step, second: Step) -> tuple[str, ...]:
    return first.process, first.activity, second.process, second.activity


def _subjects(first: Step, second: Step) -> tuple[Subject, ...]:
    processes = sorted({first.process, second.process})
    return (*(Subject("process", key) for key in processes), Subject("activity", first.key), Subject("activity", second.key))


def _named(model: Model, first: Step, second: Step) -> dict[str, object]:
    return {
        "step": first.activity,
        "process": model.name("process", first.process),
        "other": second.activity,
        "other_process": model.name("process", second.process),
    }


def _hours(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 1)


def _since(analysis: Analysis, first: Step, second: Step) -> date:
    return max(analysis.studies[one.process].first_on for one in (first, second))


def _stake(model: Model, cost: Decimal | None) -> Stake | None:
    return Stake(Decimal(0), cost / 2, cost, model.currency) if cost else None
