"""Load of skills, money to the cent, costs, and work done twice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.domains.portfolio import DOMAIN, examine
from pupitre.domains.portfolio.analysis import analyse
from pupitre.domains.portfolio.analysis.costs import costs, drifting
from pupitre.domains.portfolio.analysis.history import histories
from pupitre.domains.portfolio.analysis.load import overloads, skill_weeks
from pupitre.domains.portfolio.analysis.money import money, split_to_the_cent
from pupitre.domains.portfolio.analysis.twins import twins
from pupitre.domains.portfolio.tests.company import ON, company, day, model, project, report, task
from pupitre.tables import ARROW


def weeks(hours, *, skill="S", unit="", of="asked", project="P1"):
    rows = [{"skill": skill, "unit": unit, "starts_on": ON + timedelta(weeks=n), "hours": float(h)} for n, h in enumerate(hours)]
    return [row | {"project": project} for row in rows] if of == "asked" else rows


def loads(**rows):
    return skill_weeks(model(**rows))


def test_load_is_hours_asked_over_hours_given():
    found = loads(capacity=weeks([100, 100], of="given"), allocation=[*weeks([60, 0]), *weeks([50, 20], project="P2")])
    assert [w.load for w in found] == pytest.approx([1.1, 0.2])
    assert found[0].asks == {"P1": 60, "P2": 50}


def test_a_week_without_hours_given_has_no_load():
    assert [w.load for w in loads(capacity=weeks([0], of="given"), allocation=weeks([10]))] == [None]


def test_departments_are_kept_apart_when_both_lists_name_them():
    found = loads(
        capacity=[*weeks([100], unit="A", of="given"), *weeks([100], unit="B", of="given")],
        allocation=[*weeks([150], unit="A"), *weeks([10], unit="B")],
    )
    assert [(w.unit, w.load) for w in found] == [("A", 1.5), ("B", 0.1)]


def test_a_skill_is_taken_as_a_whole_when_projects_do_not_say_the_department():
    found = loads(capacity=[*weeks([100], unit="A", of="given"), *weeks([100], unit="B", of="given")], allocation=weeks([150]))
    assert [(w.unit, w.load) for w in found] == [("", 0.75)]


def test_days_of_one_week_add_up():
    wednesday = [{"skill": "S", "starts_on": ON + timedelta(days=2), "hours": 8.0, "project": "P1"}]
    assert [w.asked for w in loads(capacity=weeks([100], of="given"), allocation=[*weeks([5]), *wednesday])] == [13]


def test_without_allocations_the_work_of_tasks_is_spread_over_their_weeks():
    """40 hours half done over two weeks: 10 each."""
    rows = [task("a", 10, skill="S", effort_hours=40.0, progress=0.5, starts_on=ON, due_on=ON + timedelta(days=11))]
    found = loads(capacity=weeks([50, 50, 50], of="given"), task=rows)
    assert [(w.asked, w.source) for w in found] == [(10, "tasks"), (10, "tasks"), (0, "tasks")]


def over(hours):
    return overloads(loads(capacity=weeks([100] * len(hours), of="given"), allocation=weeks(hours)), after=ON)


def test_an_overload_lasts_three_weeks_and_passes_a_tenth():
    assert [(o.starts_on, o.ends_on, o.load) for o in over([90, 120, 110, 130, 90])] == [(day(7), day(28), 1.2)]
    assert over([120, 120, 90, 120, 120]) == ()
    assert over([105, 105, 105]) == ()
    assert len(over([110, 110, 110])) == 1


def test_a_hole_cuts_an_overload_in_two():
    assert [len(o.weeks) for o in over([120, 120, 120, 100, 120, 120, 120])] == [3, 3]


def test_an_overload_that_is_over_is_not_told():
    found = loads(capacity=weeks([100] * 3, of="given"), allocation=weeks([120] * 3))
    assert overloads(found, after=day(20))
    assert overloads(found, after=day(21)) == ()


def test_missing_hours_are_worth_weeks_of_the_skill():
    """60 hours too many where 100 are given a week: 0.6 week."""
    (found,) = over([120, 120, 120])
    assert (found.excess_hours, found.weeks_to_absorb) == pytest.approx((60, 0.6))


def entry(line, account, debit="0", credit="0", **said):
    return {
        "journal": "J",
        "entry": "1",
        "line": line,
        "at": ON,
        "account": account,
        "debit": Decimal(debit),
        "credit": Decimal(credit),
    } | said


LEDGER = [
    entry(1, "606000", "100.10", unit="A", project="P1"),
    entry(2, "401000", credit="100.10"),
    entry(3, "218000", "50.05", unit="B", project="P1"),
    entry(4, "606000", credit="0.03", unit="A"),
    entry(5, "681000", "999", unit="A"),
    entry(6, "281000", "7", unit="A"),
    entry(7, "512000", "12"),
    entry(8, "622000", "0.02"),
]
"""Spending: 100.10 + 50.05 − 0.03 + 0.02 = 150.14; depreciation, bank and suppliers left out."""


def lines(kind, **rows):
    return {line.key: line for line in money(model(**rows)) if line.kind == kind}


@pytest.mark.parametrize("kind", ["unit", "project", "axis", "total"])
def test_the_lines_of_each_kind_equal_the_ledger_to_the_cent(kind):
    rows = lines(kind, ledger_entry=LEDGER, project=[project(axis="X")])
    assert sum(line.actual for line in rows.values()) == Decimal("150.14")


def test_spending_is_debit_less_credit_of_purchases_and_assets():
    assert {k: line.actual for k, line in lines("unit", ledger_entry=LEDGER).items()} == {
        "A": Decimal("100.07"),
        "B": Decimal("50.05"),
        "": Decimal("0.02"),
    }


def test_another_chart_of_accounts_counts_what_is_given_a_department_or_a_project():
    rows = [entry(1, "X1", "10", unit="A"), entry(2, "X2", "5", project="P1"), entry(3, "X3", "7")]
    assert lines("total", ledger_entry=rows)[""].actual == Decimal("15.00")


def test_a_project_that_serves_two_axes_is_shared_between_them():
    rows = lines(
        "axis",
        ledger_entry=[entry(1, "6", "0.05", project="P1")],
        project=[project()],
        objective=[{"key": "O1", "axis": "X"}, {"key": "O2", "axis": "Y"}],
        contribution=[{"project": "P1", "objective": o, "basis": "declared"} for o in ("O1", "O2")],
    )
    assert {key: line.actual for key, line in rows.items()} == {"X": Decimal("0.03"), "Y": Decimal("0.02")}


def test_a_link_only_proposed_moves_no_money():
    rows = lines(
        "axis",
        ledger_entry=[entry(1, "6", "1", project="P1")],
        project=[project()],
        objective=[{"key": "O1", "axis": "X"}],
        contribution=[{"project": "P1", "objective": "O1", "basis": "proposed"}],
    )
    assert list(rows) == [""]


def budget(start, planned, **said):
    return {"unit": "A", "line": "L", "starts_on": start, "ends_on": start + timedelta(days=30), "planned": Decimal(planned)} | said


def test_a_landing_that_is_said_is_kept():
    (found,) = lines("unit", budget_line=[budget(date(2026, 1, 1), 100, landing=Decimal(130), committed=Decimal(40))]).values()
    assert (found.landing, found.landing_method, found.committed) == (Decimal(130), "said", Decimal(40))


def test_a_landing_is_what_is_spent_and_what_is_to_come():
    """150.07 spent by 2 March for A, 30 planned from 1 April: 130.07 where A spent 100.07."""
    rows = [budget(date(2026, 1, 1), 90), budget(date(2026, 4, 1), 30)]
    found = lines("unit", budget_line=rows, ledger_entry=LEDGER)["A"]
    assert (found.planned, found.landing, found.landing_method) == (Decimal(120), Decimal("130.07"), "worked_out")


@given(st.decimals("-10000", "10000", places=2), st.lists(st.integers(1, 50), min_size=1, max_size=6))
def test_a_split_loses_no_cent(amount, weights):
    shares = {str(n): Decimal(w) / Decimal(sum(weights)) for n, w in enumerate(weights)}
    parts = split_to_the_cent(amount, shares)
    assert sum(part for _, part in parts) == amount
    assert all(abs(part - amount * shares[key]) < Decimal("0.02") for key, part in parts)


def cost(*told, **said):
    read = model(project=[project(**said)], project_report=list(told))
    return costs(read, histories(read))[0]


def test_the_cost_a_project_forecasts_is_its_landing():
    found = cost(report(0, budget=Decimal(100_000), forecast_cost=Decimal(125_000), status="green"))
    assert (found.method, found.over, found.is_drifting) == ("forecast", Decimal(25_000), True)


def test_a_budget_that_grew_is_measured_from_the_first_one():
    found = cost(report(-60, budget=Decimal(80_000)), report(0, budget=Decimal(100_000), status="green"))
    assert (found.method, found.budget, found.over) == ("budget_moved", Decimal(80_000), Decimal(20_000))


def test_earned_value_gives_a_range_of_landings():
    """Half done for 70,000 of 100,000: 120,000 if the rest costs as planned, 140,000 at this rate."""
    found = cost(report(0, progress=0.5, spent=Decimal(70_000), status="green"))
    assert (found.low, found.landing, found.high, found.method) == (Decimal(120_000), Decimal(130_000), Decimal(140_000), "earned_value")


def test_work_barely_begun_gives_no_landing():
    assert cost(report(0, progress=0.19, spent=Decimal(70_000), status="green")).landing is None


def test_a_project_costs_per_day_what_it_cost_so_far():
    assert cost(report(0, spent=Decimal(20_000), status="green")).per_day == Decimal(100)
    assert cost(report(0, status="green"), budget=Decimal(60_000)).per_day == Decimal(200)


@pytest.mark.parametrize(("forecast", "told"), [(110_000, 0), (110_001, 1)])
def test_a_drift_is_more_than_a_tenth(forecast, told):
    read = model(project=[project()], project_report=[report(0, forecast_cost=Decimal(forecast), status="green")])
    assert len(drifting(costs(read, histories(read)))) == told


def test_a_drift_too_small_for_the_portfolio_is_not_told():
    rows = [project(budget=Decimal(1000)), project("P2", budget=Decimal(999_000))]
    told = [report(0, forecast_cost=Decimal(1900), status="green"), report(0, "P2", status="green")]
    read = model(project=rows, project_report=told)
    assert drifting(costs(read, histories(read))) == ()


SCAN = "Scan supplier invoices, read them by software and send them to approval online, without paper."
READ = "Automatic reading of vendor invoices scanned on arrival, with an electronic approval workflow, paper abolished."


def pair(**second):
    first = project(name="Invoices without paper", description=SCAN, unit="A", budget=Decimal(50_000))
    other = project("P2", **({"name": "Accounts payable", "description": READ, "unit": "B", "budget": Decimal(30_000)} | second))
    rest = [project(f"Q{n}", name=f"Roof {n}", description=f"Repair roof {n} of depot {n}", unit="C") for n in range(8)]
    read = model(project=[first, other, *rest])
    return twins(read, histories(read))


def test_the_same_work_in_two_departments_is_found_with_the_smaller_budget():
    (found,) = pair()
    assert (found.first.project.key, found.second.project.key, found.overlap) == ("P1", "P2", Decimal(30_000))


def test_the_same_department_is_not_told():
    assert pair(unit="A") == ()
    assert pair(unit=None) == ()


def test_two_that_never_run_together_are_not_told():
    assert pair(starts_on=day(200), due_on=day(400)) == ()


def test_two_currencies_have_no_common_budget():
    assert pair(currency="USD")[0].overlap is None


def test_the_order_of_rows_changes_nothing():
    rows = {"project": [project(), project("P2")], "project_report": [report(-30, progress=0.2), report(0, "P2", progress=0.5)]}
    back = {name: list(reversed(listed)) for name, listed in rows.items()}
    assert examine(company(**rows)).derived == examine(company(**back)).derived


def test_every_published_table_has_its_declared_columns():
    derived = examine(company(project=[project()])).derived
    assert set(derived) == set(DOMAIN.publishes)
    for name, columns in DOMAIN.publishes.items():
        assert {f.name: f.type for f in derived[name].schema} == {c: ARROW[t] for c, t in columns.items()}


def test_an_empty_company_has_nothing_to_say():
    assert examine(company()).findings == ()
    assert analyse(model()).money == ()
