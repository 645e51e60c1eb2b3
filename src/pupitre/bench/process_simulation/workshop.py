"""A made-up workplace played person by person: it imports nothing of the engine that is measured on its logs."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa

Draws = np.random.Generator
Way = Callable[[str, Draws], Sequence[str | tuple[str, ...]]]
"""From the kind of a case, the steps it goes through; several in a tuple are done side by side."""
HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
MONDAY: Final = 1_704_067_200
"""2024-01-01 at 0:00, a Monday, in seconds."""
HORIZON: Final = 20_000
"""Hours laid out."""


@dataclass(frozen=True, slots=True)
class Job:
    """A step: who can do it, how long it takes in hours worked, what it waits for besides, in hours of the wall.

    Args:
        people: Names of those who can do it. hours: Median. spread: Of its logarithm. wait, wait_spread: The same of the other wait.
        lot: Cases that are gathered before it begins. factor: By kind of case, how much longer it takes.
    """

    people: tuple[str, ...]
    hours: float
    spread: float = 0.5
    wait: float = 0.0
    wait_spread: float = 0.5
    lot: int = 1
    factor: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workplace.

    Args:
        jobs: Its steps. shifts: By person, the hours of the week (168) worked. way: The steps of a case.
        kinds: Chances of the kinds of cases. every: Hours between arrivals on average, within the hours that cases come.
        comes: Hours of the week in which cases come. batch: Cases that come together.
        away: Share of the days on which somebody is not there. urgent: Share of the cases that go first.
        department: By person; the log says none when empty. has_begins: Whether the log says when steps begin.
    """

    jobs: Mapping[str, Job]
    shifts: Mapping[str, Sequence[bool]]
    way: Way
    every: float
    comes: Sequence[bool]
    kinds: Mapping[str, float] = field(default_factory=lambda: {"": 1.0})
    batch: int = 1
    away: float = 0.0
    urgent: float = 0.0
    department: Mapping[str, str] = field(default_factory=dict)
    has_begins: bool = True


def week(days: int, begin: int, end: int) -> tuple[bool, ...]:
    """Return the hours of a week: the first days, from one hour to another."""
    return tuple(day < days and begin <= hour < end for day in range(7) for hour in range(24))


@dataclass(slots=True)
class _Case:
    name: str
    kind: str
    is_urgent: bool
    way: Sequence[str | tuple[str, ...]]
    place: int = 0
    left: int = 0


def logged(workshop: Workshop, cases: int, seed: int) -> pa.Table:
    """Return the log of a workplace, in order of end: case, activity, ts and start in microseconds, resource, unit, kind."""
    draws = np.random.default_rng([seed, 77])
    return _Floor(workshop, draws).play(cases)


class _Floor:
    def __init__(self, workshop: Workshop, draws: Draws) -> None:
        self.shop, self.draws = workshop, draws
        self.on = {name: self._present(hours) for name, hours in workshop.shifts.items()}
        self.free = dict.fromkeys(workshop.shifts, 0.0)
        self.waiting: dict[str, list[tuple[bool, float, int, _Case]]] = {name: [] for name in workshop.jobs}
        self.lots: dict[str, list[_Case]] = {}
        self.rows: list[tuple[str, str, int, int, str, str, str]] = []
        self.agenda: list[tuple[float, int, str, Any]] = []
        self.over: set[str] = set()
        self.count = 0

    def _present(self, hours: Sequence[bool]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        laid = np.tile(np.asarray(hours, dtype=bool), HORIZON // 168 + 1)[:HORIZON]
        gone = self.draws.random(HORIZON // 24 + 1) < self.shop.away
        return np.asarray(laid & ~np.repeat(gone, 24)[:HORIZON], dtype=bool)

    def _arrivals(self, cases: int) -> list[float]:
        open_hours = np.flatnonzero(np.tile(np.asarray(self.shop.comes, dtype=bool), HORIZON // 168))
        groups = -(-cases // self.shop.batch)
        at = np.cumsum(self.draws.exponential(self.shop.every * self.shop.batch, groups))
        hour = np.floor(at).astype(np.int64)
        wall = (open_hours[hour] + at - hour) * HOUR
        return np.repeat(wall, self.shop.batch)[:cases].tolist()

    def _plan(self, at: float, what: str, thing: Any) -> None:
        self.count += 1
        heapq.heappush(self.agenda, (at, self.count, what, thing))

    def play(self, cases: int) -> pa.Table:
        kinds, chances = list(self.shop.kinds), list(self.shop.kinds.values())
        for number, at in enumerate(self._arrivals(cases)):
            kind = str(self.draws.choice(kinds, p=chances))
            case = _Case(f"c{number:05d}", kind, bool(self.draws.random() < self.shop.urgent), self.shop.way(kind, self.draws))
            self._plan(at, "next", case)
        for hour in sorted({int(hour) for on in self.on.values() for hour in np.flatnonzero(on[1:] & ~on[:-1]) + 1}):
            self._plan(hour * HOUR, "open", None)
        while self.agenda and len(self.over) < cases:
            now, _, what, thing = heapq.heappop(self.agenda)
            if what == "next":
                self._go_on(thing, now)
            elif what == "ready":
                self._queue(*thing, now)
            self._dispatch(now)
        names = ("case", "activity", "ts", "start", "resource", "unit", "kind")
        table = pa.table({name: list(column) for name, column in zip(names, zip(*self.rows, strict=True), strict=True)})
        empty = [name for name in ("unit", "kind") if table.column(name).unique().to_pylist() == [""]]
        table = table.drop_columns(empty + ([] if self.shop.has_begins else ["start"]))
        return table.sort_by("ts")

    def _go_on(self, case: _Case, now: float) -> None:
        if case.left:
            case.left -= 1
            if case.left:
                return
        if case.place == len(case.way):
            self.over.add(case.name)
            return
        stage = case.way[case.place]
        steps = stage if isinstance(stage, tuple) else (stage,)
        case.place, case.left = case.place + 1, len(steps) if len(steps) > 1 else 0
        for step in steps:
            job = self.shop.jobs[step]
            wait = job.wait * float(np.exp(self.draws.normal(0, job.wait_spread))) if job.wait else 0.0
            self._plan(now + wait * HOUR, "ready", (case, step))

    def _queue(self, case: _Case, step: str, now: float) -> None:
        lot = self.lots.setdefault(step, [])
        lot.append(case)
        if len(lot) >= self.shop.jobs[step].lot:
            for one in lot:
                self.count += 1
                heapq.heappush(self.waiting[step], (not one.is_urgent, now, self.count, one))
            lot.clear()

    def _dispatch(self, now: float) -> None:
        """Give work to who is there and free: the urgent cases first, then the oldest."""
        idle = {name for name, at in self.free.items() if at <= now and self.on[name][int(now // HOUR)]}
        while True:
            heads = [
                (waiting[0][:3], job) for job, waiting in self.waiting.items() if waiting and idle.intersection(self.shop.jobs[job].people)
            ]
            if not heads:
                return
            job = min(heads)[1]
            able = [name for name in self.shop.jobs[job].people if name in idle]
            who = able[int(self.draws.integers(len(able)))]
            idle.discard(who)
            self._work(heapq.heappop(self.waiting[job])[3], job, who, now)

    def _work(self, case: _Case, step: str, who: str, now: float) -> None:
        job = self.shop.jobs[step]
        left = job.hours * job.factor.get(case.kind, 1.0) * float(np.exp(self.draws.normal(0, job.spread))) * HOUR
        at = now
        while left > 0:
            hour = int(at // HOUR)
            room = (hour + 1) * HOUR - at
            if self.on[who][hour]:
                if left <= room:
                    at += left
                    break
                left -= room
            at = (hour + 1) * HOUR
        self.free[who] = at
        begin, end = (int((MONDAY + moment) * 1e6) for moment in (now, at))
        self.rows.append((case.name, step, end, begin, who, self.shop.department.get(who, ""), case.kind))
        self._plan(at, "next", case)
