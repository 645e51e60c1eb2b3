"""The directly-follows map: from which activity to which, how often and how long after."""

from __future__ import annotations

import pyarrow as pa

from pupitre.maths.process.log import Log, named

SECOND = 1_000_000.0


def flow(log: Log, *, with_times: bool = True) -> pa.Table:
    """Return the directly-follows map.

    Args:
        log: The events.
        with_times: Whether to add how long lies between the end of one and that of the next.

    Returns:
        `from`, `to`, `count` and, with times, `mean_s`, `median_s`, `p95_s` (seconds; linear interpolation between readings),
        the most frequent first.
    """
    steps = log.steps.filter(log.steps.to_aid.notnull())
    steps = steps.mutate(gap=(steps.to_ts - steps.ts) / SECOND)
    made = {"count": steps.count()}
    if with_times:
        made |= {"mean_s": steps.gap.mean(), "median_s": steps.gap.quantile(0.5), "p95_s": steps.gap.quantile(0.95)}
    edges = log.rows(steps.group_by(["aid", "to_aid"]).aggregate(**made))
    edges = named(named(edges, "aid", log.activities), "to_aid", log.activities)
    edges = edges.rename_columns(["from", "to", *made])
    return edges.sort_by([("count", "descending"), ("from", "ascending"), ("to", "ascending")])


def starts(log: Log) -> pa.Table:
    """Return in how many cases each activity comes first: `activity`, `count`."""
    return _ends(log, log.steps.k == 0)


def ends(log: Log) -> pa.Table:
    """Return in how many cases each activity comes last: `activity`, `count`."""
    return _ends(log, log.steps.to_aid.isnull())


def _ends(log: Log, which: object) -> pa.Table:
    table = log.rows(log.steps.filter(which).group_by("aid").aggregate(count=lambda t: t.count()))
    table = named(table, "aid", log.activities).rename_columns(["activity", "count"])
    return table.sort_by([("count", "descending"), ("activity", "ascending")])
