"""Digits that are no figures of the company: those of the program's own sentences, and those of what people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pupitre.bench.figures.reading import GAPS

BLANK: Final = re.compile(r"%\([a-z_]+\)[a-z]")
DIGIT: Final = re.compile(r"\d")
LETTER: Final = re.compile(r"[^\W\d_]")
LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
TOKEN: Final = re.compile(r"\d+")


@dataclass(slots=True)
class Spoken:
    """What may be taken out of a text before its figures are looked for.

    Args:
        sentences: The parts between the blanks of the program's sentences that hold digits: "1 chance in 2".
        written: Names, codes and words of people that hold digits. Both by each of their numbers.
        codes: Codes of digits alone.
    """

    sentences: dict[str, list[str]] = field(default_factory=dict)
    written: dict[str, list[str]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()

    def without_sentences(self, text: str) -> str:
        """Return a text without the parts that the program's own sentences hold whatever the company."""
        return _without(plain(text), self.sentences)

    def without_words(self, text: str, *, is_code: bool = True) -> str:
        """Return a text without the names, the codes and the words of people; a code of digits alone is one when nothing stands beside."""
        if is_code and plain(text) in self.codes:
            return ""
        return _without(plain(text), self.written)


def spoken(*, sentences: Iterable[str], written: Iterable[str]) -> Spoken:
    """Return what is no figure.

    Args:
        sentences: The program's sentences, in the language of the pages, with their blanks. written: All that people wrote.
    """
    parts = {plain(part) for sentence in sentences for part in BLANK.split(sentence.replace("%%", "%"))}
    held = {plain(one) for one in written}
    return Spoken(
        _by_number(one for one in parts if DIGIT.search(one) and LETTERS.search(one)),
        _by_number(one for one in held if DIGIT.search(one) and LETTER.search(one)),
        frozenset(one for one in held if one.isdecimal()),
    )


def plain(text: str) -> str:
    """Return a text with single spaces."""
    return GAPS.sub(" ", text).strip()


def _by_number(texts: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in sorted(texts, key=len, reverse=True):
        for number in set(TOKEN.findall(text)):
            found.setdefault(number, []).append(text)
    return found


def _without(text: str, known: dict[str, list[str]]) -> str:
    offered = {one for number in set(TOKEN.findall(text)) for one in known.get(number, ())}
    for one in sorted(offered, key=len, reverse=True):
        if one in text:
            text = re.sub(rf"(?<!\d){re.escape(one)}(?!\d)", " ", text)
    return text
