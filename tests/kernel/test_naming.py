"""Names and readings inside a sentence."""

from __future__ import annotations

import pytest

from pupitre.kernel import Quantity, Share, quoted, reading


def test_a_short_list_of_names_is_whole_and_a_long_one_is_counted_at_its_end():
    assert [text.values["name"] for text in quoted(["a", "b", "c", "d"])] == ["a", "b", "c", "d"]
    cut = quoted(["a", "b", "c", "d", "e", "f"])
    assert (len(cut), cut[4].count) == (5, 2)
    assert quoted(["a", "b"], most=1)[1].count == 1
    assert quoted([]) == ()


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (95.0, 0),
        (92.5, 1),
        (92.25, 2),
        (92.256, 2),
        (0, 0),
        (1234.5, 0),
        (-1000.0, 0),
        (999.96, 0),
        (100.0, 0),
        (0.1, 1),
        (0.0325, 4),
        (0.00004, 0),
    ],
)
def test_a_reading_shows_the_decimals_it_needs(value, digits):
    assert Quantity.of(value, "%").digits == digits


@pytest.mark.parametrize("unit", [None, "", "-", "nb", "Nombre", " count "])
def test_a_unit_that_only_counts_is_not_written(unit):
    assert Quantity.of(3, unit) == Quantity(3, "", 0)


def test_a_percentage_kept_as_a_fraction_is_shown_as_one():
    assert reading(0.293, "%", largest=1.5) == Share(0.293, 1)
    assert reading(0.293, "%", largest=1.51) == Quantity(0.293, "%", 2)
    assert reading(0.293, "h", largest=0.3) == Quantity(0.293, "h", 2)
    assert reading(0.9, " % ", largest=1.0) == Share(0.9, 0)
