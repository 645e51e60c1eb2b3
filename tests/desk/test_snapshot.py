"""A snapshot says what was known at one moment, and nothing written since."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pupitre.desk import changes, snapshot
from pupitre.desk.settings import remember
from pupitre.kernel import Text
from pupitre.records.models import Change
from pupitre.tables import TABLES

WHY = Text("Because")
TODAY = date(2026, 3, 2)


def taken(**more) -> snapshot.ModelSnapshot:
    return snapshot.take(on=TODAY, **more)


def keys(name: str, **more) -> list[str]:
    return taken(**more).table(name).column("key").to_pylist()


def save(key: str, name: str) -> int:
    return changes.write("project", {"key": key, "name": name}, by="Ana", why=WHY)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_its_declared_schema(home, name):
    assert taken().table(name).schema == TABLES[name].schema
    assert taken().table(name).num_rows == 0


def test_every_type_comes_back_as_declared(home, rows):
    row = {
        "key": "P-1",
        "name": "Paint",
        "clients": ["A", "B"],
        "starts_on": date(2026, 1, 5),
        "budget": Decimal("1234.56"),
        "is_mandatory": False,
    }
    changes.commit({"project": rows("project", row)}, by="Ana", why=WHY)
    known = taken().table("project")
    assert known.schema == TABLES["project"].schema
    assert {name: known.to_pylist()[0][name] for name in row} == row


def test_rows_come_in_key_order(home):
    for key in ("P-2", "P-10", "P-1"):
        save(key, "x")
    assert keys("project") == ["P-1", "P-10", "P-2"]


def test_what_is_written_after_it_was_taken_does_not_show(home, rows):
    save("P-1", "Paint")
    before = taken()
    save("P-1", "Paint line")
    save("P-2", "Roof")
    changes.commit({"measure": rows("measure", {"kpi": "K", "starts_on": TODAY, "ends_on": TODAY, "value": 1.0})}, by="Ana", why=WHY)
    assert before.table("project").column("name").to_pylist() == ["Paint"]
    assert before.table("measure").num_rows == 0


def test_a_row_deleted_since_still_shows(home):
    save("P-1", "Paint")
    before = taken()
    changes.delete("project", ["P-1"], by="Ana", why=WHY)
    assert before.table("project").to_pylist()[0]["name"] == "Paint"


def test_as_of_tells_what_was_known_then(home, rows):
    moments = []
    for value in (1.0, 2.0):
        save("P-1", f"Paint {value}")
        batch = rows("measure", {"kpi": "K", "starts_on": TODAY, "ends_on": TODAY, "value": value})
        changes.commit({"measure": batch}, by="Ana", why=WHY)
        moments.append(Change.objects.latest("id").at)
    then = taken(as_of=moments[0])
    assert (then.table("project")["name"].to_pylist(), then.table("measure")["value"].to_pylist()) == (["Paint 1.0"], [1.0])
    assert taken(as_of=moments[1]).table("measure")["value"].to_pylist() == [2.0]


def test_before_the_first_change_nothing_was_known(home):
    save("P-1", "Paint")
    assert keys("project", as_of=Change.objects.get().at - timedelta(seconds=1)) == []


def test_a_withdrawn_file_still_shows_as_of_the_day_before(home, rows):
    done = changes.commit({"measure": rows("measure", {"kpi": "K", "starts_on": TODAY, "ends_on": TODAY, "value": 1.0})}, by="Ana", why=WHY)
    then = Change.objects.latest("id").at
    changes.undo(done.change_id, by="Bob")
    assert taken().table("measure").num_rows == 0
    assert taken(as_of=then).table("measure").num_rows == 1


def test_a_table_is_read_once(home, django_assert_num_queries):
    save("P-1", "Paint")
    known = taken()
    known.table("project")
    with django_assert_num_queries(0):
        known.table("project")


def test_an_unknown_table_is_a_wrong_call(home):
    with pytest.raises(KeyError, match="no table named wizard"):
        taken().table("wizard")


def test_the_currency_is_the_one_of_the_home(home):
    assert taken().currency == "EUR"
    changes.write("entity", {"key": "E", "name": "Ours", "currency": "USD"}, by="Ana", why=WHY)
    assert taken().currency == "USD"
    remember(currency="CHF")
    assert taken().currency == "CHF"
