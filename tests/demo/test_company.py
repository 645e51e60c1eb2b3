"""What a made-up company must hold so that its planted problems are its only ones."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pupitre.demo.company import Company, Project
from pupitre.demo.invent.company import invent
from pupitre.demo.invent.projects import truly_done
from pupitre.demo.plan import LANDREVAL, Disguise, draw
from pupitre.demo.spans import closed_months, closed_weeks, month_end, month_start

ON = date(2026, 3, 18)


@pytest.fixture(scope="module")
def landreval() -> tuple[Company, pa.Table]:
    return invent(0, size=420, on=ON)


def test_the_documented_company_has_its_documented_size(landreval: tuple[Company, pa.Table]) -> None:
    company, lines = landreval
    assert sum(1 for person in company.people if person.left is None) == 420
    assert [len(company.axes), len(company.objectives), len(company.key_results)] == [5, 18, 52]
    assert [len(company.kpis), len(company.projects), len(company.tasks)] == [66, 46, 1150]
    assert abs(len(company.links) - 1700) < 10
    assert [len(company.budget), len(lines), len(company.decisions), len(company.actions)] == [900, 54_000, 85, 410]
    assert [len(company.risks), len(company.suppliers)] == [58, 240]
    assert len({objective.starts for objective in company.past}) == 4
    assert sum(project.budget for project in company.projects) == pytest.approx(9_800_000, rel=0.01)


def test_the_ledger_balances_to_the_cent_entry_by_entry(landreval: tuple[Company, pa.Table]) -> None:
    _, lines = landreval
    sums = lines.group_by("entry").aggregate([("debit", "sum"), ("credit", "sum")])
    assert sums["debit_sum"].equals(sums["credit_sum"])


def test_the_ledger_spends_on_each_project_what_its_reports_say(landreval: tuple[Company, pa.Table]) -> None:
    company, lines = landreval
    booked = lines.filter(pc.not_equal(lines["project"], "")).group_by("project").aggregate([("debit", "sum")])
    cents = dict(zip(booked["project"].to_pylist(), booked["debit_sum"].to_pylist(), strict=True))
    assert all(cents.get(project.code, 0) == project.reports[-1].spent for project in company.projects)


def test_the_ledger_holds_the_actuals_of_the_budget_to_the_cent(landreval: tuple[Company, pa.Table]) -> None:
    company, lines = landreval
    codes = {unit.role: unit.code for unit in company.units if unit.parent is None}
    kept = lines.filter(pc.and_(pc.equal(lines["project"], ""), pc.greater_equal(lines["at"], date(2026, 1, 1))))
    booked = kept.group_by(["unit", "account"]).aggregate([("debit", "sum")]).to_pylist()
    spent = {(row["unit"], row["account"]): row["debit_sum"] for row in booked}
    asked: dict[tuple[str, str], int] = {}
    for line in company.budget:
        asked[codes[line.role], line.account] = asked.get((codes[line.role], line.account), 0) + (line.actual or 0)
    assert {key: spent[key] for key in asked} == asked


def straight_line_days_late(project: Project, on: date) -> float:
    """Days late of a project whose published progress goes on at its pace."""
    done = project.reports[-1].progress
    return (on - project.starts).days / done - (project.due - project.starts).days


def running(company: Company) -> list[Project]:
    return [p for p in company.projects if p.state == "running" and 0.15 < p.reports[-1].progress < 1]


def test_a_green_project_that_is_not_planted_keeps_its_pace(landreval: tuple[Company, pa.Table]) -> None:
    company, _ = landreval
    quiet = [p for p in running(company) if p.declared == "green" and p.tag != "late_green"]
    assert len(quiet) > 8
    assert max(straight_line_days_late(p, ON) for p in quiet) < 28


def test_a_planted_late_project_is_green_and_more_than_six_weeks_late(landreval: tuple[Company, pa.Table]) -> None:
    company, _ = landreval
    late = [p for p in running(company) if p.tag == "late_green"]
    assert [p.reports[-1].status for p in late] == ["green"] * 4
    assert all(p.reports[-1].finish == p.due for p in late)
    assert min(straight_line_days_late(p, ON) for p in late) > 42


def test_the_project_declared_red_for_nothing_is_on_time(landreval: tuple[Company, pa.Table]) -> None:
    fine = next(p for p in landreval[0].projects if p.tag == "red_fine")
    assert fine.reports[-1].status == "red"
    assert abs(straight_line_days_late(fine, ON)) < 14


def test_no_skill_but_the_planted_one_is_asked_more_than_it_has(landreval: tuple[Company, pa.Table]) -> None:
    company, _ = landreval
    load = company.load
    assert load is not None
    planted = company.overloaded[0]
    for skill in company.skills:
        asked = sum(hours for (_, name), hours in load.asked.items() if name == skill.id)
        over = [week for week, ratio in zip(load.weeks, asked / load.capacity[skill.id], strict=True) if ratio > 1]
        assert len(over) == (10 if skill.id == planted.skill else 0)
    assert len(planted.projects) == 3


def test_the_starved_axis_gets_nine_hundredths_of_the_money(landreval: tuple[Company, pa.Table]) -> None:
    company, _ = landreval
    served = [p for p in company.projects if p.axis is not None]
    year = closed_months(ON, 12)
    spent = {p.code: sum(cents for month, cents in p.spend.items() if month in year) for p in served}
    for amounts in ({p.code: p.budget for p in served}, spent):
        share = sum(amounts[p.code] for p in served if p.axis == "durable") / sum(amounts.values())
        assert share == pytest.approx(0.09, abs=0.012)
    assert company.axes[0].weight == 0.30
    assert sum(axis.weight for axis in company.axes) == pytest.approx(1)


def test_links_never_turn_in_a_circle(landreval: tuple[Company, pa.Table]) -> None:
    assert all(link.before < link.after for link in landreval[0].links)


def test_nobody_is_late_twice_on_one_approval_but_the_planted_ones(landreval: tuple[Company, pa.Table]) -> None:
    company, _ = landreval
    waiting = [a for a in company.actions if a.blocked_on is not None and (ON - a.blocked_on).days > 30]
    assert len(waiting) == 12
    assert len({a.blocked_by for a in waiting}) == 1
    assert sum(1 for d in company.decisions if d.owner is None) == 9


def test_one_kpi_name_hides_two_formulas(landreval: tuple[Company, pa.Table]) -> None:
    names: dict[str, set[str]] = {}
    for kpi in landreval[0].kpis:
        names.setdefault(kpi.name, set()).add(kpi.formula)
    assert [name for name, formulas in names.items() if len(formulas) > 1] == ["Taux de service"]


def test_a_seed_draws_one_company_only() -> None:
    first, second = (invent(5, size=20, on=ON)[0] for _ in range(2))
    assert [p.name for p in first.projects] == [p.name for p in second.projects]
    assert [p.budget for p in invent(6, size=20, on=ON)[0].projects] != [p.budget for p in first.projects]


def test_seed_nought_is_the_documented_company_and_others_vary() -> None:
    assert draw(0, size=420, disguise=None) is LANDREVAL
    others = [draw(seed, size=420, disguise=None) for seed in range(1, 20)]
    assert len({plan.late_green for plan in others}) == 19
    assert {len(plan.late_green) for plan in others} == {4}


def test_a_disguise_plants_each_problem_none_to_three_times() -> None:
    plans = [draw(seed, size=420, disguise=Disguise(seed)) for seed in range(40)]
    assert {len(plan.orphans) for plan in plans} == {0, 1, 2, 3}
    assert {len(plan.late_green) for plan in plans} == {0, 1, 2, 3}
    assert {plan.misaligned is None for plan in plans} == {True, False}


def test_a_disguise_changes_language_currency_and_today() -> None:
    profiles = [invent(1, size=20, on=ON, disguise=Disguise(seed))[0].profile for seed in range(12)]
    assert {profile.lexicon.lang for profile in profiles} == {"fr", "en"}
    assert len({profile.currency for profile in profiles}) >= 3
    assert len({profile.on for profile in profiles}) > 6


@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2025, 1, 1), date(2026, 12, 31), date(2027, 8, 15)])
def test_a_company_can_live_on_any_day(on: date) -> None:
    company, lines = invent(3, size=20, on=on, disguise=Disguise(int(on.strftime("%j"))))
    assert pc.sum(lines["debit"]).as_py() == pc.sum(lines["credit"]).as_py()
    assert all(report.at <= company.profile.on for project in company.projects for report in project.reports)
    assert all(0 <= report.progress <= 1 for project in company.projects for report in project.reports)


def test_truth_of_a_half_done_project() -> None:
    project = Project("P", "", "", "it", None, "digital", "", 1.0, False, starts=date(2026, 1, 1), due=date(2026, 4, 11), late=20)
    assert truly_done(project, date(2026, 1, 1) + timedelta(days=60)) == 0.5


def test_months_and_weeks_end_before_today() -> None:
    assert closed_months(ON, 2) == (date(2026, 1, 1), date(2026, 2, 1))
    assert closed_weeks(ON, 1) == (date(2026, 3, 9),)
    assert month_end(month_start(ON, -1)) == date(2026, 2, 28)


def test_every_supplier_number_holds_its_checksum(landreval: tuple[Company, pa.Table]) -> None:
    def luhn(code: str) -> int:
        digits = np.array([int(c) for c in reversed(code)])
        doubled = np.where(np.arange(len(digits)) % 2, digits * 2, digits)
        return int((doubled // 10 + doubled % 10).sum()) % 10

    assert {luhn(s.code) for s in landreval[0].suppliers} | {luhn(s.code[:9]) for s in landreval[0].suppliers} == {0}
