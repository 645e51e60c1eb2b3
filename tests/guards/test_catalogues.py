"""Everything that is said in English is said in French, with the same figures in it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pupitre.locale.build import join
from pupitre.locale.extract import sentences
from pupitre.locale.missing import entry, key_said, missing

NAMED = re.compile(r"%\((\w+)\)s")
SIGN_WITHOUT_ITS_SPACE = re.compile(r"[ ](?:[;!?»:]|%%)|«[^\u00a0\u202f]|\w(?:[;!?](?!\w)|%%|:(?=\s|$))")
ENTITY = re.compile(r"&#?\w+;")
SAME = tomllib.loads((Path(__file__).parent / "same_in_french.toml").read_text("utf-8"))
FAMILIAR = re.compile(r"\b(?:tu|toi|ton|tes)\b", re.IGNORECASE)


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


def test_a_sentence_left_as_in_english_is_listed_with_its_reason(french):
    alike = {forms(message.id)[0] for message in french if set(forms(message.id)) & set(forms(message.string))}
    assert sorted(one for one in alike if re.search(r"[^\W\d_]{2}", NAMED.sub("", one))) == sorted(SAME)
    assert all(SAME.values())


def test_no_translation_is_empty(french):
    assert [message.id for message in french if not all(form.strip() for form in forms(message.string))] == []


def test_french_says_vous_and_writes_its_apostrophes(french):
    texts = [form for message in french for form in forms(message.string)]
    assert [text for text in texts if FAMILIAR.search(text) or re.search(r"\w'\w", text)] == []
