"""Which projects will keep their word, and what they cost."""

from __future__ import annotations

from pupitre.domains.portfolio.analysis import Analysis, analyse
from pupitre.domains.portfolio.analysis.publish import absent, published
from pupitre.domains.portfolio.explains import EXPLAINS
from pupitre.domains.portfolio.findings import findings
from pupitre.domains.portfolio.inputs import PUBLISHES, READS, Model, read
from pupitre.domains.portfolio.options import options
from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what the portfolio shows on the day of the snapshot."""
    model = read(snapshot)
    analysis = analyse(model)
    return Examination(findings(model, analysis), published(model, analysis), absent(model, analysis))


DOMAIN = Domain(
    name="portfolio",
    title=Text(N_("Projects")),
    reads=READS,
    examine=examine,
    publishes=PUBLISHES,
    options=options,
    web="pupitre.domains.portfolio.web",
    explains=EXPLAINS,
    rules={
        "portfolio.late_though_green": Text(N_("Late though declared green")),
        "portfolio.overloaded_skill": Text(N_("Overloaded skill")),
        "portfolio.cost_drift": Text(N_("Drifting cost")),
        "portfolio.duplicate_project": Text(N_("Same work twice")),
        "portfolio.circular_links": Text(N_("Circular links")),
    },
)

__all__ = ["DOMAIN", "Analysis", "Model", "analyse", "examine", "read"]
