"""A change is taken back, as far as nobody has built on it since."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pupitre.desk import changes, snapshot
from pupitre.desk.changes import SourceRef
from pupitre.kernel import InputError, RefusedError, Text

WHY = Text("Because")
TODAY = date(2026, 3, 2)


def table(name: str) -> list[dict]:
    return snapshot.take(on=TODAY).table(name).to_pylist()


@pytest.fixture
def two_projects(home, rows):
    batch = rows("project", {"key": "P-1", "name": "Paint", "budget": Decimal(10)}, {"key": "P-2", "name": "Roof", "budget": Decimal(20)})
    return changes.commit({"project": batch}, by="Ana", why=WHY, source=SourceRef("projects.csv")).change_id


def test_created_rows_go_away(two_projects):
    done = changes.undo(two_projects, by="Bob")
    assert (done.restored, done.left, table("project")) == ({"project": 2}, (), [])


def test_an_updated_row_is_what_it_was(two_projects, rows):
    later = changes.commit({"project": rows("project", {"key": "P-1", "name": "Paint line", "budget": Decimal(11)})}, by="Ana", why=WHY)
    changes.undo(later.change_id, by="Bob")
    assert [(r["name"], r["budget"]) for r in table("project")] == [("Paint", Decimal(10)), ("Roof", Decimal(20))]


def test_a_field_that_was_unknown_is_unknown_again(two_projects):
    change = changes.write("project", {"key": "P-1", "category": "Works"}, by="Ana", why=WHY)
    changes.undo(change, by="Bob")
    assert table("project")[0]["category"] is None


def test_a_row_changed_since_is_left_and_named(two_projects):
    changes.write("project", {"key": "P-2", "name": "Flat roof"}, by="Cid", why=WHY)
    done = changes.undo(two_projects, by="Bob")
    assert done.restored == {"project": 1}
    assert [(one.table, one.key, one.by) for one in done.left] == [("project", ("P-2",), "Cid")]
    assert done.left_count == 1
    assert [r["name"] for r in table("project")] == ["Flat roof"]


def test_a_row_changed_since_and_changed_back_is_restored(two_projects):
    edit = changes.write("project", {"key": "P-2", "name": "Flat roof"}, by="Cid", why=WHY)
    changes.undo(edit, by="Cid")
    assert changes.undo(two_projects, by="Bob").restored == {"project": 2}


def test_a_deleted_row_comes_back(two_projects):
    change = changes.delete("project", ["P-1"], by="Ana", why=WHY)
    changes.undo(change, by="Bob")
    assert [(r["key"], r["budget"]) for r in table("project")] == [("P-1", Decimal(10)), ("P-2", Decimal(20))]


def test_an_undo_can_be_undone(two_projects):
    undone = changes.undo(two_projects, by="Bob")
    changes.undo(undone.change_id, by="Bob")
    assert [(r["key"], r["name"]) for r in table("project")] == [("P-1", "Paint"), ("P-2", "Roof")]


def test_what_was_brought_back_can_be_undone_again(two_projects):
    undone = changes.undo(two_projects, by="Bob")
    changes.undo(undone.change_id, by="Bob")
    changes.undo(two_projects, by="Bob")
    assert table("project") == []


def test_a_change_is_undone_once(two_projects):
    changes.undo(two_projects, by="Bob")
    with pytest.raises(RefusedError, match="undone already"):
        changes.undo(two_projects, by="Bob")


def test_an_unknown_change_is_refused(home):
    with pytest.raises(InputError, match="no change number 12"):
        changes.undo(12, by="Bob")


def test_bulk_rows_are_withdrawn_and_come_back(home, rows):
    def reading(value: float) -> dict:
        return {"measure": rows("measure", {"kpi": "K", "starts_on": TODAY, "ends_on": date(2026, 3, 9), "value": value})}

    changes.commit(reading(1.0), by="Ana", why=WHY)
    second = changes.commit(reading(2.0), by="Ana", why=WHY)
    undone = changes.undo(second.change_id, by="Bob")
    assert [r["value"] for r in table("measure")] == [1.0]
    changes.undo(undone.change_id, by="Bob")
    assert [r["value"] for r in table("measure")] == [2.0]


def test_bulk_rows_that_a_later_file_writes_again_are_named(home, rows):
    def readings(*kpis: str) -> dict:
        return {
            "measure": rows(
                "measure", *({"kpi": k, "starts_on": TODAY, "ends_on": date(2026, 3, 9), "value": float(len(kpis))} for k in kpis)
            )
        }

    first = changes.commit(readings("A", "B", "C"), by="Ana", why=WHY)
    changes.commit(readings("B", "D"), by="Cid", why=WHY)
    done = changes.undo(first.change_id, by="Bob")
    assert [(one.table, one.key, one.by) for one in done.left] == [("measure", ("B", "", "2026-03-02"), "Cid")]
    assert done.left_count == 1
    assert [(r["kpi"], r["value"]) for r in table("measure")] == [("B", 2.0), ("D", 2.0)]


def test_a_row_touched_twice_in_one_change_goes_back_to_the_start(home, rows):
    first = changes.Part({"project": rows("project", {"key": "P-1", "name": "Paint"})}, SourceRef("a.csv"))
    second = changes.Part({"project": rows("project", {"key": "P-1", "name": "Paint line"})}, SourceRef("b.csv"))
    done = changes.commit_parts([first, second], by="Ana", why=WHY)
    changes.undo(done.change_id, by="Bob")
    assert table("project") == []


def test_an_erasure_is_not_undone(two_projects):
    erased = changes.erase("project", ["P-1"], by="Bob", why=WHY)
    with pytest.raises(RefusedError, match="do not come back"):
        changes.undo(erased, by="Bob")


def test_a_row_whose_values_were_erased_is_left(two_projects):
    changes.erase("project", ["P-1"], by="Bob", why=WHY)
    done = changes.undo(two_projects, by="Bob")
    assert [one.key for one in done.left] == [("P-1",)]
