"""Whether decisions worked, on their KPIs and in the logs of their processes, as the last examination judged them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow.compute as pc

from pupitre.desk import derived
from pupitre.desk.rights import EVERYTHING, Reach

EFFECT: Final = "impact.decision_effect"
PATH: Final = "impact.effect_path"
WORST_FIRST: Final = ("harmful", "works", "no_effect", "cannot_tell")
"""A decision judged in several departments is told by the first of these that one of them shows."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision changed in its KPI, in one department or everywhere, or in the lead time of a process.

    Args:
        kpi, unit: What was measured; the unit is empty for the whole KPI. method: How.
        improvement, process: The improvement that carries it out and its process, when its log was measured; sizes are then shares of the
            lead time. is_target_reached: Whether the change aimed at is proved too, None when none was.
        word: `works`, `no_effect`, `harmful`, `cannot_tell`.
        from_on, to_on: The readings compared, the last day excluded. lag_days: Days before it moved.
        estimate: The change, in the unit of the KPI. low, high: Between these 9 times out of 10. near, far: 8 times out of 10.
        widest: The bounds 95 times out of 100. smallest: The least change that could have been seen.
        beside: Kind and key of what else happened in the window. reason: Why nothing is measured; empty when something is.
    """

    decision: str
    kpi: str
    unit: str
    method: str
    word: str
    from_on: date | None
    to_on: date | None
    lag_days: float
    estimate: float | None
    low: float | None
    high: float | None
    near: tuple[float | None, float | None]
    widest: tuple[float | None, float | None]
    smallest: float | None
    beside: tuple[tuple[str, str], ...]
    reason: str
    improvement: str = ""
    process: str = ""
    is_target_reached: bool | None = None

    @property
    def is_measured(self) -> bool:
        """Whether the readings allow a figure at all."""
        return self.estimate is not None


@dataclass(frozen=True, slots=True)
class Step:
    """One reading around a decision; what it would have been without it, and its bounds, from its date on."""

    at: date
    value: float | None
    without: float | None
    low: float | None
    high: float | None


def verdicts(within: Reach = EVERYTHING) -> dict[str, tuple[Verdict, ...]]:
    """Return the verdicts of the last examination in reach by decision, those that weigh most first; one query."""
    return by_decision(within.table(EFFECT, derived.latest(EFFECT)).to_pylist()) if derived.has((EFFECT,)) else {}


def of_decision(key: str) -> tuple[tuple[Verdict, ...], tuple[Step, ...]]:
    """Return the verdicts of one decision on its KPI and the readings around the first of them, oldest first; one query."""
    if not derived.has((EFFECT, PATH)):
        return (), ()
    tables = derived.latest_of((EFFECT, PATH))
    rows = tables[EFFECT].filter(pc.equal(tables[EFFECT]["decision"], key)).to_pylist()
    mine = tuple(one for one in by_decision(rows).get(key, ()) if not one.improvement)
    if not mine:
        return (), ()
    path = tables[PATH]
    same = pc.and_(pc.equal(path["decision"], key), pc.equal(pc.fill_null(path["unit"], ""), mine[0].unit))
    steps = path.filter(same).sort_by("at").to_pylist()
    return mine, tuple(Step(row["at"], row["value"], row["without"], row["low"], row["high"]) for row in steps)


def by_decision(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Verdict, ...]]:
    """Return rows of `impact.decision_effect` by decision, those that weigh most first."""
    found: dict[str, list[Verdict]] = {}
    for row in rows:
        found.setdefault(row["decision"], []).append(_verdict(row))
    return {key: tuple(sorted(those, key=_weight)) for key, those in found.items()}


def _weight(one: Verdict) -> tuple[int, bool, str, str]:
    return WORST_FIRST.index(one.word), not one.is_measured, one.unit, one.improvement


def counted(found: Mapping[str, Sequence[Verdict]]) -> dict[str, int]:
    """Return how many decisions each verdict holds, those that could be measured at all."""
    words = [those[0].word for those in found.values() if any(one.is_measured for one in those)]
    return {word: words.count(word) for word in WORST_FIRST}


def _verdict(row: Mapping[str, Any]) -> Verdict:
    beside = tuple(tuple(one.split(":", 1)) for one in (row["beside"] or "").split("; ") if ":" in one)
    return Verdict(
        decision=row["decision"],
        kpi=row["kpi"],
        unit=row["unit"] or "",
        method=row["method"],
        word=row["verdict"],
        from_on=row["from_on"],
        to_on=row["to_on"],
        lag_days=row["lag_days"] or 0.0,
        estimate=row["estimate"],
        low=row["low_90"],
        high=row["high_90"],
        near=(row["low_80"], row["high_80"]),
        widest=(row["low_95"], row["high_95"]),
        smallest=row["smallest_visible"],
        beside=tuple((kind, key) for kind, key in beside),
        reason=row["reason"] or "",
        improvement=row["improvement"] or "",
        process=row["process"] or "",
        is_target_reached=row["is_target_reached"],
    )
