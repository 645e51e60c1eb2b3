"""Every measure of a log, against the long way, on small logs of every sort."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.process.measures.brute import Event, measured, rows

from pupitre.maths.process import encode, measures
from pupitre.maths.process.engine import Engine, duck
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.flow import portable, timed
from pupitre.maths.process.measures.handover import handovers_between_resources

NAMES = ("a", "b", "c", "d")


ONE = duck()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return ONE


def log_of(events: list[Event], engine: Engine) -> Log:
    return encode.from_arrow(rows(events), engine=engine)


def ours(log: Log) -> dict[str, Any]:
    """The measures in the shape of the long way."""
    counts, lasts = measures.counts(log), measures.durations(log)
    paths = measures.variants(log, top=10_000).to_pylist()
    between = handovers_between_resources(log).to_pylist()
    return {
        "counts": (counts["cases"], counts["events"], counts["activities"]),
        "flow": {(e["from"], e["to"]): (e["count"], e["mean_s"], e["median_s"], e["p95_s"]) for e in measures.flow(log).to_pylist()},
        "variants": {tuple(path["path"]): path["count"] for path in paths},
        "starts": {one["activity"]: one["count"] for one in measures.starts(log).to_pylist()},
        "ends": {one["activity"]: one["count"] for one in measures.ends(log).to_pylist()},
        "durations": (lasts["median"], lasts["mean"], lasts["p90"]),
        "rework": {one["activity"]: (one["cases"], one["repeats"]) for one in measures.rework(log).to_pylist()},
        "handovers": {(log.resources[e["from"]], log.resources[e["to"]]): e["count"] for e in between},
        "waits": {one["activity"]: (one["count"], one["wait_s"]) for one in measures.waiting(log).to_pylist()},
    }


def assert_same(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        if isinstance(value, dict):
            assert {k: pytest.approx(v, rel=1e-9, abs=1e-6) for k, v in value.items()} == found[name], name
        else:
            assert found[name] == pytest.approx(value, rel=1e-9, abs=1e-6), name


event = st.tuples(
    st.sampled_from(("1", "2", "3", "10")),
    st.sampled_from(NAMES),
    st.integers(-10, 10).map(lambda at: at * 1_000_000),
    st.sampled_from(("x", "y", None)),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(event, min_size=1, max_size=30))
def test_every_measure_is_that_of_the_long_way(events: list[Event]) -> None:
    assert_same(ours(log_of(events, ONE)), measured(events))


@settings(max_examples=6, deadline=None)
@given(st.lists(event, min_size=1, max_size=30))
def test_an_engine_that_knows_no_path_beforehand_answers_alike(events: list[Event]) -> None:
    log = log_of(events, ONE)
    assert_same(ours(replace(log, cases=None)), measured(events))
    assert measures.variants(replace(log, cases=None)) == measures.variants(log)


def test_the_query_of_its_own_gives_the_map_of_the_expression(engine: Engine) -> None:
    chance = random.Random(5)
    events = [(str(chance.randrange(300)), chance.choice(NAMES), chance.randrange(10**12), None) for _ in range(5000)]
    log = log_of(events, engine)
    keys = ["aid", "to_aid"]
    own = timed(log).sort_by([(key, "ascending") for key in keys])
    plain = log.rows(portable(log)).sort_by([(key, "ascending") for key in keys])
    assert own.select([*keys, "count"]) == plain.select([*keys, "count"])
    for name in ("mean_s", "median_s", "p95_s"):
        assert own.column(name).to_pylist() == pytest.approx(plain.column(name).to_pylist(), rel=1e-12)


def test_events_of_one_moment_keep_the_order_of_the_file(engine: Engine) -> None:
    steps = [f"step {at:03}" for at in range(200)]
    random.Random(1).shuffle(steps)
    log = log_of([(case, step, 0, None) for step in steps for case in ("1", "2")], engine)
    assert measures.variants(log).to_pylist() == [{"path": steps, "count": 2}]


def test_cases_of_one_event_have_no_way_and_no_duration(engine: Engine) -> None:
    log = log_of([(str(at), "a", at * 1_000_000, None) for at in range(3000)], engine)
    assert measures.counts(log) == {"cases": 3000, "events": 3000, "activities": 1, "first": 0, "last": 2_999_000_000}
    assert measures.flow(log).num_rows == measures.waiting(log).num_rows == measures.rework(log).num_rows == 0
    assert measures.durations(log) == {"median": 0, "mean": 0, "p90": 0}


def test_a_log_without_events_is_measured(engine: Engine) -> None:
    log = log_of([], engine)
    assert set(measures.counts(log).values()) == {0}
    assert measures.variants(log).num_rows == measures.flow(log).num_rows == measures.starts(log).num_rows == 0
    assert measures.durations(log) == {"median": None, "mean": None, "p90": None}


def test_rows_that_cannot_be_placed_are_left_out(engine: Engine) -> None:
    table = rows([("1", "a", 0, None), ("1", "b", 1, None)])
    for at, column in enumerate(("case", "activity", "ts")):
        field = table.schema.field(column)
        table = pa.concat_tables([table, table.slice(0, 1).set_column(at, field, pa.nulls(1, field.type))])
    assert measures.counts(encode.from_arrow(table, engine=engine))["events"] == 2


def test_the_most_frequent_paths_come_first_then_by_the_name_of_their_first_case(engine: Engine) -> None:
    steps = {"z": ("a", 3), "b": ("b", 1), "c": ("c", 1), "a": ("d", 2), "y": ("a", 9)}
    log = log_of([(case, activity, at, None) for case, (activity, at) in steps.items()], engine)
    assert [path["path"] for path in measures.variants(log).to_pylist()] == [["a"], ["d"], ["b"], ["c"]]
    assert [path["path"] for path in measures.variants(log, top=2).to_pylist()] == [["a"], ["d"]]
    assert measures.variants(log, top=1).schema.metadata == {b"total_variants": b"4", b"total_cases": b"5"}


def test_the_same_steps_in_another_order_are_another_path(engine: Engine) -> None:
    orders = list(permutations(("a", "b", "c", "d", "e")))
    log = log_of([(f"{at:03}", step, place, None) for at, order in enumerate(orders) for place, step in enumerate(order)], engine)
    for one in (log, replace(log, cases=None)):
        assert {tuple(path["path"]) for path in measures.variants(one, top=200).to_pylist()} == set(orders)


def test_begins_split_waiting_from_work(engine: Engine) -> None:
    seconds = {"ts": [10, 30, 40, 50], "start": [4, 25, 20, None]}
    table = pa.table(
        {"case": ["1"] * 4, "activity": list("abcb"), **{name: [at and at * 1_000_000 for at in all_] for name, all_ in seconds.items()}}
    )
    waits = measures.waiting(encode.from_arrow(table, engine=engine))
    assert waits.schema.field("wait_s").type == waits.schema.field("touch_s").type == pa.float64()
    # b waits 15 s, then 10 s (its begin is unknown: all the time since the step before); c began before b had ended: no wait.
    assert waits.to_pylist() == [
        {"activity": "b", "count": 2, "wait_s": 25, "wait_mean_s": 12.5, "touch_s": 5},
        {"activity": "c", "count": 1, "wait_s": 0, "wait_mean_s": 0, "touch_s": 20},
        {"activity": "a", "count": 0, "wait_s": None, "wait_mean_s": None, "touch_s": 6},
    ]
