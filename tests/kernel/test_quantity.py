"""A reading shows the decimals it needs and no more."""

from __future__ import annotations

import pytest

from pupitre.kernel import Quantity, Share
from pupitre.kernel.quantity import reading


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (12_345.67, 0),
        (1000.4, 0),
        (999.9, 1),
        (100.25, 1),
        (100.0, 0),
        (99.994, 2),
        (92.5, 1),
        (92.0, 0),
        (0.1, 1),
        (0.125, 2),
        (0.0325, 4),
        (0.05, 2),
        (0.0, 0),
        (-250.25, 1),
        (-0.0325, 4),
    ],
)
def test_decimals_follow_the_size_of_the_value(value, digits):
    assert Quantity.of(value).digits == digits


@pytest.mark.parametrize(("said", "kept"), [("Nb", ""), (" number ", ""), (None, ""), ("kWh", "kWh"), ("%", "%")])
def test_a_unit_that_only_counts_is_not_written(said, kept):
    assert Quantity.of(3, said).unit == kept


def test_a_percentage_kept_as_a_fraction_is_read_as_a_share():
    assert reading(0.293, "%", largest=1.5) == Share(0.293, 1)
    assert reading(0.25, " % ", largest=0.31) == Share(0.25, 0)


def test_a_percentage_kept_in_points_stays_a_quantity():
    assert reading(29.3, "%", largest=31.0) == Quantity(29.3, "%", 1)
    assert reading(0.293, "h", largest=0.31) == Quantity(0.293, "h", 2)
