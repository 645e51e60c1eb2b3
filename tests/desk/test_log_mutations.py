"""A thousand ways to tamper with the log of changes, each of them noticed."""

from __future__ import annotations

import random

import pytest
from django.db import connection, transaction

from pupitre.desk import changes
from pupitre.desk.rows import quoted
from pupitre.kernel import Text
from pupitre.records.models import Change, ChangeRow, ChangeValue

MUTATIONS = 1000
SEALED = {
    Change: ("at", "by", "kind", "why", "why_salt", "why_digest", "row_count", "rows_digest", "previous", "digest"),
    ChangeRow: ("table", "key", "action", "fields", "digest"),
    ChangeValue: ("salt", "before", "after"),
}


@pytest.fixture
def log(home, rows, django_capture_on_commit_callbacks):
    """A log of an import, edits, an undoing and an erasure."""
    with django_capture_on_commit_callbacks(execute=True):
        source = changes.SourceRef(name="plan.csv", digest="0" * 64, size=10, format="csv")
        people = [{"key": f"P-{n}", "name": f"Project {n}", "source_row": n + 2} for n in range(6)]
        changes.commit({"project": rows("project", *people)}, by="Claire", why=Text("Import"), source=source)
        renamed = [changes.write("project", {"key": f"P-{n}", "name": f"Renamed {n}"}, by="Hugo", why=Text("Renamed")) for n in range(6)]
        changes.undo(renamed[1], by="Claire")
        changes.erase("project", ["P-5"], by="Claire", why=Text("Asked for"))
        changes.write("unit", {"key": "U", "name": "Purchasing"}, by="Claire", why=Text("New"))
    return Change.objects.count()


def mutated(chance: random.Random) -> str:
    """Tamper with the log in one way drawn at random and return its name."""
    way = chance.choice(["flip", "flip", "delete", "reorder", "truncate", "insert"])
    model = chance.choice(list(SEALED))
    if way == "flip":
        flip(model, chance)
    elif way == "delete":
        chosen = chance.choice(list(model.objects.values_list("pk", flat=True)))
        raw_delete(model, chosen)
    elif way == "reorder":
        swap(chance)
    elif way == "truncate":
        last = list(Change.objects.order_by("-id").values_list("id", flat=True))
        for pk in last[: chance.randint(1, len(last) - 1)]:
            drop_entry(pk)
    else:
        row = chance.choice(list(ChangeRow.objects.values()))
        ChangeValue.objects.create(change_id=row["change_id"], position=row["position"] + 100, salt=b"0" * 16, before=None, after="{}")
    return f"{way} {model.__name__}"


def flip(model, chance: random.Random) -> None:
    """Change one byte, or one digit, of one sealed cell that holds something."""
    table, name = quoted(model._meta.db_table), chance.choice(SEALED[model])
    with connection.cursor() as cursor:
        keys = [f.column for f in (model._meta.pk.fields if hasattr(model._meta.pk, "fields") else [model._meta.pk])]
        listed = ", ".join(map(quoted, keys))
        cursor.execute(f"SELECT {listed}, {quoted(name)} FROM {table} WHERE {quoted(name)} IS NOT NULL")
        rows = [row for row in cursor.fetchall() if row[-1] not in ("", b"")]
        *key, value = chance.choice(rows)
        match = " AND ".join(f"{quoted(one)} = %s" for one in keys)
        cursor.execute(f"UPDATE {table} SET {quoted(name)} = %s WHERE {match}", [other(value, name, chance), *key])


def other(value, name: str, chance: random.Random):
    """Return a value with one character, byte or unit changed."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes | memoryview):
        found = bytearray(value)
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
        return bytes(found)
    if name == "at":
        from datetime import timedelta

        return value + timedelta(microseconds=1) if hasattr(value, "year") else str(value).replace("2026", "2025", 1)
    text = str(value)
    if name == "why":
        return text.replace("msgid", "msgid", 1)[:-1] + ', "more": 1}' if text.endswith("}") else text + " "
    at = chance.randrange(len(text))
    return text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]


def raw_delete(model, pk) -> None:
    """Delete one row by SQL, as somebody with the database would."""
    with connection.cursor() as cursor:
        if model is Change:
            drop_entry(pk)
        else:
            cursor.execute(f"DELETE FROM {quoted(model._meta.db_table)} WHERE change_id = %s AND position = %s", list(pk))


def drop_entry(pk: int) -> None:
    """Delete an entry with all that hangs on it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_change SET undoes_id = NULL WHERE undoes_id = %s", [pk])
        cursor.execute("DELETE FROM records_changevalue WHERE change_id = %s", [pk])
        cursor.execute("DELETE FROM records_changerow WHERE change_id = %s", [pk])
        cursor.execute("DELETE FROM records_problem WHERE source_id IN (SELECT id FROM records_source WHERE change_id = %s)", [pk])
        cursor.execute("DELETE FROM records_source WHERE change_id = %s", [pk])
        cursor.execute("DELETE FROM records_change WHERE id = %s", [pk])


def swap(chance: random.Random) -> None:
    """Exchange what two entries say, their numbers kept."""
    first, second = chance.sample(list(Change.objects.order_by("id")), 2)
    names = ("at", "by", "kind", "why", "why_salt", "why_digest", "row_count", "rows_digest", "previous")
    left, right = {n: getattr(first, n) for n in names}, {n: getattr(second, n) for n in names}
    Change.objects.filter(pk=first.pk).update(**right)
    Change.objects.filter(pk=second.pk).update(**left)


def test_a_thousand_mutations_of_the_log_are_all_noticed(log):
    assert changes.verify_chain().is_whole
    chance = random.Random(20261123)
    missed = []
    for _ in range(MUTATIONS):
        with transaction.atomic():
            way = mutated(chance)
            if changes.verify_chain().is_whole:
                missed.append(way)
            transaction.set_rollback(True)
    assert missed == []
    assert changes.verify_chain().is_whole
    assert Change.objects.count() == log


def test_entries_cut_off_the_end_stay_noticed_when_others_are_written(log, django_capture_on_commit_callbacks):
    drop_entry(Change.objects.order_by("-id").values_list("id", flat=True)[0])
    assert changes.verify_chain().fault == "end"
    with django_capture_on_commit_callbacks(execute=True):
        changes.write("unit", {"key": "V", "name": "Sales"}, by="Mallory", why=Text("New"))
    assert changes.verify_chain().fault == "end"
