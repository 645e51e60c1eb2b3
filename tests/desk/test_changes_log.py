"""The log tells the history of a row, and shows when somebody altered it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pupitre.desk import changes
from pupitre.desk.changes import SourceRef
from pupitre.kernel import Text
from pupitre.records.models import Change, ChangeRow, ChangeValue

WHY = Text("Because")


@pytest.fixture
def story(home, rows):
    """A person imported, renamed by hand, and a second one imported: the three changes."""
    first = rows("person", {"key": "ana", "name": "Ana Ruiz", "source_row": 2, "source_sheet": "Staff"})
    bea = rows("person", {"key": "bea", "name": "Bea"})
    return (
        changes.commit({"person": first}, by="Bob", why=WHY, source=SourceRef("staff.xlsx", digest="d1")).change_id,
        changes.write("person", {"key": "ana", "name": "Ana Díaz"}, by="Cid", why=Text("She married")),
        changes.commit({"person": bea}, by="Bob", why=WHY, source=SourceRef("staff.xlsx")).change_id,
    )


def test_history_tells_who_changed_what_and_from_which_line(story):
    first, second = changes.history("person", ["ana"])
    assert (first.action, first.by, first.kind, first.source, first.sheet, first.row) == (
        "created",
        "Bob",
        "import",
        "staff.xlsx",
        "Staff",
        2,
    )
    assert first.after == {"key": "ana", "name": "Ana Ruiz"}
    assert (second.action, second.by, second.kind, second.source) == ("updated", "Cid", "edit", None)
    assert (second.before, second.after, second.why) == ({"name": "Ana Ruiz"}, {"name": "Ana Díaz"}, Text("She married"))


def test_a_log_that_nobody_touched_is_whole(story):
    report = changes.verify_chain()
    assert (report.is_whole, report.changes, report.rows, report.erased) == (True, 3, 3, 0)
    assert report.head == Change.objects.last().digest


def test_an_empty_log_is_whole(home):
    assert changes.verify_chain().is_whole


def altered(model, where: dict, **what) -> str | None:
    assert model.objects.filter(**where).update(**what) == 1
    return changes.verify_chain().fault


def test_another_author_is_noticed(story):
    assert altered(Change, {"pk": story[1]}, by="Eve") == "entry"


def test_another_date_is_noticed(story):
    assert altered(Change, {"pk": story[1]}, at="2020-01-01T00:00:00Z") == "entry"


def test_another_reason_is_noticed(story):
    assert altered(Change, {"pk": story[1]}, why={"is": "text", "msgid": "She left", "values": {}}) == "why"


def test_another_value_is_noticed(story):
    assert altered(ChangeValue, {"change_id": story[1]}, after=json.dumps({"name": "Eve"})) == "value"


def test_another_key_is_noticed(story):
    assert altered(ChangeRow, {"change_id": story[1]}, key='["eve"]') == "rows"


def test_another_line_of_the_file_is_noticed(story):
    assert altered(ChangeRow, {"change_id": story[0]}, row=99) == "rows"


def test_a_row_taken_out_is_noticed(story):
    ChangeRow.objects.filter(change_id=story[1]).delete()
    assert changes.verify_chain().fault == "rows"


def test_a_value_taken_out_without_saying_so_is_noticed(story):
    ChangeValue.objects.filter(change_id=story[1]).delete()
    assert (changes.verify_chain().fault, changes.verify_chain().fault_at) == ("missing", story[1])


def test_an_entry_taken_out_is_noticed(story):
    ChangeRow.objects.filter(change_id=story[1]).delete()
    ChangeValue.objects.filter(change_id=story[1]).delete()
    Change.objects.filter(pk=story[1]).delete()
    assert (changes.verify_chain().fault, changes.verify_chain().fault_at) == ("link", story[2])


def test_a_forged_entry_must_forge_all_that_follow(story):
    from pupitre.desk.changes.log import seal

    forged = Change.objects.get(pk=story[1])
    forged.by = "Eve"
    forged.digest = seal(forged)
    forged.save()
    assert (changes.verify_chain().fault, changes.verify_chain().fault_at) == ("link", story[2])


def test_erased_values_are_gone_and_the_log_stays_whole(story):
    changes.erase("person", ["ana"], by="Bob", why=Text("She asked"))
    report = changes.verify_chain()
    assert (report.is_whole, report.erased) == (True, 2)
    assert not any("Ruiz" in f"{v.before}{v.after}" or "Díaz" in f"{v.before}{v.after}" for v in ChangeValue.objects.all())
    assert [one.before for one in changes.history("person", ["ana"])][:2] == [None, None]


def test_values_written_after_an_erasure_are_guarded_again(story):
    changes.erase("person", ["ana"], by="Bob", why=WHY)
    later = changes.write("person", {"key": "ana", "role": "Buyer"}, by="Bob", why=WHY)
    ChangeValue.objects.filter(change_id=later).delete()
    assert changes.verify_chain().fault == "missing"


def test_the_seal_holds_no_value(story):
    sealed = " ".join(f"{r.key} {r.fields} {r.digest}" for r in ChangeRow.objects.all())
    assert "Ana" not in sealed


def test_the_same_value_is_never_sealed_the_same_way_twice(home):
    for name in ("ana", "bea"):
        changes.write("person", {"key": name, "name": "Same"}, by="Bob", why=WHY)
    salts = [bytes(v.salt) for v in ChangeValue.objects.all()]
    assert len(set(salts)) == 2


def test_a_date_in_a_key_is_found(home):
    changes.write("staffing", {"unit": "U-1", "category": "", "at": date(2026, 1, 1), "actual": 5.0}, by="Bob", why=WHY)
    assert len(changes.history("staffing", ["U-1", "", date(2026, 1, 1)])) == 1
