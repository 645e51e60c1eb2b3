"""Faults of the log of a process: counted, never mended in silence."""

from __future__ import annotations

import json
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.processes.analysis.logs import is_placed, is_placeholder, of_process
from pupitre.maths.process.log import Log


def defects(events: pa.Table, process: str, log: Log, on: date) -> dict[str, int]:
    """Return how many events of a process each kind of fault concerns; kinds without any are left out.

    Args:
        events: The table of events. process: The key of the process. log: Its log, without the events that cannot be placed.
        on: The day judged: later moments cannot be true.
    """
    mine = of_process(events, process)
    found = {
        "absurd_moment": _count(pc.invert(is_placed(mine.column("at"), on))),
        "begin_after_end": _count(pc.greater(mine.column("start"), mine.column("at"))),
        "repeated": _count(pc.greater(mine.column("copy"), 0)),
        "same_moment": _same_moment(log),
        "placeholder": _placeholders(mine),
    }
    for kind, name in (("no_resource", "resource"), ("no_unit", "unit")):
        column = mine.column(name)
        # A log that never says it has no such column; one that says it here and there has holes.
        found[kind] = column.null_count if column.null_count < len(column) else 0
    return {kind: count for kind, count in found.items() if count}


def _count(which: pa.ChunkedArray) -> int:
    return int(pc.sum(pc.cast(pc.fill_null(which, False), pa.int64())).as_py() or 0)


def _same_moment(log: Log) -> int:
    """Return how many events come at the moment of the one before them in their case."""
    steps = log.steps
    return int(log.rows(steps.filter(steps.to_ts == steps.ts).count().as_table()).column(0)[0].as_py() or 0)


def _placeholders(mine: pa.Table) -> int:
    """Return how many events name a step, or say something else of their own, by a text that stands for nothing."""
    hit = pa.chunked_array([pa.repeat(False, mine.num_rows)])
    for name in ("activity", "extra"):
        encoded = mine.column(name).combine_chunks().dictionary_encode()
        marks = [_holds_placeholder(text, name) for text in encoded.dictionary.to_pylist()]
        taken = pa.array(marks, pa.bool_()).take(encoded.indices)
        hit = pc.or_(hit, pc.fill_null(pa.chunked_array([taken]), False))
    return _count(hit)


def _holds_placeholder(text: str, column: str) -> bool:
    if column == "activity":
        return is_placeholder(text)
    said = json.loads(text)
    return isinstance(said, dict) and any(isinstance(value, str) and is_placeholder(value) for value in said.values())
