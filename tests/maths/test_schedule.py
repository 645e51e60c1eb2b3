"""Schedules worked by hand: order, passes, floats, loops, dates."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from pupitre.kernel import InputError
from pupitre.maths.schedule import CriticalPath, Link, critical_path, finish_on, loops, minutes_between, network


def column(path: CriticalPath, name: str) -> dict[str, int]:
    return dict(zip(path.keys, getattr(path, name).tolist(), strict=True))


def two_paths() -> CriticalPath:
    """a(3) then b(2) or c(5), then d(1): c holds the end, b has 3 to spare."""
    links = [Link("a", "b"), Link("a", "c"), Link("b", "d"), Link("c", "d")]
    return critical_path(network("abcd", links), {"a": 3, "b": 2, "c": 5, "d": 1})


def test_the_longest_path_gives_the_end() -> None:
    assert two_paths().finish == 9


def test_tasks_without_float_are_the_critical_path() -> None:
    assert two_paths().critical == ("a", "c", "d")


def test_float_is_the_latest_start_minus_the_earliest() -> None:
    path = two_paths()
    assert column(path, "early_start") == {"a": 0, "b": 3, "c": 3, "d": 8}
    assert column(path, "late_start") == {"a": 0, "b": 6, "c": 3, "d": 8}
    assert column(path, "total_float") == {"a": 0, "b": 3, "c": 0, "d": 0}
    assert column(path, "late_finish") == {"a": 3, "b": 8, "c": 8, "d": 9}


def test_free_float_moves_no_other_task() -> None:
    """b(1) → c(1) beside a(5), both before d: b can eat the whole float only by moving c."""
    path = critical_path(network("abcd", [Link("a", "d"), Link("b", "c"), Link("c", "d")]), {"a": 5, "b": 1, "c": 1, "d": 1})
    assert column(path, "total_float") == {"a": 0, "b": 3, "c": 3, "d": 0}
    assert column(path, "free_float") == {"a": 0, "b": 0, "c": 3, "d": 0}


def test_free_float_of_a_last_task_runs_to_the_end() -> None:
    path = critical_path(network("ab", []), {"a": 5, "b": 2})
    assert column(path, "free_float") == {"a": 0, "b": 3}


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [("FS", 0, 10), ("FS", 2, 12), ("FS", -3, 7), ("SS", 0, 0), ("SS", 4, 4), ("FF", 0, 6), ("FF", 1, 7), ("SF", 9, 5), ("SF", 3, 0)],
)
def test_each_kind_of_link_holds_the_second_task(kind: str, lag: int, start: int) -> None:
    """First lasts 10, second lasts 4."""
    path = critical_path(network("ab", [Link("a", "b", kind, lag)]), {"a": 10, "b": 4})
    assert column(path, "early_start")["b"] == start


@pytest.mark.parametrize(("kind", "latest"), [("FS", 2), ("SS", 4), ("FF", 6), ("SF", 8)])
def test_each_kind_of_link_holds_the_first_task_back_to_its_latest_start(kind: str, latest: int) -> None:
    """a(2) → b(4) after a lag of 2, and the end is at 10: b must start by 6 and finish by 10, so a must start or finish 2 before that."""
    path = critical_path(network("abc", [Link("a", "b", kind, 2), Link("b", "c", "FF")]), {"a": 2, "b": 4, "c": 10})
    assert column(path, "late_start")["a"] == latest


def test_two_links_between_two_tasks_both_hold() -> None:
    path = critical_path(network("ab", [Link("a", "b", "SS", 2), Link("a", "b", "FF", 3)]), {"a": 10, "b": 4})
    assert column(path, "early_finish")["b"] == 13


def test_an_empty_network_ends_at_once() -> None:
    assert critical_path(network([], []), {}).finish == 0


def test_the_order_of_tasks_and_links_does_not_matter() -> None:
    links = [Link("a", "b"), Link("a", "c"), Link("b", "d"), Link("c", "d")]
    assert network("dcba", reversed(links)).keys == network("abcd", links).keys == ("a", "b", "c", "d")


def test_a_loop_is_refused_and_named() -> None:
    with pytest.raises(InputError, match="a → b → c → a"):
        network("abc", [Link("b", "c"), Link("a", "b"), Link("c", "a")])


def test_a_link_to_nowhere_is_refused_and_named() -> None:
    with pytest.raises(InputError, match='"z"'):
        network("ab", [Link("a", "z")])


def test_the_shortest_loop_of_each_tangle_is_named() -> None:
    links = [Link(*pair) for pair in ("ab", "bc", "cd", "da", "cb", "xy", "yx", "ax")]
    assert loops("abcdxy", links) == (("b", "c", "b"), ("x", "y", "x"))


def test_a_task_that_waits_for_itself_is_a_loop() -> None:
    assert loops("a", [Link("a", "a")]) == (("a", "a"),)


def test_a_straight_line_has_no_loop() -> None:
    assert loops("abc", [Link("a", "b"), Link("b", "c"), Link("a", "c")]) == ()


def test_a_task_without_duration_is_refused() -> None:
    with pytest.raises(InputError, match='"b"'):
        critical_path(network("ab", []), {"a": 1})
    with pytest.raises(InputError, match='"a"'):
        critical_path(network("a", []), {"a": -1})


def test_work_ends_on_the_day_its_last_minute_falls() -> None:
    """Friday 3 January 2025: 480 minutes end that day, one more falls on Monday."""
    days = finish_on(date(2025, 1, 3), np.array([0, 1, 480, 481, 960, 961]))
    assert days.astype(str).tolist() == ["2025-01-03", "2025-01-03", "2025-01-03", "2025-01-06", "2025-01-06", "2025-01-07"]


def test_work_that_starts_on_a_weekend_starts_on_monday() -> None:
    assert finish_on(date(2025, 1, 4), np.array([480])).astype(str).tolist() == ["2025-01-06"]


def test_minutes_between_two_days_leave_weekends_out() -> None:
    assert minutes_between(date(2025, 1, 3), date(2025, 1, 10)) == 5 * 480
    assert minutes_between(date(2025, 1, 10), date(2025, 1, 3)) == -5 * 480
    assert minutes_between(date(2025, 1, 4), date(2025, 1, 6)) == 0
