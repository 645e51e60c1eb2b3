"""Which decisions nobody carries and which actions wait."""

from __future__ import annotations

from pupitre.domains.meetings.analysis import blocked
from pupitre.domains.meetings.explains import EXPLAINS
from pupitre.domains.meetings.findings import absent, findings, is_overdue
from pupitre.domains.meetings.inputs import PUBLISHES, READS, Model, read
from pupitre.domains.meetings.options import options
from pupitre.kernel import N_, Domain, Examination, Snapshot, Text
from pupitre.tables.rows import derived_table


def examine(snapshot: Snapshot) -> Examination:
    """Return what decisions and actions show on the day of the snapshot."""
    model = read(snapshot)
    rows = (
        {
            "action": action.key,
            "waits_for": action.blocked_by,
            "blocked_on": action.blocked_on,
            "blocked_days": (model.on - action.blocked_on).days if action.blocked_on else None,
            "is_overdue": is_overdue(model, action),
        }
        for action in blocked(model)
    )
    return Examination(findings(model), {"meetings.blocked": derived_table(PUBLISHES["meetings.blocked"], rows)}, absent(model))


DOMAIN = Domain(
    name="meetings",
    title=Text(N_("Meetings")),
    reads=READS,
    examine=examine,
    publishes=PUBLISHES,
    options=options,
    explains=EXPLAINS,
    rules={
        "meetings.decision_without_owner": Text(N_("Decision without owner")),
        "meetings.blocked_actions": Text(N_("Blocked actions")),
        "meetings.overdue_actions": Text(N_("Overdue actions")),
    },
)

__all__ = ["DOMAIN", "Model", "examine", "read"]
