"""Rows are written by key, in one transaction, and an empty cell erases nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from pupitre.desk import changes, snapshot
from pupitre.desk.changes import Part, SourceRef
from pupitre.kernel import N_, InputError, Place, Problem, Text
from pupitre.records.models import MODELS, Change, Source
from pupitre.records.models import Problem as KeptProblem

WHY = Text("Because")
TODAY = date(2026, 3, 2)
FILE = SourceRef("projets.xlsx", digest="abc", size=10, format="xlsx", kinds=("projects",), rows_read=2)


def table(name: str) -> list[dict]:
    return snapshot.take(on=TODAY).table(name).to_pylist()


def test_new_rows_are_created(home, rows):
    done = changes.commit({"project": rows("project", {"key": "P-1", "name": "Paint shop", "budget": Decimal("10.50")})}, by="Ana", why=WHY)
    assert (done.created, done.updated, done.unchanged) == (1, 0, 0)
    assert [(r["key"], r["budget"]) for r in table("project")] == [("P-1", Decimal("10.50"))]


def test_the_same_rows_again_change_nothing(home, rows):
    batch = {"project": rows("project", {"key": "P-1", "name": "Paint shop", "clients": ["A", "B"], "due_on": date(2026, 9, 1)})}
    changes.commit(batch, by="Ana", why=WHY)
    again = changes.commit(batch, by="Ana", why=WHY)
    assert (again.unchanged, again.change_id) == (1, None)


def test_a_file_that_says_nothing_new_is_still_noted(home, rows):
    batch = {"project": rows("project", {"key": "P-1", "name": "Paint shop"})}
    changes.commit(batch, by="Ana", why=WHY, source=FILE)
    again = changes.commit(batch, by="Ana", why=WHY, source=FILE)
    assert Change.objects.get(pk=again.change_id).row_count == 0
    assert Source.objects.count() == 2


def test_an_empty_cell_keeps_what_is_known(home, rows):
    changes.commit({"project": rows("project", {"key": "P-1", "name": "Paint shop", "category": "Works"})}, by="Ana", why=WHY)
    changes.commit({"project": rows("project", {"key": "P-1", "name": "Paint line", "category": None})}, by="Ana", why=WHY)
    assert [(r["name"], r["category"]) for r in table("project")] == [("Paint line", "Works")]


def test_an_empty_cell_erases_when_its_field_is_cleared(home, rows):
    changes.commit({"project": rows("project", {"key": "P-1", "name": "Paint shop", "category": "Works"})}, by="Ana", why=WHY)
    new = rows("project", {"key": "P-1", "name": None, "category": None})
    changes.commit({"project": new}, by="Ana", why=WHY, clears={"project": frozenset({"category"})})
    assert [(r["name"], r["category"]) for r in table("project")] == [("Paint shop", None)]


def test_a_cleared_field_that_the_file_lacks_is_kept(home, rows):
    changes.commit({"project": rows("project", {"key": "P-1", "name": "Paint shop", "category": "Works"})}, by="Ana", why=WHY)
    new = rows("project", {"key": "P-1", "name": "Paint line"})
    changes.commit({"project": new}, by="Ana", why=WHY, clears={"project": frozenset({"category"})})
    assert table("project")[0]["category"] == "Works"


def test_what_files_say_besides_adds_up(home, rows):
    changes.commit(
        {"project": rows("project", {"key": "P-1", "name": "Paint shop", "extra": '{"Color": "red", "Floor": "1"}'})}, by="Ana", why=WHY
    )
    changes.commit({"project": rows("project", {"key": "P-1", "extra": '{"Color": "blue", "Door": "4"}'})}, by="Ana", why=WHY)
    assert table("project")[0]["extra"] == '{"Color": "blue", "Floor": "1", "Door": "4"}'


def test_an_absent_part_of_the_key_is_an_empty_text(home, rows):
    batch = {"capacity": rows("capacity", {"skill": "welding", "starts_on": TODAY, "hours": 35.0})}
    changes.commit(batch, by="Ana", why=WHY)
    assert changes.commit(batch, by="Ana", why=WHY).unchanged == 1
    assert table("capacity")[0]["unit"] == ""


def test_of_two_lines_with_one_key_the_later_completes_the_first(home, rows):
    batch = rows("project", {"key": "P-1", "name": "Paint shop", "category": "Works"}, {"key": "P-1", "name": "Paint line"})
    assert changes.commit({"project": batch}, by="Ana", why=WHY).created == 1
    assert [(r["name"], r["category"]) for r in table("project")] == [("Paint line", "Works")]


def test_a_new_row_without_a_required_field_is_left_out_and_said(home, rows):
    batch = rows("project", {"key": "P-1", "category": "Works", "source_row": 7}, {"key": "P-2", "name": "Roof", "source_row": 8})
    done = changes.commit({"project": batch}, by="Ana", why=WHY)
    assert (done.created, done.total.refused) == (1, 1)
    assert (done.problems[0].reason, done.problems[0].where.row) == ("required_missing", 7)


def test_a_row_without_a_code_is_left_out_and_said(home, rows):
    done = changes.commit({"project": rows("project", {"key": None, "name": "Roof"}, {"key": "P-2", "name": "Roof"})}, by="Ana", why=WHY)
    assert [p.rule for p in done.problems] == ["project.key.missing"]
    assert len(table("project")) == 1


def test_a_value_outside_the_choices_is_left_out_and_said(home, rows):
    done = changes.commit({"decision": rows("decision", {"key": "D-1", "title": "Stop?", "status": "perhaps"})}, by="Ana", why=WHY)
    assert (done.created, done.problems[0].found) == (0, "perhaps")


def test_a_bulk_row_without_a_required_value_is_left_out_and_said(home, rows):
    batch = rows("target", {"kpi": "K1", "starts_on": TODAY, "value": None}, {"kpi": "K2", "starts_on": TODAY, "value": 3.0})
    done = changes.commit({"target": batch}, by="Ana", why=WHY)
    assert (done.created, done.problems[0].rule) == (1, "target.value.missing")


def test_an_unknown_column_is_a_wrong_call(home):
    with pytest.raises(ValueError, match="project has no column colour"):
        changes.commit({"project": pa.table({"key": ["P-1"], "colour": ["red"]})}, by="Ana", why=WHY)


def test_an_unknown_table_is_a_wrong_call(home):
    with pytest.raises(ValueError, match="wizard is not a table"):
        changes.commit({"wizard": pa.table({"key": ["P-1"]})}, by="Ana", why=WHY)


def test_nothing_is_written_when_one_table_fails(home, rows):
    with pytest.raises(ValueError, match="no column"):
        changes.commit(
            {"person": rows("person", {"key": "ana", "name": "Ana"}), "project": pa.table({"colour": ["red"]})}, by="Ana", why=WHY
        )
    assert table("person") == []
    assert Change.objects.count() == 0


def test_several_files_are_one_change(home, rows):
    parts = [
        Part({"unit": rows("unit", {"key": "U-1", "name": "Paint"})}, FILE),
        Part({"unit": rows("unit", {"key": "U-1", "headcount": 12.0}), "person": rows("person", {"key": "ana", "name": "Ana"})}, FILE),
    ]
    done = changes.commit_parts(parts, by="Ana", why=WHY)
    assert Change.objects.count() == 1
    assert (done.by_table["unit"].created, done.by_table["unit"].updated) == (1, 1)
    assert Source.objects.earliest("id").counts == {"unit": {"created": 1, "updated": 0, "unchanged": 0, "refused": 0}}
    assert table("unit")[0]["headcount"] == 12.0


def test_progress_is_told_table_by_table(home, rows):
    told = []
    part = Part({"unit": rows("unit", {"key": "U-1", "name": "Paint"}), "person": rows("person", {"key": "a", "name": "A"})})
    changes.commit_parts([part], by="Ana", why=WHY, progress=lambda *step: told.append(step))
    assert told == [("unit", 0, 2), ("person", 1, 2)]


def test_a_preview_counts_and_writes_nothing(home, rows):
    parts = [
        Part(
            {
                "unit": rows("unit", {"key": "U-1", "name": "Paint"}),
                "measure": rows("measure", {"kpi": "K", "starts_on": TODAY, "ends_on": TODAY}),
            }
        ),
        Part({"unit": rows("unit", {"key": "U-1", "name": "Painting"})}),
    ]
    seen = changes.preview(parts)
    assert (seen.change_id, seen.created, seen.updated) == (None, 2, 1)
    assert (table("unit"), table("measure"), list((home / "bulk").rglob("*.parquet"))) == ([], [], [])


def test_bulk_rows_are_poured_into_one_file_per_import(home, rows):
    first = rows("measure", {"kpi": "K", "starts_on": TODAY, "ends_on": date(2026, 3, 9), "value": 1.0})
    changes.commit({"measure": first}, by="Ana", why=WHY)
    second = rows("measure", {"kpi": "K", "starts_on": TODAY, "ends_on": date(2026, 3, 9), "value": 2.0})
    changes.commit({"measure": second}, by="Ana", why=WHY)
    assert [r["value"] for r in table("measure")] == [2.0]
    assert len(list((home / "bulk" / "measure").iterdir())) == 2


def test_bulk_rows_that_are_known_pour_no_file(home, rows):
    batch = rows("measure", {"kpi": "K", "starts_on": TODAY, "ends_on": date(2026, 3, 9), "value": 1.0})
    changes.commit({"measure": batch}, by="Ana", why=WHY)
    assert changes.commit({"measure": batch}, by="Ana", why=WHY).unchanged == 1
    assert len(list((home / "bulk" / "measure").iterdir())) == 1


def test_the_faults_of_a_file_are_kept_with_it(home, rows):
    fault = Problem(
        "date.impossible", "absent", Place("p.csv", None, 4, "Fin"), "32/01/2026", Text(N_("No such day")), Text(N_("Correct it"))
    )
    changes.commit({}, by="Ana", why=WHY, source=SourceRef("p.csv", problems=(fault,)))
    kept = KeptProblem.objects.get()
    assert (kept.source.name, kept.rule, kept.row, kept.column) == ("p.csv", "date.impossible", 4, "Fin")


def test_a_row_written_by_hand_sets_what_is_given_and_erases_what_is_none(home):
    changes.write("action", {"key": "A-1", "title": "Call", "owner": "ana", "due_on": TODAY}, by="Ana", why=WHY)
    changes.write("action", {"key": "A-1", "due_on": None, "is_done": True}, by="Ana", why=WHY)
    row = MODELS["action"].objects.get(key="A-1")
    assert (row.title, row.owner, row.due_on, row.is_done) == ("Call", "ana", None, True)


def test_a_row_written_by_hand_is_refused_when_incomplete(home):
    with pytest.raises(InputError):
        changes.write("action", {"key": "A-1", "owner": "ana"}, by="Ana", why=WHY)
    assert Change.objects.count() == 0


def test_writing_what_is_known_is_no_change(home):
    changes.write("action", {"key": "A-1", "title": "Call"}, by="Ana", why=WHY)
    assert changes.write("action", {"key": "A-1", "title": "Call"}, by="Ana", why=WHY) is None


def test_a_deleted_row_is_gone(home):
    changes.write("alias", {"kind": "unit", "old": "Ach.", "new": "U-1"}, by="Ana", why=WHY)
    changes.delete("alias", ["unit", "Ach."], by="Ana", why=WHY)
    assert table("alias") == []


def test_deleting_what_is_not_there_is_refused(home):
    with pytest.raises(InputError, match="There is no"):
        changes.delete("alias", ["unit", "Ach."], by="Ana", why=WHY)


def test_more_rows_than_a_query_takes_keys_are_written(home):
    several = pa.table({"key": [f"P-{n}" for n in range(1500)], "name": ["x"] * 1500})
    changes.commit({"project": several}, by="Ana", why=WHY)
    done = changes.commit({"project": several.slice(0, 450)}, by="Ana", why=WHY)
    assert (done.unchanged, len(table("project"))) == (450, 1500)
