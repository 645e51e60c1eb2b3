"""How often KPIs are read, and which stopped."""

from __future__ import annotations

from datetime import date

import pytest

from pupitre.domains.performance.analysis.cadence import rhythms
from pupitre.domains.performance.tests.readings import kpi, model, months, weeks


def reasons(on=date(2026, 7, 1), **rows):
    return {r.series.kpi: r.reason for r in rhythms(model(on, **rows)).all}


def three(**last):
    """Two KPIs read to June, and A as asked."""
    return {
        "kpi": [kpi(k) for k in "ABC"],
        "measure": [*months([1.0] * 12, **last), *months([1.0] * 12, key="B"), *months([1.0] * 12, key="C")],
    }


def test_a_kpi_is_stale_when_two_of_its_usual_gaps_have_passed():
    # Ends on 1 May 2026, gaps of 31 days at most: 62 days lead to 2 July.
    assert reasons(date(2026, 7, 2), **three(last=date(2026, 4, 1)))["A"] == "fresh"
    assert reasons(date(2026, 7, 3), **three(last=date(2026, 4, 1)))["A"] == "stale"


def test_a_kpi_read_by_week_is_stale_after_two_weeks():
    rows = {"kpi": [kpi(k) for k in "ABC"], "measure": [*weeks([1.0] * 9), *months([1.0] * 12, key="B"), *months([1.0] * 12, key="C")]}
    assert reasons(date(2026, 7, 13), **rows)["A"] == "fresh"
    assert reasons(date(2026, 7, 14), **rows)["A"] == "stale"


def test_a_kpi_that_often_skips_is_given_its_own_time():
    readings = months([1.0, None, None, 1.0, None, None, 1.0, None, None, 1.0], last=date(2026, 3, 1))
    rows = {"kpi": [kpi(k) for k in "ABC"], "measure": [*readings, *months([1.0] * 12, key="B"), *months([1.0] * 12, key="C")]}
    assert reasons(date(2026, 7, 1), **rows)["A"] == "fresh"


def test_a_declared_frequency_serves_below_three_readings():
    base = three(last=date(2026, 1, 1))
    short = {"measure": [r for r in base["measure"] if r["kpi"] != "A" or r["starts_on"] >= date(2025, 12, 1)]}
    assert reasons(**base | short)["A"] == "unknown"
    assert reasons(**base | short | {"kpi": [kpi("A", frequency="month"), kpi("B"), kpi("C")]})["A"] == "stale"
    assert reasons(**base | short | {"kpi": [kpi("A", frequency="year"), kpi("B"), kpi("C")]})["A"] == "fresh"


def test_a_projection_is_no_reading():
    base = three(last=date(2026, 1, 1))
    rows = base | {"measure": [*base["measure"], *months([1.0], basis="projected")]}
    assert reasons(**rows)["A"] == "stale"


def test_when_all_readings_stopped_each_is_judged_against_the_others():
    found = rhythms(model(date(2027, 6, 1), **three(last=date(2026, 1, 1))))
    assert (found.front, found.is_behind) == (date(2026, 7, 1), True)
    assert {r.series.kpi: r.reason for r in found.all} == {"A": "stale", "B": "fresh", "C": "fresh"}


def test_readings_just_in_are_not_behind():
    found = rhythms(model(date(2026, 9, 1), **three()))
    assert (found.is_behind, {r.reason for r in found.all}) == (False, {"fresh"})


def test_a_reading_that_ends_later_counts_to_the_day():
    assert rhythms(model(date(2026, 6, 15), **three())).front == date(2026, 6, 15)


@pytest.mark.parametrize("name", ["Injuries (Inactive)", "Taux - fermé", "Indicateur archivé", "Closed depot", "Ancien taux, supprimée"])
def test_a_kpi_whose_name_says_it_ended_is_not_stale(name):
    rows = three(last=date(2025, 1, 1)) | {"kpi": [kpi("A", name=name), kpi("B"), kpi("C")]}
    assert reasons(**rows)["A"] == "retired"


def test_a_name_that_only_contains_such_letters_is_judged():
    rows = three(last=date(2025, 1, 1)) | {"kpi": [kpi("A", name="Enclosed spaces"), kpi("B"), kpi("C")]}
    assert reasons(**rows)["A"] == "stale"


def zeros(before, at_end, **more):
    rows = {"kpi": [kpi(**more)], "measure": months([5.0] * before + [0.0] * at_end)}
    return rhythms(model(**rows)).all[0]


def test_zeros_after_a_year_without_any_look_like_a_closed_kpi():
    found = zeros(12, 3)
    assert (found.reason, found.last_on) == ("zero", date(2026, 4, 1))
    assert zeros(12, 2).reason == "fresh"
    assert zeros(11, 3).reason == "fresh"


def test_zeros_are_good_news_where_lower_is_better():
    assert zeros(12, 3, direction="down").reason == "fresh"


def test_a_kpi_that_knew_zeros_before_or_nothing_else_is_not_closed():
    assert rhythms(model(measure=months([5.0] * 6 + [0.0] + [5.0] * 12 + [0.0] * 3))).all[0].reason == "fresh"
    assert rhythms(model(measure=months([0.0] * 20))).all[0].reason == "fresh"


def test_without_readings_there_is_no_rhythm():
    found = rhythms(model())
    assert (found.all, found.front, found.is_behind) == ((), None, False)


def test_a_reading_of_a_kpi_that_nobody_defines_is_left_out():
    assert rhythms(model(measure=months([1.0] * 12, key="Z"))).all == ()


def test_a_reading_that_is_no_number_or_lies_ahead_is_left_out():
    rows = [*months([1.0, 2.0, 3.0]), *months([4.0], last=date(2026, 8, 1)), *months([float("nan")], last=date(2026, 7, 1))]
    assert rhythms(model(measure=rows)).all[0].series.values.tolist() == [1.0, 2.0, 3.0]
