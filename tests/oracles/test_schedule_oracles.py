"""The critical path and earned value agree with two independent libraries on random cases."""

from __future__ import annotations

import json
import os
import random
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pupitre.maths.earned_value import EarnedValue, earned_schedule
from pupitre.maths.schedule import CriticalPath, Link, critical_path, finish_on, network

CASES = 200
MONDAY = date(2025, 1, 6)
HERE = Path(__file__).parent


def random_case(chance: random.Random, *, kinds: tuple[str, ...], lags: int, weekends_off: bool = False) -> dict[str, Any]:
    keys = [f"t{i:02}" for i in range(chance.randint(2, 40))]
    chance.shuffle(keys)
    links = [
        (before, after, chance.choice(kinds), chance.randint(0, lags))
        for at, after in enumerate(keys)
        for before in chance.sample(keys[:at], min(at, chance.choice((0, 1, 1, 2, 3))))
    ]
    return {"durations": {key: chance.randint(1, 20) for key in keys}, "links": links, "weekends_off": weekends_off}


def random_state(chance: random.Random) -> dict[str, Any]:
    steps = [chance.choice((0, 10, 25, 40)) for _ in range(chance.randint(2, 12))]
    planned = [0, *(sum(steps[: at + 1]) for at in range(len(steps)))]
    planned[-1] += 5
    times = list(range(len(planned)))
    return {
        "times": times,
        "planned": planned,
        "earned": round(chance.uniform(0.1, 1) * planned[-1], 2),
        "spent": round(chance.uniform(0.1, 1.5) * planned[-1], 2),
        "at": chance.randint(1, len(steps)),
    }


@pytest.fixture(scope="module")
def questions() -> dict[str, list[dict[str, Any]]]:
    chance = random.Random(20250106)
    every = ("FS", "SS", "FF", "SF")
    linked = [random_case(chance, kinds=every, lags=6) for _ in range(CASES)]
    weeks = [random_case(chance, kinds=("FS",), lags=0, weekends_off=True) for _ in range(CASES // 4)]
    return {
        "plain": [random_case(chance, kinds=("FS",), lags=0) for _ in range(CASES)],
        "linked": linked + weeks,
        "earned_value": [random_state(chance) for _ in range(CASES)],
    }


@pytest.fixture(scope="module")
def answers(questions: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    python = Path(os.environ.get("PUPITRE_ORACLES", HERE.parents[1] / ".venv-oracles/bin/python"))
    assert python.exists(), "The libraries to compare with are not installed: run ./pupitre test, or install requirements/oracles.lock."
    done = subprocess.run([python, HERE / "answers.py"], input=json.dumps(questions), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def solved(case: dict[str, Any], minutes: int = 1) -> CriticalPath:
    links = [Link(before, after, kind, lag * minutes) for before, after, kind, lag in case["links"]]
    return critical_path(network(case["durations"], links), {key: d * minutes for key, d in case["durations"].items()})


def test_plain_networks_agree_with_pmcontrols(questions: dict[str, Any], answers: dict[str, Any]) -> None:
    for case, theirs in zip(questions["plain"], answers["pmcontrols"], strict=True):
        ours = solved(case)
        columns = (ours.early_start, ours.early_finish, ours.late_start, ours.late_finish, ours.total_float)
        assert {key: [int(c[at]) for c in columns] for at, key in enumerate(ours.keys)} == theirs


def test_every_kind_of_link_and_lag_agrees_with_trueppm(questions: dict[str, Any], answers: dict[str, Any]) -> None:
    for case, theirs in zip(questions["linked"][:CASES], answers["trueppm"], strict=False):
        ours = solved(case)
        for at, key in enumerate(ours.keys):
            first_days = [MONDAY + timedelta(days=int(c[at])) for c in (ours.early_start, ours.late_start)]
            last_days = [MONDAY + timedelta(days=int(c[at]) - 1) for c in (ours.early_finish, ours.late_finish)]
            dates = [first_days[0], last_days[0], first_days[1], last_days[1]]
            assert [d.isoformat() for d in dates] + [ours.total_float[at], ours.free_float[at]] == theirs[key], (case, key)


def test_working_days_agree_with_trueppm(questions: dict[str, Any], answers: dict[str, Any]) -> None:
    for case, theirs in zip(questions["linked"][CASES:], answers["trueppm"][CASES:], strict=True):
        ours = solved(case, minutes=480)
        ends = finish_on(MONDAY, np.asarray(ours.early_finish)).astype(str).tolist()
        latest = finish_on(MONDAY, np.asarray(ours.late_finish)).astype(str).tolist()
        assert dict(zip(ours.keys, zip(ends, latest, strict=True), strict=True)) == {k: (row[1], row[3]) for k, row in theirs.items()}


def test_earned_value_agrees_with_pmcontrols(questions: dict[str, Any], answers: dict[str, Any]) -> None:
    for case, theirs in zip(questions["earned_value"], answers["earned_value"], strict=True):
        planned = float(np.interp(case["at"], case["times"], case["planned"]))
        ours = EarnedValue(budget=case["planned"][-1], planned=planned, earned=case["earned"], spent=case["spent"])
        figures = {
            "cv": ours.cost_variance,
            "sv": ours.schedule_variance,
            "cpi": ours.cost_index,
            "spi": ours.schedule_index,
            "eac_cpi": ours.landing_at_this_cost,
            "eac_typical": ours.landing_as_planned,
            "eac_cpi_spi": ours.landing_at_this_cost_and_pace,
            "etc": ours.to_complete,
            "vac": ours.variance_at_completion,
            "tcpi_bac": ours.index_to_keep_budget,
            "es": earned_schedule(case["times"], case["planned"], case["earned"]),
        }
        for name, value in figures.items():
            assert value == (None if theirs[name] is None else pytest.approx(theirs[name], rel=1e-9)), (name, case)
