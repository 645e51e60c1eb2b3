"""The pages of processes: what they show, what they refuse, what they show without data."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from django.conf import settings as project_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pupitre.domains.processes import DOMAIN
from pupitre.domains.processes.tests.company import ON, many, process, table
from pupitre.domains.processes.web import later
from pupitre.kernel import Text

READS = 32
"""Queries of a page at most, the frame included; the most are those of the first set of cases chosen after a change."""
UNITS = [{"key": "PROD", "name": "Works"}, {"key": "SALES", "name": "Sales"}]
STRAIGHT = (("Order", 0, 0.1), ("Make", 1, 0.5), ("Check", 6, 0.5), ("Ship", 1, 0.1))
BACK = (("Order", 0, 0.1), ("Make", 1, 0.5), ("Check", 6, 0.5), ("Make", 1, 0.5), ("Check", 1, 0.5), ("Ship", 1, 0.1))


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Pages wait for what is worked out beside: its time depends on the machine."""
    monkeypatch.setattr(later, "WAIT_S", None)


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


@pytest.fixture
def works(examined):
    """Forty straight orders of family A, ten of family K that go back once, and a process without log, owner or KPI."""
    events = many(40, *STRAIGHT, prefix="A", family="A") + many(10, *BACK, prefix="K", family="K")
    rule = {"process": "P", "key": "R1", "kind": "order", "first": "Check", "second": "Ship"}
    done = {"key": "AM-1", "title": "Second checker", "process": "P", "stage": "plan"}
    examined(
        unit=UNITS,
        process=[
            process(name="Orders", target_days=5.0, systems=["ERP"]),
            process("Q", name="Quotes", unit="SALES", owner=None, kpis=[]),
        ],
        event=events,
        process_rule=[rule],
        improvement=[done],
    )


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " "))


def as_role(client, role, *units):
    from pupitre.records.models import Account

    account = Account.objects.create_user(f"{role}@example.test", name="Inès Faure", role=role, units=list(units))
    client.force_login(account, backend=project_settings.AUTHENTICATION_BACKENDS[0])


def figure(text, name):
    """Return a figure on top of a process by its name."""
    return re.search(rf'<dt>{name}</dt><dd><a class="figure" href="[^"]*">([^<]+)</a>', text).group(1)


def test_without_processes_the_page_says_what_it_will_show_and_has_one_action(signed_in):
    text = page(signed_in, "/fr/processes/")
    assert "Où le travail attend-il ?" in text
    assert "Déposer un fichier" in text


def test_the_register_answers_first_where_work_waits(signed_in, works):
    text = page(signed_in, "/en/processes/")
    # Before Check, 6 days in 40 orders of 9.1 and 7 in 10 of 12.1: 310 of 485 days.
    assert "Work waits most for “Check”: 64% of the lead time of “Orders”" in text
    assert "Le travail attend surtout avant « Check »" in page(signed_in, "/fr/processes/")


def test_the_register_says_whose_each_process_is_and_what_is_missing(signed_in, works):
    text = page(signed_in, "/en/processes/")
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', text) == ["Orders", "Quotes"]
    row = text[text.index(">Quotes</a>") :]
    assert row.index("no owner") < row.index("no KPI") < row.index("No event of this process is loaded.")


def test_a_process_shows_its_figures_its_map_and_where_time_is_lost(signed_in, works):
    text = page(signed_in, "/en/processes/process/P/")
    assert "64% of the lead time goes by waiting for “Check”" in text
    assert (figure(text, "Cases logged"), figure(text, "Half of the cases take over")) == ("50", "9.1 d")
    assert "More than half pass the 5 d promised." in text
    assert 'aria-label="Check, 60 · waits 6.2 d"' in text
    assert 'aria-label="From “Order” to “Make”: 50 times, half in less than 1.5 d"' in text


def test_a_step_looked_at_shows_its_numbers_and_the_cases_that_waited_longest(signed_in, works):
    text = page(signed_in, "/en/processes/process/P/?step=Check")
    panel = text[text.index('id="chosen"') :]
    assert re.search(r"<dt>Times done</dt><dd><a [^>]*>60</a>", panel)
    assert panel.index("The cases that waited longest") < panel.index(">A000</a>") < panel.index(">6 d</a>")


def test_a_path_looked_at_shows_how_long_it_takes(signed_in, works):
    text = page(signed_in, "/en/processes/process/P/?way=Check+%E2%86%92+Make")
    panel = text[text.index('id="chosen"') :]
    assert re.search(r"<dt>Times taken</dt><dd><a [^>]*>10</a>", panel)
    assert re.search(r"<dt>Mean time between the two</dt><dd><a [^>]*>1.5 d</a>", panel)


def test_filters_are_addresses_that_keep_whole_cases(signed_in, works):
    kept = {
        "of=family%3DK": "10",
        "without=Nothing&through=Make": "50",
        "path=Check+%E2%86%92+Make": "10",
        "top=1": "40",
        "since=2025-06-04&until=2025-06-07": "4",
    }
    shown = {question: figure(page(signed_in, f"/en/processes/process/P/?{question}"), "Cases logged") for question in kept}
    assert shown == kept


def test_rules_and_departments_of_some_cases_come_apart(signed_in, works):
    chosen = "since=2025-06-04&until=2025-06-20"
    text = page(signed_in, f"/en/processes/process/P/?{chosen}")
    assert f'hx-get="/en/processes/apart/P/?{chosen}"' in text.replace("&amp;", "&")
    assert "Being counted for these cases…" in text
    came = page(signed_in, f"/en/processes/apart/P/?{chosen}")
    assert re.search(r'id="rules"[^>]*hx-swap-oob="true"', came)
    assert ">18 cases</a>" in came  # nine of each family, one every two days
    assert "Being counted" not in came
    whole = page(signed_in, f"/en/processes/process/P/?{chosen}&all=1")
    assert "Being counted" not in whole
    assert ">18 cases</a>" in whole[whole.index('id="rules"') :]


def test_what_no_longer_holds_anything_goes(signed_in, works):
    assert '<section id="rules" hx-swap-oob="delete">' in page(signed_in, "/en/processes/apart/P/?of=family%3DZ")


def test_a_page_follows_the_state_of_the_home(signed_in, works):
    seen = [re.search(r'data-seen="([^"]*)"', page(signed_in, f"/en/processes/{part}")).group(1) for part in ("", "process/P/")]
    assert seen[0] == seen[1]


def test_cases_that_no_one_answers_say_so(signed_in, works):
    assert "No case answers to these choices." in page(signed_in, "/en/processes/process/P/?of=family%3DZ")


def test_an_address_that_cannot_be_read_changes_nothing(signed_in, works):
    plain = page(signed_in, "/en/processes/process/P/")
    odd = page(signed_in, "/en/processes/process/P/?since=never&top=many&level=9&by=size&step=Nobody&way=A+%E2%86%92+B&of=x")
    assert figure(odd, "Cases logged") == figure(plain, "Cases logged")


def test_the_form_offers_what_cases_may_be_chosen_by(signed_in, works):
    text = page(signed_in, "/en/processes/process/P/?choose=1&of=family%3DK")
    assert '<option value="family=K" selected data-words>K (10)</option>' in text
    assert '<option value="family=A" data-words>A (40)</option>' in text


def test_fewer_details_draw_fewer_paths(signed_in, works):
    drawn = [len(re.findall(r'aria-label="From “', page(signed_in, f"/en/processes/process/P/?level={level}"))) for level in ("1", "all")]
    assert drawn[0] < drawn[1] == 2 * 4  # wide and narrow: Order to Make, Make to Check, Check to Ship, Check to Make


def test_paths_loops_rules_and_improvements_stand_below(signed_in, works):
    text = page(signed_in, "/en/processes/process/P/")
    assert "2 different paths taken" in text
    assert text.index("Work that goes back") < text.index(">Check → Make</a>")
    assert "“Check” comes before “Ship”" in text
    assert text.index("Second checker") < text.index("not verified</span>")


def test_two_groups_are_compared_beyond_chance(signed_in, works):
    text = page(signed_in, "/en/processes/compare/P/?of=family%3DK")
    assert "Half of the cases take more than 9.1 d, then 12.1 d: too few cases to tell more" in text


def test_a_page_does_not_wait_for_what_takes_long(signed_in, works, monkeypatch):
    monkeypatch.setattr(later, "WAIT_S", 0.0)
    assert "The process is being played" in page(signed_in, "/en/processes/simulate/P/")


def test_a_change_is_played_on_the_model_of_the_log(signed_in, works):
    assert "What would the lead time become if something changed?" in page(signed_in, "/en/processes/simulate/P/")
    text = page(signed_in, "/en/processes/simulate/P/?step=Make&pace=-50")
    assert "The mean lead time would fall by" in text


def test_the_model_is_a_bpmn_file(signed_in, works):
    answer = signed_in.get("/en/processes/model/P/")
    assert answer["Content-Disposition"] == 'attachment; filename="P.bpmn"'
    assert b"<bpmn:task" in answer.content
    assert b'name="Check"' in answer.content


def test_a_process_without_log_says_what_is_missing(signed_in, works):
    assert "Its log is missing" in page(signed_in, "/en/processes/process/Q/")
    assert signed_in.get("/en/processes/compare/Q/")["Location"] == "/en/processes/process/Q/"


def test_an_unknown_process_and_one_of_another_department_answer_alike(client, works):
    as_role(client, "head", "SALES")
    for part in ("process", "compare", "simulate", "model"):
        assert client.get(f"/en/processes/{part}/NONE/").status_code == 404
        assert client.get(f"/en/processes/{part}/P/").status_code == 404
    assert "Orders" not in page(client, "/en/processes/")


def test_nobody_gets_in_without_signing_in(client, works):
    assert client.get("/en/processes/").status_code == 401


def test_pages_only_read(signed_in, works):
    assert signed_in.post("/en/processes/process/P/").status_code == 405


def test_the_register_is_a_workbook(signed_in, works):
    assert signed_in.get("/en/processes/?format=xlsx")["Content-Type"].startswith("application/vnd.openxmlformats")


def test_a_page_reads_as_little_whatever_the_size(signed_in, works):
    counts = {}
    for address in ("", "process/P/", "process/P/?step=Check", "process/P/?of=family%3DK", "compare/P/", "simulate/P/"):
        with CaptureQueriesContext(connection) as done:
            page(signed_in, f"/en/processes/{address}")
        counts[address] = len(done)
    assert max(counts.values()) <= READS, counts


def test_what_waiting_costs_is_said_with_its_proof_or_where_to_write_its_price(signed_in, examined):
    examined(unit=UNITS, process=[process(name="Orders")], event=many(60, *STRAIGHT))
    page = unescape(signed_in.get("/en/processes/process/P/").content.decode())
    assert "waiting has no price" in page
    assert "#id_delay_cost" in page
    examined(process=[process(name="Orders", delay_cost=Decimal(12))])
    page = unescape(signed_in.get("/en/processes/process/P/").content.decode())
    # Six days before the check and one before the two others: five lost by each of 60 cases, in the 127.1 days of the log.
    assert "costs €10k a year: 862 days in all, at €12 a day" in page
    assert "processes.step" in page.partition('id="waiting"')[2]
