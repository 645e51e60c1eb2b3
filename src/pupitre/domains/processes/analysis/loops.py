"""Where work goes back, which cases do it, and what doing steps again costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from pupitre.domains.processes.analysis.finished import Cases
from pupitre.maths.process import loops as going_back
from pupitre.maths.process.calendar import Week, working
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.flow import SECOND

if TYPE_CHECKING:
    from ibis.expr import types as ir

SHOWN: Final = 30
"""Loops published, the most cases first."""
LOOKED_AT: Final = 12
"""Loops for which the values that explain them are looked for."""
YEAR_US: Final = 365 * 86_400_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """The value that explains a loop: its cases, the share of them that goes back, that of the others, the chance of as much by luck."""

    attribute: str
    value: str
    cases: int
    share: float
    other_share: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Loop:
    """Work that goes back.

    Args:
        source, target: From which step to which earlier one. cases: That go back. share: Of those that reach the source.
        lost_s: Seconds lost, in mean per case that goes back. told: The value that explains it; None when none does.
        first_on: Day of the first time. recent_cases: Cases that went back in the last 365 days of the log.
        again_s: Seconds of work on steps done again in these cases, working hours alone when known; None without begins.
        again_cost: What these steps cost as the log says; None when it says nothing.
    """

    source: str
    target: str
    cases: int
    share: float
    lost_s: float
    told: Told | None
    first_on: date
    recent_cases: int
    again_s: float | None
    again_cost: float | None


def loops_of(log: Log, cases: Cases, week: Week | None) -> tuple[Loop, ...]:
    """Return where work goes back to an earlier step, the most cases first."""
    found = []
    for at, row in enumerate(shown(going_back.loops(log)).to_pylist()):
        told = _told(log, row["from"], row["to"]) if at < LOOKED_AT else None
        found.append(_loop(log, cases, week, row, told))
    return tuple(found)


def shown(table: pa.Table) -> pa.Table:
    """Return the loops published of those of a log, the most cases first."""
    return table.sort_by([("cases", "descending"), ("from", "ascending"), ("to", "ascending")]).slice(0, SHOWN)


def _told(log: Log, source: str, target: str) -> Told | None:
    rows = going_back.explained(log, source, target).slice(0, 1).to_pylist()
    if not rows:
        return None
    row = rows[0]
    return Told(row["attribute"], row["value"], int(row["cases"]), row["share"], row["other_share"], row["p_value"])


def _loop(log: Log, cases: Cases, week: Week | None, row: dict[str, object], told: Told | None) -> Loop:
    source, target, count = str(row["from"]), str(row["to"]), int(str(row["cases"]))
    back = _times(log, source, target)
    facts = log.rows(back.aggregate(first=back.ts.min(), recent=back.cid.nunique(where=back.ts > cases.last - YEAR_US))).to_pylist()[0]
    again = _again(log, back, week)
    return Loop(
        source=source,
        target=target,
        cases=count,
        share=float(str(row["share"])),
        lost_s=float(str(row["lost_s"])) / max(count, 1),
        told=told,
        first_on=datetime.fromtimestamp(int(facts["first"]) / SECOND, UTC).date(),
        recent_cases=int(facts["recent"] or 0),
        again_s=again[0],
        again_cost=again[1],
    )


def _times(log: Log, source: str, target: str) -> ir.Table:
    """Return each time work goes back: `cid`, `ts`; the case did the target for the first time before the source."""
    steps = log.steps
    one, other = log.activities.index(source), log.activities.index(target)
    ends = steps.filter(steps.aid.isin([one, other])).group_by("cid")
    firsts = ends.aggregate(one_k=lambda t: t.k.min(where=t.aid == one), other_k=lambda t: t.k.min(where=t.aid == other))
    before = firsts.filter(firsts.other_k < firsts.one_k).select("cid")
    return steps.filter((steps.aid == one) & (steps.to_aid == other)).semi_join(before, "cid").select("cid", "ts")


def _again(log: Log, back: ir.Table, week: Week | None) -> tuple[float | None, float | None]:
    """Return how long the steps done again in these cases are worked on, and what they cost."""
    steps = log.steps.semi_join(back.select("cid").distinct(), "cid")
    each = steps.group_by(["cid", "aid"]).aggregate(first_k=steps.k.min())
    both = steps.join(each, ["cid", "aid"])
    again = both.filter(both.k > both.first_k)
    touch = (again.ts - again.start) / SECOND if week is None else working(again.start, again.ts, week)
    row = log.rows(again.aggregate(touch=touch.sum(), cost=again.cost.sum())).to_pylist()[0]
    return (float(row["touch"]) if log.has_start and row["touch"] is not None else None), row["cost"]
