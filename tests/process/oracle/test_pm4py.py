"""Every measure of made-up logs is that of pm4py: 0 figures differ, times within 1 in a million."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pupitre.bench.process import generate, hostile, peers
from pupitre.bench.process.equal import differences
from pupitre.bench.process.own import measured
from pupitre.maths.process.engine import duck

ROOT = Path(__file__).parents[3]
LOGS = ("purchases", "ties", "holes", "single")
HOSTILE = [name for name in hostile.SHAPES if name != "many-activities"]  # pm4py takes 40 seconds for the map of 10,000 activities
START = datetime(2024, 3, 1, tzinfo=UTC)


def made_up(*, cases: int, events: int, minutes: int, missing: float, seed: int) -> pa.Table:
    """Events of random cases, steps and moments in file order; a coarse clock ties them."""
    chance = np.random.default_rng(seed)
    moments = [START + timedelta(minutes=int(at)) for at in chance.integers(0, minutes, events)]
    who = [None if chance.random() < missing else f"R{at}" for at in chance.integers(0, 6, events)]
    return pa.table(
        {
            "case": [f"C{at}" for at in chance.integers(0, cases, events)],
            "activity": [f"step {at}" for at in chance.integers(0, 7, events)],
            "at": pa.array(moments, pa.timestamp("us", tz="UTC")),
            "resource": pa.array(who, pa.string()),
        }
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("logs")
    found = {name: folder / f"{name}.parquet" for name in LOGS}
    generate.write(found["purchases"], events=4000)
    pq.write_table(made_up(cases=150, events=3000, minutes=400, missing=0, seed=1), found["ties"])
    pq.write_table(made_up(cases=60, events=500, minutes=10_000, missing=0.3, seed=2), found["holes"])
    pq.write_table(made_up(cases=10**9, events=300, minutes=100, missing=0, seed=3), found["single"])
    for name in HOSTILE:
        found[f"hostile {name}"] = folder / f"hostile-{name}.parquet"
        pq.write_table(hostile.table(hostile.SHAPES[name]()), found[f"hostile {name}"])
    return found


@pytest.fixture(scope="module")
def theirs(files: dict[str, Path]) -> dict[str, Any]:
    python = Path(os.environ.get("PUPITRE_ORACLES", ROOT / ".venv-oracles/bin/python"))
    assert python.exists(), "The libraries to compare with are not installed: run ./pupitre test, or install requirements/oracles.lock."
    asked = [python, peers.__file__, "pm4py", *files.values()]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(zip(files, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", LOGS)
def test_no_figure_differs_from_pm4py(name: str, files: dict[str, Path], theirs: dict[str, Any]) -> None:
    found = differences(measured(str(files[name]), duck())["answers"], theirs[name]["answers"])
    assert found["differences"] == 0, found
    assert found["worst_time"] < 1e-6
    assert found["compared"] > 300
    assert ("handovers" in found["by_answer"]) == (name in ("purchases", "ties")), (
        "pm4py fails where a resource is missing and where no case has two events"
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_no_figure_of_a_hostile_log_differs_from_pm4py(name: str, files: dict[str, Path], theirs: dict[str, Any]) -> None:
    engine = duck()
    found = differences(measured(str(files[f"hostile {name}"]), engine)["answers"], theirs[f"hostile {name}"]["answers"])
    engine.close()
    assert found["differences"] == 0, found
    assert found["worst_time"] < 1e-6


def test_a_figure_that_differs_is_counted() -> None:
    ours = {"flow": [["a", "b", 3], ["b", "c", 1]], "durations": [10.0, 11.0], "rework": {"a": 1}}
    assert differences(ours, {"flow": [["a", "b", 3], ["c", "b", 1]]})["differences"] == 2
    assert differences(ours, {"durations": [10.0, 11.1]})["differences"] == 1
    assert differences(ours, {"durations": [10.000001, 11.0]})["differences"] == 0
    assert differences(ours, {"rework": {"a": 2}})["differences"] == 1
