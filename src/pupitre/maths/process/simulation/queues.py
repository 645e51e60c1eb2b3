"""Steps that queue for teams, first come first served, each within the hours of its team."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.simulation.clock import HOUR, WEEK, Clock
from pupitre.maths.process.simulation.model import Pool

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Hours = tuple[list[float], list[float], list[float]]

AHEAD = 30
"""Weeks laid out after the last case has come; twice as many each time that work lasts longer."""


@dataclass(frozen=True, slots=True)
class Done:
    """The steps done in a play, in order of case and place, times in seconds.

    Args:
        came: When each case comes, shape (cases,). case, step, pool: Of each step done, by number, shape (n,).
        work: How long it takes. pause: How long it waits whatever the queue, within the hours of its team.
        links: Which waits for which, when it is not simply the one before.
    """

    came: Floats
    case: Ints
    step: Ints
    pool: Ints
    work: Floats
    pause: Floats
    links: tuple[Ints, Ints] | None


def served(done: Done, pools: Sequence[Pool]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return when each step is ready, begins and ends, and how long it queues within the hours of its team, in seconds, shape (n,)."""
    size = done.step.size
    if not size:
        return np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0)
    kinds = sorted({tuple(one.hours) for one in pools})
    clocks = [Clock(one) for one in kinds]
    clock_of = np.array([kinds.index(tuple(one.hours)) for one in pools], dtype=np.int64)[done.pool]
    loop = _Loop(done, pools, clocks, clock_of)
    weeks = int(done.came[-1] // (WEEK * HOUR)) + AHEAD
    while True:
        try:
            loop.go([clock.laid(weeks) for clock in clocks])
            break
        except IndexError:  # work lasts longer than the weeks laid out
            weeks *= 2
    ready, reached, started = (np.asarray(one) * HOUR for one in (loop.ready, loop.reached, loop.started))
    begin, end = np.empty(size), np.empty(size)
    for at, clock in enumerate(clocks):
        mine = clock_of == at
        begin[mine], end[mine] = clock.begun(started[mine]), clock.ended(started[mine] + done.work[mine])
        if len(clocks) == 1:
            ready = np.maximum(clock.ended(reached), done.came[done.case])  # who comes at night is there at night
    end = np.maximum(end, ready)
    return ready, np.where(done.work > 0, begin, end), end, started - reached  # what takes no time is done at once, at night too


class _Loop:
    """The loop over the steps that queue: the cost of a simulation, so what can be done for many steps at once is done around it.

    Times are in hours: of the wall to tell who comes first, worked by the team to tell when work begins and ends. When all teams keep the
    same hours, the time worked tells both.
    """

    def __init__(self, done: Done, pools: Sequence[Pool], clocks: Sequence[Clock], clock_of: Ints) -> None:
        size = done.step.size
        self.done, self.pools, self.clocks, self.clock_of = done, pools, clocks, clock_of
        self.pool, self.work, self.pause = done.pool.tolist(), (done.work / HOUR).tolist(), (done.pause / HOUR).tolist()
        is_first = np.concatenate(([True], np.diff(done.case) != 0))
        self.follows = np.where(np.concatenate((is_first[1:], [True])), -1, np.arange(1, size + 1)).tolist()
        needs, self.later = (~is_first).astype(np.int64), list[list[int]]()
        if done.links is not None:
            needs = np.bincount(done.links[1], minlength=size)
            targets = done.links[1].tolist()
            edges = np.searchsorted(done.links[0], np.arange(size + 1)).tolist()
            self.later = [targets[begin:end] for begin, end in pairwise(edges)]
        self.needs, self.waits_for_none = needs, needs == 0
        self.ready, self.reached, self.started = ([0.0] * size for _ in range(3))

    def _coming(self) -> list[tuple[float, int, float]]:
        """Return the steps that wait for none other: when each is ready, its number, the time worked then; the last ones first."""
        first = np.flatnonzero(self.waits_for_none)
        ready = self.done.came[self.done.case[first]]
        reached, pause = np.empty(first.size), self.done.pause[first]
        for at, clock in enumerate(self.clocks):
            mine = self.clock_of[first] == at
            reached[mine] = clock.worked(ready[mine]) + pause[mine]
            ready[mine] = np.where(pause[mine] > 0, clock.ended(reached[mine]), ready[mine])
        keys = reached if len(self.clocks) == 1 else ready
        return sorted(zip((keys / HOUR).tolist(), first.tolist(), (reached / HOUR).tolist(), strict=True), reverse=True)

    def go(self, laid: Sequence[Hours]) -> None:
        """Play.

        Raises:
            IndexError: Work lasts longer than the weeks laid out.
        """
        free = [[0.0] * one.capacity for one in self.pools]
        servers_of = [free[one] for one in self.pool]
        clock_of = self.clock_of.tolist()
        is_one, is_plain = len(laid) == 1, self.done.links is None
        work, pause, follows, later = self.work, self.pause, self.follows, self.later
        all_ready, all_reached, all_started = self.ready, self.reached, self.started
        needs, since = self.needs.tolist(), [0.0] * len(work)
        coming, queue = self._coming(), list[tuple[float, int, float]]()
        push, pop, swap = heapq.heappush, heapq.heappop, heapq.heapreplace
        while coming or queue:
            ready, at, reached = coming.pop() if coming and (not queue or coming[-1] < queue[0]) else pop(queue)
            while True:
                servers = servers_of[at]
                started = reached
                if servers:
                    if servers[0] > started:
                        started = servers[0]
                    ended = started + work[at]
                    swap(servers, ended)
                else:
                    ended = started + work[at]
                all_ready[at], all_reached[at], all_started[at] = ready, reached, started
                if is_plain:
                    before, at = at, follows[at]
                    if at < 0:
                        break
                    if is_one:
                        ready = reached = ended + pause[at]
                    else:
                        ready, reached = _passed(ready, ended, pause[at], laid[clock_of[before]], laid[clock_of[at]])
                    if servers_of[at]:
                        push(queue, (ready, at, reached))
                        break
                    continue
                end = ended if is_one else _wall(ended, ready, laid[clock_of[at]])
                for other in later[at]:
                    since[other] = max(since[other], end)
                    needs[other] -= 1
                    if not needs[other]:
                        held = pause[other]
                        if is_one:
                            push(queue, (since[other] + held, other, since[other] + held))
                        else:
                            passed = _reached(since[other], held, laid[clock_of[other]])
                            push(queue, (passed[0], other, passed[1]))
                break


def _passed(ready: float, ended: float, pause: float, own: Hours, following: Hours) -> tuple[float, float]:
    """Return when a case is ready for its next step, of the wall and worked by that one's team, from the time worked that ends this one."""
    opens = own[2]
    hour = int(ended)
    if hour == ended:
        hour -= 1
    wall = opens[hour] + ended - hour
    if wall < ready:  # what takes no time is done at once, at night too
        wall = ready
    if own is not following:
        return _reached(wall, pause, following)
    if not pause:
        return wall, ended
    reached = ended + pause
    hour = int(reached)
    if hour == reached:
        hour -= 1
    return opens[hour] + reached - hour, reached


def _wall(ended: float, ready: float, own: Hours) -> float:
    """Return the time of the wall at which work ends; work that takes no time ends when it is ready."""
    hour = int(ended)
    if hour == ended:
        hour -= 1
    wall = own[2][hour] + ended - hour
    return max(wall, ready)


def _reached(wall: float, pause: float, hours: Hours) -> tuple[float, float]:
    """Return when a delay within the hours of a team is over, of the wall and worked."""
    before, is_open, opens = hours
    hour = int(wall)
    reached = before[hour] + (wall - hour) * is_open[hour]
    if not pause:
        return wall, reached
    reached += pause
    hour = int(reached)
    if hour == reached:
        hour -= 1
    return opens[hour] + reached - hour, reached
