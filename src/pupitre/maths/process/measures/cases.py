"""How many cases there are and how long each takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.flow import SECOND, taken

if TYPE_CHECKING:
    from ibis.expr import types as ir


def counts(log: Log) -> dict[str, int]:
    """Return how many `cases` and `events` there are, how many `activities` occur, the `first` and `last` moment (µs since 1970 UTC)."""
    row = log.told(_counts).to_pylist()[0]
    return {name: int(value or 0) for name, value in row.items()}


def _counts(log: Log) -> ir.Table:
    cases = spans(log)
    steps = taken(log) if log.routes is not None else log.steps
    return cases.aggregate(
        cases=cases.count(),
        events=cases.events.sum(),
        activities=steps.select("aid").distinct().count().as_scalar(),
        first=cases["first"].min(),
        last=cases["last"].max(),
    )


def spans(log: Log) -> ir.Table:
    """Return each case as an expression: `cid`, `events`, `first` and `last` end of an event, `lead_s` (seconds between)."""
    if log.cases is not None:
        cases = log.cases
    else:
        steps = log.steps
        cases = steps.group_by("cid").aggregate(events=steps.count(), first=steps.ts.min(), last=steps.ts.max())
    return cases.select("cid", "events", "first", "last", lead_s=(cases["last"] - cases["first"]) / SECOND)


def lead_times(log: Log) -> pa.Table:
    """Return how long each case takes from the end of its first event to that of its last: `case`, `events`, `first`, `last`, `lead_s`."""
    return log.told(_lead_times).sort_by("case")


def _lead_times(log: Log) -> ir.Table:
    return spans(log).join(log.facts.select("cid", "case"), "cid").select("case", "events", "first", "last", "lead_s")


def durations(log: Log) -> dict[str, float | None]:
    """Return the `median`, `mean` and `p90` of how long cases take, in seconds; None without cases."""
    return dict(log.told(_durations).to_pylist()[0])


def _durations(log: Log) -> ir.Table:
    cases = spans(log)
    return cases.aggregate(median=cases.lead_s.quantile(0.5), mean=cases.lead_s.mean(), p90=cases.lead_s.quantile(0.9))
