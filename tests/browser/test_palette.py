"""Search and commands, keys, menus, help, views, presentation: by keyboard."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def opened(desk: Page) -> None:
    desk.keyboard.press("Control+k")
    expect(desk.locator("#palette")).to_be_visible()
    expect(desk.locator("#palette-lines [role=option]").first).to_be_visible()


def test_somebody_is_reached_by_a_few_letters_and_enter_slip_included(desk: Page, company):
    desk.goto("/fr/")
    opened(desk)
    desk.keyboard.type("lemiare")
    expect(desk.locator("#palette-lines [aria-selected=true]")).to_contain_text("Léa Lemaire")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/fr/portfolio/person/LL/")


def test_arrows_choose_and_escape_gives_the_focus_back(desk: Page, company):
    desk.goto("/fr/")
    desk.locator(".bar-search").focus()
    opened(desk)
    first = desk.locator("#palette-lines [aria-selected=true]")
    before = first.inner_text()
    desk.keyboard.press("ArrowDown")
    assert first.inner_text() != before
    assert desk.locator(".palette-input").get_attribute("aria-activedescendant") == first.get_attribute("id")
    desk.keyboard.press("ArrowUp")
    assert first.inner_text() == before
    for _ in range(6):
        desk.keyboard.press("Tab")
        assert desk.evaluate(
            "!document.activeElement || document.activeElement === document.body || !!document.activeElement.closest('#palette')"
        )
    desk.keyboard.press("Escape")
    expect(desk.locator("#palette")).to_be_hidden()
    expect(desk.locator(".bar-search")).to_be_focused()


def test_letters_go_to_screens_and_never_act_in_a_field(desk: Page, company):
    desk.goto("/fr/")
    desk.keyboard.press("g")
    desk.keyboard.press("i")
    desk.wait_for_url("**/fr/data/")
    desk.goto("/fr/search/")
    desk.locator("#search-words").press_sequentially("gd/?j")
    expect(desk.locator("#search-words")).to_have_value("gd/?j")
    assert desk.url.endswith("/fr/search/")
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_letters_can_be_switched_off_and_ctrl_k_stays(desk: Page, company):
    desk.goto("/fr/")
    desk.keyboard.press("?")
    box = desk.locator("[data-single-keys]")
    expect(box).to_be_checked()
    box.uncheck()
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    desk.keyboard.press("g")
    desk.keyboard.press("i")
    desk.keyboard.press("/")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    assert desk.url.endswith("/fr/")
    opened(desk)
    desk.reload()
    desk.keyboard.press("?")
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_findings_are_gone_through_and_decided_by_keyboard(desk: Page, company):
    desk.goto("/fr/")
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    expect(desk.locator(".finding").nth(1)).to_contain_class("finding-now")
    expect(desk.locator(".finding").nth(1).locator(".finding-title a")).to_be_focused()
    desk.keyboard.press("k")
    expect(desk.locator(".finding").nth(0).locator(".finding-title a")).to_be_focused()
    desk.keyboard.press("4")
    expect(desk.locator("#dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/fr/findings/**")


def test_a_view_is_kept_and_found_again(desk: Page, company):
    desk.goto("/fr/findings/?state=closed")
    desk.locator(".page-menu > summary").click()
    desk.locator("[data-views]").click()
    desk.locator("#dialog [name=title]").fill("Refermés")
    desk.locator("#dialog .button-primary").click()
    expect(desk.locator("#toasts")).to_contain_text("Vue enregistrée")
    desk.goto("/fr/")
    opened(desk)
    desk.keyboard.type("referm")
    expect(desk.locator("#palette-lines [aria-selected=true]")).to_contain_text("Refermés")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/fr/findings/?state=closed")


def test_a_presentation_shows_one_part_at_a_time_and_escape_leaves(desk: Page, company):
    desk.goto("/fr/")
    desk.keyboard.press("p")
    desk.wait_for_url("**present=1")
    expect(desk.locator(".part-shown")).to_have_count(1)
    expect(desk.locator(".answer")).to_be_visible()
    expect(desk.locator(".menu")).to_be_hidden()
    desk.keyboard.press("ArrowRight")
    expect(desk.locator(".answer")).to_be_hidden()
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator(".answer")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.wait_for_url(lambda address: "present" not in address)
    expect(desk.locator(".menu")).to_be_visible()
