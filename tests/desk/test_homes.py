"""A home is made, brought up to date and tidied; one process works on one home."""

from __future__ import annotations

import os
import time
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from pupitre.desk import changes, homes
from pupitre.desk.locks import alone
from pupitre.kernel import InputError, Text
from pupitre.records.models import MODELS


@pytest.fixture
def own(home, monkeypatch):
    monkeypatch.setenv("PUPITRE_HOME", str(home))
    return home


def test_a_home_has_its_folders(own):
    opened = homes.open_home(own)
    assert all(folder.is_dir() for folder in (opened.bulk, opened.derived, opened.incoming, opened.answers))
    assert homes.current() == opened


def test_another_home_in_the_same_process_is_a_wrong_call(own, tmp_path):
    with pytest.raises(RuntimeError, match="already"):
        homes.open_home(tmp_path / "other")


def test_a_home_that_cannot_be_made_is_refused_with_its_reason(own):
    (own / "file").write_text("")
    with pytest.raises(InputError, match="cannot be made") as refused:
        homes.open_home(own / "file")
    assert refused.value.where.file == str(own / "file")


def left_over(own, *, age: float) -> str:
    path = own / "bulk" / "left.parquet"
    path.write_bytes(b"half")
    os.utime(path, (time.time() - age,) * 2)
    return path.name


def test_an_old_left_over_is_removed_at_the_start(own):
    left_over(own, age=homes.STRANGER_SECONDS + 60)
    homes.open_home(own)
    assert list(homes.current().bulk.iterdir()) == []


def test_a_young_one_may_be_an_import_under_way_and_stays(own):
    left_over(own, age=5)
    homes.open_home(own)
    assert len(list(homes.current().bulk.iterdir())) == 1
    assert homes.sweep(older_than=0) == ("left.parquet",)


def test_a_file_in_the_manifest_is_never_removed(own, rows):
    batch = rows("supplier", {"key": "S", "name": "S"})
    measure = rows("target", {"kpi": "K", "starts_on": date(2026, 1, 1), "value": 1.0})
    done = changes.commit({"supplier": batch, "target": measure}, by="Ana", why=Text("Because"))
    changes.undo(done.change_id, by="Ana")
    assert homes.sweep(older_than=0) == ()
    assert len(list((own / "bulk/target").iterdir())) == 1


def test_a_database_that_is_behind_is_brought_up_to_date(own, transactional_db):
    call_command("migrate", "records", "zero", verbosity=0)
    homes.open_home(own)
    assert changes.verify_chain().is_whole


def test_tables_and_columns_that_a_home_of_before_lacks_are_added_empty(own, transactional_db):
    process, rule = MODELS["process"], MODELS["process_rule"]
    process.objects.create(key="P", name="Orders")
    with connection.schema_editor() as editor:
        editor.delete_model(rule)
        editor.remove_field(process, process._meta.get_field("delay_cost"))
    homes.open_home(own)
    assert list(process.objects.values_list("key", "delay_cost")) == [("P", None)]
    assert rule.objects.count() == 0


def test_a_lock_is_held_by_one_and_given_back(tmp_path):
    with alone(tmp_path / "lock"), pytest.raises(BlockingIOError), alone(tmp_path / "lock", wait=False):
        pass
    with alone(tmp_path / "lock", wait=False):
        pass


def test_what_only_reads_a_home_refuses_one_that_is_not_there_and_makes_none(own, tmp_path):
    missing = tmp_path / "slip"
    with pytest.raises(InputError, match="no Pupitre here") as refused:
        homes.open_home(missing, must_exist=True)
    assert refused.value.where.file == str(missing)
    assert not missing.exists()
