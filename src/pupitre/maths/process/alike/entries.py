"""The same thing entered twice: one object on which two departments do alike steps within days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.maths.process.alike.names import compared
from pupitre.maths.process.alike.profiles import Step, profiles
from pupitre.maths.process.alike.steps import LEAST_NAME_WITHIN, priced
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
DENSE: Final = 0.8
"""Share of the numbers from the first to the last from which names are a count."""


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


Touched = dict[str, pa.Table]


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
    return one.unit is not None and other.unit is not None and one.unit != other.unit


def _touched(log: Log, activities: Sequence[str], objects: Sequence[str] | None) -> dict[str, Touched]:
    """Return, by activity and by what names an object, the objects touched and when each first was, in seconds."""
    places = {name: at for at, name in enumerate(log.activities)}
    steps = log.steps.filter(log.steps.aid.isin([places[name] for name in activities]))
    first = steps.group_by(["aid", "cid"]).aggregate(at=steps.ts.min())
    columns = (CASE, *(name for name in log.attributes if objects is None or name in objects))
    rows = log.rows(first.join(log.facts.select("cid", *columns), "cid").select("aid", "at", *columns))
    made: dict[str, Touched] = {}
    for name in activities:
        mine = rows.filter(pc.equal(rows.column("aid"), places[name]))
        by_column = {column: _firsts(mine, column) for column in columns}
        made[name] = {
            column: found
            for column, found in by_column.items()
            if column == CASE or objects is not None or found.num_rows >= TELLING * mine.num_rows
        }
    return made


def _firsts(rows: pa.Table, column: str) -> pa.Table:
    """Return the objects named and when each was first touched: `name`, `at`; names that are mere counts are left out."""
    named = pc.fill_null(rows.column(column), "")
    kept = pc.or_(pc.greater_equal(pc.utf8_length(named), LEAST_LETTERS), pc.invert(pc.utf8_is_digit(named)))
    kept = pc.and_(kept, pc.not_equal(named, ""))
    table = pa.table({"name": named, "at": rows.column("at")}).filter(kept)
    return table.group_by("name").aggregate([("at", "min")]).rename_columns(["name", "at"])


def _is_count(named: pa.ChunkedArray) -> bool:
    """Tell whether names only count from the first one on, as two processes that know nothing of one another both do."""
    parts = pc.extract_regex(named, r"^(?P<stem>.*?)(?P<number>\d{1,15})$").combine_chunks()
    if parts.null_count or not len(parts):
        return False
    number = pc.struct_field(parts, "number").cast(pa.int64())
    first, last = pc.min(number).as_py(), pc.max(number).as_py()
    stems = int(pc.count_distinct(pc.struct_field(parts, "stem")).as_py())
    return stems == 1 and bool(first <= 1) and bool(len(number) >= DENSE * (last + 1))


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
    are_counts = one.process != other.process and _is_count(mine[CASE].column("name")) and _is_count(theirs[CASE].column("name"))
    for column in mine:
        for other_column in theirs:
            if column == other_column == CASE and are_counts:
                continue
            common = mine[column].join(theirs[other_column], "name", join_type="inner", right_suffix="_other")
            gaps = np.abs(common.column("at").to_numpy() - common.column("at_other").to_numpy()) / SECOND / DAY
            close = gaps[gaps <= window_days]
            if len(close) and (best is None or len(close) > best[0]):
                best = len(close), float(np.median(close)), column, other_column
    if best is None or best[0] < LEAST_OBJECTS:
        return None
    count, gap, column, other_column = best
    rarer = min(mine[column].num_rows, theirs[other_column].num_rows)
    if count < LEAST_SHARE * rarer:
        return None
    spent = [(step.hours_year * min(count / step.cases, 1.0), step) for step in (one, other) if step.hours_year is not None]
    hours, cost = priced(spent, hour_costs)
    return Entry(one, other, column, other_column, count, count / rarer, gap, likeness, hours, cost)
