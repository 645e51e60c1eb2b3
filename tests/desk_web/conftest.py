"""A desk with a few findings, opened by someone signed in, on a day that does not move."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from django.utils import timezone
from tests.desk_web.saying import TODAY, a_finding

from pupitre.kernel import Domain, Examination, Finding, Money, Option, Text


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: TODAY if value is None else real(value, zone))


@pytest.fixture
def signed_in(client, home):
    """Return the client of someone who used a sign-in link."""
    from pupitre.web.sign_in import new_token

    client.get(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")
    return client


@pytest.fixture
def finding():
    """Return the function that makes a finding."""
    return a_finding


@pytest.fixture
def options():
    """Two options: act, with its price, or do nothing."""
    return (
        Option("do_nothing", Text("Do nothing")),
        Option(
            "merge",
            Text("Merge both projects"),
            Money(Decimal(12_000), "EUR"),
            Text("One tool instead of two"),
            Money(Decimal(186_000), "EUR"),
        ),
    )


@pytest.fixture
def examined(home):
    """Return the function that lets domains find what it is given; called again, what is gone is closed."""
    from pupitre.desk import examine

    def card(name: str, found: tuple[Finding, ...]) -> Domain:
        mine = tuple(one for one in found if one.rule.startswith(f"{name}."))
        rules = {one.rule: Text("Rule %(rule)s", rule=one.rule) for one in mine}
        return Domain(name, Text(name.title()), (), lambda _snapshot: Examination(mine), rules=rules)

    def run(*found: Finding, on: date = TODAY) -> None:
        examine.run(on=on, cards=[card("portfolio", found), card("strategy", found)])

    return run


@pytest.fixture
def projects(home):
    """Two projects with their owners, as a file gave them."""
    from pupitre.desk import changes

    rows = pa.table(
        {"key": ["P-1", "P-2"], "name": ["ERP", "Portal"], "owner": ["HR", None], "unit": ["IT", "IT"], "source_row": pa.array([5, 9])}
    )
    people, units = pa.table({"key": ["HR"], "name": ["Hugo Roche"]}), pa.table({"key": ["IT"], "name": ["Information systems"]})
    source = changes.SourceRef(name="plan-2026.xlsx", digest="0" * 64, size=1000, format="xlsx")
    return changes.commit({"project": rows, "person": people, "unit": units}, by="Claire Vasseur", why=Text("Import"), source=source)
