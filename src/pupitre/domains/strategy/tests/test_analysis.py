"""Coverage between near and far, and the alignment score with its parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.domains.strategy import DOMAIN, analyse, examine
from pupitre.domains.strategy.analysis.coverage import horizon
from pupitre.domains.strategy.inputs import Objective, read
from pupitre.domains.strategy.tests.company import ON, company, link, objective, project
from pupitre.tables.field import ARROW

SOON, FAR = date(2026, 9, 1), date(2029, 1, 1)


def due(day, declared=None):
    return horizon(Objective("O", "O", None, None, None, None, day, declared, None, "open"), ON)


def test_the_due_date_gives_the_horizon():
    assert (due(date(2026, 12, 31)), due(date(2027, 1, 1)), due(date(2027, 12, 31)), due(date(2028, 1, 1))) == (
        "short",
        "medium",
        "medium",
        "long",
    )
    assert due(None) == ""


def test_a_declared_horizon_holds_until_the_date_is_near():
    assert (due(None, "long"), due(FAR, "medium"), due(SOON, "long")) == ("long", "medium", "short")


def covered(**rows):
    return {
        c.objective: (c.horizon, c.near_count, c.far_count, c.project_count, c.is_covered) for c in analyse(read(company(**rows))).coverage
    }


def test_a_long_objective_is_covered_by_a_near_one_or_a_near_project():
    rows = [objective("O1", due_on=FAR), objective("O2", due_on=SOON), objective("O3", due_on=FAR)]
    found = covered(objective=rows, cascade=[{"child": "O2", "parent": "O1"}], contribution=[])
    assert found == {"O1": ("long", 1, 0, 0, True), "O2": ("short", 0, 1, 0, True), "O3": ("long", 0, 0, 0, False)}
    found = covered(objective=rows, contribution=[link("P1", "O3")])
    assert found["O3"] == ("long", 0, 0, 1, True)


def test_a_project_due_after_the_medium_term_covers_nothing_near():
    rows = [objective("O3", due_on=FAR)]
    far = [project("P1", due_on=date(2028, 1, 1))]
    assert covered(objective=rows, project=far, contribution=[link("P1", "O3")])["O3"][3] == 0
    near = [project("P1", due_on=date(2027, 12, 31))]
    assert covered(objective=rows, project=near, contribution=[link("P1", "O3")])["O3"][3] == 1


def test_projects_of_what_serves_an_objective_are_its_own_once():
    rows = [objective("O1", due_on=FAR), objective("O2", due_on=SOON)]
    found = covered(objective=rows, cascade=[{"child": "O2", "parent": "O1"}], contribution=[link("P1", "O1"), link("P1", "O2")])
    assert found["O1"] == ("long", 1, 0, 1, True)


def test_a_short_objective_alone_is_not_covered_where_a_cascade_exists():
    rows = [objective("O1", due_on=FAR), objective("O2", due_on=SOON), objective("O3", due_on=SOON)]
    assert covered(objective=rows, cascade=[{"child": "O2", "parent": "O1"}])["O3"] == ("short", 0, 0, 2, False)
    assert covered(objective=rows)["O3"][4] is None


def test_nothing_is_judged_before_anything_is_tied():
    assert covered(objective=[objective("O1", due_on=FAR)], contribution=[]) == {"O1": ("long", 0, 0, 0, None)}


def parts(**rows):
    return {part.name: part for part in analyse(read(company(**rows))).alignment}


def test_the_part_of_projects_is_half_by_number_and_half_by_budget():
    found = parts()["projects"]
    assert found.share == pytest.approx((5 / 6 + 500 / 740) / 2)
    assert [item.key for item in found.items if not item.is_right] == ["P6"]


def test_the_part_of_projects_goes_by_number_where_no_budget_is_known():
    assert parts(project=[project(f"P{n}", None) for n in range(1, 7)])["projects"].share == pytest.approx(5 / 6)


def test_the_part_of_money_is_what_need_not_move():
    # Growth gets 95 % for a weight of 60 %: 35 points would have to move.
    rows = [project("P1", 95), project("P4", 5)]
    found = parts(project=rows)["money"]
    assert found.share == pytest.approx(0.65)
    assert [(item.key, item.is_right) for item in found.items] == [("G", True), ("S", False)]


def test_the_part_of_cascade_counts_the_objectives_without_fault():
    found = parts(cascade=[{"child": "O1", "parent": "O2"}, {"child": "O2", "parent": "O1"}])["cascade"]
    assert [(item.key, item.reason) for item in found.items] == [("O1", "loop"), ("O2", "loop"), ("O3", "sound")]
    assert (found.share, found.right_count) == (pytest.approx(1 / 3), 1)


def test_each_fault_of_the_cascade_is_laid_to_an_objective():
    rows = [objective("O1", due_on=SOON), objective("O2", due_on=FAR), objective("O3", due_on=SOON)]
    links = [
        {"child": "O2", "parent": "O1", "weight": 0.5},
        {"child": "O3", "parent": "O1", "weight": 0.2},
        {"child": "O3", "parent": "X"},
    ]
    found = parts(axis=[], objective=rows, cascade=links)["cascade"]
    assert {item.key: item.reason for item in found.items} == {"O1": "weights", "O2": "late_child", "O3": "unknown_parent"}


def test_the_part_of_means_counts_the_last_objectives_that_have_a_project():
    found = parts(objective=[objective("O1", "G"), objective("O2", "G"), objective("O3", "S"), objective("O4", "S")])["means"]
    assert (found.share, [item.key for item in found.items if not item.is_right]) == (0.75, ["O4"])
    found = parts(cascade=[{"child": "O1", "parent": "O2"}], contribution=[link(f"P{n}", "O1") for n in range(1, 6)])["means"]
    assert [item.key for item in found.items] == ["O1", "O3"]


def test_parts_that_cannot_be_computed_say_why():
    assert {n: p.reason for n, p in parts(axis=[], objective=[], project=[], contribution=[]).items()} == {
        "score": "too_few_parts",
        "projects": "no_project",
        "money": "no_weight",
        "measures": "no_objective",
        "cascade": "no_objective",
        "horizons": "no_horizon",
        "means": "no_project",
    }
    found = parts(contribution=[])
    assert {n: found[n].reason for n in ("projects", "money", "measures", "cascade", "means")} == {
        "projects": "not_reviewed",
        "money": "no_money",
        "measures": "not_linked",
        "cascade": "no_cascade",
        "means": "not_reviewed",
    }


def test_the_score_is_the_mean_of_the_parts_that_are_known():
    found = parts()
    known = [part.share for name, part in found.items() if name != "score" and part.share is not None]
    assert len(known) == 3
    assert found["score"].share == pytest.approx(sum(known) / 3)


@settings(max_examples=15, deadline=None)
@given(st.one_of(st.none(), st.integers(1, 10_000)))
def test_the_score_falls_when_an_orphan_is_added(budget):
    rows = [project(f"P{n}") for n in range(1, 6)]
    money = [{"axis": a, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1), "actual": Decimal(1)} for a in "GS"]
    before, after = parts(project=rows, budget_line=money), parts(project=[*rows, project("NEW", budget)], budget_line=money)
    assert after["score"].share < before["score"].share


@settings(max_examples=15, deadline=None)
@given(st.randoms())
def test_the_order_of_rows_changes_no_result(shuffler):
    rows = {name: list(table) for name, table in company(project_report=[], cascade=[{"child": "O1", "parent": "O2"}]).rows.items()}
    for table in rows.values():
        shuffler.shuffle(table)
    one, other = examine(company(**rows)), examine(company(cascade=[{"child": "O1", "parent": "O2"}]))
    assert [f.fingerprint for f in one.findings] == [f.fingerprint for f in other.findings]
    assert all(one.derived[name].equals(other.derived[name]) for name in other.derived)


def test_every_published_table_has_its_declared_columns():
    derived = examine(company()).derived
    assert {n: dict(zip(t.schema.names, t.schema.types, strict=True)) for n, t in derived.items()} == {
        name: {column: ARROW[kind] for column, kind in columns.items()} for name, columns in DOMAIN.publishes.items()
    }


def test_the_published_shares_of_axes_hold_what_was_computed():
    rows = examine(company()).derived["strategy.axis_share"].to_pylist()
    assert [(r["axis"], r["source"], r["money"], round(r["money_share"], 9), round(r["gap"], 9)) for r in rows] == [
        ("G", "project_budget", Decimal("149.18"), 0.6, 0.0),
        ("S", "project_budget", Decimal("99.45"), 0.4, 0.0),
    ]
    empty = examine(company(contribution=[])).derived["strategy.axis_share"].to_pylist()
    assert [(r["money"], r["money_share"], r["hours_share"]) for r in empty] == [(None, None, None)] * 2


def test_an_empty_company_says_nothing_at_all():
    done = examine(company(axis=[], objective=[], project=[], contribution=[]))
    assert (done.findings, done.absent) == ((), ())


def test_what_cannot_be_said_is_absent_with_its_reason():
    done = examine(company(contribution=[]))
    assert {(a.figure, a.reason.count) for a in done.absent} == {
        ("strategy.alignment", None),
        ("strategy.misaligned_spend", None),
        ("strategy.orphan_project", 6),
        ("strategy.not_measurable", 3),
    }
    assert {a.figure for a in examine(company(axis=[{"key": "G", "name": "G"}])).absent} >= {"strategy.misaligned_spend"}
