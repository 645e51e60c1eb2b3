"""Whether the names of two steps say the same thing."""

from __future__ import annotations

import pytest

from pupitre.maths.process.alike.names import OTHER, compared, readings, tokens


def likeness(one: str, other: str) -> float:
    return float(compared([one, other]).same[0, 1])


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Contrôler la facture", "Check invoice"),
        ("Saisie commande", "Order entry"),
        ("Inspection finale", "Final inspection"),
        ("Mise à jour du contrat", "Update the contract"),
        ("3. Réceptionner le colis", "Receive shipment"),
        ("Validation de la commande achat", "Purchase order approval"),
        ("Saisie DA", "Enter purchase requisition"),
        ("Commande validée", "Approved order"),
        ("Réserver le transporteur", "Book carrier"),
        ("Prélever un échantillon", "Sampling"),
        ("Effectuer le contrôle de la facture", "Invoice check"),
        ("Réaliser le scanner", "Perform CT scan"),
    ],
)
def test_the_same_step_in_two_languages_is_the_same(french, english):
    assert likeness(french, english) == pytest.approx(1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Recevoir la facture", "Payer la facture"),
        ("Contrôler la facture", "Contrôler la livraison"),
        ("Contrôler la facture client", "Contrôler la facture fournisseur"),
        ("Assemblage", "Usinage du châssis"),
        ("Assemblage ligne 1", "Assemblage ligne 2"),
        ("Traiter la plainte client", "Traiter le client"),
        ("Approve", "Reject"),
        ("Lancement", "Créer le fournisseur"),
        ("Activer le compte", "Désactiver le compte"),
        ("Contrôle initial", "Contrôle final"),
        ("Audit interne", "External audit"),
        ("Ligne A", "Ligne B"),
        ("Facture reçue", "Facture envoyée"),
        ("Purchase order", "Sales order"),
        ("Rédiger le contrat", "Résilier le contrat"),
        ("Payer le fournisseur", "Payer le salarié"),
        ("Prévenir la note à payer", "Tell the system access"),
    ],
)
def test_what_is_done_and_to_what_must_both_be_the_same(one, other):
    assert likeness(one, other) < 0.6


def test_a_word_more_takes_little_off():
    assert 0.8 < likeness("Contrôler la facture", "Contrôler la facture en double saisie") < 1


def test_a_word_of_no_lexicon_neither_joins_nor_parts():
    assert OTHER < likeness("Zorguer la facture", "Contrôler la facture") < 0.6


def test_words_of_no_lexicon_join_when_they_are_written_alike():
    assert likeness("Sertissage du boîtier", "Sertissage boîtier") == pytest.approx(1)


def test_a_word_mistyped_or_cut_short_is_still_known():
    assert likeness("Valdation de la facture", "Valider la facture") == pytest.approx(1)
    assert likeness("Verif. facture", "Contrôler la facture") == pytest.approx(1)


def test_two_senses_of_one_word_are_worth_less_than_one_sense():
    assert 0.6 < likeness("Route the quote", "Transmettre le devis") < likeness("Send the quote", "Transmettre le devis")


def test_a_thing_and_one_of_its_kinds_may_be_one():
    assert 0.85 < likeness("Créer la commande", "Create purchase order") < 1


def test_what_opens_a_file_may_be_what_enters_it():
    assert 0.6 < likeness("Ouvrir le sinistre", "Register claim") < 0.8
    assert likeness("Ouvrir le contrat", "Register contract") < 0.6


def test_a_trade_says_by_itself_what_it_is_done_to():
    assert likeness("Usiner la pièce", "Usinage") > 0.6
    assert likeness("Valider la pièce", "Validation") < 0.6


def test_names_that_say_nothing_are_alike_to_nothing():
    assert likeness("", "Contrôler") == 0
    assert likeness("1", "2") == 0


def test_the_deed_comes_first_and_a_phrase_is_one_word():
    assert [token.shown for token in tokens("Facture fournisseur : mise à jour")] == ["mise a jour", "facture", "fournisseur"]


def test_a_name_whose_two_ends_may_be_the_deed_is_read_both_ways():
    assert {reading[0].shown for reading in readings("Order control")} == {"order", "control"}


def test_likeness_is_the_same_both_ways():
    names = ["Contrôler la facture", "Check the bill", "Payer", "Zorguer facture", "Order entry"]
    found = compared(names).same
    assert (found == found.T).all()


def test_neighbours_are_near_when_they_share_a_thing():
    assert compared(["Recevoir la facture", "Payer la facture"]).near[0, 1] >= 0.25
    assert compared(["Recevoir la facture", "Planifier la formation"]).near[0, 1] == 0
