"""The menu: seven sections, and the screens that domains put in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

from pupitre.desk.registry import domains
from pupitre.kernel import N_, Text


@dataclass(frozen=True, slots=True)
class Section:
    """One of the seven entries of the menu."""

    name: str
    title: Text
    icon: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in the menu.

    Args:
        section: Name of its section.
        title: The words of the link.
        url_name: The address, as `namespace:name`.
        number: The screen's number, which orders a section.
    """

    section: str
    title: Text
    url_name: str
    number: int


SECTIONS: Final = (
    Section("desk", Text(N_("Desk")), "layout-dashboard"),
    Section("strategy", Text(N_("Strategy")), "compass"),
    Section("execution", Text(N_("Execution")), "route"),
    Section("people", Text(N_("People")), "users"),
    Section("risk", Text(N_("Risk & ESG")), "shield"),
    Section("decide", Text(N_("Decide")), "gavel"),
    Section("data", Text(N_("Data")), "database"),
)


@cache
def screens() -> tuple[Screen, ...]:
    """Return every screen of the menu: the desk's own, then those that each domain lists in `<its web>.screens.SCREENS`."""
    homes = ["pupitre.desk.web", *(card.web for card in domains() if card.web)]
    found = [one for home in homes for one in import_module(f"{home}.screens").SCREENS]
    return tuple(sorted(found, key=lambda screen: screen.number))
