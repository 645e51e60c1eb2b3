"""Everything that is said in English is said in French, with the same figures in it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pupitre.locale.build import join
from pupitre.locale.extract import sentences
from pupitre.locale.missing import entry, key_said, missing

NAMED = re.compile(r"%\((\w+)\)s")
SIGN_WITHOUT_ITS_SPACE = re.compile(r"[ ](?:[;!?»:]|%%)|«[^\u00a0\u202f]|\w(?:[;!?](?!\w)|%%|:(?=\s|$))")
ENTITY = re.compile(r"&#?\w+;")


@pytest.fixture(scope="module")
def said():
    return list(sentences())


@pytest.fixture(scope="module")
def french():
    return [message for message in join("fr") if message.id]


def forms(words):
    return [words] if isinstance(words, str) else list(words)


def test_every_sentence_has_its_french(said):
    assert "\n".join(entry(sentence) for sentence in missing("fr", said)) == ""


def test_no_translation_outlives_its_sentence(said, french):
    known = {key_said(sentence) for sentence in said}
    ids = ((message.id if isinstance(message.id, str) else tuple(message.id), message.context) for message in french)
    assert [key for key in ids if key not in known] == []


def test_a_translation_names_the_values_that_its_sentence_names(french):
    odd = []
    for message in french:
        english = [Counter(NAMED.findall(form)) for form in forms(message.id)]
        translated = [Counter(NAMED.findall(form)) for form in forms(message.string)]
        if isinstance(message.id, str):
            wrong = set(english[0]) != set(translated[0])
        else:
            # The singular may leave the number out ("un projet"); every other value stays.
            wrong = set(translated[1]) != set(english[1]) or set(translated[0]) | {"count"} != set(english[0]) | {"count"}
        if wrong:
            odd.append(message.id)
    assert odd == []


def test_a_percent_sign_is_doubled_and_a_value_is_a_string(said, french):
    texts = [form for sentence in said for form in (sentence.msgid, sentence.plural or "")]
    texts += [form for message in french for form in forms(message.string)]
    assert [text for text in texts if "%" in NAMED.sub("", text).replace("%%", "")] == []


def test_french_signs_keep_their_no_break_spaces(french):
    texts = [form for message in french for form in forms(message.string)]
    assert [text for text in texts if SIGN_WITHOUT_ITS_SPACE.search(NAMED.sub("x", ENTITY.sub("x", text)))] == []
