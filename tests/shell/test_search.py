"""Finding things by name or code: accents, slips, codes, ranks, and what a role may not see."""

from __future__ import annotations

import time

import pyarrow as pa
import pytest

from pupitre.desk import changes
from pupitre.desk.rights import SYSTEM, Viewer
from pupitre.desk.search import Entry, Index, find, folded
from pupitre.desk.search.matching import is_near, one_slip
from pupitre.kernel import Text


def names(index: Index, asked: str, limit: int = 9) -> list[str]:
    return [entry.name for entry in index.best(asked, limit=limit, is_seen=lambda name: True)]


@pytest.fixture
def index() -> Index:
    one = Index({"project": frozenset({"projet", "project"})})
    for entry in (
        Entry.of("project", "P-01", "Refonte de la GED qualité"),
        Entry.of("project", "P-02", "Déploiement de l'ERP à Bayonne"),
        Entry.of("kpi", "K-07", "Délai de livraison"),
        Entry.of("person", "LLE", "Léa Lemaire"),
        Entry.of("objective", "O-04", "Livrer à l'heure"),
    ):
        one.put(entry)
    return one


def test_accents_case_and_word_order_do_not_matter(index):
    assert names(index, "QUALITE refonte") == ["Refonte de la GED qualité"]
    assert names(index, "léa") == names(index, "LEA") == ["Léa Lemaire"]


def test_the_code_comes_first(index):
    index.put(Entry.of("risk", "R-1", "Le k 07 tombe en panne"))
    assert names(index, "k-07")[0] == "Délai de livraison"


def test_a_word_begun_is_enough_and_one_inside_another_too(index):
    assert names(index, "deplo bay") == ["Déploiement de l'ERP à Bayonne"]
    assert names(index, "fonte") == ["Refonte de la GED qualité"]


@pytest.mark.parametrize("typed", ["refnote", "refone", "reffonte", "retonte", "refont qualtie"])
def test_one_slip_is_forgiven(index, typed):
    assert names(index, typed) == ["Refonte de la GED qualité"]


def test_two_slips_or_a_short_word_are_not(index):
    assert names(index, "rafonde") == []
    assert names(index, "gde") == []


def test_a_word_may_name_the_kind(index):
    assert names(index, "projet bayonne") == ["Déploiement de l'ERP à Bayonne"]
    assert names(index, "projet livraison") == []


def test_what_begins_the_name_comes_before_what_stands_in_it(index):
    assert names(index, "livr") == ["Livrer à l'heure", "Délai de livraison"]


def test_a_name_changed_answers_to_its_new_name_only(index):
    index.put(Entry.of("project", "P-01", "Archivage"))
    assert names(index, "refonte") == []
    assert names(index, "archi") == ["Archivage"]


def test_a_ligature_is_two_letters_and_punctuation_a_blank():
    assert folded("Cœur_de métier, n°2") == "coeur de metier n 2"


@pytest.mark.parametrize(("one", "other"), [("abcd", "abd"), ("abd", "abcd"), ("abcd", "abxd"), ("abcd", "acbd"), ("abcd", "abcd")])
def test_one_slip_is_a_letter_or_an_exchange(one, other):
    assert one_slip(one, other)
    assert not one_slip(one, other + "zz")


def test_a_slip_in_the_first_letter_is_not_looked_for():
    assert not is_near("xogistique", "logistique")


def load(**tables: pa.Table) -> None:
    changes.commit(tables, by="Claire", why=Text("Load"))


def test_what_was_just_written_is_found_and_what_was_undone_is_not(home):
    load(project=pa.table({"key": ["P-1"], "name": ["Refonte de la GED"]}))
    assert [hit.key for hit in find("refonte", SYSTEM, "fr")] == ["P-1"]
    change = changes.write("project", {"key": "P-1", "name": "Archivage"}, by="Claire", why=Text("Rename"))
    assert find("refonte", SYSTEM, "fr") == []
    assert [hit.key for hit in find("archivage", SYSTEM, "fr")] == ["P-1"]
    changes.undo(change, by="Claire")
    assert [hit.key for hit in find("refonte", SYSTEM, "fr")] == ["P-1"]


def test_a_head_finds_only_what_is_in_reach(home):
    load(
        unit=pa.table({"key": ["DSI", "RH"], "name": ["DSI", "Ressources humaines"]}),
        project=pa.table({"key": ["P-1", "P-2"], "name": ["Archivage A", "Archivage B"], "unit": ["DSI", "RH"]}),
    )
    head = Viewer("Hugo", "head", frozenset({"DSI"}))
    assert [hit.key for hit in find("archivage", head, "fr")] == ["P-1"]
    assert len(find("archivage", SYSTEM, "fr")) == 2


def test_nothing_typed_finds_nothing(home):
    assert find("  ", SYSTEM, "fr") == []
    assert find("!?", SYSTEM, "fr") == []


def test_fifty_thousand_people_are_searched_without_reading_them_again(home, django_assert_num_queries):
    count = 50_000
    first = [f"Prénom{n % 331:03}" for n in range(count)]
    keys = [f"E{n:05}" for n in range(count)]
    load(person=pa.table({"key": keys, "name": [f"{given} Nom{n:05}" for n, given in enumerate(first)]}))
    assert [hit.key for hit in find("nom04242", SYSTEM, "fr")] == ["E04242"]
    with django_assert_num_queries(2):
        started = time.process_time()
        assert [hit.key for hit in find("prenom012 nom04", SYSTEM, "fr", limit=3)]
        took = time.process_time() - started
    assert took < 1  # a tenth of it on a quiet machine
