"""The steps of processes as they are compared: who does them, how long they take, what stands before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from pupitre.maths.process.alike.names import Floats
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.flow import SECOND

YEAR: Final = 365.25 * 86_400.0
LEAST_SPAN: Final = 30 * 86_400.0
"""Seconds of history under which hours are not brought to a year."""
LEAST_CASES: Final = 10
"""Cases under which a step is too rare to compare."""
MOST_STEPS: Final = 600
"""Steps compared with one another, the most frequent ones."""
BEGIN: Final = -1
END: Final = -2


@dataclass(frozen=True, slots=True)
class Step:
    """An activity of a process, in the department that does most of it.

    Args:
        process: Key of the process. activity: Its name. unit: Key of the department, None when the log does not say.
        cases: Cases in which it occurs. events: How often it occurs.
        hours_year: Touch hours a year, None when the log says no begins or is too short.
    """

    process: str
    activity: str
    unit: str | None
    cases: int
    events: int
    hours_year: float | None

    @property
    def key(self) -> str:
        """What names the step from one day to the next."""
        return f"{self.process}/{self.activity}"


@dataclass(frozen=True, slots=True)
class Profiles:
    """Every step of several processes and what surrounds it, n steps.

    Args:
        steps: The steps, by process.
        before, after: How often each step, then the begin and the end of cases, stands next to it; shares, shape (n, n + 2).
        mean, spread: Of the logarithm of its duration in seconds, NaN when unknown, shape (n,).
    """

    steps: tuple[Step, ...]
    before: Floats
    after: Floats
    mean: Floats
    spread: Floats


def profiles(logs: Mapping[str, Log], units: Mapping[str, str]) -> Profiles:
    """Return the steps of processes and what surrounds them.

    Args:
        logs: Events of each process, by its key. units: The department of each process, for logs that name none.
    """
    counted = {key: [row for row in _counted(logs[key]) if row["cases"] >= LEAST_CASES] for key in sorted(logs)}
    often = sorted(((row["events"], key, row["aid"]) for key in counted for row in counted[key]), reverse=True)
    kept = {(key, aid) for _, key, aid in often[:MOST_STEPS]}
    steps: list[Step] = []
    laws: list[tuple[float, float]] = []
    nexts: list[tuple[int, int, int]] = []
    for key, rows in counted.items():
        log = logs[key]
        unit_of, law_of, span = _units(log), _laws(log), _span(log)
        place = {BEGIN: BEGIN, END: END}
        for row in rows:
            aid = row["aid"]
            if (key, aid) in kept:
                place[aid] = len(steps)
                touch = row["touch"] if log.has_start and span >= LEAST_SPAN else None
                hours = None if touch is None else float(touch) / 3600 * YEAR / span
                steps.append(Step(key, log.activities[aid], unit_of.get(aid, units.get(key)), row["cases"], row["events"], hours))
                laws.append(law_of.get(aid, (float("nan"), float("nan"))))
        nexts += [(place[one], place[two], count) for one, two, count in _nexts(log) if one in place and two in place]
    mean, spread = (np.array(values, np.float64) for values in zip(*laws, strict=True)) if laws else (np.empty(0), np.empty(0))
    return Profiles(tuple(steps), *_beside(len(steps), nexts), mean, spread)


def _beside(size: int, nexts: Sequence[tuple[int, int, int]]) -> tuple[Floats, Floats]:
    """Return how often each step, then the begin and the end of cases, stands before and after each; a step beside itself left out."""
    before, after = np.zeros((size, size + 2)), np.zeros((size, size + 2))
    for one, two, count in nexts:
        if one != two and two != END:
            before[two, size if one == BEGIN else one] += count
        if one != two and one != BEGIN:
            after[one, size + 1 if two == END else two] += count
    return _shares(before), _shares(after)


def _counted(log: Log) -> list[dict[str, Any]]:
    """Return, by activity, its cases, its occurrences and, with begins, the seconds worked on it."""
    steps = log.steps.mutate(worked=(log.steps.ts - log.steps.start) / SECOND)
    made = steps.group_by("aid").aggregate(cases=steps.cid.nunique(), events=steps.count(), touch=steps.worked.sum())
    rows: list[dict[str, Any]] = log.rows(made).sort_by("aid").to_pylist()
    return rows


def _laws(log: Log) -> dict[int, tuple[float, float]]:
    """Return, by activity, the mean and the spread of the logarithm of its touch time, else of the time since the step before."""
    steps = log.steps
    if log.has_start:
        took = steps.select(aid=steps.aid, took=(steps.ts - steps.start) / SECOND)
    else:
        took = steps.filter(steps.to_aid.notnull()).select(aid=steps.to_aid, took=(steps.to_ts - steps.ts) / SECOND)
    took = took.filter(took.took > 0)
    took = took.mutate(size=took.took.ln())
    made = took.group_by("aid").aggregate(mean=took["size"].mean(), square=(took["size"] * took["size"]).mean())
    return {row["aid"]: (row["mean"], max(row["square"] - row["mean"] ** 2, 0.0) ** 0.5) for row in log.rows(made).to_pylist()}


def _units(log: Log) -> dict[int, str]:
    """Return the department that does most of each activity."""
    steps = log.steps.filter(log.steps.uid.notnull())
    rows = log.rows(steps.group_by(["aid", "uid"]).aggregate(count=steps.count())).to_pylist()
    return {row["aid"]: log.units[row["uid"]] for row in sorted(rows, key=lambda row: (row["count"], -row["uid"]))}


def _nexts(log: Log) -> list[tuple[int, int, int]]:
    """Return how often one activity follows another, `BEGIN` before the first of a case and `END` after the last."""
    steps = log.steps
    pairs = steps.select(one=steps.aid, two=steps.to_aid.fill_null(END))
    first = steps.filter(steps.k == 0)
    both = pairs.group_by(["one", "two"]).aggregate(count=pairs.count())
    begun = first.group_by("aid").aggregate(count=first.count())
    rows = [(row["one"], row["two"], row["count"]) for row in log.rows(both).to_pylist()]
    return rows + [(BEGIN, row["aid"], row["count"]) for row in log.rows(begun).to_pylist()]


def _span(log: Log) -> float:
    """Return how many seconds the log covers."""
    row = log.rows(log.steps.aggregate(first=log.steps.ts.min(), last=log.steps.ts.max())).to_pylist()[0]
    return 0.0 if row["first"] is None else (row["last"] - row["first"]) / SECOND


def _shares(table: Floats) -> Floats:
    return np.asarray(table / np.maximum(table.sum(axis=1, keepdims=True), 1.0))
