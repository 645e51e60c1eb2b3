"""Two periods or groups beside each other."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from pupitre.maths.process.compare import compared
from pupitre.maths.process.encode import from_arrow
from pupitre.maths.process.log import Log

SECOND = 1_000_000


def log_of(cases: list[list[tuple[str, float]]], *, begins: bool = False) -> Log:
    """Return a log of cases: steps with the seconds at which they end; with `begins`, each began two seconds before."""
    rows = [(f"{at:05}", step, int(end * SECOND)) for at, case in enumerate(cases) for step, end in case]
    table = pa.table({"case": [row[0] for row in rows], "activity": [row[1] for row in rows], "ts": [row[2] for row in rows]})
    if begins:
        table = table.append_column("start", pa.array([row[2] - 2 * SECOND for row in rows]))
    return from_arrow(table)


def row_of(found, kind: str, to: str, source: str | None = None) -> dict[str, object]:
    return next(row for row in found.differences.to_pylist() if (row["kind"], row["from"], row["to"]) == (kind, source, to))


def straight(gaps: list[float]) -> list[list[tuple[str, float]]]:
    return [[("a", 0), ("b", gap)] for gap in gaps]


def test_a_longer_wait_is_measured_and_told_real():
    # Means 15 and 35, variance of both 25·100/99 with 100 readings: standard error √(2·25/99).
    found = compared(log_of(straight([10, 20] * 50)), log_of(straight([30, 40] * 50)))
    wait = row_of(found, "wait", "b")
    half = 1.959963984540054 * (2 * 25 / 99) ** 0.5
    assert (wait["before"], wait["after"], wait["before_count"], wait["is_real"]) == (15, 35, 100, True)
    assert (wait["low"], wait["high"]) == (pytest.approx(20 - half), pytest.approx(20 + half))


def test_waiting_and_work_are_told_apart_where_begins_are_known():
    found = compared(log_of(straight([10.0] * 20), begins=True), log_of(straight([12.0] * 20), begins=True))
    assert (row_of(found, "wait", "b")["before"], row_of(found, "wait", "b")["after"]) == (8, 10)
    assert (row_of(found, "touch", "b")["before"], row_of(found, "touch", "b")["is_real"]) == (2, False)


def test_the_share_of_a_path_is_of_the_departures_of_its_step():
    before = [[("a", 0), ("b", 1)]] * 75 + [[("a", 0), ("c", 1)]] * 25
    after = [[("a", 0), ("b", 1)]] * 25 + [[("a", 0), ("c", 1)]] * 75
    share = row_of(compared(log_of(before), log_of(after)), "path_share", "c", "a")
    assert (share["before"], share["after"], share["before_count"], share["is_real"]) == (0.25, 0.75, 100, True)
    assert share["low"] == pytest.approx(0.5 - 1.959963984540054 * (2 * (25.5 / 101) * (75.5 / 101) / 100) ** 0.5)


def test_a_path_of_one_side_only_is_shown_with_its_absence():
    found = compared(log_of([[("a", 0), ("b", 1)]] * 30), log_of([[("a", 0), ("c", 1)]] * 30))
    time = row_of(found, "path_time", "c", "a")
    assert (time["before_count"], time["before"], time["after"], time["p_value"]) == (0, None, 1, None)
    assert row_of(found, "path_share", "c", "a")["is_real"]


def test_few_readings_are_shown_and_not_tested():
    found = compared(log_of(straight([10.0] * 19)), log_of(straight([40.0] * 30)))
    wait = row_of(found, "wait", "b")
    assert (wait["before"], wait["after"], wait["low"], wait["p_value"], wait["is_real"]) == (10, 40, None, None, False)
    assert (found.lead.before, found.lead.after, found.lead.low) == (10, 40, None)


def test_the_lead_time_counts_open_cases_for_as_long_as_they_lasted():
    # Ten cases over after 10 s; ten more still open after 40 s: half are over by 10 s. Without `finals`, all count as over at 5 s or 10 s.
    cases = [[("a", 0), ("z", 10)]] * 10 + [[("a", 0), ("b", 5)]] * 10
    found = compared(log_of(cases), log_of(cases), finals=["z"], at=(40 * SECOND, 40 * SECOND)).lead
    assert (found.before, found.before_open, found.before_cases) == (10, 10, 20)
    assert compared(log_of(cases), log_of(cases)).lead.before == 5


def test_the_range_of_the_lead_time_holds_what_is_true():
    chance = np.random.default_rng(3)
    held = 0
    for _ in range(8):
        before, after = chance.exponential(100, 150), chance.exponential(60, 150)
        lead = compared(log_of(straight(before.tolist())), log_of(straight(after.tolist())), seed=1).lead
        held += lead.low <= (60 - 100) * np.log(2) <= lead.high
    assert held >= 7


def test_the_same_seed_gives_the_same_range():
    sides = log_of(straight([float(at) for at in range(40)])), log_of(straight([float(2 * at) for at in range(40)]))
    assert compared(*sides, seed=4).lead == compared(*sides, seed=4).lead


def test_nothing_is_real_between_a_log_and_itself():
    log = log_of(straight([10, 20, 30] * 20))
    found = compared(log, log)
    assert not any(found.differences.column("is_real").to_pylist())
    assert (found.lead.difference, found.lead.is_real) == (0, False)


def test_chance_alone_is_rarely_told_real():
    chance = np.random.default_rng(8)
    told = 0
    for _ in range(5):
        sides = [log_of([[("a", 0.0), (str(chance.integers(12)), gap)] for gap in chance.exponential(50, 300)]) for _ in range(2)]
        told += any(compared(*sides).differences.column("is_real").to_pylist())
    assert told <= 1


def test_no_case_compares_with_nothing():
    found = compared(log_of([]), log_of([]))
    assert (found.lead.before, found.lead.before_cases, found.differences.num_rows) == (None, 0, 0)
