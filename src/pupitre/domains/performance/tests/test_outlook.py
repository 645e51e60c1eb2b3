"""What KPIs will read at the dates that matter, and the targets they will miss."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from pupitre.domains.performance import examine, options
from pupitre.domains.performance.analysis.cadence import rhythms
from pupitre.domains.performance.analysis.outlook import outlooks
from pupitre.domains.performance.analysis.publish_outlook import forecast_table, outlook_rows
from pupitre.domains.performance.analysis.targets import verdicts
from pupitre.domains.performance.findings.ahead import will_miss
from pupitre.domains.performance.tests.readings import aim, company, kpi, model, months, weeks
from pupitre.kernel import Share, Subject
from pupitre.words import render

NOISE = (50 + 2 * np.random.default_rng(3).normal(size=48)).tolist()
OBJECTIVE = {"key": "O", "name": "Grow", "unit": None, "status": "open", "due_on": date(2026, 12, 31)}


def result(target, *, key="KR", due_on=None, baseline=None, **more):
    return {"key": key, "objective": "O", "kpi": "A", "target": target, "due_on": due_on, "baseline": baseline, **more}


def ahead(**rows):
    known = model(**rows)
    return outlooks(known, rhythms(known))


def outlook(**rows):
    return [{"reason": ""} | dict(row) for row in outlook_rows(ahead(**rows))]


def forecasts(**rows):
    return forecast_table(ahead(**rows)).to_pylist()


def told(**rows):
    known = model(**rows)
    found = rhythms(known)
    return will_miss(known, verdicts(known), outlooks(known, found))


def test_a_key_result_is_looked_at_on_the_date_of_its_objective():
    (row,) = outlook(measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(60.0)])
    assert (row["at"], row["target"], row["method"], row["season"], row["reason"]) == (date(2026, 12, 31), 60.0, "combination", 12, "")
    assert row["low_80"] < row["mean"] < row["high_80"] < 60
    assert row["miss_chance"] > 0.95


def test_a_target_to_come_is_looked_at_on_its_last_day():
    (row,) = outlook(measure=months(NOISE), target=[aim(50.0, starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))])
    assert row["at"] == date(2026, 12, 31)
    assert 0.2 < row["miss_chance"] < 0.8


def test_a_kpi_better_when_lower_misses_what_it_stays_above():
    (row,) = outlook(kpi=[kpi(direction="down")], measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(40.0)])
    assert row["miss_chance"] > 0.95


def test_the_dates_are_the_targets_the_horizons_and_the_ends_of_months():
    days = sorted({row["at"] for row in forecasts(measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(60.0)])})
    assert days[:4] == [date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 29), date(2026, 9, 30)]
    assert {date(2026, 12, 28), date(2026, 12, 31)} <= set(days)
    assert days[-1] == date(2027, 7, 1)


def test_the_quantiles_of_a_day_rise_and_hold_the_chances_declared():
    rows = [row for row in forecasts(measure=months(NOISE)) if row["at"] == date(2026, 9, 30)]
    assert [row["p"] for row in rows][:5] == pytest.approx([0.01, 0.02, 0.05, 0.1, 0.15])
    assert len(rows) == 23
    assert [row["value"] for row in rows] == sorted(row["value"] for row in rows)


def test_days_of_one_month_have_one_forecast():
    found = forecasts(measure=months(NOISE))
    assert len({row["value"] for row in found if row["at"] in (date(2026, 9, 29), date(2026, 9, 30)) and row["p"] == 0.5}) == 1


def test_a_percentage_never_passes_the_whole_nor_falls_below_nothing():
    shares = [min(0.97 + 0.02 * (value - 50) / 2, 1.0) for value in NOISE]
    values = [row["value"] for row in forecasts(kpi=[kpi(measured_in="%")], measure=months(shares))]
    assert max(values) <= 1
    assert min(values) >= 0


def test_a_yearly_total_is_added_up_from_months_read_and_months_to_come():
    rows = {"kpi": [kpi(aggregation="sum")], "measure": months(NOISE), "objective": [OBJECTIVE]}
    (row,) = outlook(**rows, key_result=[result(640.0)])
    assert row["mean"] == pytest.approx(12 * 50, rel=0.02)
    assert 5 < row["high_80"] - row["low_80"] < 60
    (small,) = outlook(**rows, key_result=[result(52.0)])
    assert small["mean"] == pytest.approx(50, rel=0.05)


def test_weeks_are_forecast_a_year_ahead():
    (row,) = outlook(measure=weeks((NOISE * 4)[:160]), objective=[OBJECTIVE], key_result=[result(50.0, due_on=date(2027, 6, 30))])
    assert (row["season"], row["at"]) == (52, date(2027, 6, 30))
    assert row["high_80"] - row["low_80"] < 15


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        (months(NOISE[:4]), "too_few"),
        (months(NOISE, last=date(2025, 6, 1)) + months(NOISE, key="B") + months(NOISE, key="C"), "stale"),
        (months([*NOISE[:20], 0.0, 0.0, 0.0]), "zero"),
        (months(NOISE), "no_target"),
    ],
)
def test_what_is_not_forecast_says_why(readings, reason):
    assert outlook(kpi=[kpi(), kpi("B"), kpi("C")], measure=readings)[0]["reason"] == reason


def test_without_a_direction_no_chance_is_made_up():
    (row,) = outlook(kpi=[kpi(direction=None)], measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(60.0)])
    assert (row["miss_chance"], row["reason"]) == (None, "no_direction")
    (row,) = outlook(kpi=[kpi(direction=None)], measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(60.0, baseline=50.0)])
    assert row["miss_chance"] > 0.9


def test_a_target_out_of_reach_is_told_with_its_chance_and_its_range():
    (found,) = told(measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(60.0)])
    text = render(found.text, "en").replace("\xa0", " ")
    assert text.startswith("“KPI A” has a chance of 99% of missing 60 on 31 December 2026: it should then read from 4")
    assert (found.subjects, found.evidence[0].table) == ((Subject("kpi", "A"),), "performance.outlook")
    assert found.evidence[0].keys == (("A", "", "2026-12-31"),)
    assert found.stake is None
    assert 0.8 <= found.confidence < 1
    assert isinstance(dict(found.text.values)["chance"], Share)


def test_a_target_within_reach_and_four_points_are_not_told():
    assert told(measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(48.0)]) == []
    assert told(measure=months(NOISE[:4]), objective=[OBJECTIVE], key_result=[result(90.0)]) == []


def test_a_kpi_that_something_is_to_move_is_left_to_its_objective():
    effect = {"source_kind": "project", "source": "P", "kpi": "A", "unit": None, "likely": 10.0}
    assert told(measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(60.0)], effect=[effect]) == []


def test_a_target_missed_for_long_is_not_told_twice():
    rows = {"unit": [{"key": "P", "name": "Plant"}], "kpi": [kpi(unit="P", aggregation="mean")], "measure": months(NOISE)}
    targets = [aim(60.0, starts_on=date(2025, 1, 1), ends_on=date(2027, 1, 1))]
    rules = {f.rule for f in examine(company(**rows, target=targets)).findings}
    assert "performance.target_missed" in rules
    assert "performance.will_miss_target" not in rules


def test_more_than_five_are_gathered_by_department():
    keys = [f"K{n}" for n in range(6)]
    rows = {
        "unit": [{"key": "P", "name": "Plant"}],
        "kpi": [kpi(k, unit="P") for k in keys],
        "measure": [row for k in keys for row in months(NOISE, key=k)],
        "objective": [OBJECTIVE],
        "key_result": [result(60.0, key=f"KR{k}") | {"kpi": k} for k in keys],
    }
    (found,) = told(**rows)
    assert render(found.text, "en").startswith("Plant: 6 KPIs will likely miss their target by its date, such as “KPI K0”")
    assert len(found.evidence[0].keys) == 6


def test_options_of_a_target_that_will_be_missed_hold_doing_nothing():
    (found,) = told(measure=months(NOISE), objective=[OBJECTIVE], key_result=[result(60.0)])
    assert [o.code for o in options(found, company())] == ["plan", "revise", "do_nothing"]
