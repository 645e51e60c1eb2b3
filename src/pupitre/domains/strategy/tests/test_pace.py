"""How far key results are on their way, against the time gone."""

from __future__ import annotations

from datetime import date

import pytest

from pupitre.domains.strategy.analysis.pace import expected, key_result_paces, objective_paces
from pupitre.domains.strategy.inputs import read
from pupitre.domains.strategy.tests.company import company, objective

START, END = date(2026, 4, 2), date(2026, 12, 28)  # 270 days, of which 90 are gone on 1 July


def month(kpi, n, value, year=2026, unit="", basis="actual"):
    last = date(year + n // 12, n % 12 + 1, 1)
    return {"kpi": kpi, "unit": unit, "starts_on": date(year, n, 1), "ends_on": last, "value": value, "basis": basis}


def paces(readings, *, aggregation=None, kpi_unit=None, objective_unit=None, **more):
    row = {"key": "K", "objective": "O1", "kpi": "A", "baseline": 10.0, "target": 20.0, "starts_on": START, "due_on": END} | more
    kpi = {"key": "A", "name": "A", "aggregation": aggregation, "unit": kpi_unit}
    goals = [objective("O1", unit=objective_unit)]
    return key_result_paces(read(company(objective=goals, kpi=[kpi], key_result=[row], measure=readings)))


def pace(readings, **more):
    (found,) = paces(readings, **more)
    return found


def test_the_way_done_is_read_between_baseline_and_target():
    found = pace([month("A", 5, 11.0), month("A", 6, 14.0)])
    assert (found.current, found.current_on, found.progress_share, found.reason) == (14.0, date(2026, 7, 1), 0.4, "")
    assert found.time_share == found.expected_share == pytest.approx(1 / 3)


def test_a_number_that_must_fall_is_read_the_same_way():
    assert pace([month("A", 6, 14.0)], baseline=20.0, target=10.0).progress_share == 0.6


def test_the_shape_of_the_path_says_what_is_due():
    assert pace([month("A", 6, 14.0)], shape="s_curve").expected_share == pytest.approx(7 / 27)
    assert pace([month("A", 6, 14.0)], shape="step").expected_share == 0.0
    assert (expected(1.0, "step"), expected(1.0, "s_curve"), expected(0.5, None)) == (1.0, 1.0, 0.5)


def test_time_stays_between_zero_and_one():
    assert pace([], starts_on=date(2026, 8, 1)).time_share == 0.0
    assert pace([], due_on=date(2026, 6, 1)).time_share == 1.0


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"target": None}, "no_target"),
        ({"baseline": None}, "no_baseline"),
        ({"target": 10.0}, "flat"),
        ({"starts_on": None}, "no_dates"),
        ({"due_on": START}, "no_dates"),
        ({"kpi": None}, "no_kpi"),
        ({"kpi": "NOBODY"}, "no_kpi"),
    ],
)
def test_what_is_missing_is_the_reason(more, reason):
    assert pace([month("A", 6, 14.0)], **more).reason == reason


def test_a_kpi_never_read_has_no_pace():
    assert pace([]).reason == "no_reading"
    assert pace([month("A", 6, 14.0, basis="projected")]).reason == "no_reading"
    assert pace([month("A", 8, 14.0)]).reason == "no_reading"


def test_the_dates_of_the_objective_serve_where_the_key_result_has_none():
    row = {"key": "K", "objective": "O1", "kpi": "A", "baseline": 10.0, "target": 20.0}
    goals = [objective("O1", starts_on=START, due_on=END)]
    snapshot = company(objective=goals, kpi=[{"key": "A", "name": "A"}], key_result=[row], measure=[month("A", 6, 14.0)])
    assert key_result_paces(read(snapshot))[0].time_share == pytest.approx(1 / 3)


def test_the_reading_of_the_department_of_the_objective_comes_first():
    readings = [month("A", 6, 14.0, unit="X"), month("A", 6, 15.0, unit="Y"), month("A", 6, 16.0)]
    assert pace(readings, objective_unit="X").current == 14.0
    assert pace(readings, objective_unit="Z", kpi_unit="Y").current == 15.0
    assert pace(readings).current == 16.0
    assert pace(readings[:1], objective_unit="Z").current == 14.0
    assert pace(readings[:2], objective_unit="Z").reason == "no_reading"


def test_a_sum_without_baseline_counts_since_the_start():
    readings = [month("A", n, 1.0) for n in range(1, 7)]
    assert pace(readings, aggregation="sum", baseline=0.0, target=8.0, starts_on=date(2026, 3, 1)).progress_share == 0.5


def test_a_sum_beside_a_yearly_baseline_counts_twelve_months():
    readings = [month("A", n, 1.0, 2025) for n in range(1, 13)] + [month("A", n, 2.0) for n in range(1, 7)]
    assert pace(readings, aggregation="sum", baseline=12.0, target=24.0).current == 6 * 1.0 + 6 * 2.0
    assert pace(readings[8:], aggregation="sum", baseline=12.0, target=24.0).reason == "not_enough_readings"


def test_a_sum_beside_a_baseline_of_the_size_of_one_reading_is_its_last_reading():
    readings = [month("A", n, 30.0) for n in range(1, 6)] + [month("A", 6, 24.0)]
    found = pace(readings, aggregation="sum", baseline=32.0, target=16.0)
    assert (found.current, found.progress_share) == (24.0, 0.5)


def joined(rows, readings, **more):
    results = [{"objective": "O1", "baseline": 0.0, "target": 10.0, "starts_on": START, "due_on": END, **row} for row in rows]
    kpis = [{"key": key, "name": key} for key in "AB"]
    model = read(company(objective=[objective("O1"), objective("O2")], kpi=kpis, key_result=results, measure=readings, **more))
    return objective_paces(model, key_result_paces(model))


def test_the_pace_of_an_objective_is_the_weighted_mean_of_its_key_results():
    rows = [{"key": "K1", "kpi": "A", "weight": 0.75}, {"key": "K2", "kpi": "B", "weight": 0.25}]
    found = joined(rows, [month("A", 6, 2.0), month("B", 6, 6.0)])[0]
    assert (found.progress_share, found.measured_count, found.key_result_count) == (pytest.approx(0.3), 2, 2)
    assert found.time_share == pytest.approx(1 / 3)


def test_a_key_result_past_its_target_or_gone_backwards_counts_as_whole_or_nothing():
    rows = [{"key": "K1", "kpi": "A"}, {"key": "K2", "kpi": "B"}]
    assert joined(rows, [month("A", 6, 25.0), month("B", 6, -5.0)])[0].progress_share == 0.5


def test_a_key_result_without_pace_is_left_out_and_counted():
    found = joined([{"key": "K1", "kpi": "A"}, {"key": "K2", "kpi": "B"}], [month("A", 6, 2.0)])[0]
    assert (found.progress_share, found.measured_count, found.key_result_count) == (0.2, 1, 2)


def test_an_objective_without_key_results_has_the_pace_of_those_that_serve_it():
    rows = [{"key": "K1", "kpi": "A"}]
    found = joined(rows, [month("A", 6, 2.0)], cascade=[{"child": "O1", "parent": "O2"}])
    assert [p.progress_share for p in found] == [0.2, 0.2]
    assert joined(rows, [month("A", 6, 2.0)])[1].reason == "no_key_result"
