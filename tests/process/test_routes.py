"""The map of some cases, counted from the paths they take, is the one counted from their events."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from pupitre.maths.process import measures
from pupitre.maths.process.encode import from_arrow
from pupitre.maths.process.filters import Filter, filtered
from pupitre.maths.process.routes import routed

PATHS = (("a", "b", "c"), ("a", "c"), ("a", "b", "b", "c"), ("b", "a", "d"), ("d",))


def rows(cases: int) -> pa.Table:
    """Return a log whose cases take five paths, one after another."""
    chance = np.random.default_rng(4)
    told = []
    for case in range(cases):
        path = PATHS[int(chance.integers(len(PATHS)))]
        told += [(f"c{case}", name, (case * 100 + place) * 1_000_000, "XY"[case % 2]) for place, name in enumerate(path)]
    return pa.table(dict(zip(("case", "activity", "ts", "side"), map(list, zip(*told, strict=True)), strict=True)))


def said(log):
    return (
        measures.counts(log),
        measures.flow(log, with_times=False).to_pylist(),
        measures.flow(log).to_pylist(),
        measures.starts(log).to_pylist(),
        measures.ends(log).to_pylist(),
        measures.variants(log, top=3).to_pylist(),
        measures.durations(log),
    )


@pytest.mark.parametrize(
    "which",
    [
        Filter(),
        Filter(since=4_000_000_000, until=9_000_000_000),
        Filter(attributes={"side": ("X",)}),
        Filter(activities=("b",), without=("d",)),
        Filter(paths=(("b", "b"),)),
        Filter(variants=2, attributes={"side": ("Y",)}),
        Filter(activities=("nowhere",)),
    ],
)
def test_a_filtered_map_is_the_same_with_and_without_the_paths(which):
    log = from_arrow(rows(200), attributes=("side",))
    both = routed(log)
    assert both.routes is not None
    assert said(filtered(both, which)) == said(filtered(log, which))
    assert {
        measures.flow(filtered(both, which), with_times=False).schema.field("count").type,
        measures.starts(both).schema.field("count").type,
    } == {pa.int64()}


def test_a_log_where_no_two_cases_go_alike_is_left_as_it_is():
    table = pa.table({"case": [f"c{n}" for n in range(9)], "activity": [f"a{n}" for n in range(9)], "ts": list(range(9))})
    assert routed(from_arrow(table)).routes is None
