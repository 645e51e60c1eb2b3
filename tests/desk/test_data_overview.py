"""The data page: files with their age and faults, what is held, and what the next file would bring."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pupitre.desk import changes, data_overview
from pupitre.desk.changes import SourceRef
from pupitre.desk.ladder import ladder, next_rung
from pupitre.kernel import Place, Problem, Text

WHY = Text("Because")


def fault(rule: str, severity: str, row: int | None) -> Problem:
    return Problem(rule, severity, Place("p.csv", None, row, "Fin"), "x", Text("No such day"), Text("Correct it"))


def read(rows, *faults: Problem, name: str = "p.csv", **more) -> int:
    batch = rows("project", {"key": "P-1", "name": "Paint"})
    source = SourceRef(name, format="csv", kinds=("projects",), rows_read=10, problems=faults, **more)
    return changes.commit({"project": batch}, by="Ana", why=WHY, source=source).change_id


def seen(**more):
    return data_overview.sources(on=timezone.localdate() + timedelta(**more))


def test_a_source_tells_its_age_and_what_it_brought(home, rows):
    read(rows, data_on=timezone.localdate() - timedelta(days=10))
    (one,) = seen(days=3)
    assert (one.name, one.age_days, one.data_age_days, one.by) == ("p.csv", 3, 13, "Ana")
    assert (one.rows_read, one.created, one.updated, one.unchanged) == (10, 1, 0, 0)


def test_faults_are_grouped_by_rule_the_gravest_first(home, rows):
    read(rows, fault("w", "warning", 4), fault("w", "warning", 5), fault("r", "refused", 6), fault("q", "question", None))
    (one,) = seen()
    assert [(f.rule, f.severity, f.count) for f in one.faults] == [("q", "question", 1), ("r", "refused", 1), ("w", "warning", 2)]
    assert one.faults[2].example == fault("w", "warning", 4)


def test_the_sound_share_counts_rows_once(home, rows):
    read(rows, fault("a", "absent", 4), fault("b", "warning", 4), fault("b", "warning", 7), fault("c", "ignored", 9))
    (one,) = seen()
    assert one.sound_share == pytest.approx(0.8)


def test_a_file_without_rows_has_no_share(home):
    changes.commit({}, by="Ana", why=WHY, source=SourceRef("empty.csv"))
    assert seen()[0].sound_share is None


def test_the_last_file_of_a_name_is_the_latest_unless_undone(home, rows):
    first = read(rows)
    second = read(rows)
    assert [(s.change_id, s.is_latest) for s in seen()] == [(second, True), (first, False)]
    changes.write("project", {"key": "P-1", "name": "Paint"}, by="Ana", why=WHY)
    third = changes.commit({"project": rows("project", {"key": "P-2", "name": "Roof"})}, by="Ana", why=WHY, source=SourceRef("p.csv"))
    changes.undo(third.change_id, by="Ana")
    assert [(s.is_undone, s.is_latest) for s in seen()] == [(True, False), (False, True), (False, False)]


def test_faults_of_a_source_come_row_by_row(home, rows):
    read(rows, fault("w", "warning", 5), fault("r", "refused", 4))
    source = seen()[0].id
    assert [p.where.row for p in data_overview.faults_of(source)] == [4, 5]
    assert [p.rule for p in data_overview.faults_of(source, rule="w")] == ["w"]


def test_sources_take_few_queries(home, rows, django_assert_max_num_queries):
    for number in range(6):
        read(rows, fault("w", "warning", number), name=f"{number}.csv")
    with django_assert_max_num_queries(6):
        assert len(seen()) == 6


def test_holdings_count_rows_and_name_the_fields_that_nobody_fills(home, rows):
    batch = rows("project", {"key": "P-1", "name": "Paint", "category": "Works"}, {"key": "P-2", "name": "Roof"})
    reading = rows("measure", {"kpi": "K", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1), "value": 1.0})
    changes.commit({"project": batch, "measure": reading}, by="Ana", why=WHY)
    held = {one.table: one for one in data_overview.holdings()}
    assert {name: one.rows for name, one in held.items()} == {"project": 2, "measure": 1}
    assert held["project"].filled_share == 0.75  # name 2 of 2, category 1 of 2
    assert "budget" in held["project"].missing
    assert "category" not in held["project"].missing


def rungs():
    return ladder()


def test_an_empty_home_is_told_to_begin_with_its_projects(home):
    assert [rung.state for rung in rungs()][:3] == ["next", "later", "later"]
    assert next_rung(rungs()).kinds == ("projects",)


def test_a_project_list_reaches_the_first_rung_and_names_the_next(home, rows):
    project = rows("project", {"key": "P-1", "name": "Paint", "due_on": date(2026, 9, 1)})
    report = rows("project_report", {"project": "P-1", "at": date(2026, 3, 1), "status": "green"})
    changes.commit({"project": project, "project_report": report}, by="Ana", why=WHY)
    first, second = rungs()[:2]
    assert (first.state, first.needs, first.have.count) == ("reached", None, 1)
    assert (second.state, next_rung(rungs()).code) == ("next", "readings")


def test_projects_without_a_status_have_only_begun(home, rows):
    changes.commit({"project": rows("project", {"key": "P-1", "name": "Paint", "due_on": date(2026, 9, 1)})}, by="Ana", why=WHY)
    assert (rungs()[0].state, rungs()[1].state) == ("begun", "later")


@pytest.mark.parametrize(("points", "state"), [(11, "begun"), (12, "reached")])
def test_twelve_readings_of_one_kpi_tell_what_moved(home, rows, points, state):
    start = date(2025, 1, 1)
    several = [
        {"kpi": "K", "starts_on": start + timedelta(days=n), "ends_on": start + timedelta(days=n + 1), "value": 1.0} for n in range(points)
    ]
    changes.commit({"measure": rows("measure", *several)}, by="Ana", why=WHY)
    assert {rung.code: rung.state for rung in rungs()}["readings"] == state


def test_proposed_links_do_not_climb(home, rows):
    batch = {
        "objective": rows("objective", {"key": "O-1", "name": "Grow"}),
        "contribution": rows("contribution", {"project": "P-1", "objective": "O-1", "basis": "proposed"}),
    }
    changes.commit(batch, by="Ana", why=WHY)
    assert {rung.code: rung.state for rung in rungs()}["strategy"] == "begun"
    changes.write("contribution", {"project": "P-1", "objective": "O-1", "basis": "accepted"}, by="Ana", why=WHY)
    assert {rung.code: rung.state for rung in rungs()}["strategy"] == "reached"


def test_an_expected_effect_leads_to_chances_once_a_key_result_aims_at_something(home, rows):
    effect = {"source_kind": "project", "source": "P1", "kpi": "K1", "unit": "", "likely": 1.0}
    changes.commit({"effect": rows("effect", effect)}, by="Ana", why=WHY)
    assert {rung.code: rung.state for rung in rungs()}["chances"] == "begun"
    batch = {
        "key_result": rows("key_result", {"key": "R1", "objective": "O1"}),
        "limit": rows("limit", {"key": "L1", "kind": "budget", "value": 1000.0}),
    }
    changes.commit(batch, by="Ana", why=WHY)
    states = {rung.code: rung.state for rung in rungs()}
    assert (states["chances"], states["choice"]) == ("reached", "reached")
