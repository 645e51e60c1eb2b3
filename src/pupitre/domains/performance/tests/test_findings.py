"""What performance tells its reader."""

from __future__ import annotations

from datetime import date

from pupitre.domains.performance import examine
from pupitre.domains.performance.tests.readings import aim, company, kpi, months
from pupitre.kernel import Subject
from pupitre.words import render

UNITS = [{"key": "P", "name": "Plant"}, {"key": "S", "name": "Sales"}]


def told(rule, on=date(2026, 7, 1), **rows):
    return [f for f in examine(company(on, unit=UNITS, **rows)).findings if f.rule == f"performance.{rule}"]


def read(finding):
    return render(finding.text, "en").replace("\xa0", " ")


def missing(*runs, unit="P", judged=12, **more):
    """One KPI per run: that many months under its target of 5 at the end of a year over it."""
    keys = [f"K{n}" for n in range(len(runs))]
    return {
        "kpi": [kpi(k, unit=unit, aggregation="mean", measured_in="%", **more) for k in keys],
        "measure": [row for k, run in zip(keys, runs, strict=True) for row in months([9.0] * (judged - run) + [4.5] * run, key=k)],
        "target": [aim(5.0, key=k) for k in keys],
    }


def test_one_missed_target_is_told_with_its_run():
    (found,) = told("target_missed", **missing(4))
    assert read(found) == "“KPI K0” has missed its target for 4 months in a row: 4.5% for 5%."
    assert (found.subjects, found.since, found.confidence) == ((Subject("unit", "P"),), date(2026, 3, 1), 1.0)
    assert (found.evidence[0].table, found.evidence[0].keys) == ("performance.target_status", (("K0", ""),))
    assert found.stake is None


def test_a_percentage_kept_as_a_fraction_is_read_in_percent():
    rows = missing(4)
    rows["measure"] = months([0.9] * 8 + [0.293] * 4, key="K0")
    (found,) = told("target_missed", **rows | {"target": [aim(0.3, key="K0")]})
    assert read(found).endswith("for 4 months in a row: 29.3% for 30%.")
    assert found.evidence[0].values[0][1:4] == (29.3, 30.0, "%")
    (found,) = told("target_missed", **rows | {"target": [aim(1.6, key="K0")]})
    assert found.evidence[0].values[0][1:4] == (0.293, 1.6, "%")


def test_a_target_missed_twice_in_months_is_not_told():
    assert told("target_missed", **missing(2)) == []


def test_missed_targets_are_gathered_by_department_the_longest_first():
    (found,) = told("target_missed", **missing(1, 5, 0, 3))
    assert read(found) == (
        "Plant: 3 of the 4 KPIs with a target missed it in their last period. "
        "“KPI K1” has missed its target for 5 months in a row: 4.5% for 5%."
    )
    assert [keys[0] for keys in found.evidence[0].keys] == ["K1", "K3", "K0"]
    assert found.since == date(2026, 2, 1)


def test_departments_are_told_apart():
    rows = missing(4, 4)
    rows["kpi"][1]["unit"] = "S"
    assert [f.subjects for f in told("target_missed", **rows)] == [(Subject("unit", "P"),), (Subject("unit", "S"),)]


def test_without_department_the_category_gathers_then_the_company():
    assert told("target_missed", **missing(4, 4, unit=None, category="Safety."))[0].subjects == (Subject("category", "Safety."),)
    (found,) = told("target_missed", **missing(4, 4, unit=None))
    assert found.subjects == (Subject("entity", "company"),)
    assert read(found).startswith("No department named: 2 of the 2 KPIs")
    assert read(told("target_missed", **missing(4, 4, unit=None, category="Safety."))[0]).startswith("Safety: 2 of")


def test_critical_kpis_come_first_and_are_counted():
    rows = missing(5, 4)
    rows["kpi"][1]["is_critical"] = True
    (found,) = told("target_missed", **rows)
    assert "1 of them is critical. “KPI K1” has missed" in read(found)


def test_a_projection_is_said_to_be_one():
    rows = missing(0, 0)
    rows["kpi"] = [row | {"frequency": "year"} for row in rows["kpi"]]
    rows["measure"] = [row for key in ("K0", "K1") for row in months([4.0], key=key, basis="projected")]
    (found,) = told("target_missed", **rows)
    assert read(found) == "Plant: 2 of the 2 KPIs with a target are projected to miss it. “KPI K0” is projected at 4% for a target of 5%."


def test_a_kpi_that_stopped_is_not_said_to_miss_its_target():
    rows = missing(4, 0, 0)
    rows["measure"] = [row for row in rows["measure"] if row["kpi"] != "K0" or row["starts_on"] < date(2026, 4, 1)]
    assert told("target_missed", **rows) == []
    assert [f.subjects[0].key for f in told("stale", **rows)] == ["K0"]


def test_details_of_a_missed_kpi_are_told_beside_it():
    rows = missing(4, 4, 4)
    for row in rows["kpi"][1:]:
        row["parent"] = "K0"
    (found,) = told("target_missed", **rows)
    assert read(found) == ("“KPI K0” has missed its target for 4 months in a row: 4.5% for 5%. 2 KPIs that detail them miss theirs too.")
    assert [row[-1] for row in found.evidence[0].values] == [False, True, True]


def test_the_run_is_told_in_the_words_of_its_cadence():
    for step, word in ((3, "2 quarters in a row"), (12, "2 years in a row"), (2, "3 periods in a row")):
        count = int(word[0])
        values = [9.0] + ([None] * (step - 1) + [9.0]) * 2 + ([None] * (step - 1) + [4.5]) * count
        (found,) = told("target_missed", kpi=[kpi(unit="P", aggregation="mean")], measure=months(values), target=[aim(5.0)])
        assert word in read(found)


def fleet(stopped, total=12, last=date(2026, 2, 1), **more):
    keys = [f"K{n:02}" for n in range(total)]
    kpis = [kpi(k, unit="P", **more) for k in keys]
    rows = [row for n, k in enumerate(keys) for row in (months([1.0] * 9, key=k, last=last) if n < stopped else months([1.0] * 9, key=k))]
    return {"kpi": kpis, "measure": rows}


def test_a_kpi_that_stopped_is_told_with_its_last_day():
    (found,) = told("stale", **fleet(1))
    assert read(found) == "“KPI K00” has not been read since 28 February 2026, though it usually comes every month."
    assert (found.subjects, found.since) == ((Subject("kpi", "K00"),), date(2026, 3, 1))
    assert found.evidence[0].table == "performance.catalogue"


def test_five_kpis_are_told_one_by_one_and_six_by_department():
    assert len(told("stale", **fleet(5))) == 5
    (found,) = told("stale", **fleet(6, 13))
    assert read(found) == (
        "Plant: 6 of the 13 KPIs have stopped coming in, such as “KPI K00”, “KPI K01”, “KPI K02” and 3 others, "
        "the first on 28 February 2026."
    )
    assert (found.subjects, len(found.evidence[0].keys)) == ((Subject("unit", "P"),), 6)


def test_a_department_with_one_stopped_kpi_is_told_by_its_kpi():
    rows = fleet(6, 13)
    rows["kpi"][0]["unit"] = "S"
    assert {f.subjects for f in told("stale", **rows)} == {(Subject("kpi", "K00"),), (Subject("unit", "P"),)}


def test_when_everything_stopped_it_is_told_once():
    (found,) = told("stale", date(2027, 1, 1), **fleet(0))
    assert read(found) == "12 of the 12 KPIs have no reading after 30 June 2026: load those that follow."
    assert (found.subjects, found.since) == ((Subject("entity", "company"),), date(2026, 7, 1))


def test_zeros_are_told_with_the_day_they_began():
    (found,) = told("stale", measure=months([5.0] * 12 + [0.0] * 4))
    assert read(found) == "“KPI A” reads only 0 since 1 March 2026: closed, or no longer filled in."


def test_a_daily_kpi_is_said_to_come_every_day():
    days = [{"kpi": "D", "unit": "", "starts_on": date(2026, 5, n), "ends_on": date(2026, 5, n + 1), "value": 1.0} for n in range(1, 20)]
    rows = fleet(0)
    found = told("stale", kpi=[*rows["kpi"], kpi("D")], measure=[*rows["measure"], *days])
    assert read(found[0]).endswith("though it usually comes every day.")
    found = told("stale", kpi=[*rows["kpi"], kpi("D")], measure=[*rows["measure"], *days[::3]])
    assert read(found[0]).endswith("though it usually comes every 3 days.")


def test_one_name_with_two_formulas_shows_both_and_who_uses_them():
    kpis = [
        kpi("A", name="Service rate", formula="lines / orders", unit="P"),
        kpi("B", name="Service rate", formula="on_time / orders", unit="S"),
    ]
    (found,) = told("defined_twice", kpi=kpis, measure=months([1.0, 2.0, 3.0]))
    assert read(found) == "“Service rate” means 2 things: “lines / orders” (Plant) and “on_time / orders” (Sales)."
    assert found.subjects == (Subject("kpi", "A"), Subject("kpi", "B"))
    assert (found.since, found.confidence) == (date(2026, 4, 1), 1.0)
    assert found.evidence[0].values[0] == ("Service rate", "Plant", "lines / orders", None, None, "up", 3.0)


def test_definitions_in_words_are_less_sure():
    kpis = [kpi("A", name="Scrap", definition="parts thrown away"), kpi("B", name="Scrap", definition="cost of rework")]
    (found,) = told("defined_twice", kpi=kpis)
    assert read(found) == "“Scrap” means 2 things: “parts thrown away” and “cost of rework”."
    assert (found.confidence, found.since) == (0.7, date(2026, 7, 1))


def test_units_and_directions_that_differ_are_told():
    assert "a reading in “%” and a reading in “h”" in read(
        told("defined_twice", kpi=[kpi(k, name="N", measured_in=u) for k, u in (("A", "%"), ("B", "h"))])[0]
    )
    assert "better when higher and better when lower" in read(
        told("defined_twice", kpi=[kpi(k, name="N", direction=d) for k, d in (("A", "up"), ("B", "down"))])[0]
    )
