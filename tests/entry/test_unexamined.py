"""A thing just made by hand has a page before any examination has read it."""

from __future__ import annotations

from datetime import date

import pytest

from pupitre.desk import changes
from pupitre.kernel import Text

PAGES = {
    "objective": ("/en/strategy/objective/O-9/", {"key": "O-9", "name": "Deliver nine orders in ten on the day", "due_on": "2027-06-30"}),
    "project": ("/en/portfolio/project/P-9/", {"key": "P-9", "name": "New warehouse", "due_on": "2027-03-31"}),
    "kpi": ("/en/performance/kpi/K-9/", {"key": "K-9", "name": "Orders on time"}),
}


@pytest.mark.parametrize("kind", PAGES)
def test_its_page_shows_what_is_written(claire, kind):
    address, row = PAGES[kind]
    row = {name: date.fromisoformat(value) if name == "due_on" else value for name, value in row.items()}
    changes.write(kind, row, by="Claire Vasseur", why=Text("Because"))
    page = claire.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert str(row["name"]) in text
    assert "due_on" not in row or "2027" in text


def test_the_page_of_a_project_says_that_it_was_not_examined(claire):
    changes.write("project", {"key": "P-9", "name": "New warehouse"}, by="Claire Vasseur", why=Text("Because"))
    assert "Not examined yet" in claire.get("/en/portfolio/project/P-9/").content.decode()


def test_a_code_that_nothing_has_is_still_unknown(claire):
    assert claire.get("/en/portfolio/project/P-404/").status_code == 404
