"""What the guards look at: the files of the checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file that git would carry to somebody else, vendored ones left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return sorted(path for path in paths if path.is_file() and "vendor" not in path.relative_to(ROOT).parts)


@pytest.fixture(scope="session")
def modules(tracked: list[Path]) -> list[Path]:
    """The Python files of the package, tests and migrations left out."""
    package = ROOT / "src/pupitre"
    return [path for path in tracked if path.suffix == ".py" and package in path.parents and not {"tests", "migrations"} & {*path.parts}]


@pytest.fixture(scope="session")
def domain_folders() -> list[Path]:
    return sorted(path.parent for path in (ROOT / "src/pupitre/domains").glob("*/__init__.py"))
