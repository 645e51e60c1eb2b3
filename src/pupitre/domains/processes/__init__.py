"""Where work waits, comes back and is done twice, and whether what was done about it worked."""

from __future__ import annotations

from pupitre.domains.processes.analysis import Analysis, analyse
from pupitre.domains.processes.analysis.publish import absent, published
from pupitre.domains.processes.explains import EXPLAINS
from pupitre.domains.processes.findings import findings
from pupitre.domains.processes.inputs import PUBLISHES, READS, Model, read
from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what the processes show on the day of the snapshot."""
    model = read(snapshot)
    analysis = analyse(model)
    try:
        return Examination(findings(model, analysis), published(model, analysis), absent(model, analysis))
    finally:
        analysis.close()


DOMAIN = Domain(
    name="processes",
    title=Text(N_("Processes")),
    reads=READS,
    examine=examine,
    publishes=PUBLISHES,
    explains=EXPLAINS,
    rules={"processes.unowned": Text(N_("Process that nobody follows"))},
)

__all__ = ["DOMAIN", "Analysis", "Model", "analyse", "examine", "read"]
