"""The company model is declared once and holds together."""

import pyarrow as pa
import pytest

from pupitre.tables import ARROW, TABLES
from pupitre.tables.exchange import KINDS


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_a_table_names_its_rows_by_its_own_fields(table):
    names = [f.name for f in table.fields]
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    assert table.says.endswith(".")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_every_field_is_typed_and_said(table):
    for field in table.fields:
        assert field.type in ARROW
        assert field.says
        assert bool(field.choices) == (field.type == "choice")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_a_reference_names_a_table_of_the_model(table):
    assert {f.ref for f in table.fields if f.ref} <= set(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_money_stands_beside_its_currency(table):
    if any(f.type == "money" for f in table.fields) and table.name not in {"task"}:
        assert table.field("currency").type == "key"


def test_an_empty_table_has_the_declared_schema():
    schema = TABLES["project"].empty().schema
    assert schema.field("budget").type == pa.decimal128(18, 2)
    assert schema.field("clients").type == pa.list_(pa.string())
    assert schema.names[-1] == "extra"


def test_an_unknown_field_is_named_in_the_error():
    with pytest.raises(KeyError, match="project has no field colour"):
        TABLES["project"].field("colour")
    with pytest.raises(KeyError, match="projects has no column colour"):
        KINDS["projects"].column("colour")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda k: k.name)
def test_a_kind_of_file_names_its_rows_by_its_own_columns(kind):
    names = [c.name for c in kind.columns]
    assert len(set(names)) == len(names)
    assert {*kind.key, *kind.optional_key, *kind.wide} <= set(names)


def test_pay_sex_and_birth_are_marked_personal():
    assert {c.name for c in KINDS["people"].columns if c.personal} == {"salary", "sex", "birth"}
