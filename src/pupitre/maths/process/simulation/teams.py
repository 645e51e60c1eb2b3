"""The teams found in a log: the steps that each does, the hours it works, how many of it work at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.log import Log
from pupitre.maths.process.simulation.clock import ENOUGH, Clock, hours_of
from pupitre.maths.process.simulation.events import Events

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ALIKE = 0.5
"""Share of people in common (Jaccard) from which two steps are taken to share a team, when the log names none."""


def teams_of(events: Events, log: Log) -> tuple[Ints, list[str]]:
    """Return the team of each activity and the names of the teams: the department that does it most, else those who share people."""
    count = len(log.activities)
    if (events.unit >= 0).any():
        counted = np.zeros((count, len(log.units) + 1), dtype=np.int64)
        np.add.at(counted, (events.step, events.unit), 1)  # an absent department falls in the last column
        usual = np.where(counted[:, :-1].any(axis=1), counted[:, :-1].argmax(axis=1), -1)
        used = sorted({int(one) for one in usual})
        place = {unit: at for at, unit in enumerate(used)}
        return np.array([place[int(one)] for one in usual]), [log.units[one] if one >= 0 else "" for one in used]
    if (events.resource >= 0).any():
        return _sharing(events, log)
    return np.arange(count), list(log.activities)


def _sharing(events: Events, log: Log) -> tuple[Ints, list[str]]:
    known = events.resource >= 0
    pairs = np.unique(np.stack((events.step[known], events.resource[known])), axis=1)
    people = [set(pairs[1, pairs[0] == step].tolist()) for step in range(len(log.activities))]
    pool = list(range(len(people)))
    for one in range(len(people)):
        for other in range(one):
            both = people[one] | people[other]
            if both and len(people[one] & people[other]) / len(both) >= ALIKE:
                kept, gone = sorted((pool[one], pool[other]))
                pool = [kept if at == gone else at for at in pool]
    used = sorted(set(pool))
    names = [next(log.activities[at] for at, own in enumerate(pool) if own == one) for one in used]
    return np.array([used.index(one) for one in pool]), names


def hours_by_team(begin: Floats, end: Floats, pool: Ints, count: int) -> list[tuple[bool, ...]]:
    """Return the hours of each team; one that did too little to tell has those of all together."""
    found = []
    for one in range(count):
        mine = pool == one
        if 2 * int(mine.sum()) < ENOUGH:
            mine = np.ones(pool.size, dtype=bool)
        found.append(hours_of(np.concatenate((begin[mine], end[mine]))))
    return found


def strength_of(events: Events, mine: npt.NDArray[np.bool_], clock: Clock) -> int:
    """Return how many of a team work at once.

    It is the usual number of people seen in a day (never the head count of the whole log), at least what the work asked takes on average
    and the number at work at once nine times in ten.
    """
    mine = mine & ~np.isnan(events.begin)
    if not mine.any():
        return 1
    begin, end = events.begin[mine], events.end[mine]
    lasting = end > begin
    order = np.argsort(np.concatenate((end[lasting], begin[lasting])), kind="stable")  # who ends and begins at one moment does not do both
    change = np.concatenate((-np.ones(lasting.sum()), np.ones(lasting.sum())))[order]
    at_once = np.cumsum(change)[change > 0] if lasting.any() else np.ones(1)
    worked = float((clock.worked(end) - clock.worked(begin)).sum())
    asked = worked / max(float(np.diff(clock.worked(np.array([begin.min(), end.max()])))[0]), 1.0)
    sizes = [float(np.quantile(at_once, 0.9)), np.floor(asked) + 1]
    who = events.resource[mine]
    if (who >= 0).any():
        days = np.unique(np.stack(((begin[who >= 0] // 86_400).astype(np.int64), who[who >= 0])), axis=1)[0]
        sizes.append(float(np.median(np.unique(days, return_counts=True)[1])))
    return max(1, int(np.ceil(max(sizes) - 1e-9)))
