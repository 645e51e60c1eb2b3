"""`pupitre effects` on plain series: what it says, what it refuses and with which code."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pupitre.cli import main

NOISE = np.random.default_rng(7).normal(0, 1, (8, 60))


def rows(values, key="a"):
    return [f"{key},{at},{value:.4f}" for at, value in enumerate(values)]


@pytest.fixture
def told(tmp_path, capsys):
    def call(lines, *words, code=0):
        path = tmp_path / "series.csv"
        path.write_text("\n".join(["id,t,value", *lines]) + "\n", encoding="utf-8")
        assert main(["effects", str(path), "--json", *words]) == code
        said = capsys.readouterr()
        return json.loads(said.out) if code == 0 else said

    return call


def step(size: float) -> list[str]:
    series = 50 + NOISE.copy()
    series[0, 48:] += size
    return [line for at, one in enumerate(series) for line in rows(one, f"s{at}")]


def test_a_step_beside_untouched_series_works_with_its_range_and_its_path(told):
    found = told(step(6), "--at", "48", "--series", "s0", "--controls", "s1,s2,s3,s4,s5,s6,s7", "--expected", "5")["series"]["s0"]
    assert (found["method"], found["verdict"]) == ("synthetic_control", "works")
    assert found["ranges"]["90"][0] < 6 < found["ranges"]["90"][1]
    assert len(found["path"]) == 12
    assert found["path"][0]["t"] == "48"


def test_the_other_way_than_wanted_is_harm(told):
    assert told(step(-6), "--at", "48", "--series", "s0", "--better", "up")["series"]["s0"]["verdict"] == "harmful"


def test_nothing_where_something_large_was_expected_is_no_effect(told):
    assert told(step(0), "--at", "48", "--series", "s0", "--expected", "9")["series"]["s0"]["verdict"] == "no_effect"


def test_two_untouched_series_are_enough_for_a_difference_in_differences(told):
    found = told(step(6), "--at", "48", "--series", "s0", "--controls", "s1,s2")["series"]["s0"]
    assert found["method"] == "difference_in_differences"
    assert found["estimate"] == pytest.approx(6, abs=1.5)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (rows([5.0] * 20), "constant"),
        (rows([1.0, 2.0, 3.0, 4.0]), "too_short"),
        (rows(range(10)), "nothing_after"),
    ],
)
def test_a_series_that_cannot_be_judged_says_why(told, lines, reason):
    said = told(lines, "--at", "3" if reason == "too_short" else "12", code=1)
    assert json.loads(said.out)["series"]["a"] == {"method": "none", "verdict": "cannot_tell", "reason": reason}


@pytest.mark.parametrize("words", [(), ("--at", "spring"), ("--at", "12", "--controls", "nobody"), ("--at", "12", "--series", "a,nobody")])
def test_a_call_that_cannot_be_followed_is_refused_with_a_way_to_mend_it(told, words):
    said = told(rows(range(20)), "--lang", "en", *words, code=1)
    assert said.out == ""
    assert len(said.err.strip().splitlines()) >= 3
