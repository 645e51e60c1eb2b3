"""What the processes mean for a reader, as findings with their proof."""

from __future__ import annotations

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.findings.gains import gains
from pupitre.domains.processes.findings.kept import deviations
from pupitre.domains.processes.findings.returns import returns
from pupitre.domains.processes.findings.times import bottlenecks, slower
from pupitre.domains.processes.findings.twice import twice
from pupitre.domains.processes.inputs import Model, Process
from pupitre.kernel import N_, Evidence, Finding, Subject, Text

COUNTED = 1.0
"""Confidence of what is read in the files as it stands, not estimated."""


def findings(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return every finding of the domain."""
    return (
        *bottlenecks(model, analysis),
        *returns(model, analysis),
        *deviations(model, analysis),
        *twice(model, analysis),
        *slower(model, analysis),
        *gains(model, analysis),
        *(_unowned(model, one) for one in model.processes if not one.owner or not one.kpis),
    )


def _unowned(model: Model, process: Process) -> Finding:
    if process.owner:
        text = Text(N_("No KPI follows the process “%(name)s”: nobody would see it slow down."), name=process.name)
    elif process.kpis:
        text = Text(N_("The process “%(name)s” has no owner."), name=process.name)
    else:
        text = Text(N_("The process “%(name)s” has neither an owner nor a KPI."), name=process.name)
    return Finding(
        rule="processes.unowned",
        subjects=(Subject("process", process.key),),
        text=text,
        evidence=(
            Evidence(
                "process",
                ((process.key,),),
                ("name", "unit", "owner"),
                ((process.name, model.name("unit", process.unit), model.name("person", process.owner)),),
            ),
        ),
        since=model.on,
        confidence=COUNTED,
        method="processes",
    )
