"""The same thing entered twice: one object on which two departments do alike steps within days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pupitre.maths.process.alike.names import compared
from pupitre.maths.process.alike.profiles import Step, profiles
from pupitre.maths.process.alike.steps import LEAST_CASES, LEAST_NAME_WITHIN, priced
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.flow import SECOND

WINDOW_DAYS: Final = 30
"""Days between both steps beyond which the second is no entry of the same thing."""
LEAST_OBJECTS: Final = 10
LEAST_SHARE: Final = 0.25
"""Share of the objects of the rarer step that the other touches too."""
TELLING: Final = 0.5
"""Different values by case from which an attribute numbers objects instead of sorting them."""
LEAST_LETTERS: Final = 6
"""Characters from which a number made of digits alone is no mere count."""
DAY: Final = 86_400.0
CASE: Final = "case"


@dataclass(frozen=True, slots=True)
class Entry:
    """Two steps of different departments that touch the same objects within days, in order of key.

    Args:
        first, second: The steps.
        column, other_column: What names the object in each log: `case`, or an attribute.
        objects: Objects touched by both within the window. share: Of those of the rarer step.
        gap_days: Median days between both. name_likeness: Of the two names, 0–1.
        hours_year: Touch hours a year of the step that spends least on these objects; None when unknown.
        cost_year: What these hours cost, None without hours or cost of an hour.
    """

    first: Step
    second: Step
    column: str
    other_column: str
    objects: int
    share: float
    gap_days: float
    name_likeness: float
    hours_year: float | None
    cost_year: Decimal | None

    @property
    def keys(self) -> tuple[str, str]:
        """What names the pair from one day to the next, whatever the order of the logs."""
        return self.first.key, self.second.key


Touched = dict[str, tuple[npt.NDArray[np.object_], npt.NDArray[np.int64]]]


def double_entries(
    logs: Mapping[str, Log],
    *,
    objects: Mapping[str, Sequence[str]] | None = None,
    units: Mapping[str, str] | None = None,
    hour_costs: Mapping[str, Decimal] | None = None,
    window_days: float = WINDOW_DAYS,
) -> tuple[Entry, ...]:
    """Return the pairs of alike steps that two departments do on the same objects within days, the most objects first.

    Args:
        logs: Events of each process, by its key.
        objects: By process, the attributes that name an object; those with many different values when absent. The case always counts.
        units: The department of each process, for logs that name none. hour_costs: What an hour costs in each process.
        window_days: Days between both steps, at most.

    Source:
        docs/methods/duplicate-steps.md.
    """
    found = profiles(logs, units or {})
    names = compared([step.activity for step in found.steps]).same
    chosen = [
        (at, to) for at, to in zip(*np.nonzero(np.triu(names >= LEAST_NAME_WITHIN, 1)), strict=True) if _comparable(found.steps, at, to)
    ]
    wanted: dict[str, set[str]] = {}
    for at in {int(place) for pair in chosen for place in pair}:
        wanted.setdefault(found.steps[at].process, set()).add(found.steps[at].activity)
    touched = {key: _touched(logs[key], sorted(wanted[key]), (objects or {}).get(key)) for key in sorted(wanted)}
    entries = []
    for at, to in chosen:
        one, other = sorted((found.steps[at], found.steps[to]), key=lambda step: step.key)
        entry = _entry(one, other, touched, float(names[at, to]), window_days, hour_costs or {})
        if entry is not None:
            entries.append(entry)
    return tuple(sorted(entries, key=lambda entry: (-entry.objects, entry.keys)))


def _comparable(steps: Sequence[Step], at: int, to: int) -> bool:
    one, other = steps[at], steps[to]
    return one.unit is not None and other.unit is not None and one.unit != other.unit and min(one.cases, other.cases) >= LEAST_CASES


def _touched(log: Log, activities: Sequence[str], objects: Sequence[str] | None) -> dict[str, Touched]:
    """Return, by activity and by what names an object, the objects touched and when each first was, in seconds."""
    places = {name: at for at, name in enumerate(log.activities)}
    steps = log.steps.filter(log.steps.aid.isin([places[name] for name in activities]))
    first = steps.group_by(["aid", "cid"]).aggregate(at=steps.ts.min())
    columns = (CASE, *(name for name in log.attributes if objects is None or name in objects))
    rows = log.rows(first.join(log.facts.select("cid", *columns), "cid").select("aid", "at", *columns))
    made: dict[str, Touched] = {}
    for name in activities:
        mine = rows.filter(pa.compute.equal(rows.column("aid"), places[name]))
        at = mine.column("at").to_numpy()
        by_column = {column: _firsts(mine.column(column), at) for column in columns}
        made[name] = {
            column: found
            for column, found in by_column.items()
            if column == CASE or objects is not None or len(found[0]) >= TELLING * mine.num_rows
        }
    return made


def _firsts(values: pa.ChunkedArray, at: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int64]]:
    """Return the different objects named, in order, and when each was first touched; names that are mere counts are left out."""
    named = values.to_numpy(zero_copy_only=False).astype(object)
    kept = np.array([isinstance(one, str) and (len(one) >= LEAST_LETTERS or not one.isdigit()) and one != "" for one in named], bool)
    order = np.argsort(at[kept], kind="stable")
    found, first = np.unique(named[kept][order].astype(str), return_index=True)
    return found.astype(object), at[kept][order][first]


def _entry(
    one: Step,
    other: Step,
    touched: Mapping[str, dict[str, Touched]],
    likeness: float,
    window_days: float,
    hour_costs: Mapping[str, Decimal],
) -> Entry | None:
    """Return two steps as a double entry when they touch the same objects often enough, by the names that show most of them."""
    best: tuple[int, float, str, str] | None = None
    mine, theirs = touched[one.process][one.activity], touched[other.process][other.activity]
    for column in mine:
        for other_column in theirs:
            common, places, others = np.intersect1d(mine[column][0], theirs[other_column][0], return_indices=True)
            gaps = np.abs(mine[column][1][places] - theirs[other_column][1][others]) / SECOND / DAY
            close = gaps[gaps <= window_days]
            if len(common) and len(close) and (best is None or len(close) > best[0]):
                best = len(close), float(np.median(close)), column, other_column
    if best is None or best[0] < LEAST_OBJECTS:
        return None
    count, gap, column, other_column = best
    rarer = min(len(mine[column][0]), len(theirs[other_column][0]))
    if count < LEAST_SHARE * rarer:
        return None
    spent = [(step.hours_year * min(count / step.cases, 1.0), step) for step in (one, other) if step.hours_year is not None]
    hours, cost = priced(spent, hour_costs)
    return Entry(one, other, column, other_column, count, count / rarer, gap, likeness, hours, cost)
