"""What the readings, targets and definitions of KPIs say together."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.domains.performance.analysis.alarms import Alarms, alarms
from pupitre.domains.performance.analysis.cadence import Rhythms, rhythms
from pupitre.domains.performance.analysis.charts import Chart, charts
from pupitre.domains.performance.analysis.formulas import Computed, Uncomputed, computed
from pupitre.domains.performance.analysis.naming import Twice, defined_twice
from pupitre.domains.performance.analysis.outlook import Outlook, outlooks
from pupitre.domains.performance.analysis.periods import Totals, totals
from pupitre.domains.performance.analysis.targets import Verdict, verdicts
from pupitre.domains.performance.inputs import Model


@dataclass(frozen=True, slots=True)
class Analysis:
    """Every result of the performance domain for one day."""

    rhythms: Rhythms
    verdicts: list[Verdict]
    twice: list[Twice]
    charts: list[Chart]
    totals: list[Totals]
    computed: list[Computed]
    uncomputed: list[Uncomputed]
    outlooks: list[Outlook]
    alarms: Alarms


def analyse(model: Model) -> Analysis:
    """Return everything performance can say of a model."""
    values, reasons = computed(model)
    found = rhythms(model)
    return Analysis(
        rhythms=found,
        verdicts=verdicts(model),
        twice=defined_twice(model),
        charts=charts(model),
        totals=totals(model),
        computed=values,
        uncomputed=reasons,
        outlooks=outlooks(model, found),
        alarms=alarms(model, found),
    )


__all__ = ["Analysis", "analyse"]
