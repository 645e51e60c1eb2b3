"""The load of skills, week by week, as a heat map made of words and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.desk import derived
from pupitre.domains.portfolio.web.shelf import Shelf
from pupitre.kernel import Share

WEEKS_BEFORE, WEEKS_SHOWN = 2, 16
SKILLS_FIRST = 8
LEVELS = ((1.1, "over"), (1.0, "full"), (0.85, "high"), (0.5, "some"))
"""Load from which a week is drawn so; below them all, it is nearly free."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One week of a skill: its load, and how dark it is."""

    load: Share | None
    level: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A skill and its weeks."""

    name: str
    unit: str
    peak: Share | None
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Skills by weeks, the most loaded first.

    Args:
        weeks: The Mondays. rows: The skills shown. count: How many skills there are.
    """

    weeks: tuple[date, ...]
    rows: tuple[HeatRow, ...]
    count: int


def heat_map(known: Shelf, *, everything: bool) -> HeatMap | None:
    """Return the weeks around the day judged; None when no hours are known.

    Args:
        known: The projects and names.
        everything: Every skill and week, instead of the most loaded skills and the next weeks.
    """
    loads: defaultdict[tuple[str, str], dict[date, float | None]] = defaultdict(dict)
    for row in derived.latest("portfolio.skill_load").to_pylist():
        loads[row["skill"], row["unit"]][row["starts_on"]] = row["load"]
    weeks = _shown(sorted({week for of in loads.values() for week in of}), known.seen_on, everything=everything)
    if not weeks:
        return None
    rows = [
        HeatRow(
            known.name("skill", skill),
            known.name("unit", unit),
            _share(max((load for week in weeks if (load := of.get(week)) is not None), default=None)),
            tuple(HeatCell(_share(of.get(week)), level(of.get(week))) for week in weeks),
        )
        for (skill, unit), of in loads.items()
    ]
    rows.sort(key=lambda row: (-(row.peak.value if row.peak else 0), row.name))
    return HeatMap(weeks, tuple(rows if everything else rows[:SKILLS_FIRST]), len(rows))


def level(load: float | None) -> str:
    """Return how a load is drawn: `none`, `low`, `some`, `high`, `full` or `over`."""
    if load is None:
        return "none"
    return next((name for least, name in LEVELS if load > least), "low")


def _shown(weeks: Sequence[date], today: date | None, *, everything: bool) -> tuple[date, ...]:
    if everything or today is None:
        return tuple(weeks)
    current = sum(week <= today for week in weeks)
    start = max(min(current - WEEKS_BEFORE, len(weeks) - WEEKS_SHOWN), 0)
    return tuple(weeks[start : start + WEEKS_SHOWN])


def _share(load: float | None) -> Share | None:
    return None if load is None else Share(load)
