"""What is proposed, with what reasons, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pupitre.desk.linking.scoring import NONE, SHOWN, Thing, Weighing


def thing(key: str, text: str, unit: str = "", **more: object) -> Thing:
    return Thing(key, text, text, unit, frozenset({unit} - {""}), **more)


STOCK = thing("O-1", "Réduire les stocks de pièces", "SUP")
CALLS = thing("O-2", "Répondre aux appels des clients", "SAV")
STAFF = thing("O-3", "Former les salariés", "RH")
OBJECTIVES = (STOCK, CALLS, STAFF)


def proposed(source: Thing, linked=(), sources=(), targets=OBJECTIVES, **more):
    return Weighing([source, *sources], targets, linked).proposals(source, **more)


def test_the_same_words_in_two_languages_are_a_reason():
    (best,) = proposed(thing("P", "Reduction of slow inventory"))
    assert best.target is STOCK
    assert [reason.sign for reason in best.reasons] == ["words"]


def test_words_are_told_as_they_are_written():
    (best, *_) = proposed(thing("P", "Formation des salariés de l’atelier"))
    assert "salariés" in best.reasons[0].text.values["words"]


def test_a_department_and_an_owner_raise_the_confidence():
    alone = proposed(thing("P", "Stocks de pièces"))[0]
    there = proposed(thing("P", "Stocks de pièces", "SUP"))[0]
    owned = proposed(replace(thing("P", "Stocks de pièces", "SUP"), owner="ana"), targets=(replace(STOCK, owner="ana"), CALLS, STAFF))[0]
    assert alone.confidence < there.confidence < owned.confidence
    assert {reason.sign for reason in owned.reasons} == {"words", "unit", "owner"}


def test_nothing_is_proposed_for_something_that_resembles_nothing():
    assert proposed(thing("P", "Toiture")) == []


def test_a_refused_link_is_not_proposed_again():
    source = thing("P", "Stocks de pièces", "SUP")
    assert proposed(source, without={"O-1"}) == []


def test_what_starts_after_the_end_cannot_serve():
    source = replace(thing("P", "Stocks de pièces", "SUP"), starts_on=date(2027, 1, 1))
    assert proposed(source, targets=(replace(STOCK, ends_on=date(2026, 12, 31)), CALLS, STAFF)) == []


def test_the_links_of_a_department_teach_where_its_other_projects_go():
    others = [thing(f"P-{n}", f"Chantier {name}", "SUP") for n, name in enumerate(("nord", "sud", "est", "ouest"))]
    (best,) = proposed(thing("P", "Toiture", "SUP"), linked=[(other.key, "O-1") for other in others], sources=others)
    assert best.target is STOCK
    assert best.reasons[-1].text.values == {"count": 4, "total": 4}


@given(st.permutations(range(6)))
def test_the_order_of_things_changes_nothing(order):
    sources = [thing(f"P-{n}", f"Stocks et appels {n}", "SUP" if n % 2 else "SAV") for n in range(6)]
    linked = [("P-0", "O-2"), ("P-1", "O-1")]
    one = Weighing(sources, OBJECTIVES, linked).proposals(sources[3])
    other = Weighing([sources[n] for n in order], OBJECTIVES[::-1], linked[::-1]).proposals(sources[3])
    assert [(p.target.key, round(p.confidence, 9)) for p in one] == [(p.target.key, round(p.confidence, 9)) for p in other]


@given(st.lists(st.sampled_from(["stocks", "pièces", "appels", "clients", "salariés", "former", "toiture"]), min_size=1, max_size=6))
def test_confidences_leave_room_for_nothing(words):
    found = proposed(thing("P", " ".join(words)))
    assert all(SHOWN <= one.confidence < 1 for one in found)
    assert sum(one.confidence for one in found) <= 1
    assert NONE > 0
