"""What an import would do, and what it does."""

from datetime import date
from decimal import Decimal

import pytest
from tests.imports.conftest import ON

from pupitre.desk import changes, imports, snapshot
from pupitre.desk.imports.answers import Answers
from pupitre.kernel import InputError, RefusedError, Text
from pupitre.records.models import Change, Source

DEC, JAN, FEB = date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28)


def rows(table, *columns):
    found = snapshot.take(on=ON).table(table)
    return found.select(list(columns) or found.column_names).to_pylist()


def test_a_plan_counts_what_is_new_and_writes_nothing(desk, exchange):
    plan = desk.plan(desk.file("projets.csv", exchange("projects", code=["P1", "P2"], name=["A", "B"])))
    assert {name: counts.created for name, counts in plan.counts.items()} == {"project": 2, "project_report": 2}
    assert rows("project") == []
    assert not Change.objects.exists()


def test_a_list_of_projects_alone_fills_the_model_with_its_lineage(desk, exchange):
    desk.load(desk.file("projets.csv", exchange("projects", code=["P1"], name=["A"], department=["DSI"], owner=["Ana Roy"])))
    assert rows("project", "key", "unit", "owner") == [{"key": "P1", "unit": "dsi", "owner": "ana-roy"}]
    assert rows("unit", "key", "name") == [{"key": "dsi", "name": "DSI"}]
    (entry,) = changes.history("project", ["P1"])
    assert (entry.source, entry.row) == ("projets.csv", 2)


def test_the_same_file_twice_says_nothing_new_even_another_day(desk, exchange):
    path = desk.file("projets.csv", exchange("projects", code=["P1"], name=["A"], department=["DSI"]))
    desk.load(path)
    again = desk.plan(path, on=date(2026, 6, 30))
    assert [(c.created, c.updated) for c in again.counts.values()] == [(0, 0)] * len(again.counts)


def test_files_are_taken_in_the_order_in_which_they_build_on_each_other(desk, exchange):
    links = desk.file("a-liens.csv", exchange("contributions", project=["Portail"], objective=["Croître"]))
    projects = desk.file("b-projets.csv", exchange("projects", code=["P1"], name=["Portail"]))
    objectives = desk.file("c-objectifs.csv", exchange("objectives", code=["O1"], name=["Croître"]))
    plan = desk.plan(links, projects, objectives)
    assert [file.name for file in plan.files] == ["c-objectifs.csv", "b-projets.csv", "a-liens.csv"]
    imports.commit(plan, by="Ana")
    assert rows("contribution", "project", "objective") == [{"project": "P1", "objective": "O1"}]
    assert not [p for p in plan.problems if p.rule == "reference.unknown"]


def test_all_files_of_an_import_are_one_change(desk, exchange):
    first = desk.file("a.csv", exchange("projects", code=["P1"], name=["A"]))
    second = desk.file("b.csv", exchange("risks", code=["R1"], title=["Panne"]))
    result = desk.load(first, second)
    assert Change.objects.count() == 1
    assert result.change_id is not None
    assert sorted(Source.objects.values_list("name", flat=True)) == ["a.csv", "b.csv"]


def test_undoing_an_import_leaves_what_was_corrected_since(desk, exchange):
    done = desk.load(desk.file("projets.csv", exchange("projects", code=["P1", "P2"], name=["A", "B"])))
    changes.write("project", {"key": "P1", "name": "A corrigé"}, by="Bo", why=Text("Nom"))
    undone = changes.undo(done.change_id, by="Ana")
    assert rows("project", "key", "name") == [{"key": "P1", "name": "A corrigé"}]
    assert [(left.table, left.key, left.by) for left in undone.left] == [("project", ("P1",), "Bo")]


def test_an_older_list_loaded_later_does_not_undo_the_latest_word(desk, exchange):
    columns = {"code": ["P1"], "budget": [120.0], "at": [FEB]}
    desk.load(desk.file("fevrier.csv", exchange("projects", name=["Portail client"], **columns)))
    older = {"code": ["P1"], "budget": [100.0], "at": [JAN], "category": ["SI"]}
    desk.load(desk.file("janvier.csv", exchange("projects", name=["Portail"], **older)))
    assert rows("project", "name", "budget", "category") == [{"name": "Portail client", "budget": Decimal("120.00"), "category": "SI"}]
    assert rows("project_report", "at", "budget") == [{"at": JAN, "budget": Decimal("100.00")}, {"at": FEB, "budget": Decimal("120.00")}]


def test_older_and_newer_lists_of_one_import_end_with_the_latest_word(desk, exchange):
    newer = desk.file("a-projets-2026-02.csv", exchange("projects", code=["P1"], name=["Portail client"]))
    older = desk.file("b-projets-2026-01.csv", exchange("projects", code=["P1"], name=["Portail"]))
    desk.load(newer, older)
    assert rows("project", "name") == [{"name": "Portail client"}]


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_a_history_without_names_leaves_the_names_of_the_register(desk, exchange, names):
    register = desk.file(names[0], exchange("projects", code=["P1"], name=["Portail"]))
    history = desk.file(names[1], exchange("projects", code=["P1", "P2"], at=[JAN, JAN], progress=[0.5, 0.1]))
    desk.load(register, history)
    assert rows("project", "key", "name") == [{"key": "P1", "name": "Portail"}, {"key": "P2", "name": "P2"}]


def test_a_history_loaded_after_the_register_leaves_its_names(desk, exchange):
    desk.load(desk.file("registre.csv", exchange("projects", code=["P1"], name=["Portail"])))
    desk.load(desk.file("revues.csv", exchange("projects", code=["P1"], at=[date(2026, 12, 31)], progress=[0.5])))
    assert rows("project", "name") == [{"name": "Portail"}]


def test_two_files_that_tell_one_figure_differently_are_said(desk, exchange):
    first = desk.file("a.csv", exchange("kpis", code=["K1"], name=["Taux"], period=["2025"], value=[1.0]))
    second = desk.file("b.csv", exchange("kpis", code=["K1"], name=["Taux"], period=["2025"], value=[2.0]))
    plan = desk.plan(first, second)
    (said,) = [p for p in plan.problems if p.rule == "figure.told_twice"]
    assert (said.where.file, said.where.row, said.found) == ("a.csv", 2, "1.0")
    assert said.what.values["key"] == ("K1", date(2025, 1, 1))
    assert said.what.values["first"].value == 1.0
    imports.commit(plan, by="Ana")
    assert rows("measure", "value") == [{"value": 2.0}]


def test_two_files_that_differ_say_nothing_new_the_second_time(desk, exchange):
    first = desk.file("a.csv", exchange("risks", code=["R1"], title=["Panne"], impact=[3], extra=['{"Cause": "usure"}']))
    second = desk.file("b.csv", exchange("risks", code=["R1"], title=["Panne four"], impact=[4], extra=['{"Site": "Bayonne"}']))
    desk.load(first, second)
    assert rows("risk", "title", "consequence", "extra") == [
        {"title": "Panne four", "consequence": 4.0, "extra": '{"Cause": "usure", "Site": "Bayonne"}'}
    ]
    again = desk.plan(first, second)
    assert [(c.created, c.updated) for c in again.counts.values()] == [(0, 0)] * len(again.counts)


def test_two_files_that_agree_are_not_in_conflict(desk, exchange):
    first = desk.file("a.csv", exchange("kpis", code=["K1"], name=["Taux"], period=["2025"], value=[1.0]))
    second = desk.file("b.csv", exchange("kpis", code=["K1"], name=["Taux"], period=["2025", "2026"][:1], value=[1.0]))
    assert not desk.plan(first, second).conflicts


def test_a_file_that_cannot_be_read_stops_the_import_and_the_rest_may_be_taken(desk, exchange, unreadable):
    good = desk.file("projets.csv", exchange("projects", code=["P1"], name=["A"]))
    plan = desk.plan(good, desk.file("secret.xlsx", unreadable))
    assert [file.name for file in plan.refused] == ["secret.xlsx"]
    with pytest.raises(RefusedError):
        imports.commit(plan, by="Ana")
    assert rows("project") == []
    imports.commit(plan, by="Ana", sure_only=True)
    assert len(rows("project")) == 1


def test_a_path_that_does_not_exist_is_refused(desk):
    with pytest.raises(InputError) as refusal:
        desk.plan(desk.folder / "absent.csv")
    assert refusal.value.where.file.endswith("absent.csv")


def test_a_folder_gives_its_data_files_and_leaves_the_rest(desk, exchange):
    desk.file("projets.csv", exchange("projects", code=["P1"], name=["A"]))
    (desk.folder / "README.md").write_text("notes")
    (desk.folder / "~$projets.xlsx").write_text("lock")
    assert [file.name for file in desk.plan(desk.folder).files] == ["projets.csv"]


def test_a_cycle_of_objectives_is_loaded_for_the_strategy_to_report(desk, exchange):
    from tests.sources.filling import lists

    table = exchange("objectives", code=["O1", "O2"], name=["a", "b"], parent=lists(["O2"], ["O1"]))
    desk.load(desk.file("objectifs.csv", table))
    assert rows("cascade", "child", "parent") == [{"child": "O1", "parent": "O2"}, {"child": "O2", "parent": "O1"}]


def test_an_unknown_project_is_kept_and_said_with_its_place(desk, exchange):
    projects = desk.file("projets.csv", exchange("projects", code=["P1"], name=["A"]))
    tasks = desk.file("taches.csv", exchange("tasks", project=["P1", "P9"], code=["1", "1"]))
    plan = desk.plan(projects, tasks)
    (said,) = [p for p in plan.problems if p.rule == "reference.unknown"]
    assert (said.where.file, said.where.row, said.found) == ("taches.csv", 3, "P9")


def test_progress_is_told_stage_by_stage(desk, exchange):
    told = []
    path = desk.file("projets.csv", exchange("projects", code=["P1"], name=["A"]))
    plan = desk.plan(path, progress=lambda stage, what, done, total: told.append(stage))
    imports.commit(plan, by="Ana", progress=lambda stage, what, done, total: told.append(stage))
    assert list(dict.fromkeys(told)) == ["reading", "filling", "comparing", "writing"]


def test_the_answers_given_for_a_file_reach_its_reader(desk, exchange):
    path = desk.file("projets.csv", exchange("projects", code=["P1"], name=["A"]))
    desk.plan(path, answers=Answers(files={"proj*.csv": {"kind:": "projects"}}))
    assert desk.asked[0] == ("projets.csv", {"kind:": "projects"})
