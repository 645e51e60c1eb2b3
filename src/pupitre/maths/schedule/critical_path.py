"""The critical path: which tasks cannot be late without making the end late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pupitre.kernel import N_, InputError, Text
from pupitre.maths.schedule.network import Arc, Network
from pupitre.maths.schedule.passes import Minutes, backward, forward


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """Earliest and latest dates of every task, in working minutes after the start; arrays in the order of `keys`.

    Args:
        keys: The tasks.
        early_start: Earliest start. early_finish: Earliest finish.
        late_start: Latest start that keeps the end. late_finish: Latest finish that keeps it.
        total_float: Minutes a task may slip without moving the end.
        free_float: Minutes a task may slip without moving any other task.
        finish: The end of the whole.
    """

    keys: tuple[str, ...]
    early_start: Minutes
    early_finish: Minutes
    late_start: Minutes
    late_finish: Minutes
    total_float: Minutes
    free_float: Minutes
    finish: int

    @property
    def critical(self) -> tuple[str, ...]:
        """The tasks without float, in the order they start."""
        order = np.lexsort((self.early_finish, self.early_start))
        return tuple(self.keys[at] for at in order if self.total_float[at] == 0)


def critical_path(net: Network, durations: Mapping[str, int]) -> CriticalPath:
    """Return the earliest and latest dates of every task.

    Args:
        net: Tasks and links, in order.
        durations: Working minutes of each task.

    Raises:
        InputError: A task has no duration, or a negative one.

    Source:
        Kelley and Walker 1959; links other than finish-to-start after Elmaghraby and Kamburowski 1992. docs/methods/critical-path.md.
    """
    for key in net.keys:
        if durations.get(key, -1) < 0:
            raise InputError(
                Text(N_('The task "%(task)s" has no duration that can be used.'), task=key),
                mend=Text(N_("Give it a duration of zero or more.")),
            )
    lengths = np.array([[durations[key]] for key in net.keys], np.int64).reshape(len(net.keys), 1)
    starts, finishes, late_starts = (np.empty_like(lengths) for _ in range(3))
    forward(net.incoming, lengths, [None] * len(net.keys), starts=starts, finishes=finishes)
    end = finishes.max(axis=0, initial=0)
    backward(net.outgoing, lengths, end, starts=late_starts)
    free = [_free_float(arcs, at, starts, finishes, int(end[0])) for at, arcs in enumerate(net.outgoing)]
    return CriticalPath(
        net.keys,
        starts[:, 0],
        finishes[:, 0],
        late_starts[:, 0],
        (late_starts + lengths)[:, 0],
        (late_starts - starts)[:, 0],
        np.array(free, np.int64),
        int(end[0]),
    )


def _free_float(arcs: tuple[Arc, ...], task: int, starts: Minutes, finishes: Minutes, end: int) -> int:
    """Return the slack of the tightest link out of a task; up to the end when nothing waits for it."""
    slacks = [end - int(finishes[task, 0])]
    for arc in arcs:
        first = finishes if arc.kind[0] == "F" else starts
        second = finishes if arc.kind[1] == "F" else starts
        slacks.append(int(second[arc.task, 0]) - int(first[task, 0]) - arc.lag)
    return min(slacks)
