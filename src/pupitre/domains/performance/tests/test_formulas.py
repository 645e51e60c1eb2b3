"""KPIs computed from others, and readings added up over longer periods."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from pupitre.domains.performance.analysis.formulas import computed
from pupitre.domains.performance.analysis.periods import added_up, totals
from pupitre.domains.performance.inputs import read
from pupitre.domains.performance.tests.readings import aim, company, kpi, model, months, weeks
from pupitre.words import render


def values(formula, readings, *, kpis=(), **more):
    """What a formula gives, by department and grain: values and reasons in order."""
    rows = [kpi("F", formula=formula, **more), kpi("A", aggregation="sum"), kpi("B", aggregation="sum"), *kpis]
    found, _ = computed(model(kpi=rows, measure=readings, target=[aim(8.0)]))
    return {(c.kpi, c.unit, c.grain): ([None if np.isnan(v) else v for v in c.column.values], c.column.reasons) for c in found}


def fault(*kpis):
    _, faults = computed(model(kpi=list(kpis)))
    return {f.kpi: render(f.reason, "en") for f in faults}


def test_a_formula_is_computed_month_by_month():
    found = values("A / B", [*months([4, 6, 9]), *months([2, 0, 3], key="B")])
    assert found["F", "", ""] == ([2, None, 3], ["", "division_by_zero", ""])


def test_a_month_that_one_kpi_lacks_is_absent():
    found = values("A + B", [*months([4, 6, 9]), *months([2, None, 3], key="B")])
    assert found["F", "", ""] == ([6, None, 12], ["", "no_reading", ""])


def test_names_are_keys_or_the_names_people_read():
    readings = [*months([4, 5]), *months([2, 2], key="B")]
    assert values("[KPI A] / b", readings)["F", "", ""][0] == [2, 2.5]


def test_a_target_can_be_named():
    assert values("A / target(A)", months([4, 6], key="A"))["F", "", ""][0] == [0.5, 0.75]


def test_a_formula_uses_another_where_it_has_no_reading():
    found = values("G * 2", months([4, 6]), kpis=[kpi("G", formula="A + 1")])
    assert found["F", "", ""][0] == [10, 14]
    found = values("G * 2", [*months([4, 6]), *months([1, 1], key="G")], kpis=[kpi("G", formula="A + 1")])
    assert found["F", "", ""][0] == [2, 2]


def test_each_department_is_computed_with_its_own_readings_or_those_of_the_company():
    readings = [*months([4, 6], unit="X"), *months([8, 9], unit="Y"), *months([2, 3], key="B")]
    found = values("A / B", readings)
    assert {key[1]: column[0] for key, column in found.items() if not key[2]} == {"X": [2, 2], "Y": [4, 3]}


def test_a_department_that_lacks_what_the_formula_needs_is_left_out():
    found = values("A / B", [*months([4, 6], unit="X"), *months([8, 9], unit="Y"), *months([2, 3], key="B", unit="X")])
    assert {key[1] for key in found} == {"X"}


def test_a_rate_over_a_year_is_the_rate_of_its_totals():
    readings = [*months([1.0] * 11 + [10.0], last=date(2025, 12, 1)), *months([2.0] * 11 + [100.0], key="B", last=date(2025, 12, 1))]
    found = values("A / B", readings)
    assert found["F", "", "year"] == ([pytest.approx(21 / 122)], [""])
    assert found["F", "", "quarter"][0] == pytest.approx([0.5, 0.5, 0.5, 12 / 104])


def test_a_formula_over_time_is_not_computed_over_a_year():
    found = values("ytd(A)", months([1.0] * 12, last=date(2025, 12, 1)))
    assert {key[2] for key in found} == {""}
    assert found["F", "", ""][0][-1] == 12


def test_readings_by_week_and_by_month_are_not_mixed():
    assert values("A / B", [*weeks([1.0] * 20), *months([1.0] * 4, key="B")]) == {}


def test_a_year_before_is_twelve_months_or_four_quarters_back():
    found = values("yoy(A)", months([10.0] * 12 + [12.0]))
    assert found["F", "", ""][0] == [None] * 12 + [pytest.approx(0.2)]
    starts = [date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)]
    rows = zip(starts, starts[1:], [4.0, 4.0, 4.0, 4.0, 5.0], strict=False)
    quarters = [{"kpi": "A", "unit": "", "starts_on": start, "ends_on": end, "value": value} for start, end, value in rows]
    assert values("yoy(A)", quarters)["F", "", ""][0] == [None] * 4 + [0.25]


def test_weeks_are_computed_by_week():
    assert values("lag(A, 1)", weeks([1.0, 2.0, 3.0]))["F", "", ""][0] == [None, 1, 2]


def test_a_single_reading_has_no_calendar():
    assert values("A + 1", months([4])) == {}


def test_a_name_that_is_no_kpi_is_told():
    assert fault(kpi("F", formula="A / Z"), kpi("A")) == {"F": "The formula of “KPI F” names “Z”, which is no KPI."}


def test_a_name_that_two_kpis_bear_is_no_name():
    assert "names “Same”" in fault(kpi("F", formula="[Same] + 1"), kpi("A", name="Same"), kpi("B", name="Same"))["F"]


def test_a_formula_that_cannot_be_read_is_told_with_its_place():
    assert fault(kpi("F", formula="A +"), kpi("A")) == {"F": "Something is missing at the end, at character 4 of “A +”."}


def test_a_definition_in_words_is_no_formula_to_compute():
    words = "Lignes livrées / lignes commandées"
    assert fault(kpi("F", formula=words), kpi("A"), kpi("114", name="Lignes")) == {}
    assert fault(kpi("F", formula="114 / 2"), kpi("114")) == {}
    assert set(fault(kpi("F", formula="[Lignes livrées] / 2"), kpi("A"))) == {"F"}


def test_codes_with_signs_need_no_brackets():
    kpis = [kpi("KPI-1", aggregation="sum"), kpi("KPI-12", aggregation="sum"), kpi("F", formula="KPI-12 - KPI-1 + [KPI-1]")]
    found, faults = computed(model(kpi=kpis, measure=[*months([1, 2], key="KPI-1"), *months([5, 7], key="KPI-12")]))
    assert (faults, found[0].column.values.tolist()) == ([], [5, 7])


def test_units_that_do_not_mix_are_told():
    found = fault(kpi("F", formula="A + B"), kpi("A", measured_in="h"), kpi("B", measured_in="€"))
    assert found["F"].startswith("“h” and “€” are not put together")
    found = fault(kpi("F", formula="A", measured_in="€"), kpi("A", measured_in="h"))
    assert found["F"].startswith("The formula gives “h” and the KPI is in “€”")


def test_a_loop_of_formulas_is_named_and_the_rest_is_computed():
    kpis = [kpi("F", formula="G + 1"), kpi("G", formula="F + 1"), kpi("H", formula="A * 2"), kpi("A")]
    found, faults = computed(model(kpi=kpis, measure=months([1, 2])))
    told = {f.kpi: render(f.reason, "en") for f in faults}
    assert told == dict.fromkeys("FG", "KPIs are computed from one another in a loop: “KPI F” → “KPI G” → “KPI F”.")
    assert {c.kpi for c in found} == {"H"}


def series(readings):
    return read(company(measure=readings)).series[0]


def over(rule, readings, grain="quarter"):
    found = added_up(series(readings), grain, rule)
    return [None if np.isnan(v) else v for v in found.values], found.reasons


FIVE = months([1.0, 2.0, 6.0, 4.0, 5.0], last=date(2026, 5, 1))  # January to May


def test_readings_are_added_up_the_way_their_kpi_says():
    assert over("sum", FIVE) == ([9, None], ["", "incomplete"])
    assert over("mean", FIVE) == ([3, 4.5], ["", ""])
    assert over("last", FIVE) == ([6, 5], ["", ""])
    assert over("max", FIVE) == ([6, 5], ["", ""])
    assert over("min", FIVE) == ([1, 4], ["", ""])
    assert over(None, FIVE) == over("none", FIVE) == ([None, None], ["no_rule", "no_rule"])


def test_a_year_of_weeks_is_whole_within_a_week():
    # 52 Mondays of 2025 from 6 January: 364 days begin in the year, of 365; without the first, 357.
    assert over("sum", weeks([1.0] * 52, last=date(2025, 12, 29)), "year") == ([52], [""])
    assert over("sum", weeks([1.0] * 51, last=date(2025, 12, 29)), "year") == ([None], ["incomplete"])


def test_periods_carry_their_days_and_counts():
    found = added_up(series(FIVE), "quarter", "mean")
    assert (found.starts.astype(str).tolist(), found.ends.astype(str).tolist()) == (
        ["2026-01-01", "2026-04-01"],
        ["2026-04-01", "2026-07-01"],
    )
    assert found.counts == [3, 2]


def test_readings_as_long_as_the_period_are_not_added_up():
    quarters = [{"kpi": "A", "unit": "", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 4, 1), "value": 1.0}]
    assert [t.grain for t in totals(model(measure=quarters))] == ["year"]
    assert [t.grain for t in totals(model(measure=FIVE))] == ["quarter", "year"]
    assert totals(model(measure=months([1.0], basis="projected"))) == []
