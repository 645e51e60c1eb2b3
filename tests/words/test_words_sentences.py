"""Sentences of the kernel rendered for a reader."""

import gettext
import io
from datetime import date
from decimal import Decimal

import pytest
from babel.messages import mofile, pofile

from pupitre.kernel import N_, Days, Money, Share, Text
from pupitre.words import CatalogueMissingError, catalogue, language, listed, opening, render

FRENCH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "%(title)s costs %(cost)s more"
msgstr "%(title)s coûte %(cost)s de plus"

msgid "%(count)s project is late"
msgid_plural "%(count)s projects are late"
msgstr[0] "%(count)s projet est en retard"
msgstr[1] "%(count)s projets sont en retard"
"""


@pytest.fixture
def french(monkeypatch):
    """A French catalogue of two sentences."""
    compiled = io.BytesIO()
    mofile.write_mo(compiled, pofile.read_po(io.BytesIO(FRENCH.encode()), locale="fr"))
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    monkeypatch.setattr("pupitre.words.sentences.catalogue", lambda lang: translations if lang == "fr" else gettext.NullTranslations())


def test_a_sentence_is_translated_with_its_values_written_in_the_language(french):
    text = Text(N_("%(title)s costs %(cost)s more"), title="P-12", cost=Money(Decimal(412_000), "EUR"))
    assert render(text, "en") == "P-12 costs €412k more"
    assert render(text, "fr") == "P-12 coûte 412\u00a0k€ de plus"


@pytest.mark.parametrize(
    ("count", "fr", "en"), [(0, "projet est", "projects are"), (1, "projet est", "project is"), (2, "projets sont", "projects are")]
)
def test_zero_is_singular_in_french_and_plural_in_english(french, count, fr, en):
    text = Text.many(N_("%(count)s project is late"), N_("%(count)s projects are late"), count=count)
    assert render(text, "fr") == f"{count} {fr} en retard"
    assert render(text, "en") == f"{count} {en} late"


def test_a_sentence_may_hold_a_list_a_sentence_a_share_a_duration_and_a_date(french):
    inner = Text("at %(share)s", share=Share(0.61))
    text = Text("%(who)s, %(how)s, %(late)s late on %(on)s", who=("A", "B", "C"), how=inner, late=Days(12), on=date(2026, 3, 7))
    assert render(text, "en").replace("\u00a0", " ") == "A, B and C, at 61%, 12 days late on 7 March 2026"


def test_a_percent_sign_in_the_words_survives(french):
    assert render(Text("100%% of %(what)s", what="it"), "en") == "100% of it"


def test_a_missing_value_is_loud():
    with pytest.raises(KeyError):
        render(Text("%(name)s is late"), "en")


@pytest.mark.parametrize("value", [True, None, object()])
def test_a_value_without_a_reading_is_refused(value):
    with pytest.raises(TypeError, match="not a value that a sentence can name"):
        render(Text("%(it)s", it=value), "en")


def test_lists_join_with_the_word_of_the_language():
    assert listed([], "fr") == ""
    assert listed(["a", "b"], "fr") == "a et b"
    assert listed(["a", "b", "c"], "en") == "a, b and c"


def test_an_opening_capital_leaves_the_rest_alone():
    assert opening("état de la DSI") == "État de la DSI"
    assert opening("") == ""


def test_language_codes_fall_on_one_of_the_two():
    assert [language(code) for code in ("fr", "fr_CA", "EN-us", "de", "")] == ["fr", "fr", "en", "en", "en"]


def test_a_missing_french_catalogue_is_said_rather_than_read_in_english(monkeypatch, tmp_path):
    monkeypatch.setattr("pupitre.words.translations.FOLDER", tmp_path)
    catalogue.cache_clear()
    with pytest.raises(CatalogueMissingError):
        catalogue("fr")
    catalogue.cache_clear()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_empty_sentence_stays_empty(lang):
    assert render(Text(""), lang) == ""
