"""Spellings and numbers of departments brought under one key."""

import pytest

from pupitre.kernel import Place
from pupitre.sources.fill.crosswalk import Mention, crosswalk
from pupitre.sources.fill.likeness import has_initials, resemble, share_a_word


def named(name, code="", *, rows=1, role="owner"):
    """Return a department as a file names it."""
    return Mention(name, code, Place("f.csv", None, 2, "department"), rows, role)


def keys(mentions, **given):
    """Return the key that each spelling stands for."""
    return {name or code: key for (name, code), key in crosswalk(mentions, **given).departments.items()}


def test_the_same_number_with_names_that_are_alike_is_one_department():
    walk = crosswalk([named("DEPT ENVIRONMENTAL PROTECTION", "826"), named("Department of Environmental Protection", "826")])
    assert set(walk.departments.values()) == {"826"}
    assert walk.spelled["826"] == "Department of Environmental Protection"
    assert not walk.questions


def test_a_name_without_number_joins_the_numbered_department_it_abbreviates():
    mentions = [named("Department of Environmental Protection", "826"), named("DEP"), named("DEPT OF ENVIRONMENTAL PROTECT")]
    walk = crosswalk(mentions)
    assert set(walk.departments.values()) == {"826"}
    assert sorted(p.found for p in walk.problems) == ["DEP", "DEPT OF ENVIRONMENTAL PROTECT"]


def test_exact_initials_outweigh_a_looser_way_to_shorten():
    mentions = [named("Department of Design and Construction", "850"), named("Department of Correction", "72"), named("DDC"), named("DOC")]
    assert keys(mentions)["DDC"] == "850"
    assert keys(mentions)["DOC"] == "72"


def test_a_number_that_carries_two_unlike_names_is_asked():
    walk = crosswalk([named("Health", "816", rows=9), named("Office of Chief Medical Examiner", "816")])
    (question,) = walk.questions
    assert question.id == "department:816:Office of Chief Medical Examiner"
    assert question.assumption == "part:816"
    assert walk.groups["816/office-of-chief-medical-examiner"].parent == "816"


def test_a_name_under_another_departments_number_is_asked_and_the_name_is_believed():
    mentions = [named("Police Department", "56"), named("Department of Education", "40"), named("Department of Education", "56")]
    walk = crosswalk(mentions)
    assert walk.departments[("Department of Education", "56")] == "40"
    assert [q.id for q in walk.questions] == ["department:56:Department of Education"]


def test_one_name_with_two_numbers_is_asked():
    walk = crosswalk([named("Human Resources Administration", "69", rows=5), named("HUMAN RESOURCES ADMINISTRATION", "96")])
    assert [q.code for q in walk.questions] == ["department_two_numbers"]


def test_a_spelling_that_only_resembles_is_asked_with_its_likely_department():
    walk = crosswalk([named("Supply chain & achats", "SC", role="list"), named("Achats")])
    (question,) = walk.questions
    assert (question.id, question.assumption) == ("department:Achats", "SC")
    assert [choice.code for choice in question.choices] == ["SC", "part:SC", "new", "none"]


@pytest.mark.parametrize(("answer", "key"), [("SC", "SC"), ("part:SC", "SC/achats"), ("new", "achats"), ("none", None)])
def test_an_answer_settles_a_doubt_and_is_remembered(answer, key):
    walk = crosswalk([named("Supply chain & achats", "SC", role="list"), named("Achats")], answers={"department:Achats": answer})
    assert not walk.questions
    assert walk.departments.get(("Achats", "")) == key
    assert walk.aliases["Achats"] == (key or "")


def test_what_was_remembered_is_not_asked_again():
    known = [("SC", "Supply chain & achats", [])]
    assert keys([named("Achats")], known=known, aliases={"Achats": "SC"}) == {"Achats": "SC"}
    assert keys([named("Vision Zero")], known=known, aliases={"Vision Zero": ""}) == {}


def test_a_department_of_the_home_keeps_its_key_and_its_name():
    walk = crosswalk([named("Systèmes d'information"), named("DSI")], known=[("D7", "Direction des systèmes d'information", [])])
    assert set(walk.departments.values()) == {"D7"}
    assert walk.spelled["D7"] == "Direction des systèmes d'information"


def test_the_name_in_the_list_of_departments_is_the_one_that_stays():
    walk = crosswalk([named("DSI", "D7", role="list"), named("Direction des systèmes d'information", "D7")])
    assert walk.spelled["D7"] == "DSI"


def test_the_other_spellings_in_the_list_settle_a_name_without_a_question():
    listed = Mention("R&D", "RD", Place("f.csv", None, 2, "name"), 1, "list", ("Recherche et développement",))
    walk = crosswalk([listed, named("Recherche et Développement")])
    assert walk.departments[("Recherche et Développement", "")] == "RD"
    assert not walk.questions
    assert not walk.problems


def test_an_unknown_department_is_kept_as_written_and_said_when_there_is_a_list():
    walk = crosswalk([named("DSI", "D7", role="list"), named("Mécénat")])
    assert walk.departments[("Mécénat", "")] == "mecenat"
    assert [p.rule for p in walk.problems] == ["department.unknown"]
    assert not crosswalk([named("Mécénat")]).problems


def test_a_client_that_is_no_known_department_creates_none():
    walk = crosswalk([named("DSI", "D7", role="list"), named("Mairie", role="client"), named("dsi", role="client")])
    assert walk.departments == {("DSI", "D7"): "D7", ("dsi", ""): "D7"}
    assert set(walk.groups) == {"D7"}


def test_the_order_of_the_rows_does_not_matter():
    mentions = [named("Production", "P", rows=3), named("PROD.", "P"), named("Prod"), named("Qualité"), named("Qualite")]
    assert keys(mentions) == keys(list(reversed(mentions)))


def test_initials_may_count_the_little_words():
    assert has_initials("DOITT", "Dept of Info Tech & Telecomm")
    assert not has_initials("DDC", "Department of Correction")


def test_generic_words_do_not_make_two_departments_alike():
    assert not share_a_word("Police Department", "Department of Education")
    assert resemble("NYPD", "New York City Police Department")
