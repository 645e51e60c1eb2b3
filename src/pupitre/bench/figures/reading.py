"""A page as a tree of elements, each text knowing what it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "use", "wbr", "path", "circle", "rect")
)
UNSEEN: Final = frozenset(("script", "style", "template", "head", "title", "noscript"))
GAPS: Final = re.compile(r"[\s\u00a0\u202f]+")
NUMBER: Final = re.compile(r"\d+(?:[\u00a0\u202f ,.]\d+)*")


@dataclass(slots=True, eq=False)
class Element:
    """One element: its name, its attributes, what it stands in, and what stands in it in order."""

    name: str
    given: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """Its classes."""
        return frozenset(self.given.get("class", "").split())

    def above(self) -> Iterator[Element]:
        """Yield the element, then those it stands in, the nearest first."""
        one: Element | None = self
        while one is not None:
            yield one
            one = one.parent

    def every(self) -> Iterator[Element]:
        """Yield the element and all those in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.every()

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Yield each text that a reader sees, with the element that holds it."""
        if self.name in UNSEEN or "hidden" in self.given:
            return
        for child in self.children:
            if isinstance(child, str):
                yield self, child
            else:
                yield from child.texts()

    @property
    def text(self) -> str:
        """All that a reader sees in it."""
        return GAPS.sub(" ", " ".join(text for _, text in self.texts())).strip()

    def find(self, name: str) -> Element | None:
        """Return the element of an identifier, None without one."""
        return next((one for one in self.every() if one.given.get("id") == name), None)


class Reader(HTMLParser):
    """Builds the tree of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page", {}, None)
        self._here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        one = Element(tag, {name: value or "" for name, value in attrs}, self._here)
        self._here.children.append(one)
        if tag not in VOID:
            self._here = one

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element that holds nothing."""
        self._here.children.append(Element(tag, {name: value or "" for name, value in attrs}, self._here))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those left open in it."""
        open_one = next((one for one in self._here.above() if one.name == tag), None)
        if open_one is not None and open_one.parent is not None:
            self._here = open_one.parent

    def handle_data(self, data: str) -> None:
        """Add a text."""
        self._here.children.append(data)


def read(html: str) -> Element:
    """Return a page as a tree."""
    reader = Reader()
    reader.feed(html)
    return reader.root


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, without the marks between their thousands.

    >>> sorted(numbers("46 projects, 9 800 000 € in 2026"))
    ['2026', '46', '9800000']
    """
    return frozenset(re.sub(r"[\s\u00a0\u202f,.]", "", found) for found in NUMBER.findall(text))
