"""Steps of a process that seem to be done twice, here and in another department."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.desk.rights import Reach
from pupitre.desk.settings import currency_of_home
from pupitre.desk.web.proofs import proof
from pupitre.domains.processes.web.sight import Sight
from pupitre.kernel import Money

SHOWN = 7


@dataclass(frozen=True, slots=True)
class Twin:
    """Two steps alike: what they are, where each is done, how alike, what the second one costs in a year."""

    first: str
    first_home: str
    second: str
    second_home: str
    score: float
    hours: float | None
    cost: Money | None
    proof: str


def twins(seen: Sight, reach: Reach, units: Mapping[str, str], names: Mapping[str, str]) -> tuple[Twin, ...]:
    """Return the pairs in reach on both sides, the most alike first.

    Args:
        seen: The process. reach: What the reader may see. units, names: Names of departments and processes.
    """
    rows = [row for row in seen.duplicates if reach.sees("unit", row["unit"]) and reach.sees("unit", row["other_unit"])]
    rows.sort(key=lambda row: (-(row["score"] or 0.0), row["activity"] or "", row["other_activity"] or ""))
    coin = currency_of_home() if rows else ""
    return tuple(
        Twin(
            first=row["activity"] or names.get(row["process"], row["process"]),
            first_home=units.get(row["unit"] or "", names.get(row["process"], "")),
            second=row["other_activity"] or names.get(row["other_process"], row["other_process"]),
            second_home=units.get(row["other_unit"] or "", names.get(row["other_process"], "")),
            score=row["score"] or 0.0,
            hours=row["hours_year"],
            cost=None if row["cost_year"] is None else Money(row["cost_year"], coin),
            proof=proof("processes.duplicate", "", row["process"], row["activity"], row["other_process"], row["other_activity"]),
        )
        for row in rows[:SHOWN]
    )
