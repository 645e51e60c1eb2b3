"""How likely each objective is and why, whether past decisions worked, which projects to run."""

from __future__ import annotations

from pupitre.impact.effects import effects
from pupitre.impact.effects.past import past_of
from pupitre.impact.explains import EXPLAINS
from pupitre.impact.findings import findings
from pupitre.impact.inputs import PUBLISHES, READS
from pupitre.impact.model import model_of
from pupitre.impact.publish import absent, published
from pupitre.impact.results import results_of
from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what the strategy may expect on the day of the snapshot, and what its decisions have changed."""
    tables, of_decisions, unmeasured = effects(snapshot)
    model = model_of(snapshot, past_of(tables["impact.decision_effect"]))
    if not model.told:
        return Examination(of_decisions, tables, unmeasured)
    results = results_of(model)
    return Examination((*findings(results), *of_decisions), published(results) | tables, (*absent(model), *unmeasured))


DOMAIN = Domain(
    name="impact",
    title=Text(N_("Impact")),
    reads=READS,
    examine=examine,
    publishes=PUBLISHES,
    explains=EXPLAINS,
    rules={
        "impact.unlikely_objective": Text(N_("Objective unlikely to be reached")),
        "impact.broken_assumption": Text(N_("Assumption that no longer holds")),
        "impact.decision_without_effect": Text(N_("Decision without effect")),
        "impact.harmful_decision": Text(N_("Decision that harms")),
    },
)

__all__ = ["DOMAIN", "examine"]
