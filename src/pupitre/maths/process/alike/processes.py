"""Whole processes that different departments run alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from pupitre.maths.process.alike.names import Floats, Names, compared
from pupitre.maths.process.alike.profiles import Profiles, profiles
from pupitre.maths.process.log import Log

LEAST_NAME: Final = 0.6
"""Name likeness from which two steps are counted in common."""
LEAST_STEPS: Final = 3
"""Steps in common under which two processes only share a habit."""
LEAST_COVERED: Final = 0.4
"""Share of the events of both that steps in common make up."""
LEAST_FLOW: Final = 0.3
"""How alike the order of steps must be."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Two processes that look alike, in order of key.

    Args:
        first, second: Their keys.
        score: The square root of the product of the two below, 0–1.
        covered: Share of the events that belong to steps in common, times how alike their names are, of the one that has least of it.
        flow: Cosine of what follows what, between steps in common.
        steps: The steps in common, first and second.
        hours_year: Touch hours a year of these steps in the process that spends least on them; None when unknown.
    """

    first: str
    second: str
    score: float
    covered: float
    flow: float
    steps: tuple[tuple[str, str], ...]
    hours_year: float | None

    @property
    def keys(self) -> tuple[str, str]:
        """What names the pair from one day to the next, whatever the order of the logs."""
        return self.first, self.second


def duplicate_processes(logs: Mapping[str, Log], *, units: Mapping[str, str] | None = None) -> tuple[Processes, ...]:
    """Return the pairs of processes of different departments that do the same steps in the same order, the most alike first.

    Args:
        logs: Events of each process, by its key. units: The department of each process, for logs that name none.

    Source:
        docs/methods/duplicate-steps.md. Steps are matched one to one at the least cost: Kuhn, "The Hungarian method", 1955.
    """
    found = profiles(logs, units or {})
    names = compared([step.activity for step in found.steps])
    places = {key: np.array([at for at, step in enumerate(found.steps) if step.process == key], np.int64) for key in sorted(logs)}
    keys = [key for key in places if len(places[key]) >= LEAST_STEPS]
    pairs = [_pair(found, names, one, other, places) for at, one in enumerate(keys) for other in keys[at + 1 :]]
    told = [pair for pair in pairs if pair is not None]
    return tuple(sorted(told, key=lambda pair: (-pair.score, pair.keys)))


def _pair(found: Profiles, names: Names, one: str, other: str, places: Mapping[str, np.ndarray]) -> Processes | None:
    """Return two processes as a pair when they are alike, None when they are not or belong to one department."""
    if _unit(found, places[one]) == _unit(found, places[other]) is not None:
        return None
    same = names.same[np.ix_(places[one], places[other])]
    rows, columns = linear_sum_assignment(-same)
    kept = same[rows, columns] >= LEAST_NAME
    mine, theirs = places[one][rows[kept]], places[other][columns[kept]]
    if len(mine) < LEAST_STEPS:
        return None
    sure = same[rows[kept], columns[kept]]
    covered = min(_events(found, mine, sure) / _events(found, places[one]), _events(found, theirs, sure) / _events(found, places[other]))
    flow = _cosine(_followed(found, mine), _followed(found, theirs))
    if covered < LEAST_COVERED or flow < LEAST_FLOW:
        return None
    hours = [_hours(found, side) for side in (mine, theirs)]
    known = [one for one in hours if one is not None]
    steps = tuple((found.steps[at].activity, found.steps[to].activity) for at, to in zip(mine, theirs, strict=True))
    return Processes(one, other, float((covered * flow) ** 0.5), covered, flow, steps, min(known) if len(known) == 2 else None)


def _unit(found: Profiles, places: np.ndarray) -> str | None:
    """Return the department that does most of a process."""
    count: dict[str, int] = {}
    for at in places:
        step = found.steps[at]
        if step.unit is not None:
            count[step.unit] = count.get(step.unit, 0) + step.events
    return max(sorted(count), key=lambda unit: count[unit], default=None)


def _events(found: Profiles, places: np.ndarray, sure: Floats | float = 1.0) -> float:
    """Return how many events belong to some steps, each counted for as much as its name is sure."""
    return float((np.array([found.steps[at].events for at in places], np.float64) * sure).sum())


def _hours(found: Profiles, places: np.ndarray) -> float | None:
    hours = [found.steps[at].hours_year for at in places]
    return None if any(one is None for one in hours) else sum(one or 0.0 for one in hours)


def _followed(found: Profiles, places: np.ndarray) -> Floats:
    """Return how often each of some steps follows each other, those in between passed over, weighed by how often it is done."""
    events = np.array([found.steps[at].events for at in places], np.float64)
    mine = [at for at, step in enumerate(found.steps) if step.process == found.steps[places[0]].process]
    direct = found.after[np.ix_(mine, mine)]
    inside = np.isin(mine, places)
    # What leads from a step to the next one in common, through any number of others.
    through = np.linalg.solve(np.eye(len(mine)) - 0.999 * direct * ~inside[None, :], direct * inside[None, :])
    order = [mine.index(at) for at in places]
    return np.asarray(through[np.ix_(order, order)] * events[:, None])


def _cosine(one: Floats, other: Floats) -> float:
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum()) / length if length > 0 else 0.0
