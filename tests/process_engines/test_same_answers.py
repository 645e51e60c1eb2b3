"""A log that stays on the company's engine gives the figures that DuckDB gives."""

from __future__ import annotations

import os
from dataclasses import replace

import pyarrow as pa
import pytest

from pupitre.bench.process_engines import differences, generated, here, measured, put, there
from pupitre.kernel import InputError
from pupitre.maths.process import measures
from pupitre.maths.process.remote import log_of, processes


@pytest.fixture(scope="session")
def server(engine):
    return os.environ["PUPITRE_DATABASE_URL"] if engine == "postgresql" else "local[2]"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("events")


def test_every_answer_is_that_of_duckdb(engine, server, folder):
    rows, attributes = generated(3000, seed=7)
    url = put(engine, server, rows, attributes, folder / "every.parquet")
    ours, _ = measured(lambda: here(rows, attributes), 1)
    theirs, _ = measured(lambda: there(url), 1)
    assert differences(ours, theirs) == []


def test_a_log_with_the_least_it_needs_is_measured_too(engine, server, folder):
    rows = pa.table({"case": ["1", "1", "2"], "activity": ["a", "b", "a"], "ts": [0, 1_500_001, -500_000]})
    log = there(put(engine, server, rows, (), folder / "least.parquet"))
    assert measures.counts(log) == {"cases": 2, "events": 3, "activities": 2, "first": -500_000, "last": 1_500_001}
    assert measures.flow(log).column("mean_s").to_pylist() == [pytest.approx(1.500001, rel=1e-12)]
    assert measures.waiting(log).column("touch_s").to_pylist() == [None]
    log.engine.close()


def test_persons_stay_numbers(engine, server, folder):
    rows = pa.table({"case": ["1", "1"], "activity": ["a", "b"], "ts": [0, 1], "resource": ["Mme Abadie", "M. Diaz"]})
    log = there(put(engine, server, rows, (), folder / "persons.parquet"))
    assert log.resources == ()
    assert sorted(log.rows(log.steps.select("rid")).column("rid").to_pylist()) == [0, 1]
    log.engine.close()


def test_one_process_of_a_table_is_told_from_the_others(engine, server, folder):
    rows = pa.table(
        {"case": ["1", "2", "3", "4"], "activity": list("abca"), "ts": [0, 1, 2, 3], "flow": ["buy", "sell", "buy", None]},
    )
    url = put(engine, server, rows, ("flow",), folder / "several.parquet").replace("process_key=several", "process=flow")
    assert processes(url) == ("buy", "sell")
    log = log_of(url, "buy")
    assert log.activities == ("a", "c")
    assert measures.lead_times(log).column("case").to_pylist() == ["1", "3"]
    log.engine.close()


def test_rows_that_cannot_be_placed_are_left_out(engine, server, folder):
    rows = pa.table(
        {
            "case": pa.array(["1", None, "1", "1"]),
            "activity": pa.array(["a", "a", None, "b"]),
            "ts": pa.array([0, 1, 2, None], pa.int64()),
        }
    )
    log = there(put(engine, server, rows, (), folder / "unplaced.parquet"))
    assert measures.counts(log)["events"] == 1
    log.engine.close()


def test_a_table_without_rows_is_a_log_without_cases(engine, server, folder):
    rows = pa.table({"case": pa.array([], pa.string()), "activity": pa.array([], pa.string()), "ts": pa.array([], pa.int64())})
    log = there(put(engine, server, rows, (), folder / "none.parquet"))
    assert measures.counts(log)["cases"] == 0
    assert (measures.flow(log).num_rows, measures.variants(log).num_rows, measures.durations(log)["median"]) == (0, 0, None)
    log.engine.close()


def test_the_steps_kept_after_a_filter_are_those_of_the_filter(engine, server, folder):
    rows = pa.table({"case": ["1", "1", "2"], "activity": ["a", "b", "a"], "ts": [0, 1, 2]})
    log = there(put(engine, server, rows, (), folder / "kept.parquet"))
    kept = replace(log, steps=log.steps.filter(log.steps.aid == 0)).kept()
    assert measures.counts(kept)["events"] == 2
    log.engine.close()


def test_a_column_that_the_table_lacks_is_named_with_those_it_has(engine, server, folder):
    rows = pa.table({"case": ["1"], "activity": ["a"], "ts": [0]})
    url = put(engine, server, rows, (), folder / "lacking.parquet").replace("case_no", "order_no")
    with pytest.raises(InputError) as refusal:
        log_of(url)
    assert [one.values["name"] for one in refusal.value.what.values["names"]] == ["order_no"]


def test_a_column_that_holds_no_moments_is_refused(engine, server, folder):
    rows = pa.table({"case": ["1"], "activity": ["a"], "ts": [0]})
    url = put(engine, server, rows, (), folder / "moments.parquet").replace("time=ended", "time=step")
    with pytest.raises(InputError, match="no moments"):
        log_of(url)
