"""The rows of the database agree with the declarations."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from pupitre.records.models import MODELS
from pupitre.records.system import BULK, ROWS
from pupitre.tables import TABLES


def test_every_table_stands_in_rows_or_in_files():
    assert set(TABLES) <= set(ROWS) | set(BULK)
    assert not set(ROWS) & set(BULK)


@pytest.mark.parametrize("name", ROWS)
def test_a_model_has_the_declared_fields(name):
    fields = [f.name for f in MODELS[name]._meta.get_fields() if f.name != "id"]
    assert fields == [f.name for f in ROWS[name].fields] + ["extra"]


def test_two_rows_with_one_key_are_refused_by_the_database(db):
    MODELS["capacity"].objects.create(skill="welding", unit="", starts_on="2026-03-02", hours=35)
    with pytest.raises(IntegrityError):
        MODELS["capacity"].objects.create(skill="welding", unit="", starts_on="2026-03-02", hours=70)


def test_money_is_exact_where_a_float_is_not(db):
    MODELS["project"].objects.create(key="P-1", name="Paint shop", budget=Decimal("9999999999999999.99"))
    assert MODELS["project"].objects.get(key="P-1").budget == Decimal("9999999999999999.99")
    with connection.cursor() as cursor:
        cursor.execute("SELECT budget FROM records_project")
        assert cursor.fetchone() == (999999999999999999,)


def test_a_list_comes_back_as_a_list(db):
    MODELS["unit"].objects.create(key="U-1", name="Purchasing", aliases=["Achats", "Purchasing dept"])
    assert MODELS["unit"].objects.get(key="U-1").aliases == ["Achats", "Purchasing dept"]


def test_no_alias_is_an_empty_list(db):
    MODELS["unit"].objects.create(key="U-1", name="Purchasing")
    assert MODELS["unit"].objects.get(key="U-1").aliases in (None, [])
