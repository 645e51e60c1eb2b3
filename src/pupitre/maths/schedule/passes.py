"""The two passes of the critical path method, over one or many draws of the durations at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pupitre.maths.schedule.network import Arc

Minutes = npt.NDArray[np.int32] | npt.NDArray[np.int64]
"""Working minutes, one row per task and one column per draw."""


def forward(
    incoming: Sequence[Sequence[Arc]], durations: Minutes, pinned: Sequence[int | None], *, starts: Minutes, finishes: Minutes
) -> None:
    """Work out the earliest starts and finishes.

    Args:
        incoming: Per task, in order, what it waits for.
        durations: Per task and draw. The duration of a pinned task that must wait to finish is lengthened in place.
        pinned: Per task, the minute at which it did start, or None when it is still to start (then at minute 0 or later).
        starts: Where the earliest starts are written. finishes: Where the earliest finishes are; both shaped as `durations`.
    """
    scratch = np.empty_like(durations[:1]).reshape(-1)
    for task, arcs in enumerate(incoming):
        start, finish, duration = starts[task], finishes[task], durations[task]
        at = pinned[task]
        start.fill(0 if at is None else at)
        waits_to_finish = False
        for arc in arcs:
            if arc.kind in ("FS", "SS"):
                bound = finishes[arc.task] if arc.kind == "FS" else starts[arc.task]
                np.maximum(start, np.add(bound, arc.lag, out=scratch) if arc.lag else bound, out=start)
            else:
                waits_to_finish = True
        np.add(start, duration, out=finish)
        if waits_to_finish:
            for arc in arcs:
                if arc.kind in ("FF", "SF"):
                    bound = finishes[arc.task] if arc.kind == "FF" else starts[arc.task]
                    np.maximum(finish, np.add(bound, arc.lag, out=scratch), out=finish)
            if at is None:
                np.subtract(finish, duration, out=start)
            else:
                np.subtract(finish, start, out=duration)


def backward(outgoing: Sequence[Sequence[Arc]], durations: Minutes, end: Minutes, *, starts: Minutes) -> None:
    """Work out the latest starts that keep the end of each draw; the latest finish is the latest start plus the duration.

    Args:
        outgoing: Per task, in order, what waits for it.
        durations: Per task and draw, as the forward pass left them.
        end: The end of each draw.
        starts: Where the latest starts are written, shaped as `durations`.
    """
    scratch = np.empty_like(durations[:1]).reshape(-1)
    for task in range(len(outgoing) - 1, -1, -1):
        start, duration = starts[task], durations[task]
        np.subtract(end, duration, out=start)
        for arc in outgoing[task]:
            # The latest start of this task: its own duration earlier where the link leaves its finish.
            bound = starts[arc.task]
            if arc.kind[1] == "F":
                bound = np.add(bound, durations[arc.task], out=scratch)
            if arc.lag:
                bound = np.subtract(bound, arc.lag, out=scratch)
            if arc.kind[0] == "F":
                bound = np.subtract(bound, duration, out=scratch)
            np.minimum(start, bound, out=start)
