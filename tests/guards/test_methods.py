"""Each method is told in English and in French: the same rules, the same formulas, the same figures, the same limits."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs/methods"
NAMES = sorted(page.stem for page in FOLDER.glob("*.md"))

NAME = re.compile(r"`([a-z_]+\.[a-z_.]+|[a-z]+(?:[-_][a-z]+)+|tests/\w+)`")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SIGN_WITHOUT_ITS_SPACE = re.compile(r"[ ][;!?%»:]|«[^\u00a0\u202f]|\w[;!?%](?!\w)|\w:(?=\s|$)|'", re.MULTILINE)


def english(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text("utf-8")


def french(name: str) -> str:
    return (FOLDER / "fr" / f"{name}.md").read_text("utf-8")


def prose(text: str) -> str:
    """Leave out formulas, addresses and sources, whose titles stay in their own language."""
    return re.sub(r"^Sources?\b.*$|`[^`]*`|\]\([^)]*\)", "x", text, flags=re.MULTILINE)


def figures_of_english(text: str) -> Counter[str]:
    return Counter(NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)))


def figures_of_french(text: str) -> Counter[str]:
    whole = re.sub(r"(?<=\d)[\u00a0\u202f](?=\d{3}\b)", "", text).replace("1er", "1")
    return Counter(NUMBER.findall(re.sub(r"(?<=\d),(?=\d)", ".", whole)))


def test_each_page_is_written_in_both_languages():
    assert sorted(page.stem for page in (FOLDER / "fr").glob("*.md")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_name_the_same_rules_tables_and_pages(name):
    assert Counter(NAME.findall(french(name))) == Counter(NAME.findall(english(name)))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_give_the_same_figures(name):
    assert figures_of_french(french(name)) == figures_of_english(english(name))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_tell_as_many_steps_and_limits(name):
    shape = [re.match(r"(#+|-|\d\.|\|)? ?", line)[1] for line in english(name).splitlines()]
    assert [re.match(r"(#+|-|\d\.|\|)? ?", line)[1] for line in french(name).splitlines()] == shape
    assert "\n## Limits\n" in english(name)
    assert "\n## Limites\n" in french(name)


@pytest.mark.parametrize("name", NAMES)
def test_french_pages_keep_their_signs_and_apostrophes(name):
    assert SIGN_WITHOUT_ITS_SPACE.findall(prose(french(name))) == []
