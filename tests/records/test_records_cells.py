"""How values are stored in a row and come back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.records.cells import NUL, arrow, plain
from pupitre.tables import ARROW


def test_money_is_stored_in_cents():
    assert plain(pa.array([Decimal("12.30"), None, Decimal("-0.01")], ARROW["money"]), "money") == [1230, None, -1]


def test_the_largest_money_comes_back_to_the_cent():
    largest = Decimal("9999999999999999.99")
    assert arrow(plain(pa.array([largest], ARROW["money"]), "money"), "money").to_pylist() == [largest]


def test_a_date_is_stored_as_text():
    assert plain(pa.array([date(2026, 3, 2)]), "date") == ["2026-03-02"]


def test_not_a_number_is_nothing():
    assert plain(pa.array([1.5, float("nan")]), "number") == [1.5, None]


def test_an_empty_list_is_nothing():
    assert plain(pa.array([["Achats", "DSI"], []], ARROW["list"]), "list") == ['["Achats", "DSI"]', None]


def test_a_number_that_is_no_count_is_refused():
    with pytest.raises(pa.ArrowInvalid):
        plain(pa.array([1.5]), "count")


WORDS = st.text(st.characters(exclude_characters=NUL, exclude_categories=["Cs"]))
VALUES = {
    "key": WORDS,
    "text": WORDS,
    "number": st.floats(allow_nan=False),
    "count": st.integers(-(2**63), 2**63 - 1),
    "money": st.decimals(Decimal("-9999999999999999.99"), Decimal("9999999999999999.99"), places=2),
    "date": st.dates(),
    "moment": st.datetimes(timezones=st.just(UTC)),
    "bool": st.booleans(),
    "list": st.lists(WORDS, min_size=1),
}


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_a_value_comes_back_as_it_went(kind, data):
    values = data.draw(st.lists(st.none() | VALUES[kind].filter(lambda v: v != ""), max_size=5))
    assert arrow(plain(pa.array(values, ARROW[kind]), kind), kind).to_pylist() == values


def test_a_moment_keeps_its_zone():
    at = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert plain(pa.array([at], ARROW["moment"]), "moment") == ["2026-03-02T08:30:00+00:00"]


def test_the_character_that_not_every_database_keeps_is_left_out():
    assert plain(pa.array(["Pa\x00int", "\x00"]), "text") == ["Paint", ""]
