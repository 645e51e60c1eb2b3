"""What may be decided about a finding on processes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pupitre.domains.processes import DOMAIN
from pupitre.domains.processes.options import options
from pupitre.domains.processes.tests.company import ON, company
from pupitre.kernel import Evidence, Finding, Stake, Subject, Text

FOUND = Finding(
    rule="processes.rework_loop",
    subjects=(Subject("process", "P"),),
    text=Text("told"),
    evidence=(Evidence("process", (("P",),), ("name",), (("P",),)),),
    since=ON,
)
STAKE = Stake(Decimal(10), Decimal(15), Decimal(20), "EUR")


@pytest.mark.parametrize("rule", sorted(DOMAIN.rules))
def test_each_rule_has_options_and_doing_nothing_is_the_last(rule):
    made = options(replace(FOUND, rule=rule), company())
    assert len(made) >= 3
    assert made[-1].code == "do_nothing"
    assert len({one.code for one in made}) == len(made)
    assert all(one.cost or one.gain or one.unpriced for one in made)


def test_what_work_done_again_costs_is_what_stopping_it_brings():
    cause, check, leave = options(replace(FOUND, stake=STAKE), company())
    assert cause.gain == check.gain == leave.cost
    assert leave.cost is not None
    assert leave.cost.amount == 15
    assert leave.unpriced is None


def test_an_unpriced_loop_says_so():
    assert options(FOUND, company())[-1].unpriced is not None


@pytest.mark.parametrize(
    ("columns", "word"),
    [((), "register"), (("delay_cost",), "three months"), (("delay_cost", "lost_days_year"), "already")],
)
def test_days_of_delay_without_a_price_say_what_is_missing(columns, word):
    evidence = (Evidence("process", (("P",),), columns, ((1,) * len(columns),)),)
    made = options(replace(FOUND, rule="processes.slower_than_promised", evidence=evidence), company())
    assert word in made[-1].unpriced.msgid
