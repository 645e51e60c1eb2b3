"""What the frame of every page shows: menu, company, day of the figures, age of the data, theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from pupitre.desk.menu import SECTIONS, Screen, Section, screens
from pupitre.desk.web import standing
from pupitre.desk.web.addresses import address
from pupitre.kernel import N_, Text

STYLESHEETS: Final = ("pupitre/tokens.css", "pupitre/shell.css", "pupitre/pieces.css")
THEMES: Final = {
    "auto": ("light", Text(N_("Theme: as this computer"))),
    "light": ("dark", Text(N_("Theme: light"))),
    "dark": ("auto", Text(N_("Theme: dark"))),
}
THEME_COOKIE: Final = "pupitre_theme"


def shell(request: HttpRequest) -> dict[str, Any]:  # a template context holds values of every kind
    """Return the frame's values; those that need the database are functions, asked for by pages that draw the frame only."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    chosen = chosen if chosen in THEMES else "auto"
    following, words = THEMES[chosen]
    here = screen_of(request.path)
    return {
        "stylesheets": STYLESHEETS,
        "theme": "" if chosen == "auto" else chosen,
        "next_theme": following,
        "theme_words": words,
        "heading": here.title if here else Text(N_("Desk")),
        "sections": lambda: sections(here),
        "company": once(standing.company),
        "as_of": once(standing.as_of),
        "fresh": once(standing.freshness),
        "person": person(request),
        "brief_link": address("brief:note"),
    }


def screen_of(path: str) -> Screen | None:
    """Return the screen that an address stands under: the one whose own address is the longest beginning of it."""
    under = [(len(link), screen) for screen in screens() if path.startswith(link := reverse(screen.url_name))]
    return max(under, key=lambda pair: pair[0])[1] if under else None


def sections(here: Screen | None) -> list[dict[str, Any]]:  # as above
    """Return the sections that have a screen, with the screens of those that have several or one of another name."""
    shown: list[dict[str, Any]] = []
    for section in SECTIONS:
        inside = [screen for screen in screens() if screen.section == section.name]
        if inside:
            shown.append(_section(section, inside, here))
    return shown


def _section(section: Section, inside: list[Screen], here: Screen | None) -> dict[str, Any]:  # as above
    is_alone = len(inside) == 1 and inside[0].title == section.title
    entries = [{"title": s.title, "link": reverse(s.url_name), "is_current": s == here} for s in inside]
    return {
        "title": section.title,
        "icon": section.icon,
        "link": entries[0]["link"],
        "is_current": is_alone and entries[0]["is_current"],
        "count": standing.open_count() if section.name == "desk" else None,
        "entries": [] if is_alone else entries,
    }


def person(request: HttpRequest) -> dict[str, str]:
    """Return who is signed in, with two letters for the round mark."""
    viewer = getattr(request, "viewer", None)
    name = viewer.name if viewer else ""
    words = name.replace(".", " ").replace("-", " ").split()
    return {"name": name, "initials": "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()}


def once(read: Callable[[], object]) -> Callable[[], object]:
    """Return a reading that asks the database at most once per page."""
    return cache(lambda: read())
