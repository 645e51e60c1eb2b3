"""The page that says how a rule is computed."""

from __future__ import annotations

import re

import pytest
from tests.desk_web.saying import page

from pupitre.desk.web import methods

TEXT = "# Cost drift\n\nThe rule `portfolio.cost_drift`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<script>alert(1)</script>\n"
FRENCH = TEXT.replace("Cost drift", "Coût qui dérive").replace("The rule", "Voir [le budget](budget.md), règle")


@pytest.fixture(autouse=True)
def _one_page(monkeypatch, tmp_path):
    folder = tmp_path / "methods"
    folder.mkdir()
    (folder / "cost-drift.md").write_text(TEXT)
    (folder / "fr").mkdir()
    (folder / "fr/cost-drift.md").write_text(FRENCH)
    monkeypatch.setattr(methods, "FOLDERS", (folder,))
    methods.pages.cache_clear()
    yield
    methods.pages.cache_clear()


def test_a_finding_leads_to_the_page_that_names_its_rule(signed_in, examined, finding):
    made = finding("P-1")
    examined(made)
    assert 'href="/en/methods/cost-drift/"' in page(signed_in, f"/en/findings/{made.fingerprint}/")


def test_a_rule_that_no_page_names_has_no_link(signed_in, examined, finding):
    made = finding("P-1", rule="strategy.orphan_project")
    examined(made)
    assert "/methods/" not in page(signed_in, f"/en/findings/{made.fingerprint}/")


def test_a_page_is_shown_with_its_table_and_without_obeying_markup(signed_in):
    text = page(signed_in, "/fr/methods/cost-drift/")
    assert "<table>" in text
    assert "<script>alert" not in text


def test_each_reader_has_the_page_in_the_language_read(signed_in):
    assert re.search(r'lang="fr">\s*<h1>Coût qui dérive</h1>', page(signed_in, "/fr/methods/cost-drift/"))
    assert re.search(r'lang="en">\s*<h1>Cost drift</h1>', page(signed_in, "/en/methods/cost-drift/"))


def test_a_page_not_written_in_a_language_is_shown_in_english(signed_in):
    (methods.FOLDERS[0] / "fr/cost-drift.md").unlink()
    assert re.search(r'lang="en">\s*<h1>Cost drift</h1>', page(signed_in, "/fr/methods/cost-drift/"))


def test_a_page_leads_to_another_in_the_same_language(signed_in):
    assert 'href="/fr/methods/budget/"' in page(signed_in, "/fr/methods/cost-drift/")


@pytest.mark.parametrize("name", ["nothing", "..", "cost-drift.md"])
def test_another_name_is_not_found(signed_in, name):
    assert signed_in.get(f"/en/methods/{name}/").status_code == 404
