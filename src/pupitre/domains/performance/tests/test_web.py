"""The pages of KPIs: what they show, what they refuse, what they show without data."""

from __future__ import annotations

import io
import re
from html import unescape

import pyarrow as pa
import pytest
from django.conf import settings as project_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import load_workbook

from pupitre.domains.performance import DOMAIN
from pupitre.domains.performance.tests.readings import ON, aim, kpi, months
from pupitre.kernel import Text
from pupitre.tables import TABLES

STEADY = [50.0, 52, 49, 51, 50, 53, 48, 51, 50, 49, 52, 50, 51, 49, 50, 52]
"""Sixteen months around 50: no trend, no season that could be told, no reading that follows the one before."""
READS = 25
"""Queries of a page at most, the frame included, on its first visit after a change."""
UNITS = [{"key": "W", "name": "Works"}, {"key": "S", "name": "Sales"}]


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
        tables = {name: _table(name, listed) for name, listed in rows.items()}
        changes.commit(tables, by="Claire", why=Text("Because"), source=None)
        examine.run(on=ON, cards=[DOMAIN])

    return load


def _table(name, rows):
    schema = TABLES[name].schema
    return pa.table({f.name: pa.array([row.get(f.name) for row in rows], f.type) for f in schema}, schema=schema)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " "))


def as_role(client, role, *units):
    from pupitre.records.models import Account

    account = Account.objects.create_user(f"{role}@example.test", name="Inès Faure", role=role, units=list(units))
    client.force_login(account, backend=project_settings.AUTHENTICATION_BACKENDS[0])


def two(examined, **more):
    """A KPI of the works that misses its target for sixteen months, and one of sales that keeps it."""
    examined(
        unit=UNITS,
        kpi=[
            kpi("A", name="Service rate", unit="W", measured_in="%", aggregation="mean"),
            kpi("B", name="Orders", unit="S", direction="up", aggregation="sum"),
        ],
        measure=[*months(STEADY), *months([30.0 + n for n in range(16)], key="B")],
        target=[aim(60.0), aim(10.0, key="B")],
        **more,
    )


def names(text):
    return re.findall(r'<h3 class="kpi-name"><a [^>]*>([^<]+)</a>', text)


def test_without_kpis_the_page_says_what_it_will_show_and_has_one_action(signed_in):
    text = page(signed_in, "/fr/performance/")
    assert "Qu’est-ce qui a vraiment bougé ?" in text
    assert "Déposer un fichier" in text


def test_the_answer_comes_first_and_opens_the_list_it_counts(signed_in, examined):
    two(examined)
    text = page(signed_in, "/en/performance/")
    assert '<h1><a class="figure" href="?state=missed#kpis">1 KPI out of 2 misses its target</a></h1>' in text
    assert "1 indicateur sur 2 manque sa cible" in page(signed_in, "/fr/performance/")
    assert names(page(signed_in, "/en/performance/?state=missed")) == ["Service rate"]


def test_a_card_says_reading_target_state_and_for_how_long(signed_in, examined):
    two(examined)
    text = page(signed_in, "/en/performance/")
    card = text[text.index("Service rate</a>") : text.index("Orders</a>")]
    assert ">52%</a>" in card
    assert ">60%</a>" in card
    assert "misses its target</span>" in card
    assert "Missed 16 times in a row, since 1 March 2025." in card
    assert "<polyline" in card


def test_every_figure_of_a_card_opens_its_proof(signed_in, examined):
    two(examined)
    text = page(signed_in, "/en/performance/")
    assert '<a class="figure kpi-value" href="/en/figure/performance.catalogue/?column=last_value&key=A&key=">' in text
    assert signed_in.get("/en/figure/performance.catalogue/?column=last_value&key=A&key=").status_code == 200


def test_a_year_is_compared_quarter_with_quarter(signed_in, examined):
    """Orders: April to June 2026 are 43 + 44 + 45 = 132, a year before 31 + 32 + 33 = 96."""
    two(examined)
    text = page(signed_in, "/en/performance/")
    assert ">+36</a> in a year, better" in text[text.index("Orders</a>") :]


def test_a_steady_kpi_shows_its_usual_range_and_one_that_leaves_it_has_moved(signed_in, examined):
    """Mean 50, mean move 2.27: the range goes from about 44 to 56; 70 is out of it."""
    examined(kpi=[kpi(measured_in="h")], measure=months([*STEADY[:15], 70.0]))
    text = page(signed_in, "/en/performance/")
    assert "1 KPI out of 1 has left its usual range" in text
    assert "Out of its usual range on 1 June 2026." in text
    one = page(signed_in, "/en/performance/kpi/A/")
    assert re.search(r"Usually between [\d.]+ h and [\d.]+ h\.", one)
    assert "stands out" in one


def test_a_missed_kpi_that_also_left_its_range_is_in_both_lists(signed_in, examined):
    examined(kpi=[kpi()], measure=months([*STEADY[:15], 30.0]), target=[aim(40.0)])
    for state in ("missed", "moved"):
        assert names(page(signed_in, f"/en/performance/?state={state}")) == ["KPI A"]
    assert "Missed in its last period. Out of its usual range on 1 June 2026." in page(signed_in, "/en/performance/")


def test_four_points_say_how_many_more_are_needed(signed_in, examined):
    examined(kpi=[kpi()], measure=months([1.0, 2.0, 1.0, 2.0]))
    text = page(signed_in, "/en/performance/")
    assert "too few points</span>" in text
    assert "4 points only. No usual range yet: 8 more points are needed." in text


def test_a_kpi_that_was_never_read_is_shown_as_such(signed_in, examined):
    examined(kpi=[kpi()])
    assert "never read</span>" in page(signed_in, "/en/performance/")
    assert "No file gives a reading of it" in page(signed_in, "/en/performance/kpi/A/")


def test_a_kpi_that_stopped_says_since_when(signed_in, examined):
    late = months(STEADY, key="B", last=ON.replace(month=1))
    examined(kpi=[kpi(), kpi("B"), kpi("C")], measure=[*months(STEADY), *late, *months(STEADY, key="C")])
    text = page(signed_in, "/en/performance/?state=stale")
    assert names(text) == ["KPI B"]
    assert "Nothing since 31 January 2026." in text


def test_choices_are_addresses(signed_in, examined):
    two(examined)

    def shown(question):
        return names(page(signed_in, f"/en/performance/{question}"))

    assert shown("") == ["Service rate", "Orders"]
    assert shown("?unit=S") == ["Orders"]
    assert shown("?q=service") == ["Service rate"]
    assert shown("?q=WORKS") == ["Service rate"]
    assert shown("?unit=nobody&state=nothing&page=99") == ["Service rate", "Orders"]
    assert "No KPI answers to these choices." in page(signed_in, "/en/performance/?q=nothing")


def test_groups_have_their_heading_and_what_has_none_comes_last(signed_in, examined):
    objective = [{"key": "O", "name": "Deliver on time"}]
    two(examined, objective=objective, key_result=[{"key": "R", "objective": "O", "kpi": "B"}])
    text = page(signed_in, "/en/performance/?group=objective")
    assert text.index("Deliver on time <span") < text.index(">Orders</a>") < text.index("Not linked to an objective yet <span")


def test_a_long_wall_is_cut_in_pages_of_48(signed_in, examined):
    keys = [f"K{n:03}" for n in range(60)]
    examined(kpi=[kpi(key, name=f"KPI {key}") for key in keys], measure=[row for key in keys for row in months(STEADY[:3], key=key)])
    first, second = page(signed_in, "/en/performance/"), page(signed_in, "/en/performance/?page=2")
    assert len(names(first)) == 48
    assert "1 to 48 of 60" in first
    assert "12 more" in first
    assert len(names(second)) == 12


def test_the_list_is_a_table_and_a_workbook(signed_in, examined):
    two(examined)
    assert ">Reading less target<" not in page(signed_in, "/en/performance/?view=list")
    assert '<td class="number"><a class="figure"' in page(signed_in, "/en/performance/?view=list")
    answer = signed_in.get("/en/performance/?unit=W&format=xlsx")
    rows = load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows if row[0] == "A"] == ["Service rate"]
    assert not [row for row in rows if row[0] == "B"]


def test_a_kpi_shows_its_rows_with_the_latest_first(signed_in, examined):
    two(examined)
    text = page(signed_in, "/en/performance/kpi/B/")
    table = text[text.index('id="readings"') :]
    assert "16 readings" in table
    assert re.findall(r'<a class="figure" href="[^"]*figure/measure[^"]*">(\d+)</a>', table)[:4] == ["45", "44", "43", "42"]
    assert re.findall(r'<a class="figure" href="[^"]*figure/target[^"]*">(\d+)</a>', table)[:2] == ["10", "10"]


def test_a_decision_stands_on_the_chart_at_its_date(signed_in, examined):
    decision = {"key": "D-031", "title": "Kanban on line 4", "kpi": "A", "decided_on": ON.replace(month=2)}
    two(examined, decision=[decision])
    text = page(signed_in, "/en/performance/kpi/A/")
    assert ">D-031</text>" in text
    assert "Kanban on line 4" in text
    assert "What happened" in text


def test_a_kpi_leads_to_what_it_measures_and_is_made_of(signed_in, examined):
    examined(
        kpi=[kpi("A", formula="[B] / [C]", parent="C"), kpi("B", name="Lines kept"), kpi("C", name="Lines asked")],
        measure=[*months([4.0] * 3, key="B"), *months([8.0] * 3, key="C")],
        objective=[{"key": "O", "name": "Deliver on time"}],
        key_result=[{"key": "R", "objective": "O", "kpi": "A", "baseline": 0.4, "target": 0.9, "due_on": ON.replace(year=2027)}],
        project=[{"key": "P", "name": "New depot"}],
        contribution=[{"project": "P", "objective": "O", "basis": "declared"}],
    )
    text = page(signed_in, "/en/performance/kpi/A/")
    assert re.search(r'gives <a class="figure" href="[^"]*performance\.formula_value[^"]*">0\.5</a>', text)
    assert text.index(">Lines kept</a>") < text.index(">Lines asked</a>")
    assert "from 0.4 to 0.9 by 1 July 2027" in text
    assert "New depot" in text
    assert "details it" in page(signed_in, "/en/performance/kpi/C/")


def test_two_definitions_of_one_name_lead_to_each_other(signed_in, examined):
    rows = [
        kpi("A", name="Service rate", formula="lines kept / lines asked"),
        kpi("B", name="Service rate", formula="orders whole / orders"),
    ]
    examined(kpi=rows, measure=[*months(STEADY), *months(STEADY, key="B")])
    text = page(signed_in, "/en/performance/kpi/A/")
    assert "Same name, another definition" in text
    assert "<q>orders whole / orders</q>" in text
    assert 'hx-target="#dialog"' in text


def test_a_kpi_read_in_departments_has_a_page_for_each(signed_in, examined):
    examined(unit=UNITS, kpi=[kpi()], measure=[*months([1.0] * 14, unit="W"), *months([2.0] * 3, unit="S")])
    assert names(page(signed_in, "/en/performance/")) == ["KPI A", "KPI A"]
    assert "14 readings" in page(signed_in, "/en/performance/kpi/A/")
    text = page(signed_in, "/en/performance/kpi/A/?unit=S")
    assert "3 readings" in text
    assert 'href="/en/performance/kpi/A/?unit=W"' in text
    assert signed_in.get("/en/performance/kpi/A/?unit=X").status_code == 404


def test_a_key_with_a_slash_has_its_page(signed_in, examined):
    examined(kpi=[kpi("A/1 b", name="Odd key")], measure=months(STEADY, key="A/1 b"))
    address = re.search(r'<a href="([^"]+)">Odd key</a>', page(signed_in, "/en/performance/"))[1]
    assert "Odd key</h1>" in page(signed_in, address)


def test_a_scoped_reader_sees_their_departments_only_and_the_rest_is_unknown(signed_in, examined):
    two(examined)
    as_role(signed_in, "member", "W")
    text = page(signed_in, "/en/performance/")
    assert names(text) == ["Service rate"]
    assert "Orders" not in text
    hidden, unknown = signed_in.get("/en/performance/kpi/B/"), signed_in.get("/en/performance/kpi/Z/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content.replace(b"/B/", b"/Z/") == unknown.content
    assert "Change what defines it" not in page(signed_in, "/en/performance/kpi/A/")


@pytest.mark.parametrize("address", ["", "kpi/A/"])
def test_pages_are_for_those_who_signed_in_and_for_reading(client, home, signed_in, examined, address):
    two(examined)
    assert signed_in.post(f"/en/performance/{address}").status_code == 405
    signed_in.session.flush()
    signed_in.cookies.clear()
    assert signed_in.get(f"/en/performance/{address}").status_code == 401


def _queries(client, address):
    with CaptureQueriesContext(connection) as said:
        page(client, address)
    return len(said)


def test_the_pages_read_little_whatever_the_size(signed_in, examined):
    two(examined)
    first = _queries(signed_in, "/en/performance/")
    again, one = _queries(signed_in, "/en/performance/"), _queries(signed_in, "/en/performance/kpi/A/")
    keys = [f"K{n:03}" for n in range(60)]
    examined(kpi=[kpi(key) for key in keys], measure=[row for key in keys for row in months(STEADY, key=key)])
    assert _queries(signed_in, "/en/performance/") == first
    assert _queries(signed_in, "/en/performance/") == again
    _queries(signed_in, "/en/performance/kpi/A/")
    assert _queries(signed_in, "/en/performance/kpi/A/") == one
    assert max(first, again, one) <= READS
