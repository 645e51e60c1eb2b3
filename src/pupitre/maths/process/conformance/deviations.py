"""Which activities are skipped or added, against a model, and in how many cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pupitre.maths.process.conformance.align import STATES, align
from pupitre.maths.process.discovery.net import Net

Kind = Literal["skipped", "inserted"]


@dataclass(frozen=True, slots=True)
class Deviation:
    """A departure from the model that cases have in common.

    Args:
        kind: `skipped`: the model asks for the activity there; `inserted`: it does not allow it there.
        activity: Which.
        after: The activity of the case just before; None at the beginning.
        cases: How many cases; share: of those whose path was aligned, from 0 to 1.
        times: How many times in all.
    """

    kind: Kind
    activity: str
    after: str | None
    cases: int
    share: float
    times: int


@dataclass(frozen=True, slots=True)
class Deviations:
    """Departures from a model, the most frequent first.

    Args:
        cases: How many cases were compared; `given_up` more had a path too long to align, and are not counted.
        keeping: How many of them keep to the model.
        found: The departures.
    """

    cases: int
    keeping: int
    given_up: int
    found: tuple[Deviation, ...]


def deviations(net: Net, paths: Mapping[tuple[str, ...], int], *, states: int = STATES) -> Deviations:
    """Return what cases skip and add, against a model such as the company's own diagram.

    Args:
        net: The model. paths: How many cases took each path. states: As in `align`.
    """
    rows = [row for row in align(net, paths, states=states).paths if row.cost is not None]
    compared = sum(row.count for row in rows)
    cases: Counter[tuple[Kind, str, str | None]] = Counter()
    times: Counter[tuple[Kind, str, str | None]] = Counter()
    for row in rows:
        here: Counter[tuple[Kind, str, str | None]] = Counter()
        departures: tuple[tuple[Kind, tuple[tuple[int, str], ...]], ...] = (("skipped", row.skipped), ("inserted", row.inserted))
        for kind, places in departures:
            here.update((kind, activity, row.path[at - 1] if at else None) for at, activity in places)
        for key, number in here.items():
            cases[key] += row.count
            times[key] += row.count * number
    found = [Deviation(*key, cases[key], cases[key] / compared, times[key]) for key in cases]
    found.sort(key=lambda row: (-row.cases, row.kind, row.activity, row.after or ""))
    keeping = sum(row.count for row in rows if row.cost == 0)
    return Deviations(compared, keeping, sum(paths.values()) - compared, tuple(found))
