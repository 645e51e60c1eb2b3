"""Which rules are not kept."""

from __future__ import annotations

from typing import Final

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.analysis.rules import Judged
from pupitre.domains.processes.findings.told import fresh
from pupitre.domains.processes.inputs import Model, ProcessRule
from pupitre.kernel import N_, Days, Evidence, Finding, Share, Subject, Text

LEAST_CASES: Final = 5
LEAST_SHARE: Final = 0.02
"""Share of the cases under which a rule broken here and there is not told: logs have slips."""
COUNTED: Final = 1.0


def deviations(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return the rules that more than a few cases break, those of each process that most cases break first."""
    alive = {study.process for study in fresh(model, analysis)}
    judged = [one for one in analysis.rules if one.result is not None and one.rule.process in alive]
    return tuple(_deviation(model, one) for one in judged if _is_told(one))


def _is_told(one: Judged) -> bool:
    return one.result is not None and one.result.broken >= LEAST_CASES and one.result.broken >= LEAST_SHARE * one.result.cases


def _deviation(model: Model, one: Judged) -> Finding:
    assert one.result is not None  # told ones have been judged
    rule, result = one.rule, one.result
    share = result.broken / result.cases
    return Finding(
        rule="processes.deviation",
        subjects=(Subject("process", rule.process), Subject("process_rule", f"{rule.process}/{rule.key}")),
        text=Text(
            N_("%(share)s of the cases of “%(process)s” break a rule of the house: %(rule)s (%(broken)s of %(cases)s)."),
            share=Share(share, 0 if share >= 0.1 else 1),
            process=model.name("process", rule.process),
            rule=rule.name or described(rule),
            broken=result.broken,
            cases=result.cases,
        ),
        evidence=(
            Evidence(
                "processes.rule_result",
                ((rule.process, rule.key),),
                ("case_count", "broken_count", "broken_share"),
                ((result.cases, result.broken, round(share, 4)),),
            ),
            Evidence(
                "process_rule",
                ((rule.process, rule.key),),
                ("name", "kind", "first", "second", "days"),
                ((rule.name, rule.kind, rule.first, rule.second, rule.days),),
            ),
        ),
        since=one.since or model.on,
        confidence=COUNTED,
        method="processes",
    )


def described(rule: ProcessRule) -> Text:
    """Return a rule without a name in a few words."""
    said = {"first": rule.first or "", "second": rule.second or ""}
    if rule.kind == "order":
        return Text(N_("“%(first)s” comes before “%(second)s”"), **said)
    if rule.kind == "four_eyes":
        return Text(N_("“%(first)s” and “%(second)s” are done by two people"), **said)
    if rule.kind == "forbidden":
        return (
            Text(N_("“%(second)s” never comes after “%(first)s”"), **said) if rule.second else Text(N_("“%(first)s” is never done"), **said)
        )
    if rule.kind == "required":
        return Text(N_("“%(first)s” is done in every case"), **said)
    return Text(N_("every case is done within %(days)s"), days=Days(rule.days or 0.0))
