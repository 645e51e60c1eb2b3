"""The measures of some cases of an index, equal to those of the filtered log."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pupitre.maths.process.index.choose import most
from pupitre.maths.process.index.kept import WIDE, Bools, Floats, Index, Ints, Packed, Small
from pupitre.maths.process.log import named

SECOND = 1_000_000.0
PIECE = 2**17
"""Events looked through at a time: what is said of them fits in the memory beside the processor."""
FEW = 2000
"""Passages up to which each is added up by itself."""
APART = 2
"""How cases are marked whose times are picked up beside those of all."""
SCATTER = 2**24
"""Different numbers up to which they are counted in a table of all of them, rather than sorted."""


@dataclass(frozen=True, slots=True)
class Waited:
    """By number of activity: how often it comes after another, the seconds waited before it, the same in working hours, how many of its
    events say how long they were worked on, and for how many seconds."""

    counts: Ints
    wait_s: Floats
    worked_s: Floats
    touched: Ints
    touch_s: Floats

    def without(self, other: Waited) -> Waited:
        """Return what is left when some of the cases are taken away."""
        return Waited(*(getattr(self, one.name) - getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True)
class Some:
    """Some cases of an index.

    Counts, paths and work done again come from how many cases take each path; times from one look through the events, in pieces small
    enough to stay close to the processor. What several measures need is worked out once.

    Args:
        index: The log. mask: Which cases, shape (cases,).
        apart: Some of them, whose times are picked up in the same look, so that those of the others are a difference.
    """

    index: Index
    mask: Bools
    apart: Some | None = None
    picked: dict[str, Small] = field(default_factory=dict)

    @cached_property
    def weights(self) -> Ints:
        """How many of the cases take each path."""
        return np.bincount(self.index.cases.path[self.mask], minlength=self.index.paths.count)

    @cached_property
    def passages(self) -> Ints:
        """How often the cases take each passage, the ways out included."""
        paths = self.index.paths
        return _whole(np.bincount(paths.edge, weights=self.weights[paths.of_edge], minlength=len(self.index.events.start)))

    @cached_property
    def opening(self) -> Ints:
        """Where each passage begins among the events of the cases, and the end of the last."""
        return np.concatenate([[0], np.cumsum(self.passages)])

    @cached_property
    def lead_s(self) -> Floats:
        """Seconds from the end of the first event to that of the last, the shortest first."""
        cases = self.index.cases
        return np.asarray(cases.lead[self.mask[cases.by_lead]] / SECOND)

    def pick(self, **values: Small | None) -> None:
        """Pick the values of the events of the cases from those of all events, several at one look; those picked already are not again."""
        wanted = {name: one for name, one in values.items() if one is not None and name not in self.picked}
        if not wanted:
            return
        marks, case = self.mask.astype(np.uint8), self.index.events.case
        sides = [self]
        if self.apart is not None:
            marks[self.apart.mask] = APART
            sides.append(self.apart)
        made = [{name: np.empty(some.opening[-1], one.dtype) for name, one in wanted.items()} for some in sides]
        filled = [0 for _ in sides]
        for low in range(0, len(case), PIECE):
            seen = marks[case[low : low + PIECE]]
            for side in range(len(sides)):
                at = np.flatnonzero(seen == APART if side else seen > 0)
                end = filled[side] + len(at)
                for name, one in wanted.items():
                    np.take(one[low : low + PIECE], at, out=made[side][name][filled[side] : end], mode="clip")  # clip: no copy in between
                filled[side] = end
        for some, own in zip(sides, made, strict=True):
            some.picked.update(own)

    def counts(self) -> dict[str, int]:
        """Return what `measures.counts` tells."""
        cases, paths = self.index.cases, self.index.paths
        count = int(self.mask.sum())
        done = np.bincount(paths.step_aid[self.weights[paths.step_path] > 0], minlength=1)
        return {
            "cases": count,
            "events": int(self.weights @ np.diff(paths.opening)),
            "activities": int(np.count_nonzero(done)),
            "first": int(cases.first[self.mask].min()) if count else 0,
            "last": int(cases.last[self.mask].max()) if count else 0,
        }

    def flow(self, *, with_times: bool = True) -> pa.Table:
        """Return what `measures.flow` tells."""
        events, index = self.index.events, self.index
        counts = self.passages
        kept = np.flatnonzero((counts > 0) & (events.end < len(index.activities)))
        columns: dict[str, Any] = {"from": events.start[kept], "to": events.end[kept], "count": counts[kept]}
        if with_times:
            columns["mean_s"] = events.gap.seconds(self.added("gap", events.gap))[kept] / counts[kept]
            columns |= {"median_s": self._quantile(kept, 0.5), "p95_s": self._quantile(kept, 0.95)}
        table = named(named(pa.table(columns), "from", index.activities), "to", index.activities)
        return table.sort_by([("count", "descending"), ("from", "ascending"), ("to", "ascending")])

    def starts(self) -> pa.Table:
        """Return what `measures.starts` tells."""
        return self._ends(self.index.paths.opening[:-1])

    def ends(self) -> pa.Table:
        """Return what `measures.ends` tells."""
        return self._ends(self.index.paths.opening[1:] - 1)

    def variants(self, *, top: int = 20) -> pa.Table:
        """Return what `measures.variants` tells."""
        ways = self.ways(top)
        paths = [self.path(way) for way in ways.tolist()]
        table = pa.table({"path": pa.array(paths, pa.list_(pa.string())), "count": pa.array(self.weights[ways], pa.int64())})
        totals = {"total_variants": str(np.count_nonzero(self.weights)), "total_cases": str(int(self.weights.sum()))}
        return table.replace_schema_metadata(totals)

    def ways(self, top: int) -> Ints:
        """Return the numbers of the most frequent paths, those of one frequency by the name of their first case."""
        return most(self.index, self.mask, top)

    def path(self, way: int) -> list[str]:
        """Return the activities of a path."""
        opening = self.index.paths.opening
        passed = self.index.paths.edge[opening[way] : opening[way + 1]]
        return [self.index.activities[aid] for aid in self.index.events.start[passed].tolist()]

    def durations(self) -> dict[str, float | None]:
        """Return what `measures.durations` tells."""
        if not len(self.lead_s):
            return {"median": None, "mean": None, "p90": None}
        median, p90 = np.quantile(self.lead_s, (0.5, 0.9)).tolist()
        return {"median": median, "mean": float(self.lead_s.mean()), "p90": p90}

    def steps(self) -> pa.Table:
        """Return, by activity, the cases that have it, the times it is done, the cases that do it again, the most frequent first.

        Returns:
            `activity`, `cases`, `times`, `again`, `repeats` (times after the first of a case).
        """
        paths = self.index.paths
        weights, count = self.weights[paths.step_path], len(self.index.activities)

        def told(values: npt.NDArray[Any]) -> Ints:
            return _whole(np.bincount(paths.step_aid, weights=values, minlength=count))

        cases, again = told(weights), told(weights * (paths.step_times > 1))
        times = told(weights * paths.step_times.astype(np.int64))
        kept = np.flatnonzero(cases)
        columns = {"aid": kept, "cases": cases[kept], "times": times[kept], "again": again[kept], "repeats": (times - cases)[kept]}
        table = named(pa.table(columns), "aid", self.index.activities).rename_columns(["activity", *list(columns)[1:]])
        return table.sort_by([("times", "descending"), ("activity", "ascending")])

    def rework(self) -> pa.Table:
        """Return what `measures.rework` tells."""
        steps = self.steps()
        steps = steps.filter(np.asarray(steps.column("again")) > 0)
        table = pa.table({"activity": steps.column("activity"), "cases": steps.column("again"), "repeats": steps.column("repeats")})
        return table.sort_by([("cases", "descending"), ("activity", "ascending")])

    @property
    def repeating(self) -> int:
        """How many of the cases do a step again."""
        paths = self.index.paths
        again = np.unique(paths.step_path[paths.step_times > 1])
        return int(self.weights[again].sum())

    def waiting(self) -> pa.Table:
        """Return what `measures.waiting` tells."""
        told = self.waited()
        kept = np.flatnonzero((told.counts > 0) | (told.touched > 0))
        came, wait = told.counts[kept] > 0, told.wait_s[kept]
        columns = {
            "aid": kept,
            "count": told.counts[kept],
            "wait_s": pa.array(wait, mask=~came),
            "wait_mean_s": pa.array(wait / np.maximum(told.counts[kept], 1), mask=~came),
            "touch_s": pa.array(told.touch_s[kept], mask=told.touched[kept] == 0),
        }
        table = named(pa.table(columns), "aid", self.index.activities).rename_columns(["activity", *list(columns)[1:]])
        return table.sort_by([("wait_s", "descending"), ("activity", "ascending")])

    def waited(self, worked: Packed | None = None) -> Waited:
        """Return, by number of activity, how often it comes after another, how long cases wait before it and how long it is worked on.

        Args:
            worked: Waits in working hours (`Worked.wait`), for `worked_s`; all hours count there too when absent.
        """
        events, count = self.index.events, len(self.index.activities)
        wait = events.wait or events.gap
        touch = events.touch
        named_values = {"wait" if events.wait else "gap": wait, "worked": worked, "touch": touch}
        self.pick(gap=events.gap.values, **{name: one.values for name, one in named_values.items() if one is not None and name != "gap"})

        def by(activities: Small, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
            total = np.zeros(count + 1, values.dtype)
            np.add.at(total, activities, values)
            return total[:-1]

        waited = by(events.end, wait.seconds(self.added("wait" if events.wait else "gap", wait)))
        touched, touch_s = np.zeros(count, np.int64), np.zeros(count)
        if touch is not None:
            values = self.picked["touch"]
            known = values >= 0
            touch_s = by(events.start, touch.seconds(self._added(values * known, touch.most)))
            touched = by(events.start, self._added(known, 1))
        worked_s = waited if worked is None else by(events.end, worked.seconds(self.added("worked", worked)))
        return Waited(by(events.end, self.passages), waited, worked_s, touched, touch_s)

    def handovers(self) -> pa.Table:
        """Return what `measures.handovers` tells, and the seconds waited in mean between the two (`wait_s`)."""
        units = self.index.units
        empty = pa.table({"from": pa.array([], pa.string()), "to": pa.array([], pa.string()), "count": pa.array([], pa.int64())})
        if self.index.events.passed is None:
            return empty.append_column("wait_s", pa.array([], pa.float64()))
        events = self.index.events
        wait, name = events.wait or events.gap, "wait" if events.wait else "gap"
        self.pick(passed=events.passed, **{name: wait.values})
        codes = self.picked["passed"]
        unknown = len(units) ** 2
        if unknown > SCATTER:
            pairs, codes = np.unique(codes, return_inverse=True)
        else:
            pairs, codes = np.arange(unknown + 1), codes.astype(np.intp)
        counts = np.bincount(codes, minlength=len(pairs))
        waits = wait.seconds(np.bincount(codes, weights=self.picked[name], minlength=len(pairs)))
        kept = np.flatnonzero((counts > 0) & (pairs < unknown))
        ends = (pairs[kept] // len(units), pairs[kept] % len(units))
        table = pa.table({"from": ends[0], "to": ends[1], "count": counts[kept], "wait_s": waits[kept] / counts[kept]})
        table = named(named(table, "from", units), "to", units)
        return table.sort_by([("count", "descending"), ("from", "ascending"), ("to", "ascending")])

    def hands(self) -> dict[str, int]:
        """Return how many resources each department has, those with none left out: counts alone, never their names."""
        width = self.index.resources + 1
        if self.index.events.hands is None:
            return {}
        self.pick(hands=self.index.events.hands)
        codes = self.picked["hands"]
        if len(self.index.units) * width > SCATTER:
            found = np.unique(codes)
            pairs = found[found >= 0].astype(np.int64)
        else:
            seen = np.zeros(len(self.index.units) * width + 1, bool)  # the last one is for −1: no department
            seen[codes] = True
            pairs = np.flatnonzero(seen[:-1])
        units, each = np.unique(pairs[pairs % width < self.index.resources] // width, return_counts=True)
        return {self.index.units[unit]: count for unit, count in zip(units.tolist(), each.tolist(), strict=True)}

    def loops(self) -> pa.Table:
        """Return what `loops.loops` tells."""
        backs, index = self.index.backs, self.index
        kept = np.flatnonzero(self.mask[backs.case])
        edge, case, lost = backs.edge[kept], backs.case[kept], backs.lost[kept]
        new = np.r_[True, (edge[1:] != edge[:-1]) | (case[1:] != case[:-1])][: len(edge)]
        edges, opening, times = np.unique(edge, return_index=True, return_counts=True)
        cases = np.bincount(np.searchsorted(edges, edge[new]), minlength=len(edges))
        lost_s = np.add.reduceat(lost / SECOND, opening) if len(opening) else np.zeros(0)
        reach = np.zeros(len(index.activities))
        np.add.at(reach, index.paths.step_aid, self.weights[index.paths.step_path])
        start, end = index.events.start[edges], index.events.end[edges]
        columns = {"from": start, "to": end, "cases": cases, "share": cases / reach[start], "times": times, "lost_s": lost_s}
        table = named(named(pa.table(columns), "from", index.activities), "to", index.activities)
        return table.sort_by([("lost_s", "descending"), ("cases", "descending"), ("from", "ascending"), ("to", "ascending")])

    def longest(self, start: str | None, end: str, top: int) -> Ints:
        """Return the cases that waited longest before an activity, or on the way to it from another: their numbers in the log.

        The longest wait first, those of one wait by number; a case stands once for each wait.
        """
        index, events = self.index, self.index.events
        wanted = events.end == index.activity(end)
        if start is not None:
            wanted &= events.start == index.activity(start)
        ways = [np.arange(*events.opening[edge : edge + 2]) for edge in np.flatnonzero(wanted)]
        at = np.concatenate(ways or [np.zeros(0, np.int64)])
        at = at[self.mask[events.case[at]]]
        waits, cids = (events.wait or events.gap).values[at], index.cases.cid[events.case[at]]
        if len(waits) > top:
            least = np.partition(waits, -top)[-top]
            waits, cids = waits[waits >= least], cids[waits >= least]
        longest: Ints = cids[np.lexsort((cids, -waits.astype(np.int64)))][:top].astype(np.int64)
        return longest

    def added(self, name: str, packed: Packed) -> npt.NDArray[Any]:
        """Return the sum of what each event says over the events of each passage, in units of what is packed."""
        self.pick(**{name: packed.values})
        return self._added(self.picked[name], packed.most)

    def _added(self, values: npt.NDArray[Any], most: int) -> npt.NDArray[Any]:
        """Return the sum of the values of each passage, exact as long as 64 bits hold it."""
        opening = self.opening[:-1]
        filled = np.flatnonzero(self.passages)
        kind = np.int64 if most * len(values) < WIDE else np.float64
        sums = np.zeros(len(opening), kind)
        if len(filled) > FEW:
            sums[filled] = np.add.reduceat(values, opening[filled], dtype=kind)
        else:  # twice as quick on long passages
            sums[filled] = [values[self.opening[at] : self.opening[at + 1]].sum(dtype=kind) for at in filled.tolist()]
        return sums

    def _quantile(self, edges: Ints, p: float) -> Floats:
        """Return a quantile of the time of passages, between readings where it falls between two."""
        gap, values = self.index.events.gap, self.picked["gap"]
        opening, lengths = self.opening[edges], self.passages[edges]
        rank = (lengths - 1) * p
        below = np.floor(rank).astype(np.int64)
        above = np.minimum(below + 1, lengths - 1)
        low, high = (values[opening + at].astype(np.float64) for at in (below, above))
        return gap.seconds(low + (high - low) * (rank - below))

    def _ends(self, at: Ints) -> pa.Table:
        """Return how many of the cases have each activity at a place of their path."""
        index = self.index
        aids = index.events.start[index.paths.edge[at]]
        counts = _whole(np.bincount(aids, weights=self.weights, minlength=len(index.activities)))
        kept = np.flatnonzero(counts)
        table = named(pa.table({"activity": kept, "count": counts[kept]}), "activity", index.activities)
        return table.sort_by([("count", "descending"), ("activity", "ascending")])


def _whole(values: npt.NDArray[Any]) -> Ints:
    """Return counts that were added up as real numbers: exact, since no log holds 2⁵³ cases."""
    return values.astype(np.int64)
