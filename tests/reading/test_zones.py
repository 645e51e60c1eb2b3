"""Moments that say their zone, told on the clock of the company."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from pupitre.sources.cells.moments import parse_moments
from pupitre.sources.cells.zones import on_clock, says_zone


def told(zone, *texts):
    read = parse_moments(pa.array(texts), "dmy", zone=zone)
    return [f"{value:%d %H:%M}" for value in read.value.to_pylist()]


def micro(*parts):
    return round(datetime(*parts, tzinfo=UTC).timestamp()) * 1_000_000


def test_a_moment_with_its_zone_is_told_on_the_clock_of_the_company_in_winter_and_in_summer():
    written = ("2026-01-15T08:00:00Z", "2026-07-15T08:00:00Z", "2026-07-15 08:00 +0200", "2026-07-15T08:00:00-04:00")
    assert told("Europe/Paris", *written) == ["15 09:00", "15 10:00", "15 08:00", "15 14:00"]
    assert told("America/New_York", *written) == ["15 03:00", "15 04:00", "15 02:00", "15 08:00"]
    assert told("", *written) == ["15 08:00", "15 08:00", "15 06:00", "15 12:00"]


def test_a_moment_without_zone_stands_as_it_is_written():
    written = ("2026-07-15T08:00:00", "15/07/2026 08:00", "15/07/2026")
    assert told("Asia/Tokyo", *written) == told("", *written) == ["15 08:00", "15 08:00", "15 00:00"]


def test_seconds_since_1970_are_moments_of_the_whole_world():
    assert told("Europe/Paris", "1784102400") == ["15 10:00"]  # 15 July 2026, 08:00 UTC


def test_clocks_that_go_forward_leave_an_hour_out():
    spring = np.array([micro(2026, 3, 29, 0, 59), micro(2026, 3, 29, 1, 0)])
    assert on_clock(spring, "Europe/Paris").tolist() == [micro(2026, 3, 29, 1, 59), micro(2026, 3, 29, 3, 0)]


def test_what_comes_first_still_comes_first_when_clocks_go_back():
    autumn = np.array([micro(2026, 10, 25, *clock) for clock in ((0, 0), (0, 50), (1, 10), (2, 0))])
    shown = on_clock(autumn, "Europe/Paris").tolist()
    # Two hours are told within the one that stands twice: 02:50 in summer, then 02:10 in winter, are twenty minutes apart.
    assert shown == [micro(2026, 10, 25, *clock) for clock in ((2, 0), (2, 25), (2, 35), (3, 0))]


def test_texts_that_say_their_zone_are_told_from_those_that_do_not():
    written = ["2026-03-29T02:30:00+01:00", "2026-03-29 02:30:00.5Z", "2026-03-29 02:30 CET", "2026-03-29T02:30", "2026-03-29", None]
    assert says_zone(pa.array(written)).to_pylist() == [True, True, True, False, False, False]
