"""The different paths that cases take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.log import Log

if TYPE_CHECKING:
    from ibis.expr import types as ir

PRIMES = (2_147_483_647, 2_147_483_629, 2_147_483_587)
"""The three largest primes under 2³¹: numbers below them are multiplied without leaving 64 bits."""


def variants(log: Log, *, top: int = 20) -> pa.Table:
    """Return the most frequent paths of cases.

    A path is told from another by its length and a number worked out of its (place, activity) pairs; the first paths are then decoded from
    one of their cases.

    Args:
        log: The events.
        top: How many to decode.

    Returns:
        `path` (list of activities), `count`, the most frequent first, those of one frequency by the name of their first case; how many
        there are in all, `total_variants` and `total_cases`, stand in the metadata of the schema.
    """
    totals = log.told(_totals).to_pylist()[0]
    first = most(log, top)
    cids = first.column("cid").to_pylist()
    path_of = _decoded(log, cids)
    table = pa.table({"path": pa.array([path_of[cid] for cid in cids], pa.list_(pa.string())), "count": first.column("count")})
    return table.replace_schema_metadata({"total_variants": str(totals["paths"]), "total_cases": str(int(totals["cases"] or 0))})


def most(log: Log, top: int) -> pa.Table:
    """Return the most frequent paths, in the order of `variants`: `variant`, `count`, and one of their cases (`cid`)."""
    columns = ["variant", "count", "cid"]
    first = log.told(_first, top + 1).select(columns).sort_by([("count", "descending")])
    if len(first.column("count").unique()) == first.num_rows:
        return first.slice(0, top)
    least = min(first.column("count").to_pylist())
    return log.told(_by_name, least, top).sort_by([("count", "descending"), ("name", "ascending")]).select(columns)


def _totals(log: Log) -> ir.Table:
    every = paths(log)
    return every.aggregate(paths=every.count(), cases=every["count"].sum())


def _first(log: Log, top: int) -> ir.Table:
    every = paths(log)
    return every.order_by(every["count"].desc()).limit(top)


def _by_name(log: Log, least: int, top: int) -> ir.Table:
    """Return the most frequent paths, those of one count by the name of their first case."""
    every = paths(log)
    few = every.filter(every["count"] >= least).select("variant", "events", "count")
    cases = coded(log).join(few, ["variant", "events"]).join(log.facts.select("cid", "case"), "cid")
    made = cases.group_by(["variant", "events"]).aggregate(count=cases["count"].min(), cid=cases.cid.min(), name=cases["case"].min())
    return made.order_by([made["count"].desc(), made.name]).limit(top)


def paths(log: Log) -> ir.Table:
    """Return each path as an expression: its `variant` and `events`, how many cases take it (`count`) and one of them (`cid`)."""
    cases = coded(log)
    return cases.group_by(["variant", "events"]).aggregate(count=cases.count(), cid=cases.cid.min())


def coded(log: Log) -> ir.Table:
    """Return each case as an expression: `cid`, how many `events` it has, and the number that cases of its path share (`variant`).

    Where the engine has no such number, it is a sum of remainders by primes over the events of the case, the same on every engine: two of
    100,000 paths share one in 1 log of 3,000.
    """
    if log.cases is not None:
        return log.cases.select("cid", "events", "variant")
    steps = log.steps
    steps = steps.select("cid", mixed=(steps.k.cast("int64") * 1_000_003 + steps.aid.cast("int64") * 7_919 + 271_828_183) % PRIMES[0])
    steps = steps.mutate(mixed=(steps.mixed * steps.mixed) % PRIMES[1])
    steps = steps.mutate(mixed=(steps.mixed * (steps.mixed + 314_159)) % PRIMES[2], other=(steps.mixed * 48_271) % PRIMES[0] % 8_192)
    steps = steps.mutate(mixed=steps.mixed * 8_192 + steps.other)
    made = steps.group_by("cid").aggregate(events=steps.count(), variant=steps.mixed.sum())
    return made.mutate(variant=made.variant.cast("int64"))


def _decoded(log: Log, cids: list[int]) -> dict[int, list[str]]:
    """Return the activities of some cases, in order."""
    if not cids:
        return {}
    found = log.rows(log.steps.filter(log.steps.cid.isin(cids)).select("cid", "k", "aid"))
    found = found.sort_by([("cid", "ascending"), ("k", "ascending")])
    path_of: dict[int, list[str]] = {}
    for cid, aid in zip(found.column("cid").to_pylist(), found.column("aid").to_pylist(), strict=True):
        path_of.setdefault(cid, []).append(log.activities[aid])
    return path_of
