"""What strategy tells its reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pupitre.domains.strategy import DOMAIN, examine
from pupitre.domains.strategy.tests.company import company, link, objective, project
from pupitre.kernel import Money, Stake, Subject
from pupitre.words import render


def told(rule, **rows):
    return [f for f in examine(company(**rows)).findings if f.rule == f"strategy.{rule}"]


def read(finding):
    return render(finding.text, "en").replace("\xa0", " ")


def test_an_orphan_is_told_with_its_budget_and_what_is_left():
    report = [{"project": "P6", "at": date(2026, 6, 1), "spent": Decimal(90)}]
    (found,) = told("orphan_project", project_report=report)
    assert read(found) == "“Project P6” serves no objective: a budget of €240, of which €150 is still to spend."
    assert (found.subjects, found.stake) == ((Subject("project", "P6"),), Stake(Decimal(150), Decimal(240), Decimal(240), "EUR", "once"))
    assert (found.confidence, found.since, found.due_on) == (pytest.approx(5 / 6), date(2026, 1, 1), date(2026, 12, 31))
    assert (found.evidence[0].table, found.evidence[0].keys) == ("project", (("P6",),))


def test_an_orphan_whose_spending_is_unknown_may_be_all_spent():
    (found,) = told("orphan_project")
    assert read(found) == "“Project P6” serves no objective: a budget of €240."
    assert found.stake == Stake(Decimal(0), Decimal(240), Decimal(240), "EUR", "once")


def test_an_orphan_without_budget_has_no_stake():
    (found,) = told("orphan_project", project=[*(project(f"P{n}") for n in range(1, 6)), project("P6", None)])
    assert (read(found), found.stake) == ("“Project P6” serves no objective: its budget is not known.", None)


def test_up_to_five_orphans_are_told_one_by_one_and_more_by_department():
    linked = [project(f"P{n}") for n in range(1, 21)]
    links = [link(f"P{n}", "O1") for n in range(1, 21)]
    five = [project(f"Z{n}", unit="U") for n in range(5)]
    unit = [{"key": "U", "name": "Plant"}]
    assert len(told("orphan_project", project=linked + five, contribution=links)) == 5
    one, other = told("orphan_project", project=[*linked, *five, project("Z9", unit="V")], contribution=links, unit=unit)
    assert read(one) == (
        "Plant: 5 projects serve no objective, “Project Z0”, “Project Z1”, “Project Z2”, “Project Z3” and 1 other (a budget of €500)."
    )
    assert [s.key for s in one.subjects] == ["Z0", "Z1", "Z2", "Z3", "Z4"]
    assert read(other) == "“Project Z9” serves no objective: a budget of €100."


def test_budgets_in_two_currencies_are_not_added():
    linked = [project(f"P{n}") for n in range(1, 21)]
    rows = [project(f"Z{n}", currency="USD" if n else "EUR") for n in range(6)]
    (found,) = told("orphan_project", project=linked + rows, contribution=[link(f"P{n}", "O1") for n in range(1, 21)])
    assert found.stake is None
    assert "their budgets are not known" in read(found)


def test_a_project_of_dropped_objectives_is_told_otherwise():
    rows = [objective("O1", "G"), objective("O2", "G"), objective("O3", "S", status="dropped")]
    found = told("orphan_project", objective=rows)
    assert read(found[0]) == "“Project P4” only serves objectives that were dropped: a budget of €100."


def test_an_axis_that_gets_less_than_it_weighs_is_told_in_points_and_money():
    # Of the 364 days of 2026, 181 are gone on 1 July: 45,250 for P1, 4,475 for P4.
    (found,) = told("misaligned_spend", project=[project("P1", 91_000), project("P4", 9_000)])
    assert read(found).startswith(
        "“Sustainability” weighs 40% of the strategy and got 9% of the money of the last twelve months, according"
    )
    assert read(found).endswith("to the budgets of projects, spread over their dates: 31 points less than it weighs, or €15k.")
    assert render(found.cause, "en") == "The money went to “Growth” (+31 points)."
    assert (found.subjects, found.stake) == ((Subject("axis", "S"),), Stake(*[Decimal("15414.83")] * 3, "EUR", "year"))
    assert found.evidence[0].keys == (("G",), ("S",))
    assert found.confidence == 1


def test_the_money_of_a_year_and_the_hours_are_told_where_known():
    lines = [
        {"axis": a, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1), "actual": Decimal(m)} for a, m in (("G", 91), ("S", 9))
    ]
    hours = [{"project": p, "skill": "X", "starts_on": date(2026, 6, 1), "hours": h} for p, h in (("P1", 88.0), ("P4", 12.0))]
    (found,) = told("misaligned_spend", budget_line=lines, allocation=hours)
    assert "got 9% of the money of the last twelve months, according to the actual figures of the budget" in read(found)
    assert read(found).endswith("or €31. It gets 12% of the hours.")


def serve(child, parent, weight=None):
    return {"child": child, "parent": parent, "weight": weight}


def test_a_loop_names_its_objectives():
    (found,) = told("broken_cascade", cascade=[serve("O1", "O2"), serve("O2", "O1")])
    assert read(found) == "“Objective O1” and “Objective O2” serve one another in a loop: none of them leads to the strategy."
    assert found.evidence[0].keys == (("O1", "O2"), ("O2", "O1"))


def test_a_child_due_after_its_parent_is_told_with_both_dates():
    rows = [objective("O1", due_on=date(2026, 12, 31), starts_on=date(2026, 2, 1)), objective("O2", due_on=date(2027, 3, 31))]
    (found,) = told("broken_cascade", objective=rows, contribution=[], cascade=[serve("O2", "O1")])
    assert (
        read(found) == "“Objective O2” is due on 31 March 2027, after “Objective O1” which it serves and which is due on 31 December 2026."
    )
    assert (found.due_on, found.since) == (date(2026, 12, 31), date(2026, 2, 1))
    assert found.evidence[0].values == (("Objective O2", date(2027, 3, 31), "Objective O1", date(2026, 12, 31), None),)


def test_weights_that_do_not_add_up_are_told_with_their_sum():
    (found,) = told("broken_cascade", cascade=[serve("O2", "O1", 0.5), serve("O3", "O1", 0.3)])
    assert read(found) == "The weights of the 2 objectives that serve “Objective O1” add up to 80% instead of 100%."
    assert found.subjects == (Subject("objective", "O1"),)
    axes = [{"key": "G", "name": "Growth", "weight": 0.6}, {"key": "S", "name": "Sustainability", "weight": 0.5}]
    (found,) = told("broken_cascade", axis=axes)
    assert read(found) == "The weights of the 2 axes add up to 110% instead of 100%."
    assert (found.subjects, found.evidence[0].table) == ((Subject("axis", "G"), Subject("axis", "S")), "axis")


def test_what_nobody_declares_is_told_with_what_refers_to_it():
    (found,) = told("broken_cascade", contribution=[link("P1", "Z")])
    assert read(found) == "The objective “Z” is declared in no file; it is named by “Project P1”."
    assert (found.evidence[0].table, found.evidence[0].values) == ("project", (("Project P1", "Z"),))
    (found,) = told("broken_cascade", objective=[objective("O1", "Q")], contribution=[])
    assert read(found) == "The axis “Q” is declared in no file; it is named by “Objective O1”."


def test_more_than_five_faults_of_a_kind_are_told_together():
    rows = [objective("O0", due_on=date(2026, 12, 31))] + [objective(f"O{n}", due_on=date(2027, 1, 1)) for n in range(1, 8)]
    (found,) = told("broken_cascade", objective=rows, contribution=[], cascade=[serve(f"O{n}", "O0") for n in range(1, 8)])
    assert read(found).startswith("7 objectives are due after the one they serve, such as “Objective O1”")
    assert (len(found.evidence[0].keys), found.subjects[0]) == (7, Subject("entity", "company"))
    assert len(told("broken_cascade", objective=rows, contribution=[], cascade=[serve(f"O{n}", "O0") for n in range(1, 6)])) == 5


def result(key, of, target, **more):
    return {"key": key, "objective": of, "kpi": "OTD", "target": target, "due_on": date(2026, 12, 31), **more}


OTD = [{"key": "OTD", "name": "On-time delivery", "measured_in": "%"}]


def test_two_targets_are_told_with_both_objectives():
    (found,) = told("contradictory_targets", kpi=OTD, key_result=[result("K1", "O1", 95.0), result("K2", "O3", 92.5)])
    assert read(found) == "“On-time delivery” has two targets for 31 December 2026: 95% in “Objective O1” and 92.5% in “Objective O3”."
    assert found.subjects == (Subject("kpi", "OTD"), Subject("objective", "O1"), Subject("objective", "O3"))
    assert (found.confidence, found.due_on, len(found.evidence[0].keys)) == (1.0, date(2026, 12, 31), 2)


def test_opposite_aims_are_surer_where_no_side_is_better():
    rows = [result("K1", "O1", 95.0, baseline=90.0), result("K2", "O3", 85.0, baseline=91.0)]
    (found,) = told("contradictory_targets", kpi=OTD, key_result=rows)
    assert read(found) == (
        "“Objective O1” takes “On-time delivery” from 90% to 95% while “Objective O3” takes it from 91% to 85%: "
        "they pull in opposite directions."
    )
    assert found.confidence == 1.0
    (found,) = told("contradictory_targets", kpi=[OTD[0] | {"direction": "up"}], key_result=rows)
    assert found.confidence == 0.5


def test_several_clashes_on_one_kpi_are_one_finding():
    rows = [result("K1", "O1", 95.0), result("K2", "O2", 92.0), result("K3", "O3", 90.0)]
    (found,) = told("contradictory_targets", kpi=OTD, key_result=rows)
    assert found.evidence[0].keys == (("K1",), ("K2",), ("K3",))


def measured(count, bare, **more):
    """Objectives of which `count` have a KPI that is read and aimed at, and `bare` have nothing."""
    rows = [objective(f"M{n:02}", **more) for n in range(count)] + [objective(f"N{n:02}", **more) for n in range(bare)]
    kpis = [{"key": f"K{n:02}", "name": f"KPI {n}", "objective": f"M{n:02}"} for n in range(count)]
    day = date(2026, 1, 1)
    measures = [{"kpi": k["key"], "unit": "", "starts_on": day, "ends_on": day, "value": 1.0} for k in kpis]
    targets = [{"kpi": k["key"], "unit": "", "starts_on": day, "value": 1.0} for k in kpis]
    return {"objective": rows, "kpi": kpis, "measure": measures, "target": targets, "contribution": []}


def test_an_objective_that_nothing_measures_is_told_alone():
    (found,) = told("not_measurable", **measured(3, 1))
    assert read(found) == "Nothing measures “Objective N00”: it has neither key result nor KPI."
    assert (found.subjects, found.confidence) == ((Subject("objective", "N00"),), 0.75)


def test_an_objective_without_target_names_its_kpis():
    rows = measured(3, 0)
    rows["target"] = rows["target"][:2]
    (found,) = told("not_measurable", **rows)
    assert read(found) == "“Objective M02” is followed by “KPI 2”, but no target says when it is reached."


def test_many_objectives_without_measure_are_told_by_axis_with_what_they_lack():
    rows = measured(9, 6, axis="G")
    rows["target"] = rows["target"][:8]
    rows |= {"axis": [{"key": "G", "name": "Growth"}]}
    (found,) = told("not_measurable", **rows)
    assert read(found) == "“Growth”: 7 of its 15 objectives cannot be measured (6 without key result or KPI and 1 without a target)."
    assert (found.subjects, len(found.evidence[0].keys)) == ((Subject("axis", "G"),), 7)


def test_objectives_of_no_axis_are_told_by_department():
    rows = measured(9, 6, unit="U") | {"axis": []}
    assert told("not_measurable", **rows)[0].subjects == (Subject("unit", "U"),)
    rows = measured(9, 6) | {"axis": []}
    assert told("not_measurable", **rows)[0].subjects == (Subject("entity", "company"),)


def test_objectives_of_more_than_five_departments_are_told_once():
    rows = measured(15, 9) | {"axis": []}
    for n, row in enumerate(r for r in rows["objective"] if r["key"].startswith("N")):
        row["unit"] = f"U{min(n, 5)}"
    (found,) = told("not_measurable", **rows, unit=[{"key": f"U{n}", "name": f"Unit {n}"} for n in range(6)])
    assert read(found) == (
        "9 of the 24 objectives cannot be measured (9 without key result or KPI), most of them in “Unit 5”, “Unit 0” and “Unit 1”."
    )
    assert (found.subjects, len(found.evidence[0].keys)) == ((Subject("entity", "company"),), 9)


def test_every_finding_has_the_options_of_its_rule():
    snapshot = company(project=[*(project(f"P{n}") for n in range(1, 6)), project("P6", 240)])
    (found,) = [f for f in examine(snapshot).findings if f.rule == "strategy.orphan_project"]
    assert [o.code for o in DOMAIN.options(found, snapshot)] == ["attach", "stop", "do_nothing"]
    assert DOMAIN.options(found, snapshot)[0].cost == Money(Decimal(0), "EUR")
