"""A home of its own for each test, on a day that does not move, with people, a KPI and a finding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from django.utils import timezone

from pupitre.desk import changes, examine, findings
from pupitre.kernel import Domain, Evidence, Examination, Finding, Money, Option, Subject, Text
from pupitre.records.models import Account

TODAY = date(2026, 3, 2)
WHY = Text("Because")
OPTIONS = (
    Option("merge", Text("Merge them"), Money(Decimal(12_000), "EUR"), Text("One tool"), Money(Decimal(186_000), "EUR")),
    Option("do_nothing", Text("Do nothing")),
)


def a_finding(key: str = "P-1", *, late_days: int = 30, rule: str = "portfolio.late", options: tuple[Option, ...] = OPTIONS) -> Finding:
    """Return a finding about a project, proved by a row that a domain computed."""
    proof = (Evidence("portfolio.finish", ((key,),), ("project", "late_days"), ((key, late_days),)),)
    return Finding(rule, (Subject("project", key),), Text("%(key)s is late", key=key), proof, TODAY, options=options)


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: TODAY if value is None else real(value, zone))


@pytest.fixture
def company(home):
    """Two departments, three people, two projects, one KPI with three readings."""
    changes.edit(
        {
            "unit": [{"key": "OPS", "name": "Operations"}, {"key": "FIN", "name": "Finance"}],
            "person": [
                {"key": "ANA", "name": "Ana Ruiz", "unit": "OPS"},
                {"key": "BOB", "name": "Bob Hill", "unit": "OPS"},
                {"key": "ZOE", "name": "Zoe Park", "unit": "FIN"},
            ],
            "project": [{"key": "P-1", "name": "Paint", "unit": "OPS"}, {"key": "P-2", "name": "Move", "unit": "FIN"}],
            "kpi": [{"key": "K-1", "name": "Lead time", "measured_in": "d", "direction": "down", "unit": "OPS"}],
        },
        by="Ana",
        why=WHY,
    )
    months = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    read = {"kpi": ["K-1"] * 3, "unit": [""] * 3, "starts_on": months[:3], "ends_on": months[1:], "value": [22.0, 21.0, 20.0]}
    changes.commit({"measure": pa.table(read)}, by="Ana", why=WHY)


@pytest.fixture
def examined(home):
    """Return the function that lets a domain find what it is given and publish its rows."""

    def run(*found: Finding, late_days: int = 30) -> None:
        rows = pa.table({"project": ["P-1", "P-2"], "late_days": pa.array([late_days, 5], pa.int64())})
        columns = {"project": "key", "late_days": "count"}
        rules = {one.rule: Text("Late project") for one in found}
        said = Examination(found, {"portfolio.finish": rows})
        card = Domain("portfolio", Text("Projects"), (), lambda _snapshot: said, publishes={"portfolio.finish": columns}, rules=rules)
        examine.run(on=TODAY, cards=[card])

    return run


@pytest.fixture
def published(monkeypatch):
    """Let the desk know the table that the domain of these tests publishes."""
    from pupitre.desk import derived, frozen

    card = Domain(
        "portfolio",
        Text("Projects"),
        (),
        lambda _snapshot: Examination(),
        publishes={"portfolio.finish": {"project": "key", "late_days": "count"}},
    )
    for module in (derived, frozen):
        monkeypatch.setattr(module, "domains", lambda: (card,))


@pytest.fixture
def found(company, examined):
    """A finding about P-1."""
    examined(a_finding())
    return findings.kept(on=TODAY)[0]


@pytest.fixture
def signed(client, home):
    """Return the function that signs somebody in with a role."""

    def as_(role: str = "direction", *, name: str = "Ana Ruiz", person: str = "ANA", units: tuple[str, ...] = ()):
        account = Account.objects.create(email=f"{role}-{name}@example.com", name=name, role=role, units=list(units), person=person)
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_
