"""A home of its own for each test, with a small company that someone signed in looks at."""

from __future__ import annotations

import pytest

from pupitre.desk import background, changes
from pupitre.kernel import Text

WHY = Text("Because")


@pytest.fixture
def home(db, settings, tmp_path):
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def examined(monkeypatch):
    """Return the list of the examinations asked for, none of which is started."""
    asked: list[str] = []
    monkeypatch.setattr(background, "examine_soon", lambda: asked.append("examine"))
    return asked


@pytest.fixture
def company(home, examined):
    """Two departments with a head each, two objectives, a project, a KPI read every month."""
    rows = {
        "unit": [{"key": "COM", "name": "Sales"}, {"key": "DSI", "name": "IT"}],
        "person": [{"key": "ana", "name": "Ana Ruiz", "unit": "DSI"}, {"key": "bo", "name": "Bo Lind", "unit": "COM"}],
        "axis": [{"key": "AX1", "name": "Growth", "weight": 0.4}],
        "objective": [
            {"key": "OBJ-01", "name": "Sell abroad", "axis": "AX1", "unit": "COM"},
            {"key": "OBJ-02", "name": "One tool", "axis": "AX1", "unit": "DSI"},
            {"key": "OBJ-03", "name": "Answer fast", "axis": "AX1"},
        ],
        "project": [{"key": "P-1", "name": "Portal", "unit": "DSI", "owner": "ana"}],
        "task": [{"project": "P-1", "key": "T1", "name": "Build"}],
        "action": [{"key": "A-1", "title": "Call", "owner": "ana", "decision": "D-1"}],
        "decision": [{"key": "D-1", "title": "Buy", "owner": "ana"}],
        "kpi": [{"key": "K-1", "name": "On time", "measured_in": "%", "frequency": "month", "unit": "COM"}],
    }
    changes.edit(rows, by="import", why=WHY)


def sign_in(client, home, role: str = "administrator", units: tuple[str, ...] = ()):
    from pupitre.records.models import Account
    from pupitre.web.sign_in import new_token

    account = Account.objects.create_user(f"{role}@example.org", name="Claire Vasseur", role=role, units=list(units))
    client.get(f"/sign-in/{new_token(home, name=account.name)}/")
    return client


@pytest.fixture
def claire(client, home, company):
    """Return the client of an administrator."""
    return sign_in(client, home)


@pytest.fixture
def head(client, home, company):
    """Return the client of the head of IT."""
    return sign_in(client, home, "head", ("DSI",))
