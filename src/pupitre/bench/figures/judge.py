"""Whether a figure shown leads to what it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from pupitre.bench.figures.reading import Element, numbers

EXEMPT: Final = frozenset(("dt", "time", "code", "q", "label", "option", "textarea", "select", "legend", "kbd"))
"""Names of figures, dates of labels, codes, words of people, fields of forms: none of them is a figure of the company."""
EXEMPT_MARKS: Final = ("data-words", "data-rank")
PLACES: Final = ("origin", "proof-spot", "proof-file")
"""What says the file, the sheet and the row, or who wrote it by hand."""

Visit = Callable[[str], "Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    address: str
    status: int
    page: Element


def is_exempt(holder: Element) -> bool:
    """Tell whether a text is no figure: a date of a label, a code, the words of a person, a field."""
    return any(
        one.name in EXEMPT or bool(one.classes & {"code", "hint"}) or any(mark in one.given for mark in EXEMPT_MARKS)
        for one in holder.above()
    )


def is_figure_page(address: str) -> bool:
    """Tell whether an address is that of a page of proof."""
    return "/figure/" in urlsplit(address).path


def is_proved(holder: Element, text: str, here: Answer, visit: Visit) -> bool:
    """Tell whether a text with figures leads to its proof.

    A figure is proved by the nearest link around it whose page is its proof or shows the same figure, or by an element around it that names
    its proof (`data-proof`): a page of proof, or a part of a page that shows rows with the places they were read from.
    """
    for one in holder.above():
        if one.name == "a" and one.given.get("href") and _leads(one.given["href"], text, here, visit):
            return True
        if one.given.get("data-proof") and _names(one.given["data-proof"], here, visit):
            return True
    return False


def _leads(href: str, text: str, here: Answer, visit: Visit) -> bool:
    target, part = urldefrag(urljoin(here.address, href))
    if target == urldefrag(here.address)[0]:
        main = here.page.find("main") or here.page
        return _is_proof(here.page.find(part)) if part else numbers(text) <= numbers(main.text)
    answer = visit(target)
    return answer.status == 200 and (is_figure_page(target) or numbers(text) <= numbers(answer.page.text))


def _names(proof: str, here: Answer, visit: Visit) -> bool:
    target, part = urldefrag(urljoin(here.address, proof))
    answer = here if target == urldefrag(here.address)[0] else visit(target)
    if part:
        return answer.status == 200 and _is_proof(answer.page.find(part))
    return answer.status == 200 and is_figure_page(target) and _is_proof(answer.page)


def _is_proof(part: Element | None) -> bool:
    """Tell whether a part of a page shows rows and where they were read, or says that there are none."""
    if part is None:
        return False
    every = list(part.every())
    has_place = any(one.classes & frozenset(PLACES) or is_figure_page(one.given.get("href", "")) for one in every)
    return has_place or any("empty" in one.classes for one in every)
