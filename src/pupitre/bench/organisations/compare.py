"""Facts expected held against facts found."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from pupitre.bench.organisations.reasons import REASONS

CLOSE = 1e-9
"""Relative difference under which two numbers are the same; sums of floats depend on their order."""
ROUNDED = 5e-7
"""Facts that are correlations or shares are written with six digits."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One fact: what was expected, what the tables say, why they differ when they do."""

    fact: str
    expected: object
    found: object
    is_equal: bool
    reason: str = ""

    def to_json(self) -> dict[str, object]:
        """Return the verdict as a JSON object."""
        return asdict(self)


def compared(facts: Mapping[str, Mapping[str, object]], found: Mapping[str, object]) -> list[Verdict]:
    """Return the verdict on each fact, in the order of the file of facts."""
    verdicts = []
    for fact, body in facts.items():
        expected, mine = body["value"], found.get(fact)
        equal = fact in found and same(expected, mine)
        verdicts.append(Verdict(fact, expected, mine, equal, "" if equal else REASONS.get(fact, "")))
    return verdicts


def same(expected: object, found: object) -> bool:
    """Whether two values are the same; pairs and lists are compared item by item, numbers but for their rounding."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(same(expected[key], found[key]) for key in expected)
    if isinstance(expected, list | tuple) and isinstance(found, list | tuple):
        return len(expected) == len(found) and all(same(a, b) for a, b in zip(expected, found, strict=True))
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return math.isclose(expected, found, rel_tol=CLOSE, abs_tol=ROUNDED)
    return expected == found


def twins(first: dict[str, object], second: dict[str, object]) -> dict[str, object]:
    """Return how two forms of the list of projects agree, each loaded in a home of its own."""
    one, other = first["budgets"], second["budgets"]
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    apart = [key for key in one.keys() & other.keys() if abs((one[key] or 0) - (other[key] or 0)) > 1]
    return {
        "twin.rows": [second["rows"], first["rows"]],
        "twin.same_keys": one.keys() == other.keys(),
        "twin.budget_differs": len(apart),
    }
