"""The words of a letter, as plain text and as simple HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from django.template import engines

from pupitre.words import NBSP, Lang

UNWANTED: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]+")
"""Signs of control, of direction and of private use: they could break a header, turn a sentence round, or pass for one of our links."""
LAYOUT: Final = Path(__file__).with_name("letter.html")
SUBJECT: Final = 150
"""Characters of a subject."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reader may go.

    Args:
        text: What they read. href: An address or the mark of a link. is_main: Whether it is the one expected.
    """

    text: str
    href: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a letter.

    Args:
        kind: `said` a paragraph, `head` a title, `card` a framed thing, `small` what is said last.
        text: Its words. title: The title of a card. facts: Pairs of a name and a value.
        links: Where to go from it.
    """

    kind: Literal["said", "head", "card", "small"]
    text: str = ""
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()


def clean(text: str) -> str:
    """Return words on one line, without the signs that no sentence needs."""
    return " ".join(UNWANTED.sub(" ", text).split(" ")).strip()


def header(text: str) -> str:
    """Return words that a header can carry: a reader's program would decode `=?…?=`, line ends and all, and need no special spaces."""
    return clean(text).replace("=?", "= ?").replace("\u00a0", " ").replace("\u202f", " ")


def subject_of(text: str) -> str:
    """Return a subject of one line, cut where it is too long; what looks like an encoded word is read as it is written."""
    line = header(text)
    return line if len(line) <= SUBJECT else f"{line[: SUBJECT - 1].rstrip()}…"


def plain(title: str, parts: Sequence[Part], *, lang: Lang) -> str:
    """Return a letter as plain text."""
    colon = f"{NBSP}: " if lang == "fr" else ": "
    blocks = [clean(title)]
    for part in parts:
        lines = [clean(part.title)] if part.title else []
        lines += [f"--- {clean(part.text)} ---" if part.kind == "head" else clean(part.text)] if part.text else []
        lines += [f"{clean(name)}{colon}{clean(value)}" if name else f"- {clean(value)}" for name, value in part.facts]
        lines += [f"> {link.text}\n  {link.href}" for link in part.links]
        blocks.append("\n".join(lines))
    return "\n\n".join(block for block in blocks if block) + "\n"


def html(title: str, parts: Sequence[Part], *, lang: Lang) -> str:
    """Return a letter as HTML: its style stands in its head, its words are escaped."""
    cleaned = [
        Part(p.kind, clean(p.text), clean(p.title), tuple((clean(name), clean(value)) for name, value in p.facts), p.links) for p in parts
    ]
    made: str = _layout().render({"title": clean(title), "parts": cleaned, "lang": lang})
    return made


@cache
def _layout() -> Any:  # Django's templates carry no types
    """Return the layout of a letter; it is no page of the server, whose rules on styles it could not follow."""
    return engines["django"].from_string(LAYOUT.read_text("utf-8"))
