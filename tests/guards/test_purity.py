"""The pure packages ask nobody for the day, the hour or a random seed, and open no file of their own."""

from __future__ import annotations

import ast
from pathlib import Path

CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime", "perf_counter", "monotonic"}
PURE = ("kernel", "tables", "maths", "words", "impact", "charts", "domains")


def pure(path: Path, root: Path) -> bool:
    parts = path.relative_to(root / "src/pupitre").parts
    return parts[0] in PURE and "web" not in parts


def asks(node: ast.AST) -> bool:
    """Tell whether a call reads the clock, or draws without being given a seed."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name = node.func.attr
    if name in CLOCKS:
        return True
    from_random = isinstance(node.func.value, ast.Name) and node.func.value.id == "random"
    return from_random or (name in {"default_rng", "SeedSequence", "Philox"} and not node.args and not node.keywords)


def test_today_and_the_seed_are_arguments(modules, root):
    found = [
        f"{path}:{node.lineno}"
        for path in modules
        if pure(path, root)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if asks(node)
    ]
    assert found == []


def test_a_domain_opens_no_file(domain_folders):
    files = [path for folder in domain_folders for path in folder.rglob("*.py") if not {"web", "tests"} & {*path.parts}]
    calls = (
        (path, node.lineno)
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    )
    assert [f"{path}:{line}" for path, line in calls] == []
