"""The page of a figure: its value, its formula, the rows it rests on, their files and their age."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pupitre.desk.web.proofs import proof

pytestmark = pytest.mark.usefixtures("company")


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(answer.content.decode()))).replace("\u202f", " ").replace("\xa0", " ")


@pytest.fixture(autouse=True)
def _english(settings):
    from django.utils import translation

    with translation.override("en"):
        yield


def test_a_computed_figure_shows_its_formula_its_rows_and_their_files(signed_in):
    text = page(signed_in, proof("portfolio.project_facts", "spent", "P-1"))
    assert "What the last report says was spent." in text
    assert "€50,000" in text
    assert "projets.xlsx sheet Feuil, row 6" in text
    assert "data of 1 February 2026, 29 days ago" in text
    assert "Read the method and its limits" in text


def test_a_figure_says_how_old_its_data_are(signed_in):
    assert "data of 22 September 2025, 161 days ago" in page(signed_in, proof("performance.catalogue", "last_value", "K-1", ""))


def test_a_percentage_kept_as_a_fraction_reads_as_one(signed_in):
    assert "86%" in page(signed_in, proof("performance.catalogue", "last_value", "K-1", ""))


def test_a_figure_that_is_absent_says_why(signed_in):
    text = page(signed_in, proof("strategy.objective_pace", "progress_share", "O-2"))
    assert "Not computed" in text
    assert "The objective has no key result, and none of those that serve it has." in text


def test_a_field_of_a_file_shows_where_it_was_read(signed_in):
    text = page(signed_in, proof("project", "budget", "P-2"))
    assert "€200,000" in text
    assert "projets.xlsx sheet Feuil, row 3" in text


def test_a_field_written_by_hand_says_by_whom_and_what_it_was(signed_in):
    from decimal import Decimal

    from pupitre.desk import changes
    from pupitre.kernel import Text

    changes.edit({"project": [{"key": "P-1", "budget": Decimal(120_000)}]}, by="Léa Lemaire", why=Text("Because"))
    text = page(signed_in, proof("project", "budget", "P-1"))
    assert "€120,000" in text
    assert "written by Léa Lemaire" in text
    assert "€100,000 until" in text


def test_a_count_opens_the_rows_it_counts_and_their_sum(signed_in):
    text = page(signed_in, proof("project", "budget", unit="IT,RD"))
    assert "2 rows · €300,000 in all" in text
    assert "Department: Informatique and Recherche" in text


def test_the_first_parts_of_a_key_open_all_its_rows(signed_in):
    assert "30 rows" in page(signed_in, proof("measure", "value", "K-1"))


@pytest.mark.parametrize(
    "address",
    [
        "/en/figure/nothing/",
        "/en/figure/mapping/",
        "/en/figure/project/?key=P-9",
        "/en/figure/project/?column=colour&key=P-1",
        "/en/figure/project/?where=colour:red",
        "/en/figure/project/?where=budget:>much",
        "/en/figure/project/?key=P-1&key=more",
    ],
)
def test_what_does_not_exist_is_not_found(signed_in, address):
    page(signed_in, address, 404)


@pytest.mark.parametrize("table", ["project", "portfolio.project_finish", "portfolio.money", "performance.target_status", "desk.finding"])
def test_each_table_opens_whole(signed_in, table):
    page(signed_in, proof(table))


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("portfolio.project_finish", ("P-1",)),
        ("performance.target_status", ("K-1", "")),
        ("strategy.key_result_pace", ("KR-1",)),
        ("strategy.objective_pace", ("O-1",)),
    ],
)
def test_a_figure_takes_few_queries(signed_in, table, key):
    page(signed_in, proof(table, "", *key))
    with CaptureQueriesContext(connection) as queries:
        page(signed_in, proof(table, "", *key))
    assert len(queries) <= 25, "\n".join(one["sql"][:120] for one in queries.captured_queries)


def test_what_is_out_of_reach_answers_like_what_does_not_exist(client, home, monkeypatch):
    from pupitre.desk.rights import Reach
    from pupitre.desk.web.proofs import views
    from pupitre.web.sign_in import new_token

    client.get(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")
    kinds = ("unit", "person", "project", "objective", "kpi", "decision", "action", "risk", "key_result")
    nothing: dict[str, frozenset[str]] = dict.fromkeys(kinds, frozenset())
    mine = nothing | {"project": frozenset({"P-1"}), "unit": frozenset({"IT"})}
    monkeypatch.setattr(views, "reach", lambda viewer: Reach(False, mine, nothing))
    page(client, proof("project", "budget", "P-1"))
    unknown, hidden = (client.get(proof("project", "budget", key)) for key in ("P-9", "P-2"))
    assert (unknown.status_code, hidden.status_code) == (404, 404)
    page(client, proof("portfolio.project_finish", "p80_on", "P-2"), 404)
    assert "Projet 2" not in page(client, proof("portfolio.project_facts"))
