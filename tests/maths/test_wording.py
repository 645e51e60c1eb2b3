"""Short labels compared as people read them."""

from __future__ import annotations

import pytest

from pupitre.maths.wording import is_slip, spelled, words


def test_case_accents_and_signs_do_not_count():
    assert spelled("Délai, ÉCART & Qualité") == ("delai", "ecart", "qualite")
    assert spelled("Scrap (%)") == ("scrap", "percent")


def test_small_words_and_plurals_do_not_count_and_order_neither():
    assert words("Les délais de la livraison") == ("delai", "livraison")
    assert words("bus gas") == ("bus", "gas")


@pytest.mark.parametrize("slip", ["sevice", "serrvice", "sarvice", "sevrice", "servic", "services"])
def test_one_wrong_letter_in_a_long_word_is_a_slip(slip):
    assert is_slip("service", slip)
    assert is_slip(slip, "service")


@pytest.mark.parametrize("other", ["service", "cervice", "sarvica", "servicing", "saicrve", "serviec1"])
def test_more_than_one_wrong_letter_is_another_word(other):
    assert not is_slip("service", other)


def test_short_words_and_codes_bear_no_slip():
    assert not is_slip("stock", "stack")
    assert not is_slip("abcde1", "abcde2")
    assert is_slip("stocks", "stacks")
