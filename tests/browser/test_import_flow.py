"""From a file of one's own to the first sentence on the desk, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIST = (
    "Code;Nom du projet;Direction;Date de début;Date de fin;Budget;Avancement;Statut\n"
    "P-01;Portail des fournisseurs;DSI;01/01/2020;30/06/2020;120000;20 %;vert\n"
    "P-02;Entrepôt de Bayonne;Achats;15/01/2020;31/10/2020;80000;30 %;orange\n"
)
IMPOSSIBLE = "P-03;Atelier numérique;DSI;01/02/2020;31/02/2020;5000;10 %;vert\n"


@pytest.fixture(autouse=True)
def examined(home, monkeypatch) -> Iterator[None]:
    """Read in a thread while the page asks how far it is; load and examine on the spot, as the tests' database has one writer."""
    from django.utils import timezone

    from pupitre.desk import background, examine
    from pupitre.desk.web.data import work

    really = work.load

    def load(*args, **options):
        with monkeypatch.context() as now:
            now.setattr(background, "apart", lambda task: task())
            really(*args, **options)

    (home / "incoming").mkdir()
    monkeypatch.setattr(work, "load", load)
    monkeypatch.setattr(background, "examine_soon", lambda: examine.run(on=timezone.localdate()))
    yield
    background.finish()


def dropped(text: str, name: str = "portefeuille.csv") -> dict[str, object]:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def faults(page: Page) -> list[str]:
    """Return what axe finds, and whether the page scrolls sideways on a phone."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)["violations"]
    said = [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        said += [f"{page.url}: {wide} wide on {width}"] if wide > width else []
    return said


def test_a_project_list_dropped_gives_a_sentence_in_one_click_and_undo_takes_it_back(desk: Page):
    desk.goto("/fr/data/import/")
    assert faults(desk) == []
    desk.evaluate(
        """([name, text]) => {
            const data = new DataTransfer();
            data.items.add(new File([text], name, {type: 'text/csv'}));
            const over = new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true});
            document.querySelector('.drop-zone').dispatchEvent(over);
        }""",
        ["portefeuille.csv", LIST],
    )
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Tout a été reconnu")
    assert faults(desk) == []
    desk.get_by_role("button", name="Charger et examiner").click()
    expect(desk).to_have_url(re.compile("/fr/$"))
    expect(desk.get_by_role("status")).to_contain_text("lignes chargées.")
    expect(desk.locator("li.finding").first).to_contain_text("Portail des fournisseurs")
    desk.get_by_role("button", name="Annuler").click()
    expect(desk.get_by_role("status")).to_contain_text("L’import est annulé.")


def test_by_keyboard_a_cell_is_put_right_and_its_row_loaded(desk: Page):
    desk.goto("/fr/data/import/")
    desk.get_by_label(re.compile("Déposez vos fichiers|choisissez")).set_input_files(dropped(LIST + IMPOSSIBLE))
    desk.get_by_role("button", name="Lire ces fichiers").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Voici ce que vos fichiers semblent être")
    desk.get_by_role("button", name="Continuer").press("Enter")
    cell = desk.get_by_placeholder("31/02/2020")
    expect(cell).to_be_visible()
    assert faults(desk) == []
    cell.focus()
    desk.keyboard.type("28/02/2020")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Charger et examiner")).to_be_visible(timeout=20_000)
    expect(desk.get_by_role("row", name=re.compile("^Projet 3"))).to_be_visible()
    assert faults(desk) == []
    desk.get_by_role("button", name="Ne rien charger, retirer ces fichiers").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("rien n’a été chargé")
