"""Logs that nobody hopes for are measured all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.maths.process import encode, measures
from pupitre.maths.process.engine import duck
from pupitre.maths.process.filters import Filter, filtered, relevant
from pupitre.maths.process.log import Log

ENGINE = duck()
EVERY = (measures.flow, measures.starts, measures.ends, measures.variants, measures.rework, measures.handovers, measures.waiting)


def log_of(**columns: object) -> Log:
    return encode.from_arrow(pa.table(columns), engine=ENGINE)


def test_a_hundred_thousand_activities_of_one_case_each_make_a_map() -> None:
    number = range(100_000)
    log = log_of(case=[str(at // 2) for at in number], activity=[f"step {at}" for at in number], ts=pa.array(number, pa.int64()))
    assert measures.counts(log)["activities"] == measures.counts(log)["events"] == 100_000
    flow = measures.flow(log)
    assert flow.num_rows == measures.starts(log).num_rows == 50_000
    assert relevant(flow, measures.starts(log), measures.ends(log), 0.1).num_rows == 5_000
    assert measures.variants(log, top=3).column("path").to_pylist()[0] == ["step 0", "step 1"]


def test_a_case_of_a_hundred_thousand_events_is_one_path() -> None:
    log = log_of(case=["1"] * 100_000, activity=["a"] * 100_000, ts=pa.array(range(100_000), pa.int64()))
    assert measures.rework(log).to_pylist() == [{"activity": "a", "cases": 1, "repeats": 99_999}]
    assert measures.variants(log).column("count").to_pylist() == [1]


def test_everything_at_one_moment_takes_no_time() -> None:
    log = log_of(case=["1", "2"] * 500, activity=["a", "b", "b", "a"] * 250, ts=[7] * 1000)
    assert measures.durations(log) == {"median": 0, "mean": 0, "p90": 0}
    assert {way["p95_s"] for way in measures.flow(log).to_pylist()} == {0}


def test_dates_of_1948_are_counted_backwards_from_1970() -> None:
    then = int(datetime(1948, 5, 3, tzinfo=UTC).timestamp() * 1_000_000)  # a Monday
    log = log_of(case=["1", "1", "2"], activity=["a", "b", "a"], ts=[0, then, 5])
    assert measures.variants(log).to_pylist() == [{"path": ["b", "a"], "count": 1}, {"path": ["a"], "count": 1}]
    assert measures.durations(log)["mean"] == -then / 2e6
    weeks = measures.throughput(log)
    assert weeks.column("at").to_pylist()[0] == then
    assert weeks.num_rows == 1131
    assert measures.counts(filtered(log, Filter(until=then + 1)))["cases"] == 1


def test_nobody_is_known_and_nothing_breaks() -> None:
    columns = {"case": ["1", "1"], "activity": ["a", "b"], "ts": [1, 2]}
    empty = {name: pa.nulls(2, pa.string()) for name in ("resource", "unit")}
    log = log_of(**columns, **empty, start=pa.nulls(2, pa.int64()), cost=pa.nulls(2, pa.float64()))
    assert measures.handovers(log).num_rows == 0
    assert not log.has_start
    assert all(make(log).num_rows >= 0 for make in EVERY)


def test_names_may_hold_anything() -> None:
    name = """it's "100 %" ; DROP TABLE x -- é\n中"""
    rows = pa.table({"case": [name], "activity": [name], "ts": [1], "unit": [name], name: [name]})
    log = encode.from_arrow(rows, attributes=(name,), engine=ENGINE)
    assert measures.starts(log).column("activity").to_pylist() == [name]
    assert measures.counts(filtered(log, Filter(attributes={name: (name,)}, activities=(name,), units=(name,))))["cases"] == 1


def test_rows_read_once_only_give_the_same_log() -> None:
    rows = pa.table({"case": ["1", "2", "1"], "activity": ["a", "a", "b"], "ts": [3, 2, 3], "place": [None, "Pau", "Lyon"]})
    assert ENGINE.duck is not None
    ENGINE.duck.register("rows_read_once", rows)
    scan = encode.Scan("SELECT * FROM rows_read_once", tuple(rows.column_names))
    once = encode.from_scan(scan, attributes=("place",), engine=ENGINE)
    every = encode.from_arrow(rows, attributes=("place",), engine=ENGINE)
    assert once.rows(once.steps).sort_by("ts") == every.rows(every.steps).sort_by("ts")
    assert once.rows(once.facts) == every.rows(every.facts)
    assert every.rows(every.facts).column("place").to_pylist() == ["Lyon", "Pau"]


def test_a_log_on_disk_gives_the_same_answers_and_leaves_nothing() -> None:
    rows = pa.table({"case": [str(at % 50) for at in range(1000)], "activity": ["a", "b", "c", "d"] * 250, "ts": range(1000)})
    engine = duck(is_on_disk=True, memory="200MB")
    assert engine.folder is not None
    folder = Path(engine.folder.name)
    one, other = encode.from_arrow(rows, engine=engine), encode.from_arrow(rows, engine=ENGINE)
    assert [make(one) for make in EVERY] == [make(other) for make in EVERY]
    assert folder.exists()
    engine.close()
    assert not folder.exists()


BEGUN = st.tuples(st.sampled_from("pqr"), st.sampled_from("ab"), st.integers(-20, 20), st.none() | st.integers(-40, 40))


@given(st.lists(BEGUN, min_size=1, max_size=12))
@settings(max_examples=8, deadline=None)
def test_begins_after_their_end_and_steps_that_overlap_make_no_negative_time(events: list[tuple[str, str, int, int | None]]) -> None:
    kinds = {"case": pa.string(), "activity": pa.string(), "ts": pa.int64(), "start": pa.int64()}
    columns = {name: pa.array(values, kinds[name]) for name, values in zip(kinds, zip(*events, strict=True), strict=True)}
    found = measures.waiting(log_of(**columns))
    if all(begin is None for *_, begin in events):
        assert found.column("touch_s").null_count == found.num_rows
        return
    waits: dict[str, list[int]] = {name: [] for _, name, _, _ in events}
    for case in {case for case, *_ in events}:
        done = sorted((event for event in events if event[0] == case), key=lambda event: event[2])
        for one, other in pairwise(done):
            waits[other[1]].append(max(0, (other[2] if other[3] is None else other[3]) - one[2]))
    told = {row["activity"]: row for row in found.to_pylist()}
    for name, values in waits.items():
        work = [max(0, end - begin) for _, activity, end, begin in events if activity == name and begin is not None]
        if values or work:
            row = told[name]
            assert (row["count"], row["wait_s"] or 0) == (len(values), pytest.approx(sum(values) / 1e6))
            assert (row["touch_s"] or 0) == pytest.approx(sum(work) / 1e6)
