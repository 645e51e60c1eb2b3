"""Which cases are open, and how many begin and end as time goes by."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pupitre.maths.process import encode, measures
from pupitre.maths.process.engine import duck
from pupitre.maths.process.log import Log

DAY = 86_400_000_000
MONDAY = 4 * DAY  # 5 January 1970


def log_of(*events: tuple[str, str, float]) -> Log:
    """Events as case, activity, days after the first Monday of 1970."""
    columns = list(zip(*events, strict=True))
    moments = pa.array([MONDAY + int(day * DAY) for day in columns[2]], pa.int64())
    return encode.from_arrow(pa.table({"case": columns[0], "activity": columns[1], "ts": moments}), engine=ENGINE)


ENGINE = duck()


@pytest.fixture(scope="module")
def log() -> Log:
    done = [(f"{at:02}", step, at + later) for at in range(30) for step, later in (("open", 0), ("work", 1), ("close", 2))]
    return log_of(*done, ("98", "open", 31), ("98", "work", 31.5), ("99", "open", 32))


def test_the_steps_that_end_settled_cases_are_final(log: Log) -> None:
    assert measures.finals(log) == ("close",)


def test_a_step_that_ends_few_cases_is_not_final() -> None:
    done = [(f"{at:02}", step, at) for at in range(40) for step in ("open", "close" if at else "lost")]
    assert measures.finals(log_of(*done)) == ("close",)


def test_without_a_settled_case_every_case_tells() -> None:
    assert measures.finals(log_of(("1", "a", 0), ("1", "b", 1), ("2", "a", 0), ("2", "c", 1))) == ("b", "c")


def test_open_cases_say_how_far_they_are_and_since_when(log: Log) -> None:
    day = 86_400
    found = measures.open_cases(log).select(["case", "activity", "age_s", "idle_s"]).to_pylist()
    assert found == [
        {"case": "98", "activity": "work", "age_s": day, "idle_s": day / 2},
        {"case": "99", "activity": "open", "age_s": 0, "idle_s": 0},
    ]
    assert measures.open_cases(log, ("close",), at=MONDAY + 33 * DAY).column("age_s").to_pylist() == [2 * day, day]


def test_steps_said_to_be_final_are_believed(log: Log) -> None:
    assert measures.open_cases(log, ("close", "open")).column("case").to_pylist() == ["98"]
    assert measures.open_cases(log, ()).num_rows == 32


def test_weeks_count_what_begins_ends_and_stays_open(log: Log) -> None:
    weeks = measures.throughput(log)
    assert weeks.column("at").to_pylist() == [MONDAY + 7 * at * DAY for at in range(5)]
    assert weeks.column("begun").to_pylist() == [7, 7, 7, 7, 4]
    assert weeks.column("finished").to_pylist() == [5, 7, 7, 7, 4]
    assert weeks.column("open").to_pylist() == [2, 2, 2, 2, 2]


def test_a_period_without_a_case_is_told() -> None:
    weeks = measures.throughput(log_of(("1", "a", -15), ("2", "a", 0)))
    assert weeks.column("begun").to_pylist() == [1, 0, 0, 1]
    assert weeks.column("at").to_pylist()[0] == MONDAY - 21 * DAY


def test_a_log_without_events_has_neither() -> None:
    empty = encode.from_arrow(pa.table({name: pa.array([], kind) for name, kind in COLUMNS.items()}), engine=ENGINE)
    assert measures.finals(empty) == ()
    assert measures.open_cases(empty).num_rows == measures.throughput(empty).num_rows == 0


COLUMNS = {"case": pa.string(), "activity": pa.string(), "ts": pa.int64()}
