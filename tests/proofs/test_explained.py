"""Every figure that a domain publishes is explained, and leads to a method."""

from __future__ import annotations

import pytest

from pupitre.desk.registry import domains
from pupitre.desk.web.labels import COLUMNS as NAMED
from pupitre.desk.web.methods import pages
from pupitre.desk.web.proofs.labels import COLUMNS
from pupitre.tables import TABLES

FIGURES = {"number", "count", "money", "share", "date"}
PUBLISHED = {name: (card, columns) for card in domains() for name, columns in card.publishes.items()}


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_each_column_of_figures_is_explained(table):
    card, columns = PUBLISHED[table]
    said = card.explains[table]
    assert {name for name, kind in columns.items() if kind in FIGURES} - set(said.columns) - {"starts_on"} == set()


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_each_column_has_a_name_that_people_read(table):
    declared = {field.name for one in TABLES.values() for field in one.fields}
    assert set(PUBLISHED[table][1]) - set(COLUMNS) - set(NAMED) - declared == set()


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_what_is_explained_exists(table):
    card, columns = PUBLISHED[table]
    said = card.explains[table]
    assert set(said.columns) <= set(columns)
    assert set(said.key) <= set(columns)
    assert said.adds <= set(columns)
    assert not said.reasons or "reason" in columns


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_each_table_has_a_method_page_with_its_limits(table):
    card, _ = PUBLISHED[table]
    assert "## Limits" in pages()[card.explains[table].method].read_text("utf-8")


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_each_input_joins_columns_that_exist(table):
    card, columns = PUBLISHED[table]
    for one in card.explains[table].inputs:
        theirs = {f.name for f in TABLES[one.table].fields} if one.table in TABLES else set(PUBLISHED[one.table][1])
        assert set(one.match) <= theirs
        assert set(one.match.values()) | set(one.when) <= set(columns)
