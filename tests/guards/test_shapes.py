"""Every folder has the shape that its neighbours have."""

from __future__ import annotations

import ast
import tomllib

import pytest

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}


def test_no_folder_or_module_has_a_name_that_says_nothing(tracked, root):
    assert [path for path in tracked if VAGUE & {part.split(".")[0] for part in path.relative_to(root).parts}] == []


def test_every_module_opens_with_a_sentence(modules):
    def opening(path):
        return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0]

    assert [str(path) for path in modules if not opening(path).rstrip().endswith((".", "?"))] == []


def test_every_folder_of_modules_is_a_package(modules):
    assert {str(path.parent) for path in modules if not (path.parent / "__init__.py").exists()} == set()


@pytest.mark.parametrize("part", ["__init__.py", "tests/test_analysis.py", "tests/test_findings.py"])
def test_every_domain_has_its_parts(domain_folders, part):
    assert [folder.name for folder in domain_folders if not (folder / part).exists()] == []


@pytest.mark.parametrize("part", ["analysis", "findings"])
def test_every_domain_has_this_part_as_a_module_or_a_folder(domain_folders, part):
    assert [f.name for f in domain_folders if not ((f / f"{part}.py").exists() or (f / part / "__init__.py").exists())] == []


def test_a_domain_with_pages_or_options_tests_them(domain_folders):
    pairs = (("options.py", "tests/test_options.py"), ("web", "tests/test_web.py"))
    assert [f"{f.name}: {test}" for f in domain_folders for part, test in pairs if (f / part).exists() and not (f / test).exists()] == []


def test_every_domain_is_announced_by_an_entry_point(domain_folders, root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    announced = project["entry-points"]["pupitre.domains"]
    across = {"impact": "pupitre.impact:DOMAIN"}  # reads what every domain publishes, and is examined last like one of them
    assert announced == across | {folder.name: f"pupitre.domains.{folder.name}:DOMAIN" for folder in domain_folders}
