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
    assert "Il est déclaré au vert." in text


def test_declared_and_factual_status_stand_side_by_side(signed_in, examined):
    two(examined)
    text = page(signed_in, "/en/portfolio/")
    row = text[text.index('<a href="/en/portfolio/project/P1/" data-words>New depot</a>') :]
    assert row.index(">green</span>") < row.index(">very late</span>") < row.index(">30 July 2026<") < row.index(">50 days late<")
    assert row.index(">50 days late<") < row.index("promised 10 June 2026")


def test_the_latest_come_first_and_any_order_is_an_address(signed_in, examined):
    two(examined)

    def order(address):
        return re.findall(r'<th scope="row"><a [^>]*data-words>([^<]+)</a>', page(signed_in, address))

    assert order("/en/portfolio/") == ["New depot", "Online shop"]
    assert order("/en/portfolio/?order=name") == ["New depot", "Online shop"]
    assert order("/en/portfolio/?unit=B") == ["Online shop"]
    assert order("/en/portfolio/?state=on_time") == ["Online shop"]
    assert order("/en/portfolio/?show=green") == ["New depot"]
    assert order("/en/portfolio/?show=late") == ["New depot"]
    assert order("/en/portfolio/?declared=red&view=list") == ["Online shop"]
    assert order("/en/portfolio/?unit=nobody&order=nothing&page=99") == ["New depot", "Online shop"]


def test_an_empty_choice_says_so(signed_in, examined):
    two(examined)
    assert "No project answers to these choices." in page(signed_in, "/en/portfolio/?state=very_late&unit=B")


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
    assert "<h1 data-words>New depot</h1>" in text
    assert "is declared green, but at the pace of its own progress (50% done)" in text
    assert "the steps of progress it reported" in text
    assert text.count('<span class="chip chip-good">') == 7


def test_a_project_shows_the_tasks_that_hold_its_end(signed_in, examined):
    examined(project=[project()], task=[task("a", 120, started_on=day(0), name="Dig"), task("b", 5, started_on=day(0), name="Paint")])
    text = page(signed_in, "/en/portfolio/project/P1/")
    held = text[text.index("Tasks that hold the end") : text.index("2 tasks")]
    assert "Dig" in held
    assert "Paint" not in held


def test_a_key_with_a_slash_has_its_page(signed_in, examined):
    examined(project=[project("A/1 b", name="Odd key")])
    address = re.search(r'<a href="([^"]+)" data-words>Odd key</a>', page(signed_in, "/en/portfolio/"))[1]
    assert "<h1 data-words>Odd key</h1>" in page(signed_in, address)


def test_an_unknown_project_is_not_found(signed_in, examined):
    two(examined)
    assert signed_in.get("/en/portfolio/project/P9/").status_code == 404


@pytest.mark.parametrize("address", ["", "capacity/", "capacity/S/", "money/", "project/P1/", "person/X/"])
def test_pages_are_for_those_who_signed_in_and_for_reading(client, home, signed_in, address):
    assert signed_in.post(f"/en/portfolio/{address}").status_code == 405
    signed_in.session.flush()
    signed_in.cookies.clear()
    assert signed_in.get(f"/en/portfolio/{address}").status_code == 401


def test_a_status_that_its_own_progress_contradicts_is_said(signed_in, examined):
    told = [report(-30, status="green", progress=0.3), report(0, status="done", progress=0.35)]
    examined(project=[project(name="New depot")], project_report=told)
    assert "Déclaré terminé avec 35 % du travail fait" in page(signed_in, "/fr/portfolio/project/P1/")
    text = page(signed_in, "/fr/portfolio/")
    assert "1 projet se contredit." in text
    assert ">se contredit</span>" in text


def test_no_project_on_time_is_said_as_a_person_would(signed_in, examined):
    examined(project=[project()], project_report=SLOW)
    text = page(signed_in, "/fr/portfolio/")
    assert "Aucun ne devrait finir à moins de deux semaines de sa date." in text
    assert "0 projet" not in text


def test_a_list_without_its_own_day_is_said_to_be_dated_by_its_loading(signed_in, home):
    from pupitre.desk import changes, examine
    from pupitre.desk.changes import SourceRef

    rows = {"project": [project()], "project_report": [report(0, status="green", progress=0.5)]}
    source = SourceRef(name="projects.xlsx", digest="", size=1, format="xlsx", details={"stated": {"stated_on:": ON.isoformat()}})
    changes.commit({name: table(name, listed) for name, listed in rows.items()}, by="Claire", why=Text("Because"), source=source)
    examine.run(on=ON, cards=[DOMAIN])
    assert "No column of “projects.xlsx” says which day it speaks of" in page(signed_in, "/en/portfolio/project/P1/")


PEOPLE = [{"key": "anna", "name": "Anna Roy", "unit": "A"}, {"key": "ben", "name": "Ben Oz", "unit": "B"}]


def owned(examined):
    """Two projects of two departments and owners, an objective with its KPI, a task."""
    examined(
        unit=UNITS,
        person=PEOPLE,
        project=[project(name="New depot", unit="A", owner="anna"), project("P2", name="Online shop", unit="B", owner="ben")],
        project_report=[report(0, status="green", finish_on=day(110)), report(0, "P2", status="green", finish_on=day(110))],
        task=[task("a", 5, starts_on=day(0), due_on=day(9), person="anna", skill="S"), task("b", 5, finished_on=day(-3), progress=1.0)],
        skill=[{"key": "S", "name": "Automation"}],
        objective=[{"key": "O1", "name": "Deliver sooner"}],
        contribution=[{"project": "P1", "objective": "O1"}],
        kpi=[{"key": "K1", "name": "Lead time", "owner": "anna"}],
        key_result=[{"key": "R1", "objective": "O1", "kpi": "K1"}],
        action=[{"key": "A1", "title": "Sign the lease", "owner": "anna", "due_on": day(5)}],
    )


def test_a_project_leads_to_what_it_serves_to_its_tasks_and_to_its_owner(signed_in, examined):
    owned(examined)
    text = page(signed_in, "/en/portfolio/project/P1/")
    assert "Deliver sooner" in text
    assert "Lead time" in text
    assert "2 tasks, 1 done" in text
    assert 'id="task-a"' in text
    assert '<a href="/en/portfolio/person/anna/" data-words>Anna Roy</a>' in text


def test_a_person_leads_to_what_they_own_and_bears_no_figure(signed_in, examined):
    owned(examined)
    text = page(signed_in, "/en/portfolio/person/anna/")
    assert "Anna Roy looks after 1 project, 1 KPI and 1 open action" in text
    for words in ("New depot", "Lead time", "Sign the lease", "Task a"):
        assert words in text
    assert "Online shop" not in text
    assert "%" not in re.sub(r"<[^>]+>", "", text[text.index("<main") : text.index("</main>")])


@pytest.fixture
def as_head(signed_in):
    """Return the client, now of the head of department A."""
    from pupitre.records.models import Account

    Account.objects.update(role="head", units=["A"])
    signed_in.force_login(Account.objects.get())
    return signed_in


def test_what_is_out_of_reach_answers_like_what_does_not_exist(as_head, examined):
    owned(examined)
    assert "New depot" in page(as_head, "/en/portfolio/")
    assert "Online shop" not in page(as_head, "/en/portfolio/?show=all")
    for kind, hidden in (("project", "P2"), ("person", "ben")):
        foreign, unknown = (as_head.get(f"/en/portfolio/{kind}/{key}/") for key in (hidden, "nothing"))
        assert foreign.status_code == unknown.status_code == 404
        assert foreign.content.replace(hidden.encode(), b"nothing") == unknown.content


def test_the_money_of_others_is_not_added_to_theirs(as_head, examined):
    examined(unit=UNITS, project=[project(unit="A")], ledger_entry=[line(1, "606", "100.00", unit="A"), line(2, "606", "7.00", unit="B")])
    text = page(as_head, "/en/portfolio/money/")
    assert "In your departments" in text
    assert "€100" in text
    assert "107" not in text
    assert "Sales" not in text


def test_a_list_can_be_taken_away_as_a_workbook(signed_in, examined):
    two(examined)
    answer = signed_in.get("/en/portfolio/?show=late&format=xlsx")
    assert answer.content[:2] == b"PK"


def reads(client, address):
    with CaptureQueriesContext(connection) as done:
        page(client, address)
    return len(done)


@pytest.mark.parametrize("address", ["", "?view=list", "project/P1/", "person/anna/", "money/"])
def test_a_page_reads_as_little_whatever_the_size(signed_in, examined, address):
    owned(examined)
    few = reads(signed_in, f"/en/portfolio/{address}")
    rows = [project(f"Q{n}", due_on=day(50 + n), owner="anna", unit="A") for n in range(30)]
    examined(project=rows, project_report=[report(0, f"Q{n}", status="green", finish_on=day(60)) for n in range(30)])
    assert reads(signed_in, f"/en/portfolio/{address}") == few <= 25


def loaded(examined, hours=143.0, weeks=4, **more):
    """A skill of department A that gives 100 hours a week, and two projects that ask for 43 hours and the rest."""
    days = [ON + timedelta(weeks=n) for n in range(weeks)]
    examined(
        unit=UNITS,
        project=[project(name="New depot", unit="A", due_on=day(10)), project("P2", name="Online shop", unit="B")],
        project_report=[report(0, status="green", finish_on=day(110)), report(0, "P2", status="green", finish_on=day(100))],
        skill=[{"key": "S", "name": "Automation"}, {"key": "T", "name": "Welding"}],
        capacity=[{"skill": "S", "unit": "A", "starts_on": w, "hours": 100.0} for w in days],
        allocation=[{"skill": "S", "project": "P1", "starts_on": w, "hours": hours - 43} for w in days]
        + [{"skill": "S", "project": "P2", "starts_on": w, "hours": 43.0} for w in days],
        **more,
    )


def test_without_hours_the_capacity_says_what_it_will_show(signed_in, examined):
    examined(project=[project()])
    text = page(signed_in, "/fr/portfolio/capacity/")
    assert "Aucune capacité n’est encore déclarée." in text
    assert text.count("Déposer un fichier") == 1


def test_the_answer_counts_the_hours_missing(signed_in, examined):
    loaded(examined)
    text = page(signed_in, "/fr/portfolio/capacity/")
    assert "<h1>Automation : il manquera 172 heures entre le 2 mars 2026 et le 29 mars 2026</h1>" in text
    assert "Sur ces 4 semaines, les projets demandent 143 % des heures disponibles." in text


def test_each_week_of_a_skill_is_a_figure_a_shape_and_a_way_to_its_causes(signed_in, examined):
    loaded(examined)
    text = page(signed_in, "/en/portfolio/capacity/")
    link = '<a href="/en/portfolio/capacity/S/?week=2026-03-02">'
    cell = f'<td class="heat-over">{link}<span class="mark mark-bad" aria-hidden="true"></span>143%</a></td>'
    assert cell in text
    assert text.count('<td class="heat-over">') == 4
    assert text.count('<td class="heat-none">') == 9


def test_a_skill_within_its_hours_is_said_so(signed_in, examined):
    loaded(examined, hours=90.0)
    assert "<h1>Aucune compétence ne sera surchargée d’ici au 29 mars 2026</h1>" in page(signed_in, "/fr/portfolio/capacity/")


def test_weeks_beyond_the_screen_have_their_address(signed_in, examined):
    loaded(examined, weeks=30)
    text = page(signed_in, "/en/portfolio/capacity/")
    assert 'href="?from=2026-06-01#weeks"' in text
    later = page(signed_in, "/en/portfolio/capacity/?from=2026-06-01")
    assert "?week=2026-06-01" in later
    assert "?week=2026-03-02" not in later
    assert 'href="?from=2026-03-02#weeks"' in later
    assert "?week=2026-03-02" in page(signed_in, "/en/portfolio/capacity/?from=never")


def test_the_capacity_is_narrowed_to_a_department(signed_in, examined):
    days = [ON + timedelta(weeks=n) for n in range(3)]
    skills = [{"key": "S", "name": "Automation"}, {"key": "T", "name": "Welding"}]
    given = [{"skill": s, "unit": u, "starts_on": w, "hours": 100.0} for w in days for s, u in (("S", "A"), ("T", "B"))]
    examined(unit=UNITS, project=[project()], skill=skills, capacity=given)
    text = page(signed_in, "/en/portfolio/capacity/?unit=B")
    assert "Welding" in text
    assert "Automation" not in text


def test_a_skill_asked_for_without_declared_hours_says_so_with_one_action(signed_in, examined):
    loaded(examined, task=[task("a", 5, skill="T")])
    text = page(signed_in, "/fr/portfolio/capacity/")
    silent = text[text.index("Aucune capacité déclarée") :]
    assert "Welding" in silent
    assert silent.count("Déposer la liste de leurs heures") == 1


def test_a_week_shows_who_asks_and_who_is_late(signed_in, examined):
    loaded(examined, task=[task("a", 100, skill="S", name="Wire", starts_on=day(0), due_on=day(10))])
    text = page(signed_in, "/en/portfolio/capacity/S/?week=2026-03-09")
    assert "<h1>Automation: 43 hours missing in the week of 9 March 2026</h1>" in text
    assert "2 projects ask for it, New depot most." in text
    asking = text[text.index("Who asks, from 9 March 2026") :]
    order = ("New depot", ">100<", ">very late<", "Online shop", ">43<")
    assert [asking.index(words) for words in order] == sorted(asking.index(words) for words in order)
    assert 'href="/en/portfolio/project/P1/#task-a"' in asking
    assert "What may be decided" in asking


def test_people_are_only_counted(signed_in, examined):
    people = [{"key": "anna", "name": "Anna Roy"}, {"key": "ben", "name": "Ben Oz"}]
    tasks = [task(key, 5, skill="S", person=who, starts_on=day(0), due_on=day(10)) for key, who in (("a", "anna"), ("b", "ben"))]
    loaded(examined, person=people, task=tasks)
    text = page(signed_in, "/en/portfolio/capacity/S/")
    assert "2 persons in charge of its open tasks" in text
    assert "Anna" not in text


def test_hours_of_tasks_are_spread_over_their_weeks(signed_in, examined):
    work = task("a", 5, skill="S", effort_hours=80.0, starts_on=day(0), due_on=day(13))
    given = [{"skill": "S", "starts_on": day(7 * n), "hours": 30.0} for n in range(2)]
    examined(project=[project(name="New depot")], skill=[{"key": "S", "name": "Automation"}], capacity=given, task=[work])
    text = page(signed_in, "/en/portfolio/capacity/S/")
    assert "40 hours asked, 30 available: 133%" in text
    assert ">40<" in text[text.index("Who asks") :]


def test_projects_out_of_reach_are_taken_together(as_head, examined):
    loaded(examined)
    text = page(as_head, "/en/portfolio/capacity/S/?week=2026-03-02")
    assert "Projects of other departments" in text
    assert "Online shop" not in text


def test_an_unknown_skill_is_not_found(signed_in, examined):
    loaded(examined)
    assert signed_in.get("/en/portfolio/capacity/X/").status_code == 404
    assert signed_in.get("/en/portfolio/capacity/S/?week=never&unit=Z").status_code == 200


def test_the_capacity_can_be_taken_away_as_a_workbook(signed_in, examined):
    loaded(examined)
    assert signed_in.get("/en/portfolio/capacity/?format=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("address", ["capacity/", "capacity/S/"])
def test_the_capacity_reads_as_little_whatever_the_size(signed_in, examined, address):
    loaded(examined)
    few = reads(signed_in, f"/en/portfolio/{address}")
    loaded(examined, weeks=30)
    assert reads(signed_in, f"/en/portfolio/{address}") == few <= 25
