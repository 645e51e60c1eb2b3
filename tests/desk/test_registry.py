"""Which domains there are, and in which order they examine."""

import pytest

from pupitre.desk.registry import domains, in_order
from pupitre.kernel import Domain, Examination, PupitreError, Text


def card(name, reads=(), publishes=()):
    return Domain(name, Text(name), tuple(reads), lambda snapshot: Examination(), publishes={p: {"key": "key"} for p in publishes})


def test_a_domain_comes_after_those_it_reads():
    order = in_order((card("a", reads=["b.x", "project"]), card("b", reads=["c.x"], publishes=["b.x"]), card("c", publishes=["c.x"])))
    assert [d.name for d in order] == ["c", "b", "a"]


def test_domains_that_wait_for_each_other_are_refused_by_name():
    with pytest.raises(PupitreError, match="a.*b|b.*a"):
        in_order((card("a", reads=["b.x"], publishes=["a.x"]), card("b", reads=["a.x"], publishes=["b.x"])))


def test_a_table_that_nobody_has_is_named():
    with pytest.raises(PupitreError, match='reads "moon"'):
        in_order((card("a", reads=["moon"]),))


def test_one_table_has_one_publisher():
    with pytest.raises(PupitreError, match="same table"):
        in_order((card("a", publishes=["z.x"]), card("b", publishes=["z.x"])))


def test_two_domains_cannot_share_a_name():
    with pytest.raises(PupitreError, match="share a name"):
        in_order((card("a"), card("a")))


def test_the_installed_domains_load_and_own_their_rules():
    cards = domains()
    assert {"strategy", "performance", "portfolio"} <= {d.name for d in cards}
    assert all(rule.startswith(f"{d.name}.") for d in cards for rule in d.rules)
