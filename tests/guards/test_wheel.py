"""What people install is what we test: the wheel, in a clean environment, from the locks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """Build the wheel without fetching anything: the build tools are in the test lock."""
    target = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, root], capture_output=True, check=True)
    (built,) = target.glob("*.whl")
    return built


def test_the_wheel_carries_pages_styles_and_both_languages_but_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "pupitre/locale/fr/LC_MESSAGES/django.mo" in names
    assert any(name.startswith("pupitre/web/static/vendor/") for name in names)
    assert any("/templates/" in name for name in names)
    assert {"pupitre/methods/pace.md", "pupitre/methods/fr/pace.md"} <= set(names)
    assert [name for name in names if "/tests/" in name or name.startswith("pupitre/bench/")] == []


def test_the_wheel_works_in_a_clean_environment(wheel, root, tmp_path):
    uv = shutil.which("uv", path=f"{root / '.uv/bin'}{os.pathsep}{os.environ['PATH']}")
    python = tmp_path / "clean/bin/python"
    quiet = {"capture_output": True, "text": True, "check": True, "cwd": tmp_path}
    subprocess.run([uv, "venv", "--python", sys.executable, python.parent.parent], **quiet)
    lock = root / "requirements/core.lock"
    subprocess.run([uv, "pip", "install", "--python", python, "--no-deps", "--require-hashes", "-r", lock], **quiet)
    subprocess.run([uv, "pip", "install", "--python", python, "--no-deps", wheel], **quiet)
    pupitre = python.with_name("pupitre")
    assert "read" in subprocess.run([pupitre, "--help"], **quiet).stdout
    example = next(path for path in sorted((root / "examples").rglob("*.csv")))
    read = json.loads(subprocess.run([pupitre, "read", example, "--json"], **quiet).stdout)
    assert read["schema"] == "pupitre.read/1"
    assert read["tables"]
