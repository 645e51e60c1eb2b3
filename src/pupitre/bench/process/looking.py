"""How long the map and the figures of some cases take, the log being in memory: asked of the engine, of the index, and through HTTP."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from pupitre.bench.process import generate
from pupitre.bench.process.own import scan
from pupitre.bench.process.served import through_http
from pupitre.maths.process import encode, measures
from pupitre.maths.process.engine import duck
from pupitre.maths.process.filters import Filter, filtered, relevant
from pupitre.maths.process.index import Index, Some, chosen, indexed
from pupitre.maths.process.log import Log
from pupitre.maths.process.routes import routed

LOOKS = 60


def looking(path: Path) -> dict[str, object]:
    """Return quantiles of the time from a filter to the map and the figures, over filters of every sort.

    With the engine, `timed_` means times on the map; the index always tells them.
    """
    read = scan(str(path))
    more = encode.Scan(read.sql.replace("SELECT ", "SELECT country, kind, ", 1), (*read.columns, "country", "kind"), is_columnar=True)
    log = routed(encode.from_scan(more, attributes=("country", "kind"), engine=duck()))
    told: dict[str, object] = {"looks": LOOKS}
    told |= _timed(log, lambda which: _look(log, which, with_times=False))
    told |= {f"timed_{at}": value for at, value in _timed(log, lambda which: _look(log, which, with_times=True)).items()}
    start, used = time.perf_counter(), time.process_time()
    index = indexed(log)
    assert index is not None
    told |= {"index_s": round(time.perf_counter() - start, 1), "index_cpu_s": round(time.process_time() - used, 1)}
    told["index_bytes_per_event"] = round(index.nbytes / measures.counts(log)["events"], 1)
    told |= {f"index_{at}": value for at, value in _timed(log, lambda which: _glance(index, log, which)).items()}
    log.engine.close()
    return told | through_http(path)


def _timed(log: Log, look: Callable[[Filter], int]) -> dict[str, object]:
    """Return quantiles of the time that each filter takes, and the share of the events that half of them keep."""
    every, wall, cpu, kept = look(Filter()), [], [], []
    for which in _filters(log):
        start, used = time.perf_counter(), time.process_time()
        kept.append(look(which))
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - used)
    both = {"wall": wall, "cpu": cpu}
    told = {f"{clock}_p{at}_ms": round(float(np.quantile(times, at / 100)) * 1000) for clock, times in both.items() for at in (50, 95)}
    return told | {"kept_share_median": round(float(np.median(kept)) / every, 3)}


def _glance(index: Index, log: Log, which: Filter) -> int:
    """Work out what the page of a process shows from the index, times on the map, waits and paths included."""
    some = Some(index, chosen(index, log, which))
    flow = some.flow()
    relevant(flow, some.starts(), some.ends(), 0.85)
    some.durations()
    some.waiting()
    some.variants()
    return some.counts()["events"]


def _look(log: Log, which: Filter, *, with_times: bool) -> int:
    """Work out what the page of a process shows: the map, its main ways, the figures; return how many events are kept."""
    some = filtered(log, which)
    counts, flow = measures.counts(some), measures.flow(some, with_times=with_times)
    relevant(flow, measures.starts(some), measures.ends(some), 0.85)
    measures.durations(some)
    return counts["events"]


def _filters(log: Log) -> Iterator[Filter]:
    """Give filters of every sort, wide and narrow ones."""
    chance = random.Random(1)
    told = measures.counts(log)
    first, last = told["first"], told["last"]
    for _ in range(LOOKS):
        since = first + int(chance.random() * 0.8 * (last - first))
        yield chance.choice(
            (
                Filter(since=since),
                Filter(since=since, until=since + (last - first) // 8),
                Filter(attributes={"country": tuple(chance.sample(generate.COUNTRIES, 3))}),
                Filter(attributes={"country": ("FR",), "kind": (chance.choice(generate.KINDS),)}),
                Filter(activities=(chance.choice(log.activities),)),
                Filter(without=(chance.choice(("Block invoice", "Return goods", "Remind")),)),
                Filter(paths=(("Create order", "Approve order"),)),
                Filter(variants=chance.choice((1, 5, 20, 200))),
                Filter(since=since, attributes={"kind": ("Service", "Tooling")}, without=("Change price",)),
            )
        )
