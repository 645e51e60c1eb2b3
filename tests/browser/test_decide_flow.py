"""From a finding to a decision, to an action, to its being done: by mouse, then by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pupitre.records.models import MODELS, Account

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture
def hugo(desk: Page) -> Page:
    """The desk of somebody who is one of the company's people."""
    Account.objects.update(person="HR", name="Hugo Roche")
    desk.set_default_timeout(8000)
    return desk


def test_by_mouse_from_a_finding_to_an_action_that_is_done(hugo: Page):
    hugo.goto("/fr/")
    hugo.locator("li.finding").nth(1).get_by_role("link", name="Décider").click()
    dialog = hugo.get_by_role("dialog")
    expect(dialog.get_by_label("Question tranchée")).to_have_value(re.compile("Projet 2"))
    expect(dialog.get_by_role("radio", name=re.compile("Fusionner les deux projets"))).to_be_checked()
    expect(dialog.get_by_label("Responsable")).to_have_value("Hugo Roche")
    dialog.get_by_label("Indicateur qui doit bouger").select_option("K-1")
    dialog.get_by_label("Probable").fill("2")
    dialog.get_by_role("button", name="Enregistrer la décision").click()

    expect(dialog.get_by_role("heading", name=re.compile("Qui fait quoi"))).to_be_visible()
    dialog.get_by_role("button", name="Confier cette action").click()
    expect(dialog).to_be_hidden()
    expect(hugo.get_by_role("status").filter(has_text="Action confiée.")).to_be_visible()

    hugo.goto("/fr/decide/")
    hugo.get_by_role("link", name=re.compile("Fusionner les deux projets")).click()
    expect(hugo.get_by_role("heading", level=1)).to_contain_text("Fusionner les deux projets")
    expect(hugo.get_by_role("main")).to_contain_text("Projet 2")
    expect(hugo.get_by_text("Ce que l’on savait ce jour-là")).to_be_visible()
    expect(hugo.locator(".doings")).to_contain_text("Fusionner les deux projets")

    hugo.goto("/fr/decide/actions/")
    hugo.get_by_role("link", name="Fait", exact=True).click()
    dialog.get_by_label("En une phrase").fill("C’est signé.")
    dialog.get_by_role("button", name="Le dire").click()
    expect(dialog).to_be_hidden()
    expect(hugo.get_by_text("Terminées ces 30 derniers jours")).to_be_visible()
    assert MODELS["action_report"].objects.get().sentence == "C’est signé."


def tab_to(page: Page, selector: str, *, most: int = 80) -> None:
    """Press the tabulation key until something has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_by_keyboard_alone(hugo: Page):
    hugo.goto("/fr/")
    tab_to(hugo, "li.finding:nth-child(2) a[href$='/decide/']")
    hugo.keyboard.press("Enter")
    expect(hugo.get_by_role("dialog")).to_be_visible()
    tab_to(hugo, "dialog input[type=radio]")
    hugo.keyboard.press("ArrowDown")
    tab_to(hugo, "dialog button.button-primary")
    hugo.keyboard.press("Enter")
    expect(hugo.get_by_role("heading", name=re.compile("Qui fait quoi"))).to_be_visible()
    tab_to(hugo, "dialog input[name=due_on]")
    tab_to(hugo, "dialog button.button-primary")
    hugo.keyboard.press("Enter")
    expect(hugo.get_by_role("dialog")).to_be_hidden()

    hugo.goto("/fr/decide/actions/")
    tab_to(hugo, ".doing .acts a")
    hugo.keyboard.press("Enter")
    expect(hugo.get_by_role("dialog")).to_be_visible()
    tab_to(hugo, "dialog button.button-primary")
    hugo.keyboard.press("Enter")
    expect(hugo.get_by_role("dialog")).to_be_hidden()
    assert MODELS["action"].objects.get().is_done


def test_a_finding_is_set_aside_by_its_reason(hugo: Page):
    hugo.goto("/fr/")
    hugo.locator("li.finding").first.get_by_role("link", name="Écarter…").click()
    dialog = hugo.get_by_role("dialog")
    dialog.get_by_text("Connu et accepté").click()
    dialog.get_by_role("button", name="Écarter ce constat").click()
    expect(dialog).to_be_hidden()
    assert MODELS["finding_state"].objects.get().refusal == "accepted"
