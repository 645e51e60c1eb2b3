"""Whether the forms of a word are known for one word, and for no other."""

from __future__ import annotations

import pytest

from pupitre.maths.process.alike.forms import fold, is_contrary, is_done, letters, root, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("valider", "validation"),
        ("etalonner", "etalonnage"),
        ("convoquer", "convocation"),
        ("resilier", "resiliation"),
        ("detecter", "detection"),
        ("calibrate", "calibration"),
        ("authorise", "authorization"),
    ],
)
def test_a_verb_and_its_noun_have_one_root(one, other):
    assert root(one) == root(other)


@pytest.mark.parametrize(
    ("one", "other"), [("commande", "command"), ("factures", "facture"), ("livrees", "livre"), ("deliveries", "delivery")]
)
def test_number_and_gender_make_no_other_word(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("commande", "commission"), ("pack", "pick")])
def test_words_that_only_begin_alike_keep_their_own_root(one, other):
    assert root(one) != root(other)


def test_a_syllable_that_denies_or_repeats_makes_another_deed():
    assert is_contrary("installer", "desinstaller")
    assert is_contrary("reopen", "open")
    assert not is_contrary("installer", "installation")


def test_a_name_in_one_piece_is_cut_into_words():
    assert words("CheckInvoice") == words("check_invoice") == ["check", "invoice"]


def test_the_order_of_a_workshop_is_no_little_word():
    assert words("Lancement OF") == ["lancement", "ordre", "de", "fabrication"]
    assert words("Bill of lading") == ["bill", "of", "lading"]


def test_what_has_been_done_is_told_by_the_end_of_the_name():
    assert is_done("Commande validée")
    assert is_done("Order shipped")
    assert not is_done("Commande valide")


def test_capitals_number_the_parts_of_a_series():
    assert letters("Ligne A") == {"A"}
    assert letters("Accord") == frozenset()
