"""When a network of uncertain tasks is likely to end, by simulation in whole minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.kernel import N_, InputError, Text
from pupitre.maths.schedule.network import Arc, Network
from pupitre.maths.schedule.passes import Minutes, backward, forward
from pupitre.maths.streams import stream

LONGEST = 2**24
"""Longest task, in minutes (about 134 years): up to there a 32-bit fraction tells every minute."""

MEMORY = 60 * 2**20
"""Bytes that one block of draws may use."""

TOGETHER = 16
"""Tasks drawn together."""

ThreePoint = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Simulation:
    """What the draws say.

    Args:
        finish: The end of each draw, working minutes after minute 0, in the order of the draws.
        criticality: Per task, the share of the draws in which it has no float at all; 0 for a finished one.
    """

    finish: npt.NDArray[np.int64]
    criticality: Mapping[str, float]


def simulate(
    net: Network,
    estimates: Mapping[str, ThreePoint],
    *,
    seed: int,
    scope: str,
    draws: int = 10_000,
    started: Mapping[str, int] | None = None,
    done: frozenset[str] = frozenset(),
    shared: float = 0.0,
    progress: Callable[[int], None] | None = None,
) -> Simulation:
    """Draw the durations, and see when the whole ends.

    Each task has its own stream of numbers, named by the seed, the scope and its key: the result does not depend on the order of
    the tasks or on how draws are cut into blocks, and a task that is added leaves the others' draws alone.

    Args:
        net: Tasks and links, in order.
        estimates: Shortest, likely, longest duration in working minutes; for a task under way, from its start.
        seed: Seed of the run.
        scope: What the tasks belong to, such as the project's key.
        draws: How many times the durations are drawn, at least once.
        started: The minute at which tasks under way or done did start (negative before minute 0); the others start at 0 or later.
        done: Tasks that are done: they keep their likely duration and hold nobody back any more than they did.
        shared: Share of the luck of each task that is the luck of all: with it, two tasks are correlated by its square.
        progress: Called with the number of draws done, after each block.

    Raises:
        InputError: An estimate is missing, out of order or over the longest duration.

    Source:
        Van Slyke 1963 (simulation of project networks and criticality index); docs/methods/schedule-simulation.md.
    """
    started = started or {}
    points = [_checked(key, estimates.get(key)) for key in net.keys]
    pinned = [started.get(key) for key in net.keys]
    incoming, outgoing = _without_the_past(net, pinned, done)
    width = np.int32 if _fits(net, points, pinned) else np.int64
    size = max(min(draws, MEMORY // (3 * np.dtype(width).itemsize * max(len(net.keys), 1))), 1)
    space = np.empty((3, len(net.keys), size), width)
    luck = _luck(net, points, done, seed=seed, scope=scope, shared=shared)
    sure = sorted(set(range(len(points))) - set(luck.drawn))
    ends: list[npt.NDArray[np.int64]] = []
    counts = np.zeros(len(net.keys), np.int64)
    for start in range(0, draws, size):
        durations, starts, finishes = (part[:, : min(size, draws - start)] for part in space)
        for at in sure:
            durations[at].fill(points[at][1])
        _draw(luck, durations)
        forward(incoming, durations, pinned, starts=starts, finishes=finishes)
        end = finishes.max(axis=0, initial=0)
        backward(outgoing, durations, end, starts=finishes)
        ends.append(end.astype(np.int64))
        counts += np.count_nonzero(finishes == starts, axis=1)
        if progress:
            progress(start + len(end))
    shares = {key: 0.0 if key in done else int(counts[at]) / draws for at, key in enumerate(net.keys)}
    return Simulation(np.concatenate(ends), shares)


def quantile(values: npt.NDArray[np.int64], p: float) -> int:
    """Return the smallest of the values that at least a share `p` of them does not pass.

    >>> quantile(np.array([4, 1, 3, 2], np.int64), 0.5)
    2
    """
    rank = max(int(np.ceil(round(p * len(values), 9))), 1)
    return int(np.partition(values, rank - 1)[rank - 1])


def triangular(points: npt.NDArray[np.int64], fractions: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the durations that triangular distributions have at given fractions of their draws.

    Args:
        points: One row per task: shortest, likely and longest, in minutes, the first below the last.
        fractions: One row per task: uniform fractions on [0, 1); overwritten.

    Returns:
        Durations in whole minutes, shaped as `fractions`.
    """
    low, likely, high = (points[:, at : at + 1] for at in range(3))
    span = high - low
    turn = ((likely - low) / span).astype(np.float32)
    # Both sides of the likely value at once, each held at it where the other speaks: a choice per draw would cost far more.
    rise = np.minimum(fractions, turn)
    rise *= (span * (likely - low)).astype(np.float32)
    np.sqrt(rise, out=rise)
    fall = np.maximum(fractions, turn, out=fractions)
    np.subtract(np.float32(1), fall, out=fall)
    fall *= (span * (high - likely)).astype(np.float32)
    np.sqrt(fall, out=fall)
    rise -= fall
    rise += (low + high - likely).astype(np.float32)
    return np.rint(rise, out=rise)


def _checked(key: str, points: ThreePoint | None) -> ThreePoint:
    if points is None or not 0 <= points[0] <= points[1] <= points[2] < LONGEST:
        raise InputError(
            Text(N_('The three durations of the task "%(task)s" cannot be used.'), task=key),
            mend=Text(N_("Give a shortest, a likely and a longest duration, in that order.")),
        )
    return points


def _without_the_past(
    net: Network, pinned: list[int | None], done: frozenset[str]
) -> tuple[tuple[tuple[Arc, ...], ...], tuple[tuple[Arc, ...], ...]]:
    """Drop the links that can no longer hold: those to the start of a task that has started, all of those to one that is done."""

    def holds(arc: Arc, after: int) -> bool:
        return net.keys[after] not in done and (pinned[after] is None or arc.kind[1] == "F")

    incoming = tuple(tuple(arc for arc in arcs if holds(arc, at)) for at, arcs in enumerate(net.incoming))
    outgoing = tuple(tuple(arc for arc in arcs if holds(arc, arc.task)) for arcs in net.outgoing)
    return incoming, outgoing


def _fits(net: Network, points: list[ThreePoint], pinned: list[int | None]) -> bool:
    """Tell whether no date can pass what 32 bits hold."""
    lags = sum(abs(arc.lag) for arcs in net.incoming for arc in arcs)
    return sum(p[2] for p in points) + lags + sum(abs(at or 0) for at in pinned) < 2**30


@dataclass(frozen=True, slots=True)
class _Luck:
    """The uncertain tasks (`drawn`, by position), their three points, their numbers, and the numbers common to all."""

    drawn: list[int]
    shapes: npt.NDArray[np.int64]
    streams: list[np.random.Generator]
    common: np.random.Generator
    shared: float


def _luck(net: Network, points: list[ThreePoint], done: frozenset[str], *, seed: int, scope: str, shared: float) -> _Luck:
    """Give its numbers to each task still open whose duration is uncertain."""
    drawn = [at for at, key in enumerate(net.keys) if key not in done and points[at][0] < points[at][2]]
    streams = [stream(seed, "task", f"{scope}/{net.keys[at]}") for at in drawn]
    shapes = np.array([points[at] for at in drawn], np.int64).reshape(-1, 3)
    return _Luck(drawn, shapes, streams, stream(seed, "schedule", scope), shared)


def _draw(luck: _Luck, out: Minutes) -> None:
    """Write the next durations of the uncertain tasks, a few tasks at a time so that they stay in the processor's memory."""
    fractions = np.empty((TOGETHER, out.shape[1]), np.float32)
    common = luck.common.random(out.shape[1], np.float32) if luck.shared else None
    for first in range(0, len(luck.drawn), TOGETHER):
        some = slice(first, first + TOGETHER)
        part = fractions[: len(luck.drawn[some])]
        for row, numbers in zip(part, luck.streams[some], strict=True):
            numbers.random(dtype=np.float32, out=row)
        if common is not None:
            # One number says both whether the luck is common and, if not, the task's own: it stays uniform.
            own = (part - np.float32(luck.shared)) / np.float32(1 - luck.shared)
            np.copyto(part, np.where(part < np.float32(luck.shared), common, own))
        for task, durations in zip(luck.drawn[some], triangular(luck.shapes[some], part), strict=True):
            np.copyto(out[task], durations, casting="unsafe")
