"""Which cases a filter keeps, and how much of a map is shown."""

from __future__ import annotations

import gc
from itertools import pairwise

import pyarrow as pa
import pytest

from pupitre.maths.process import encode, measures
from pupitre.maths.process.engine import duck
from pupitre.maths.process.filters import Filter, filtered, relevant
from pupitre.maths.process.log import Log

# Four cases: 1 and 2 take a, b, c; 3 takes a, c, b from Lyon; 4 takes a alone.
STEPS = {"1": "abc", "2": "abc", "3": "acb", "4": "a"}
PLACES = {"1": "Lyon", "2": "Pau", "3": "Lyon", "4": None}
UNITS = {"a": "north", "b": "south", "c": None}


@pytest.fixture(scope="module")
def log() -> Log:
    events = [(case, step, 100 * int(case) + place) for case, steps in STEPS.items() for place, step in enumerate(steps)]
    table = {
        "case": [event[0] for event in events],
        "activity": [event[1] for event in events],
        "ts": [event[2] for event in events],
        "unit": [UNITS[event[1]] for event in events],
        "place": [PLACES[event[0]] for event in events],
    }
    return encode.from_arrow(pa.table(table), attributes=("place",), engine=duck())


@pytest.mark.parametrize(
    ("which", "kept"),
    [
        (Filter(), "1234"),
        (Filter(since=200), "234"),
        (Filter(until=200), "1"),
        (Filter(since=200, until=400), "23"),
        (Filter(attributes={"place": ("Lyon",)}), "13"),
        (Filter(attributes={"place": ("Lyon", "Pau")}), "123"),
        (Filter(attributes={"colour": ("red",)}), ""),
        (Filter(activities=("b", "c")), "123"),
        (Filter(activities=("nowhere",)), ""),
        (Filter(without=("c",)), "4"),
        (Filter(without=("nowhere",)), "1234"),
        (Filter(paths=(("a", "b"),)), "12"),
        (Filter(paths=(("a", "c"), ("c", "b"))), "3"),
        (Filter(units=("south",)), "123"),
        (Filter(variants=1), "12"),
        (Filter(variants=2), "123"),
        (Filter(variants=1, without=("b",)), "4"),
        (Filter(variants=1, attributes={"place": ("Lyon",)}), "1"),
        (Filter(since=200, attributes={"place": ("Lyon",)}, activities=("c",)), "3"),
    ],
)
def test_a_filter_keeps_whole_cases(log: Log, which: Filter, kept: str) -> None:
    some = filtered(log, which)
    assert "".join(measures.lead_times(some).column("case").to_pylist()) == kept
    assert measures.counts(some)["events"] == sum(len(STEPS[case]) for case in kept)
    assert sum(measures.starts(some).column("count").to_pylist()) == len(kept)
    assert sum(path["count"] for path in measures.variants(some).to_pylist()) == len(kept)


def test_a_filtered_log_can_be_filtered_again_and_kept(log: Log) -> None:
    twice = filtered(filtered(log, Filter(activities=("b",))), Filter(since=200)).kept()
    assert {(way["from"], way["to"]): way["count"] for way in measures.flow(twice).to_pylist()} == {
        ("a", "b"): 1,
        ("b", "c"): 1,
        ("a", "c"): 1,
        ("c", "b"): 1,
    }


def test_what_a_filter_made_goes_with_the_filtered_log(log: Log) -> None:
    def tables() -> int:
        assert log.engine.duck is not None
        gc.collect()
        measures.counts(log)
        return len(log.engine.duck.execute("SHOW TABLES").fetchall())

    before = tables()
    some = filtered(log, Filter(variants=1)).kept()
    assert tables() > before
    del some
    assert tables() == before


FLOW = {("a", "b"): 90, ("b", "z"): 80, ("a", "c"): 9, ("c", "d"): 8, ("d", "z"): 9, ("b", "d"): 1, ("b", "b"): 3}


def shown(share: float) -> list[str]:
    table = pa.table(
        {
            "from": [pair[0] for pair in FLOW],
            "to": [pair[1] for pair in FLOW],
            "count": list(FLOW.values()),
        }
    )
    kept = relevant(table, {"a": 99}, pa.table({"activity": ["z"], "count": [89]}), share).to_pylist()
    return sorted(way["from"] + way["to"] for way in kept)


def test_the_whole_map_is_shown_when_all_is_asked_for() -> None:
    assert shown(1) == sorted(one + other for one, other in FLOW)


def test_the_strongest_way_alone_is_tied_to_the_end() -> None:
    assert shown(0) == ["ab", "bz"]


def test_an_activity_shown_is_reached_and_left() -> None:
    # 179 of 200 passages hold ac (tie with dz, by name), which is then led to the end through d.
    assert shown(0.89) == ["ab", "ac", "bz", "cd", "dz"]


def test_more_detail_takes_nothing_away() -> None:
    levels = [set(shown(share / 20)) for share in range(21)]
    assert all(one <= other for one, other in pairwise(levels))


def test_a_map_without_ways_stays_empty() -> None:
    empty = pa.table({"from": pa.array([], pa.string()), "to": pa.array([], pa.string()), "count": pa.array([], pa.int64())})
    assert relevant(empty, {}, {}, 0.5).num_rows == 0
