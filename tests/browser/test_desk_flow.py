"""The desk by click and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("company")


def first(page: Page):
    return page.locator("li.finding").first


def test_understanding_opens_the_proof_with_its_file_and_line(desk: Page):
    desk.goto("/fr/")
    first(desk).get_by_role("link", name="Comprendre").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Projet 1")
    expect(desk.locator("#proof")).to_contain_text("portefeuille-2026.xlsx, ligne 5")
    expect(desk.locator("#proof")).to_contain_text(re.compile("120\u202f000,50\u00a0€"))


def test_deciding_in_a_dialog_takes_the_finding_off_and_undo_brings_it_back(desk: Page):
    desk.goto("/fr/")
    desk.locator("li.finding").nth(1).get_by_role("link", name="Décider").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("Fusionner les deux projets")
    expect(dialog.get_by_label("Si c’est une autre option")).to_be_hidden()
    dialog.get_by_role("button", name="Enregistrer la décision").click()
    expect(dialog.get_by_role("heading", name=re.compile("Qui fait quoi"))).to_be_visible()
    dialog.get_by_role("link", name="Plus tard").click()
    expect(dialog).to_be_hidden()
    expect(desk.get_by_role("status")).to_contain_text("Décision enregistrée.")
    expect(desk.get_by_role("region", name="En cours")).to_contain_text("Projet 2")
    expect(desk.locator("#menu-count")).to_contain_text("8")
    desk.get_by_role("button", name="Annuler").click()
    expect(desk.get_by_role("status")).to_contain_text("Annulé.")
    expect(desk.locator("li.finding").nth(1)).to_contain_text("Projet 2")
    expect(desk.locator("#menu-count")).to_contain_text("9")


def test_a_page_that_follows_an_examination_leaves_an_open_dialog_alone(desk: Page):
    desk.goto("/fr/")
    first(desk).get_by_role("link", name="Décider").click()
    question = desk.get_by_role("dialog").get_by_label("Question tranchée")
    question.fill("Que fait-on de ce projet ?")
    desk.evaluate("htmx.ajax('GET', '/fr/watch/?from=1', {source: '#watch', target: '#watch', swap: 'outerHTML'})")
    desk.evaluate("htmx.ajax('GET', '/fr/', {source: '#watch', target: '#desk', select: '#desk', swap: 'morph'})")
    expect(question).to_have_value("Que fait-on de ce projet ?")
    expect(question).to_be_visible()


def test_entrusting_needs_someone_and_says_so_inside_the_dialog(desk: Page):
    desk.goto("/fr/")
    first(desk).get_by_role("link", name="Confier").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_label("Confié à")).to_have_value("Hugo Roche")
    dialog.get_by_label("Confié à").fill("")
    dialog.get_by_role("button", name="Confier cette action").click()
    expect(dialog).to_contain_text("Ce champ est obligatoire.")
    dialog.get_by_label("Confié à").fill("Léa Lemaire")
    dialog.get_by_role("button", name="Confier cette action").click()
    expect(desk.get_by_role("status")).to_contain_text("Action confiée.")
    expect(first(desk)).to_contain_text("Projet 2")


def test_setting_aside_by_keyboard_alone(desk: Page):
    desk.goto("/fr/")
    first(desk).get_by_role("link", name="Écarter…").focus()
    desk.keyboard.press("Enter")
    reasons = desk.get_by_role("group", name="Pourquoi l’écarter")
    expect(reasons).to_be_visible()
    reasons.get_by_role("radio").first.focus()
    desk.keyboard.press("ArrowDown")
    expect(reasons.get_by_role("radio", name="Connu et accepté")).to_be_checked()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Constat écarté.")
    expect(desk.locator("li.finding")).to_have_count(7)
    expect(desk.get_by_role("heading", level=1)).to_be_visible()


def test_escape_closes_a_dialog_and_gives_the_focus_back(desk: Page):
    desk.goto("/fr/")
    button = first(desk).get_by_role("link", name="Décider")
    button.click()
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_first_tab_skips_to_the_content(desk: Page):
    desk.goto("/fr/")
    desk.keyboard.press("Tab")
    skip = desk.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()


def test_the_theme_changes_at_once_and_stays(desk: Page):
    desk.goto("/fr/")
    button = desk.get_by_role("button", name="Thème : comme cet ordinateur")
    button.click()
    expect(desk.locator("html")).to_have_attribute("data-theme", "light")
    with desk.expect_response("**/theme/"):
        desk.get_by_role("button", name="Thème : clair").click()
    desk.reload()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_language_is_a_link_to_the_same_page(desk: Page):
    desk.goto("/fr/findings/?domain=portfolio")
    desk.get_by_role("link", name="English").click()
    expect(desk).to_have_url(re.compile(r"/en/findings/\?domain=portfolio$"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("9 findings, those that weigh most first")


def test_on_a_phone_the_menu_opens_over_the_page_and_escape_closes_it(desk: Page):
    desk.set_viewport_size({"width": 390, "height": 800})
    desk.goto("/fr/")
    menu = desk.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    desk.get_by_role("button", name="Ouvrir le menu").click()
    expect(menu.get_by_role("link", name="Le pupitre")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(menu).to_be_hidden()
