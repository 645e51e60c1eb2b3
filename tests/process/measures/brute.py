"""The measures of a small log worked out the long way, event by event, to compare with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

Event = tuple[str, str, int, str | None]
"""Case, activity, moment (µs), resource: in file order."""


def rows(events: Sequence[Event]) -> pa.Table:
    """Return events as the encoder takes them."""
    kinds = (("case", pa.string()), ("activity", pa.string()), ("ts", pa.int64()), ("resource", pa.string()))
    return pa.table({name: pa.array([event[at] for event in events], kind) for at, (name, kind) in enumerate(kinds)})


def cases_of(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Return the events of each case, by moment; those of one moment in file order."""
    cases: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        cases[event[0]].append(event)
    return {case: sorted(done, key=lambda event: event[2]) for case, done in cases.items()}


def measured(events: Sequence[Event]) -> dict[str, Any]:
    """Return every measure of a log, by name."""
    cases = cases_of(events)
    gaps: dict[tuple[str, str], list[float]] = defaultdict(list)
    handed: Counter[tuple[str, str]] = Counter()
    again: dict[str, list[int]] = defaultdict(list)
    for done in cases.values():
        for one, other in pairwise(done):
            gaps[one[1], other[1]].append((other[2] - one[2]) / 1e6)
            if one[3] is not None and other[3] is not None:
                handed[one[3], other[3]] += 1
        for activity, times in Counter(event[1] for event in done).items():
            if times > 1:
                again[activity].append(times - 1)
    leads = [(done[-1][2] - done[0][2]) / 1e6 for done in cases.values()]
    waits: dict[str, list[float]] = defaultdict(list)
    for (_, to), values in gaps.items():
        waits[to] += values
    return {
        "counts": (len(cases), len(events), len({event[1] for event in events})),
        "flow": {
            pair: (len(values), float(np.mean(values)), *(float(np.quantile(values, at)) for at in (0.5, 0.95)))
            for pair, values in gaps.items()
        },
        "variants": Counter(tuple(event[1] for event in done) for done in cases.values()),
        "starts": Counter(done[0][1] for done in cases.values()),
        "ends": Counter(done[-1][1] for done in cases.values()),
        "durations": (float(np.median(leads)), float(np.mean(leads)), float(np.quantile(leads, 0.9))),
        "rework": {activity: (len(repeats), sum(repeats)) for activity, repeats in again.items()},
        "handovers": handed,
        "waits": {activity: (len(values), sum(values)) for activity, values in waits.items()},
    }
