"""Data are old when more time passed than their frequency allows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pupitre import words
from pupitre.desk.web.proofs import ages

ON = date(2026, 11, 23)


@pytest.mark.parametrize(("frequency", "days"), [("day", 3), ("week", 8), ("month", 32), ("quarter", 93), ("year", 367), ("", 32)])
def test_data_are_old_the_day_after_what_is_allowed(frequency, days):
    assert ages.late(ON - timedelta(days=days), frequency=frequency, on=ON) is None
    assert ages.late(ON - timedelta(days=days + 1), frequency=frequency, on=ON) is not None


def test_the_age_is_said_with_the_day():
    said = ages.late(date(2026, 9, 12), frequency="month", on=ON)
    assert words.render(said, "en").replace("\xa0", " ") == "data of 12 September 2026, 72 days ago"
    assert words.render(said, "fr").replace("\xa0", " ") == "données du 12 septembre 2026, il y a 72 jours"


def test_what_speaks_of_no_day_has_no_age():
    assert ages.late(None, frequency="week", on=ON) is None
