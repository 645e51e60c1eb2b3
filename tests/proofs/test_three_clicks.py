"""From an objective to its KPI, project, task and owner, and back: three clicks at most, by the links of the page itself."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from tests.proofs.conftest import TODAY

from pupitre.desk import changes, examine
from pupitre.kernel import Text

MOST = 3
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
LINK = re.compile(r'<a[^>]* href="(/en/(?:strategy|performance|portfolio|search)/[^"]*)"')
OBJECTIVE = "/en/strategy/objective/O-1/"
AROUND = {
    "its KPI": "/en/performance/kpi/K-1/",
    "its project": "/en/portfolio/project/P-1/",
    "its owner": "/en/portfolio/person/HR/",
}


@pytest.fixture
def owned(company):
    """The company, whose objective is somebody's and whose project has a task."""
    rows = {
        "person": [{"key": "HR", "name": "Hugo Roche", "unit": "IT"}],
        "objective": [{"key": "O-1", "owner": "HR"}],
        "task": [{"key": "T1", "project": "P-1", "name": "Choisir l’outil"}],
    }
    changes.edit(rows, by="Claire Vasseur", why=Text("Because"))
    examine.run(on=TODAY)


def clicks(client: Client, start: str, goal: str) -> int:
    """Return how many links must be followed, from one page to another; one more than allowed when that is too far."""
    page, met = {start.split("#")[0]}, {start.split("#")[0]}
    for far in range(1, MOST + 1):
        found: set[str] = set()
        for address in sorted(page):
            shown = MAIN.search(client.get(address, follow=True).content.decode())
            found |= {unescape(link) for link in LINK.findall(shown[0] if shown else "")}
        if any(link == goal or link.split("?")[0] == goal for link in found):
            return far
        page = {link.split("#")[0].split("?")[0] for link in found} - met
        met |= page
    return MOST + 1


@pytest.mark.parametrize("what", AROUND)
def test_three_clicks_lead_from_an_objective_to_what_is_around_it_and_back(signed_in, owned, what):
    there = AROUND[what]
    assert clicks(signed_in, OBJECTIVE, there) <= MOST
    assert clicks(signed_in, there, OBJECTIVE) <= MOST


def test_the_tasks_of_a_project_are_on_its_page_one_click_from_the_objective(signed_in, owned):
    assert clicks(signed_in, OBJECTIVE, AROUND["its project"]) == 1
    assert "Choisir l’outil" in signed_in.get(AROUND["its project"]).content.decode()
