"""What became of objectives at a date: what their KPIs read then, and whether that was enough."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.impact.attainment import draw
from pupitre.impact.model.measures import KNOWN, Reading, direction, expected_share, fault
from pupitre.impact.model.objectives import objectives_of
from pupitre.impact.model.rows import KeyResult, Kpi, Objective, Rows
from pupitre.impact.model.series import Place
from pupitre.impact.world import Floats, Measure, World
from pupitre.kernel import N_, Text

Question = Literal["reached", "on_path"]
Days = npt.NDArray[np.datetime64]

PATIENCE = timedelta(days=60)
"""How long after a date its reading is waited for."""
YEAR_DAYS, WHOLE_YEAR_DAYS = 365, 350
REASONS: Mapping[str, Text] = {
    "no_reading_then": Text(N_("No reading of its KPIs covers that day.")),
    "not_told": Text(N_("Its key results, as they are written now, cannot be read.")),
    "gone": Text(N_("The objective is no longer written anywhere.")),
}
"""Why a case cannot be resolved."""


@dataclass(frozen=True, slots=True)
class Past:
    """The readings of a series: their periods and values, oldest first."""

    starts: Days
    ends: Days
    values: Floats

    def at(self, day: date) -> float | None:
        """Return what was read for a day: the reading that covers it, else the last before it when a later one came; None else."""
        then = np.datetime64(day, "D")
        place = int(np.searchsorted(self.starts, then, side="right")) - 1
        if place < 0 or (self.ends[place] <= then and place == len(self.starts) - 1):
            return None
        return float(self.values[place])

    def year_to(self, day: date) -> float | None:
        """Return the sum of the twelve months that end on a day; None when less than a year was read."""
        then = np.datetime64(day, "D")
        inside = (self.starts > then - np.timedelta64(YEAR_DAYS, "D")) & (self.starts <= then)
        if self.at(day) is None or (self.ends[inside] - self.starts[inside]).astype(int).sum() < WHOLE_YEAR_DAYS:
            return None
        return float(self.values[inside].sum())

    def known_on(self, day: date) -> Past:
        """Return the readings whose period was over on a day."""
        kept = self.ends <= np.datetime64(day, "D")
        return Past(self.starts[kept], self.ends[kept], self.values[kept])

    def is_told_by_the_year(self, kpi: Kpi, target: float) -> bool:
        """Tell whether a target of a KPI that adds up is nearer, in ratio, to a year of readings than to one."""
        usual = float(np.median(np.abs(self.values)))
        days = float(np.median((self.ends - self.starts).astype(int)))
        return kpi.aggregation == "sum" and usual > 0 and days > 0 and target**2 > usual * usual * YEAR_DAYS / days


def pasts(measure: pa.Table, kpis: Collection[str]) -> dict[Place, Past]:
    """Return the readings of some KPIs by series, projections left out."""
    read = pc.and_(pc.is_valid(measure["value"]), pc.not_equal(pc.fill_null(measure["basis"], "actual"), "projected"))
    rows = measure.filter(pc.and_(read, pc.is_in(measure["kpi"], pa.array(sorted(kpis), pa.string()))))
    rows = rows.select(["kpi", "unit", "starts_on", "ends_on", "value"]).set_column(1, "unit", pc.fill_null(rows["unit"], ""))
    rows = rows.sort_by([(name, "ascending") for name in ("kpi", "unit", "starts_on")])
    # Groups do not come in the order of the rows: sorted alike, their counts cut the rows where each begins.
    told = rows.group_by(["kpi", "unit"], use_threads=False).aggregate([("value", "count")])
    told = told.sort_by([("kpi", "ascending"), ("unit", "ascending")])
    starts, ends = (np.asarray(rows[name].to_numpy(), dtype="datetime64[D]") for name in ("starts_on", "ends_on"))
    values = np.asarray(rows["value"].to_numpy(), np.float64)
    found: dict[Place, Past] = {}
    first = 0
    for kpi, unit, count in zip(*(told[name].to_pylist() for name in ("kpi", "unit", "value_count")), strict=True):
        here = slice(first, first + count)
        found[kpi, unit] = Past(starts[here], ends[here], values[here])
        first += count
    return found


def place_of(read: Mapping[Place, Past], kpi: str, units: Sequence[str | None]) -> Place | None:
    """Return the series of the first of these departments with readings, else the company's, else the only one there is."""
    for unit in (*units, ""):
        if (kpi, unit or "") in read:
            return kpi, unit or ""
    own = [place for place in read if place[0] == kpi]
    return own[0] if len(own) == 1 else None


def outcomes(
    rows: Rows, read: Mapping[Place, Past], asked: Collection[str], *, day: date, question: Question, on: date
) -> dict[str, bool | str | None]:
    """Return whether objectives were reached, or on their path, on a day: yes or no, a code of `REASONS`, None while it is waited for.

    Args:
        rows: The objectives and key results, on the terms asked about. read: All readings known. asked: The objectives.
        day: The day asked about. question: What is asked. on: Today.
    """
    then = as_of(rows, day)
    readings = [_then(then, read, result, day, question) for result in then.key_results]
    told = {one.row.key: one for one in objectives_of(then, [one for one in readings if one is not None])}
    waiting = {one.result.objective for one in readings if one is not None and one.reason == "no_reading_then"}
    world = World(
        on=day,
        seed=0,
        projects=(),
        measures=tuple(one.measure for one in readings if one is not None and one.measure is not None),
        effects=(),
        risks=(),
        objectives=tuple(one.objective for one in told.values() if one.objective is not None),
    )
    drawn = draw(world, draws=1)
    found: dict[str, bool | str | None] = {}
    for key in asked:
        one = told.get(key)
        if one is None:
            found[key] = "gone"
        elif key in waiting:
            found[key] = None if on <= day + PATIENCE else "no_reading_then"
        elif one.objective is None:
            found[key] = "not_told"
        else:
            found[key] = bool(drawn.reached[drawn.row("objective", key), 0])
    return found


def as_of(rows: Rows, day: date) -> Rows:
    """Return the rows as if objectives whose date had not come by a day were still to be reached."""
    open_then = tuple(replace(one, status=None) for one in rows.objectives if one.status not in ("draft", "dropped"))
    live = {one.key for one in open_then if one.is_live(day)}
    return replace(
        rows, on=day, objectives=open_then, key_results=tuple(one for one in rows.key_results if one.objective in live), assumptions=()
    )


def _then(rows: Rows, read: Mapping[Place, Past], result: KeyResult, day: date, question: Question) -> Reading | None:
    """Return a key result with what its KPI read on a day, known for sure; None when it never told anything."""
    objective = next(one for one in rows.objectives if one.key == result.objective)
    kpi = rows.kpis.get(result.kpi or "")
    place = place_of(read, kpi.key, (objective.unit, kpi.unit)) if kpi else None
    starts_on, due_on = result.starts_on or objective.starts_on, result.due_on or objective.due_on
    is_up = direction(kpi, result)
    if fault(result, kpi, due_on, is_up) or kpi is None or place is None or result.target is None or is_up is None:
        return Reading(result, None, "no_reading", place, starts_on, due_on)
    past = read[place]
    value = past.year_to(day) if past.is_told_by_the_year(kpi, result.target) else past.at(day)
    target = result.target if question == "reached" else path(result, objective, day)
    if value is None or target is None:
        return Reading(result, None, "no_reading_then", place, starts_on, due_on, is_up)
    return Reading(result, sure(result, place, value, target, is_up=is_up), "", place, starts_on, due_on, is_up)


def sure(result: KeyResult, place: Place, value: float, target: float, *, is_up: bool) -> Measure:
    """Return a measure whose value is known."""
    baseline = float("nan") if result.baseline is None else result.baseline
    return Measure(result.key, place[0], place[1], "", 1.0, KNOWN, np.full(len(KNOWN), value), baseline, target, is_up)


def path(result: KeyResult, objective: Objective, day: date) -> float | None:
    """Return where the path of a key result stands on a day; its target once its date has come."""
    starts_on, due_on = result.starts_on or objective.starts_on, result.due_on or objective.due_on
    if result.target is None or starts_on is None or due_on is None or result.baseline is None or starts_on >= due_on:
        return None
    gone = min(max((day - starts_on).days / (due_on - starts_on).days, 0.0), 1.0)
    return result.baseline + expected_share(gone, result.shape) * (result.target - result.baseline)
