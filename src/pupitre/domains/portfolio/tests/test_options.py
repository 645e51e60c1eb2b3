"""What may be decided, priced where the files allow it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pupitre.domains.portfolio import DOMAIN
from pupitre.domains.portfolio.options import options
from pupitre.domains.portfolio.tests.company import company
from pupitre.kernel import Evidence, Finding, Stake, Subject, Text


def finding(rule, amount=None):
    stake = None if amount is None else Stake(Decimal(0), Decimal(amount), Decimal(amount), "EUR", per="once")
    proof = (Evidence("project", (("P1",),), ("name",), (("P1",),)),)
    return Finding(rule, (Subject("project", "P1"),), Text("Something"), proof, date(2026, 3, 2), stake=stake)


@pytest.mark.parametrize("rule", sorted(DOMAIN.rules))
@pytest.mark.parametrize("amount", [None, 1000])
def test_each_rule_offers_to_act_or_to_do_nothing(rule, amount):
    found = options(finding(rule, amount), company())
    codes = [o.code for o in found]
    assert "do_nothing" in codes
    assert len(set(codes)) == len(codes) >= 2


@pytest.mark.parametrize("rule", sorted(DOMAIN.rules))
def test_what_has_no_price_says_why(rule):
    for option in options(finding(rule), company()):
        assert option.cost is not None or option.gain is not None or option.unpriced is not None or rule == "portfolio.cost_drift"
        assert option.effect is not None


def test_doing_nothing_about_a_late_project_costs_its_delay():
    found = {o.code: o for o in options(finding("portfolio.late_though_green", 5000), company())}
    assert found["do_nothing"].cost.amount == 5000
    assert found["recover"].gain.amount == 5000
    assert found["say_so"].cost.amount == 0


def test_tasks_are_reinforced_only_where_tasks_are_known():
    known = finding("portfolio.late_though_green", 5000)
    assert "project" in {o.code: o for o in options(known, company())}["recover"].text.msgid
    by_tasks = replace(known, evidence=(*known.evidence, Evidence("task", (("P1", "a"),), ("name",), (("Task a",),))))
    assert "tasks" in {o.code: o for o in options(by_tasks, company())}["recover"].text.msgid


def test_merging_two_projects_frees_at_most_the_smaller_budget():
    found = {o.code: o for o in options(finding("portfolio.duplicate_project", 186_000), company())}
    assert found["merge"].gain.amount == found["do_nothing"].cost.amount == 186_000
