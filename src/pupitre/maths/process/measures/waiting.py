"""How long work waits before each activity and how long it is worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.log import Log, named
from pupitre.maths.process.measures.flow import SECOND

if TYPE_CHECKING:
    from ibis.expr import types as ir


def waiting(log: Log) -> pa.Table:
    """Return, by activity, how long cases wait before it and how long it takes.

    With begins, the wait runs from the end of the event before to the begin, at least 0, and the touch time from begin to end, the first
    event of a case included. Without them, all the time since the event before counts as waiting or work, and `touch_s` is null.

    Returns:
        `activity`, `count` (times it came after another), `wait_s` (sum, seconds), `wait_mean_s`, `touch_s` (sum), the longest wait first.
        An activity that only comes first has no wait (null).
    """
    table = log.told(_waited)
    if log.has_start:
        table = table.join(log.told(_worked), "aid", join_type="full outer")
        table = table.set_column(1, "count", table.column("count").fill_null(0))
    else:
        table = table.append_column("touch_s", pa.nulls(table.num_rows, pa.float64()))
    table = named(table.combine_chunks(), "aid", log.activities).rename_columns(["activity", "count", "wait_s", "wait_mean_s", "touch_s"])
    return table.sort_by([("wait_s", "descending"), ("activity", "ascending")])


def _waited(log: Log) -> ir.Table:
    steps = log.steps
    later = steps.filter(steps.to_aid.notnull())
    gap = later.to_ts - later.ts
    if log.has_start:
        wait = (later.to_start - later.ts).fill_null(gap)
        gap = (wait > 0).ifelse(wait, 0)
    later = later.select(aid=later.to_aid, wait=gap)
    return later.group_by("aid").aggregate(count=later.count(), wait_s=_seconds(later.wait), wait_mean_s=later.wait.mean() / SECOND)


def _worked(log: Log) -> ir.Table:
    begun = log.steps.filter(log.steps.start.notnull())
    begun = begun.select("aid", touch=(begun.ts > begun.start).ifelse(begun.ts - begun.start, 0))
    return begun.group_by("aid").aggregate(touch_s=_seconds(begun.touch))


def _seconds(moments: ir.IntegerColumn) -> ir.FloatingScalar:
    return moments.sum().cast("float64") / SECOND
