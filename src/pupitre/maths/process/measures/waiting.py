"""How long work waits before each activity and how long it is worked on."""

from __future__ import annotations

import pyarrow as pa

from pupitre.maths.process.log import Log, named
from pupitre.maths.process.measures.flow import SECOND


def waiting(log: Log) -> pa.Table:
    """Return, by activity, how long cases wait before it and how long it takes.

    With begins, the wait runs from the end of the event before to the begin, at least 0, and the touch time from begin to end. Without
    them, all the time since the event before counts as waiting or work, and `touch_s` is null.

    Returns:
        `activity`, `count` (times it came after another), `wait_s` (sum, seconds), `wait_mean_s`, `touch_s` (sum), the longest wait first.
    """
    steps = log.steps
    later = steps.filter(steps.to_aid.notnull())
    gap = later.to_ts - later.ts
    wait = (later.to_start - later.ts) if log.has_start else gap
    wait = (wait > 0).ifelse(wait, 0).fill_null(gap) / SECOND
    touch = (later.to_ts - later.to_start) / SECOND
    later = later.mutate(wait=wait, touch=touch)
    made = later.group_by("to_aid").aggregate(
        count=later.count(), wait_s=later.wait.sum(), wait_mean_s=later.wait.mean(), touch_s=later.touch.sum()
    )
    table = named(log.rows(made), "to_aid", log.activities).rename_columns(["activity", "count", "wait_s", "wait_mean_s", "touch_s"])
    return table.sort_by([("wait_s", "descending"), ("activity", "ascending")])
