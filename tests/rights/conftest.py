"""A company of two departments that mirror each other, and an account of each role; head and member are of the first."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from pupitre.desk import changes
from pupitre.desk.rights import ROLES
from pupitre.kernel import Text
from pupitre.records.models import Account

OWN, FOREIGN = "OWN", "FAR"
OWNED = ("project", "objective", "kpi", "decision", "action", "risk", "process")
PASSWORD = "a rather long sentence"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    """One round of hashing in place of a million: the tests count hashings, they do not time them."""
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1)


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived", "incoming"):
        (tmp_path / folder).mkdir()
    return tmp_path


def mirrored(side: str) -> dict[str, list[dict[str, object]]]:
    """Return the rows of one department, its code in each key."""
    rows: dict[str, list[dict[str, object]]] = {
        "unit": [{"key": side, "name": f"Department {side}"}],
        "person": [{"key": f"person-{side}", "name": f"Person {side}", "unit": side}],
    }
    for kind in OWNED:
        title = "title" if kind in ("decision", "action", "risk") else "name"
        rows[kind] = [{"key": f"{kind}-{side}", title: f"{kind.title()} {side}", "unit": side, "owner": f"person-{side}"}]
    rows["key_result"] = [{"key": f"key_result-{side}", "objective": f"objective-{side}", "name": f"Result {side}"}]
    rows["improvement"] = [{"key": f"improvement-{side}", "title": f"Improvement {side}", "process": f"process-{side}"}]
    rows["process_rule"] = [{"process": f"process-{side}", "key": f"rule-{side}", "kind": "order", "first": "A", "second": "B"}]
    return rows


@pytest.fixture
def company(home):
    """Write the two departments, each by a change of its own, and return the numbers of both changes."""
    changes.edit({"axis": [{"key": "axis", "name": "Growth"}]}, by="Ana", why=Text("Written"))
    return {side: changes.edit(mirrored(side), by="Ana", why=Text("Written")).change_id for side in (OWN, FOREIGN)}


@pytest.fixture
def account(db):
    """Return the function that makes an account of a role."""

    def make(role: str = "direction", email: str = "", **fields: object) -> Account:
        known = {"name": role.title(), "role": role}
        if role in ("head", "member"):
            known |= {"units": [OWN], "person": f"person-{OWN}"}
        return Account.objects.create_user(email or f"{role}@example.org", PASSWORD, **{**known, **fields})

    return make


@pytest.fixture
def accounts(account):
    """An account of each role."""
    return {role: account(role) for role in ROLES}
