"""Everything the log of one process says by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.processes.analysis.delays import Lost, late
from pupitre.domains.processes.analysis.finished import Cases, cases_of, steps_of
from pupitre.domains.processes.analysis.loops import Loop, loops_of
from pupitre.domains.processes.analysis.paths import Path, paths_of
from pupitre.domains.processes.analysis.waits import MONDAY, STRETCH, Waits, waits
from pupitre.domains.processes.inputs import Process
from pupitre.maths.process.calendar import Week
from pupitre.maths.process.log import Log, named
from pupitre.maths.process.measures import counts, flow
from pupitre.maths.process.measures.flow import SECOND
from pupitre.maths.process.survival import Curve, kaplan_meier

if TYPE_CHECKING:
    from ibis.expr import types as ir

ENOUGH: Final = 30
"""Finished cases below which times say nothing."""
MOST_STEPS: Final = 2000
DAY: Final = 86_400.0
WEEK_DAYS: Final = 7.0
YEAR_DAYS: Final = 365
LEAST_STAFF: Final = 5


@dataclass(frozen=True, slots=True)
class Done:
    """How often a step is done.

    Args:
        activity: The step. cases: Finished cases in which it is done. times: Times it is done. again: Finished cases that do it again.
        touch_s: Seconds from begin to end over the finished cases; None without begins.
    """

    activity: str
    cases: int
    times: int
    again: int
    touch_s: float | None


@dataclass(frozen=True, slots=True)
class Study:
    """What the log of a process says.

    Args:
        process: Its key. log: Its events. cases: Every case. reason: Why its times are absent; empty when they are not.
        events: How many were read. activities: Different steps.
        rework_share: Share of the cases with a step done again.
        done, flow, paths, loops, handovers, defects: As published. path_count: Different paths.
        waits: Where finished cases wait; None when times are absent.
        curve: How long cases take, open ones counted as not over yet. recent: The same for cases begun in the last 365 days of the log.
        late: Days spent in a year beyond the lead time promised; None when none is promised, or for a log of less than 90 days.
    """

    process: str
    log: Log
    cases: Cases
    reason: str
    events: int
    activities: int
    rework_share: float
    done: tuple[Done, ...]
    flow: pa.Table
    paths: tuple[Path, ...]
    path_count: int
    handovers: pa.Table
    loops: tuple[Loop, ...] = ()
    waits: Waits | None = None
    curve: Curve | None = None
    recent: Curve | None = None
    late: Lost | None = None
    defects: Mapping[str, int] = field(default_factory=dict)

    @property
    def first_on(self) -> date:
        """The day of its first event."""
        return day_of(int(self.cases.begin.min()))

    @property
    def last_on(self) -> date:
        """The day of its last event."""
        return day_of(self.cases.last)

    @property
    def span_days(self) -> float:
        """Days between its first and its last event."""
        return float(self.cases.last - int(self.cases.begin.min())) / SECOND / DAY

    def above_since(self, days: float) -> date:
        """Return the first day of the stretches of four weeks, up to the last, in each of which half of the cases took longer."""
        ends, lead = self.cases.end[self.cases.is_finished], self.cases.lead_s[self.cases.is_finished] / DAY
        stretches = (ends // int(DAY * SECOND) + MONDAY) // STRETCH
        since = self.last_on
        for stretch in np.unique(stretches)[::-1].tolist():
            if np.median(lead[stretches == stretch]) <= days:
                break
            since = date(1970, 1, 1) + timedelta(days=int(stretch) * STRETCH - MONDAY)
        return since

    def with_defects(self, defects: Mapping[str, int]) -> Study:
        """Return the same study with the faults of its log."""
        return replace(self, defects=defects)


def studied(log: Log, process: Process, *, seed: int, staff: Mapping[str, float] | None = None, has_loops: bool = True) -> Study:
    """Return what the log of a process says, its rules and improvements left aside.

    Args:
        log: Its events, at least one. process: What is written of it. seed: Seed of the draws.
        staff: People of each department, as far as they are known.
        has_loops: Whether to look for what explains the work that goes back: most of the time goes there.
    """
    cases = cases_of(log)
    counted = counts(log)
    reason = reason_of(cases, counted)
    if reason == "too_many_steps":
        return _barely(log, process.key, cases, counted, reason)
    steps = steps_of(log, cases)
    done = _done(log, steps)
    paths, path_count = paths_of(log, cases)
    week = week_of(process)
    study = Study(
        process=process.key,
        log=log,
        cases=cases,
        reason=reason,
        events=counted["events"],
        activities=counted["activities"],
        rework_share=_rework_share(log),
        done=done,
        flow=flow(log),
        paths=paths,
        path_count=path_count,
        handovers=_handovers(log, staff or {}),
    )
    if reason:
        return study
    if process.target_days:
        study = replace(study, late=late(cases, process.target_days, seed=seed, key=process.key))
    return _timed(study, steps, week, seed, has_loops)


def week_of(process: Process) -> Week | None:
    """Return the working hours that a process declares; None when it declares none, or none that can be read."""
    if not process.work_hours and not process.weekdays:
        return None
    try:
        return Week.of(process.work_hours or None, process.weekdays or None)
    except ValueError:
        return None


def day_of(moment: int) -> date:
    """Return the day of a moment in microseconds since 1970 UTC."""
    return datetime.fromtimestamp(moment / SECOND, UTC).date()


def _timed(study: Study, steps: ir.Table, week: Week | None, seed: int, has_loops: bool) -> Study:
    cases = study.cases
    watched = np.where(cases.is_finished, cases.end, cases.last) - cases.begin
    young = cases.begin >= cases.last - YEAR_DAYS * int(DAY * SECOND)
    return replace(
        study,
        loops=loops_of(study.log, cases, week) if has_loops else (),
        waits=waits(study.log, steps, cases, week=week, seed=seed, key=study.process),
        curve=kaplan_meier(watched / SECOND, cases.is_finished),
        recent=kaplan_meier(watched[young] / SECOND, cases.is_finished[young]) if cases.is_finished[young].sum() >= ENOUGH else None,
    )


def _barely(log: Log, key: str, cases: Cases, counted: Mapping[str, int], reason: str) -> Study:
    """Return what can be said of a log that is no log of steps."""
    nothing = pa.table({name: pa.array([], kind) for name, kind in (("from", pa.string()), ("to", pa.string()), ("count", pa.int64()))})
    return Study(key, log, cases, reason, counted["events"], counted["activities"], 0.0, (), nothing, (), 0, nothing)


def reason_of(cases: Cases, counted: Mapping[str, int]) -> str:
    """Return why times say nothing; empty when they do."""
    if counted["activities"] > MOST_STEPS:
        return "too_many_steps"
    if counted["events"] == counted["cases"]:
        return "single_steps"
    return "too_few" if cases.finished_count < ENOUGH else ""


def _done(log: Log, steps: ir.Table) -> tuple[Done, ...]:
    """Return how often each step is done."""
    all_times = dict(_pairs(log, log.steps.group_by("aid").aggregate(times=log.steps.count())))
    each = steps.mutate(touch=(steps.ts - steps.start) / SECOND).group_by(["cid", "aid"])
    each = each.aggregate(times=lambda t: t.count(), touch=lambda t: t.touch.sum())
    made = each.group_by("aid").aggregate(cases=each.count(), again=(each.times > 1).cast("int64").sum(), touch_s=each.touch.sum())
    over = {row["aid"]: row for row in log.rows(made).to_pylist()}
    nothing = {"cases": 0, "again": 0, "touch_s": None}
    found = []
    for aid, times in all_times.items():
        row = over.get(aid, nothing)
        touch = row["touch_s"] if log.has_start else None
        found.append(Done(log.activities[aid], int(row["cases"]), times, int(row["again"]), touch))
    return tuple(sorted(found, key=lambda one: (-one.times, one.activity)))


def _pairs(log: Log, table: ir.Table) -> Sequence[tuple[int, int]]:
    rows = log.rows(table)
    return list(zip(*(rows.column(name).to_pylist() for name in rows.column_names), strict=True))


def _rework_share(log: Log) -> float:
    """Return the share of the cases in which a step is done again."""
    each = log.steps.group_by(["cid", "aid"]).aggregate(times=log.steps.count())
    cases = each.group_by("cid").aggregate(most=each.times.max())
    row = log.rows(cases.aggregate(again=(cases.most > 1).cast("int64").sum(), cases=cases.count())).to_pylist()[0]
    return float(row["again"] or 0) / max(int(row["cases"]), 1)


def _handovers(log: Log, staff: Mapping[str, float]) -> pa.Table:
    """Return how often and how long after work passes between departments of five people or more: `from`, `to`, `count`, `wait_s`."""
    steps = log.steps
    passed = steps.filter(steps.uid.notnull() & steps.to_uid.notnull() & (steps.uid != steps.to_uid))
    begin = passed.to_start.fill_null(passed.to_ts)
    gap = begin - passed.ts
    passed = passed.mutate(wait=(gap > 0).ifelse(gap, 0) / SECOND)
    table = log.rows(passed.group_by(["uid", "to_uid"]).aggregate(count=passed.count(), wait_s=passed.wait.mean()))
    table = named(named(table, "uid", log.units), "to_uid", log.units).rename_columns(["from", "to", "count", "wait_s"])
    small = pa.array(sorted(_small(log, staff)), pa.string())
    kept = [pc.invert(pc.is_in(table.column(end), value_set=small)) for end in ("from", "to")]
    table = table.filter(pc.and_(kept[0], kept[1]))
    return table.sort_by([("count", "descending"), ("from", "ascending"), ("to", "ascending")])


def _small(log: Log, staff: Mapping[str, float]) -> set[str]:
    """Return the departments known to hold fewer than five people: what is said of them would be said of persons."""
    steps = log.steps.filter(log.steps.uid.notnull())
    hands = dict(_pairs(log, steps.group_by("uid").aggregate(hands=steps.rid.nunique())))
    known = {name: max(staff.get(name, 0), hands.get(uid, 0)) for uid, name in enumerate(log.units)}
    return {name for name, count in known.items() if 0 < count < LEAST_STAFF}
