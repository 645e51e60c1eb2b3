"""The examples in the docstrings of the pure packages say what the code does."""

from __future__ import annotations

import doctest
import importlib

PURE = ("kernel", "tables", "store", "maths", "words", "charts", "sources", "impact", "domains")


def test_every_example_of_a_docstring_is_true(modules, root):
    names = [".".join(path.relative_to(root / "src").with_suffix("").parts) for path in modules]
    pure = [name.removesuffix(".__init__") for name in names if name.split(".")[1] in PURE and ".web" not in name]
    results = {name: doctest.testmod(importlib.import_module(name)) for name in pure}
    assert sum(result.attempted for result in results.values()) > 10
    assert [name for name, result in results.items() if result.failed] == []
