"""What may be decided about decisions and actions."""

from __future__ import annotations

from datetime import date

import pytest

from pupitre.domains.meetings.options import options
from pupitre.domains.meetings.tests.minutes import minutes
from pupitre.kernel import Evidence, Finding, Money, Subject, Text

CODES = {
    "decision_without_owner": ["name_owners", "drop", "do_nothing"],
    "blocked_actions": ["unblock", "work_around", "do_nothing"],
    "overdue_actions": ["new_dates", "drop", "do_nothing"],
}


@pytest.mark.parametrize("rule", CODES)
def test_every_rule_has_its_options_priced_or_not_with_a_reason(rule):
    proof = (Evidence("action", (("A",),), ("title",), (("A",),)),)
    found = options(Finding(f"meetings.{rule}", (Subject("entity", "company"),), Text("x"), proof, date(2026, 1, 1)), minutes())
    assert [option.code for option in found] == CODES[rule]
    assert all((option.cost is None) != (option.unpriced is None) for option in found)
    assert all(option.effect is not None for option in found)
    assert {option.cost for option in found} <= {None, Money(0, "EUR")}
