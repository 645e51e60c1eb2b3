"""Two people who write at once: nothing accepted is ever overwritten by someone who had not seen it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from decimal import Decimal

import pytest

from pupitre.desk import changes
from pupitre.desk.entry.versions import ConflictError, changed_since, delete_row, save_row, version_of
from pupitre.kernel import Text
from pupitre.records.models import MODELS

WHY = Text("Because")
KEY = ("P-1",)


def made(**fields: object) -> int:
    return changes.write("project", {"key": "P-1", "name": "Portal", **fields}, by="Ana", why=WHY)


def saved(seen: int, by: str = "Bo", **fields: object) -> int:
    return save_row("project", KEY, fields, seen=seen, by=by, why=WHY)


def row() -> object:
    return MODELS["project"].objects.get(key="P-1")


def test_a_row_that_does_not_exist_has_no_version(home):
    assert version_of("project", KEY) == 0
    assert version_of("project", KEY) == 0
    assert made() == version_of("project", KEY)


def test_what_two_people_change_in_two_fields_is_kept(home):
    seen = made()
    saved(seen, "Ana", budget=Decimal("120.50"))
    saved(seen, "Bo", description="For suppliers")
    assert (row().budget, row().description) == (Decimal("120.50"), "For suppliers")


def test_the_second_to_change_the_same_field_is_told_both_values(home):
    seen = made(category="IT")
    saved(seen, "Ana", category="Purchasing", description="For suppliers")
    with pytest.raises(ConflictError) as refusal:
        saved(seen, "Bo", category="Quality", name="Portal 2")
    one = refusal.value.fields["category"]
    assert (one.then, one.now, one.by, refusal.value.wanted) == ("IT", "Purchasing", "Ana", {"category": "Quality"})
    assert (row().category, row().name) == ("Purchasing", "Portal")  # nothing of the second was written


def test_the_same_value_twice_is_no_conflict(home):
    seen = made(category="IT")
    saved(seen, "Ana", category="Quality")
    assert saved(seen, "Bo", category="Quality") == 0


def test_a_value_changed_and_changed_back_is_no_conflict(home):
    seen = made(category="IT")
    changes.undo(saved(seen, "Ana", category="Quality"), by="Ana")
    saved(seen, "Bo", category="Purchasing")
    assert row().category == "Purchasing"


def test_one_who_saw_the_change_may_write_over_it(home):
    seen = saved(made(category="IT"), "Ana", category="Quality")
    saved(seen, "Bo", category="Purchasing")
    assert row().category == "Purchasing"


def test_a_field_that_someone_erased_is_a_change(home):
    seen = made(budget=Decimal(5))
    saved(seen, "Ana", budget=None)
    with pytest.raises(ConflictError) as refusal:
        saved(seen, "Bo", budget=Decimal(7))
    assert (refusal.value.fields["budget"].then, refusal.value.fields["budget"].now, refusal.value.wanted) == (500, None, {"budget": 700})


def test_a_row_deleted_in_the_meantime_is_not_made_again(home):
    seen = made()
    changes.delete("project", KEY, by="Ana", why=WHY)
    with pytest.raises(ConflictError) as refusal:
        saved(seen, name="Portal 2")
    assert refusal.value.is_gone
    assert not MODELS["project"].objects.exists()


def test_a_code_that_exists_is_not_written_over_by_a_new_row(home):
    made()
    with pytest.raises(ConflictError) as refusal:
        saved(0, name="Another")
    assert refusal.value.is_taken
    assert row().name == "Portal"


def test_a_row_changed_in_the_meantime_is_not_deleted(home):
    seen = made()
    saved(seen, "Ana", budget=Decimal(9))
    with pytest.raises(ConflictError):
        delete_row("project", KEY, seen=seen, by="Bo", why=WHY)
    delete_row("project", KEY, seen=version_of("project", KEY), by="Bo", why=WHY)
    assert not MODELS["project"].objects.exists()


def test_a_row_deleted_and_brought_back_differs_by_what_changed_only(home):
    seen = made(category="IT")
    changes.delete("project", KEY, by="Ana", why=WHY)
    made(category="Quality")
    assert list(changed_since("project", KEY, seen)) == ["category"]


def test_rows_of_other_tables_are_part_of_the_same_change(home):
    change = save_row("project", KEY, {"name": "Portal"}, seen=0, by="Ana", why=WHY, also={"unit": [{"key": "U", "name": "Buying"}]})
    changes.undo(change, by="Ana")
    assert not MODELS["unit"].objects.exists()
    assert not MODELS["project"].objects.exists()


FIELDS = ("name", "description", "category", "programme", "owner")
PEOPLE = 7


@pytest.mark.parametrize("seed", range(4))
def test_edits_in_any_order_lose_nothing(home, seed):
    """10,000 edits by seven people who look and save in a random order, over the four seeds; a plain model says what must happen."""
    rng = random.Random(seed)
    truth: dict[str, object] = dict.fromkeys(FIELDS) | {"name": "Portal"}
    made()
    version = version_of("project", KEY)
    eyes = {person: (version, dict(truth)) for person in range(PEOPLE)}
    refused = 0
    for number in range(2500):
        person = rng.randrange(PEOPLE)
        seen, held = eyes[person]
        fields = {name: f"{rng.randrange(3)}" if rng.random() < 0.5 else f"{number}" for name in rng.sample(FIELDS, rng.randint(1, 2))}
        clash = {name for name, value in fields.items() if held[name] != truth[name] != value}
        if clash:
            with pytest.raises(ConflictError) as refusal:
                saved(seen, f"{person}", **fields)
            told = {name: (one.then, one.now) for name, one in refusal.value.fields.items()}
            assert told == {name: (held[name], truth[name]) for name in clash}
            refused += 1
        else:
            saved(seen, f"{person}", **fields)
            truth |= fields
        if rng.random() < 0.7 or clash:
            eyes[person] = (version_of("project", KEY), dict(truth))
    now = row()
    assert {name: getattr(now, name) for name in FIELDS} == truth
    assert 100 < refused < 2000
    assert changes.verify_chain().is_whole


APPEND = """
import json, sys
from threading import Thread
from pupitre.desk.homes import open_home
open_home(sys.argv[1])
from django.db import connection
from pupitre.desk import changes
from pupitre.desk.entry.versions import ConflictError, save_row, version_of
from pupitre.kernel import Text
from pupitre.records.models import MODELS
WHY, KEY, WRITES = Text("Because"), ("D-1",), int(sys.argv[2])
OWN = ("title", "unit", "owner", "kpi", "currency", "finding", "choice", "expected_low")
changes.write("decision", {"key": "D-1", "comment": "", **dict.fromkeys(OWN, "0"), "expected_low": 0.0}, by="Ana", why=WHY)
failures = []
def work(field):
    try:
        for number in range(WRITES):
            while True:
                seen = version_of("decision", KEY)
                held = MODELS["decision"].objects.get(key="D-1")
                one = float(getattr(held, field)) + 1
                mine = one if field == "expected_low" else str(int(one))
                try:
                    save_row("decision", KEY, {field: mine, "comment": f"{held.comment} {field}{number}"}, seen=seen, by=field, why=WHY)
                    break
                except ConflictError:
                    pass
    except Exception as fault:
        failures.append(repr(fault))
    finally:
        connection.close()
threads = [Thread(target=work, args=(field,)) for field in OWN]
for thread in threads: thread.start()
for thread in threads: thread.join()
row = MODELS["decision"].objects.get(key="D-1")
lost = {f"{f}{n}" for f in OWN for n in range(WRITES)} ^ set(row.comment.split())
print(json.dumps([failures, sorted(lost), [float(getattr(row, f)) for f in OWN], changes.verify_chain().is_whole]))
"""


@pytest.mark.usefixtures("own_database")
def test_eight_writers_at_once_lose_no_word(tmp_path):
    """Each adds a word of its own to one shared field and counts in a field of its own."""
    writes = 12
    done = subprocess.run([sys.executable, "-c", APPEND, str(tmp_path / "home"), str(writes)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[], [], [writes] * 8, True]
