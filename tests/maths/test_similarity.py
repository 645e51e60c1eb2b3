"""Texts that say the same thing, and names that only look alike."""

from __future__ import annotations

import pytest

from pupitre.maths.similarity import Document, Likeness, alike, features, of_one_series, plain

OTHERS = [
    Document("roof", "Repair the roof of the northern depot and renew its insulation before winter."),
    Document("hire", "Recruit forty drivers through three job fairs and a referral bonus."),
    Document("brand", "Renew the visual identity and the brochures shown at trade fairs."),
    Document("audit", "Prepare the yearly financial closing two weeks sooner with automated entries."),
]
SAME = [
    Document("a", "Fleet tracking. Fit delivery vehicles with GPS to optimise routes, cut fuel and warn customers before arrival."),
    Document("b", "Smart deliveries. Equip the fleet with GPS, plan better routes, save fuel and tell clients when the driver arrives."),
]


def pair(first: str, second: str, others: list[Document] = OTHERS) -> tuple[Likeness, ...]:
    return alike([Document("a", first), *others, Document("b", second)])


def test_the_same_work_in_other_words_is_found() -> None:
    found = pair(
        "Invoices without paper: scan supplier invoices, read them by software and send them to approval online.",
        "Accounts payable: automatic reading of vendor invoices, scanned on arrival, with an electronic approval workflow.",
    )
    assert [(p.first, p.second) for p in found] == [("a", "b")]
    assert {"invoices", "approval"} <= {ours for ours, _ in found[0].shared}


def test_synonyms_are_shown_as_each_text_says_them() -> None:
    found = alike([*SAME, *OTHERS])
    assert [(p.first, p.second) for p in found] == [("a", "b")]
    assert ("customers", "clients") in found[0].shared


def test_unlike_works_are_not_paired() -> None:
    assert alike(OTHERS) == ()


def test_two_words_in_common_are_not_enough() -> None:
    assert pair("Furnace heat recovery for the treatment baths", "School of heat treatment trades") == ()


def test_two_names_without_description_must_share_nearly_all() -> None:
    assert pair("Harbour Crossing Tramway", "TRAMWAY, HARBOUR CROSSING")
    assert not pair("Harbour Crossing Tramway", "Harbour Market Refurbishment")


def test_a_pair_that_is_not_allowed_is_left_out() -> None:
    assert alike([*SAME, *OTHERS], pair_allowed=lambda one, other: {one, other} != {"a", "b"}) == ()


def test_the_order_of_the_texts_does_not_change_what_is_close() -> None:
    forward, back = alike([*SAME, *OTHERS]), alike([*OTHERS, *reversed(SAME)])
    assert forward[0].closeness == pytest.approx(back[0].closeness)
    assert forward[0].common_share == pytest.approx(back[0].common_share)


def test_equal_texts_are_wholly_alike() -> None:
    found = alike([Document("a", SAME[0].text), Document("b", SAME[0].text), *OTHERS])
    assert found[0].closeness == pytest.approx(1)
    assert found[0].common_share == pytest.approx(1)


def test_empty_texts_are_like_nothing() -> None:
    assert alike([Document("a", ""), Document("b", ""), Document("c", "the and")]) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Audit fournisseurs 2025", "Audit fournisseurs 2026"),
        ("Grand Concourse, Phase 3", "Grand Concourse Street Reconstruction, Phase IV"),
        ("Modernisation du réseau - lot A", "Modernisation du réseau, lot B"),
        ("Migration ERP v2", "Migration ERP v3"),
        ("Réfection de la toiture de Nantes", "Réfection de la toiture de Brest"),
    ],
)
def test_the_next_of_a_series_is_not_the_same_thing_twice(first: str, second: str) -> None:
    assert of_one_series(first, second)
    assert of_one_series(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Gestion électronique des documents", "Archivage des plans"),
        ("Audit fournisseurs 2026", "Contrôle des prestataires 2026"),
        ("Portail client", "Portail client 2"),
        ("Ligne 4, phase 2", "Ligne 4 phase II"),
    ],
)
def test_other_names_are_not_a_series(first: str, second: str) -> None:
    assert not of_one_series(first, second)


def test_two_known_places_make_a_series() -> None:
    assert of_one_series("Accueil rénové Lyon siège", "Nouvel espace visiteurs Lille", places=frozenset({"lyon", "lille"}))


def test_text_is_compared_without_accents_nor_capitals() -> None:
    assert plain("Œuvre d’ÉTÉ — Noël") == "oeuvre d'ete - noel"


def test_little_words_and_numbers_say_nothing() -> None:
    found = features("The harbour of 2025 for the 12 new sites")
    assert {name for name in found.weights if name.startswith("word:")} == {"word:harbour"}


def test_a_phrase_of_the_lexicon_names_its_idea_once() -> None:
    found = features("Tableaux de bord")
    assert found.weights["idea:dashboard"] == 1
    assert found.shown["idea:dashboard"] == "tableaux de bord"
