"""Moments as systems and offices write them."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pupitre.sources.cells.moments import is_timed, parse_moments

WRITTEN = {
    "29/2/2016 01:16": "2016-02-29T01:16:00",
    "2023-02-09T08:00:00.000": "2023-02-09T08:00:00",
    "2023-02-09 08:02:40.621": "2023-02-09T08:02:40.621000",
    "2023-02-09T08:02:40.621+02:00": "2023-02-09T06:02:40.621000",
    "09/02/2023 à 8h05": "2023-02-09T08:05:00",
    "9 févr. 2023 08:05": "2023-02-09T08:05:00",
    "lun. 3 mars 2025 à 10 h 30": "2025-03-03T10:30:00",
    "Mon 3 Mar 2025 10:00:00 GMT+0200": "2025-03-03T08:00:00",
    "March 4, 2025 8:15 pm": "2025-03-04T20:15:00",
    "03/04/2025 12:00:00 AM": "2025-04-03T00:00:00",
    "04/03/2025 8 PM": "2025-03-04T20:00:00",
    "20250304T081500Z": "2025-03-04T08:15:00",
    "20250304081500": "2025-03-04T08:15:00",
    "2025-03-04-10.30.15.123456": "2025-03-04T10:30:15.123456",
    "04.03.2025 10.30": "2025-03-04T10:30:00",
    "2025-03-04 08:15:30 CEST": "2025-03-04T06:15:30",
    "2025-03-04 24:00": "2025-03-05T00:00:00",
    "45321.33333333": "2024-01-30T08:00:00",
    "45321,5": "2024-01-30T12:00:00",
    "1677830400": "2023-03-03T08:00:00",
    "1677830400123": "2023-03-03T08:00:00.123000",
    "1948-01-26 22:59:00": "1948-01-26T22:59:00",
    "04/03/2025": "2025-03-04T00:00:00",
}


@pytest.mark.parametrize("text", sorted(WRITTEN))
def test_a_moment_is_read_in_every_usual_form(text):
    read = parse_moments(pa.array([text, None]), "dmy")
    assert [value and value.replace(tzinfo=None).isoformat() for value in read.value.to_pylist()] == [WRITTEN[text], None]


def test_the_order_of_day_and_month_is_that_of_the_file():
    assert parse_moments(pa.array(["3/4/2025 1:05 PM"]), "mdy").value[0].as_py().isoformat() == "2025-03-04T13:05:00+00:00"


def test_what_is_no_moment_says_why():
    texts = ["31/02/2025 10:00", "04/03/2025 25:00", "31/12/9999 00:00", "à relancer avant 12h", "12", "03/2025"]
    read = parse_moments(pa.array(texts), "dmy")
    assert read.value.null_count == len(texts)
    assert read.fault.to_pylist() == ["impossible", "impossible", "far", "words", "garbled", "partial"]


def test_day_numbers_of_the_calendar_of_1904_are_four_years_later():
    assert parse_moments(pa.array(["43859.5"]), "dmy", uses_1904=True).value[0].as_py().isoformat() == "2024-01-30T12:00:00+00:00"


def test_only_a_day_with_its_time_is_timed():
    assert [is_timed(text) for text in ("29/2/2016 01:16", "29/02/2016", "Relance 12h", "99/99/2016 01:16", "1677830400")] == [
        *(True, False, False, False, True),
    ]
