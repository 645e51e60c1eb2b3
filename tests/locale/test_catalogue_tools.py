"""Sentences are found as they are written, and fragments join into one catalogue."""

from __future__ import annotations

import gettext
import os

import pytest

from pupitre.locale import build as building
from pupitre.locale.build import FragmentError, build, is_stale, join
from pupitre.locale.extract import PACKAGE, MarkError, Said, sentences
from pupitre.locale.missing import entry, missing


@pytest.fixture
def locale(tmp_path, monkeypatch):
    """An empty folder of catalogues, with a way to write a fragment."""
    monkeypatch.setattr(building, "HERE", tmp_path)
    folder = tmp_path / "fr/fragments"
    folder.mkdir(parents=True)

    def write(name, text):
        (folder / f"{name}.po").write_text(text, "utf-8")

    return write


def found_in(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return [(said.msgid, said.plural) for said in sentences(path)]


def test_a_marked_sentence_is_found_whole_even_on_several_lines(tmp_path):
    assert found_in(tmp_path / "a.py", 'x = Text(N_("One "\n  "two"), n=1)') == [("One two", None)]


def test_a_pair_is_found_once_as_singular_and_plural(tmp_path):
    assert found_in(tmp_path / "a.py", 'Text.many(N_("a day"), N_("%(count)s days"), count=n)') == [("a day", "%(count)s days")]


@pytest.mark.parametrize("faulty", ['N_(f"{x} days")', 'Text("Not marked")', 'Text(f"{x}")', "N_(name)"])
def test_a_sentence_that_cannot_be_translated_is_refused(tmp_path, faulty):
    with pytest.raises(MarkError, match="a.py:1"):
        found_in(tmp_path / "a.py", faulty)


@pytest.mark.parametrize("sound", ['Text("")', 'Text("%(a)s – %(b)s", a=1, b=2)', "Text(row.msgid)"])
def test_a_text_without_words_of_its_own_needs_no_mark(tmp_path, sound):
    assert found_in(tmp_path / "a.py", sound) == []


def test_a_page_says_what_its_tags_say(tmp_path):
    page = """{% load i18n %}<p title="{% trans 'A title' %}">{% blocktrans trimmed count n=items|length %}
      One item, 100 % done{% plural %}{{ n }} items{% endblocktrans %}</p>"""
    assert found_in(tmp_path / "templates/page.html", page) == [("A title", None), ("One item, 100 %% done", "%(n)s items")]


def test_a_context_keeps_two_meanings_apart(tmp_path):
    path = tmp_path / "templates/page.html"
    path.parent.mkdir()
    path.write_text('{% load i18n %}{% trans "Open" context "a state" %}', "utf-8")
    assert [(said.msgid, said.context) for said in sentences(path)] == [("Open", "a state")]


def test_fragments_join_and_are_read_by_gettext(locale):
    locale("a", 'msgid "Late"\nmsgstr "En retard"\n')
    locale("b", 'msgid "a day"\nmsgid_plural "%(count)s days"\nmsgstr[0] "un jour"\nmsgstr[1] "%(count)s jours"\n')
    with build("fr").open("rb") as file:
        french = gettext.GNUTranslations(file)
    assert french.gettext("Late") == "En retard"
    assert [french.ngettext("a day", "%(count)s days", n) for n in (0, 1, 2)] == ["un jour", "un jour", "%(count)s jours"]


def test_a_sentence_said_alike_in_two_fragments_is_one(locale):
    for name in ("a", "b"):
        locale(name, 'msgid "Late"\nmsgstr "En retard"\n')
    assert len([message for message in join("fr") if message.id]) == 1


def test_a_sentence_said_otherwise_in_two_fragments_is_refused(locale):
    locale("a", 'msgid "Late"\nmsgstr "En retard"\n')
    locale("b", 'msgid "Late"\nmsgstr "Tardif"\n')
    with pytest.raises(FragmentError, match=r"b\.po.*a\.po"):
        join("fr")


def test_a_fragment_that_is_not_a_catalogue_is_refused_by_name(locale):
    locale("a", 'msgid "Late\nmsgstr "En retard"\n')
    with pytest.raises(FragmentError, match=r"a\.po"):
        join("fr")


def test_a_catalogue_is_stale_once_a_fragment_is_newer(locale, tmp_path):
    locale("a", 'msgid "Late"\nmsgstr "En retard"\n')
    built = build("fr")
    assert not is_stale("fr")
    fragment = tmp_path / "fr/fragments/a.po"
    os.utime(fragment, ns=(0, built.stat().st_mtime_ns + 1_000_000_000))
    assert is_stale("fr")


def test_what_is_missing_is_told_once_as_lines_to_fill_in(locale):
    locale("a", 'msgid "Late"\nmsgstr "En retard"\n\nmsgid "Soon"\nmsgstr ""\n')
    said = [Said(building.HERE, 1, "Late"), Said(building.HERE, 2, "Soon"), Said(building.HERE, 3, "Soon"), Said(building.HERE, 4, 'A "b"')]
    assert [sentence.line for sentence in missing("fr", said)] == [2, 4]


def test_lines_to_fill_in_are_read_back_as_the_same_sentence(locale):
    said = Said(PACKAGE / "a.py", 1, 'A "b" \\ c', "many")
    locale("a", entry(said).replace('""', '"x"'))
    (message,) = [message for message in join("fr") if message.id]
    assert message.id == ('A "b" \\ c', "many")
