"""What some cases of a log tell, from its index: the same rows as an examination publishes, in a tenth of a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.processes.analysis.finished import Cases, told
from pupitre.domains.processes.analysis.paths import SHOWN as PATHS
from pupitre.domains.processes.analysis.paths import Path
from pupitre.domains.processes.analysis.publish import rows_of, unexplained
from pupitre.domains.processes.analysis.study import DAY, LEAST_STAFF, WEEK_DAYS, Done, Study, reason_of
from pupitre.maths.process.index import Index, Some, Worked
from pupitre.maths.process.index.kept import Bools
from pupitre.maths.process.index.some import Waited
from pupitre.maths.process.log import Log
from pupitre.maths.process.survival import median_of

Row = Mapping[str, object]
Rows = dict[str, list[Row]]
NOTHING_PASSED = pa.table({"from": pa.array([], pa.string()), "to": pa.array([], pa.string()), "count": pa.array([], pa.int64())})


@dataclass(frozen=True, slots=True)
class Look:
    """Some cases of a log, and those of them that are over.

    Args:
        some: As the index knows them, those still open apart. finished: Those that are over. cases: All of them, in the order of the index.
    """

    some: Some
    finished: Some
    cases: Cases

    @classmethod
    def at(cls, index: Index, mask: Bools) -> Look:
        """Return the cases with those that are over told apart."""
        at, own = np.flatnonzero(mask), index.cases
        last = index.events.start[index.paths.edge[index.paths.opening[1:] - 1]].astype(np.int64)
        cases = told(own.cid[at].astype(np.int64), own.first[at], own.last[at], last[own.path[at]], index.activities)
        over = np.zeros(len(mask), bool)
        over[at[cases.is_finished]] = True
        return cls(Some(index, mask, Some(index, mask & ~over)), Some(index, over), cases)

    def waited(self, worked: Worked | None) -> Waited:
        """Return how long the cases that are over wait and are worked on: what all do, less what those still open do."""
        assert self.some.apart is not None
        wait = worked.wait if worked is not None else None
        return self.some.waited(wait).without(self.some.apart.waited(wait))


def first_rows(look: Look, log: Log, process: str, worked: Worked | None) -> Rows:
    """Return the rows of the published tables about the cases, those of what passes between departments and of rules left aside.

    Args:
        look: The cases. log: Their log. process: Its key. worked: Working time of the log, when its hours are known.
    """
    counts = look.some.counts()
    reason = reason_of(look.cases, counts)
    has_steps = reason != "too_many_steps"
    paths, path_count = _paths(look) if has_steps else ((), 0)
    waited = look.waited(worked)
    study = Study(
        process=process,
        log=log,
        cases=look.cases,
        reason=reason,
        events=counts["events"],
        activities=counts["activities"],
        rework_share=look.some.repeating / counts["cases"] if has_steps else 0.0,
        done=_done(look, waited) if has_steps else (),
        flow=look.some.flow() if has_steps else NOTHING_PASSED,
        paths=paths,
        path_count=path_count,
        handovers=NOTHING_PASSED,
    )
    rows = rows_of(study)
    if not reason:
        shares, share = _waits(look, waited, worked)
        rows["processes.overview"] = [{**rows["processes.overview"][0], **_times(look, study, share)}]
        touched = {done.activity: done.touch_s for done in study.done}
        rows["processes.step"] = [{**row, **_wait(row, shares, touched, study.cases)} for row in rows["processes.step"]]
        rows["processes.loop"] = unexplained(look.some.loops(), process)
    return rows


def study_of(look: Look, log: Log, process: str) -> Study:
    """Return what rules are judged by: the cases, their steps and their log."""
    counts = look.some.counts()
    return Study(
        process=process,
        log=log,
        cases=look.cases,
        reason=reason_of(look.cases, counts),
        events=counts["events"],
        activities=counts["activities"],
        rework_share=0.0,
        done=_done(look),
        flow=NOTHING_PASSED,
        paths=(),
        path_count=0,
        handovers=NOTHING_PASSED,
    )


def passed_rows(look: Look, process: str, staff: Mapping[str, float]) -> list[Row]:
    """Return what passes between departments, those known to hold fewer than five people left out, as published.

    Args:
        look: The cases. process: Its key. staff: People of each department, as far as they are known.
    """
    units = look.some.index.units
    hands = look.some.hands() if any(staff.get(name, 0) < LEAST_STAFF for name in units) else {}
    known = {name: max(staff.get(name, 0), hands.get(name, 0)) for name in units}
    small = pa.array(sorted(name for name, count in known.items() if 0 < count < LEAST_STAFF), pa.string())
    table = look.some.handovers()
    hidden = [pc.is_in(table.column(end), value_set=small) for end in ("from", "to")]
    alone = pc.equal(table.column("from"), table.column("to"))
    table = table.filter(pc.invert(pc.or_(alone, pc.or_(*hidden))))
    return [
        {"process": process, "from": row["from"], "to": row["to"], "event_count": row["count"], "wait_days": row["wait_s"] / DAY}
        for row in table.to_pylist()
    ]


def _done(look: Look, waited: Waited | None = None) -> tuple[Done, ...]:
    """Return how often each step is done, the most often first."""
    over = {row["activity"]: row for row in look.finished.steps().to_pylist()}
    found = []
    for row in look.some.steps().to_pylist():
        name = row["activity"]
        own, at = over.get(name, {"cases": 0, "again": 0}), look.some.index.activity(name)
        touch = float(waited.touch_s[at]) if waited is not None and waited.touched[at] else None
        found.append(Done(name, own["cases"], row["times"], own["again"], touch))
    return tuple(found)


def _paths(look: Look) -> tuple[tuple[Path, ...], int]:
    """Return the most frequent paths, and how many there are."""
    some, finished = look.some, look.finished
    ways = some.ways(PATHS)
    path, cases = some.index.cases.path, some.index.cases
    is_shown = np.zeros(some.index.paths.count, bool)
    is_shown[ways] = True
    at = np.flatnonzero(finished.mask & is_shown[path])
    own, lead = path[at], (cases.last[at] - cases.first[at]) / 1_000_000.0
    found = []
    for way in ways.tolist():
        mine = lead[own == way]
        found.append(Path(tuple(some.path(way)), int(some.weights[way]), float(np.median(mine)) if len(mine) else None))
    return tuple(found), int(np.count_nonzero(some.weights))


def _waits(look: Look, waited: Waited, worked: Worked | None) -> tuple[dict[str, tuple[float, float]], float]:
    """Return, by step, the seconds that finished cases wait before it and their share of the lead time; and that of all waits."""
    names = look.some.index.activities
    total = float((look.finished.lead_s if worked is None else worked.lead_s[look.finished.mask]).sum())
    share = waited.worked_s / total if total else np.zeros(len(names))
    found = {names[at]: (float(waited.wait_s[at]), float(share[at])) for at in np.flatnonzero(waited.counts).tolist()}
    return found, float(waited.worked_s.sum()) / total if total and waited.counts.any() else 0.0


def _times(look: Look, study: Study, share: float) -> Row:
    """Return how long the cases take, as published."""
    open_at = ~study.cases.is_finished
    lead = look.finished.lead_s
    median = median_of(lead, (study.cases.last - study.cases.begin[open_at]) / 1_000_000.0)
    return {
        "lead_median_days": None if median is None else median / DAY,
        "lead_mean_days": float(lead.mean()) / DAY,
        "lead_p90_days": float(np.quantile(lead, 0.9)) / DAY,
        "wait_share": share if study.log.has_start else None,
        "weekly_cases": study.cases.finished_count / max(study.span_days / WEEK_DAYS, 1.0),
    }


def _wait(row: Row, waited: Mapping[str, tuple[float, float]], touched: Mapping[str, float | None], cases: Cases) -> Row:
    """Return how long a step makes cases wait and how long it is worked on, as published."""
    count = max(cases.finished_count, 1)
    seconds, share = waited.get(str(row["activity"]), (0.0, 0.0))
    touch = touched[str(row["activity"])]
    return {"wait_days": seconds / count / DAY, "wait_share": share, "touch_days": None if touch is None else touch / count / DAY}
