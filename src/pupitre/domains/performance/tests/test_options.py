"""What may be decided about a finding on KPIs."""

from __future__ import annotations

from datetime import date

import pytest

from pupitre.domains.performance.options import options
from pupitre.domains.performance.tests.readings import company
from pupitre.kernel import Evidence, Finding, Subject, Text

CODES = {
    "target_missed": ["recover", "revise", "do_nothing"],
    "stale": ["load", "retire", "do_nothing"],
    "defined_twice": ["choose", "rename", "do_nothing"],
}


@pytest.mark.parametrize("rule", CODES)
def test_every_rule_has_its_options_priced_or_not_with_a_reason(rule):
    proof = (Evidence("kpi", (("A",),), ("name",), (("A",),)),)
    found = options(Finding(f"performance.{rule}", (Subject("kpi", "A"),), Text("x"), proof, date(2026, 1, 1)), company())
    assert [option.code for option in found] == CODES[rule]
    assert all((option.cost is None) != (option.unpriced is None) for option in found)
    assert all(option.effect is not None for option in found)
    assert found[1].cost.amount == 0
    assert found[1].cost.currency == "EUR"
