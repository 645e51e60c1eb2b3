"""Project lists, snapshots, tasks and their links in the model."""

import json
from datetime import date
from decimal import Decimal

import pytest
from tests.sources.filling import ON, context, lists, read

from pupitre.sources.fill import fill
from pupitre.sources.fill.tasks import predecessor

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)


def test_a_list_without_dates_reports_on_the_day_the_file_states():
    filled = fill(read("projects", code=["P1"], name=["Portail"], status=["green"]), context(file="projets-2025-12.csv"))
    assert filled.tables["project_report"].column("at").to_pylist() == [date(2025, 12, 31)]
    assert [p.rule for p in filled.problems] == ["date.stated"]


def test_a_list_that_states_no_day_reports_on_the_day_of_the_import():
    filled = fill(read("projects", code=["P1"], name=["Portail"]), context())
    assert filled.tables["project_report"].column("at").to_pylist() == [ON]


def test_snapshots_make_one_project_as_last_said_and_one_report_each():
    table = read("projects", code=["P1", "P1"], at=[FEB, JAN], name=["Portail client", "Portail"], budget=[120.0, 100.0])
    tables = fill(table, context()).tables
    assert tables["project"].select(["key", "name", "budget"]).to_pylist() == [
        {"key": "P1", "name": "Portail client", "budget": Decimal("120.00")}
    ]
    assert sorted(tables["project_report"].column("at").to_pylist()) == [JAN, FEB]


def test_what_an_older_report_says_otherwise_is_kept_with_it():
    table = read("projects", code=["P1", "P1"], at=[JAN, FEB], name=["Portail", "Portail client"])
    january, february = fill(table, context()).tables["project_report"].column("extra").to_pylist()
    assert json.loads(january) == {"name": "Portail"}
    assert february is None


def test_the_last_known_value_stands_when_the_last_report_is_silent():
    table = read("projects", code=["P1", "P1"], at=[JAN, FEB], name=["Portail"] * 2, budget=[100.0, None])
    tables = fill(table, context()).tables
    assert tables["project"].column("budget").to_pylist() == [Decimal("100.00")]
    assert tables["project_report"].column("budget").to_pylist() == [Decimal("100.00"), None]


def test_a_project_without_a_code_is_known_by_its_name():
    assert fill(read("projects", name=["Refonte du site"]), context()).tables["project"].column("key").to_pylist() == ["refonte-du-site"]


def test_objectives_named_by_a_project_become_declared_links():
    table = read("projects", code=["P1", "P2"], name=["A", "B"], objective=lists(["O1", "Croître"], None))
    filled = fill(table, context(things=[("objective", "O1", "Innover"), ("objective", "O2", "Croître")]))
    assert filled.tables["contribution"].select(["project", "objective", "basis"]).to_pylist() == [
        {"project": "P1", "objective": "O1", "basis": "declared"},
        {"project": "P1", "objective": "O2", "basis": "declared"},
    ]


def test_an_unknown_objective_is_kept_as_written_and_said_once_with_its_count():
    table = read("projects", code=["P1", "P2"], name=["A", "B"], objective=lists(["O9"], ["O9"]))
    filled = fill(table, context(things=[("objective", "O1", "Innover")]))
    unknown = [p for p in filled.problems if p.rule == "reference.unknown"]
    assert [(p.found, p.where.row, p.what.count) for p in unknown] == [("O9", 2, 2)]
    assert filled.tables["contribution"].column("objective").to_pylist() == ["O9", "O9"]


def test_an_owner_named_for_the_first_time_becomes_a_person_once():
    table = read("projects", code=["P1", "P2"], name=["A", "B"], owner=["Sophie Durand", "DURAND Sophie"])
    tables = fill(table, context()).tables
    assert tables["person"].select(["key", "name"]).to_pylist() == [{"key": "sophie-durand", "name": "Sophie Durand"}]
    assert tables["project"].column("owner").to_pylist() == ["sophie-durand", "sophie-durand"]


def test_a_known_person_is_found_by_name():
    table = read("projects", code=["P1"], name=["A"], owner=["Durand Sophie"])
    assert fill(table, context(things=[("person", "0042", "Sophie Durand")])).tables["project"].column("owner").to_pylist() == ["0042"]


def test_client_departments_that_are_known_become_keys_and_others_stay_as_written():
    table = read("projects", code=["P1", "P2"], name=["A", "B"], client=lists(["DSI", "Mairie"], None))
    clients = fill(table, context(departments={("DSI", ""): "dsi"})).tables["project"].column("clients").to_pylist()
    assert clients == [["dsi", "Mairie"], None]


def test_a_department_written_otherwise_keeps_its_words():
    table = read("projects", code=["P1", "P2"], name=["A", "B"], department=["Dir. informatique", "Informatique"])
    both = {("Dir. informatique", ""): "dsi", ("Informatique", ""): "dsi"}
    project = fill(table, context(departments=both, spelled={"dsi": "Informatique"})).tables["project"]
    assert project.column("unit").to_pylist() == ["dsi", "dsi"]
    assert project.column("extra").to_pylist() == ['{"department": "Dir. informatique"}', None]


def test_unmapped_columns_follow_the_report():
    table = read("projects", code=["P1"], name=["A"], extra=['{"Sponsor": "DG"}'])
    assert fill(table, context()).tables["project_report"].column("extra").to_pylist() == ['{"Sponsor": "DG"}']


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("3", ("3", "FS", 0.0)),
        ("3FS+2d", ("3", "FS", 2.0)),
        ("T-12 SS - 1 sem", ("T-12", "SS", -5.0)),
        ("3FD+1,5j", ("3", "FS", 1.5)),
        ("T-12", ("T-12", "FS", 0.0)),
        ("3ff+4h", ("3", "FF", 0.5)),
        ("9FS", None),
        ("3FS+2 lunes", None),
    ],
)
def test_a_predecessor_is_read_as_planning_tools_write_it(text, link):
    assert predecessor(text, frozenset({"3", "T-12"})) == link


def test_predecessors_become_links_within_their_project():
    table = read("tasks", project=["P1", "P1", "P2"], code=["1", "2", "2"], predecessors=lists(None, ["1FS+2d"], ["1"]))
    filled = fill(table, context())
    assert filled.tables["task_link"].select(["project", "before", "after", "kind", "lag_days"]).to_pylist() == [
        {"project": "P1", "before": "1", "after": "2", "kind": "FS", "lag_days": 2.0}
    ]
    assert [(p.found, p.where.row) for p in filled.problems] == [("1", 4)]
