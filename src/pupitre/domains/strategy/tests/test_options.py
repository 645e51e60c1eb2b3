"""What may be decided about a finding of strategy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pupitre.domains.strategy.options import options
from pupitre.domains.strategy.tests.company import ON, company
from pupitre.kernel import Evidence, Finding, Money, Stake, Subject, Text

RULES = ["orphan_project", "misaligned_spend", "broken_cascade", "contradictory_targets", "not_measurable"]
STAKE = Stake(Decimal(150), Decimal(240), Decimal(240), "EUR", "once")


def finding(rule, stake=STAKE):
    proof = (Evidence("project", (("P",),), ("name",), (("P",),)),)
    return Finding(f"strategy.{rule}", (Subject("project", "P"),), Text("x"), proof, date(2026, 1, 1), stake=stake)


def codes(rule):
    return [option.code for option in options(finding(rule), company())]


@pytest.mark.parametrize("rule", RULES)
def test_doing_nothing_is_the_last_option_of_every_rule(rule):
    assert codes(rule)[-1] == "do_nothing"
    assert len(set(codes(rule))) == len(codes(rule)) >= 2


@pytest.mark.parametrize("rule", RULES)
def test_an_option_is_priced_or_says_why_it_is_not(rule):
    for option in options(finding(rule), company()):
        assert option.cost or option.gain or option.unpriced, option.code
        assert option.effect is not None


def test_stopping_an_orphan_frees_what_is_left_to_spend():
    _, stop, nothing = options(finding("orphan_project"), company())
    assert (stop.gain, nothing.cost) == (Money(Decimal(150), "EUR"), Money(Decimal(150), "EUR"))


def test_what_is_left_of_an_orphan_is_not_priced_when_unknown():
    for stake in (None, Stake(Decimal(0), Decimal(240), Decimal(240), "EUR", "once")):
        _, stop, nothing = options(finding("orphan_project", stake), company())
        assert (stop.gain, nothing.cost) == (None, None)
        assert stop.unpriced is not None


def test_moving_money_costs_nothing_in_all_and_says_how_much_moves():
    move, reweigh, nothing = options(finding("misaligned_spend"), company())
    assert move.cost == reweigh.cost == Money(Decimal(0), company().currency)
    assert move.text.values["money"] == nothing.cost == Money(Decimal(240), "EUR")
    assert company().on == ON
