"""The demo from its one command: built once, examined, reused, never mixed with another company."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long


def demo(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PUPITRE_", "DJANGO_"))}
    command = [sys.executable, "-m", "pupitre", "demo", "--home", str(home), "--no-serve", *options]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=500, check=False)


@pytest.fixture(scope="module")
def built(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_home, tmp_path_factory.mktemp("demo") / "home")


def rows(home: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "pupitre.sqlite3") as connection:
        return list(connection.execute(question))


def test_the_demo_goes_through_the_import_and_is_examined(built: Path) -> None:
    assert json.loads((built / "demo.json").read_text())["size"] == 20
    assert rows(built, "select count(*) from records_change where kind = 'import'") == [(1,)]
    assert rows(built, "select state from records_examinationrun") == [("done",)]
    assert rows(built, "select count(*) from records_finding")[0][0] != 0


def test_no_row_of_the_planted_truth_is_ever_loaded(built: Path) -> None:
    names = {name for (name,) in rows(built, "select name from records_source")}
    assert names == {path.name for path in (built / "demo" / "files").iterdir()}


def test_a_second_start_builds_and_examines_nothing(built: Path) -> None:
    again = demo(built, "--size", "20")
    assert (again.returncode, again.stderr) == (0, "")
    assert rows(built, "select count(*) from records_change where kind = 'import'") == [(1,)]
    assert rows(built, "select count(*) from records_examinationrun") == [(1,)]


def test_another_company_needs_another_home(built: Path) -> None:
    refused = demo(built, "--size", "20", "--seed", "3")
    assert refused.returncode == 1
    assert "another company" in refused.stderr


def test_a_home_with_a_companys_own_files_is_left_alone(built: Path) -> None:
    (built / "demo.json").rename(built / "aside.json")
    try:
        with sqlite3.connect(built / "pupitre.sqlite3") as connection:
            connection.execute("update records_change set by = 'somebody'")
        assert demo(built, "--size", "20").returncode == 1
    finally:
        with sqlite3.connect(built / "pupitre.sqlite3") as connection:
            connection.execute("update records_change set by = 'demo'")
        (built / "aside.json").rename(built / "demo.json")
