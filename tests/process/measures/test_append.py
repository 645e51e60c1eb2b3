"""Events added to a log give the answers of a log made of all of them at once."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.maths.process import encode, measures
from pupitre.maths.process.append import appended
from pupitre.maths.process.engine import duck
from pupitre.maths.process.filters import Filter, filtered
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.handover import handovers_between_resources

ENGINE = duck()
SCHEMA = pa.schema(
    {
        "case": pa.string(),
        "activity": pa.string(),
        "ts": pa.int64(),
        "start": pa.int64(),
        "resource": pa.string(),
        "unit": pa.string(),
        "cost": pa.float64(),
        "place": pa.string(),
    }
)


def table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, SCHEMA)


def log_of(rows: pa.Table) -> Log:
    return encode.from_arrow(rows, attributes=("place",), engine=ENGINE)


def answers(log: Log) -> list[object]:
    """Everything a log says, by name."""
    made = (measures.flow, measures.starts, measures.ends, measures.variants, measures.rework, measures.handovers, measures.waiting)
    facts = log.rows(log.facts.select("case", "place")).sort_by("case").to_pylist()
    passed = handovers_between_resources(log).to_pylist()
    handed = sorted((log.resources[one["from"]], log.resources[one["to"]], one["count"]) for one in passed)
    return [measures.counts(log), facts, log.has_start, measures.lead_times(log), handed, *(make(log).to_pydict() for make in made)]


event = st.fixed_dictionaries(
    {
        "case": st.sampled_from(("1", "2", "3", "4")),
        "activity": st.sampled_from(("a", "b", "c")),
        "ts": st.integers(-5, 5),
        "start": st.none() | st.integers(-9, 5),
        "unit": st.none() | st.sampled_from(("north", "south")),
        "resource": st.none() | st.sampled_from(("r1", "r2")),
        "cost": st.none() | st.just(1.0),
        "place": st.none() | st.sampled_from(("Lyon", "Pau")),
    }
)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.lists(event, min_size=1, max_size=8), min_size=2, max_size=3))
def test_adding_is_the_same_as_reading_all_at_once(parts: list[list[dict[str, object]]]) -> None:
    log = log_of(table(parts[0]))
    for part in parts[1:]:
        log = appended(log, table(part))
    assert answers(log) == answers(log_of(table([one for part in parts for one in part])))


def test_an_event_that_comes_late_takes_its_place() -> None:
    first = table([{"case": "1", "activity": "a", "ts": 0}, {"case": "1", "activity": "c", "ts": 9}])
    log = appended(log_of(first), table([{"case": "1", "activity": "b", "ts": 5}, {"case": "2", "activity": "a", "ts": 1}]))
    assert [(one["path"], one["count"]) for one in measures.variants(log).to_pylist()] == [(["a", "b", "c"], 1), (["a"], 1)]


def test_at_one_moment_new_events_come_after_known_ones() -> None:
    log = log_of(table([{"case": "1", "activity": "b", "ts": 0}, {"case": "1", "activity": "c", "ts": 0}]))
    log = appended(log, table([{"case": "1", "activity": "a", "ts": 0}]))
    assert measures.variants(log).column("path").to_pylist() == [["b", "c", "a"]]


def test_what_an_earlier_event_says_of_its_case_wins() -> None:
    log = log_of(table([{"case": "1", "activity": "a", "ts": 5}, {"case": "1", "activity": "b", "ts": 9, "place": "Pau"}]))
    for moment, place, wanted in ((10, "Nice", "Pau"), (7, "Lyon", "Lyon"), (8, "Brest", "Lyon"), (7, "Metz", "Lyon"), (1, "Caen", "Caen")):
        log = appended(log, table([{"case": "1", "activity": "c", "ts": moment, "place": place}]))
        assert log.rows(log.facts).column("place").to_pylist() == [wanted]


def test_more_names_than_two_bytes_hold_find_room() -> None:
    many = [{"case": str(at), "activity": f"step {at}", "ts": at} for at in range(33_000)]
    random.Random(1).shuffle(many)
    log = log_of(table(many[:10]))
    log = appended(log, table(many[10:]))
    assert measures.counts(log)["activities"] == 33_000


def test_a_filtered_log_is_not_added_to() -> None:
    log = log_of(table([{"case": "1", "activity": "a", "ts": 0}]))
    with pytest.raises(ValueError, match="whole log"):
        appended(filtered(log, Filter(activities=("a",))), table([]))


def test_what_cannot_be_added_leaves_the_log_as_it_was() -> None:
    log = log_of(table([{"case": "1", "activity": "a", "ts": 0, "place": "Pau"}]))
    before = answers(log)
    wrong = pa.table({"case": ["1", "2"], "activity": ["b", "c"], "ts": ["1", "tomorrow"]})
    with pytest.raises(Exception, match="tomorrow"):
        appended(log, wrong)
    assert answers(log) == before


def test_what_an_earlier_event_says_replaces_what_the_first_one_said() -> None:
    log = log_of(table([{"case": "1", "activity": "a", "ts": 0, "place": "Pau"}]))
    for place in (None, "Lyon"):
        log = appended(log, table([{"case": "1", "activity": "a", "ts": -1, "place": place}]))
    assert log.rows(log.facts.select("place")).to_pylist() == [{"place": "Lyon"}]


def test_cases_gone_on_with_at_their_end_keep_their_earlier_steps_as_they_are() -> None:
    log = log_of(table([{"case": "1", "activity": name, "ts": at, "place": "Pau"} for at, name in enumerate("abc")]))
    assert log.stored is not None
    before = log.engine.asked(f"SELECT rowid, ts FROM {log.stored.steps} WHERE ts < 2").to_pylist()
    log = appended(log, table([{"case": "1", "activity": "d", "ts": 2}, {"case": "1", "activity": "e", "ts": 7}]))
    assert log.stored is not None
    assert log.engine.asked(f"SELECT rowid, ts FROM {log.stored.steps} WHERE ts < 2").to_pylist() == before
    assert measures.variants(log).column("path").to_pylist() == [list("abcde")]
    assert measures.durations(log)["mean"] == 7e-6


def test_nothing_added_changes_nothing() -> None:
    log = log_of(table([{"case": "1", "activity": "a", "ts": 0, "place": "Pau"}, {"case": "2", "activity": "b", "ts": 1}]))
    before = answers(log)
    assert answers(appended(log, table([]))) == before
