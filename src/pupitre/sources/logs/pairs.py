"""The beginning and the end of steps, written on two lines, made one event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[Any]

BEGINS = frozenset(
    ("start", "started", "starts", "begin", "begun", "began", "beginning", "in", "début", "debut", "démarré", "démarrage", "lancé",
     "commencé", "beginn", "anfang", "gestartet", "inicio", "iniciado")
)  # fmt: skip
ENDS = frozenset(
    ("complete", "completed", "completes", "end", "ended", "ends", "finish", "finished", "stop", "stopped", "done", "out", "fin",
     "terminé", "achevé", "fini", "closed", "close", "ende", "beendet", "abgeschlossen", "completado", "finalizado")
)  # fmt: skip
OTHERS = frozenset(
    ("schedule", "scheduled", "assign", "assigned", "reassign", "reassigned", "suspend", "suspended", "resume", "resumed", "enable",
     "enabled", "withdraw", "withdrawn", "skip", "manualskip", "autoskip", "ate_abort", "pi_abort", "abort", "aborted", "planifié",
     "affecté", "suspendu", "repris", "annulé", "unknown")
)  # fmt: skip
"""Words of the life of a step that are neither its beginning nor its end."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Which lines stand for events once beginnings are folded into ends.

    Args:
        rows: Positions of the lines kept, in the order of the file.
        start: For each, when the step began; -1 when nothing says so.
        paired: Positions of ends whose beginning was found.
        alone: Positions of beginnings without an end, kept as events of no length. unbegun: Positions of ends without a beginning.
        left: Positions of lines that are neither, such as a step scheduled or withdrawn: they are left out.
    """

    rows: Numbers
    start: Numbers
    paired: Numbers
    alone: Numbers
    unbegun: Numbers
    left: Numbers


def is_paired(lifecycle: pa.Array) -> bool:
    """Whether a log writes the beginning of its steps beside their end."""
    words = {str(word).strip().lower() for word in pc.unique(lifecycle).to_pylist() if word}
    return bool(words & BEGINS) and bool(words & ENDS)


def is_lifecycle(words: Iterable[str | None]) -> bool:
    """Whether the different words of a column are those of the life of steps, beginnings and ends among them, and nothing else.

    >>> is_lifecycle(["START", "complete"]), is_lifecycle(["Start", "Approve", "End"])
    (True, False)
    """
    known = {str(word).strip().lower() for word in words if word}
    return bool(known & BEGINS) and bool(known & ENDS) and known <= BEGINS | ENDS | OTHERS


def ends_in(words: pa.Array) -> pa.Array:
    """Return where a column of the life of steps says that one ends."""
    return pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(words)), value_set=pa.array(sorted(ENDS), pa.string()))


def folded(step: Numbers, lifecycle: pa.Array, ts: Numbers) -> Folded:
    """Pair the beginnings and ends of each step, the first begun being the first ended.

    Args:
        step: Number of the case and step (and instance) of each line: only lines of one number are paired.
        lifecycle: What each line says of the step; a line that says nothing is an end.
        ts: When, in microseconds.

    Returns:
        What is kept; a line that is neither a beginning nor an end is left out when its log writes both.
    """
    coded = pc.utf8_lower(pc.utf8_trim_whitespace(pc.fill_null(lifecycle, "complete"))).dictionary_encode()
    words = coded.dictionary.to_pylist()
    signs = np.array([1 if word in BEGINS else -1 if word in ENDS else 0 for word in words] or [0], dtype=np.int64)
    sign = signs[coded.indices.to_numpy()]
    left = np.flatnonzero(sign == 0)
    used = np.flatnonzero(sign)
    order = used[np.lexsort((used, ts[used], step[used]))]
    group, moves = step[order], sign[order]
    first = np.r_[True, group[1:] != group[:-1]] if len(order) else np.zeros(0, dtype=bool)
    number = np.cumsum(first) - 1
    total = np.cumsum(moves)
    base = np.where(first, total - moves, 0)
    open_count = total - base[np.flatnonzero(first)][number] if len(order) else total
    # Each group stands below all those before it, so that one running minimum serves them all.
    fall = open_count - number * (2 * len(order) + 2)
    lowest = np.minimum.accumulate(np.minimum(fall, -number * (2 * len(order) + 2))) if len(order) else fall
    before = np.r_[0, lowest[:-1]] if len(order) else lowest
    floor = np.where(first, -number * (2 * len(order) + 2), before)
    is_unbegun = (moves < 0) & (fall < floor)
    begins = np.flatnonzero(moves > 0)
    ends = np.flatnonzero((moves < 0) & ~is_unbegun)
    of_begins, of_ends = _rank(number[begins]), _rank(number[ends])
    wide = len(order) + 1
    keys_begins, keys_ends = number[begins] * wide + of_begins, number[ends] * wide + of_ends
    at = np.searchsorted(keys_begins, keys_ends)
    start = np.full(len(order), -1, dtype=np.int64)
    start[ends] = ts[order[begins[at]]] if len(ends) else start[ends]
    met = np.zeros(len(begins), dtype=bool)
    met[at] = True
    alone = begins[~met]
    start[alone] = ts[order[alone]]
    kept = np.sort(np.concatenate([alone, np.flatnonzero(moves < 0)]).astype(np.int64))
    rows = order[kept]
    back = np.argsort(rows, kind="stable")
    met_ends, unbegun = np.sort(order[ends]), np.sort(order[np.flatnonzero(is_unbegun)])
    return Folded(rows[back], start[kept][back], met_ends, np.sort(order[alone]), unbegun, left)


def _rank(number: Numbers) -> Numbers:
    """Return the place of each line in its group, the lines of a group standing together."""
    if not len(number):
        return number
    first = np.r_[True, number[1:] != number[:-1]]
    starts = np.flatnonzero(first)
    return np.arange(len(number)) - np.repeat(starts, np.diff(np.r_[starts, len(number)]))
