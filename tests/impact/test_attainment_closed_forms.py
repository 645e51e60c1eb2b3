"""The engine's probabilities against formulas: every case of docs/methods/attainment.md, within four standard errors."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import pytest
from tests.impact.closed_forms import CASES, Case

from pupitre.impact.attainment import chances, draw, what_if

DRAWS = 10_000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_probability_known_by_a_formula_is_found_within_four_standard_errors(case: Case):
    drawn = draw(case.world, draws=DRAWS)
    found = what_if(drawn, case.changes).objectives["O"].after if case.changes else chances(drawn)["O"].share
    assert abs(found - case.expected) <= 4 * sqrt(case.expected * (1 - case.expected) / DRAWS)


def test_the_page_of_the_method_lists_every_case():
    page = (Path(__file__).parents[2] / "docs/methods/attainment.md").read_text("utf-8")
    assert len(CASES) >= 50
    assert [case.name for case in CASES if case.name not in page] == []
