"""Work that goes back, by hand."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pupitre.maths.process.encode import from_arrow
from pupitre.maths.process.log import Log
from pupitre.maths.process.loops import explained, loops

SECOND = 1_000_000


def log_of(paths: dict[str, str], *, attributes: dict[str, dict[str, str]] | None = None) -> Log:
    """Return a log in which each letter is a step, ten seconds after the one before."""
    rows: dict[str, list[object]] = {"case": [], "activity": [], "ts": []}
    names = sorted({name for known in (attributes or {}).values() for name in known})
    rows |= {name: [] for name in names}
    for case, path in paths.items():
        for at, step in enumerate(path):
            rows["case"].append(case)
            rows["activity"].append(step)
            rows["ts"].append(at * 10 * SECOND)
            for name in names:
                rows[name].append((attributes or {}).get(case, {}).get(name))
    return from_arrow(pa.table(rows), attributes=names)


def test_work_that_goes_forward_again_after_going_back_is_no_loop():
    found = loops(log_of({"1": "abcabcd", "2": "abcd"})).to_pylist()
    assert found == [{"from": "c", "to": "a", "cases": 1, "share": 0.5, "times": 1, "lost_s": 30.0}]


def test_a_step_done_twice_in_a_row_does_not_go_back():
    assert loops(log_of({"1": "abbc"})).num_rows == 0


def test_the_share_is_of_the_cases_that_reach_the_step():
    found = loops(log_of({"1": "abab", "2": "ab", "3": "ac", "4": "ac"})).to_pylist()
    assert [(row["from"], row["to"], row["share"]) for row in found] == [("b", "a", 0.5)]


def test_a_case_that_never_comes_back_loses_until_its_next_new_step():
    # c at 20 s goes back to b at 30 s; the case goes on to the new step d at 40 s without doing c again.
    found = loops(log_of({"1": "abcbd"})).to_pylist()
    assert [(row["from"], row["to"], row["lost_s"]) for row in found] == [("c", "b", 20.0)]


def test_a_case_that_ends_on_its_way_back_loses_until_its_end():
    assert loops(log_of({"1": "abca"})).column("lost_s").to_pylist() == [10.0]


def test_each_time_that_a_case_goes_back_counts():
    found = loops(log_of({"1": "ababab"})).to_pylist()
    assert [(row["cases"], row["times"], row["lost_s"]) for row in found] == [(1, 2, 40.0)]


def test_the_value_whose_cases_go_back_is_told():
    paths = {f"k{at}": "abab" if at < 8 else "ab" for at in range(20)} | {f"m{at}": "abab" if at < 1 else "ab" for at in range(40)}
    attributes = {case: {"family": case[0].upper(), "code": case} for case in paths}
    found = explained(log_of(paths, attributes=attributes), "b", "a").to_pylist()
    assert [(row["attribute"], row["value"], row["cases"], row["back"]) for row in found] == [("family", "K", 20, 8)]
    assert (found[0]["share"], found[0]["other_share"]) == (0.4, 0.025)
    # Fisher: (C(20,8)·C(40,1) + C(20,9)) / C(60,9)
    assert found[0]["p_value"] == pytest.approx((125970 * 40 + 167960) / 14783142660, rel=1e-9)


def test_nothing_is_told_when_every_value_goes_back_alike():
    paths = {f"{family}{at}": "abab" if at < 5 else "ab" for family in "km" for at in range(20)}
    attributes = {case: {"family": case[0]} for case in paths}
    assert explained(log_of(paths, attributes=attributes), "b", "a").num_rows == 0


def test_a_value_of_a_few_cases_is_left_out():
    paths = {f"k{at}": "abab" for at in range(9)} | {f"m{at}": "ab" for at in range(40)}
    attributes = {case: {"family": case[0]} for case in paths}
    assert explained(log_of(paths, attributes=attributes), "b", "a").num_rows == 0


def test_a_step_that_the_log_does_not_know_explains_nothing():
    assert explained(log_of({"1": "abab"}), "b", "z").num_rows == 0
