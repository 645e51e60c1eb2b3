"""How many cases begin and end as time goes by, and which are still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from pupitre.maths.process.log import Log, named
from pupitre.maths.process.measures.cases import spans
from pupitre.maths.process.measures.flow import SECOND

if TYPE_CHECKING:
    from ibis.expr import types as ir

LATE, USUAL = 0.95, 0.05
DAY = 86_400_000_000
MONDAY = 4 * DAY
"""The first Monday after the beginning of 1970."""


def finals(log: Log) -> tuple[str, ...]:
    """Return the activities that end cases, by name.

    A case is settled when its last event is older than the time that 19 of 20 cases take, counted back from the last event of the log. An
    activity is final when at least 5 % of the settled cases end with it; of all cases, when none is settled.
    """
    cases = spans(log)
    told = cases.aggregate(latest=cases["last"].max(), late=cases.lead_s.quantile(LATE))
    row = log.rows(told).to_pylist()[0]
    if row["latest"] is None:
        return ()
    last = log.steps.filter(log.steps.to_aid.isnull())
    before = int(row["latest"] - row["late"] * SECOND)
    made = last.group_by("aid").aggregate(every=last.count(), settled=(last.ts < before).cast("int64").sum())
    ended = log.rows(made).to_pydict()
    name = "settled" if sum(int(count) for count in ended["settled"]) else "every"
    total = sum(int(count) for count in ended[name])
    usual = (aid for aid, count in zip(ended["aid"], ended[name], strict=True) if count and count >= USUAL * total)
    return tuple(sorted(log.activities[aid] for aid in usual))


def last_steps(log: Log, final: tuple[str, ...] | None = None) -> ir.Table:
    """Return each case as an expression: `cid`, `first`, `last`, its last activity (`aid`), `is_open`: whether that is not a final one."""
    ended = [log.activities.index(name) for name in (finals(log) if final is None else final) if name in log.activities]
    last = log.steps.filter(log.steps.to_aid.isnull()).select("cid", "aid")
    cases = spans(log).select("cid", "first", "last").join(last, "cid").select("cid", "first", "last", "aid")
    return cases.mutate(is_open=cases.aid.notin(ended or [-1]))


def open_cases(log: Log, final: tuple[str, ...] | None = None, *, at: int | None = None) -> pa.Table:
    """Return the cases that are not over: those whose last event is not one of a final activity.

    Args:
        log: The events. final: The final activities; `finals` when absent.
        at: The moment at which ages are counted, in microseconds since 1970 UTC; that of the last event when absent.

    Returns:
        `case`, `activity` (the last one done), `first`, `last` (µs), `age_s` (seconds since `first`), `idle_s` (since `last`), the oldest
        first.
    """
    cases = last_steps(log, final)
    rows = log.rows(cases.filter(cases.is_open).join(log.facts.select("cid", "case"), "cid").select("case", "aid", "first", "last"))
    rows = named(rows, "aid", log.activities).rename_columns(["case", "activity", "first", "last"])
    if at is None:
        at = log.rows(log.steps.aggregate(at=log.steps.ts.max())).column("at").to_pylist()[0] or 0
    for name, column in (("age_s", "first"), ("idle_s", "last")):
        rows = rows.append_column(name, pa.array((at - rows.column(column).to_numpy()) / SECOND, pa.float64()))
    return rows.sort_by([("first", "ascending"), ("case", "ascending")])


def throughput(log: Log, days: int = 7, *, final: tuple[str, ...] | None = None) -> pa.Table:
    """Return, by period of so many days, the cases that begin and those that end.

    Periods follow each other without a hole; those of 7 days begin on Monday, 0:00 UTC.

    Args:
        log: The events. days: Of a period. final: The final activities; `finals` when absent.

    Returns:
        `at` (the first moment of the period, µs since 1970 UTC), `begun`, `finished`, `open` (cases begun and not over when it ends;
        a case that never reaches a final activity stays open).
    """
    width = days * DAY
    cases = last_steps(log, final)
    cases = cases.select("is_open", opening=(cases["first"] - MONDAY).floordiv(width), closing=(cases["last"] - MONDAY).floordiv(width))
    begun = log.rows(cases.group_by("opening").aggregate(count=cases.count()))
    over = cases.filter(~cases.is_open)
    finished = log.rows(over.group_by("closing").aggregate(count=over.count()))
    if not begun.num_rows:
        return pa.table({name: pa.array([], pa.int64()) for name in ("at", "begun", "finished", "open")})
    opening, closing = begun.column("opening").to_numpy().astype(np.int64), finished.column("closing").to_numpy().astype(np.int64)
    low, high = int(opening.min()), int(max(opening.max(), closing.max(initial=opening.max())))
    counts = np.zeros((2, high - low + 1), np.int64)
    counts[0, opening - low] = begun.column("count").to_numpy()
    counts[1, closing - low] = finished.column("count").to_numpy()
    moments = np.arange(low, high + 1, dtype=np.int64) * width + MONDAY
    left = np.cumsum(counts[0] - counts[1])
    return pa.table({"at": moments, "begun": counts[0], "finished": counts[1], "open": left})
