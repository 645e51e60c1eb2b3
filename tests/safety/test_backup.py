"""A home in one file and back; whatever the file, the home that stands is whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pupitre.desk.safety import archive
from pupitre.kernel import InputError

pytestmark = pytest.mark.usefixtures("own_database")

MAKE = """
import sys
from pupitre.desk.homes import open_home
open_home(sys.argv[1])
from datetime import date
from decimal import Decimal
import pyarrow as pa
from pupitre.desk import changes
from pupitre.kernel import Text
from pupitre.records.models import Account
Account.objects.create_user("claire@example.org", "a long password", name="Claire", role="administrator")
for n in range(5):
    changes.write("unit", {"key": f"U{n}", "name": f"Unit {n} « é »"}, by="Claire", why=Text("Because"))
project = {"key": "P", "name": "ERP", "budget": Decimal("1234.56"), "due_on": date(2027, 3, 1)}
changes.write("project", project, by="Claire", why=Text("New"))
day = pa.array([date(2026, 1, 1)], pa.date32())
end = pa.array([date(2026, 2, 1)], pa.date32())
changes.commit({"measure": pa.table({"kpi": ["K"], "starts_on": day, "ends_on": end, "value": [1.5]})}, by="Claire", why=Text("Read"))
"""
LOOK = """
import json, sys
from pupitre.desk.homes import open_home
open_home(sys.argv[1])
from pupitre.desk import changes
from pupitre.desk.health import checks
from pupitre.records.models import MODELS, Account
account = Account.objects.get()
project = MODELS["project"].objects.get(key="P")
print(json.dumps({
    "units": sorted(MODELS["unit"].objects.values_list("name", flat=True)),
    "budget": str(project.budget), "due": str(project.due_on),
    "log": changes.verify_chain().is_whole, "head": changes.verify_chain().head,
    "password": account.check_password("a long password"),
    "bad": [c.name for c in checks() if c.verdict == "bad"],
}))
"""


def python(code: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, check=False)


def word(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pupitre", *map(str, args)], capture_output=True, text=True, check=False)


def seen(home: Path) -> dict:
    return json.loads(python(LOOK, home).stdout)


@pytest.fixture
def home(tmp_path):
    made = python(MAKE, tmp_path / "home")
    assert made.returncode == 0, made.stderr
    return tmp_path / "home"


def test_a_restored_home_is_the_one_that_was_saved(home, tmp_path):
    before = seen(home)
    made = word("backup", tmp_path / "b.zip", "--home", home, "--json")
    assert json.loads(made.stdout)["schema"] == "pupitre.backup-done/1"
    done = word("restore", tmp_path / "b.zip", "--home", tmp_path / "other", "--replace")
    assert done.returncode == 0, done.stderr
    assert seen(tmp_path / "other") == before
    assert before["log"] is True
    assert before["password"] is True
    assert before["bad"] == []


def test_a_backup_is_for_its_owner_alone(home, tmp_path):
    word("backup", tmp_path / "b.zip", "--home", home)
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_a_home_that_stands_is_replaced_only_when_asked_and_then_kept(home, tmp_path):
    word("backup", tmp_path / "b.zip", "--home", home)
    refused = word("restore", tmp_path / "b.zip", "--home", home)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert word("restore", tmp_path / "b.zip", "--home", home, "--replace").returncode == 0
    if "PUPITRE_DATABASE_URL" not in os.environ:
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith("home.before-restore-")] != []
    assert seen(home)["log"] is True


def test_a_damaged_backup_changes_nothing(home, tmp_path):
    before = seen(home)
    word("backup", tmp_path / "b.zip", "--home", home)
    refused = word("restore", damaged(tmp_path / "b.zip", tmp_path / "bad.zip", "flipped"), "--home", home, "--replace")
    assert refused.returncode == 1
    assert "damaged" in refused.stderr
    assert seen(home) == before


@pytest.mark.parametrize("fault", ["cut", "flipped", "stranger", "text", "missing", "outside"])
def test_every_fault_of_a_backup_is_noticed_before_anything_is_used(tmp_path, fault):
    rows, bulk = tmp_path / "rows", tmp_path / "bulk"
    rows.write_bytes(bytes(range(256)) * 64)
    bulk.write_bytes(b"parquet" * 100)
    archive.write(tmp_path / "b.zip", {"pupitre.sqlite3": rows, "bulk/measure/1.parquet": bulk}, {"migrations": []})
    (tmp_path / "into").mkdir()
    with pytest.raises(InputError):
        archive.unpack(archive.opened(damaged(tmp_path / "b.zip", tmp_path / "bad.zip", fault)), tmp_path / "into")
    assert not (tmp_path / "evil").exists()


def damaged(good: Path, bad: Path, fault: str) -> Path:
    """Write a backup with one fault."""
    if fault in ("cut", "text"):
        bad.write_bytes(good.read_bytes()[:-500] if fault == "cut" else b"not a backup")
        return bad
    with zipfile.ZipFile(good) as read, zipfile.ZipFile(bad, "w") as out:
        for entry in read.infolist():
            body = read.read(entry)
            if fault == "flipped" and entry.filename == "pupitre.sqlite3":
                body = body[:5000] + bytes([body[5000] ^ 1]) + body[5001:]
            if fault == "missing" and entry.filename.startswith("bulk/"):
                continue
            if fault == "outside" and entry.filename == "manifest.json":
                said = json.loads(body)
                said["files"]["../evil"] = [4, "0" * 64]
                body = json.dumps(said).encode()
            out.writestr(entry.filename, body)
        if fault in ("stranger", "outside"):
            out.writestr("../evil", "evil")
    return bad


def test_a_backup_of_a_newer_pupitre_is_refused(home, tmp_path):
    word("backup", tmp_path / "b.zip", "--home", home)
    with zipfile.ZipFile(tmp_path / "b.zip") as read, zipfile.ZipFile(tmp_path / "new.zip", "w") as out:
        for entry in read.infolist():
            body = read.read(entry)
            if entry.filename == "manifest.json":
                said = json.loads(body)
                said["migrations"].append("records.9999_from_the_future")
                body = json.dumps(said).encode()
            out.writestr(entry.filename, body)
    refused = word("restore", tmp_path / "new.zip", "--home", tmp_path / "other", "--replace", "--lang", "en")
    assert refused.returncode == 1
    assert "newer Pupitre" in refused.stderr
    assert seen(home)["log"] is True


def test_a_home_in_use_is_not_replaced(home, tmp_path):
    word("backup", tmp_path / "b.zip", "--home", home)
    from pupitre.desk.homes import served

    with served(home):
        refused = word("restore", tmp_path / "b.zip", "--home", home, "--replace")
    assert refused.returncode == 1
    assert "served" in refused.stderr
