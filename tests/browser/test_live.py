"""An open page follows what others write, and never takes anything from under the hand."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

SOON = 5_000
"""Another person's edit shows within so many milliseconds."""


def renamed(name: str, by: str = "Hugo Roche") -> None:
    from pupitre.desk import changes
    from pupitre.kernel import Text

    changes.write("project", {"key": "P-01", "name": name}, by=by, why=Text("Rename"))


def test_what_another_writes_shows_within_five_seconds(desk: Page, company):
    desk.goto("/fr/search/person/HR/")
    expect(desk.locator("#main")).to_contain_text("Projet 1")
    desk.evaluate("window.same = true")
    renamed("Refonte de la paie")
    started = time.monotonic()
    expect(desk.locator("#main")).to_contain_text("Refonte de la paie", timeout=SOON)
    assert time.monotonic() - started <= SOON / 1000
    assert desk.evaluate("window.same")


def test_the_focus_and_what_is_unfolded_stay(desk: Page, company):
    desk.goto("/fr/search/person/HR/")
    link = desk.locator("#main a.line").nth(2)
    link.focus()
    held = desk.evaluate("document.activeElement.textContent")
    renamed("Zèbre")
    expect(desk.locator("#main")).to_contain_text("Zèbre", timeout=SOON)
    assert desk.evaluate("document.activeElement.textContent") == held


def test_an_open_dialog_and_what_is_typed_in_it_stay(desk: Page, company):
    desk.goto("/fr/")
    desk.keyboard.press("j")
    desk.keyboard.press("4")
    box = desk.locator("#dialog")
    expect(box).to_be_visible()
    field = box.locator("textarea, input[type=text]").first
    field.fill("Déjà traité hier")
    before = desk.evaluate("document.body.dataset.seen")
    renamed("Autre nom")
    desk.wait_for_function("before => document.body.dataset.seen !== before", arg=before)
    desk.wait_for_timeout(500)
    expect(box).to_be_visible()
    expect(field).to_have_value("Déjà traité hier")


def test_a_page_half_filled_in_says_who_wrote_and_keeps_what_was_typed(desk: Page, company):
    from pupitre.desk.findings import kept
    from pupitre.desk.web.standing import today

    item = kept(on=today())[1]
    desk.goto(f"/fr/findings/{item.fingerprint}/set-aside/")
    field = desk.locator("#main textarea, #main input[type=text]").first
    field.press_sequentially("En cours")
    renamed("Autre nom")
    expect(desk.locator("#news")).to_be_visible(timeout=SOON)
    expect(desk.locator("#news")).to_contain_text("Hugo Roche")
    expect(field).to_have_value("En cours")


def test_a_page_out_of_sight_asks_nothing(desk: Page, company):
    desk.goto("/fr/")
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url) if "/pulse/" in request.url else None)
    turned = "document.dispatchEvent(new Event('visibilitychange'))"
    desk.evaluate(f"Object.defineProperty(document, 'hidden', {{configurable: true, get: () => true}}); {turned}")
    desk.wait_for_timeout(SOON)
    assert asked == []
    desk.evaluate(f"delete document.hidden; {turned}")
    desk.wait_for_timeout(500)
    assert len(asked) == 1
