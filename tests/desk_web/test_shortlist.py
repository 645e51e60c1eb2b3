"""The desk shows a few findings, and never one kind alone while others wait."""

from __future__ import annotations

from tests.desk_web.saying import TODAY, a_finding

from pupitre.desk.findings import Kept
from pupitre.desk.web.shortlist import others_of_a_kind, shortlist


def kept(key: str, rule: str) -> Kept:
    made = a_finding(key, rule)
    return Kept(made, made.fingerprint, rule.split(".")[0], "open", TODAY, TODAY, TODAY)


def keys(items) -> str:
    return " ".join(item.finding.subjects[0].key for item in items)


def test_the_order_of_rank_is_kept():
    ranked = [kept("A1", "portfolio.a"), kept("B1", "portfolio.b"), kept("A2", "portfolio.a")]
    assert keys(shortlist(ranked)) == "A1 B1 A2"


def test_one_kind_leaves_room_for_the_others():
    ranked = [
        *(kept(f"A{n}", "portfolio.a") for n in range(1, 10)),
        *(kept(f"B{n}", "portfolio.b") for n in range(1, 10)),
        kept("C1", "strategy.c"),
    ]
    assert keys(shortlist(ranked)) == "A1 A2 A3 B1 B2 B3 C1"


def test_a_single_kind_may_take_all_the_room():
    assert keys(shortlist([kept(f"A{n}", "portfolio.a") for n in range(1, 12)])) == "A1 A2 A3 A4 A5 A6 A7"


def test_the_last_of_a_kind_says_how_many_more_there_are():
    ranked = [*(kept(f"A{n}", "portfolio.a") for n in range(1, 10)), kept("B1", "portfolio.b")]
    shown = shortlist(ranked)
    assert others_of_a_kind(ranked, shown) == {shown[5].fingerprint: 3}
    assert keys(shown[5:6]) == "A6"
