"""Control limits, and everything the domain publishes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.domains.performance import DOMAIN, examine
from pupitre.domains.performance.analysis.charts import charts, season_of
from pupitre.domains.performance.tests.readings import aim, company, kpi, model, months
from pupitre.tables.field import ARROW
from pupitre.words import render

NOISE = np.random.default_rng(5).normal(50, 3, 60).round(3).tolist()


def chart(values, **more):
    return charts(model(kpi=[kpi(**more)], measure=months(values)))[0]


def test_a_sound_series_has_its_limits():
    found = chart(NOISE[:24])
    moves = np.abs(np.diff(NOISE[:24]))
    assert found.reason == ""
    assert found.lines.centre == pytest.approx(np.mean(NOISE[:24]))
    assert found.lines.upper - found.lines.centre == pytest.approx(2.66 * moves.mean())


def test_readings_that_stand_out_are_counted():
    assert chart([*NOISE[:23], 90.0]).signal_count >= 1


def test_projections_draw_no_limits():
    rows = [*months(NOISE[:11]), *months([50.0], last=date(2026, 7, 1), basis="projected")]
    assert charts(model(measure=rows))[0].reason == "too_few"


def test_a_yearly_dip_is_a_season_and_not_an_alarm():
    dips = [value - 30 * (n % 12 == 7) for n, value in enumerate(NOISE[:48])]
    assert chart(dips).reason == "season"


def test_only_weeks_months_and_quarters_have_a_season():
    assert [season_of(days) for days in (7.0, 30.5, 91.0, 1.0, 365.0, None)] == [52, 12, 4, 0, 0, 0]


def test_four_points_are_absent_with_their_reason():
    done = examine(company(measure=months([1.0, 2.0, 3.0, 4.0])))
    assert done.findings == ()
    assert [(a.figure, a.kind, a.key, render(a.reason, "en")) for a in done.absent] == [
        ("performance.limits", "kpi", "A", "4 points only; 12 are needed."),
        ("performance.outlook", "kpi", "A", "4 points only: 4 more are needed."),
    ]


def test_many_short_series_are_counted_and_not_listed():
    keys = [f"K{n:02}" for n in range(21)]
    done = examine(company(kpi=[kpi(k) for k in keys], measure=[row for k in keys for row in months([1.0, 2.0], key=k)]))
    assert [render(a.reason, "en") for a in done.absent] == [
        "21 KPIs have too few points for control limits; 12 are needed.",
        "21 KPIs have too few points to be forecast; 8 are needed.",
    ]


def test_what_cannot_be_judged_is_absent_with_its_reason():
    kpis = [kpi("A", direction="none"), kpi("B", aggregation="sum"), kpi("C", formula="A +")]
    rows = [*months(NOISE[:24]), *months(NOISE[24:48], key="B")]
    targets = [aim(5.0), aim(5.0, key="B", starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))]
    told = {(a.figure, a.key): render(a.reason, "en") for a in examine(company(kpi=kpis, measure=rows, target=targets)).absent}
    assert told["performance.formula_value", "C"] == "Something is missing at the end, at character 4 of “A +”."
    assert told["performance.target_missed", ""].startswith("1 KPI has a target for another length of time")
    reasons = [render(a.reason, "en") for a in examine(company(kpi=kpis, measure=rows, target=targets)).absent]
    assert "1 KPI with a target does not say whether higher or lower is better." in reasons


def test_a_trend_is_counted_among_those_without_limits():
    done = examine(company(measure=months([float(n) for n in range(24)])))
    assert [render(a.reason, "en") for a in done.absent] == [
        "1 KPI has a season, a trend or readings that follow one another: fixed control limits would mislead."
    ]


def full():
    rows = [*months(NOISE[:24]), *months(NOISE[24:48], key="B"), *months([9.0, 1.0], key="C")]
    kpis = [kpi("A", aggregation="mean"), kpi("B", aggregation="sum"), kpi("C"), kpi("F", formula="A / B")]
    return {"kpi": kpis, "measure": rows, "target": [aim(60.0)]}


def test_every_published_table_has_its_declared_columns():
    derived = examine(company(**full())).derived
    assert {n: dict(zip(t.schema.names, t.schema.types, strict=True)) for n, t in derived.items()} == {
        name: {column: ARROW[kind] for column, kind in columns.items()} for name, columns in DOMAIN.publishes.items()
    }
    assert all(table.num_rows for name, table in derived.items() if name != "performance.alarm")


def test_the_published_rows_hold_what_was_computed():
    derived = examine(company(**full())).derived
    catalogue = {row["kpi"]: row for row in derived["performance.catalogue"].to_pylist()}
    assert catalogue["A"] | {"cadence_days": 0} == {
        "kpi": "A",
        "unit": "",
        "reading_count": 24,
        "first_on": date(2024, 7, 1),
        "last_on": date(2026, 7, 1),
        "last_value": NOISE[23],
        "cadence_days": 0,
        "is_stale": False,
        "reason": "fresh",
    }
    (status,) = derived["performance.target_status"].to_pylist()
    assert (status["kpi"], status["starts_on"], status["ends_on"]) == ("A", date(2026, 6, 1), date(2026, 7, 1))
    assert (status["value"], status["target"], status["is_missed"], status["run_count"]) == (NOISE[23], 60.0, True, 24)
    assert (status["run_since"], status["judged_count"], status["missed_count"]) == (date(2024, 7, 1), 24, 24)
    lines = {row["kpi"]: row for row in derived["performance.limits"].to_pylist()}
    assert (lines["C"]["reason"], lines["C"]["centre"], lines["C"]["reading_count"]) == ("too_few", None, 2)
    years = [r for r in derived["performance.period_value"].to_pylist() if r["grain"] == "year" and r["kpi"] == "B"]
    assert [r["reason"] for r in years] == ["incomplete", "", "incomplete"]
    assert years[1]["value"] == pytest.approx(sum(NOISE[30:42]))
    ratio = [r for r in derived["performance.formula_value"].to_pylist() if r["grain"] == ""]
    assert ratio[0]["value"] == pytest.approx(NOISE[0] / NOISE[24])


@settings(max_examples=15, deadline=None)
@given(st.randoms())
def test_the_order_of_rows_changes_no_result(shuffler):
    rows = full()
    shuffled = {name: list(table) for name, table in rows.items()}
    for table in shuffled.values():
        shuffler.shuffle(table)
    one, other = examine(company(**shuffled)), examine(company(**rows))
    assert [f.fingerprint for f in one.findings] == [f.fingerprint for f in other.findings]
    assert all(one.derived[name].equals(other.derived[name]) for name in other.derived)


def test_a_company_without_kpis_says_nothing():
    done = examine(company(kpi=[]))
    assert (done.findings, done.absent) == ((), ())
