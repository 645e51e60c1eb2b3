"""What an index of a log holds: its cases, its paths and its events, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[Any]  # whole numbers in as few bytes as hold them
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

WIDE = 2.0**62
"""Sums beyond which whole numbers of 64 bits would run over: real numbers are added up instead."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Lengths of time as whole numbers of a unit, in four bytes where they fit.

    Args:
        values: So many units each, shape (n,). unit: Microseconds. most: The largest value.
    """

    values: Small
    unit: int
    most: int

    @classmethod
    def of(cls, micros: Ints) -> Packed:
        """Return lengths in microseconds packed by what divides them all."""
        unit = max(1, int(np.gcd.reduce(micros))) if len(micros) else 1
        values = micros // unit
        most = int(np.abs(values).max(initial=0))
        return cls(values.astype(np.int32) if most < 2**31 else values, unit, most)

    def seconds(self, amount: npt.ArrayLike) -> Floats:
        """Return a sum or a reading of the values in seconds."""
        return np.asarray(np.asarray(amount, np.float64) * (self.unit / 1_000_000.0))


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a log by position, in order of their names.

    Args:
        cid: Their numbers in the log. path: The path of each. first, last: When the first and the last event ended, µs since 1970 UTC.
        by_lead: Positions, the shortest time from first to last event first. lead: These times, in microseconds.
        codes: By attribute, the place of each value in `values`; −1 where nothing is said. Attributes of many values are left out.
    """

    cid: Small
    path: Small
    first: Ints
    last: Ints
    by_lead: Small
    lead: Ints
    codes: Mapping[str, Small]
    values: Mapping[str, pa.Array]


@dataclass(frozen=True, slots=True)
class Paths:
    """The different paths of the cases.

    Args:
        opening: Where each begins in `edge`, and the end of the last, shape (paths + 1,).
        edge: The passages of each in their order, the way out included, by number.
        step_path, step_aid, step_times: How often each path does each of its activities.
    """

    opening: Ints
    edge: Small
    step_path: Small
    step_aid: Small
    step_times: Small

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.opening) - 1

    @property
    def of_edge(self) -> Small:
        """The path of each element of `edge`."""
        return np.repeat(np.arange(self.count, dtype=np.int32), np.diff(self.opening))


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a log, those of one passage together, the shortest way to the next event first.

    Args:
        start, end: The activities of each passage, by number; `end` is the number of activities on the way out of a case.
        opening: Where each passage begins among the events, and the end of the last, shape (passages + 1,).
        case: The position of the case of each event. gap: Until the end of the next one, 0 on the way out.
        wait: Until the begin of the next one; None when the log has no begins: that is `gap` then.
        touch: From its begin to its end; −1 when it has no begin; None when the log has none.
        passed: The departments of the event and of the next one as one number (`units` wide); `units` squared when one is not known; None
            without any.
        hands: Department and resource as one number (`resources` + 1 wide); −1 without a department; None without any.
    """

    start: Small
    end: Small
    opening: Ints
    case: Small
    gap: Packed
    wait: Packed | None
    touch: Packed | None
    passed: Small | None
    hands: Small | None


@dataclass(frozen=True, slots=True)
class Backs:
    """The times work goes back, by passage, then by case: the position of the case, and how long until it is where it was (µs)."""

    edge: Small
    case: Small
    lost: Ints


@dataclass(frozen=True, slots=True)
class Index:
    """A log as arrays.

    Args:
        activities, units: The name of each number. resources: How many are known.
        cases, paths, events, backs: What it holds.
    """

    activities: tuple[str, ...]
    units: tuple[str, ...]
    resources: int
    cases: Cases
    paths: Paths
    events: Events
    backs: Backs

    @property
    def nbytes(self) -> int:
        """Bytes that its arrays take."""
        return sum(array.nbytes for array in _arrays(self))

    def activity(self, name: str) -> int:
        """Return the number of an activity; −1, which no event has, for an unknown one."""
        return self.activities.index(name) if name in self.activities else -1

    def edge(self, start: int, end: int) -> int:
        """Return the number of a passage; −1 when nobody takes it."""
        found = np.flatnonzero((self.events.start == start) & (self.events.end == end))
        return int(found[0]) if len(found) else -1


@dataclass(frozen=True, slots=True)
class Worked:
    """Working time within an index: the wait of each event until the begin of the next one, the seconds of each case from first to last."""

    wait: Packed
    lead_s: Floats


def _arrays(value: object) -> Iterator[npt.NDArray[Any] | pa.Array]:
    if isinstance(value, np.ndarray | pa.Array):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _arrays(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _arrays(getattr(value, field.name))
