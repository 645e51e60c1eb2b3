"""The faults that measure the tests are real, one at a time."""

from __future__ import annotations

import pytest

from pupitre.bench.mutants import drawn
from pupitre.bench.mutants.mutation import mutated, sites


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x < y", "x <= y"),
        ("x == y", "x != y"),
        ("x + y", "x - y"),
        ("x and y", "x or y"),
        ("not x", "x"),
        ("12", "13"),
        ("True", "False"),
    ],
)
def test_each_kind_of_fault_changes_one_thing(before, after):
    (site,) = sites(f"z = {before}\n")
    assert mutated(f"z = {before}\n", site) == (f"z = {after}", before, after)


def test_a_returned_value_is_forgotten():
    source = "def f(x):\n    return x\n"
    (site,) = sites(source)
    assert mutated(source, site)[0] == "def f(x):\n    return None"


def test_annotations_texts_and_docstrings_take_no_fault():
    source = 'from __future__ import annotations\n\ndef f(x: int | None) -> str | None:\n    """Say 1 + 1."""\n    print("%s" % x)\n'
    assert list(sites(source)) == []


def test_the_same_seed_draws_the_same_faults():
    assert drawn(5, 3, "kernel") == drawn(5, 3, "kernel")
    assert drawn(5, 3, "kernel") != drawn(5, 4, "kernel")
