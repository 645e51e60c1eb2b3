"""What each figure of the meetings is made of, in words."""

from __future__ import annotations

from pupitre.kernel import N_, Explained, Input, Text

EXPLAINS = {
    "meetings.blocked": Explained(
        text=Text(N_("Actions that wait for something, and for how long.")),
        method="blocked-actions",
        key=("action",),
        columns={
            "blocked_on": Text(N_("The day the action says it was blocked.")),
            "blocked_days": Text(N_("Days from the day it was blocked to the day of the examination.")),
        },
        inputs=(Input("action", {"key": "action"}),),
    ),
}
"""Each derived table, in words."""
