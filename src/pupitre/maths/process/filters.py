"""Which cases of a log are looked at, and how much of its map is shown."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.cases import spans
from pupitre.maths.process.measures.variants import coded, most

if TYPE_CHECKING:
    from ibis.expr import types as ir

Pair = tuple[str, str]
OUTSIDE = ""
"""Where cases come from and where they go, on a map."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases are kept, whole; what is left as it is asks for nothing, and all that is asked for must hold.

    Args:
        since, until: The case begins (its first event ends) in this period, `[since, until)`, in microseconds since 1970 UTC.
        attributes: One of these values, for each attribute named.
        activities: Each of these occurs. without: None of these occurs. paths: Each of these pairs occurs, one right after the other.
        variants: The case takes one of so many paths, the most frequent of the cases that all else keeps.
        units: One of its events was done by one of these departments.
    """

    since: int | None = None
    until: int | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    activities: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    paths: tuple[Pair, ...] = ()
    variants: int | None = None
    units: tuple[str, ...] = ()


def filtered(log: Log, which: Filter) -> Log:
    """Return the log of the cases that a filter keeps; every measure works on it.

    DuckDB works out the numbers of the cases at once; other engines, each time that they are asked.
    """
    kept = _kept(log, which)
    if kept is None:
        return log
    engine = log.engine
    if engine.duck is None:
        return _of(log, kept)
    return _seen(log, engine.keep("kept", kept).get_name())


def _of(log: Log, kept: ir.Table) -> Log:
    cases = log.cases.semi_join(kept, "cid") if log.cases is not None else None
    return replace(log, steps=log.steps.semi_join(kept, "cid"), facts=log.facts.semi_join(kept, "cid"), cases=cases, stored=None)


def _seen(log: Log, kept: str) -> Log:
    """Return the log of the cases that a table of DuckDB numbers: views, so that a question about them is as short as about all."""
    import ibis

    engine = log.engine
    assert engine.duck is not None
    made: dict[str, ir.Table] = {}
    for name, table in (("steps", log.steps), ("facts", log.facts), ("cases", log.cases)):
        if table is None:
            continue
        view = engine.fresh(f"some_{name}")
        with engine.lock:
            source = engine.backend.compile(table)
            engine.duck.execute(f"CREATE VIEW {view} AS FROM ({source}) WHERE cid IN (SELECT cid FROM {kept})")
        made[name] = ibis.table(table.schema(), name=view)
    hold = engine.hold(kept, *(table.get_name() for table in made.values()))
    return replace(log, steps=made["steps"], facts=made["facts"], cases=made.get("cases"), stored=None, held=(*log.held, hold))


def _kept(log: Log, which: Filter) -> ir.Table | None:
    """Return the numbers of the cases kept, as an expression; None for all."""
    steps, cases = log.steps, spans(log)
    some: list[ir.Table] = []
    if which.since is not None:
        some.append(cases.filter(cases["first"] >= which.since))
    if which.until is not None:
        some.append(cases.filter(cases["first"] < which.until))
    for name, values in which.attributes.items():
        known = name in log.attributes
        some.append(log.facts.filter(log.facts[name].isin(values)) if known else log.facts.limit(0))
    ways = log.routes if log.routes is not None else steps
    for activity in which.activities:
        some.append(_through(log, ways.filter(ways.aid.isin(_numbers(log.activities, [activity])))))
    for source, target in which.paths:
        one, other = (_numbers(log.activities, [name]) for name in (source, target))
        some.append(_through(log, ways.filter(ways.aid.isin(one) & ways.to_aid.isin(other))))
    if which.units:
        some.append(steps.filter(steps.uid.isin(_numbers(log.units, which.units))))
    kept: ir.Table | None = None
    for one in some:
        kept = one.select("cid").distinct() if kept is None else kept.semi_join(one, "cid")
    if which.without:
        never = _through(log, ways.filter(ways.aid.isin(_numbers(log.activities, which.without))))
        kept = (kept if kept is not None else cases.select("cid")).anti_join(never, "cid")
    if which.variants is not None:
        kept = _frequent(log, kept, which.variants)
    return kept


def _through(log: Log, passed: ir.Table) -> ir.Table:
    """Return the cases of some steps, or of the paths that have them."""
    if log.routes is None or log.cases is None:
        return passed
    return log.cases.semi_join(passed.select("variant", "events").distinct(), ["variant", "events"])


def _frequent(log: Log, kept: ir.Table | None, top: int) -> ir.Table:
    """Return the cases of the most frequent paths."""
    import ibis

    some = log if kept is None else _of(log, kept)
    cases = coded(some)
    # A number over 2⁶³ is no integer of ibis unless it is told so.
    often = [ibis.literal(one, type=cases.variant.type()) for one in most(some, top).column("variant").to_pylist()]
    return cases.filter(cases.variant.isin(often)).select("cid")


def _numbers(names: tuple[str, ...], wanted: Iterable[str]) -> list[int]:
    """Return the numbers of some names; −1, that of nothing, for one that the log does not know."""
    return [names.index(name) if name in names else -1 for name in wanted]


def relevant(flow: pa.Table, starts: pa.Table | Mapping[str, int], ends: pa.Table | Mapping[str, int], share: float) -> pa.Table:
    """Return the map with its strongest ways alone.

    The most frequent ways are taken until they hold the share asked of all passages. Each activity that they touch is then tied to where
    cases begin and to where they end by its widest way: the one whose weakest passage is the strongest. So every activity shown is between
    a beginning and an end, and a larger share never takes anything away.

    Args:
        flow: `measures.flow`: `from`, `to`, `count`, and what else each way says.
        starts, ends: `measures.starts` and `measures.ends`: `activity`, `count`; or the same by name.
        share: From 0, the strongest way and what ties it, to 1, all.

    Returns:
        Rows of `flow`, in its order.
    """
    ways = list(zip(flow.column("from").to_pylist(), flow.column("to").to_pylist(), flow.column("count").to_pylist(), strict=True))
    order = sorted(range(len(ways)), key=lambda at: (-ways[at][2], ways[at][0], ways[at][1]))
    wanted, held, kept = share * sum(count for _, _, count in ways), 0, set[int]()
    for at in order:
        if kept and held >= wanted * (1 - 1e-12):
            break
        kept.add(at)
        held += ways[at][2]
    touched = {name for at in kept for name in ways[at][:2]}
    number = {(source, target): at for at, (source, target, _) in enumerate(ways)}
    begin = _widest(ways, _counted(starts))
    back = [(target, source, count) for source, target, count in ways]
    finish = _widest(back, _counted(ends))
    kept |= {number[pair] for pair in _tied(touched, begin)}
    kept |= {number[target, source] for source, target in _tied(touched, finish)}
    return flow.take(pa.array(sorted(kept), pa.int64()))


def _counted(table: pa.Table | Mapping[str, int]) -> Mapping[str, int]:
    if isinstance(table, Mapping):
        return table
    return dict(zip(table.column("activity").to_pylist(), table.column("count").to_pylist(), strict=True))


def _widest(ways: Iterable[tuple[str, str, int]], first: Mapping[str, int]) -> dict[str, str]:
    """Return, by activity, the one before it on the widest way from outside; `OUTSIDE` for those where it begins."""
    after: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for source, target, count in ways:
        after[source].append((target, count))
    before: dict[str, str] = {}
    queue = [(-count, 0, name, OUTSIDE) for name, count in first.items() if count > 0]
    heapq.heapify(queue)
    while queue:
        width, length, name, source = heapq.heappop(queue)
        if name in before:
            continue
        before[name] = source
        for target, count in after[name]:
            if target not in before:
                heapq.heappush(queue, (-min(count, -width), length + 1, target, name))
    return before


def _tied(touched: Iterable[str], before: Mapping[str, str]) -> set[Pair]:
    """Return the ways that lead from outside to some activities."""
    found: set[Pair] = set()
    for name in touched:
        at = name
        while before.get(at, OUTSIDE) != OUTSIDE and (before[at], at) not in found:
            found.add((before[at], at))
            at = before[at]
    return found
