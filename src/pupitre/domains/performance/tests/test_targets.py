"""Which readings miss their target, and for how long in a row."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pupitre.domains.performance.analysis.targets import verdicts
from pupitre.domains.performance.tests.readings import aim, kpi, model, months, weeks


def verdict(values, *aims, **more):
    (found,) = verdicts(model(kpi=[kpi(**{"aggregation": "mean"} | more)], measure=months(values), target=list(aims)))
    return found


def test_a_reading_under_its_target_misses_it_where_higher_is_better():
    found = verdict([80, 91, 89, 90, 70, 60], aim(90.0))
    assert (found.is_missed, found.value, found.target, found.run, found.judged, found.missed) == (True, 60, 90, 2, 6, 4)
    assert found.since == date(2026, 5, 1)


def test_a_reading_over_its_target_misses_it_where_lower_is_better():
    assert verdict([1, 2, 3], aim(2.0), direction="down").run == 1
    assert not verdict([3, 2], aim(2.0), direction="down").is_missed


def test_a_reading_on_its_target_meets_it():
    found = verdict([80, 90], aim(90.0))
    assert (found.is_missed, found.run, found.since) == (False, 0, None)


def test_a_run_over_the_whole_series_begins_with_it():
    found = verdict([1, 1, 1], aim(90.0))
    assert (found.run, found.since) == (3, date(2026, 4, 1))


def test_a_month_without_reading_does_not_break_a_run():
    assert verdict([95, 1, None, 1], aim(90.0)).run == 2


def test_the_target_of_each_period_is_the_one_that_judges_it():
    steps = [aim(5.0, ends_on=date(2026, 6, 1)), aim(9.0, starts_on=date(2026, 6, 1))]
    found = verdict([6, 6, 6], *steps)
    assert (found.run, found.missed, found.target) == (1, 1, 9.0)


def test_a_target_that_ended_judges_nothing_more():
    found = verdict([6, 4, 4], aim(5.0, ends_on=date(2026, 5, 1)))
    assert (found.judged, found.value, found.is_missed) == (1, 6, False)


def test_a_later_target_without_end_takes_over():
    assert verdict([6, 6], aim(5.0), aim(9.0, starts_on=date(2026, 6, 1))).target == 9.0


def test_the_target_of_the_same_length_comes_before_that_of_the_year():
    year = aim(100.0, starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))
    month = aim(8.0, starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 1))
    assert verdict([6, 9], year, month).target == 8.0


def test_a_month_is_not_judged_by_a_yearly_total():
    year = aim(100.0, starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))
    assert verdict([6, 9], year, aggregation="sum").reason == "other_period"
    assert verdict([6, 9], year, aggregation=None).reason == "other_period"
    assert verdict([6, 9], year, aggregation=None, measured_in="%").is_missed
    assert verdict([6, 9], year, aggregation=None, measured_in="h").reason == "other_period"


def test_a_target_of_nearly_the_same_length_judges_a_total():
    june = aim(100.0, starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 15))
    assert verdict([6, 9], june, aggregation="sum").is_missed
    longer = aim(100.0, starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 20))
    assert verdict([6, 9], longer, aggregation="sum").reason == "other_period"


def test_what_cannot_be_judged_says_why():
    assert verdict([6], aim(5.0), direction="none").reason == "no_direction"
    assert verdict([6], aim(5.0), direction=None).reason == "no_direction"
    found = verdict([6], aim(5.0, starts_on=date(2026, 8, 1)))
    assert (found.reason, found.run, found.judged, found.missed, found.is_missed) == ("no_target", 0, 0, 0, False)
    found = verdict([6], aim(5.0), direction="none")
    assert (found.run, found.judged, found.missed, found.is_missed) == (0, 0, 0, False)


def test_a_series_without_any_target_is_not_listed():
    assert verdicts(model(measure=months([1]), target=[])) == []


def test_the_target_of_the_company_serves_a_department_without_its_own():
    rows = [*months([1], unit="X"), *months([1], unit="Y")]
    found = verdicts(model(measure=rows, target=[aim(5.0), aim(0.5, unit="Y")], kpi=[kpi(aggregation="mean")]))
    assert [(v.series.unit, v.is_missed) for v in found] == [("X", True), ("Y", False)]


def test_missing_lasts_from_three_months_two_quarters_or_one_year():
    assert [verdict([9] + [1] * n, aim(5.0)).is_lasting for n in (2, 3)] == [False, True]
    quarters = [9, None, None, 1, None, None, 1]
    assert verdict(quarters, aim(5.0)).is_lasting
    assert not verdict(quarters[:4], aim(5.0), frequency="quarter").is_lasting
    assert verdict([1], aim(5.0), frequency="year").is_lasting
    found = verdicts(model(kpi=[kpi(aggregation="mean")], measure=weeks([9.0, 9.0, 1.0, 1.0]), target=[aim(5.0)]))
    assert (found[0].run, found[0].is_lasting) == (2, False)


def tree(parents, missed):
    """KPIs with their parent, and which of them miss their target."""
    rows = [kpi(key, parent=parent, aggregation="mean") for key, parent in parents.items()]
    readings = [row for key in parents for row in months([1 if key in missed else 9], key=key)]
    found = verdicts(model(kpi=rows, measure=readings, target=[aim(5.0, key=key) for key in parents]))
    return {v.series.kpi for v in found if v.is_detail}


def test_a_kpi_that_details_a_missed_one_is_not_counted_again():
    parents = {"A": None, "B": "A", "C": "B", "D": "A"}
    assert tree(parents, {"A", "B", "C"}) == {"B", "C"}
    assert tree(parents, {"A", "C"}) == {"C"}
    assert tree(parents, {"B", "C"}) == {"C"}
    assert tree(parents, {"B", "D"}) == set()
    assert tree(parents, {"A"}) == set()


def test_a_loop_of_parents_stops():
    assert tree({"A": "B", "B": "A"}, {"A", "B"}) == {"A", "B"}
    assert tree({"A": "A", "B": "Z"}, {"A", "B"}) == set()


@given(st.lists(st.integers(0, 10), min_size=1, max_size=20), st.integers(1, 10))
def test_counts_add_up_and_the_run_is_a_part_of_them(values, target):
    found = verdict(values, aim(float(target)))
    assert found.judged == len(values)
    assert found.missed == sum(value < target for value in values)
    assert found.run <= found.missed
    assert found.is_missed == (found.run > 0)
