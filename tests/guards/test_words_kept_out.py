"""No file names somebody's machine or a package registry."""

from __future__ import annotations

import re

import pytest

BINARY = {".png", ".woff2", ".ttf", ".xlsx", ".xlsm", ".ods", ".parquet", ".zip", ".ico", ".gz", ".mo"}
HOME = re.compile(r"(?<![\w.}])/(?:root|home|Users|work|opt)/\w")
REGISTRY = re.compile(r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|npmmirror)[\w.-]*", re.IGNORECASE)
FINDER = re.compile(r"^(?:--index-url|--extra-index-url|--find-links|-i |-f )", re.MULTILINE)


@pytest.fixture(scope="module")
def texts(tracked):
    return {path: path.read_text("utf-8", errors="replace") for path in tracked if path.suffix.lower() not in BINARY}


@pytest.mark.parametrize("pattern", [HOME, REGISTRY], ids=["a path of a machine", "a registry"])
def test_no_file_names(texts, pattern):
    found = ((path, pattern.search(text)) for path, text in texts.items())
    assert [f"{path}: {match.group()}" for path, match in found if match] == []


def test_the_locks_leave_the_choice_of_registry_to_the_person(root):
    locks = sorted((root / "requirements").glob("*.lock"))
    assert [lock.name for lock in locks if FINDER.search(lock.read_text("utf-8"))] == []
    assert len(locks) >= 4


def test_every_locked_line_carries_a_hash(root):
    for lock in (root / "requirements").glob("*.lock"):
        pins = re.findall(r"^[a-z0-9][^\n]*==.*?(?=^[a-z0-9]|\Z)", lock.read_text("utf-8"), re.MULTILINE | re.DOTALL)
        assert pins
        assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
