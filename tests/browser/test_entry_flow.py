"""Making and editing by hand in a real browser: the keyboard alone, two people at once, links by the dozen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from pupitre.desk import background, changes
from pupitre.kernel import Text
from pupitre.records.models import MODELS

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture(autouse=True)
def _no_examination(monkeypatch):
    monkeypatch.setattr(background, "examine_soon", lambda: None)


def test_an_objective_is_made_by_keyboard_and_taken_back(desk: Page):
    desk.goto("/fr/objects/new/objective/")
    desk.get_by_label("Ce qui doit devenir vrai").focus()
    desk.keyboard.type("Livrer neuf commandes sur dix au jour promis")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Livrer neuf commandes sur dix au jour promis")
    assert MODELS["objective"].objects.get().name == "Livrer neuf commandes sur dix au jour promis"
    desk.get_by_role("button", name="Annuler").click()
    expect(desk.get_by_role("status")).to_contain_text("Annulé.")
    assert not MODELS["objective"].objects.exists()


def test_two_people_who_edit_the_same_thing_are_both_heard(desk: Page, browser: Browser, live_server):
    changes.write("project", {"key": "P-01", "name": "Projet 1", "category": "Outils"}, by="Claire Vasseur", why=Text("Because"))
    other = browser.new_context(base_url=live_server.url, locale="fr-FR", storage_state=desk.context.storage_state()).new_page()
    for page in (desk, other):
        page.goto("/fr/objects/edit/project/P-01/?back=%2Ffr%2F")
    other.get_by_role("textbox", name="Nom", exact=True).fill("Le nom de l’autre")
    other.get_by_role("button", name="Enregistrer").click()
    expect(other.get_by_role("status")).to_contain_text("Enregistré.")
    desk.get_by_role("textbox", name="Nom", exact=True).fill("Mon nom")
    desk.get_by_label("Budget").fill("1,2 M€")
    desk.get_by_role("button", name="Enregistrer").click()
    clash = desk.get_by_role("group", name="Nom")
    expect(clash).to_contain_text("Mon nom")
    expect(clash).to_contain_text("Le nom de l’autre")
    clash.get_by_label("Le nom de l’autre").check()
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_role("status")).to_contain_text("Enregistré.")
    kept = MODELS["project"].objects.get(key="P-01")
    assert (kept.name, int(kept.budget)) == ("Le nom de l’autre", 1_200_000)
    desk.get_by_role("button", name="Annuler").click()
    expect(desk.get_by_role("status")).to_contain_text("Annulé.")
    assert MODELS["project"].objects.get(key="P-01").budget is None
    other.context.close()


def test_the_likely_links_are_ticked_and_accepted_together(desk: Page):
    rows = {
        "unit": [{"key": "SUP", "name": "Supply"}],
        "objective": [{"key": "O-1", "name": "Réduire les stocks de pièces", "unit": "SUP", "status": "open"}],
        "project": [{"key": "P-01", "name": "Stocks lents de pièces", "unit": "SUP"}],
    }
    changes.edit(rows, by="Claire Vasseur", why=Text("Because"))
    desk.goto("/fr/links/")
    desk.get_by_role("link", name="Cocher les probables").click()
    expect(desk.get_by_role("checkbox", name=re.compile("Stocks lents de pièces"))).to_be_checked()
    desk.get_by_role("button", name="Accepter ce qui est coché").click()
    expect(desk.get_by_role("status")).to_contain_text("1 lien écrit.")
    assert MODELS["contribution"].objects.get().basis == "accepted"
