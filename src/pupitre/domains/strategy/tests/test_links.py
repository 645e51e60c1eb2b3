"""Which projects serve no objective, where somebody looked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.domains.strategy.analysis.links import links, live_projects, shares
from pupitre.domains.strategy.inputs import Contribution, read
from pupitre.domains.strategy.tests.company import ON, company, link, objective, project


def reasons(snapshot):
    return {one.project.key: one.reason for one in links(read(snapshot))}


def test_a_project_without_path_is_an_orphan_where_the_others_have_one():
    assert reasons(company()) == {**dict.fromkeys(["P1", "P2", "P3", "P4", "P5"], "linked"), "P6": "orphan"}


def test_nothing_is_an_orphan_before_most_links_are_reviewed():
    found = reasons(company(contribution=[link("P1", "O1"), link("P2", "O1"), link("P3", "O2")]))
    assert found["P6"] == "not_reviewed"


def test_half_of_the_projects_linked_is_not_most():
    rows = [project(f"P{n}") for n in range(1, 7)]
    assert reasons(company(project=rows, contribution=[link(f"P{n}", "O1") for n in (1, 2, 3)]))["P4"] == "not_reviewed"
    assert reasons(company(project=rows, contribution=[link(f"P{n}", "O1") for n in (1, 2, 3, 4)]))["P5"] == "orphan"


def test_two_links_in_a_list_of_three_are_not_a_habit():
    found = reasons(company(project=[project("P1"), project("P2"), project("P6")], contribution=[link("P1", "O1"), link("P2", "O1")]))
    assert found["P6"] == "not_reviewed"


def test_a_proposed_link_is_not_a_path_and_a_refused_one_neither():
    base = [link("P1", "O1"), link("P2", "O1"), link("P3", "O2"), link("P4", "O3")]
    for basis in ("proposed", "refused"):
        assert reasons(company(contribution=[*base, link("P5", "O3") | {"basis": basis}]))["P5"] == "orphan"
    assert reasons(company(contribution=[*base, link("P5", "O3") | {"basis": None}]))["P5"] == "linked"


def test_a_link_to_an_objective_that_nobody_declares_is_not_a_path():
    rows = [link("P1", "O1"), link("P2", "O1"), link("P3", "O2"), link("P4", "O3"), link("P5", "O9")]
    assert reasons(company(contribution=rows))["P5"] == "orphan"


def test_a_project_that_only_serves_dropped_objectives_is_told_so():
    objectives = [objective("O1", "G"), objective("O2", "G"), objective("O3", "S", status="dropped")]
    assert {k for k, r in reasons(company(objective=objectives)).items() if r == "only_dropped"} == {"P4", "P5"}


def test_a_mandatory_project_needs_no_objective():
    rows = [project(f"P{n}") for n in range(1, 6)] + [project("P6", is_mandatory=True)]
    assert reasons(company(project=rows))["P6"] == "mandatory"


def test_a_project_that_names_a_known_axis_has_a_path():
    rows = [project(f"P{n}") for n in range(1, 6)]
    assert reasons(company(project=[*rows, project("P6", axis="G")]))["P6"] == "linked"
    assert reasons(company(project=[*rows, project("P6", axis="X")]))["P6"] == "orphan"


def test_a_programme_of_five_that_nobody_reviewed_is_not_linked_yet():
    linked = [project(f"P{n}") for n in range(1, 6)]
    fresh = [project(f"N{n}", programme="NEW") for n in range(5)]
    more = [project(f"Q{n}") for n in range(6)]
    rows = [link(f"P{n}", "O1") for n in range(1, 6)] + [link(f"Q{n}", "O1") for n in range(6)]
    found = reasons(company(project=[*linked, *more, *fresh], contribution=rows))
    assert {found[f"N{n}"] for n in range(5)} == {"not_reviewed"}
    found = reasons(company(project=[*linked, *more, *fresh[:4]], contribution=rows))
    assert {found[f"N{n}"] for n in range(4)} == {"orphan"}


def test_a_project_reported_done_or_stopped_is_left_out():
    for status in ("done", "stopped"):
        report = [{"project": "P6", "at": date(2026, 6, 1), "status": status}]
        assert "P6" not in reasons(company(project_report=report))


def test_a_report_after_the_day_is_not_known_yet():
    report = [{"project": "P6", "at": date(2026, 7, 2), "status": "done"}]
    assert reasons(company(project_report=report))["P6"] == "orphan"


def test_a_project_without_report_is_forgotten_six_months_after_its_date():
    def running(due_on):
        return [p.key for p in live_projects(read(company(project=[project("P6", due_on=due_on)])))]

    assert running(date(2025, 12, 30)) == ["P6"]
    assert running(date(2025, 12, 29)) == []
    assert running(None) == ["P6"]


def test_the_last_report_gives_the_budget_and_what_is_left():
    report = [
        {"project": "P6", "at": date(2026, 5, 1), "budget": Decimal(300), "spent": Decimal(50)},
        {"project": "P6", "at": date(2026, 6, 1), "budget": Decimal(250), "spent": Decimal(70)},
    ]
    (orphan,) = [one for one in links(read(company(project_report=report))) if one.reason == "orphan"]
    assert (orphan.budget, orphan.left, orphan.since) == (Decimal(250), Decimal(180), date(2026, 1, 1))


def test_nothing_is_left_of_a_budget_that_is_overspent():
    report = [{"project": "P6", "at": date(2026, 6, 1), "spent": Decimal(900)}]
    (orphan,) = [one for one in links(read(company(project_report=report))) if one.reason == "orphan"]
    assert (orphan.budget, orphan.left) == (Decimal(240), Decimal(0))


def test_a_project_not_begun_counts_from_the_day():
    (orphan,) = [
        one
        for one in links(read(company(project=[project(f"P{n}") for n in range(1, 6)] + [project("P6", starts_on=date(2026, 9, 1))])))
        if one.reason == "orphan"
    ]
    assert orphan.since == ON


def declared(*values):
    return shares([Contribution("P", f"O{n}", value, "declared") for n, value in enumerate(values)])


def test_the_shares_of_a_project_add_up_to_one_or_to_what_was_declared():
    assert declared(None, None) == {"O0": 0.5, "O1": 0.5}
    assert declared(0.6) == {"O0": 0.6}
    assert declared(0.3, 0.2) == {"O0": 0.3, "O1": 0.2}
    assert declared(0.9, 0.6) == pytest.approx({"O0": 0.6, "O1": 0.4})
    assert declared(0.5, None) == {"O0": 0.5, "O1": 0.5}


@given(st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(order):
    rows = [project(f"P{n + 1}", 100 + n) for n in range(6)]
    assert links(read(company(project=[rows[n] for n in order]))) == links(read(company(project=rows)))


def test_a_project_that_somebody_said_serves_nothing_is_an_orphan_wherever_the_others_stand():
    said = reasons(company(contribution=[link("P1", "O1"), {"project": "P6", "objective": "", "basis": "refused"}]))
    assert said["P6"] == "orphan"
    assert said["P2"] == "not_reviewed"


def test_links_accepted_one_by_one_say_nothing_of_the_others():
    accepted = [{"project": f"P{n}", "objective": "O1", "basis": "accepted"} for n in range(1, 6)]
    assert reasons(company(contribution=accepted))["P6"] == "not_reviewed"
