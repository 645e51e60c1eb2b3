"""Whether a figure shown leads to what it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from pupitre.bench.figures.reading import Element, numbers
from pupitre.bench.figures.spoken import Spoken

DIGIT: Final = re.compile(r"\d")
AMOUNT: Final = re.compile(r"\d[\s\u00a0\u202f]?(?:[%€$£]|[kM][\s\u00a0\u202f]?[€$£])|[€$£]\d")
FIELDS: Final = frozenset(("textarea", "kbd"))
"""What the reader types, and keys of the keyboard."""
OF_PEOPLE: Final = frozenset(("q", "code", "option"))
PLACES: Final = ("origin", "proof-spot", "proof-file")
"""What says the file, the sheet and the row, or who wrote it by hand."""
LAST_RANK: Final = 20

Visit = Callable[[str], "Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    address: str
    status: int
    page: Element

    @property
    def main(self) -> Element:
        """What the page is about, without its frame."""
        return self.page.find("main") or self.page


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a figure: the page that answered, and the part of it that shows the rows."""

    answer: Answer
    part: Element


def is_exempt(holder: Element, text: str, known: Spoken) -> bool:
    """Tell whether a text holds no figure of the company.

    Digits that the program's own sentences hold whatever the company are none ("1 chance in 2"). Nor are, where the page says that people
    wrote them (`q`, `code`, an option, `data-words`), those of names, codes and words kept in the home: what else stands there is a figure.
    Nor are the place of a row in its file, dates of labels (`time`), and places in a list (`data-rank`).
    """
    rest = known.without_sentences(text)
    if not DIGIT.search(rest):
        return True
    above = list(holder.above())
    if any(one.name in FIELDS for one in above):
        return True
    if any(name in holder.classes for name in PLACES):
        return True
    if any(one.name == "time" for one in above):
        return not AMOUNT.search(text)
    if any("data-rank" in one.given for one in above):
        return not AMOUNT.search(text) and all(int(number) <= LAST_RANK for number in numbers(rest))
    if any(one.name in OF_PEOPLE or "code" in one.classes or "data-words" in one.given for one in above):
        return not DIGIT.search(known.without_words(rest))
    return False


def is_figure_page(address: str) -> bool:
    """Tell whether an address is that of a page of proof."""
    return "/figure/" in urlsplit(address).path


def proofs_of(holder: Element, text: str, here: Answer, visit: Visit) -> list[Proof]:
    """Return what proves a text with figures, the nearest first; nothing when it leads nowhere.

    A figure is proved by the nearest link around it whose page is its proof or shows the same figure, or by an element around it that names
    its proof (`data-proof`): a page of proof, or a part of a page that shows rows with the places they were read from. A sentence whose
    figures come from several tables stands in as many elements that name one.
    """
    found = []
    for one in holder.above():
        if one.name == "a" and one.given.get("href"):
            found.append(_led_to(one.given["href"], text, here, visit))
        if one.given.get("data-proof"):
            found.append(_named(one.given["data-proof"], here, visit))
            if one.given["data-proof"].startswith("#"):
                found += [_led_to(link, text, here, visit) for link in _own_pages(holder)]
    return [one for one in found if one]


def _own_pages(holder: Element) -> list[str]:
    """Return the pages of proof of the row that a text stands in."""
    row = next((one for one in holder.above() if one.name == "tr"), None)
    return [one.given["href"] for one in row.every() if is_figure_page(one.given.get("href", ""))] if row else []


def _led_to(href: str, text: str, here: Answer, visit: Visit) -> Proof | None:
    """Return the page that a link leads to; a page is no proof of itself, unless a part of it shows the rows."""
    target, part = urldefrag(urljoin(here.address, href))
    if target == urldefrag(here.address)[0]:
        found = here.page.find(part) if part else None
        return Proof(here, found) if found is not None and _shows_rows(found) else None
    answer = visit(target)
    proves = answer.status == 200 and (is_figure_page(target) or numbers(text) <= numbers(answer.main.text))
    return Proof(answer, answer.main) if proves else None


def _named(proof: str, here: Answer, visit: Visit) -> Proof | None:
    target, part = urldefrag(urljoin(here.address, proof))
    answer = here if target == urldefrag(here.address)[0] else visit(target)
    found = answer.page.find(part) if part else answer.main if is_figure_page(target) else None
    return Proof(answer, found) if answer.status == 200 and found is not None and _shows_rows(found) else None


def _shows_rows(part: Element) -> bool:
    """Tell whether a part of a page shows rows and where they were read, or says that there are none."""
    every = list(part.every())
    has_place = any(one.classes & frozenset(PLACES) or is_figure_page(one.given.get("href", "")) for one in every)
    return has_place or any("empty" in one.classes for one in every)
