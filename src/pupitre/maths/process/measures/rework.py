"""Activities done again in the same case."""

from __future__ import annotations

import pyarrow as pa

from pupitre.maths.process.log import Log, named


def rework(log: Log) -> pa.Table:
    """Return, by activity, the cases in which it occurs at least twice: `activity`, `cases`, `repeats` (occurrences after the first)."""
    steps = log.steps
    each = steps.group_by(["cid", "aid"]).aggregate(times=steps.count())
    again = each.filter(each.times > 1)
    table = log.rows(again.group_by("aid").aggregate(cases=again.count(), repeats=(again.times - 1).sum()))
    table = named(table, "aid", log.activities).rename_columns(["activity", "cases", "repeats"])
    return table.sort_by([("cases", "descending"), ("activity", "ascending")])
