"""What the frame of every page shows: menu, company, day of the figures, age of the data, theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from pupitre.desk.actions import waiting_for
from pupitre.desk.menu import SECTIONS, Screen, Section, screens
from pupitre.desk.rights import ROLES, Permission, Viewer
from pupitre.desk.web import standing
from pupitre.desk.web.addresses import address
from pupitre.desk.web.frame import frame
from pupitre.desk.web.search.places import KEYS
from pupitre.kernel import N_, Text

STYLESHEETS: Final = (
    "pupitre/tokens.css",
    "pupitre/shell.css",
    "pupitre/pieces.css",
    "pupitre/ways.css",
    "pupitre/proof.css",
    "decide/forms.css",
)
THEMES: Final = {
    "auto": ("light", Text(N_("Theme: as this computer"))),
    "light": ("dark", Text(N_("Theme: light"))),
    "dark": ("auto", Text(N_("Theme: dark"))),
}
THEME_COOKIE: Final = "pupitre_theme"
PRESENTABLE: Final = frozenset({"desk:home", "strategy:home", "strategy:objective", "portfolio:home", "decide:home", "decide:decision"})
"""Pages that can be shown to a room, one part at a time."""
MAY: Final[tuple[Permission, ...]] = ("decide", "edit", "import", "administer")
"""What the frame shows or hides by role."""


def shell(request: HttpRequest) -> dict[str, Any]:  # a template context holds values of every kind
    """Return the frame's values; those that need the database are functions, asked for by pages that draw the frame only."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    chosen = chosen if chosen in THEMES else "auto"
    following, words = THEMES[chosen]
    here = screen_of(request)
    viewer: Viewer | None = getattr(request, "viewer", None)
    stands = cache(frame)
    is_presentable = request.resolver_match is not None and request.resolver_match.view_name in PRESENTABLE
    is_account = request.resolver_match is not None and request.resolver_match.app_name == "account"
    return {
        "stylesheets": STYLESHEETS,
        "theme": "" if chosen == "auto" else chosen,
        "next_theme": following,
        "theme_words": words,
        "heading": here.title if here else Text(N_("Accounts and settings")) if is_account else Text(N_("Pupitre")),
        "sections": lambda: sections(here, viewer),
        "company": lambda: stands().company,
        "as_of": lambda: stands().on,
        "fresh": lambda: standing.freshness_of(stands().read_at),
        "seen": lambda: stands().state,
        "is_presentable": is_presentable,
        "is_presenting": is_presentable and request.GET.get("present") == "1",
        "person": person(viewer),
        "waiting": once(lambda: waiting_for(viewer, timezone.localdate()) if viewer else 0),
        "actions_link": address("decide:actions"),
        "brief_link": address("brief:note"),
        **{f"may_{what}": viewer is not None and viewer.can(what) for what in MAY},
    }


def screen_of(request: HttpRequest) -> Screen | None:
    """Return the screen that a page stands under: the one whose own address is the longest beginning of the page's.

    Every address begins like that of the desk: only its own pages, and addresses of no page, stand under it.
    """
    under = [(len(link), screen) for screen in screens() if request.path.startswith(link := address(screen.url_name))]
    found = max(under, key=lambda pair: pair[0])[1] if under else None
    part = request.resolver_match.namespace if request.resolver_match else "desk"
    return None if found and found.section == "desk" and part != "desk" else found


def sections(here: Screen | None, viewer: Viewer | None) -> list[dict[str, Any]]:  # as above
    """Return the sections that have a screen, with the screens of those that have several or one of another name."""
    shown: list[dict[str, Any]] = []
    for section in SECTIONS:
        inside = [screen for screen in screens() if screen.section == section.name]
        if inside:
            shown.append(_section(section, inside, here, viewer))
    return shown


def _section(section: Section, inside: list[Screen], here: Screen | None, viewer: Viewer | None) -> dict[str, Any]:  # as above
    is_alone = len(inside) == 1 and inside[0].title == section.title
    entries = [{"title": s.title, "link": address(s.url_name), "is_current": s == here, "keys": KEYS.get(s.url_name, "")} for s in inside]
    return {
        "title": section.title,
        "icon": section.icon,
        "link": entries[0]["link"],
        "is_current": is_alone and entries[0]["is_current"],
        "count": standing.open_count(viewer) if viewer and section.name == "desk" else None,
        "keys": "" if not is_alone else KEYS.get(inside[0].url_name, ""),
        "entries": [] if is_alone else entries,
    }


def person(viewer: Viewer | None) -> dict[str, Any]:  # as above
    """Return who is signed in, with two letters for the round mark and their role."""
    name = viewer.name if viewer else ""
    parts = name.replace(".", " ").replace("-", " ").split()
    initials = "".join(word[0] for word in (parts[:1] + parts[1:][-1:])).upper()
    return {"name": name, "initials": initials, "role": ROLES[viewer.role] if viewer else None}


def once(read: Callable[[], object]) -> Callable[[], object]:
    """Return a reading that asks the database at most once per page."""
    return cache(lambda: read())
