"""The pages of the portfolio: what they show, what they refuse, what they show without data."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pupitre.domains.portfolio import DOMAIN
from pupitre.domains.portfolio.tests.company import ON, day, project, report, reports, table, task
from pupitre.kernel import Text


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: ON if value is None else real(value, zone))


@pytest.fixture
def signed_in(client, home):
    """Return the client of someone who used a sign-in link."""
    from pupitre.web.sign_in import new_token

    client.get(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")
    return client


@pytest.fixture
def examined(home):
    """Return the function that loads rows and examines them."""
    from pupitre.desk import changes, examine

    def load(**rows):
        changes.commit({name: table(name, listed) for name, listed in rows.items()}, by="Claire", why=Text("Because"), source=None)
        examine.run(on=ON, cards=[DOMAIN])

    return load


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " "))


SLOW = reports([0.0, 0.1, 0.2, 0.3, 0.4, 0.5], status="green", spent=Decimal(20_000))
UNITS = [{"key": "A", "name": "Works"}, {"key": "B", "name": "Sales"}]


def two(examined):
    """A green project that will be 50 days late, and a red one that keeps its word."""
    fine = reports([0.0, 0.1, 0.2, 0.3, 0.4, 0.5], project="P2", status="red")
    rows = [project(name="New depot", unit="A"), project("P2", name="Online shop", unit="B", due_on=day(160))]
    examined(unit=UNITS, project=rows, project_report=[*SLOW, *fine])


def test_without_projects_the_page_says_what_it_will_show_and_has_one_action(signed_in):
    text = page(signed_in, "/fr/portfolio/")
    assert "Quels projets tiendront parole" in text
    assert "Déposer un fichier" in text


def test_the_answer_comes_first_with_its_numbers(signed_in, examined):
    two(examined)
    assert "<h1>1 project out of 2 is heading for a finish more than six weeks late</h1>" in page(signed_in, "/en/portfolio/")
    text = page(signed_in, "/fr/portfolio/")
    assert "<h1>1 projet sur 2 va finir avec plus de six semaines de retard</h1>" in text
    assert "1 d’entre eux est déclaré au vert." in text


def test_declared_and_factual_status_stand_side_by_side(signed_in, examined):
    two(examined)
    text = page(signed_in, "/en/portfolio/")
    row = text[text.index('<a href="/en/portfolio/project/P1/">New depot</a>') :][:900]
    assert row.index(">green</span>") < row.index(">very late</span>") < row.index("10 June 2026") < row.index("30 July 2026")


def test_the_latest_come_first_and_any_order_is_an_address(signed_in, examined):
    two(examined)

    def order(address):
        return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', page(signed_in, address))

    assert order("/en/portfolio/") == ["New depot", "Online shop"]
    assert order("/en/portfolio/?order=name") == ["New depot", "Online shop"]
    assert order("/en/portfolio/?unit=B") == ["Online shop"]
    assert order("/en/portfolio/?state=on_time") == ["Online shop"]
    assert order("/en/portfolio/?show=green") == ["New depot"]
    assert order("/en/portfolio/?unit=nobody&order=nothing&page=99") == ["New depot", "Online shop"]


def test_an_empty_choice_says_so(signed_in, examined):
    two(examined)
    assert "No project answers to these choices." in page(signed_in, "/en/portfolio/?state=late")


def test_a_long_list_is_cut_in_pages(signed_in, examined):
    rows = [project(f"P{n:02}", name=f"Project {n:02}", due_on=day(100 + n)) for n in range(25)]
    examined(project=rows, project_report=[report(0, f"P{n:02}", status="green", finish_on=day(100 + n)) for n in range(25)])
    first, second = page(signed_in, "/en/portfolio/?order=name"), page(signed_in, "/en/portfolio/?order=name&page=2")
    assert "Page 1 of 2" in first
    assert 'href="?order=name&page=2#projects"' in first
    assert "Project 24" not in first
    assert "Project 24" in second


def test_a_list_that_declares_nothing_has_no_such_column(signed_in, examined):
    examined(project=[project()], project_report=[report(0, phase="Works", finish_on=day(130))])
    assert "nothing declared" not in page(signed_in, "/en/portfolio/")


def test_the_load_is_a_table_of_figures(signed_in, examined):
    weeks = [ON + timedelta(weeks=n) for n in range(4)]
    given = [{"skill": "S", "starts_on": w, "hours": 100.0} for w in weeks]
    asked = [{"skill": "S", "project": "P1", "starts_on": w, "hours": 143.0} for w in weeks]
    examined(project=[project()], skill=[{"key": "S", "name": "Automation"}], capacity=given, allocation=asked)
    for address in ("/en/portfolio/", "/en/portfolio/load/"):
        text = page(signed_in, address)
        assert text.count('<td class="heat-over">143%</td>') == 4
        assert '<th scope="row">Automation</th>' in text


def test_without_hours_the_load_says_what_is_missing(signed_in, examined):
    examined(project=[project()])
    assert "Il faut deux listes" in page(signed_in, "/fr/portfolio/load/")


def line(number, account, debit, **said):
    amounts = {"debit": Decimal(debit), "credit": Decimal(0)}
    return {"journal": "J", "entry": "1", "line": number, "at": ON, "account": account} | amounts | said


def test_money_equals_the_ledger_to_the_cent(signed_in, examined):
    examined(
        unit=UNITS,
        project=[project()],
        ledger_entry=[line(1, "606", "1000.10", unit="A"), line(2, "606", "0.05", unit="B"), line(3, "606", "7.00")],
        budget_line=[{"unit": "A", "line": "L", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1), "planned": Decimal(900)}],
    )
    text = page(signed_in, "/fr/portfolio/money/")
    assert "1 000,10 €" in text
    assert "1 007,15 €" in text
    assert "Sans direction" in text
    assert "Engagé" not in text


def test_without_budget_nor_ledger_the_money_page_says_what_is_missing(signed_in, examined):
    examined(project=[project()])
    assert "No money is known yet" in page(signed_in, "/en/portfolio/money/?by=axis&year=oops")


def test_a_project_shows_its_history_its_findings_and_its_method(signed_in, examined):
    two(examined)
    text = page(signed_in, "/en/portfolio/project/P1/")
    assert "<h1>New depot</h1>" in text
    assert "is declared green, but at the pace of its own progress (50% done)" in text
    assert "the steps of progress it reported" in text
    assert text.count('<span class="chip chip-good">') == 7


def test_a_project_shows_the_tasks_that_hold_its_end(signed_in, examined):
    examined(project=[project()], task=[task("a", 120, started_on=day(0), name="Dig"), task("b", 5, started_on=day(0), name="Paint")])
    text = page(signed_in, "/en/portfolio/project/P1/")
    held = text[text.index("Tasks that hold the end") :]
    assert "Dig" in held
    assert "Paint" not in held


def test_a_key_with_a_slash_has_its_page(signed_in, examined):
    examined(project=[project("A/1 b", name="Odd key")])
    address = re.search(r'<a href="([^"]+)">Odd key</a>', page(signed_in, "/en/portfolio/"))[1]
    assert "<h1>Odd key</h1>" in page(signed_in, address)


def test_an_unknown_project_is_not_found(signed_in, examined):
    two(examined)
    assert signed_in.get("/en/portfolio/project/P9/").status_code == 404


@pytest.mark.parametrize("address", ["", "load/", "money/", "project/P1/"])
def test_pages_are_for_those_who_signed_in_and_for_reading(client, home, signed_in, address):
    assert signed_in.post(f"/en/portfolio/{address}").status_code == 405
    signed_in.session.flush()
    signed_in.cookies.clear()
    assert signed_in.get(f"/en/portfolio/{address}").status_code == 401


def test_the_page_reads_little(signed_in, examined, settings):
    two(examined)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(signed_in, "/en/portfolio/")
    rows = [project(f"Q{n}", due_on=day(50 + n)) for n in range(30)]
    examined(project=rows, project_report=[report(0, f"Q{n}", status="green", finish_on=day(60)) for n in range(30)])
    with CaptureQueriesContext(connection) as many:
        page(signed_in, "/en/portfolio/")
    assert len(many) == len(few) <= 40
