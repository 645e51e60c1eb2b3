"""The bootstrap works from anywhere, does nothing twice, and says what is missing."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys

import pytest

import pupitre

TOOLS = ("basename", "cat", "cksum", "dirname", "find", "head", "readlink", "rm")


@pytest.fixture
def bare_checkout(root, tmp_path):
    """A checkout with a space in its path, on a machine that has a shell and little else."""
    checkout = tmp_path / "a checkout"
    shutil.copytree(root / "requirements", checkout / "requirements")
    shutil.copy(root / "pupitre", checkout)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    return checkout, tools


def test_a_machine_without_python_is_told_what_to_install(bare_checkout, tmp_path):
    checkout, tools = bare_checkout
    command = [shutil.which("sh"), checkout / "pupitre", "demo"]
    done = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "sudo apt-get install python3 python3-pip" in done.stderr
    assert done.stdout == ""
    assert not (checkout / ".venv").exists()


def test_a_second_start_sets_nothing_up_and_keeps_its_standard_output_clean(root, tmp_path):
    (tmp_path / "linked").symlink_to(root / "pupitre")
    done = subprocess.run(["sh", tmp_path / "linked", "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.startswith("usage: pupitre")


def test_the_checkout_is_linked_with_its_entry_points_and_without_leftovers(root, tmp_path):
    spec = importlib.util.spec_from_file_location("link", root / "requirements/link.py")
    link = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(link)
    (tmp_path / "pupitre-0.0.1.dist-info").mkdir()
    (tmp_path / "pupitre-0.0.1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: pupitre\nVersion: 0.0.1\n")
    link.link(tmp_path)
    (found,) = importlib.metadata.distributions(name="pupitre", path=[str(tmp_path)])
    assert found.version == pupitre.__version__
    assert {point.name for point in found.entry_points} >= {"pupitre", "strategy", "performance", "portfolio"}
    assert (tmp_path / "pupitre.pth").read_text().strip() == str(root / "src")


def test_a_skipped_test_fails_where_nobody_would_notice_it(root, tmp_path):
    shutil.copy(root / "conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text("import pytest\n\ndef test_it():\n    pytest.skip('no browser here')\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path]
    outcomes = [
        subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False).returncode
        for environment in (os.environ | {"CI": "true"}, {name: value for name, value in os.environ.items() if name != "CI"})
    ]
    assert outcomes == [1, 0]


def test_the_scripts_are_written_for_any_shell(root):
    for script in ("pupitre", "requirements/lock"):
        assert (root / script).read_text("utf-8").startswith("#!/bin/sh\n")
        subprocess.run(["sh", "-n", root / script], check=True)
        assert (root / script).stat().st_mode & 0o111
