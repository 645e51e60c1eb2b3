"""How likely each objective is and why, whether past decisions worked, which projects to run."""

from __future__ import annotations

from pupitre.impact.inputs import PUBLISHES, READS
from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(_snapshot: Snapshot) -> Examination:
    """Return what the strategy may expect on the day of the snapshot."""
    return Examination()


DOMAIN = Domain(
    name="impact",
    title=Text(N_("Impact")),
    reads=READS,
    examine=examine,
    publishes=PUBLISHES,
    rules={
        "impact.unlikely_objective": Text(N_("Objective unlikely to be reached")),
        "impact.broken_assumption": Text(N_("Assumption that no longer holds")),
        "impact.decision_without_effect": Text(N_("Decision without effect")),
        "impact.harmful_decision": Text(N_("Decision that harms")),
    },
)

__all__ = ["DOMAIN", "examine"]
