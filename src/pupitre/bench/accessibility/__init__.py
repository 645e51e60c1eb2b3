"""Whether every page of a home can be used by everybody: axe, widths from a telephone to a desk, a silent console."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pupitre.bench.accessibility.judge import TAGS, Judge
from pupitre.bench.accessibility.openings import OPENINGS, Opening
from pupitre.bench.accessibility.places import GUARDED, MEMBER, PASSWORD, Place, places, prepare
from pupitre.bench.screenshots import QUIET, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

LANGS: Final = ("fr", "en")
THEMES: Final = ("light", "dark")
MAIN: Final = "bench@localhost"
PATIENCE: Final = 45_000
"""Milliseconds within which a page answers, however busy the machine."""
BUSY: Final = "[hx-trigger^='every'], [hx-trigger^='load']"
"""What a page shows while something is worked out beside."""
WHOLE: Final = {"type": "tag", "values": TAGS}
COLOURS: Final = {"type": "rule", "values": ["color-contrast"]}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--home", required=True, help="the home whose pages are looked at; a copy of it is worked on")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="every rule and the narrowest width in French by day, the main screens by night, and in English on a telephone",
    )
    parser.add_argument("--only", default="", help="only the pages and openings (opening dialogs, opening ways…) whose name contains this")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Look at every page, print what is wrong, and answer 1 when anything is."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop runs in this thread, and rows are read between two pages
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        shutil.copytree(args.home, home, ignore=shutil.ignore_patterns("*.lock"))
        prepare(home)
        told = look(home, is_quick=args.quick, only=args.only)
    if args.json:
        print(json.dumps({"schema": "pupitre.bench-accessibility/1", **told}))
    else:
        print("\n".join(f"{one['lang']} {one['theme']}: {fault}" for one in told["rounds"] for fault in one["faults"]))
        for one in told["rounds"]:
            counts = f"{one['pages']} pages and openings, {one['audits']} audits, {one['fits']} widths, {len(one['faults'])} faults"
            print(f"{one['lang']} {one['theme']}: {counts}")
    return int(any(one["faults"] for one in told["rounds"]))


def look(home: Path, *, is_quick: bool, only: str = "") -> dict[str, list[dict[str, object]]]:
    """Return what was looked at and what is wrong, by language and theme.

    Args:
        home: A home that was prepared; it is served, and written to.
        is_quick: Leaves out what another language or theme proves.
        only: Only the pages and openings whose name contains this.
    """
    from playwright.sync_api import sync_playwright

    where = os.environ.get("PUPITRE_CHROMIUM") or shutil.which("chromium")
    told = []
    with served(home) as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=QUIET)
        for lang in LANGS:
            wanted = [place for place in places(lang) if only in place.name]
            for theme in THEMES:
                if is_quick and (lang, theme) == ("en", "dark"):
                    continue
                judge = _judge(lang, theme, is_quick=is_quick)
                is_short = is_quick and (lang, theme) != ("fr", "light")
                seen = [place for place in wanted if place.name.endswith(":home")] if is_short else wanted
                _round(browser, link.split("/sign-in/")[0], seen, judge, lang=lang, theme=theme, only="nothing" if is_short else only)
                kept = {"pages": judge.pages, "audits": judge.audits, "fits": judge.fits, "faults": judge.faults}
                told.append({"lang": lang, "theme": theme, **kept})
        browser.close()
    return {"rounds": told}


def _judge(lang: str, theme: str, *, is_quick: bool) -> Judge:
    """Return what judges a round: all of it, or what no other round proves."""
    if not is_quick:
        return Judge(only=WHOLE)
    if (lang, theme) == ("fr", "light"):
        return Judge(only=WHOLE, widths=(320,))
    return Judge(only=WHOLE, asked_at=390) if lang == "en" else Judge(only=COLOURS, widths=())


def _round(browser: Browser, origin: str, wanted: list[Place], judge: Judge, *, lang: str, theme: str, only: str) -> None:
    """Look at each page in one language and one theme, each as whoever may open it."""
    for who, email in (("nobody", ""), ("member", MEMBER), ("direction", MAIN)):
        with _signed_in(browser, origin, email, lang=lang, theme=theme) as context:
            page = context.new_page()
            judge.listen(page)
            for place in (one for one in wanted if one.who == who):
                status = _answered(page, place.address)
                if status != place.status:
                    judge.faults.append(f"{place.name}: {place.address} answers {status}")
                judge.look(page, place.name)
            if who == "nobody" and not only:
                _second_factor(page, lang, judge)
            if who == "direction":
                for opening in OPENINGS:
                    if only in f"opening {opening.__name__}":
                        _open(opening, page, lang, judge)


def _answered(page: Page, address: str) -> int:
    """Return the status of a page, once it has all that it asks for by itself: left before, it would be loaded again over the next one."""
    answer = page.goto(address)
    page.wait_for_function("busy => !document.querySelector(busy)", arg=BUSY)
    page.wait_for_load_state()
    return answer.status if answer else 0


def _open(opening: Opening, page: Page, lang: str, judge: Judge) -> None:
    """Open what an opening opens; what does not open is a fault, and the next one is tried."""
    from playwright.sync_api import Error

    try:
        opening(page, lang, judge)
    except Error as fault:
        judge.faults.append(f"opening {opening.__name__}: {fault.message.splitlines()[0]} ({page.url})")


def _signed_in(browser: Browser, origin: str, email: str, *, lang: str, theme: str) -> BrowserContext:
    """Return a browser of somebody, who gave their password; of nobody without an address."""
    context = browser.new_context(base_url=origin, locale={"fr": "fr-FR", "en": "en-GB"}[lang], reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "pupitre_theme", "value": theme, "domain": "127.0.0.1", "path": "/"}])
    if email:
        page = context.new_page()
        _give_password(page, lang, email)
        page.wait_for_url(lambda address: "sign-in" not in address)
        page.close()
    return context


def _give_password(page: Page, lang: str, email: str) -> None:
    page.goto(f"/{lang}/account/sign-in/")
    page.locator("input[type=email], [name=login], [name=email]").first.fill(email)
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.keyboard.press("Enter")


def _second_factor(page: Page, lang: str, judge: Judge) -> None:
    _give_password(page, lang, GUARDED)
    page.wait_for_url("**/second-factor/**")
    judge.look(page, "second factor")
