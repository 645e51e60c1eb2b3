"""What opens over a page, or comes only once something was done: dialogs, menus, the palette, the steps of an import, a conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from pupitre.bench.accessibility.judge import Judge

if TYPE_CHECKING:
    from playwright.sync_api import Page

MENUS: Final = (".add-menu", ".page-menu", ".account-menu")
NARROW: Final = (1440, 390, 320)
"""Widths at which what is open is judged."""
FILE: Final = (
    "Code;Nom du projet;Direction;Date de début;Date de fin;Budget;Avancement;Statut\n"
    "QA-01;Portail des fournisseurs;DSI;01/01/2020;30/06/2020;120000;20 %;vert\n"
    "QA-02;Atelier numérique;DSI;01/02/2020;31/02/2020;5000;10 %;vert\n"
)
"""A list of projects whose last row holds a day that does not exist."""
Opening = Callable[["Page", str, Judge], None]


def dialogs(page: Page, lang: str, judge: Judge) -> None:
    """Open what each of the buttons of a finding opens, then decide, to see who is asked to do it, and what is said after."""
    for act, name in (("2", "decide"), ("3", "entrust"), ("4", "set aside")):
        page.goto(f"/{lang}/")
        page.locator(f"li.finding [data-act='{act}']").first.click()
        _wait_dialog(page)
        judge.look(page, f"dialog: {name}", widths=NARROW)
    page.locator("#dialog button.button-primary").click()
    page.locator("#dialog .fault").first.wait_for()
    judge.look(page, "dialog: set aside without a reason", widths=NARROW)
    page.goto(f"/{lang}/")
    page.locator("li.finding [data-act='2']").first.click()
    _wait_dialog(page)
    page.locator("#dialog input[name=owner]").fill("Claire Vasseur")
    page.locator("#dialog button.button-primary").click()
    page.locator("#dialog form[action*='/entrust/']").wait_for()
    judge.look(page, "dialog: entrust what was decided", widths=NARROW)
    page.locator("#dialog button.button-primary").click()
    page.locator("#toasts .toast-line").first.wait_for()
    judge.look(page, "toast", widths=NARROW)


def actions(page: Page, lang: str, judge: Judge) -> None:
    """Open what says how an action stands."""
    page.goto(f"/{lang}/decide/actions/?who=all")
    page.locator(".doing .acts a[hx-get]").first.click()
    _wait_dialog(page)
    judge.look(page, "dialog: say how an action stands", widths=NARROW)
    page.goto(f"/{lang}/decide/")
    page.locator("table a[href*='/decisions/']").first.click()
    page.locator("a[hx-get$='/entrust/']").first.click()
    _wait_dialog(page)
    judge.look(page, "dialog: entrust an action of a decision", widths=NARROW)


def ways(page: Page, lang: str, judge: Judge) -> None:
    """Open the palette, empty and answering, the help, each menu, and the menu of a telephone."""
    page.goto(f"/{lang}/")
    page.keyboard.press("Control+k")
    page.locator("#palette-lines [role=option]").first.wait_for()
    judge.look(page, "palette", widths=NARROW)
    with page.expect_response(lambda answer: "/search/" in answer.url):
        page.locator(".palette-input").press_sequentially("pro")
    page.wait_for_timeout(400)
    judge.look(page, "palette: answers", widths=NARROW)
    _escape(page)
    page.keyboard.press("?")
    _wait_dialog(page)
    judge.look(page, "help", widths=NARROW)
    _escape(page)
    for menu in MENUS:
        page.goto(f"/{lang}/")
        page.locator(f"{menu} > summary").click()
        judge.look(page, f"menu {menu}", widths=NARROW)
    page.locator(f"{MENUS[1]} > summary").click()
    page.goto(f"/{lang}/")


def imported(page: Page, lang: str, judge: Judge) -> None:
    """Go through an import: what a file seems to be, a cell to put right, what will be loaded; then take it back."""
    page.goto(f"/{lang}/data/import/")
    page.locator("input[type=file]").set_input_files({"name": "projets.csv", "mimeType": "text/csv", "buffer": FILE.encode()})
    page.locator(".drop-zone button, form button.button-primary").first.click()
    page.locator("#main .wizard-bar button").last.wait_for()
    judge.look(page, "import: recognise", widths=NARROW)
    page.locator("#main .wizard-bar button").last.click()
    cell = page.locator("#main input[placeholder='31/02/2020']")
    cell.wait_for()
    judge.look(page, "import: repair", widths=NARROW)
    cell.fill("28/02/2020")
    cell.press("Enter")
    page.wait_for_url("**/confirm/")
    judge.look(page, "import: confirm", widths=NARROW)
    page.locator("form[action*='forget'] button").first.click()
    page.locator("#toasts .toast-line").first.wait_for()


def conflict(page: Page, lang: str, judge: Judge) -> None:
    """Edit a thing that somebody else edited meanwhile."""
    page.goto(f"/{lang}/portfolio/")
    page.goto(str(page.locator("a[href*='/portfolio/project/']").first.get_attribute("href")))
    address = page.locator("a[href*='/objects/edit/project/']").first.get_attribute("href")
    other = page.context.new_page()
    for one in (page, other):
        one.goto(str(address))
    mine, theirs = (f"{page.locator('[name=name]').input_value()} {mark}" for mark in ("A", "B"))
    other.locator("[name=name]").fill(theirs)
    other.locator("#main form button.button-primary").first.click()
    other.wait_for_url(lambda url: "/objects/edit/" not in url)
    other.close()
    page.locator("[name=name]").fill(mine)
    page.locator("#main form button.button-primary").first.click()
    page.get_by_text(theirs).first.wait_for()
    judge.said.clear()  # the browser reports the answer "conflict" as a file that failed to load
    judge.look(page, "objects: conflict", widths=NARROW)


OPENINGS: Final[tuple[Opening, ...]] = (dialogs, actions, ways, imported, conflict)


def _wait_dialog(page: Page) -> None:
    page.locator("dialog[open] :is(h1, h2)").first.wait_for()


def _escape(page: Page) -> None:
    """Close what is open; the browser closes it a moment after the key, and letters act only then."""
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
