"""Nothing grows past what a reader takes in at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 500
FUNCTION_LINES = 60
TEMPLATE_LINES = 150
CODE = {".py", ".js", ".css", ".sh"}


def too_long(paths: list[Path], limit: int) -> list[str]:
    counts = ((path, path.read_text("utf-8").count("\n")) for path in paths)
    return [f"{path}: {count} lines" for path, count in counts if count > limit]


def test_a_file_of_code_stops_at_500_lines(tracked):
    assert too_long([path for path in tracked if path.suffix in CODE and "migrations" not in path.parts], FILE_LINES) == []


def test_a_template_stops_at_150_lines(tracked):
    assert too_long([path for path in tracked if "templates" in path.parts], TEMPLATE_LINES) == []


def long_functions(path: Path) -> Iterator[str]:
    """Yield the functions whose body, the docstring left out, passes the limit."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = node.body[1] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body[0]
        lines = node.end_lineno - first.lineno + 1 + (node.body[0].lineno - node.lineno)
        if lines > FUNCTION_LINES:
            yield f"{path}:{node.lineno} {node.name}: {lines} lines"


def test_a_function_stops_at_60_lines(tracked):
    files = [path for path in tracked if path.suffix == ".py" and "migrations" not in path.parts]
    assert [found for path in files for found in long_functions(path)] == []
