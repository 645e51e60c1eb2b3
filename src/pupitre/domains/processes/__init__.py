"""Where work waits, comes back and is done twice, and whether what was done about it worked."""

from __future__ import annotations

from pupitre.domains.processes.analysis import Analysis, analyse
from pupitre.domains.processes.analysis.publish import absent, published
from pupitre.domains.processes.analysis.pulse import PULSE
from pupitre.domains.processes.explains import EXPLAINS
from pupitre.domains.processes.findings import findings
from pupitre.domains.processes.inputs import PUBLISHES, READS, Model, read
from pupitre.domains.processes.options import options
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
    options=options,
    web="pupitre.domains.processes.web",
    pulse=PULSE,
    rules={
        "processes.bottleneck": Text(N_("Step where work waits")),
        "processes.rework_loop": Text(N_("Work that goes back")),
        "processes.deviation": Text(N_("Rule that is not kept")),
        "processes.duplicate_step": Text(N_("Step done twice")),
        "processes.slower_than_promised": Text(N_("Slower than promised")),
        "processes.gain_not_proved": Text(N_("Improvement that nothing proves")),
        "processes.unowned": Text(N_("Process that nobody follows")),
    },
)

__all__ = ["DOMAIN", "Analysis", "Model", "analyse", "examine", "read"]
