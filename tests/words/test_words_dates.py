"""Days, periods and durations as French and English readers write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pupitre.kernel import Days, Period
from pupitre.words import ago, day, days, moment, month, period


def plain(text):
    return text.replace("\u00a0", " ")


def test_a_day_is_written_in_full_without_a_place_to_break():
    assert day(date(2026, 3, 7), "fr") == "7\u00a0mars\u00a02026"
    assert plain(day(date(2026, 3, 7), "en")) == "7 March 2026"


def test_the_first_of_the_month_is_premier_in_french():
    assert plain(day(date(2026, 8, 1), "fr")) == "1er août 2026"
    assert plain(day(date(2026, 8, 1), "en", style="short")) == "1 Aug"


def test_a_day_has_shorter_styles():
    assert plain(day(date(2026, 11, 29), "fr", style="short")) == "29 nov."
    assert plain(day(date(2026, 11, 29), "fr", style="month")) == "novembre 2026"
    assert day(date(2026, 11, 29), "fr", style="figures") == "29/11/2026"
    assert day(date(2026, 11, 29), "en", style="figures") == "2026-11-29"


def test_a_moment_is_read_in_the_asked_zone():
    at = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)
    assert plain(moment(at, "fr", zone=ZoneInfo("Europe/Paris"))) == "2 juillet 2026 à 0 h 05"
    assert plain(moment(at, "en")) == "1 July 2026, 22:05"


@pytest.mark.parametrize(
    ("start", "end", "fr", "en"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), "2026", "2026"),
        (date(2026, 10, 1), date(2027, 1, 1), "T4 2026", "Q4 2026"),
        (date(2026, 12, 1), date(2027, 1, 1), "décembre 2026", "December 2026"),
        (date(2026, 2, 1), date(2026, 5, 1), "février – avril 2026", "February – April 2026"),
        (date(2025, 7, 1), date(2026, 7, 1), "juillet 2025 – juin 2026", "July 2025 – June 2026"),
        (date(2026, 3, 7), date(2026, 3, 8), "7 mars 2026", "7 March 2026"),
        (date(2026, 3, 7), date(2026, 3, 7), "7 mars 2026", "7 March 2026"),
        (date(2026, 3, 1), date(2026, 3, 8), "1er–7 mars 2026", "1–7 March 2026"),
        (date(2026, 2, 23), date(2026, 3, 2), "23 février – 1er mars 2026", "23 February – 1 March 2026"),
        (date(2025, 12, 29), date(2026, 1, 5), "29 décembre 2025 – 4 janvier 2026", "29 December 2025 – 4 January 2026"),
    ],
)
def test_a_period_takes_its_shortest_true_name(start, end, fr, en):
    assert plain(period(Period(start, end), "fr")) == fr
    assert plain(period(Period(start, end), "en")) == en


@pytest.mark.parametrize(
    ("length", "fr", "en"),
    [
        (0, "0 jour", "0 days"),
        (1, "1 jour", "1 day"),
        (1.7, "1,7 jour", "1.7 days"),
        (-2, "−2 jours", "−2 days"),
        (20.4, "20 jours", "20 days"),
        (21, "3 semaines", "3 weeks"),
        (44, "6 semaines", "6 weeks"),
        (200, "7 mois", "7 months"),
        (913, "2,5 ans", "2.5 years"),
        (1096, "3 ans", "3 years"),
        (2000, "5 ans", "5 years"),
    ],
)
def test_a_duration_is_read_in_the_unit_people_use(length, fr, en):
    assert plain(days(Days(length), "fr")) == fr
    assert plain(days(length, "en")) == en


def test_an_age_is_a_phrase():
    on = date(2026, 3, 7)
    assert plain(ago(date(2026, 3, 7), "fr", on=on)) == "aujourd’hui"
    assert plain(ago(date(2026, 3, 4), "fr", on=on)) == "il y a 3 jours"
    assert plain(ago(date(2026, 1, 20), "en", on=on)) == "7 weeks ago"
    assert plain(ago(date(2026, 3, 8), "fr", on=on)) == "demain"
    assert plain(ago(date(2026, 3, 17), "en", on=on)) == "in 10 days"


def test_months_have_short_names_for_an_axis():
    assert month(date(2026, 2, 1), "fr") == "févr."
    assert month(date(2026, 2, 1), "en") == "Feb"
