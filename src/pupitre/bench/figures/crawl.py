"""Visit the screens of the menu and the pages that they link to, and judge every figure on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from pupitre.bench.figures.judge import DIGIT, Answer, Proof, is_exempt, is_figure_page, proofs_of
from pupitre.bench.figures.reading import GAPS, Element, read
from pupitre.bench.figures.spoken import Spoken
from pupitre.bench.figures.values import Values, joined, shown_by, values_of

PER_KIND: Final = 5
"""Pages of one kind that are visited, each about another thing."""
PER_QUESTION: Final = 2
"""Pages of one kind that are visited with the same questions asked of them: narrowed, ordered, presented."""
LISTED_PAGES: Final = 12
"""Pages of a long list of rows that are read to find a figure in it."""
LEFT_OUT: Final = re.compile(r"/(static|undo|sign-out|theme|account|export|methods|api)/|\.(pdf|xlsx|ics|csv)$|/figure/|[?&](xlsx|format)=")
"""Files and orders; pages of proof, which figures lead to; methods, which are no figures of the company; pages of accounts, which count
and list those who sign in on the same page."""
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
    """A figure that leads nowhere, or whose proof does not show it: the page, the text, what stands around it, the proof."""

    page: str
    text: str
    around: str
    proof: str = ""


@dataclass(slots=True)
class Crawl:
    """What was found.

    Args:
        pages: Addresses visited. counted: Texts with figures. proved: Those that lead to their proof. unproved: The others.
        verified: Proved texts whose every value stands on the page that proves them. unlike: Those with a value that does not.
        by_chance: Texts verified that the page of proof met just before would have verified as well: how little such a match says.
        left: Texts left out of a sample. scales: Marks of the scales of charts, which lead to a proof but are no values.
        broken: Addresses that fail, with what they answered: a page says why it refuses, or is not linked to.
    """

    pages: list[str] = field(default_factory=list)
    counted: int = 0
    proved: int = 0
    unproved: list[Shown] = field(default_factory=list)
    verified: int = 0
    by_chance: int = 0
    unlike: list[Shown] = field(default_factory=list)
    scales: int = 0
    left: int = 0
    broken: list[tuple[str, int]] = field(default_factory=list)

    @property
    def verified_share(self) -> float:
        """Share of the figures proved whose value stands on the page that proves them."""
        compared = self.verified + len(self.unlike)
        return self.verified / compared if compared else 1.0


@dataclass(slots=True)
class Walk:
    """A visit under way: what was answered, what each proof shows."""

    client: Client
    known: Spoken
    alike: int = 0
    found: Crawl = field(default_factory=Crawl)
    answers: dict[str, Answer] = field(default_factory=dict)
    shown: dict[tuple[str, int], Values] = field(default_factory=dict)
    before: tuple[tuple[str, int], Values] | None = None

    def visit(self, address: str) -> Answer:
        """Return what an address answers, asked once."""
        if address not in self.answers:
            response = self.client.get(address, follow=True)
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            self.answers[address] = Answer(address, response.status_code, read(response.content.decode() if is_page else ""))
            if response.status_code >= 400:
                self.found.broken.append((address, response.status_code))
        return self.answers[address]

    def judge(self, answer: Answer) -> None:
        """Judge every figure of a page."""
        if answer.status != 200 or is_figure_page(answer.address):
            return
        met: Counter[object] = Counter()
        for holder, text in answer.page.texts():
            if not DIGIT.search(text) or is_exempt(holder, text, self.known):
                continue
            if self.alike and (column := _column_of(holder)):
                met[column] += 1
                if met[column] > self.alike:
                    self.found.left += 1
                    continue
            self.found.counted += 1
            proofs = proofs_of(holder, text, answer, self.visit)
            if not proofs:
                self.found.unproved.append(_shown(answer, holder, text))
                continue
            self.found.proved += 1
            if any(one.name == "svg" for one in holder.above()):
                self.found.scales += 1
            else:
                self.compare(answer, holder, text, proofs)

    def compare(self, answer: Answer, holder: Element, text: str, proofs: list[Proof]) -> None:
        """Look for the values of a text on the pages that prove it."""
        wanted = values_of(self.known.without_words(self.known.without_sentences(text), is_code=False))
        shown = [self.shown_by(proof, holder) for proof in proofs]
        place = (proofs[0].answer.address, id(proofs[0].part))
        if _stands_beside_its_place(holder) or wanted.are_in(joined(shown)):
            self.found.verified += 1
            if self.before and self.before[0] != place:
                self.found.by_chance += wanted.are_in(self.before[1])
        else:
            self.found.unlike.append(_shown(answer, holder, text, proofs[0].answer.address))
        self.before = (place, shown[0])

    def shown_by(self, proof: Proof, holder: Element) -> Values:
        """Return what a proof shows; what stands in it does not prove itself."""
        if proof.part in holder.above():
            return shown_by(proof.part, without=holder)
        place = (proof.answer.address, id(proof.part))
        if place not in self.shown:
            self.shown[place] = self.all_shown(proof)
        return self.shown[place]

    def all_shown(self, proof: Proof) -> Values:
        """Return what a proof shows, over all the pages of its list."""
        parts = [proof.part]
        answer = proof.answer
        while is_figure_page(answer.address) and len(parts) < LISTED_PAGES and (after := _page_after(answer)):
            answer = self.visit(after)
            parts.append(answer.main)
        return shown_by(*parts)


def crawl(
    client: Client,
    starts: Iterable[str],
    *,
    known: Spoken | None = None,
    kind: Callable[[str], str] | None = None,
    alike: int = 0,
    is_wanted: Callable[[str], bool] = lambda address: True,
) -> Crawl:
    """Visit the screens and all that they lead to, a few pages of each kind, and judge every figure on them.

    Args:
        client: A browser without script, signed in.
        starts: The screens of the menu.
        known: The digits that are no figures; none when absent.
        kind: What kind of page an address is; told by its words when absent.
        alike: How many figures of one column are judged in one section of a page; all of them when 0.
        is_wanted: Which addresses to judge; all of them when absent.
    """
    walk, kind = Walk(client, known or Spoken(), alike), kind or kind_of
    waiting = list(dict.fromkeys(starts))
    screens, met, kinds = frozenset(waiting), set(waiting), dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        own = (kind(urlsplit(address).path), *sorted({name for name, _ in parse_qsl(urlsplit(address).query)}))
        named = "?".join(own)
        if address not in screens and kinds.get(named, 0) >= (PER_QUESTION if len(own) > 1 else PER_KIND):
            continue
        kinds[named] = kinds.get(named, 0) + 1
        answer = walk.visit(address)
        if is_wanted(address):
            walk.found.pages.append(address)
            walk.judge(answer)
        fresh = [link for link in links(answer) if link not in met]
        met.update(fresh)
        waiting += fresh
    return walk.found


def links(answer: Answer) -> list[str]:
    """Return the pages and the dialogs that a page leads to, in its order; files, orders and pages of proof left out."""
    every = (one.given.get("href") if one.name == "a" else one.given.get("hx-get") for one in answer.page.every())
    joined = (urldefrag(urljoin(answer.address, href))[0] for href in every if href)
    language = answer.address.split("/")[1]
    kept = (link for link in joined if not urlsplit(link).netloc and link.startswith(f"/{language}/") and not LEFT_OUT.search(link))
    return list(dict.fromkeys(kept))


def kind_of(address: str) -> str:
    """Return what kind of page an address is: its path, keys left out."""
    return "/".join("*" if KEYED.fullmatch(part) else part for part in urlsplit(address).path.split("/"))


def _column_of(holder: Element) -> tuple[object, ...] | None:
    """Return what tells figures alike: the column that they lead to and the section they stand in; None for one that leads elsewhere."""
    links = (one.given.get("data-proof") or (one.given.get("href", "") if one.name == "a" else "") for one in holder.above())
    link = next((one for one in links if one), "")
    section = next((one for one in holder.above() if one.name in ("section", "nav", "header", "aside", "main")), None)
    return (id(section), urlsplit(link).path, dict(parse_qsl(urlsplit(link).query)).get("column", "")) if is_figure_page(link) else None


def _page_after(answer: Answer) -> str:
    """Return the next page of a long list, empty on the last one."""
    pages = next((one for one in answer.main.every() if "proof-pages" in one.classes), None)
    last = [one for one in pages.every() if one.given.get("href")][-1:] if pages else []
    link = urljoin(answer.address, last[0].given["href"]) if last else ""
    return link if _number(link) > _number(answer.address) else ""


def _number(address: str) -> int:
    return int(dict(parse_qsl(urlsplit(address).query)).get("page", "1"))


def _stands_beside_its_place(holder: Element) -> bool:
    """Tell whether a text stands in a row that says where it was read."""
    row = next((one for one in holder.above() if one.name in ("tr", "li")), None)
    return row is not None and any("origin" in one.classes for one in row.every())


def _shown(answer: Answer, holder: Element, text: str, proof: str = "") -> Shown:
    for one in holder.above():
        if len(one.text) > 40:
            break
    names = "/".join(f"{one.name}.{'.'.join(sorted(one.classes))}" if one.classes else one.name for one in list(holder.above())[:3])
    return Shown(answer.address, GAPS.sub(" ", text).strip(), f"{names}: {one.text[:120]}", proof)
