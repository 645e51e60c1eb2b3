"""Where a thing of the company, a screen or a command is, and which of them answer to what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from pupitre import words
from pupitre.desk.menu import screens
from pupitre.desk.rights import Permission, Viewer
from pupitre.desk.search import folded
from pupitre.desk.web.addresses import address
from pupitre.desk.web.labels import KINDS
from pupitre.desk.web.search.guide import GUIDES
from pupitre.kernel import N_, Text
from pupitre.words import LANGUAGES

ICONS: Final = {
    "objective": "target",
    "kpi": "trending-up",
    "project": "route",
    "person": "user",
    "decision": "gavel",
    "action": "checklist",
    "risk": "shield",
    "supplier": "truck",
    "unit": "users",
    "axis": "compass",
    "programme": "stack-2",
    "process": "refresh",
    "improvement": "sparkles",
    "finding": "alert-triangle",
}
PAGES: Final = {
    "objective": "strategy:objective",
    "axis": "strategy:axis",
    "kpi": "performance:kpi",
    "project": "portfolio:project",
    "decision": "decide:decision",
    "action": "decide:action",
    "finding": "desk:finding",
    "person": "portfolio:person",
    "process": "processes:process",
}
"""The page of each kind that has one of its own; the others have the list of what they hold."""
KEYS: Final = {
    "desk:home": "g d",
    "strategy:home": "g s",
    "performance:home": "g k",
    "portfolio:home": "g p",
    "portfolio:capacity": "g c",
    "decide:home": "g e",
    "decide:actions": "g a",
    "data:home": "g i",
}
"""The two keys that open a screen."""
FINDING: Final = Text(N_("Finding"))


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the palette.

    Args:
        title: Its words. link: Where it leads. icon: Its icon. about: What stands beside. keys: The keys that do the same.
        command: What the page does by itself instead of following the link, empty for a link.
        wants: What the page must hold for the command to make sense, as a selector.
    """

    title: Text | str
    link: str
    icon: str
    about: Text | str = ""
    keys: str = ""
    command: str = ""
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do, and the words that people may call it by in either language."""

    title: Text
    icon: str
    url_name: str = ""
    keys: tuple[str, ...] = ()
    also: str = ""
    needs: Permission = "read"
    shortcut: str = ""
    command: str = ""
    wants: str = ""


COMMANDS: Final = (
    Command(
        Text(N_("Record a decision")), "gavel", "decide:new", also="new decide nouvelle décision décider", needs="decide", shortcut="n d"
    ),
    Command(
        Text(N_("Add an objective")), "target", "objects:new", ("objective",), "new create nouveau nouvel objectif créer", "edit", "n o"
    ),
    Command(Text(N_("Add a project")), "route", "objects:new", ("project",), "new create nouveau projet créer", "edit", "n p"),
    Command(Text(N_("Add a KPI")), "trending-up", "objects:new", ("kpi",), "new create indicator nouveau indicateur créer", "edit", "n k"),
    Command(Text(N_("Add an action")), "checklist", "objects:new", ("action",), "new create nouvelle action créer", "edit", "n a"),
    Command(Text(N_("Add a risk")), "shield", "objects:new", ("risk",), "new create nouveau risque créer", "edit", "n r"),
    Command(
        Text(N_("Import files")),
        "upload",
        "data:import",
        also="load upload charger déposer fichiers excel csv",
        needs="import",
        shortcut="n i",
    ),
    Command(Text(N_("Review proposed links")), "link", "links:home", also="liens rapprocher relier orphan orphelin", needs="decide"),
    Command(Text(N_("My actions")), "inbox", "decide:actions", also="inbox todo mes actions à faire", shortcut="g a"),
    Command(Text(N_("Read the executive brief")), "file-type-pdf", "brief:note", also="pdf note de direction synthèse report"),
    Command(
        Text(N_("Export this list to Excel")),
        "file-spreadsheet",
        also="xlsx excel exporter download télécharger",
        command="export",
        wants=".export",
    ),
    Command(
        Text(N_("Present this page")),
        "presentation",
        also="slides projector plein écran présenter projeter",
        command="present",
        wants="[data-present]",
    ),
    Command(Text(N_("Print this page")), "printer", also="imprimer papier paper", command="print", wants="main"),
    Command(Text(N_("Keep this view")), "bookmark", "search:views", also="save favourite favori enregistrer vue garder"),
    Command(Text(N_("Change the theme")), "moon", also="dark light sombre clair couleurs", command="theme", wants=".theme-form"),
    Command(Text(N_("Help about this page")), "help", "search:help", also="aide keyboard shortcuts raccourcis clavier", shortcut="?"),
    Command(
        Text(N_("People and accounts")),
        "users",
        "account:people",
        also="invite comptes inviter utilisateurs rights droits",
        needs="administer",
    ),
    Command(Text(N_("My account")), "user-circle", "account:home", also="password mot de passe profil profile"),
    Command(Text(N_("Sign out")), "logout", also="quit déconnexion quitter", command="sign-out", wants=".sign-out"),
)
LANGUAGE: Final = {"fr": Text(N_("Read in French")), "en": Text(N_("Read in English"))}


def link_of(kind: str, key: str) -> str:
    """Return the page of a thing: its own, else the list of what it holds."""
    return (address(PAGES[kind], key) if kind in PAGES else "") or address("search:held", kind, key)


def in_language(page: str, lang: str) -> str:
    """Return the address of the same page in another language; all of our pages differ by the beginning of their address only."""
    return f"/{lang}/{page.split('/', 2)[2]}"


def kind_name(kind: str) -> Text:
    """Return what people call a kind."""
    return FINDING if kind == "finding" else KINDS[kind]


def answering(asked: str, names: Iterable[str]) -> bool:
    """Tell whether each word typed begins a word of what something is called; nothing typed answers to all."""
    known = [word for name in names for word in folded(name).split()]
    return all(any(word.startswith(typed) for word in known) for typed in folded(asked).split())


def screens_called(asked: str) -> tuple[list[Place], list[Place]]:
    """Return the screens whose title answers to what was typed, all of them when nothing was, and those whose question does."""
    titled, asking = [], []
    for screen in screens():
        guide = GUIDES.get(screen.url_name)
        place = Place(
            screen.title, reverse(screen.url_name), "layout-dashboard", guide.question if guide else "", KEYS.get(screen.url_name, "")
        )
        if answering(asked, (words.render(screen.title, lang) for lang in LANGUAGES)):
            titled.append(place)
        elif guide and answering(asked, (words.render(guide.question, lang) for lang in LANGUAGES)):
            asking.append(place)
    return titled, asking


def commands_called(asked: str, request: HttpRequest, viewer: Viewer, page: str) -> list[Place]:
    """Return the commands that answer to what was typed and that a role may use, all of them when nothing was typed.

    Args:
        page: The address that the palette was opened on; empty on the search page, where what a page does by itself is left out.
    """
    found = []
    for one in COMMANDS:
        link = address(one.url_name, *one.keys) if one.url_name else ""
        if not (link or (one.command and page)) or not viewer.can(one.needs):
            continue
        if answering(asked, (*(words.render(one.title, lang) for lang in LANGUAGES), one.also)):
            link = f"{link}?{urlencode({'from': page})}" if page and one.url_name.startswith("search:") else link
            found.append(Place(one.title, link or "#", one.icon, keys=one.shortcut, command=one.command, wants=one.wants))
    for lang, title in LANGUAGE.items():
        names = (*(words.render(title, one) for one in LANGUAGES), "language langue français french anglais english")
        if page and lang != request.LANGUAGE_CODE and answering(asked, names):
            found.append(Place(title, in_language(page, lang), "language"))
    return found
