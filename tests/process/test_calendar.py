"""Working time, by hand and minute by minute."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from pupitre.maths.process.calendar import Week, working
from pupitre.maths.process.engine import Engine, duck

OFFICE = Week.of("08:00-12:00,13:00-17:00", "1111100")
NIGHT = Week.of("22:00-06:00", "1111101")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine():
    engine = duck()
    yield engine
    engine.close()


def seconds(engine: Engine, moments: list[tuple[datetime | None, datetime | None]], week: Week, *, offset_s: int = 0) -> list[float | None]:
    """Return the working seconds between pairs of moments, as the engine counts them."""
    sides = [
        [None if moment is None else (moment - EPOCH) // timedelta(microseconds=1) for moment in side]
        for side in zip(*moments, strict=True)
    ]
    name = engine.fresh("moments")
    engine.duck.register("given", pa.table({"a": pa.array(sides[0], pa.int64()), "b": pa.array(sides[1], pa.int64())}))
    engine.duck.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given")
    table = engine.table(name)
    return engine.rows(table.select(s=working(table.a, table.b, week, offset_s=offset_s))).column("s").to_pylist()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        (at(2, 9), at(2, 11), 2),
        (at(2, 11), at(2, 14), 2),  # over lunch
        (at(2, 16), at(3, 9), 2),  # over a night
        (at(6, 16), at(9, 9), 2),  # over a week-end
        (at(7, 10), at(8, 10), 0),  # within one
        (at(2, 0), at(30, 0), 160),  # four weeks
        (at(3, 9), at(2, 16), -2),
        (at(2, 5), at(2, 5), 0),
    ],
)
def test_hours_are_those_a_person_counts(engine, begin, end, hours):
    assert seconds(engine, [(begin, end)], OFFICE) == [hours * 3600]


def test_a_night_shift_of_sunday_ends_on_monday(engine):
    # Saturday is off: Friday night ends on Saturday at 6, Sunday night begins at 22 and ends on Monday at 6.
    assert seconds(engine, [(at(6, 21), at(9, 7))], NIGHT) == [16 * 3600]


def test_hours_are_those_of_the_clock_on_the_wall(engine):
    assert seconds(engine, [(at(2, 6), at(2, 8))], OFFICE) == [0]
    assert seconds(engine, [(at(2, 6), at(2, 8))], OFFICE, offset_s=3600) == [3600]


def test_a_moment_that_is_not_known_gives_none(engine):
    assert seconds(engine, [(None, at(2, 9)), (at(2, 9), None)], OFFICE) == [None, None]


def test_moments_before_1970_count_as_well(engine):
    monday = datetime(1948, 3, 1, tzinfo=UTC)
    assert seconds(engine, [(monday, monday + timedelta(days=7))], OFFICE) == [40 * 3600]


def test_without_hours_all_time_is_working_time(engine):
    begin, end = at(2, 9, 17), at(31, 23, 5)
    assert seconds(engine, [(begin, end)], Week.of()) == [(end - begin).total_seconds()]


@pytest.mark.parametrize("offset_h", [-11, 0, 1, 13])
@pytest.mark.parametrize("week", [OFFICE, NIGHT, Week.of("07:30-15:00", "0101010")])
def test_the_closed_form_counts_as_minute_by_minute(engine, week, offset_h):
    start = datetime(2026, 2, 28, tzinfo=UTC)
    worked = []
    for minute in range(3 * 7 * 24 * 60):
        local = start + timedelta(minutes=minute, hours=offset_h)
        second = local.weekday() * 86_400 + local.hour * 3600 + local.minute * 60
        worked.append(any(a <= second < b for a, b in week.spans))
    chance = random.Random(5)
    sides = [sorted(chance.sample(range(len(worked)), 2)) for _ in range(100)]
    pairs = [(start + timedelta(minutes=first), start + timedelta(minutes=last)) for first, last in sides]
    counted = [sum(worked[first:last]) * 60 for first, last in sides]
    assert seconds(engine, pairs, week, offset_s=offset_h * 3600) == pytest.approx(counted, abs=1e-3)


@pytest.mark.parametrize(("hours", "weekdays"), [("8", None), ("08:00-25:00", None), ("a-b", None), (None, "11111"), (None, "0000000")])
def test_hours_that_cannot_be_read_are_refused(hours, weekdays):
    with pytest.raises(ValueError, match=r"hour|Monday|work"):
        Week.of(hours, weekdays)
