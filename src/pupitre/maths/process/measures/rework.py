"""Activities done again in the same case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.log import Log, named
from pupitre.maths.process.measures.variants import paths

if TYPE_CHECKING:
    from ibis.expr import types as ir


def rework(log: Log) -> pa.Table:
    """Return, by activity, the cases in which it occurs at least twice: `activity`, `cases`, `repeats` (occurrences after the first).

    One case stands for all those of its path, so that the work grows with the paths, not with the events.
    """
    table = log.told(_again)
    counted = [table.column(name).cast(pa.int64()) for name in ("cases", "repeats")]  # sums are wider on some engines
    table = pa.table([table.column("aid"), *counted], ["aid", "cases", "repeats"])
    table = named(table, "aid", log.activities).rename_columns(["activity", "cases", "repeats"])
    return table.sort_by([("cases", "descending"), ("activity", "ascending")])


def _again(log: Log) -> ir.Table:
    each = paths(log).select("cid", "count")
    steps = log.steps.join(each, "cid")
    times = steps.group_by(["cid", "aid"]).aggregate(times=steps.count(), weight=steps["count"].min())
    again = times.filter(times.times > 1)
    return again.group_by("aid").aggregate(cases=again.weight.sum(), repeats=((again.times - 1) * again.weight).sum())
