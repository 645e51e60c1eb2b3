"""The bootstrap works from anywhere, does nothing twice, and says what is missing."""

from __future__ import annotations

import shutil
import subprocess

import pytest

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


def test_the_scripts_are_written_for_any_shell(root):
    for script in ("pupitre", "requirements/lock"):
        assert (root / script).read_text("utf-8").startswith("#!/bin/sh\n")
        subprocess.run(["sh", "-n", root / script], check=True)
        assert (root / script).stat().st_mode & 0o111
