"""The objectives as a list to export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pupitre.desk.sheets import Column, Sheet
from pupitre.domains.strategy.web.atlas import Goal
from pupitre.kernel import N_, Text

COLUMNS: Final = (
    Column.of("objectives", "code"),
    Column.of("objectives", "name"),
    Column.of("objectives", "axis"),
    Column.of("objectives", "department"),
    Column.of("objectives", "owner"),
    Column.of("objectives", "start"),
    Column.of("objectives", "due"),
    Column(Text(N_("Weight in the whole strategy")), "share"),
    Column(Text(N_("Chances")), "share"),
    Column(Text(N_("Chances, low")), "share"),
    Column(Text(N_("Chances, high")), "share"),
    Column(Text(N_("Share of the way")), "share"),
    Column(Text(N_("Time gone by")), "share"),
    Column(Text(N_("State"))),
    Column(Text(N_("Projects")), "count"),
)


def objectives_sheet(goals: Sequence[Goal]) -> Sheet:
    """Return objectives in the order in which they are shown."""
    rows = [
        (
            one.key,
            one.name,
            one.axis_name,
            one.unit_name,
            one.owner_name,
            one.starts_on,
            one.due_on,
            one.weight,
            one.chance.share,
            one.chance.low,
            one.chance.high,
            one.progress,
            one.time,
            one.chip[1],
            one.project_count,
        )
        for one in goals
    ]
    return Sheet(Text(N_("Objectives")), COLUMNS, rows)
