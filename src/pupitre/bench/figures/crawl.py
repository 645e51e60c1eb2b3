"""Visit the screens of the menu and the pages that they link to, and judge every figure on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

from pupitre.bench.figures.judge import Answer, is_exempt, is_figure_page, is_proved
from pupitre.bench.figures.reading import GAPS, Element, read

PER_KIND: Final = 3
"""Pages of one kind that are visited: the tenth project shows nothing that the first three do not."""
LEFT_OUT: Final = re.compile(r"/(static|undo|sign-out|theme|brief|account|export|help)/|\.(pdf|xlsx|ics|csv)$|/figure/")
"""Files and orders; pages of proof, which figures lead to; pages of accounts, which count and list those who sign in on the same page."""
DIGIT: Final = re.compile(r"\d")
KEYED: Final = re.compile(r"[^/]*[\d%.@-][^/]*")
"""A part of an address that is a key rather than a word."""


class Client(Protocol):
    """A browser without script, signed in."""

    def get(self, path: str, follow: bool = ..., **extra: object) -> Response:
        """Return what an address answers."""


class Response(Protocol):
    """What an address answers."""

    status_code: int
    content: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that leads nowhere: the page, the text, what stands around it."""

    page: str
    text: str
    around: str


@dataclass(slots=True)
class Crawl:
    """What was found.

    Args:
        pages: Addresses visited. counted: Texts with figures. proved: Those that lead to their proof. unproved: The others.
        broken: Addresses that fail, with what they answered: a page says why it refuses, or is not linked to.
    """

    pages: list[str] = field(default_factory=list)
    counted: int = 0
    proved: int = 0
    unproved: list[Shown] = field(default_factory=list)
    broken: list[tuple[str, int]] = field(default_factory=list)


def crawl(client: Client, starts: Iterable[str], *, is_wanted: Callable[[str], bool] = lambda address: True) -> Crawl:
    """Visit the screens and the pages one link away, and judge every figure on them.

    Args:
        client: A browser without script, signed in.
        starts: The screens of the menu.
        is_wanted: Which addresses to judge; all of them when absent.
    """
    known: dict[str, Answer] = {}
    found = Crawl()

    def visit(address: str) -> Answer:
        if address not in known:
            answer = client.get(address, follow=True)
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            known[address] = Answer(address, answer.status_code, read(answer.content.decode() if is_page else ""))
            if answer.status_code >= 400:
                found.broken.append((address, answer.status_code))
        return known[address]

    screens = list(dict.fromkeys(starts))
    kinds: dict[str, int] = {}
    for address in [*screens, *(link for screen in screens for link in links(visit(screen)))]:
        kind = kind_of(address)
        if address in found.pages or not is_wanted(address) or (address not in screens and kinds.get(kind, 0) >= PER_KIND):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        found.pages.append(address)
        _judge(visit(address), visit, found)
    return found


def links(answer: Answer) -> list[str]:
    """Return the pages that a page links to, in its order; files, orders and pages of proof left out."""
    every = (one.given["href"] for one in answer.page.every() if one.name == "a" and one.given.get("href"))
    joined = (urldefrag(urljoin(answer.address, href))[0] for href in every)
    language = answer.address.split("/")[1]
    kept = (link for link in joined if not urlsplit(link).netloc and link.startswith(f"/{language}/") and not LEFT_OUT.search(link))
    return list(dict.fromkeys(kept))


def kind_of(address: str) -> str:
    """Return what kind of page an address is: its path, keys left out."""
    return "/".join("*" if KEYED.fullmatch(part) else part for part in urlsplit(address).path.split("/"))


def _judge(answer: Answer, visit: Callable[[str], Answer], found: Crawl) -> None:
    if answer.status != 200 or is_figure_page(answer.address):
        return
    for holder, text in answer.page.texts():
        if not DIGIT.search(text) or is_exempt(holder):
            continue
        found.counted += 1
        if is_proved(holder, text, answer, visit):
            found.proved += 1
        else:
            found.unproved.append(Shown(answer.address, GAPS.sub(" ", text).strip(), _around(holder)))


def _around(holder: Element) -> str:
    for one in holder.above():
        if len(one.text) > 40:
            break
    names = "/".join(f"{one.name}.{'.'.join(sorted(one.classes))}" if one.classes else one.name for one in list(holder.above())[:3])
    return f"{names}: {one.text[:120]}"
