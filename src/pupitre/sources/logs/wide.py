"""Tables that have one row per case and one column of dates per step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.cells.folding import folded
from pupitre.sources.grid import Cells
from pupitre.sources.mapping.profile import Profile, profile

STEP, MOMENT = "step of the row", "moment of the step"
"""The columns that such a table becomes."""
DATED = 0.9
"""Share of the cells that are days or moments, from which a column can be one of a step."""
LEAST = 3
"""Columns of dates from which a table may be such a one: a list of projects has two, a beginning and an end."""
ALONE = 0.95
"""Share of the rows that have a case of their own."""
NAMED = 12


@dataclass(frozen=True, slots=True)
class Wide:
    """Such a table.

    Args:
        case: The column that names the case. steps: Those that date a step, in their order.
    """

    case: str
    steps: tuple[str, ...]

    @property
    def remark(self) -> Text:
        """What is said of having read it so."""
        listed = ", ".join(self.steps[:NAMED])
        return Text(N_("Each row is a case; each of these columns of dates became a step: %(names)s."), names=listed)


def steps_of(file: str, names: Sequence[str], cells: Sequence[Cells], told: Mapping[str, str]) -> Wide:
    """Return the case and the steps of a table that a person said to be such a one.

    Raises:
        InputError: It has no case, or no two columns of dates.
        LookupError: The case told is not one of its columns.
    """
    seen = [profile(one) for one in cells]
    dated = [name for name, one in zip(names, seen, strict=True) if one.count and one.date >= DATED]
    case = told.get("case")
    if case is not None:
        case = next((name for name in names if folded(name) == folded(case)), None)
        if case is None:
            raise LookupError(told["case"], tuple(names))
    else:
        case = _case(names, seen, dated)
    if case is None or len([one for one in dated if one != case]) < 2:
        raise InputError(
            Text(N_("No row of this file can be a case with the dates of its steps: it has %(count)s columns of dates."), count=len(dated)),
            where=Place(file),
            mend=Text(N_("Name the column with --%(role)s; the file has: %(names)s."), role="case", names=", ".join(names[:40])),
        )
    return Wide(case, tuple(one for one in dated if one != case))


def looks_wide(names: Sequence[str], seen: Sequence[Profile]) -> Wide | None:
    """Return how a table would be read if its rows are cases: different codes on each row, three columns of dates or more."""
    dated = [name for name, one in zip(names, seen, strict=True) if one.count and one.date >= DATED]
    case = _case(names, seen, dated)
    return Wide(case, tuple(dated)) if case is not None and len(dated) >= LEAST else None


def _case(names: Sequence[str], seen: Sequence[Profile], dated: Sequence[str]) -> str | None:
    """Return the first column of codes that differ from row to row."""
    for name, one in zip(names, seen, strict=True):
        if name not in dated and one.filled >= ALONE and one.distinct >= ALONE and one.code >= DATED:
            return name
    return None
