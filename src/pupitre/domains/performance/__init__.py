"""Which figures really moved, miss their target, stop coming or mean two things."""

from __future__ import annotations

from pupitre.domains.performance.analysis import Analysis, analyse
from pupitre.domains.performance.analysis.publish import absent, published
from pupitre.domains.performance.explains import EXPLAINS
from pupitre.domains.performance.findings import findings
from pupitre.domains.performance.inputs import PUBLISHES, READS, Model, read
from pupitre.domains.performance.options import options
from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what the KPIs show on the day of the snapshot."""
    model = read(snapshot)
    analysis = analyse(model)
    return Examination(findings(model, analysis), published(model, analysis), absent(model, analysis))


DOMAIN = Domain(
    name="performance",
    title=Text(N_("Performance")),
    reads=READS,
    examine=examine,
    publishes=PUBLISHES,
    options=options,
    web="pupitre.domains.performance.web",
    explains=EXPLAINS,
    rules={
        "performance.target_missed": Text(N_("Target missed")),
        "performance.level_shift": Text(N_("Level that shifted")),
        "performance.drift": Text(N_("Slow drift")),
        "performance.will_miss_target": Text(N_("Target that will be missed")),
        "performance.stale": Text(N_("Figure that stopped coming")),
        "performance.defined_twice": Text(N_("KPI defined in two ways")),
    },
)

__all__ = ["DOMAIN", "Analysis", "Model", "analyse", "examine", "read"]
