"""Scripts and markup in every text of a company: each page shows them as text, and runs nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import translation
from tests.hostile.company import TEXTS, build, fields_written, key_of
from tests.hostile.shown import Shown, plain

from pupitre.brief.content import document
from pupitre.brief.pdf import pdf
from pupitre.desk import background
from pupitre.desk.findings import kept
from pupitre.desk.rights import SYSTEM
from pupitre.tables import TABLES

IS_LONG = "HOSTILE" in os.environ
"""The long run opens every page about every payload in both languages; the short one each payload on three pages."""
ABOUT = (
    ("strategy:objective", "objective"),
    ("strategy:axis", "axis"),
    ("performance:kpi", "kpi"),
    ("portfolio:project", "project"),
    ("portfolio:person", "person"),
    ("portfolio:skill", "skill"),
    ("decide:decision", "decision"),
    ("decide:print", "decision"),
    ("decide:action", "action"),
)
"""Pages about one thing, with the table of that thing."""
HELD = ("person", "unit", "risk", "supplier")
FINDING = ("finding", "decide", "entrust", "set_aside")


@pytest.fixture
def company(home, today, monkeypatch):
    monkeypatch.setattr(background, "examine_soon", lambda: None)
    build(today)


def about(at: int) -> Iterator[str]:
    """Return the addresses of the pages about the rows of one payload."""
    for name, kind in ABOUT:
        yield reverse(name, args=[quote(key_of(kind, at), safe="")])
    for kind in HELD:
        yield reverse("search:held", args=[kind, quote(key_of(kind, at), safe="")])


def opened() -> Iterator[tuple[str, str]]:
    """Return the pages to open, each with the text that it must show."""
    for at, text in enumerate(TEXTS):
        for lang in ("fr", "en"):
            with translation.override(lang):
                pages = list(about(at))
            if not IS_LONG:
                pages = [pages[at % len(pages)]] if lang == "fr" else [pages[(at + 4) % len(pages)], pages[(at + 9) % len(pages)]]
            yield from ((page, text) for page in pages)


def test_every_page_about_a_thing_shows_its_texts_as_text(admin, company):
    faults, count = [], 0
    for page, text in opened():
        answer = admin.get(page)
        shown = Shown(answer.content.decode())
        count += 1
        faults += [f"{page}: {fault}" for fault in shown.faults]
        if answer.status_code != 200 or plain(text) not in shown.words:
            faults.append(f"{page}: {text!r} is not shown ({answer.status_code})")
    assert faults == [], f"{len(faults)} on {count} pages"
    assert len(TEXTS) >= 40
    assert sum(len(fields_written(table)) for table in TABLES.values() if table.store == "rows") >= 60


def test_every_page_about_a_finding_shows_its_sentence_as_text(admin, company, today):
    faults = []
    found = kept(on=today)
    for at, item in enumerate(found if IS_LONG else found[:60]):
        name = FINDING[at % len(FINDING)]
        shown = Shown(admin.get(reverse(f"desk:{name}", args=[item.fingerprint])).content.decode())
        faults += [f"{name} {item.fingerprint}: {fault}" for fault in shown.faults]
    assert faults == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_brief_is_laid_out_whatever_the_texts_say(company, lang):
    made = pdf(document(SYSTEM, lang=lang))
    assert made.startswith(b"%PDF")
    assert not [word for word in (b"/JavaScript", b"/JS ", b"/Launch", b"/SubmitForm", b"/EmbeddedFile", b"root:x") if word in made]


REFLECTED = ("search/?q=", "findings/?domain=", "portfolio/?unit=", "help/?from=", "views/?from=/en/", "none")


@pytest.mark.parametrize("at", REFLECTED)
def test_what_an_address_says_comes_back_as_text(admin, company, at):
    for text in TEXTS:
        shown = Shown(admin.get(f"/en/{at}" + quote(text, safe="")).content.decode())
        assert shown.faults == [], text
