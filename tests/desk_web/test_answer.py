"""The sentence on top of the desk says no more than the findings carry."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.desk_web.saying import TODAY, a_finding

from pupitre.desk.findings import Kept
from pupitre.desk.web.answer import answer, relative_weights
from pupitre.kernel import Stake


def kept(amount: int | None = None, key: str = "P-1", **more: object) -> Kept:
    made = a_finding(key, amount=amount, **more)
    return Kept(made, made.fingerprint, "portfolio", "open", TODAY, TODAY, TODAY)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_few_decisions_that_carry_most_are_the_headline():
    said = answer([kept(400_000), kept(200_000), kept(100_000), kept(100_000)], under_way=0, lang="fr")
    assert plain(said.headline) == "Deux décisions portent 75 % de l’enjeu chiffré."
    assert plain(said.support) == "Jusqu’à 800 k€ en jeu sur douze mois pour 4 constats ouverts."


def test_one_decision_may_carry_it():
    said = answer([kept(900_000), kept(100_000)], under_way=0, lang="fr")
    assert plain(said.headline) == "Une décision porte 90 % de l’enjeu chiffré."
    assert (
        answer([kept(900_000), kept(100_000)], under_way=0, lang="en").headline == "One decision carries 90% of the stake that is priced."
    )


def test_no_few_decisions_are_named_when_none_dominate():
    said = answer([kept(1000)] * 12, under_way=0, lang="en")
    assert said.headline == "12 findings deserve your attention."
    assert "The seven that weigh most are below, at most three of a kind." in said.support


def test_a_single_finding_is_not_said_to_carry_everything():
    assert answer([kept(1000)], under_way=0, lang="en").headline == "One finding deserves your attention."


def test_findings_without_price_are_counted_and_not_guessed():
    said = answer([kept(1000), kept(), kept()], under_way=0, lang="en")
    assert "2 of them have no price yet." in said.support


def test_a_share_of_the_priced_stake_is_not_a_headline_when_few_are_priced():
    assert answer([kept(900_000), *[kept()] * 4], under_way=0, lang="en").headline == "Five findings deserve your attention."


def test_nothing_priced_is_said_so():
    said = answer([kept(), kept()], under_way=0, lang="fr")
    assert said.headline == "Deux constats méritent votre attention."
    assert said.support.startswith("Aucun ne peut être chiffré")


def test_two_currencies_are_not_added():
    dollars = kept(key="P-9", stake=Stake(Decimal(1), Decimal(5_000_000), Decimal(9), "USD"))
    said = answer([dollars, kept(1000), kept(1000)], under_way=0, lang="en")
    assert "€2,000" in said.support
    assert "1 of them has no price yet." in said.support


@pytest.mark.parametrize(
    ("under_way", "headline"), [(0, "Nothing is off track in what could be checked."), (2, "Nothing new waits for a decision.")]
)
def test_a_calm_desk_says_what_was_checked(under_way, headline):
    assert answer([], under_way=under_way, lang="en").headline == headline


def test_weights_are_beside_the_heaviest():
    assert relative_weights([kept(400, confidence=0.5), kept(100, confidence=1.0), kept()]) == [100, 50, 0]
