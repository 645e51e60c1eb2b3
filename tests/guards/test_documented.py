"""What a person meets is documented: libraries, files of others, settings, commands, rules."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib

import pytest

from pupitre.cli import words_known
from pupitre.cli.bench import measurements
from pupitre.desk.registry import domains

SETTING = re.compile(r"\bPUPITRE_[A-Z_]+\b")
SCHEMA = re.compile(r"\bpupitre\.[a-z][a-z-]*/\d+\b")


@pytest.fixture(scope="module")
def third_party(root):
    return (root / "THIRD_PARTY.md").read_text("utf-8")


def rows_of(page: str) -> str:
    return "\n".join(line.split("|")[1] for line in page.splitlines() if line.startswith("|"))


def test_every_library_of_the_core_has_its_licence_stated(root, third_party):
    locked = re.findall(r"^([a-z0-9-]+)==", (root / "requirements/core.lock").read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"[a-z0-9-]+", rows_of(third_party)))
    assert sorted(set(locked) - named) == []


def test_no_library_outlives_its_licence_line(root, third_party):
    locked = set(re.findall(r"^([a-z0-9-]+)==", (root / "requirements/core.lock").read_text("utf-8"), re.MULTILINE))
    table = third_party.split("## Libraries installed beside Pupitre")[1].split("##")[0]
    named = {name.strip() for cell in rows_of(table).splitlines()[2:] for name in cell.split(",")}
    assert sorted(named - locked) == []


def test_every_file_of_others_has_its_licence_stated(root, third_party):
    folders = (root / "src/pupitre/web/static/vendor", root / "src/pupitre/brief/fonts")
    shipped = {path.name.removesuffix(".gz") for folder in folders for path in folder.iterdir()}
    assert [name for name in sorted(shipped) if f"`{name}`" not in third_party] == []


def test_the_declared_dependencies_are_the_locked_ones(root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [re.split("[<>=]", requirement)[0] for requirement in project["dependencies"]]
    listed = re.findall(r"^([a-z0-9-]+)", (root / "requirements/core.in").read_text("utf-8"), re.MULTILINE)
    assert sorted(declared) == sorted(listed)


def test_every_setting_is_documented(root, modules):
    read = {name for path in [root / "pupitre", *modules] for name in SETTING.findall(path.read_text("utf-8"))}
    page = (root / "docs/settings.md").read_text("utf-8")
    assert sorted(name for name in read if f"`{name}`" not in page) == []


def test_every_word_of_the_command_is_documented(root):
    page = (root / "docs/commands.md").read_text("utf-8")
    assert [word for word in words_known() if f"## `{word}" not in page] == []


def test_every_measurement_is_documented(root):
    page = (root / "docs/commands.md").read_text("utf-8")
    assert [name for name in measurements() if f"| `{name}` |" not in page] == []


def test_every_document_that_is_printed_or_written_is_documented(root, modules):
    named = {name for path in modules for name in SCHEMA.findall(path.read_text("utf-8"))}
    pages = "\n".join(path.read_text("utf-8") for path in (root / "docs").rglob("*.md"))
    assert sorted(name for name in named if f'"{name}"' not in pages) == []


def test_every_rule_has_a_page_that_tells_its_limits(root):
    pages = [path.read_text("utf-8") for path in (root / "docs/methods").glob("*.md")]
    rules = sorted(rule for card in domains() for rule in card.rules)
    assert [rule for rule in rules if not any(f"`{rule}`" in page and "\n## Limits" in page for page in pages)] == []


def test_every_link_of_the_documentation_leads_somewhere(root, tracked):
    link = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
    pages = [path for path in tracked if path.suffix == ".md"]
    links = ((page, target) for page in pages for target in link.findall(page.read_text("utf-8")))
    assert [f"{page}: {target}" for page, target in links if not (page.parent / target).exists()] == []


def test_the_files_of_others_are_those_of_the_lock(root):
    folder = root / "src/pupitre/web/static/vendor"
    lock = json.loads((root / "src/pupitre/web/vendor.lock.json").read_text("utf-8"))["files"]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert found == lock
