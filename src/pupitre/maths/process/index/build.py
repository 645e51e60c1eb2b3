"""From an encoded log to its index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.maths.process.calendar import Week, working
from pupitre.maths.process.index.kept import Backs, Cases, Events, Index, Packed, Paths, Worked
from pupitre.maths.process.log import Log
from pupitre.maths.process.loops import returns
from pupitre.maths.process.measures.variants import coded, paths

if TYPE_CHECKING:
    from ibis.expr import types as ir

MOST = 20_000_000
"""Events of a log that is held so, about 13 to 25 bytes each: beyond, questions are put to the engine."""
FEW = 1000
"""Values of an attribute by which cases are chosen within the index; the engine is asked about others."""

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[Any]


def indexed(log: Log, *, most: int = MOST) -> Index | None:
    """Return the index of a log; None for one that stays on another engine, has no event, or more than `most`.

    Cases stand in order of their names, events by passage and by time to the next one, so that counts are read from the paths of cases, and
    times of some cases from one look through the events, without going back to the engine.
    """
    if log.engine.duck is None:
        return None
    spans = log.rows(coded(log).aggregate(events=lambda t: t.events.sum())).column("events").to_pylist()[0]
    if not spans or spans > most:
        return None
    place, cases = _cases(log)
    events, routes = _events(log, place), _routes(log)
    keys = _key(events.start, events.end, log)  # in rising order, as the events are
    own, made = _paths(cases, routes, keys, log)
    codes, values = _attributes(log, place, len(own))
    kept = Cases(cases["cid"], own, cases["first"], cases["last"], cases["by_lead"], cases["lead"], codes, values)
    return Index(log.activities, log.units, len(log.resources), kept, made, events, _backs(log, place, keys))


def worked(log: Log, index: Index, week: Week) -> Worked:
    """Return the working time of the events and of the cases of a log, for hours that come back each week."""
    steps = _ordered(log)
    made = steps.mutate(worked=working(steps.ts, _begin(steps, log.has_start), week).fill_null(0.0))
    wait = np.rint(_column(log, made.order_by(ORDER).select("worked"), "worked") * 1_000_000).astype(np.int64)
    cases = log.steps.group_by("cid").aggregate(first=log.steps.ts.min(), last=log.steps.ts.max())
    rows = log.rows(cases.select("cid", lead_s=working(cases["first"], cases["last"], week)))
    lead = np.zeros(int(index.cases.cid.max()) + 1)
    lead[_numbers(rows, "cid")] = rows.column("lead_s").to_numpy()
    return Worked(Packed.of(wait), lead[index.cases.cid])


ORDER = ("aid", "next", "gap", "cid", "k")


def _ordered(log: Log) -> ir.Table:
    """Return the events with what they are put in order by (`ORDER`): the activity after, the number of activities on the way out."""
    steps = log.steps
    return steps.mutate(next=steps.to_aid.fill_null(len(log.activities)), gap=(steps.to_ts - steps.ts).fill_null(0))


def _begin(steps: ir.Table, has_start: bool) -> ir.IntegerValue:
    """Return when the next event begins, at the earliest when this one ends."""
    import ibis

    return ibis.greatest(steps.to_start.fill_null(steps.to_ts), steps.ts) if has_start else steps.to_ts


def _column(log: Log, table: ir.Table, name: str) -> npt.NDArray[Any]:
    return np.asarray(log.rows(table.select(name)).column(name).combine_chunks().to_numpy(zero_copy_only=False))


def _numbers(rows: pa.Table, name: str) -> Ints:
    return np.asarray(rows.column(name).to_numpy()).astype(np.int64)


def _least(values: npt.NDArray[Any], most: int) -> Small:
    """Return whole numbers from −1 to `most` in as few bytes as hold them."""
    return values.astype(np.int16 if most < 2**15 else np.int32 if most < 2**31 else np.int64)


def _cases(log: Log) -> tuple[Small, dict[str, npt.NDArray[Any]]]:
    """Return the position of each case by its number, and what is known of cases by position."""
    names = log.rows(log.facts.select("cid", "case")).sort_by([("case", "ascending"), ("cid", "ascending")])
    order = _numbers(names, "cid")
    place = np.full(int(order.max()) + 1, -1, np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    steps = log.steps
    spans = log.cases if log.cases is not None else steps.group_by("cid").aggregate(first=steps.ts.min(), last=steps.ts.max())
    rows = log.rows(coded(log).join(spans.select("cid", "first", "last"), "cid"))
    at = place[_numbers(rows, "cid")]
    made: dict[str, npt.NDArray[Any]] = {"cid": order.astype(np.int32)}
    for name in ("first", "last", "events", "variant"):
        values = rows.column(name).to_numpy()
        made[name] = np.zeros(len(order), values.dtype)
        made[name][at] = values
    lead = made["last"] - made["first"]
    made["by_lead"] = np.argsort(lead, kind="stable").astype(np.int32)
    made["lead"] = lead[made["by_lead"]]
    return place, made


def _events(log: Log, place: Small) -> Events:
    """Put the events in order on the engine and read them column by column, so that no more than one stands there twice."""
    steps, count = _ordered(log), len(log.activities)
    columns: dict[str, Any] = {"aid": steps.aid, "next": steps.next, "gap": steps.gap, "cid": steps.cid, "k": steps.k}
    if log.has_start:
        columns |= {"wait": (_begin(steps, True) - steps.ts).fill_null(0)}
        columns |= {"touch": ((steps.ts > steps.start).ifelse(steps.ts - steps.start, 0)).fill_null(-1)}
        columns["touch"] = steps.start.isnull().ifelse(-1, columns["touch"])
    if log.units:
        columns["passed"] = (steps.uid.cast("int64") * len(log.units) + steps.to_uid).fill_null(len(log.units) ** 2)
        columns["hands"] = (steps.uid.cast("int64") * (len(log.resources) + 1) + steps.rid.fill_null(len(log.resources))).fill_null(-1)
    table = log.engine.keep("ordered", steps.select(**columns).order_by(ORDER))
    hold = log.engine.hold(table.get_name())
    starts, ends = _column(log, table, "aid").astype(np.int32), _column(log, table, "next").astype(np.int32)
    opening = np.flatnonzero(np.r_[True, (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])])
    start, end = _least(starts[opening], count), _least(ends[opening], count)
    total = len(starts)
    del starts, ends

    def packed(name: str) -> Packed | None:
        return Packed.of(_column(log, table, name).astype(np.int64)) if name in columns else None

    def coded_as(name: str, most: int) -> Small | None:
        return _least(_column(log, table, name), most) if name in columns else None

    gap = packed("gap")
    assert gap is not None
    found = Events(
        start=start,
        end=end,
        opening=np.r_[opening, total].astype(np.int64),
        case=place[_column(log, table, "cid")],
        gap=gap,
        wait=packed("wait"),
        touch=_touch(log, table) if log.has_start else None,
        passed=coded_as("passed", len(log.units) ** 2),
        hands=coded_as("hands", len(log.units) * (len(log.resources) + 1)),
    )
    del hold
    return found


def _touch(log: Log, table: ir.Table) -> Packed:
    """Pack how long events are worked on, −1 where that is not known."""
    micros = _column(log, table, "touch").astype(np.int64)
    known = micros >= 0
    packed = Packed.of(np.where(known, micros, 0))
    return Packed(np.where(known, packed.values, -1).astype(packed.values.dtype), packed.unit, packed.most)


def _routes(log: Log) -> tuple[Ints, Ints, Ints]:
    """Return the steps of one case of each path in their order: its number, the activity, the one after."""
    one = paths(log).select("cid")
    steps = log.steps.semi_join(one, "cid").select("cid", "k", "aid", "to_aid").order_by(["cid", "k"])
    rows = log.rows(steps.select("cid", "aid", to=steps.to_aid.fill_null(len(log.activities))))
    return _numbers(rows, "cid"), _numbers(rows, "aid"), _numbers(rows, "to")


def _key(start: Small, end: Small, log: Log) -> Ints:
    """Return passages as one number each."""
    return start.astype(np.int64) * (len(log.activities) + 1) + end


def _paths(cases: dict[str, npt.NDArray[Any]], routes: tuple[Ints, Ints, Ints], keys: Ints, log: Log) -> tuple[Small, Paths]:
    """Return the path of each case, and the paths."""
    (cid, aid, to), count = routes, len(log.activities)
    opening = np.flatnonzero(np.r_[True, cid[1:] != cid[:-1]])
    edge = np.searchsorted(keys, _key(aid, to, log))
    path = np.repeat(np.arange(len(opening)), np.diff(np.r_[opening, len(cid)]))
    pairs, times = np.unique(path * count + aid, return_counts=True)
    made = Paths(
        opening=np.r_[opening, len(cid)].astype(np.int64),
        edge=_least(edge, len(keys)),
        step_path=(pairs // count).astype(np.int32),
        step_aid=_least(pairs % count, count),
        step_times=_least(times, int(times.max(initial=0))),
    )
    by_cid = np.full(int(cases["cid"].max()) + 1, -1, np.int64)
    by_cid[cases["cid"]] = np.arange(len(cases["cid"]))
    shown = by_cid[cid[opening]]  # the position of the case that stands for each path
    order = np.lexsort((cases["events"][shown], cases["variant"][shown]))
    both = np.lexsort((cases["events"], cases["variant"]))
    variant, events = cases["variant"][both], cases["events"][both]
    group = np.cumsum(np.r_[False, (variant[1:] != variant[:-1]) | (events[1:] != events[:-1])])
    own = np.empty(len(both), np.int32)
    own[both] = order[group]
    return own, made


def _attributes(log: Log, place: Small, count: int) -> tuple[dict[str, Small], dict[str, pa.Array]]:
    """Return the attributes of few values: the place of each value, and the values."""
    codes: dict[str, Small] = {}
    values: dict[str, pa.Array] = {}
    for name in log.attributes:
        rows = log.rows(log.facts.select("cid", name))
        encoded = pc.cast(rows.column(name), pa.string()).combine_chunks().dictionary_encode()
        if len(encoded.dictionary) > FEW:
            continue
        found = np.full(count, -1, np.int16)
        found[place[_numbers(rows, "cid")]] = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        codes[name], values[name] = found, encoded.dictionary
    return codes, values


def _backs(log: Log, place: Small, keys: Ints) -> Backs:
    """Return the times work goes back."""
    rows = log.rows(returns(log).select("cid", "aid", "to_aid", "lost_s"))
    edge = np.searchsorted(keys, _key(_numbers(rows, "aid"), _numbers(rows, "to_aid"), log))
    case = place[_numbers(rows, "cid")]
    order = np.lexsort((case, edge))
    lost = np.rint(rows.column("lost_s").to_numpy() * 1_000_000).astype(np.int64)
    return Backs(_least(edge[order], len(keys)), case[order], lost[order])
