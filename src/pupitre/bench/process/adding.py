"""What one more hundredth of events costs, beside reading all of them again."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pupitre.bench.process import generate
from pupitre.bench.process.own import scan
from pupitre.maths.process import encode, measures
from pupitre.maths.process.append import appended
from pupitre.maths.process.engine import duck
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.handover import handovers_between_resources

SHARE = 0.01
T = TypeVar("T")


def adding(events: int, folder: Path, *, rounds: int) -> dict[str, object]:
    """Return what adding the last hundredth of a log costs: half of its events are of cases already begun.

    The measures are then counted again on the whole log, however it was made; that is told apart, and with it.
    """
    whole, known = folder / "whole.parquet", folder / "known.parquet"
    late = _cut(whole, known, events)
    full, more, again = Watch(), Watch(), Watch()
    differing = 0
    for _ in range(rounds):
        every = full(lambda: encode.from_scan(scan(str(whole)), engine=duck()))
        log = encode.from_scan(scan(str(known)), engine=duck())
        log = more(partial(appended, log, late))
        answers = again(partial(_answers, log))
        differing += answers != _answers(every)
        log.engine.close()
        every.engine.close()
    for path in (whole, known):
        path.unlink()
    return {
        "events": events,
        "added": late.num_rows,
        "full_cpu_seconds": round(full.median, 3),
        "append_cpu_seconds": round(more.median, 3),
        "measures_cpu_seconds": round(again.median, 3),
        "share": round(more.median / full.median, 4),
        "share_with_measures": round((more.median + again.median) / (full.median + again.median), 4),
        "is_same": not differing,
    }


class Watch:
    """The processor seconds of some work, done several times."""

    def __init__(self) -> None:
        self.spent: list[float] = []

    def __call__(self, work: Callable[[], T]) -> T:
        start = time.process_time()
        made = work()
        self.spent.append(time.process_time() - start)
        return made

    @property
    def median(self) -> float:
        return median(self.spent)


def _cut(whole: Path, known: Path, events: int) -> pa.Table:
    """Write a log, and the same without its late events: those of its last cases, and later ones of cases begun before."""
    generate.write(whole, events=events)
    table = pq.read_table(whole)
    cases = table.column("case").combine_chunks().dictionary_encode()
    number = cases.indices.to_numpy()
    last = np.full(len(cases.dictionary), -1)
    last[number] = np.arange(len(number))
    chance = np.random.default_rng(1)
    is_late = np.zeros(len(number), bool)
    some = chance.choice(len(last), size=int(events * SHARE / 2), replace=False) if events * SHARE / 2 < len(last) else np.arange(0)
    is_late[last[some]] = True
    new = chance.permutation(len(last))[: round(events * SHARE / 2 / generate.BY_CASE)]
    is_late |= np.isin(number, new)
    pq.write_table(pa.concat_tables([table.filter(pa.array(~is_late)), table.filter(pa.array(is_late))]), whole)
    pq.write_table(table.filter(pa.array(~is_late)), known)
    late = table.filter(pa.array(is_late))
    return late.append_column("ts", late.column("at").cast(pa.int64())).select(["case", "activity", "resource", "unit", "ts"])


def _answers(log: Log) -> list[object]:
    handed = handovers_between_resources(log).to_pylist()
    between = sorted((log.resources[one["from"]], log.resources[one["to"]], one["count"]) for one in handed)
    made = (measures.flow, measures.starts, measures.ends, measures.variants, measures.rework, measures.waiting, measures.lead_times)
    return [measures.counts(log), between, *(make(log).to_pydict() for make in made)]
