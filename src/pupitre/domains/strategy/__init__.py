"""Whether projects, money and measures go the way the strategy says."""

from __future__ import annotations

from pupitre.domains.strategy.analysis import Analysis, analyse
from pupitre.domains.strategy.analysis.publish import absent, published
from pupitre.domains.strategy.explains import EXPLAINS
from pupitre.domains.strategy.findings import findings
from pupitre.domains.strategy.inputs import PUBLISHES, READS, Model, read
from pupitre.domains.strategy.options import options
from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what the strategy's tables show on the day of the snapshot."""
    model = read(snapshot)
    analysis = analyse(model)
    return Examination(findings(model, analysis), published(analysis), absent(model, analysis))


DOMAIN = Domain(
    name="strategy",
    title=Text(N_("Strategic plan")),
    reads=READS,
    examine=examine,
    publishes=PUBLISHES,
    options=options,
    explains=EXPLAINS,
    web="pupitre.domains.strategy.web",
    rules={
        "strategy.orphan_project": Text(N_("Project without objective")),
        "strategy.misaligned_spend": Text(N_("Spending out of line with weights")),
        "strategy.broken_cascade": Text(N_("Broken cascade")),
        "strategy.contradictory_targets": Text(N_("Contradictory targets")),
        "strategy.not_measurable": Text(N_("Objective without measure")),
    },
)

__all__ = ["DOMAIN", "Analysis", "Model", "analyse", "examine", "read"]
